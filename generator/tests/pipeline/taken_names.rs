//! Names that mean something already, to Rust, to clippy, to cargo or to the emitted crate: who asks for one gets
//! another, or there is a diagnostic. That the results compile is seen by compiling them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use generator::config::Package;
use generator::diagnostic::Code;
use generator::emit::EmitOptions;
use generator::pipeline::{Generated, generate};
use syn::{ImplItem, Item};

use crate::kit::{self, OK, document, emitted, quoted};
use crate::{bad, items};

/// The crate of one small document of a product.
fn product(name: &str) -> Generated {
    let file = format!("twilio_{name}_v1.yaml");
    let text = format!("{}{}", kit::HEAD, bad::THINGS);
    let generated = kit::run(&kit::input(&[(&file, &text)]));
    items::check(&generated);
    generated
}

/// What the root of the crate, its client and its manifest have of their own.
fn taken_in_root() -> BTreeSet<String> {
    let plain = product("kites");
    let manifest: toml::Table = plain.tree.get("Cargo.toml").unwrap().parse().unwrap();
    let dependencies = manifest["dependencies"].as_table().unwrap().keys();
    let mut taken: BTreeSet<String> = dependencies.map(|name| name.replace('-', "_")).collect();
    assert!(taken.contains("tokio"));
    for (path, text) in plain.tree.files() {
        let is_client = path.starts_with("src/runtime/client/");
        if !is_client && path != "src/lib.rs" {
            continue;
        }
        for item in syn::parse_file(text).unwrap().items {
            match item {
                Item::Mod(item) if !is_client => drop(taken.insert(item.ident.to_string())),
                Item::Use(item) if !is_client => used(&item.tree, &mut taken),
                Item::Impl(item) if is_of_client(&item.self_ty) => {
                    taken.extend(item.items.iter().filter_map(|inner| match inner {
                        ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                        _ => None,
                    }));
                }
                _ => {}
            }
        }
    }
    assert!(taken.remove("kites") && taken.contains("from_env") && taken.contains("testing"));
    taken
}

fn is_of_client(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Path(path) if path.path.is_ident("Client"))
}

fn used(tree: &syn::UseTree, names: &mut BTreeSet<String>) {
    match tree {
        syn::UseTree::Path(path) => used(&path.tree, names),
        syn::UseTree::Name(name) => drop(names.insert(name.ident.to_string())),
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| used(tree, names)),
        _ => {}
    }
}

#[test]
fn a_product_called_like_what_the_crate_has() {
    let prelude = ["std", "core", "alloc", "proc_macro"].map(String::from);
    let methods = ["clone", "into", "try_into"].map(String::from);
    let lower = |name: &String| name.chars().all(|c| !c.is_ascii_uppercase());
    let taken = taken_in_root().into_iter().chain(prelude).chain(methods);
    for name in taken.filter(lower) {
        let ident = product(&name).model.documents[0].product.ident.clone();
        assert_eq!(ident, format!("{name}_api"));
    }
}

#[test]
fn a_keyword_leaves_no_mark_in_what_is_named_after_it() {
    // The last is not reserved, but clippy takes it for a name that somebody forgot.
    for name in [
        "self", "Self", "async", "type", "crate", "super", "gen", "foo",
    ] {
        let generated = product(name);
        let document = &generated.model.documents[0];
        let plain = name.to_lowercase();
        assert_eq!(document.product.ident, format!("{plain}_api"));
        assert_eq!(document.key, format!("{plain}_api_v1"));
        assert_eq!(document.feature, format!("{plain}-api-v1"));
        let text = format!("{}{}", kit::HEAD, bad::THINGS);
        let file = format!("twilio_kites_{name}.yaml");
        let generated = kit::run(&kit::input(&[(&file, &text)]));
        items::check(&generated);
        let version = &generated.model.documents[0].version.ident;
        assert_eq!(*version, format!("version_{plain}"));
    }
}

/// What stands in a path, as it is and as the singular of a collection.
#[test]
fn segments_called_like_methods_and_keywords() {
    let words = [
        "Into", "TryInto", "New", "Clone", "Cmp", "Fmt", "Default", "From", "Iter", "Next", "Add",
        "Not", "Self", "Type", "Drop", "AsRef", "ToString", "Eq", "Hash",
    ];
    let mut paths = String::new();
    for (number, word) in words.iter().enumerate() {
        let item = "parameters: [{name: Sid, in: path, required: true, schema: {type: string}}]";
        let _ = writeln!(
            paths,
            "  /v1/{word}: {{get: {{operationId: FetchA{number}, {OK}}}}}"
        );
        let _ = writeln!(
            paths,
            "  /v1/{word}/{{Sid}}: {{get: {{operationId: Fetch{word}, {item}, {OK}}}}}"
        );
    }
    let generated = emitted(&document(&paths, ""));
    let root = &generated.model.documents[0].resources[0];
    let names: BTreeSet<&str> = root.links.iter().map(|link| link.ident.as_str()).collect();
    for name in [
        "into_resource",
        "new_resource",
        "default",
        "from",
        "iter",
        "self_",
    ] {
        assert!(names.contains(name), "{name} in {names:?}");
    }
    for name in ["into", "try_into", "new", "clone", "cmp", "fmt"] {
        assert!(!names.contains(name), "{name}");
    }
}

/// In an `impl`, `Self::Err` is a value of the enum as well as a type of the trait.
#[test]
fn values_called_like_associated_types() {
    let words = [
        "ok", "err", "error", "output", "item", "target", "all", "self",
    ];
    let schema = format!(
        "    odd_enum: {{type: string, enum: [{}]}}\n",
        words.join(", ")
    );
    let generated = emitted(&document("  {}", &schema));
    let macros = generated.tree.get("src/macros.rs").unwrap();
    let open = macros.split("macro_rules! open_enum").nth(1).unwrap();
    let open = open.split("\nmacro_rules!").next().unwrap();
    for word in words.map(|word| format!("{}{}", word[..1].to_uppercase(), &word[1..])) {
        let path = format!("Self::{word}");
        let mut uses = open
            .match_indices(&path)
            .map(|(at, _)| &open[at + path.len()..]);
        let word = |rest: &&str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        let comments = open.matches(&format!("`{path}`")).count();
        assert_eq!(uses.by_ref().filter(word).count(), comments, "{path}");
    }
}

/// The names that values get, in the order of the values.
fn variants(values: &[&str]) -> Vec<String> {
    let list: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    let schema = format!(
        "    odd_enum: {{type: string, enum: [{}]}}\n",
        list.join(", ")
    );
    let generated = emitted(&document("  {}", &schema));
    let values = &generated.model.documents[0].enums[0].values;
    values
        .iter()
        .map(|value| value.name.ident.clone())
        .collect()
}

#[test]
fn operators_say_what_they_are() {
    assert_eq!(
        variants(&["=", "!=", "≠", "<", "<=", "≤", ">", ">=", "≥", "<>", "!"]),
        [
            "Equals",
            "NotEquals",
            "NotEqualsValue",
            "Less",
            "LessOrEquals",
            "AtMost",
            "More",
            "MoreOrEquals",
            "AtLeast",
            "NotEqualsLiteral",
            "Exclamation"
        ]
    );
    assert_eq!(
        variants(&[
            "+", "-", "*", "/", "%", "&&", "||", "!~", "~", "!admin", "admin", "-1", "1"
        ]),
        [
            "Plus", "Hyphen", "Star", "Slash", "Percent", "AndAnd", "PipePipe", "NotTilde",
            "Tilde", "NotAdmin", "Admin", "Minus1", "N1"
        ]
    );
}

#[test]
fn numbers_with_a_mark_between_are_not_one_number() {
    assert_eq!(
        variants(&[
            "15", "1.5", "1,5", "1/5", "1:5", "1+5", "1-5", "1 - 5", "-1.5", ".5", "5"
        ]),
        [
            "N15",
            "N1Point5",
            "N1Comma5",
            "N1Slash5",
            "N1Colon5",
            "N1Plus5",
            "N1_5",
            "N1_5Value",
            "Minus1Point5",
            "Point5",
            "N5"
        ]
    );
    assert_eq!(
        variants(&["2010-04-01", "v1.0", "v10", "iso_3166_1", "9:30am"]),
        ["N2010_04_01", "V1Point0", "V10", "Iso3166_1", "N9Colon30am"]
    );
}

#[test]
fn punctuation_and_pictures_have_names_that_do_not_mislead() {
    assert_eq!(
        variants(&[
            "", " ", ".", "...", "?", "_", "🙂", "🙁", "ok🙂", "ok", "→", "€", "日本", "it’s"
        ]),
        [
            "Empty",
            "Space",
            "Dot",
            "DotDotDot",
            "Question",
            "Underscore",
            "U1f642",
            "U1f641",
            "OkU1f642",
            "Ok",
            "RightArrow",
            "Euro",
            "U65e5U672c",
            "ItS"
        ]
    );
}

/// The names of packages that are refused, for what else is called so.
fn refused(name: &str) -> bool {
    let options = EmitOptions {
        package: Package {
            name: name.to_owned(),
            ..Package::default()
        },
        ..kit::options()
    };
    let text = format!("{}{}", kit::HEAD, bad::THINGS);
    match generate(&kit::input(&[("twilio_kites_v1.yaml", &text)]), &options) {
        Ok(generated) => {
            items::check(&generated);
            false
        }
        Err(failure) => {
            let codes: Vec<Code> = failure.diagnostics.iter().map(|one| one.code).collect();
            assert_eq!(codes, [Code::Config], "{name}");
            true
        }
    }
}

#[test]
fn a_package_called_like_another_crate_or_a_module() {
    let manifest = product("kites").tree;
    let manifest: toml::Table = manifest.get("Cargo.toml").unwrap().parse().unwrap();
    for dependency in manifest["dependencies"].as_table().unwrap().keys() {
        assert!(refused(dependency), "{dependency}");
    }
    for name in [
        "std",
        "core",
        "alloc",
        "test",
        "proc-macro",
        "futures_core",
        "runtime",
        "sids",
        "testing",
        "webhooks",
        "blocking",
        "kites",
        "self",
        "async",
        "con",
        "build",
        "deps",
        "1x",
        "",
        "a b",
    ] {
        assert!(refused(name), "{name}");
    }
    for name in ["twilio-kites", "my-client", "serde-client", "kite", "tests"] {
        assert!(!refused(name), "{name}");
    }
}

#[test]
fn a_sid_that_only_self_holds_is_named_like_a_type() {
    let paths = format!("  /v1/Odd: {{get: {{operationId: FetchOdd, {OK}}}}}").replace(
        OK,
        "responses: {'200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/odd'}}}}}",
    );
    let components = "    odd: {type: object, properties: {Self: {type: string, pattern: '^RM[0-9a-fA-F]{32}$'}}}";
    let generated = emitted(&document(&paths, components));
    let aliases = &generated.model.documents[0].sid_aliases;
    let aliases: Vec<&str> = aliases.iter().map(|alias| alias.ident.as_str()).collect();
    assert_eq!(aliases, ["SelfSid"]);
}
