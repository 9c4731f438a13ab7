//! One document with the ways through it that pages need: what stands at a pointer, and who uses what.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;

use super::super::id::{Ids, PageId, Subject, resource_name};
use super::super::page::{Inline, Link};
use crate::model::declared::Schema;
use crate::model::{
    Api, Document, Field, Model, Operation, ParameterLocation, Reply, Resource, ResourceKind,
    SidAlias, Type, Verb,
};

/// A document, and what is looked up in it.
pub(crate) struct Scope<'a> {
    pub(crate) api: &'a Api,
    pub(crate) document: &'a Document,
    pub(crate) ids: &'a Ids,
    fields: HashMap<&'a str, &'a Field>,
    /// Pointer of a schema → the page of the model or enum that was made of it.
    types: HashMap<&'a str, (&'a str, &'a PageId)>,
    schemas: HashMap<String, &'a Schema>,
    users: HashMap<String, Users<'a>>,
    ways: HashMap<&'a str, Vec<String>>,
    /// The places of the tree that share a page, by its name, in the order of the tree.
    pub(crate) places: IndexMap<String, Vec<&'a Resource>>,
}

/// Who uses a type.
#[derive(Debug, Default)]
pub(crate) struct Users<'a> {
    /// Operations and the parameters of theirs that take it.
    pub(crate) takers: Vec<(&'a Operation, String)>,
    /// Operations that send it in their body.
    pub(crate) senders: Vec<&'a Operation>,
    /// Operations that answer with it.
    pub(crate) answers: Vec<&'a Operation>,
    /// Properties that hold it.
    pub(crate) holders: Vec<(&'a Model, &'a Field)>,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(api: &'a Api, document: &'a Document, ids: &'a Ids) -> Self {
        let fields = document
            .models
            .iter()
            .flat_map(|model| &model.fields)
            .map(|field| (field.origin.pointer.as_str(), field));
        let models = document.models.iter().filter_map(|model| {
            let id = ids.get(document, Subject::Model, &model.name.ident)?;
            Some((
                model.origin.pointer.as_str(),
                (model.name.ident.as_str(), id),
            ))
        });
        let enums = document.enums.iter().flat_map(|list| {
            let id = ids.get(document, Subject::Enum, &list.name.ident);
            let pointers = std::iter::once(&list.origin.pointer);
            let pointers = pointers.chain(list.occurrences.iter().map(|place| &place.pointer));
            pointers.filter_map(move |pointer| {
                Some((pointer.as_str(), (list.name.ident.as_str(), id?)))
            })
        });
        Self {
            api,
            document,
            ids,
            fields: fields.collect(),
            types: models.chain(enums).collect(),
            schemas: super::walk::schemas(&document.declared),
            users: users(document),
            ways: super::super::way::ways(document),
            places: places(document),
        }
    }

    /// The property that was made of the schema at a pointer.
    pub(crate) fn field(&self, pointer: &str) -> Option<&'a Field> {
        self.fields.get(pointer).copied()
    }

    /// Where the correction is told of that was made at a pointer, if one was.
    pub(crate) fn correction(&self, pointer: &str) -> Vec<Inline> {
        let place = format!("{}#{pointer}", self.document.file);
        let mut fixups = self.api.fixups.iter();
        let is_corrected = fixups.any(|fixup| fixup.pointers.contains(&place));
        match self.id(Subject::Api, "").filter(|_| is_corrected) {
            Some(api) => vec![
                Inline::text(": "),
                Inline::Link(Link::part("corrected here", api, "fixups")),
            ],
            None => Vec::new(),
        }
    }

    /// The Rust name and the page of the model or enum that was made of the schema at a pointer.
    pub(crate) fn type_at(&self, pointer: &str) -> Option<(&'a str, &'a PageId)> {
        self.types.get(pointer).copied()
    }

    /// The schema at a pointer.
    pub(crate) fn schema(&self, pointer: &str) -> Option<&'a Schema> {
        self.schemas.get(pointer).copied()
    }

    /// Who uses a type.
    pub(crate) fn users(&self, ty: &Type) -> Option<&Users<'a>> {
        self.users.get(&key(ty)?)
    }

    /// How Rust code reaches a handle.
    pub(crate) fn way(&self, handle: &str) -> Option<&[String]> {
        self.ways.get(handle).map(Vec::as_slice)
    }

    /// A page of this document.
    pub(crate) fn id(&self, subject: Subject, name: &str) -> Option<&'a PageId> {
        self.ids.get(self.document, subject, name)
    }

    /// A link to a page of this document, or its text where there is none.
    pub(crate) fn link(&self, subject: Subject, name: &str, text: &str) -> Inline {
        match self.id(subject, name) {
            Some(id) => Inline::page(text, id),
            None => Inline::code(text),
        }
    }

    /// A link to an operation.
    pub(crate) fn operation(&self, operation: &Operation) -> Inline {
        self.link(Subject::Operation, &operation.id, &operation.id)
    }

    /// A link to a property of a model.
    pub(crate) fn property(&self, model: &Model, field: &Field) -> Inline {
        let text = format!("{}.{}", model.name.ident, field.name.wire);
        match self.id(Subject::Model, &model.name.ident) {
            Some(id) => Inline::Link(Link::part(
                text,
                id,
                format!("property.{}", field.name.wire),
            )),
            None => Inline::code(text),
        }
    }

    /// What stands before the digits of a SID: `KS`, `SM or MM`, or nothing.
    pub(crate) fn prefixes(&self, alias: &SidAlias) -> String {
        let mut kinds = self.api.sid_kinds.iter();
        let kind = kinds.find(|kind| kind.ident == alias.kind);
        kind.map(|kind| kind.prefixes.join(" or "))
            .unwrap_or_default()
    }

    /// The Rust type behind a type, with a link to its page.
    pub(crate) fn named(&self, ty: &Type) -> Vec<Inline> {
        match ty.leaf() {
            Type::Sid(marker) => match self.document.sid_alias(marker) {
                Some(alias) => vec![self.link(Subject::Sid, marker, &alias.ident)],
                None => Vec::new(),
            },
            Type::Enum(name) => vec![self.link(Subject::Enum, name, name)],
            Type::Model(name) | Type::Boxed(name) => vec![self.link(Subject::Model, name, name)],
            // Its choices stand on the page, each with a page of its own.
            Type::Union(name) => vec![Inline::code(name)],
            _ => Vec::new(),
        }
    }

    /// The operations that hand out SIDs of a kind, those that make one before those that list them.
    pub(crate) fn sources(&self, marker: &str) -> Vec<&'a Operation> {
        let holders = self.users(&Type::Sid(marker.to_owned()));
        let mut sources: BTreeMap<(usize, &str), &Operation> = BTreeMap::new();
        for (model, field) in holders.into_iter().flat_map(|users| &users.holders) {
            let identity = model.identity.as_ref();
            if identity.is_none_or(|identity| identity.wire != field.name.wire) {
                continue;
            }
            let users = self.users(&Type::Model(model.name.ident.clone()));
            for operation in users.into_iter().flat_map(|users| &users.answers) {
                let rank = match operation.verb {
                    Verb::Create => 0,
                    Verb::List => 1,
                    _ => continue,
                };
                sources.insert((rank, &operation.id), operation);
            }
        }
        sources.into_values().collect()
    }
}

fn places(document: &Document) -> IndexMap<String, Vec<&Resource>> {
    let mut places: IndexMap<String, Vec<&Resource>> = IndexMap::new();
    let resources = document.resources.iter();
    for resource in resources.filter(|resource| resource.kind != ResourceKind::Root) {
        let name = resource_name(document, &resource.path);
        places.entry(name).or_default().push(resource);
    }
    places
}

fn users(document: &Document) -> HashMap<String, Users<'_>> {
    let mut users: HashMap<String, Users<'_>> = HashMap::new();
    for operation in &document.operations {
        for parameter in &operation.parameters {
            for key in keys(document, &parameter.ty) {
                let anchor = format!("{}.{}", place(parameter.location), parameter.name.wire);
                users
                    .entry(key)
                    .or_default()
                    .takers
                    .push((operation, anchor));
            }
        }
        for key in operation.body.ty.iter().flat_map(|ty| keys(document, ty)) {
            users.entry(key).or_default().senders.push(operation);
        }
        if let Reply::One { ty, .. } | Reply::Page { item: ty, .. } = &operation.reply {
            for key in keys(document, ty) {
                users.entry(key).or_default().answers.push(operation);
            }
        }
    }
    for model in &document.models {
        for field in &model.fields {
            for key in keys(document, &field.ty) {
                users.entry(key).or_default().holders.push((model, field));
            }
        }
    }
    users
}

/// The keys of what a value of a type can be: one, or one for each model of a union.
fn keys(document: &Document, ty: &Type) -> Vec<String> {
    let union = match ty.leaf() {
        Type::Union(name) => document.find_union(name),
        _ => return key(ty).into_iter().collect(),
    };
    let variants = union.into_iter().flat_map(|union| &union.variants);
    variants
        .filter_map(|variant| key(&Type::Model(variant.model.clone())))
        .collect()
}

/// One key for each type that has a page.
fn key(ty: &Type) -> Option<String> {
    match ty.leaf() {
        Type::Sid(marker) => Some(format!("sid {marker}")),
        Type::Enum(name) => Some(format!("enum {name}")),
        Type::Model(name) | Type::Boxed(name) => Some(format!("model {name}")),
        _ => None,
    }
}

/// The part of a page, and of an address, that parameters of one kind have.
pub(crate) fn place(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Form => "form",
    }
}
