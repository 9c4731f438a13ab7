//! The page of a resource: its place in the tree, its operations, and the attributes of its model.

use super::super::id::Subject;
use super::super::page::{Block, Fact, Inline, Page, PageKind, Section};
use super::super::prose;
use super::members::Writer;
use super::scope::Scope;
use super::{code_fact, crumbs, list_section};
use crate::model::{Model, Operation, Reply, Resource, Type};

/// One page for all places whose paths have the same static segments.
pub(crate) fn pages(scope: &Scope<'_>) -> Vec<Page> {
    let places = scope.places.iter();
    places
        .filter_map(|(name, places)| page(scope, name, places))
        .collect()
}

/// The operations on them, each once.
pub(crate) fn operations<'a>(scope: &Scope<'a>, places: &[&Resource]) -> Vec<&'a Operation> {
    let mut operations: Vec<&Operation> = Vec::new();
    for id in places.iter().flat_map(|place| &place.operations) {
        if operations.iter().all(|operation| operation.id != *id) {
            operations.extend(scope.document.find_operation(id));
        }
    }
    operations
}

fn page(scope: &Scope<'_>, name: &str, places: &[&Resource]) -> Option<Page> {
    let id = scope.id(Subject::Resource, name)?.clone();
    let operations = operations(scope, places);
    let first = places.first()?;
    let model = model(scope, &operations);
    let mut writer = Writer::new(scope, false);
    let schema = model.and_then(|model| scope.schema(&model.origin.pointer));
    let tag = tag(scope, &operations);
    let description = match (tag, schema) {
        (Some(text), _) if !text.is_empty() => text,
        (_, Some(schema)) => schema.description.as_str(),
        _ => "",
    };
    let lead = writer.room.prose(description);
    let mut sections = Vec::new();
    let lines = operations
        .iter()
        .map(|operation| operation_line(scope, operation));
    sections.extend(list_section("operations", "Operations", lines.collect()));
    sections.extend(accessors(scope, places));
    sections.extend(list_section(
        "resources",
        "Resources below",
        child_places(scope, name),
    ));
    if let (Some(model), Some(schema)) = (model, schema) {
        sections.extend(super::model::attributes(&mut writer, model, schema));
    }
    Some(Page {
        summary: prose::first_sentence(description),
        document: Some(scope.document.key.clone()),
        crumbs: crumbs(scope, above(&first.path)),
        lead,
        facts: facts(scope, places, model),
        sections,
        source: operations
            .first()
            .map(|operation| super::source(scope, &operation.origin)),
        ..Page::new(
            id,
            PageKind::Resource,
            name.rsplit('.').next().unwrap_or(name),
        )
    })
}

fn above(path: &str) -> &str {
    let mut end = path.len();
    let mut rest = path;
    while let Some((before, segment)) = rest.rsplit_once('/') {
        end = before.len();
        if !segment.starts_with('{') {
            break;
        }
        rest = before;
    }
    path.get(..end).unwrap_or_default()
}

fn tag<'a>(scope: &Scope<'a>, operations: &[&Operation]) -> Option<&'a str> {
    let declared = &scope.document.declared;
    let operation = declared.operations.get(&operations.first()?.id)?;
    let name = operation.tags.first()?;
    let tag = declared.tags.iter().find(|tag| tag.name == *name)?;
    Some(&tag.description)
}

/// The model that most of the operations answer with.
fn model<'a>(scope: &Scope<'a>, operations: &[&Operation]) -> Option<&'a Model> {
    operations
        .iter()
        .find_map(|operation| match &operation.reply {
            Reply::One { ty, .. } | Reply::Page { item: ty, .. } => match ty.leaf() {
                Type::Model(name) => scope.document.find_model(name),
                _ => None,
            },
            Reply::Empty => None,
        })
}

fn facts(scope: &Scope<'_>, places: &[&Resource], model: Option<&Model>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for place in places.iter().filter(|place| !place.by_name) {
        facts.push(code_fact("Path", &place.path));
    }
    if let Some(model) = model {
        facts.push(Fact {
            label: String::from("Model"),
            text: vec![scope.link(Subject::Model, &model.name.ident, &model.name.ident)],
        });
        facts.push(code_fact("Schema", &model.name.wire));
    }
    let ids = scope
        .document
        .resources
        .iter()
        .flat_map(|resource| &resource.links);
    let mut ids = ids.filter(|link| places.iter().any(|place| place.handle == link.handle));
    if let Some(Type::Sid(marker)) = ids.find_map(|link| link.id.as_ref()).map(|id| &id.ty)
        && let Some(alias) = scope.document.sid_alias(marker)
    {
        let prefix = scope.prefixes(alias);
        facts.push(Fact {
            label: String::from("SID prefix"),
            text: vec![scope.link(
                Subject::Sid,
                marker,
                if prefix.is_empty() { marker } else { &prefix },
            )],
        });
    }
    facts
}

/// One line on an operation: its method, its name, and what it does.
pub(crate) fn operation_line(scope: &Scope<'_>, operation: &Operation) -> Vec<Inline> {
    let declared = scope.document.declared.operations.get(&operation.id);
    let summary = declared
        .map(|declared| prose::first_sentence(&declared.summary))
        .unwrap_or_default();
    let mut line = vec![
        Inline::Method(operation.http_method.clone()),
        Inline::text(" "),
        scope.operation(operation),
    ];
    if !summary.is_empty() {
        line.push(Inline::Text(format!(": {summary}")));
    }
    line
}

/// How Rust code gets there, and where it can go from there.
fn accessors(scope: &Scope<'_>, places: &[&Resource]) -> Option<Section> {
    let mut rows = Vec::new();
    for place in places {
        let Some(way) = scope.way(&place.handle) else {
            continue;
        };
        rows.push(vec![
            vec![Inline::Code(format!("client{}", way.concat()))],
            vec![Inline::code(&place.handle)],
        ]);
    }
    (!rows.is_empty()).then(|| Section {
        anchor: String::from("accessors"),
        title: String::from("In Rust"),
        note: String::new(),
        beside: false,
        blocks: vec![Block::Table {
            head: vec![String::from("Accessors"), String::from("Handle")],
            rows,
        }],
    })
}

fn child_places(scope: &Scope<'_>, name: &str) -> Vec<Vec<Inline>> {
    let names = scope.places.keys().filter(|other| {
        let rest = other
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix('.'));
        rest.is_some_and(|rest| !rest.contains('.'))
    });
    let line = |name: &String| {
        let text = name.rsplit('.').next().unwrap_or(name);
        vec![scope.link(Subject::Resource, name, text)]
    };
    names.map(line).collect()
}
