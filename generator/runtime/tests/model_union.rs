//! Objects that are one of several models: which one a value is, and that none is lost.

use serde_json::{Value, json};
use twilio_runtime::model::{
    self, Choice, Codec, Datum, Field, Fields, ModelKeys, Slot, Union, ValueRef, choose, from_text,
    read_as,
};

/// A model with two fields, as the emitter writes it.
macro_rules! pet {
    ($name:ident { $first:ident: $first_type:ty, $second:ident: $second_type:ty }) => {
        #[derive(Clone, Default, PartialEq)]
        struct $name {
            $first: Option<$first_type>,
            $second: Option<$second_type>,
        }

        impl Codec for $name {
            fn slot(&mut self, key: &str) -> Option<&mut dyn Field> {
                let field: &mut dyn Field = match key {
                    stringify!($first) => &mut self.$first,
                    stringify!($second) => &mut self.$second,
                    _ => return None,
                };
                Some(field)
            }

            fn view<'a>(&'a self, fields: &mut Fields<'a>) {
                fields.add(stringify!($first), &self.$first);
                fields.add(stringify!($second), &self.$second);
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                model::debug(stringify!($name), self, f)
            }
        }
    };
}

pet!(Cat {
    species: String,
    lives: i64
});
pet!(Dog { species: String, tricks: Vec<String> });

#[derive(Clone, Debug, PartialEq)]
enum Pet {
    Cat(Box<Cat>),
    Dog(Box<Dog>),
    Other(Value),
}

const BY_SPECIES: Choice = Choice {
    key: Some("species"),
    texts: &[("feline", 0), ("dog", 1)],
    models: MODELS,
};

const MODELS: &[ModelKeys] = &[
    ModelKeys {
        declared: &["species", "lives"],
        required: &[],
        fixed: &[],
    },
    ModelKeys {
        declared: &["species", "tricks"],
        required: &["tricks"],
        fixed: &[("species", "dog")],
    },
];

impl Union for Pet {
    fn of(value: Value) -> Self {
        match choose(&value, &BY_SPECIES) {
            Some(0) => read_as(value).map_or_else(Self::Other, Self::Cat),
            Some(1) => read_as(value).map_or_else(Self::Other, Self::Dog),
            _ => Self::Other(value),
        }
    }
}

impl Datum for Pet {
    fn slot(field: &mut Option<Self>) -> Slot<'_> {
        Slot::Union(field)
    }

    fn value(&self) -> ValueRef<'_> {
        match self {
            Self::Cat(cat) => ValueRef::Object(&**cat),
            Self::Dog(dog) => ValueRef::Object(&**dog),
            Self::Other(value) => ValueRef::Untyped(value),
        }
    }
}

fn read(value: &Value) -> Pet {
    from_text(&value.to_string()).unwrap()
}

fn written(pet: &Pet) -> Value {
    serde_json::to_value(pet.value()).unwrap()
}

#[test]
fn the_discriminator_decides() {
    let cat = read(&json!({"species": "feline", "lives": 9}));
    let expected = Cat {
        species: Some(String::from("feline")),
        lives: Some(9),
    };
    assert_eq!(cat, Pet::Cat(Box::new(expected)));
    // Also against the keys, which are another model's.
    assert!(matches!(
        read(&json!({"species": "dog", "lives": 9})),
        Pet::Dog(_)
    ));
}

#[test]
fn what_the_discriminator_does_not_know_is_kept() {
    for value in [
        json!({"species": "fish", "fins": [7, null]}),
        json!({"species": 1}),
        json!({"species": null}),
        json!("a cat"),
        json!([1, 2]),
        json!(7.5),
        json!({"fins": 7}),
    ] {
        let pet = read(&value);
        assert_eq!(pet, Pet::Other(value.clone()));
        assert_eq!(written(&pet), value);
    }
}

#[test]
fn without_the_discriminator_the_keys_decide() {
    assert!(matches!(read(&json!({"lives": 9})), Pet::Cat(_)));
    assert!(matches!(read(&json!({"tricks": ["sit"]})), Pet::Dog(_)));
    assert!(matches!(read(&json!({})), Pet::Cat(_)));
}

#[test]
fn the_model_that_leaves_the_fewest_keys_over_is_taken() {
    let choice = Choice {
        key: None,
        texts: &[],
        models: MODELS,
    };
    let chosen = |value: Value| choose(&value, &choice);
    assert_eq!(chosen(json!({"species": "cat", "lives": 1})), Some(0));
    assert_eq!(chosen(json!({"species": "dog", "tricks": []})), Some(1));
    // Its text is always the same.
    assert_eq!(chosen(json!({"species": "wolf", "tricks": []})), Some(0));
    // What it requires is not there.
    assert_eq!(chosen(json!({"species": "dog"})), Some(0));
    assert_eq!(chosen(json!({"species": "dog", "tricks": null})), Some(0));
    assert_eq!(chosen(json!({"name": "Rex"})), None);
    assert_eq!(chosen(json!(null)), None);
}

#[test]
fn null_is_no_value_and_lists_hold_unions() {
    assert!(from_text::<Pet>("null").is_err());
    let pets: Vec<Pet> =
        from_text(r#"[{"species": "dog", "tricks": ["sit"]}, {"species": "feline"}, 1]"#).unwrap();
    assert_eq!(pets.len(), 3);
    let Pet::Dog(dog) = &pets[0] else {
        panic!("{pets:?}")
    };
    assert_eq!(dog.tricks.as_deref(), Some(&[String::from("sit")][..]));
    assert_eq!(pets[2], Pet::Other(json!(1)));
}
