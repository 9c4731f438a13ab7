//! The page of an enum: its values, and who uses them.

use super::super::id::{Anchors, Subject};
use super::super::page::{Block, Inline, Member, Members, Page, PageKind, Section};
use super::super::prose;
use super::room::Room;
use super::rules::shown;
use super::scope::Scope;
use super::{AVOID, code_fact, crumbs, fact, list_section, source};
use crate::model::{Enum, Type};

/// The page of an enum.
pub(crate) fn page(scope: &Scope<'_>, list: &Enum) -> Option<Page> {
    let id = scope.id(Subject::Enum, &list.name.ident)?.clone();
    let schema = scope.schema(&list.origin.pointer);
    let description = schema
        .map(|schema| schema.description.as_str())
        .unwrap_or_default();
    let mut room = Room::new();
    let lead = room.prose(description);
    let mut sections = vec![values(list, &mut room)];
    if let Some(users) = scope.users(&Type::Enum(list.name.ident.clone())) {
        let takers = users.takers.iter();
        let takers = takers.map(|(operation, anchor)| {
            vec![super::operation::parameter_link(scope, operation, anchor)]
        });
        let holders = users
            .holders
            .iter()
            .map(|(model, field)| vec![scope.property(model, field)]);
        sections.extend(list_section(
            "users",
            "Used by",
            takers.chain(holders).collect(),
        ));
    }
    let label = if list.component {
        "Schema"
    } else {
        "Written at"
    };
    let mut facts = vec![
        code_fact(label, &list.name.wire),
        code_fact(
            "Rust",
            &scope.document.public_path(list.public, &list.name.ident),
        ),
    ];
    if list.deprecated {
        facts.push(fact("Deprecated", AVOID));
    }
    if let Some(value) = schema.and_then(|schema| schema.default.as_ref()) {
        facts.push(code_fact("Default", &shown(value)));
    }
    if let Some(value) = schema.and_then(|schema| schema.example.as_ref()) {
        facts.push(code_fact("Example", &shown(value)));
    }
    Some(Page {
        summary: prose::first_sentence(description),
        document: Some(scope.document.key.clone()),
        crumbs: crumbs(scope, ""),
        lead,
        facts,
        sections,
        source: Some(source(scope, &list.origin)),
        ..Page::new(id, PageKind::Enum, list.name.ident.as_str())
    })
}

fn values(list: &Enum, room: &mut Room) -> Section {
    let mut anchors = Anchors::default();
    let mut members = Members::default();
    for literal in &list.values {
        if members.left_out > 0 || !room.member(&literal.name.wire) {
            members.left_out += 1;
            continue;
        }
        let variant = Inline::Code(format!("{}::{}", list.name.ident, literal.name.ident));
        members.members.push(Member {
            anchor: anchors.unique(&format!("values.{}", literal.name.wire)),
            name: match literal.name.wire.trim() {
                // Nobody sees nothing.
                "" => format!("\"{}\"", literal.name.wire),
                _ => prose::visible(&literal.name.wire),
            },
            named: vec![variant],
            ..Member::default()
        });
    }
    Section {
        anchor: String::from("values"),
        title: String::from("Values"),
        note: list.values.len().to_string(),
        beside: false,
        blocks: vec![
            Block::Members(members),
            Block::Paragraph(vec![
                Inline::text("A value that is not listed here is kept as "),
                Inline::code("Unrecognized"),
                Inline::text(" and sent back as it came."),
            ]),
        ],
    }
}
