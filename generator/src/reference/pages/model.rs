//! The page of a model: its attributes, and who sends, answers with or holds it.

use super::super::id::Subject;
use super::super::page::{Block, Inline, Page, PageKind, Section};
use super::super::prose;
use super::members::Writer;
use super::scope::Scope;
use super::{AVOID, code_fact, crumbs, fact, list_section, source};
use crate::model::{Model, Type};

/// The page of a model.
pub(crate) fn page(scope: &Scope<'_>, model: &Model) -> Option<Page> {
    let id = scope.id(Subject::Model, &model.name.ident)?.clone();
    let mut writer = Writer::new(scope, false);
    let schema = scope.schema(&model.origin.pointer);
    let description = schema
        .map(|schema| schema.description.as_str())
        .unwrap_or_default();
    let lead = writer.room.prose(description);
    let mut sections = Vec::new();
    if let Some(schema) = schema {
        sections.extend(attributes(&mut writer, model, schema));
    }
    let ty = Type::Model(model.name.ident.clone());
    if let Some(users) = scope.users(&ty) {
        let lines = |operations: &[&crate::model::Operation]| -> Vec<Vec<Inline>> {
            operations
                .iter()
                .map(|operation| vec![scope.operation(operation)])
                .collect()
        };
        sections.extend(list_section(
            "answers",
            "Answered by",
            lines(&users.answers),
        ));
        sections.extend(list_section("senders", "Sent by", lines(&users.senders)));
        let takers = users.takers.iter();
        let takers = takers.map(|(operation, anchor)| {
            vec![super::operation::parameter_link(scope, operation, anchor)]
        });
        sections.extend(list_section("takers", "Taken by", takers.collect()));
        let holders = users
            .holders
            .iter()
            .map(|(holder, field)| vec![scope.property(holder, field)]);
        sections.extend(list_section("holders", "Held by", holders.collect()));
    }
    Some(Page {
        summary: prose::first_sentence(description),
        document: Some(scope.document.key.clone()),
        crumbs: crumbs(scope, ""),
        lead,
        facts: facts(scope, model),
        sections,
        source: Some(source(scope, &model.origin)),
        ..Page::new(id, PageKind::Model, model.name.ident.as_str())
    })
}

fn facts(scope: &Scope<'_>, model: &Model) -> Vec<super::Fact> {
    let label = if model.component {
        "Schema"
    } else {
        "Written at"
    };
    let mut facts = vec![code_fact(label, &model.name.wire)];
    let usage = match (model.usage.request, model.usage.reply) {
        (true, true) => "in requests and replies",
        (true, false) => "in requests",
        (false, true) => "in replies",
        (false, false) => "no operation uses it",
    };
    let path = scope.document.public_path(model.public, &model.name.ident);
    facts.push(code_fact("Rust", &path));
    facts.push(fact("Used", usage));
    if model.deprecated {
        facts.push(fact("Deprecated", AVOID));
    }
    if let Some(identity) = &model.identity {
        facts.push(code_fact("Identity", &identity.wire));
    }
    facts
}

/// The attributes, with their Rust names where these differ.
pub(crate) fn attributes<'a>(
    writer: &mut Writer<'_, 'a>,
    model: &Model,
    schema: &'a crate::model::declared::Schema,
) -> Option<Section> {
    let anchor = writer.anchors.unique("property");
    let mut members = writer.children(schema, &model.origin.pointer, &anchor);
    for member in &mut members.members {
        let field = model
            .fields
            .iter()
            .find(|field| prose::visible(&field.name.wire) == member.name);
        if let Some(field) = field.filter(|field| field.name.ident != field.name.wire) {
            member.rules.push(vec![
                Inline::text("in Rust "),
                Inline::code(&field.name.ident),
            ]);
        }
    }
    let count = members.members.len() + members.left_out;
    (count > 0).then(|| Section {
        anchor,
        title: String::from("Attributes"),
        note: count.to_string(),
        beside: false,
        blocks: vec![Block::Members(members)],
    })
}
