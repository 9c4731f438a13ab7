//! Names that are meant to do harm: whatever a document calls its things, the items of the crate are exactly those of
//! the model, in files with plain names, or there is a diagnostic.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use generator::diagnostic::Code;

use crate::kit::{self, OK, codes, document, emitted, quoted};

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
    let odd = generated.model.documents[0].find_model("Odd").unwrap();
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
        generated.model.documents[0].enums[0].values.len(),
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
    let text = generator::names::names_lock::print(&generated.names);
    assert_eq!(
        generator::names::names_lock::read("names.lock", &text).unwrap(),
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
            let problems = codes(&text);
            assert!(
                problems.contains(&Code::UnsupportedPath)
                    || problems.iter().all(|code| *code == Code::PathParameter)
                        && !problems.is_empty(),
                "{word:?}: {problems:?}"
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

/// Each model has a field and a method of this name, for what no property holds.
#[test]
fn a_property_called_extra() {
    let schema =
        "    odd: {type: object, properties: {extra: {type: string}, extra_: {type: string}}}\n";
    let paths = format!(
        "  /v1/Odd: {{post: {{operationId: CreateOdd, requestBody: {{required: true, content: {{application/json: {{schema: {{$ref: '#/components/schemas/odd'}}}}}}}}, {OK}}}}}"
    );
    let generated = emitted(&document(&paths, schema));
    let odd = generated.model.documents[0].find_model("Odd").unwrap();
    let names: Vec<(&str, &str)> = odd
        .fields
        .iter()
        .map(|field| (field.name.ident.as_str(), field.setter.as_str()))
        .collect();
    assert_eq!(names[0], ("extra_property", "extra_property"));
    assert_ne!(names[1].0, "extra");
    assert_ne!(names[1].1, "extra");
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
    let marked = first.model.documents[0].find_model("Odd").unwrap().fields[2]
        .name
        .ident
        .clone();
    let second = lower(&format!("\"{marked}\": {{}}, {plain}"));
    let fields = &second.model.documents[0].find_model("Odd").unwrap().fields;
    let idents: BTreeSet<&str> = fields
        .iter()
        .map(|field| field.name.ident.as_str())
        .collect();
    assert_eq!(idents.len(), 4, "{idents:?}");
}
