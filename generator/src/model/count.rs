//! Counting: what a document holds must be what the model holds, plus the skips.

use serde::Serialize;

use super::Origin;

/// How many nodes of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Operations.
    pub operations: usize,
    /// Component schemas, enums among them.
    pub schemas: usize,
    /// Component schemas that are enums.
    pub enums: usize,
    /// Enums written in place, at a property or a parameter.
    pub inline_enums: usize,
    /// Properties of schemas, at any depth.
    pub properties: usize,
    /// Values of enums, of component schemas and in place.
    pub values: usize,
    /// Path, query and header parameters, and the properties of form bodies.
    pub parameters: usize,
    /// Example payloads of replies.
    pub reply_examples: usize,
    /// Example payloads of request bodies.
    pub body_examples: usize,
}

impl Counts {
    /// The kinds with their numbers, in the order in which they are printed.
    pub fn rows(&self) -> [(&'static str, usize); 9] {
        [
            ("operations", self.operations),
            ("schemas", self.schemas),
            ("enums", self.enums),
            ("inline enums", self.inline_enums),
            ("properties", self.properties),
            ("enum values", self.values),
            ("parameters", self.parameters),
            ("reply examples", self.reply_examples),
            ("body examples", self.body_examples),
        ]
    }

    /// Adds the numbers of `other`.
    pub fn add(&mut self, other: &Self) {
        self.operations += other.operations;
        self.schemas += other.schemas;
        self.enums += other.enums;
        self.inline_enums += other.inline_enums;
        self.properties += other.properties;
        self.values += other.values;
        self.parameters += other.parameters;
        self.reply_examples += other.reply_examples;
        self.body_examples += other.body_examples;
    }
}

/// A place at which the crate holds any JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Untyped {
    /// Why there is no better type.
    pub reason: String,
    /// Where it stands.
    pub origin: Origin,
}

/// Something the document holds and the emitted crate does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skip {
    /// What was left out.
    pub what: String,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub origin: Origin,
    /// What of the document's counts goes with it.
    pub counts: Counts,
}
