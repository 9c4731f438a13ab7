//! Properties: from what the parts of an object declare to the fields of one model.

use std::borrow::Borrow;
use std::collections::HashSet;

use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;

use super::object::{Declaration, Object, Shape, shape_of};
use super::schema_type::Holder;
use crate::diagnostic::Code;
use crate::load::{Document, Pointer};
use crate::lower::context::{Component, LowerContext};
use crate::lower::count::counts_of_schema;
use crate::lower::prose::doc_lines;
use crate::lower::room;
use crate::model::{Constraints, Counts, Field, Name, PropertyRole, Type};
use crate::names::ident::value_ident;
use crate::names::reserved;
use crate::names::scope::Scope;

/// The most properties that the objects of a document may take over from referenced parts: far above any real
/// document, and little enough to hold.
const MOST_TAKEN_OVER: usize = 200_000;

impl<'a> LowerContext<'a> {
    /// What a schema is as a whole. Parts that cannot be put together are reported.
    pub(crate) fn shape<'d>(&mut self, schema: &'d Schema, at: &Pointer) -> Shape<'d>
    where
        'a: 'd,
    {
        if self.taken_over > MOST_TAKEN_OVER {
            return Shape::Other;
        }
        let document: &'d Document = self.document;
        let shape = shape_of(document, schema, at);
        match &shape {
            Shape::Endless(at, chain) => self.endless(at, chain),
            Shape::TooDeep(at) => self.error(
                Code::UnsupportedSchema,
                at,
                "the parts of an object lie too deep within each other here",
                "put their properties into fewer parts",
            ),
            Shape::Object(object) => self.count_taken_over(object, at),
            Shape::Same(_) | Shape::Other => {}
        }
        shape
    }

    /// The properties of a schema, if it is an object that has some.
    pub(crate) fn object<'d>(&mut self, schema: &'d Schema, at: &Pointer) -> Option<Object<'d>>
    where
        'a: 'd,
    {
        match self.shape(schema, at) {
            Shape::Object(object) => Some(object),
            _ => None,
        }
    }

    fn endless(&mut self, at: &Pointer, chain: &[&str]) {
        // Each schema of the circle leads here: one of them is enough to say so.
        let mut circle: Vec<&str> = chain.to_vec();
        circle.sort_unstable();
        circle.dedup();
        if self.once(&circle.join(" "), "endless") {
            self.error(
                Code::ReferenceCycle,
                at,
                format!(
                    "the parts of an object lead round in a circle: `{}`",
                    chain.join("` → `")
                ),
                "leave one of the references out",
            );
        }
    }

    /// Each object that takes over the properties of a large one is as large: a document must not ask for more of that
    /// than there is memory.
    fn count_taken_over(&mut self, object: &Object<'_>, at: &Pointer) {
        let declarations = object.properties.values().flatten();
        self.taken_over += declarations
            .filter(|declaration| declaration.component.is_some())
            .count();
        if self.taken_over > MOST_TAKEN_OVER {
            self.error(
                Code::UnsupportedSchema,
                at,
                format!(
                    "the objects up to here take over more than {MOST_TAKEN_OVER} properties by `allOf`"
                ),
                "give each of them a property that holds the shared object",
            );
        }
    }

    /// The properties of an object, as the fields of the model `owner`.
    pub(crate) fn fields(&mut self, owner: &str, object: &Object<'_>) -> Vec<Field> {
        self.leave_out_beside(object);
        for (name, at) in &object.required {
            if !object.properties.contains_key(name) && self.once(at.as_str(), "required") {
                self.warning(
                    Code::RequiredUnknown,
                    at,
                    format!("`{name}` is required, but there is no such property"),
                );
            }
        }
        let required: HashSet<&str> = object.required.iter().map(|(name, _)| *name).collect();
        for ident in reserved::MODEL_FIELDS {
            self.reserve(Scope::Fields(owner), ident);
        }
        let mut fields = Vec::with_capacity(object.properties.len());
        for (wire, declarations) in &object.properties {
            if let Some((first, rest)) = declarations.split_first() {
                let Some(mut field) = self.field(owner, wire, first, required.contains(wire))
                else {
                    break;
                };
                self.join_declarations(owner, wire, first, rest, &mut field);
                fields.push(field);
            }
        }
        fields
    }

    /// Notes what an object has beside its properties.
    pub(crate) fn leave_out_beside(&mut self, object: &Object<'_>) {
        let (what, reason) = (
            "what stands beside the properties of an object",
            "a model has its properties alone",
        );
        for (at, part) in &object.parts {
            self.leave_out(part, at, &["allOf"], what, reason);
        }
        for (at, part) in &object.others {
            let counts = match part {
                ReferenceOr::Item(part) => counts_of_schema(self.document, part, at),
                ReferenceOr::Reference { .. } => Counts::default(),
            };
            if self.once(at.as_str(), what) {
                self.skip(at, "a part that is not an object", reason, counts);
            }
        }
    }

    /// The field of a property; none if there is no room for it.
    fn field(
        &mut self,
        owner: &str,
        wire: &str,
        declaration: &Declaration<'_>,
        required: bool,
    ) -> Option<Field> {
        let (schema, at) = (declaration.schema, &declaration.at);
        let docs = self.property_docs(schema, at);
        let constraints = self.constraints(schema, at);
        let details = room::of_docs(&docs) + room::of_constraints(&constraints);
        if !self.take_room(room::OF_FIELD + room::of_text(wire) + details, at) {
            return None;
        }
        let ident = value_ident(wire);
        let long = format!("{}_property", ident.trim_end_matches('_'));
        let ident = self.claim(Scope::Fields(owner), wire, &[ident, long]);
        Some(Field {
            name: Name {
                wire: wire.to_owned(),
                ident,
            },
            ty: self.declared_type(owner, wire, declaration),
            required,
            nullable: schema
                .as_item()
                .is_some_and(|schema| schema.schema_data.nullable),
            role: PropertyRole::Plain,
            setter: String::new(),
            docs,
            constraints,
            deprecated: self.is_deprecated(at),
            origin: self.origin(at),
        })
    }

    /// The type of a property. What is written in place within a component is named after that, whoever takes it over.
    fn declared_type(&mut self, owner: &str, wire: &str, declaration: &Declaration<'_>) -> Type {
        let component = declaration.component;
        let home = match component.and_then(|name| self.components.get(name)) {
            Some(Component::Model(ident)) => Some(ident.clone()),
            _ => None,
        };
        let holder = Holder {
            owner: home.as_deref().unwrap_or(owner),
            name: wire,
        };
        self.type_of(declaration.schema, &declaration.at, &holder)
    }

    /// Adds to a field what further parts of its object say of the same property.
    fn join_declarations(
        &mut self,
        owner: &str,
        wire: &str,
        first: &Declaration<'_>,
        rest: &[Declaration<'_>],
        field: &mut Field,
    ) {
        for other in rest {
            self.join_types(owner, wire, (first, other), &mut field.ty);
            if field.docs.is_empty() {
                field.docs = self.property_docs(other.schema, &other.at);
            }
            let constraints = self.constraints(other.schema, &other.at);
            join_constraints(&mut field.constraints, constraints);
            field.deprecated |= self.is_deprecated(&other.at);
        }
    }

    /// The type that two declarations of one property have together.
    pub(crate) fn join_types(
        &mut self,
        owner: &str,
        wire: &str,
        (first, other): (&Declaration<'_>, &Declaration<'_>),
        ty: &mut Type,
    ) {
        if self.says_the_same(&first.at, &other.at) {
            // Nothing is made of the second; what stands in it is counted all the same.
            if let (None, ReferenceOr::Item(schema)) = (other.component, other.schema) {
                let counts = counts_of_schema(self.document, schema, &other.at);
                if counts != Counts::default() && self.once(other.at.as_str(), "twice") {
                    let what = format!("another declaration of `{wire}`");
                    self.skip(&other.at, what, "it says what the first one says", counts);
                }
            }
            return;
        }
        let declared = self.declared_type(owner, wire, other);
        match joined(ty, &declared) {
            Some(joined) => {
                *ty = joined;
                if *ty != Type::Json {
                    self.typed_after_all(&first.at);
                    self.typed_after_all(&other.at);
                }
            }
            // Enums are open: the first takes the values of the other as well.
            None if self.share_a_value(ty, &declared) => {}
            None if self.once(other.at.as_str(), "conflict") => {
                let line = self.document.location(&first.at).line();
                self.error(
                    Code::PropertyConflict,
                    &other.at,
                    format!(
                        "`{wire}` holds {} here, and {} in another part of the same object, in line {line}",
                        words(&declared),
                        words(ty)
                    ),
                    "give it one type, or another name in one of the parts",
                );
            }
            None => {}
        }
    }

    /// Whether two types are enums that have a value in common.
    fn share_a_value(&self, first: &Type, other: &Type) -> bool {
        let values = |ty: &Type| {
            let mut enums = self.enums.iter();
            let list = match ty {
                Type::Enum(name) => enums.find(|list| list.name.ident == *name),
                _ => None,
            };
            let values = list.into_iter().flat_map(|list| &list.values);
            values
                .map(|value| value.name.wire.as_str())
                .collect::<HashSet<_>>()
        };
        !values(first).is_disjoint(&values(other))
    }

    /// Whether two schemas differ in prose at most.
    fn says_the_same(&self, first: &Pointer, other: &Pointer) -> bool {
        let meaning = |at: &Pointer| {
            let mut value = self.document.node(at)?.to_json();
            if let Value::Object(keywords) = &mut value {
                keywords
                    .retain(|key, _| !matches!(key.as_str(), "title" | "description" | "example"));
            }
            Some(value)
        };
        meaning(first) == meaning(other)
    }

    /// The description of a property. OpenAPI 3.0 ignores what stands beside a `$ref`, yet a description there speaks
    /// of the property, and is better than that of the schema.
    pub(crate) fn property_docs<S: Borrow<Schema>>(
        &self,
        schema: &ReferenceOr<S>,
        at: &Pointer,
    ) -> Vec<String> {
        let own = self.document.text(&at.join("description"));
        let docs = own.map(doc_lines).unwrap_or_default();
        if docs.is_empty() {
            self.docs_of_referred(schema, at)
        } else {
            docs
        }
    }

    /// The description of the schema that a reference leads to.
    fn docs_of_referred<S: Borrow<Schema>>(
        &self,
        schema: &ReferenceOr<S>,
        at: &Pointer,
    ) -> Vec<String> {
        match (schema, self.document.schema(schema, at)) {
            (ReferenceOr::Reference { .. }, Ok(resolved)) => resolved
                .value()
                .schema_data
                .description
                .as_deref()
                .map(doc_lines)
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }
}

/// The type of what is of both types, if anything is: the narrower of two where one holds all that the other does.
fn joined(a: &Type, b: &Type) -> Option<Type> {
    let narrower = |text: &Type| {
        matches!(
            text,
            Type::Enum(_) | Type::Sid(_) | Type::Timestamp | Type::Date
        )
    };
    match (a, b) {
        (a, b) if a == b => Some(a.clone()),
        (Type::Json, other) | (other, Type::Json) => Some(other.clone()),
        (Type::Text, other) | (other, Type::Text) if narrower(other) => Some(other.clone()),
        (Type::Integer, Type::Number) | (Type::Number, Type::Integer) => Some(Type::Integer),
        (Type::List(a), Type::List(b)) => Some(Type::List(Box::new(joined(a, b)?))),
        (Type::Map(a), Type::Map(b)) => Some(Type::Map(Box::new(joined(a, b)?))),
        _ => None,
    }
}

/// A type as a diagnostic names it.
fn words(ty: &Type) -> String {
    String::from(match ty {
        Type::Text => "text",
        Type::Bool => "true or false",
        Type::Integer => "a whole number",
        Type::Number => "a number",
        Type::Timestamp => "a point in time",
        Type::Date => "a date",
        Type::Json => "anything",
        Type::List(_) => "a list",
        Type::Map(_) => "a map",
        Type::Sid(_) => "a SID",
        Type::Enum(name) => return format!("a value of the enum `{name}`"),
        Type::Model(name) | Type::Boxed(name) | Type::Union(name) => {
            return format!("the object `{name}`");
        }
    })
}

/// Limits of both; the first wins where both say something.
fn join_constraints(own: &mut Constraints, other: Constraints) {
    let Constraints {
        pattern,
        format,
        minimum,
        maximum,
        min_length,
        max_length,
        default,
        pii,
        secret,
    } = other;
    own.pattern = own.pattern.take().or(pattern);
    own.format = own.format.take().or(format);
    own.minimum = own.minimum.take().or(minimum);
    own.maximum = own.maximum.take().or(maximum);
    own.min_length = own.min_length.or(min_length);
    own.max_length = own.max_length.or(max_length);
    own.default = own.default.take().or(default);
    own.pii = own.pii.take().or(pii);
    own.secret |= secret;
}
