//! Unions: objects that are one of several models, as component schemas or written in place.

use std::collections::{BTreeMap, HashMap, HashSet};

use indexmap::IndexMap;
use openapiv3::{ReferenceOr, Schema, SchemaKind};

use super::object::{all_of, has_properties};
use super::schema_type::Holder;
use super::schema_view::properties_of;
use crate::load::Pointer;
use crate::lower::context::LowerContext;
use crate::lower::prose::doc_lines;
use crate::lower::room;
use crate::model::{Counts, Enum, Model, Name, Type, Union, Usage, Variant};
use crate::names::scope::Scope;

/// The choices of a schema, and the key that they stand below.
type Choices<'d> = (&'static str, &'d [ReferenceOr<Schema>]);

impl LowerContext<'_> {
    /// The choices of a schema that is one of several objects and nothing else.
    pub(crate) fn choice_of_models<'d>(
        &self,
        schema: &'d Schema,
        at: &Pointer,
    ) -> Option<Choices<'d>> {
        let (key, list) = choices(schema)?;
        let base = at.join(key);
        let mut numbered = list.iter().enumerate();
        let all_are_models = numbered.all(|(index, choice)| {
            let resolved = self.document.schema(choice, &base.join(&index.to_string()));
            resolved.is_ok_and(|choice| match choice.component() {
                Some(_) => self.is_model(choice.value(), choice.pointer()),
                None => has_properties(self.document, choice.value(), choice.pointer()),
            })
        });
        all_are_models.then_some((key, list))
    }

    pub(crate) fn component_union(
        &mut self,
        name: &str,
        ident: String,
        schema: &Schema,
        at: &Pointer,
    ) {
        let name = Name {
            wire: name.to_owned(),
            ident,
        };
        self.push_union(name, true, schema, at);
    }

    /// Choices written at a property, a parameter, a body or a reply, if all of them are objects.
    pub(crate) fn inline_union(
        &mut self,
        schema: &Schema,
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> Option<String> {
        self.choice_of_models(schema, at)?;
        let name = holder.type_name();
        let ident = self.claim_type(at, &[name.clone(), format!("{name}Choice")]);
        // Noted before its choices are lowered: they may lead back here.
        if self.inline_types.insert(ident.clone()) {
            let name = Name {
                wire: format!("{}.{}", holder.owner, holder.name),
                ident: ident.clone(),
            };
            self.push_union(name, false, schema, at);
        }
        Some(ident)
    }

    fn push_union(&mut self, name: Name, component: bool, schema: &Schema, at: &Pointer) {
        let Some((key, list)) = choices(schema) else {
            return;
        };
        self.leave_out(
            schema,
            at,
            &[key],
            "what stands beside the choices of an object",
            "it is one of the choices",
        );
        let scope = Scope::Variants(&name.ident);
        self.reserve(scope, "Other");
        let mut variants: Vec<Variant> = Vec::new();
        let mut schemas: Vec<Option<String>> = Vec::new();
        for (index, choice) in list.iter().enumerate() {
            let number = index.to_string();
            let title = choice
                .as_item()
                .and_then(|choice| choice.schema_data.title.clone());
            let holder = Holder {
                owner: &name.ident,
                name: &title.unwrap_or_else(|| format!("variant {}", index + 1)),
            };
            let at = at.join(key).join(&number);
            let Type::Model(model) = self.type_of(choice, &at, &holder) else {
                continue;
            };
            if variants.iter().any(|variant| variant.model == model) {
                continue;
            }
            let candidates = [model.clone(), format!("{model}Object")];
            let ident = self.claim(scope, &model, &candidates);
            variants.push(Variant { ident, model });
            let resolved = self.document.schema(choice, &at);
            schemas.push(
                resolved
                    .ok()
                    .and_then(|choice| choice.component().map(str::to_owned)),
            );
        }
        let docs = schema.schema_data.description.as_deref();
        let union = Union {
            component,
            docs: docs.map(doc_lines).unwrap_or_default(),
            origin: self.origin(at),
            deprecated: self.is_deprecated(at),
            discriminator: None,
            texts: Vec::new(),
            variants,
            usage: Usage::default(),
            module: Vec::new(),
            name,
        };
        let union = self.with_discriminator(union, schema, &schemas, at);
        self.unions.push(union);
    }

    /// What the discriminator says: by its mapping, by the names of the schemas, and by the values that each schema
    /// allows for it. What comes first holds.
    fn with_discriminator(
        &mut self,
        mut union: Union,
        schema: &Schema,
        schemas: &[Option<String>],
        at: &Pointer,
    ) -> Union {
        let Some(discriminator) = &schema.schema_data.discriminator else {
            return union;
        };
        let mut texts: Vec<(String, usize)> = Vec::new();
        let find = |target: &str| {
            let name = target
                .strip_prefix("#/components/schemas/")
                .unwrap_or(target);
            let mut schemas = schemas.iter();
            schemas.position(|schema| schema.as_deref() == Some(name))
        };
        // The order of keys means nothing.
        let mapping: BTreeMap<&String, &String> = discriminator.mapping.iter().collect();
        for (text, target) in mapping {
            match find(target) {
                Some(index) => texts.push((text.clone(), index)),
                None => self.skip(
                    &at.join("discriminator").join("mapping").join(text),
                    format!("the mapping of `{text}`"),
                    "it leads to none of the choices",
                    Counts::default(),
                ),
            }
        }
        for (index, name) in schemas.iter().enumerate() {
            let name = name.as_deref().unwrap_or_default();
            let last = name.rsplit('.').next().unwrap_or(name);
            texts.extend([(name.to_owned(), index), (last.to_owned(), index)]);
        }
        union.discriminator = Some(discriminator.property_name.clone());
        add_texts(&mut union, texts);
        union
    }

    /// Adds what the models of a union say of its discriminator, once they are all there.
    pub(crate) fn finish_unions(&mut self) {
        let mut unions = std::mem::take(&mut self.unions);
        let models = self.models.iter().enumerate();
        let models: HashMap<String, usize> = models
            .map(|(at, model)| (model.name.ident.clone(), at))
            .collect();
        let enums = self.enums.iter().enumerate();
        let enums: HashMap<String, usize> = enums
            .map(|(at, list)| (list.name.ident.clone(), at))
            .collect();
        for union in &mut unions {
            let variants: Vec<&Model> = union
                .variants
                .iter()
                .filter_map(|variant| self.models.get(*models.get(&variant.model)?))
                .collect();
            // The keys of all variants are written out with the union.
            let fields = variants.iter().flat_map(|model| &model.fields);
            let keys: usize = fields.map(|field| room::of_text(&field.name.wire)).sum();
            let needed = room::OF_MODEL + room::of_docs(&union.docs) + keys;
            if let Some(key) = &union.discriminator {
                let lists = variants.iter().map(|model| {
                    let mut fields = model.fields.iter();
                    let field = fields.find(|field| field.name.wire == *key);
                    match field.map(|field| &field.ty) {
                        Some(Type::Enum(name)) => self.enums.get(*enums.get(name)?),
                        _ => None,
                    }
                });
                let texts = own_values(lists);
                add_texts(union, texts);
            }
            let at = Pointer::parse(&union.origin.pointer).unwrap_or_else(Pointer::root);
            if !self.take_room(needed, &at) {
                break;
            }
        }
        self.unions = unions;
    }
}

/// The values that one variant alone lists for the discriminator, by the lists of the variants.
fn own_values<'l>(lists: impl Iterator<Item = Option<&'l Enum>>) -> Vec<(String, usize)> {
    let mut owners: IndexMap<&str, Option<usize>> = IndexMap::new();
    for (index, list) in lists.enumerate() {
        for literal in list.into_iter().flat_map(|list| &list.values) {
            let owner = owners.entry(&literal.name.wire).or_insert(Some(index));
            if *owner != Some(index) {
                *owner = None;
            }
        }
    }
    let owned = owners.into_iter();
    owned
        .filter_map(|(text, owner)| Some((text.to_owned(), owner?)))
        .collect()
}

/// Adds texts of the discriminator; of two that are the same, the first holds.
fn add_texts(union: &mut Union, texts: Vec<(String, usize)>) {
    let earlier = union.texts.iter();
    let mut earlier: HashSet<String> = earlier.map(|(text, _)| text.clone()).collect();
    for (text, index) in texts {
        if !text.is_empty() && earlier.insert(text.clone()) {
            union.texts.push((text, index));
        }
    }
}

/// Two or more choices of a schema that says nothing else of its type.
fn choices(schema: &Schema) -> Option<Choices<'_>> {
    let choices = match &schema.schema_kind {
        SchemaKind::OneOf { one_of } => ("oneOf", one_of.as_slice()),
        SchemaKind::AnyOf { any_of } => ("anyOf", any_of.as_slice()),
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
                (one_of, []) => ("oneOf", one_of),
                ([], any_of) => ("anyOf", any_of),
                _ => return None,
            }
        }
        _ => return None,
    };
    (choices.1.len() > 1).then_some(choices)
}
