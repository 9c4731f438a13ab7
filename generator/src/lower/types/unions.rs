//! Unions: objects that are one of several models, as component schemas or written in place.

use std::collections::{BTreeMap, HashMap, HashSet};

use indexmap::IndexMap;
use openapiv3::Schema;

use super::choices::{Choice, Choices, choices};
use super::schema_type::Holder;
use crate::load::Pointer;
use crate::lower::context::{Component, LowerContext};
use crate::lower::prose::doc_lines;
use crate::lower::room;
use crate::model::{Counts, Enum, Model, Name, PublicModule, Type, Union, Usage, Variant};
use crate::names::scope::Scope;

impl LowerContext<'_> {
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
        self.choices_of_models(schema, at)?;
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
        let (Some((key, _)), Some(choices)) = (choices(schema), self.choices_of_models(schema, at))
        else {
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
        let mut names: Vec<Vec<&str>> = Vec::new();
        let mut indices: HashMap<String, usize> = HashMap::new();
        for choice in &choices.objects {
            let Some(model) = self.model_of_choice(choice, &name.ident) else {
                continue;
            };
            let index = *indices.entry(model.clone()).or_insert(variants.len());
            if let Some(names) = names.get_mut(index) {
                names.extend(&choice.names);
                continue;
            }
            let candidates = [model.clone(), format!("{model}Object")];
            let ident = self.claim(scope, &model, &candidates);
            variants.push(Variant { ident, model });
            names.push(choice.names.clone());
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
            public: PublicModule::default(),
            module: Vec::new(),
            name,
        };
        let union = match &schema.schema_data.discriminator {
            Some(_) => self.with_discriminator(union, &choices, &names),
            None => union,
        };
        self.unions.push(union);
    }

    /// The model of a choice. One that is written within a component that is a choice itself is named after that.
    fn model_of_choice(&mut self, choice: &Choice<'_>, union: &str) -> Option<String> {
        let owner = choice.owner.and_then(|owner| self.components.get(owner));
        let owner = match owner {
            Some(Component::Union(ident)) => ident.clone(),
            _ => union.to_owned(),
        };
        let item = choice.schema.as_item();
        let title = item.and_then(|choice| choice.schema_data.title.clone());
        let holder = Holder {
            owner: &owner,
            name: &title.unwrap_or_else(|| format!("variant {}", choice.number)),
        };
        match self.type_of(choice.schema, &choice.at, &holder) {
            Type::Model(model) => Some(model),
            _ => None,
        }
    }

    /// What the discriminator says: by its mapping, by the names of the schemas, and by the values that each schema
    /// allows for it. What comes first holds. A choice that is a choice itself may go on with the same discriminator.
    fn with_discriminator(
        &mut self,
        mut union: Union,
        choices: &Choices<'_>,
        names: &[Vec<&str>],
    ) -> Union {
        let Some((first, _)) = choices.discriminators.first() else {
            return union;
        };
        let mut texts: Vec<(String, usize)> = Vec::new();
        let mut indices: HashMap<&str, usize> = HashMap::new();
        for (index, names) in names.iter().enumerate() {
            for name in names {
                indices.entry(name).or_insert(index);
            }
        }
        for (discriminator, at) in &choices.discriminators {
            if discriminator.property_name != first.property_name {
                continue;
            }
            // The order of keys means nothing.
            let mapping: BTreeMap<&String, &String> = discriminator.mapping.iter().collect();
            for (text, target) in mapping {
                let name = target.strip_prefix("#/components/schemas/");
                let name = name.unwrap_or(target);
                if let Some(index) = indices.get(name) {
                    texts.push((text.clone(), *index));
                    continue;
                }
                let at = at.join("discriminator").join("mapping").join(text);
                let reason = match choices.unions.contains(&name) {
                    true => "it leads to more than one of the choices",
                    false => "it leads to none of the choices",
                };
                // Those who take the choices over have the same mapping.
                if self.once(at.as_str(), "a mapping") {
                    let what = format!("the mapping of `{text}`");
                    self.skip(&at, what, reason, Counts::default());
                }
            }
        }
        for (index, names) in names.iter().enumerate() {
            for name in names {
                let last = name.rsplit('.').next().unwrap_or(name);
                texts.extend([((*name).to_owned(), index), (last.to_owned(), index)]);
            }
        }
        union.discriminator = Some(first.property_name.clone());
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
