//! Choices: the objects that a schema is one of, those of a choice that is a choice itself among them.
//!
//! Knows openapiv3 and pointers, and decides nothing about Rust.

use std::collections::HashSet;

use openapiv3::{Discriminator, ReferenceOr, Schema, SchemaKind};

use super::object::{all_of, has_properties, only_part};
use super::schema_view::properties_of;
use crate::load::Pointer;
use crate::lower::context::LowerContext;

/// Deepest nesting of choices and parts, references followed.
const DEEPEST: usize = 48;

/// The most choices that one schema takes over from others: many may take over the same.
const MOST_TAKEN_OVER: usize = 200;

/// An object that a schema is one of.
pub(crate) struct Choice<'d> {
    pub(crate) schema: &'d ReferenceOr<Schema>,
    pub(crate) at: Pointer,
    /// The components by whose names a discriminator may call it.
    pub(crate) names: Vec<&'d str>,
    /// The component that has it as a choice, if that is another than the one that was asked for.
    pub(crate) owner: Option<&'d str>,
    /// Which of its owner's choices it is, from 1.
    pub(crate) number: usize,
}

/// All that a schema is one of.
#[derive(Default)]
pub(crate) struct Choices<'d> {
    pub(crate) objects: Vec<Choice<'d>>,
    /// The components that are choices and have choices.
    pub(crate) unions: Vec<&'d str>,
    /// What tells the choices apart, its own first, and where that is said.
    pub(crate) discriminators: Vec<(&'d Discriminator, Pointer)>,
}

/// Where reading is.
#[derive(Clone, Copy, Default)]
struct Position<'d> {
    depth: usize,
    is_taken_over: bool,
    owner: Option<&'d str>,
    /// How many objects there were before the owner's.
    before: usize,
}

impl<'a> LowerContext<'a> {
    /// What a schema is one of, if that is one of several objects and nothing else. A choice that is all of one part is
    /// that part, and the choices of a choice are choices of the whole.
    pub(crate) fn choices_of_models<'d>(
        &self,
        schema: &'d Schema,
        at: &Pointer,
    ) -> Option<Choices<'d>>
    where
        'a: 'd,
    {
        let (_, list) = choices(schema)?;
        if list.len() < 2 {
            return None;
        }
        let mut reader = Reader {
            context: self,
            choices: Choices::default(),
            seen: HashSet::new(),
        };
        reader.union(schema, at, Position::default())?;
        (!reader.choices.objects.is_empty()).then_some(reader.choices)
    }
}

struct Reader<'c, 'a, 'd> {
    context: &'c LowerContext<'a>,
    choices: Choices<'d>,
    /// The places whose choices are there: a second time adds nothing.
    seen: HashSet<String>,
}

impl<'a: 'd, 'd> Reader<'_, 'a, 'd> {
    /// Reads the choices of a schema; `None` if one of them is not an object.
    fn union(&mut self, schema: &'d Schema, at: &Pointer, position: Position<'d>) -> Option<()> {
        let (key, list) = choices(schema)?;
        if !self.seen.insert(at.to_string()) {
            return Some(());
        }
        if let Some(discriminator) = &schema.schema_data.discriminator {
            self.choices
                .discriminators
                .push((discriminator, at.clone()));
        }
        let base = at.join(key);
        for (index, choice) in list.iter().enumerate() {
            self.choice(choice, base.join(&index.to_string()), position)?;
        }
        Some(())
    }

    fn choice(
        &mut self,
        schema: &'d ReferenceOr<Schema>,
        at: Pointer,
        mut position: Position<'d>,
    ) -> Option<()> {
        let document = self.context.document;
        let (mut part, mut part_at, mut names, mut is_whole) =
            (schema, at.clone(), Vec::new(), true);
        loop {
            position.depth += 1;
            if position.depth > DEEPEST {
                return None;
            }
            let resolved = document.schema(part, &part_at).ok()?;
            let (value, place) = (resolved.value(), resolved.pointer().clone());
            let component = resolved.component();
            names.extend(component);
            let is_model = match component {
                Some(_) => self.context.is_model(value, &place),
                None => has_properties(document, value, &place),
            };
            if is_model {
                return self.object(schema, at, names, position);
            }
            if let Some((index, only)) = only_part(value) {
                is_whole &= matches!(value.schema_kind, SchemaKind::AllOf { .. });
                (part, part_at) = (only, place.join("allOf").join(&index.to_string()));
                continue;
            }
            if let Some(name) = component {
                self.choices.unions.push(name);
                position.owner = Some(name);
                position.before = self.choices.objects.len();
            }
            position.is_taken_over = true;
            // What stands beside the one part would be lost.
            return if is_whole {
                self.union(value, &place, position)
            } else {
                None
            };
        }
    }

    fn object(
        &mut self,
        schema: &'d ReferenceOr<Schema>,
        at: Pointer,
        names: Vec<&'d str>,
        position: Position<'d>,
    ) -> Option<()> {
        let objects = &mut self.choices.objects;
        if position.is_taken_over && objects.len() > MOST_TAKEN_OVER {
            return None;
        }
        objects.push(Choice {
            schema,
            at,
            names,
            owner: position.owner,
            number: objects.len() - position.before + 1,
        });
        Some(())
    }
}

/// The choices of a schema that says nothing else of its type, and the key that they stand below.
pub(crate) fn choices(schema: &Schema) -> Option<(&'static str, &[ReferenceOr<Schema>])> {
    match &schema.schema_kind {
        SchemaKind::OneOf { one_of } => Some(("oneOf", one_of)),
        SchemaKind::AnyOf { any_of } => Some(("anyOf", any_of)),
        SchemaKind::Any(any) => {
            let says_object = any.typ.as_deref().is_none_or(|name| name == "object");
            if !says_object
                || !properties_of(schema).0.is_empty()
                || !all_of(schema).is_empty()
                || any.items.is_some()
            {
                return None;
            }
            match (any.one_of.as_slice(), any.any_of.as_slice()) {
                ([], []) => None,
                (one_of, []) => Some(("oneOf", one_of)),
                ([], any_of) => Some(("anyOf", any_of)),
                _ => None,
            }
        }
        _ => None,
    }
}
