//! Objects that are put together from parts: what is one model, and what cannot be.

use generator::diagnostic::Code;
use generator::model::{Document, Type};

use crate::kit::{codes, document, emitted};

fn schemas(schemas: &str) -> Document {
    let generated = emitted(&document("  {}", schemas));
    generated.model.documents[0].clone()
}

/// The properties of a model, each with its type and whether it is required.
fn fields<'m>(document: &'m Document, name: &str) -> Vec<(&'m str, &'m Type, bool)> {
    let model = document.find_model(name).unwrap();
    let fields = model.fields.iter();
    fields
        .map(|field| (field.name.wire.as_str(), &field.ty, field.required))
        .collect()
}

#[test]
fn parts_are_one_model_and_required_is_what_one_of_them_requires() {
    let document = schemas(
        "    thing: {allOf: [{$ref: '#/components/schemas/root'}, {type: object, required: [a, b], \
         properties: {b: {type: integer}}}, {required: [a]}], properties: {c: {type: boolean}}}\n",
    );
    assert_eq!(
        fields(&document, "Thing"),
        [
            ("a", &Type::Text, true),
            ("b", &Type::Integer, true),
            ("c", &Type::Bool, false)
        ]
    );
}

#[test]
fn one_part_beside_prose_is_that_part() {
    let document = schemas(
        "    one: {description: It., nullable: true, allOf: [{$ref: '#/components/schemas/root'}]}\n\
         \x20   two: {allOf: [{$ref: '#/components/schemas/root'}, {description: Prose., nullable: true}]}\n\
         \x20   holder: {type: object, properties: {one: {$ref: '#/components/schemas/one'}, \
         two: {$ref: '#/components/schemas/two'}, three: {deprecated: true, allOf: [{$ref: '#/components/schemas/root'}]}}}\n",
    );
    let root = Type::Model(String::from("Root"));
    let fields = fields(&document, "Holder");
    assert!(fields.iter().all(|(_, ty, _)| **ty == root), "{fields:?}");
    assert_eq!(document.models.len(), 2);
}

#[test]
fn of_two_types_the_narrower_one_is_taken() {
    let document = schemas(
        "    wide: {type: object, properties: {when: {type: string}, size: {type: number}, any: {}}}\n\
         \x20   thing: {allOf: [{$ref: '#/components/schemas/wide'}, {type: object, properties: \
         {when: {type: string, format: date-time}, size: {type: integer}, any: {type: boolean}}}]}\n",
    );
    assert_eq!(
        fields(&document, "Thing"),
        [
            ("when", &Type::Timestamp, false),
            ("size", &Type::Integer, false),
            ("any", &Type::Bool, false)
        ]
    );
}

#[test]
fn parts_that_exclude_each_other_are_refused() {
    let conflict = |first: &str, second: &str| {
        codes(&document(
            "  {}",
            &format!(
                "    thing: {{allOf: [{{type: object, properties: {{x: {first}}}}}, \
                 {{type: object, properties: {{x: {second}}}}}]}}\n"
            ),
        ))
    };
    for (first, second) in [
        ("{type: string}", "{type: integer}"),
        ("{type: boolean}", "{type: array, items: {type: boolean}}"),
        (
            "{type: array, items: {type: string}}",
            "{type: array, items: {type: number}}",
        ),
        ("{type: string, enum: [a]}", "{type: string, enum: [b]}"),
        (
            "{$ref: '#/components/schemas/root'}",
            "{type: object, properties: {b: {type: string}}}",
        ),
    ] {
        assert_eq!(
            conflict(first, second),
            [Code::PropertyConflict],
            "{first} {second}"
        );
    }
    let same = "{type: string, enum: [a], description: ";
    assert_eq!(
        conflict(&format!("{same}One}}"), &format!("{same}Two}}")),
        []
    );
}

#[test]
fn circles_and_towers_of_parts_are_refused() {
    let part = |name: &str| format!("{{$ref: '#/components/schemas/{name}'}}");
    let own = "{type: object, properties: {b: {type: string}}}";
    let circle = format!(
        "    one: {{allOf: [{}, {own}]}}\n    two: {{allOf: [{}, {own}]}}\n",
        part("two"),
        part("one")
    );
    assert_eq!(codes(&document("  {}", &circle)), [Code::ReferenceCycle]);
    let itself = format!("    one: {{allOf: [{}, {own}]}}\n", part("one"));
    assert_eq!(codes(&document("  {}", &itself)), [Code::ReferenceCycle]);
    // A child may be a property of its parent.
    let child = format!(
        "    one: {{type: object, properties: {{child: {}}}}}\n    two: {{allOf: [{}, {own}]}}\n",
        part("two"),
        part("one")
    );
    let document_of_child = schemas(&child);
    let boxed = Type::Boxed(String::from("Two"));
    assert_eq!(
        fields(&document_of_child, "Two")[0],
        ("child", &boxed, false)
    );
    let tower: String = (0..200)
        .map(|number| {
            format!(
                "    t{number}: {{allOf: [{}, {own}]}}\n",
                part(&format!("t{}", number + 1))
            )
        })
        .chain([format!("    t200: {own}\n")])
        .collect();
    let problems = codes(&document("  {}", &tower));
    assert!(
        !problems.is_empty() && problems.iter().all(|code| *code == Code::UnsupportedSchema),
        "{problems:?}"
    );
}

#[test]
fn what_is_no_object_is_no_part_of_one() {
    let document = schemas(
        "    mixed: {allOf: [{type: string}, {$ref: '#/components/schemas/root'}]}\n\
         \x20   thing: {type: object, properties: {b: {type: string}, mixed: {$ref: '#/components/schemas/mixed'}}, \
         allOf: [{type: array, items: {type: string, enum: [x]}}]}\n",
    );
    assert_eq!(
        fields(&document, "Thing"),
        [("b", &Type::Text, false), ("mixed", &Type::Json, false)]
    );
    let skips: Vec<&str> = document
        .skips
        .iter()
        .map(|skip| skip.what.as_str())
        .collect();
    assert!(skips.contains(&"a part that is not an object"), "{skips:?}");
}

#[test]
fn ten_thousand_copies_of_a_large_object_are_too_many() {
    let properties: String = (0..1000)
        .map(|number| format!("p{number}: {{}}, "))
        .collect();
    let copies: String = (0..1000)
        .map(|number| {
            format!(
                "    c{number}: {{allOf: [{{$ref: '#/components/schemas/large'}}, {{required: [p0]}}]}}\n"
            )
        })
        .collect();
    let text = document(
        "  {}",
        &format!("    large: {{type: object, properties: {{{properties}}}}}\n{copies}"),
    );
    let problems = codes(&text);
    let is_size = |code: &Code| matches!(code, Code::UnsupportedSchema | Code::LargeCrate);
    assert!(
        !problems.is_empty() && problems.iter().all(is_size),
        "{problems:?}"
    );
}
