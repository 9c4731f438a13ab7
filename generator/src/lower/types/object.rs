//! Objects: the properties that a schema has, its own and those of the parts that `allOf` puts together.
//!
//! Lowering and the count guard both read them here. Knows openapiv3 and pointers, and decides nothing about Rust.

use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind, Type as Kind};

use super::schema_view::properties_of;
use crate::load::{Document, Pointer};

/// Deepest nesting of parts, references followed.
const DEEPEST: usize = 48;

/// A property where a part of an object declares it.
#[derive(Clone)]
pub(crate) struct Declaration<'d> {
    pub(crate) schema: &'d ReferenceOr<Box<Schema>>,
    pub(crate) at: Pointer,
    /// The component that it stands in, if a reference led there.
    pub(crate) component: Option<&'d str>,
}

/// What an object is made of.
#[derive(Default)]
pub(crate) struct Object<'d> {
    /// By name, in the order in which they are met; several declarations where parts repeat each other.
    pub(crate) properties: IndexMap<&'d str, Vec<Declaration<'d>>>,
    /// The names that are required, each with the list that says so.
    pub(crate) required: Vec<(&'d str, Pointer)>,
    /// The schemas written in place that it is made of.
    pub(crate) parts: Vec<(Pointer, &'d Schema)>,
    /// The parts that are not objects, and so are left out.
    pub(crate) others: Vec<(Pointer, &'d ReferenceOr<Schema>)>,
}

/// What a schema is as a whole.
pub(crate) enum Shape<'d> {
    Object(Object<'d>),
    /// What the part of that number is: the others say nothing of the type.
    Same(usize),
    /// No object, or one without properties.
    Other,
    /// It is a part of itself: where that is said, and the components on the way.
    Endless(Pointer, Vec<&'d str>),
    /// Its parts lie too deep within each other.
    TooDeep(Pointer),
}

/// Reads a schema with the properties of all its parts.
pub(crate) fn shape_of<'d>(document: &'d Document, schema: &'d Schema, at: &Pointer) -> Shape<'d> {
    Reader::new(document, true).shape(schema, at)
}

/// Whether a schema is an object with properties, without collecting them.
pub(crate) fn has_properties(document: &Document, schema: &Schema, at: &Pointer) -> bool {
    let shape = Reader::new(document, false).shape(schema, at);
    matches!(
        shape,
        Shape::Object(_) | Shape::Endless(..) | Shape::TooDeep(_)
    )
}

/// The parts that `allOf` puts together.
pub(crate) fn all_of(schema: &Schema) -> &[ReferenceOr<Schema>] {
    match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of,
        SchemaKind::Any(any) => &any.all_of,
        _ => &[],
    }
}

/// The part that a schema without properties is: the others say nothing of the type.
pub(crate) fn only_part(schema: &Schema) -> Option<(usize, &ReferenceOr<Schema>)> {
    if !properties_of(schema).0.is_empty() {
        return None;
    }
    let parts = all_of(schema).iter().enumerate();
    let mut solid = parts.filter(|(_, part)| says_something(part));
    let only = solid.next()?;
    solid.next().is_none().then_some(only)
}

/// Why reading ended early.
enum Stop<'d> {
    Endless(Pointer, Vec<&'d str>),
    TooDeep(Pointer),
}

struct Reader<'d> {
    document: &'d Document,
    object: Object<'d>,
    /// Whether to keep the properties, or only to see if there are any.
    collects: bool,
    has_properties: bool,
    /// The components that are being read, one within the other.
    within: Vec<&'d str>,
    /// The components that were read: a second time adds nothing.
    seen: HashSet<&'d str>,
    depth: usize,
}

impl<'d> Reader<'d> {
    fn new(document: &'d Document, collects: bool) -> Self {
        Self {
            document,
            object: Object::default(),
            collects,
            has_properties: false,
            within: Vec::new(),
            seen: HashSet::new(),
            depth: 0,
        }
    }

    fn shape(mut self, schema: &'d Schema, at: &Pointer) -> Shape<'d> {
        if let Some((index, _)) = only_part(schema) {
            return Shape::Same(index);
        }
        // A schema of its own component name leads back to itself by that name.
        let own = at.as_str().strip_prefix("/components/schemas/");
        if own.is_some_and(|rest| !rest.contains('/'))
            && let Some(components) = &self.document.openapi().components
            && let Some((name, _)) = at
                .last()
                .and_then(|name| components.schemas.get_key_value(name.as_ref()))
        {
            self.within.push(name);
        }
        match self.read(schema, at, None) {
            Ok(true) if self.has_properties => {
                // What stands in the object itself has a name there, whatever a component comes to say besides.
                for declarations in self.object.properties.values_mut() {
                    declarations.sort_by_key(|declaration| declaration.component.is_some());
                }
                Shape::Object(self.object)
            }
            Ok(_) => Shape::Other,
            Err(Stop::Endless(at, chain)) => Shape::Endless(at, chain),
            Err(Stop::TooDeep(at)) => Shape::TooDeep(at),
        }
    }

    /// Reads a part, and returns whether it is an object.
    fn read(
        &mut self,
        schema: &'d Schema,
        at: &Pointer,
        component: Option<&'d str>,
    ) -> Result<bool, Stop<'d>> {
        let (properties, required) = properties_of(schema);
        if properties.is_empty() && !may_be_object(schema) {
            return Ok(false);
        }
        if self.depth == DEEPEST {
            return Err(Stop::TooDeep(at.clone()));
        }
        self.depth += 1;
        let others = self.parts(schema, at, component)?;
        self.depth -= 1;
        if properties.is_empty() && !others.is_empty() {
            return Ok(false);
        }
        if component.is_none() {
            self.object.others.extend(others);
        }
        self.has_properties |= !properties.is_empty();
        if !self.collects {
            return Ok(true);
        }
        for (name, schema) in properties {
            let declaration = Declaration {
                schema,
                at: at.join("properties").join(name),
                component,
            };
            let declared = self.object.properties.entry(name).or_default();
            declared.push(declaration);
        }
        let list_at = at.join("required");
        let required = required.iter();
        let required = required.map(|name| (name.as_str(), list_at.clone()));
        self.object.required.extend(required);
        if component.is_none() {
            self.object.parts.push((at.clone(), schema));
        }
        Ok(true)
    }

    /// Reads the parts of a schema, and returns those that are not objects.
    fn parts(
        &mut self,
        schema: &'d Schema,
        at: &Pointer,
        component: Option<&'d str>,
    ) -> Result<Vec<(Pointer, &'d ReferenceOr<Schema>)>, Stop<'d>> {
        let base = at.join("allOf");
        let mut others = Vec::new();
        for (index, part) in all_of(schema).iter().enumerate() {
            let at = base.join(&index.to_string());
            if says_something(part) && !self.part(part, &at, component)? {
                others.push((at, part));
            }
        }
        Ok(others)
    }

    fn part(
        &mut self,
        part: &'d ReferenceOr<Schema>,
        at: &Pointer,
        component: Option<&'d str>,
    ) -> Result<bool, Stop<'d>> {
        // The loader refuses references that lead nowhere.
        let Ok(resolved) = self.document.schema(part, at) else {
            return Ok(false);
        };
        let Some(name) = resolved.component() else {
            return self.read(resolved.value(), at, component);
        };
        if self.within.contains(&name) {
            let mut chain = self.within.clone();
            chain.push(name);
            return Err(Stop::Endless(at.clone(), chain));
        }
        if !self.seen.insert(name) {
            return Ok(true);
        }
        self.within.push(name);
        let is_object = self.read(resolved.value(), resolved.pointer(), Some(name));
        self.within.pop();
        is_object
    }
}

/// Whether a part says more than prose: a part of an `allOf` that does not is there for its description.
fn says_something(part: &ReferenceOr<Schema>) -> bool {
    match part {
        ReferenceOr::Reference { .. } => true,
        ReferenceOr::Item(schema) => match &schema.schema_kind {
            SchemaKind::Any(any) => any.typ.is_some() || !is_empty(any),
            _ => true,
        },
    }
}

/// Whether a schema without a type holds nothing either.
fn is_empty(any: &AnySchema) -> bool {
    any.properties.is_empty()
        && any.required.is_empty()
        && any.additional_properties.is_none()
        && any.items.is_none()
        && any.enumeration.is_empty()
        && any.one_of.is_empty()
        && any.any_of.is_empty()
        && any.all_of.is_empty()
        && any.not.is_none()
}

/// Whether a schema without properties of its own can be a part of an object.
fn may_be_object(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::Type(Kind::Object(_)) | SchemaKind::AllOf { .. } => true,
        SchemaKind::Any(any) => {
            any.typ.as_deref().is_none_or(|name| name == "object")
                && any.items.is_none()
                && any.enumeration.is_empty()
                && any.one_of.is_empty()
                && any.any_of.is_empty()
                && any.not.is_none()
        }
        _ => false,
    }
}
