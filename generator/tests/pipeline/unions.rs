//! Objects that are one of several: which schemas become a union, and which text says what.

use generator::model::{Document, Type, Union};

use crate::kit::{document, emitted};

const CAT: &str = "    pets.v1.cat: {type: object, required: [kind], properties: {kind: {type: string, enum: [cat]}, lives: {type: integer}}}\n";
const DOG: &str = "    pets.v1.dog: {type: object, required: [kind], properties: {kind: {type: string, enum: [dog, hound]}}}\n";
const CHOICES: &str =
    "[{$ref: '#/components/schemas/pets.v1.cat'}, {$ref: '#/components/schemas/pets.v1.dog'}]";

fn schemas(schemas: &str) -> Document {
    let generated = emitted(&document("  {}", schemas));
    generated.model.documents[0].clone()
}

/// The union that a schema becomes, beside a cat and a dog.
fn union(schema: &str) -> Union {
    let document = schemas(&format!("    pet: {schema}\n{CAT}{DOG}"));
    document.find_union("Pet").unwrap().clone()
}

/// The type of a property.
fn property(schema: &str) -> Type {
    let thing = format!("    thing: {{type: object, properties: {{x: {schema}}}}}\n{CAT}{DOG}");
    let document = schemas(&thing);
    document.find_model("Thing").unwrap().fields[0].ty.clone()
}

fn texts(union: &Union) -> Vec<(&str, &str)> {
    let texts = union.texts.iter();
    texts
        .map(|(text, index)| (text.as_str(), union.variants[*index].model.as_str()))
        .collect()
}

#[test]
fn without_a_mapping_the_names_and_values_of_the_schemas_are_texts() {
    let union = union(&format!(
        "{{oneOf: {CHOICES}, discriminator: {{propertyName: kind}}}}"
    ));
    assert_eq!(union.discriminator.as_deref(), Some("kind"));
    assert_eq!(
        texts(&union),
        [
            ("pets.v1.cat", "Cat"),
            ("cat", "Cat"),
            ("pets.v1.dog", "Dog"),
            ("dog", "Dog"),
            ("hound", "Dog"),
        ]
    );
}

#[test]
fn a_mapping_comes_first_and_may_refer_or_name() {
    let union = union(&format!(
        "{{anyOf: {CHOICES}, discriminator: {{propertyName: kind, mapping: \
         {{dog: '#/components/schemas/pets.v1.cat', tom: pets.v1.cat, bird: pets.v1.bird}}}}}}"
    ));
    let texts = texts(&union);
    assert_eq!(texts[..2], [("dog", "Cat"), ("tom", "Cat")]);
    assert!(texts.contains(&("hound", "Dog")) && texts.iter().all(|(text, _)| *text != "bird"));
}

#[test]
fn without_a_discriminator_there_are_no_texts() {
    let union = union(&format!("{{oneOf: {CHOICES}}}"));
    assert_eq!((union.discriminator, union.texts), (None, Vec::new()));
}

#[test]
fn the_same_object_twice_is_one_variant() {
    let twice = "[{$ref: '#/components/schemas/pets.v1.cat'}, {$ref: '#/components/schemas/pets.v1.cat'}, \
                 {type: object, title: Fish, properties: {fins: {type: integer}}}]";
    let union = union(&format!("{{oneOf: {twice}}}"));
    let models: Vec<&str> = union
        .variants
        .iter()
        .map(|variant| variant.model.as_str())
        .collect();
    assert_eq!(models, ["Cat", "PetFish"]);
}

#[test]
fn objects_alone_become_a_union() {
    let union = Type::Union(String::from("ThingX"));
    assert_eq!(property(&format!("{{oneOf: {CHOICES}}}")), union);
    assert_eq!(
        property(&format!("{{type: object, anyOf: {CHOICES}}}")),
        union
    );
    let cat = "{$ref: '#/components/schemas/pets.v1.cat'}";
    let list = Type::List(Box::new(union.clone()));
    let items = format!("{{type: array, items: {{oneOf: {CHOICES}}}}}");
    assert_eq!(property(&items), list);
    for other in [
        "{type: string}",
        "{type: array, items: {type: string}}",
        "{}",
    ] {
        let mixed = format!("{{oneOf: [{cat}, {other}]}}");
        assert_eq!(property(&mixed), Type::Json, "{other}");
    }
    let one = Type::Model(String::from("Cat"));
    assert_eq!(property(&format!("{{oneOf: [{cat}]}}")), one);
}

fn models(union: &Union) -> Vec<&str> {
    let variants = union.variants.iter();
    variants.map(|variant| variant.model.as_str()).collect()
}

#[test]
fn the_choices_of_a_choice_are_choices_of_the_whole() {
    let fish = "{type: object, title: Fish, properties: {fins: {type: integer}}}";
    let nested = union(&format!("{{oneOf: [{fish}, {{anyOf: {CHOICES}}}]}}"));
    assert_eq!(models(&nested), ["PetFish", "Cat", "Dog"]);

    let bird = "{type: object, properties: {wings: {type: integer}}}";
    let schemas = schemas(&format!(
        "    all: {{oneOf: [{fish}, {{$ref: '#/components/schemas/pet'}}], discriminator: {{propertyName: kind, \
         mapping: {{land: '#/components/schemas/pet'}}}}}}\n    \
         pet: {{oneOf: [{bird}, {{$ref: '#/components/schemas/pets.v1.cat'}}, {{$ref: '#/components/schemas/all'}}], \
         discriminator: {{propertyName: kind, mapping: {{tom: pets.v1.cat}}}}}}\n{CAT}"
    ));
    let all = schemas.find_union("All").unwrap();
    // What a component has as a choice is named after it, whoever takes it over.
    assert_eq!(models(all), ["AllFish", "PetVariant1", "Cat"]);
    assert_eq!(
        texts(all),
        [("tom", "Cat"), ("pets.v1.cat", "Cat"), ("cat", "Cat")]
    );
    let skips: Vec<&str> = schemas
        .skips
        .iter()
        .map(|skip| skip.reason.as_str())
        .collect();
    assert!(
        skips.contains(&"it leads to more than one of the choices"),
        "{skips:?}"
    );
    let pet = schemas.find_union("Pet").unwrap();
    assert_eq!(models(pet), ["PetVariant1", "Cat", "AllFish"]);
}

#[test]
fn a_choice_that_is_all_of_one_object_is_that_object() {
    let cat = "{$ref: '#/components/schemas/pets.v1.cat'}";
    let dog = "{$ref: '#/components/schemas/hound'}";
    let schemas = schemas(&format!(
        "    pet: {{oneOf: [{{allOf: [{cat}, {{description: A cat}}]}}, {dog}], \
         discriminator: {{propertyName: kind, mapping: {{rex: hound}}}}}}\n    \
         hound: {{allOf: [{{$ref: '#/components/schemas/pets.v1.dog'}}]}}\n{CAT}{DOG}"
    ));
    let pet = schemas.find_union("Pet").unwrap();
    assert_eq!(models(pet), ["Cat", "Dog"]);
    assert_eq!(texts(pet)[0], ("rex", "Dog"));
    assert_eq!(schemas.untyped, []);
}

#[test]
fn a_union_may_hold_itself_and_be_a_part_of_its_models() {
    let node = "    node: {oneOf: [{$ref: '#/components/schemas/leaf'}, {$ref: '#/components/schemas/branch'}]}\n\
                \x20   leaf: {type: object, properties: {text: {type: string}}}\n\
                \x20   branch: {type: object, properties: {left: {$ref: '#/components/schemas/node'}, \
                right: {$ref: '#/components/schemas/node'}, all: {type: array, items: {$ref: '#/components/schemas/node'}}}}\n";
    let document = schemas(node);
    let branch = document.find_model("Branch").unwrap();
    assert_eq!(branch.fields[0].ty, Type::Union(String::from("Node")));
}
