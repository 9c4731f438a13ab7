//! Documents that are meant to do harm by their names and their size: each ends in a crate whose items are exactly
//! those of the model, in files with plain names, or in a diagnostic.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use generator::diagnostic::Code;
use generator::pipeline::{Generated, Input, generate, lower_documents};

use crate::kit::quoted;
use crate::{items, kit};

/// What somebody might call a thing to leave its identifier, its file or its folder.
const WORDS: [&str; 34] = [
    "../../x",
    "..\\..\\x",
    "/etc/passwd",
    "CON",
    "con.rs",
    "nul",
    "COM1",
    "lpt9",
    "",
    " ",
    "🙂",
    "🙂🙂",
    "日本語",
    "é",
    "\"",
    "'",
    "`",
    "{",
    "}",
    "{}",
    "1abc",
    "999",
    "!!!",
    "type",
    "r#type",
    "Self",
    "self",
    "crate",
    "*/ fn x() {}",
    "\"#] fn x() {}",
    "a;b",
    "$crate",
    "#![allow(x)]",
    "<script>",
];

/// Words that are only met in values: keys with such characters are refused by the loader.
const HIDDEN: [&str; 6] = [
    "\u{202e}evil",
    "a\u{200f}b",
    "a\tb",
    "a\nb",
    "\u{feff}",
    "a\u{0}b",
];

fn document(paths: &str, schemas: &str) -> String {
    format!(
        "{}paths:\n{paths}\ncomponents:\n  schemas:\n    root: {{type: object, properties: {{a: {{type: string}}}}}}\n{schemas}",
        kit::HEAD
    )
}

/// Runs a document, and holds the output to everything that it can be held to.
fn emitted(text: &str) -> Generated {
    let generated = kit::run_text(text);
    items::check(&generated);
    generated
}

fn codes(text: &str) -> Vec<Code> {
    match generate(&kit::input(&[("test.yaml", text)]), &kit::options()) {
        Ok(_) => Vec::new(),
        Err(failure) => failure.diagnostics.iter().map(|found| found.code).collect(),
    }
}

const OK: &str = "responses: {'200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/root'}}}}}";

#[test]
fn properties_called_anything() {
    let words: BTreeSet<String> = WORDS
        .iter()
        .map(|word| (*word).to_owned())
        .chain([String::from("a").repeat(300)])
        .collect();
    let properties: Vec<String> = words
        .iter()
        .map(|word| format!("{}: {{type: string}}", quoted(word)))
        .collect();
    let schema = format!(
        "    odd: {{type: object, properties: {{{}}}}}\n",
        properties.join(", ")
    );
    let paths = format!(
        "  /v1/Odd: {{post: {{operationId: CreateOdd, requestBody: {{required: true, content: {{application/json: {{schema: {{$ref: '#/components/schemas/odd'}}}}}}}}, {OK}}}}}"
    );
    let generated = emitted(&document(&paths, &schema));
    let odd = generated.model.documents[0].find_struct("Odd").unwrap();
    assert_eq!(odd.fields.len(), words.len());
    let wires: BTreeSet<String> = odd
        .fields
        .iter()
        .map(|field| field.name.wire.clone())
        .collect();
    assert_eq!(wires, words, "names on the wire stay as they are");
    assert!(odd.fields.iter().all(|field| field.name.ident.len() <= 100));
}

#[test]
fn literals_called_anything() {
    let words: BTreeSet<&str> = WORDS.into_iter().chain(HIDDEN).collect();
    let list: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    let schema = format!(
        "    odd_enum_kind: {{type: string, enum: [{}]}}\n",
        list.join(", ")
    );
    let paths = format!(
        "  /v1/Odd: {{get: {{operationId: ListOdd, parameters: [{{name: Kind, in: query, required: true, schema: {{$ref: '#/components/schemas/odd_enum_kind'}}}}], {OK}}}}}"
    );
    let generated = emitted(&document(&paths, &schema));
    assert_eq!(
        generated.model.documents[0].enums[0].literals.len(),
        words.len()
    );
}

#[test]
fn operations_called_anything() {
    let mut paths = String::from(
        "  /v1/Odd:\n    get: {operationId: FetchOdd, responses: {'204': {description: Done}}}\n",
    );
    let words: BTreeSet<&str> = WORDS
        .into_iter()
        .chain(HIDDEN)
        .filter(|word| !word.is_empty() && !word.starts_with(|c: char| c.is_ascii_lowercase()))
        .collect();
    for (number, word) in words.iter().enumerate() {
        let _ = writeln!(
            paths,
            "  /v1/Odd{number}: {{get: {{operationId: {}, {OK}}}}}",
            quoted(&format!("Fetch{word}"))
        );
    }
    let generated = emitted(&document(&paths, ""));
    assert_eq!(
        generated.model.documents[0].operations.len(),
        words.len() + 1
    );
    // The lock holds places as they are, and reads back what was written.
    let text = generator::lower::lock::print(&generated.names);
    assert_eq!(
        generator::lower::lock::read("names.lock", &text).unwrap(),
        generated.names
    );
}

#[test]
fn parameters_called_anything() {
    let words: BTreeSet<&str> = WORDS
        .into_iter()
        .chain(HIDDEN)
        .filter(|word| !word.is_empty())
        .collect();
    let mut parameters = String::new();
    for word in &words {
        let _ = writeln!(
            parameters,
            "      - {{name: {}, in: query, required: {}, schema: {{type: string, enum: [x]}}}}",
            quoted(word),
            word.len() > 4
        );
    }
    let paths = format!(
        "  /v1/Odd:\n    get:\n      operationId: ListOdd\n      {OK}\n      parameters:\n{parameters}"
    );
    let generated = emitted(&document(&paths, ""));
    assert_eq!(
        generated.model.documents[0].operations[0].parameters.len(),
        words.len()
    );
}

#[test]
fn headers_called_anything() {
    for word in WORDS.into_iter().chain(HIDDEN) {
        let paths = format!(
            "  /v1/Odd: {{get: {{operationId: ListOdd, parameters: [{{name: {}, in: header, schema: {{type: string}}}}], {OK}}}}}",
            quoted(word)
        );
        let text = document(&paths, "");
        let token = !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c));
        if token {
            emitted(&text);
        } else {
            assert_eq!(codes(&text), [Code::UnsupportedParameter], "{word:?}");
        }
    }
}

#[test]
fn schemas_called_anything() {
    let mut schemas = String::new();
    let words: BTreeSet<&str> = WORDS.into_iter().filter(|word| !word.is_empty()).collect();
    for word in &words {
        let _ = writeln!(
            schemas,
            "    {}: {{type: object, properties: {{a: {{type: string, enum: [b]}}}}}}",
            quoted(word)
        );
    }
    let generated = emitted(&document("  {}", &schemas));
    assert_eq!(generated.model.documents[0].counts.schemas, words.len() + 1);
}

#[test]
fn segments_called_anything() {
    let mut refused = 0;
    for word in WORDS.into_iter().chain([
        "a".repeat(300).as_str(),
        "%2e%2e",
        "..",
        ".",
        "~",
        "model",
        "operations",
        "sids",
        "schemas",
        "std",
        "serde_json",
        "COM1",
        "aux",
    ]) {
        let path = format!("/v1/{word}/Things");
        let paths = format!(
            "  {}: {{get: {{operationId: FetchOdd, {OK}}}}}",
            quoted(&path)
        );
        let text = document(&paths, "");
        let plain = |segment: &str| {
            let mut chars = segment.chars();
            !["", ".", ".."].contains(&segment)
                && chars.all(|c| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(c))
        };
        if word.split('/').all(plain) {
            emitted(&text);
        } else {
            let found = codes(&text);
            assert!(
                found.contains(&Code::UnsupportedPath)
                    || found.iter().all(|code| *code == Code::PathParameter) && !found.is_empty(),
                "{word:?}: {found:?}"
            );
            refused += 1;
        }
    }
    assert!(refused > 10);
}

#[test]
fn names_that_differ_in_case_or_punctuation_alone() {
    let variants = [
        "friendly_name",
        "friendlyName",
        "FriendlyName",
        "friendly-name",
        "friendly.name",
        "friendly name",
        "FRIENDLY_NAME",
        "friendly__name",
        "friendly_name_",
        "_friendly_name",
        "friendly-name!",
        "friendly_name_property",
    ];
    let properties: Vec<String> = variants
        .iter()
        .map(|word| {
            format!(
                "{}: {{type: object, properties: {{a: {{type: string}}}}}}",
                quoted(word)
            )
        })
        .collect();
    let literals: Vec<String> = variants.iter().map(|word| quoted(word)).collect();
    let schemas = format!(
        "    odd: {{type: object, properties: {{{}}}}}\n    odd_enum: {{type: string, enum: [{}]}}\n",
        properties.join(", "),
        literals.join(", ")
    );
    let mut paths = String::new();
    for (number, word) in variants.iter().enumerate() {
        let plain = word.replace([' '], "+");
        let _ = writeln!(
            paths,
            "  /v1/{plain}/Things: {{get: {{operationId: {}, {OK}}}}}",
            quoted(&format!("Fetch {word}"))
        );
        let _ = writeln!(
            paths,
            "  /v1/Many/{plain}: {{get: {{operationId: FetchThing{number}, {OK}}}}}"
        );
    }
    emitted(&document(&paths, &schemas));
}

#[test]
fn ten_thousand_names_that_come_to_one() {
    let marks = ['!', '?', ';', ':', '^', '|', '(', ')', '[', ']'];
    let mut properties = Vec::new();
    for number in 0..10_000 {
        let tail: String = format!("{number:04}")
            .chars()
            .map(|digit| marks[digit.to_digit(10).unwrap() as usize])
            .collect();
        properties.push(format!("{}: {{}}", quoted(&format!("a{tail}"))));
    }
    let text = document(
        "  {}",
        &format!(
            "    odd: {{type: object, properties: {{{}}}}}\n",
            properties.join(", ")
        ),
    );
    let lowered = kit::lower(&kit::input(&[("test.yaml", &text)]));
    let odd = lowered.model.documents[0].find_struct("Odd").unwrap();
    let idents: BTreeSet<&str> = odd
        .fields
        .iter()
        .map(|field| field.name.ident.as_str())
        .collect();
    assert_eq!(idents.len(), 10_000);
}

#[test]
fn a_name_that_is_just_what_another_falls_back_to() {
    let lower = |properties: &str| {
        kit::lower(&kit::input(&[(
            "test.yaml",
            &document(
                "  {}",
                &format!("    odd: {{type: object, properties: {{{properties}}}}}\n"),
            ),
        )]))
    };
    let plain = "\"a\": {}, \"a!\": {}, \"a?\": {}";
    let first = lower(plain);
    let marked = first.model.documents[0].find_struct("Odd").unwrap().fields[2]
        .name
        .ident
        .clone();
    let second = lower(&format!("\"{marked}\": {{}}, {plain}"));
    let fields = &second.model.documents[0].find_struct("Odd").unwrap().fields;
    let idents: BTreeSet<&str> = fields
        .iter()
        .map(|field| field.name.ident.as_str())
        .collect();
    assert_eq!(idents.len(), 4, "{idents:?}");
}

#[test]
fn products_that_would_be_something_else() {
    for product in [
        "runtime", "sids", "macros", "lib", "main", "bin", "con", "std", "serde", "http", "client",
        "at", "new", "builder", "clone", "from-env", "type", "1", "..", "🙂",
    ] {
        let text = format!(
            "{}paths: {{/v1/Things: {{get: {{operationId: FetchThing, responses: {{'204': {{description: Done}}}}}}}}}}\n",
            kit::HEAD
        );
        let name = format!("twilio_{product}_v1.yaml");
        items::check(&kit::run(&kit::input(&[(&name, &text)])));
    }
    for version in ["con", "clone", "self", "std", "..", "é"] {
        let text = format!(
            "{}paths: {{/v1/Things: {{get: {{operationId: FetchThing, responses: {{'204': {{description: Done}}}}}}}}}}\n",
            kit::HEAD
        );
        items::check(&kit::run(&kit::input(&[(
            &format!("twilio_x_{version}.yaml"),
            &text,
        )])));
    }
}

#[test]
fn a_file_name_that_leaves_its_comment() {
    let text = format!(
        "{}paths: {{/v1/Things: {{get: {{operationId: FetchThing, responses: {{'204': {{description: Done}}}}}}}}}}\n",
        kit::HEAD
    );
    for name in [
        "x\nfn main() {}.yaml",
        "x\"#].yaml",
        "`x`.yaml",
        "\u{202e}lmay.x",
        "*/.yaml",
        "a\r\n[dependencies]\nevil = \"1\".yaml",
    ] {
        items::check(&kit::run(&kit::input(&[(name, &text)])));
    }
}

#[test]
fn a_path_of_a_thousand_segments() {
    let path = "/a".repeat(400);
    assert_eq!(
        codes(&document(
            &format!("  /v1{path}: {{get: {{operationId: FetchFar, {OK}}}}}"),
            ""
        )),
        [Code::UnsupportedPath]
    );
    let path = "/abcdefghijklmnopqrstuvwxyz".repeat(31);
    assert_eq!(
        codes(&document(
            &format!("  /v1{path}: {{get: {{operationId: FetchFar, {OK}}}}}"),
            ""
        )),
        [Code::UnsupportedPath]
    );
}

/// At each of many parameters the caller holds a SID or a name: two to the power of many ways.
#[test]
fn a_path_with_two_ways_at_each_parameter() {
    let mut paths = String::new();
    let path: String = (0..16)
        .map(|number| format!("/S{number}/{{P{number}}}"))
        .collect();
    let _ = writeln!(paths, "  /v1{path}:");
    for (index, method) in ["get", "post", "put", "delete"].into_iter().enumerate() {
        let parameters: Vec<String> = (0..16)
            .map(|number| {
                let pattern = if number % 4 == index { ", pattern: '^KS[0-9a-fA-F]{32}$'" } else { "" };
                format!("{{name: P{number}, in: path, required: true, schema: {{type: string{pattern}}}}}")
            })
            .collect();
        let verb = ["Fetch", "Update", "Patch", "Delete"][index];
        let _ = writeln!(
            paths,
            "    {method}: {{operationId: {verb}Far, parameters: [{}], {OK}}}",
            parameters.join(", ")
        );
    }
    let started = Instant::now();
    let found = codes(&document(&paths, ""));
    assert!(
        found.is_empty() || found == [Code::UnsupportedPath],
        "{found:?}"
    );
    assert!(started.elapsed() < Duration::from_secs(30));
}

#[test]
fn schemas_within_schemas_as_deep_as_they_may_be() {
    for (open, close) in [
        ("{type: array, items: ", "}"),
        ("{type: object, additionalProperties: ", "}"),
        ("{type: object, properties: {a: ", "}}"),
        ("{allOf: [", "]}"),
    ] {
        for depth in [10, 40, 50, 58] {
            let text = document(
                "  {}",
                &format!(
                    "    deep: {}{{type: string}}{}\n",
                    open.repeat(depth),
                    close.repeat(depth)
                ),
            );
            let found = codes(&text);
            assert!(
                found.is_empty()
                    || found
                        .iter()
                        .all(|code| matches!(code, Code::UnsupportedSchema | Code::TooDeep)),
                "{open} {depth}: {found:?}"
            );
            if found.is_empty() {
                emitted(&text);
            }
        }
    }
}

#[test]
fn a_row_of_ten_thousand_lists_of_each_other() {
    let mut schemas = String::new();
    for number in 0..10_000 {
        let _ = writeln!(
            schemas,
            "    l{number}: {{type: array, items: {{$ref: '#/components/schemas/l{}'}}}}",
            number + 1
        );
    }
    schemas.push_str("    l10000: {type: string}\n");
    let found = codes(&document("  {}", &schemas));
    assert!(
        found.contains(&Code::UnsupportedSchema) && found.len() < 300,
        "{} problems",
        found.len()
    );
}

#[test]
fn recursion_in_every_form() {
    let schemas = "
    a: {type: object, properties: {a: {$ref: '#/components/schemas/a'}, b: {$ref: '#/components/schemas/b'}}}
    b: {type: object, properties: {c: {type: object, properties: {a: {$ref: '#/components/schemas/a'}}}}}
    c: {type: array, items: {type: object, properties: {c: {$ref: '#/components/schemas/c'}, d: {$ref: '#/components/schemas/d'}}}}
    d: {type: object, additionalProperties: {$ref: '#/components/schemas/e'}}
    e: {type: object, properties: {c: {$ref: '#/components/schemas/c'}, d: {$ref: '#/components/schemas/d'}}}
    f: {allOf: [{$ref: '#/components/schemas/a'}]}
    g: {oneOf: [{$ref: '#/components/schemas/g'}, {type: string}]}
    h: {allOf: [{type: object, properties: {h: {$ref: '#/components/schemas/h'}}}]}
";
    let paths = "  /v1/A: {post: {operationId: CreateA, requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/c'}}}}, responses: {'200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/h'}}}}}}}";
    emitted(&document(paths, schemas));
}

#[test]
fn a_hundred_thousand_properties() {
    let properties: Vec<String> = (0..100_000)
        .map(|number| format!("p{number}: {{}}"))
        .collect();
    let text = document(
        "  {}",
        &format!(
            "    wide: {{type: object, properties: {{{}}}}}\n",
            properties.join(", ")
        ),
    );
    let started = Instant::now();
    let lowered = kit::lower(&kit::input(&[("test.yaml", &text)]));
    assert_eq!(
        lowered.model.documents[0]
            .find_struct("Wide")
            .unwrap()
            .fields
            .len(),
        100_000
    );
    assert!(started.elapsed() < Duration::from_secs(60));
}

#[test]
fn twenty_thousand_of_everything() {
    let many = 20_000;
    let list = |one: &dyn Fn(usize) -> String| (0..many).map(one).collect::<Vec<_>>().join(", ");
    let literals = list(&|number| format!("l{number}"));
    let objects = list(&|number| format!("p{number}: {{type: object, properties: {{a: {{}}}}}}"));
    let enums = list(&|number| format!("p{number}: {{type: string, enum: [a]}}"));
    let shared = list(&|number| {
        format!(
            "p{number}: {{type: string, format: method, enum: [a, l{}]}}",
            number % 50
        )
    });
    let parameters =
        list(&|number| format!("{{name: p{number}, in: query, schema: {{type: string}}}}"));
    let segments: String = (0..many).map(|number| format!("  /v1/S{number}: {{get: {{operationId: FetchS{number}, responses: {{'204': {{description: Done}}}}}}}}\n")).collect();
    let texts = [
        document(
            "  {}",
            &format!("    odd: {{type: string, enum: [{literals}]}}\n"),
        ),
        document(
            "  {}",
            &format!("    odd: {{type: object, properties: {{{objects}}}}}\n"),
        ),
        document(
            "  {}",
            &format!("    odd: {{type: object, properties: {{{enums}}}}}\n"),
        ),
        document(
            "  {}",
            &format!("    odd: {{type: object, properties: {{{shared}}}}}\n"),
        ),
        document(
            &format!(
                "  /v1/Odd: {{get: {{operationId: ListOdd, parameters: [{parameters}], {OK}}}}}"
            ),
            "",
        ),
        document(&segments, ""),
    ];
    for text in texts {
        let started = Instant::now();
        kit::lower(&kit::input(&[("test.yaml", &text)]));
        let took = started.elapsed();
        assert!(
            took < Duration::from_secs(20),
            "{took:?} for {}",
            text.get(100..260).unwrap()
        );
    }
}

#[test]
fn twenty_thousand_mistakes() {
    let paths: String = (0..20_000).map(|number| format!("  /v1/S{number}: {{get: {{operationId: MakeS{number}, responses: {{'204': {{description: Done}}}}}}}}\n")).collect();
    let text = document(&paths, "");
    let Err(failure) = lower_documents(&kit::input(&[("test.yaml", &text)])) else {
        panic!("is fine, and should not be")
    };
    assert!(
        failure.diagnostics.len() < 300,
        "{}",
        failure.diagnostics.len()
    );
    assert_eq!(failure.diagnostics.last().unwrap().code, Code::TooMany);
}

#[test]
fn a_mistake_of_a_million_characters() {
    let long = "x".repeat(1_000_000);
    let paths = format!(
        "  /v1/Odd: {{get: {{operationId: Make{long}, parameters: [{{name: {long}, in: cookie, schema: {{}}}}, {{name: {long}, in: query, schema: {{type: string, enum: [{long}, {long}]}}}}], {OK}}}}}"
    );
    let shown = kit::refused_text(&document(&paths, ""));
    assert!(shown.len() < 20_000, "{} characters are shown", shown.len());
}

#[test]
fn two_documents_that_would_share_their_files() {
    // Products `a` and `A`, versions `v1` and `V1`: one folder on some systems.
    let text = |host: &str| {
        format!(
            "openapi: 3.0.1\ninfo: {{title: T, version: '1'}}\nservers: [{{url: 'https://{host}.twilio.com'}}]\npaths: {{/v1/Things: {{get: {{operationId: FetchThing, responses: {{'204': {{description: Done}}}}}}}}}}\n"
        )
    };
    for names in [
        ["twilio_a_v1.yaml", "twilio_A_v1.yaml"],
        ["twilio_a_v1.yaml", "twilio_a_V1.yaml"],
        ["twilio_a_b_c.yaml", "twilio_a.b_c.yaml"],
        ["twilio_é_v1.yaml", "twilio_É_v1.yaml"],
    ] {
        let input = kit::input(&[(names[0], &text("a")), (names[1], &text("b"))]);
        match generate(&input, &kit::options()) {
            Ok(generated) => items::check(&generated),
            Err(failure) => assert!(
                failure
                    .diagnostics
                    .iter()
                    .all(|found| found.code == Code::SameDocument),
                "{names:?}"
            ),
        }
    }
}

#[test]
fn a_lock_from_somebody_else() {
    // Names that no document of ours would get; they are taken as they are, and nothing falls over.
    let text = document(
        &format!("  /v1/Things: {{get: {{operationId: ListThing, {OK}}}}}"),
        "",
    );
    let generated = kit::run_text(&text);
    let odd = generated
        .names
        .keys()
        .map(|key| (key.clone(), String::from("Odd")))
        .collect();
    let input = Input {
        names: odd,
        ..kit::input(&[("test.yaml", &text)])
    };
    match generate(&input, &kit::options()) {
        Ok(_) => {}
        Err(failure) => assert!(
            failure
                .diagnostics
                .iter()
                .all(|found| found.code != Code::CountMismatch)
        ),
    }
}
