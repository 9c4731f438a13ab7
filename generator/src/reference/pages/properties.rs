//! What an object holds: its properties, those of its parts, and what else it may be.

use std::collections::HashSet;

use super::scope::Scope;
use super::walk::component;
use crate::model::declared::Schema;

/// Schemas within schemas, at most so many levels.
pub(crate) const DEEPEST: usize = 8;

/// A property, or a word for what is not a property, such as `either`.
pub(crate) struct Property<'a> {
    pub(crate) name: &'a str,
    pub(crate) schema: &'a Schema,
    pub(crate) pointer: String,
    pub(crate) required: bool,
}

/// What an object holds. What several parts declare stands there once, and is required if one of them says so.
pub(crate) fn collect<'a>(
    scope: &Scope<'a>,
    schema: &'a Schema,
    pointer: &str,
) -> Vec<Property<'a>> {
    let mut collector = Collector {
        scope,
        properties: Vec::new(),
        names: HashSet::new(),
        required: HashSet::new(),
    };
    collector.collect(schema, pointer, 0);
    let Collector {
        mut properties,
        names,
        required,
        ..
    } = collector;
    for property in &mut properties {
        property.required = names.contains(property.name) && required.contains(property.name);
    }
    properties
}

/// What a schema refers to, or itself.
pub(crate) fn target<'a>(
    scope: &Scope<'a>,
    schema: &'a Schema,
    pointer: &str,
) -> (&'a Schema, String) {
    let mut target = (schema, pointer.to_owned());
    for _ in 0..DEEPEST {
        let Some(name) = &target.0.reference else {
            break;
        };
        let Some(next) = scope.document.declared.schemas.get(name) else {
            break;
        };
        target = (next, component(name));
    }
    target
}

struct Collector<'s, 'a> {
    scope: &'s Scope<'a>,
    properties: Vec<Property<'a>>,
    names: HashSet<&'a str>,
    required: HashSet<&'a str>,
}

impl<'a> Collector<'_, 'a> {
    fn add(&mut self, name: &'a str, pointer: String, schema: &'a Schema) {
        self.properties.push(Property {
            name,
            schema,
            pointer,
            required: false,
        });
    }

    fn collect(&mut self, schema: &'a Schema, pointer: &str, depth: usize) {
        let required = schema.required.iter();
        self.required.extend(required.map(String::as_str));
        for (name, child) in &schema.properties {
            if self.names.insert(name) {
                self.add(name, super::walk::property(pointer, name), child);
            }
        }
        let parts = schema.all_of.iter().enumerate();
        for (index, child) in parts.filter(|_| depth < DEEPEST) {
            let (part, at) = target(self.scope, child, &format!("{pointer}/allOf/{index}"));
            self.collect(part, &at, depth + 1);
        }
        let choices = [
            ("either", "oneOf", &schema.one_of),
            ("any of", "anyOf", &schema.any_of),
        ];
        for (name, step, children) in choices {
            for (index, child) in children.iter().enumerate() {
                self.add(name, format!("{pointer}/{step}/{index}"), child);
            }
        }
        if let Some(child) = &schema.not {
            self.add("not", format!("{pointer}/not"), child);
        }
        let others = schema.additional_properties.as_deref();
        if let Some(child) = others.filter(|_| !schema.properties.is_empty()) {
            let at = format!("{pointer}/additionalProperties");
            self.add("any other key", at, child);
        }
    }
}
