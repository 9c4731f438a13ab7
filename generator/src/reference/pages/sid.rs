//! The page of a kind of SID: what it looks like, whose it is, who takes it and who returns it.

use super::super::id::Subject;
use super::super::page::{Block, Fact, Inline, Page, PageKind, Section};
use super::super::prose;
use super::scope::Scope;
use super::{code_fact, crumbs, list_section};
use crate::model::{SidAlias, Type};

/// The page of a kind of SID.
pub(crate) fn page(scope: &Scope<'_>, alias: &SidAlias) -> Option<Page> {
    let id = scope.id(Subject::Sid, &alias.kind)?.clone();
    let prefixes = scope.prefixes(alias);
    let owner = prose::visible(&alias.owner);
    let lead = match prefixes.as_str() {
        "" => format!("Identifies a {owner}: any two letters and 32 hexadecimal digits."),
        prefixes => format!("Identifies a {owner}: {prefixes} and 32 hexadecimal digits."),
    };
    let title = match prefixes.as_str() {
        "" => alias.ident.clone(),
        prefixes => format!("{prefixes}: {}", alias.ident),
    };
    let mut sections = users(scope, alias);
    sections.push(in_rust(alias));
    Some(Page {
        summary: lead.clone(),
        document: Some(scope.document.key.clone()),
        crumbs: crumbs(scope, ""),
        lead: vec![Block::Paragraph(vec![Inline::Text(lead)])],
        facts: facts(scope, alias, &prefixes),
        sections,
        ..Page::new(id, PageKind::Sid, title)
    })
}

/// Where it comes from, who takes it, and who returns it.
fn users(scope: &Scope<'_>, alias: &SidAlias) -> Vec<Section> {
    let mut sections = Vec::new();
    let ty = Type::Sid(alias.kind.clone());
    let sources = scope.sources(&alias.kind);
    let sources = sources
        .iter()
        .map(|operation| vec![scope.operation(operation)]);
    sections.extend(list_section(
        "sources",
        "Where it comes from",
        sources.collect(),
    ));
    if let Some(users) = scope.users(&ty) {
        let takers = users.takers.iter();
        let takers = takers.map(|(operation, anchor)| {
            vec![super::operation::parameter_link(scope, operation, anchor)]
        });
        sections.extend(list_section("takers", "Who takes it", takers.collect()));
        let holders = users.holders.iter().map(|(model, field)| {
            let mut line = vec![scope.property(model, field)];
            let answers = scope.users(&Type::Model(model.name.ident.clone()));
            let answers = answers.into_iter().flat_map(|users| &users.answers);
            let links = super::join_pieces(
                answers.map(|operation| vec![scope.operation(operation)]),
                ", ",
            );
            if !links.is_empty() {
                line.push(Inline::text(", in the reply to "));
                line.extend(links);
            }
            line
        });
        sections.extend(list_section("holders", "Who returns it", holders.collect()));
    }
    sections
}

fn facts(scope: &Scope<'_>, alias: &SidAlias, prefixes: &str) -> Vec<Fact> {
    let (product, version) = (&scope.document.product.ident, &scope.document.version.ident);
    let mut facts = Vec::new();
    if !prefixes.is_empty() {
        facts.push(code_fact("Prefix", prefixes));
    }
    facts.push(code_fact("Pattern", &alias.pattern));
    let mut models = scope.document.models.iter();
    let owner = models.find(|model| model.name.ident == alias.owner);
    facts.push(Fact {
        label: String::from("Owner"),
        text: match owner {
            Some(model) => vec![scope.link(Subject::Model, &model.name.ident, &model.name.ident)],
            None => vec![Inline::Text(prose::visible(&alias.owner))],
        },
    });
    facts.push(code_fact(
        "Rust",
        &format!(
            "{product}::{version}::{} = Sid<{}>",
            alias.ident, alias.kind
        ),
    ));
    let elsewhere = scope
        .api
        .documents
        .iter()
        .filter(|document| document.key != scope.document.key);
    let elsewhere = elsewhere.filter_map(|document| {
        let id = scope.ids.get(document, Subject::Sid, &alias.kind)?;
        Some(vec![Inline::page(super::api_title(document), id)])
    });
    let elsewhere = super::join_pieces(elsewhere, ", ");
    if !elsewhere.is_empty() {
        facts.push(Fact {
            label: String::from("Also in"),
            text: elsewhere,
        });
    }
    facts
}

fn in_rust(alias: &SidAlias) -> Section {
    let line = vec![
        Inline::text("A text becomes one by "),
        Inline::Code(format!("\"…\".parse::<{}>()?", alias.ident)),
        Inline::text(
            ", which checks its prefix, its length and its digits. SIDs of other kinds do not compile where \
             this one is expected.",
        ),
    ];
    Section {
        anchor: String::from("rust"),
        title: String::from("In Rust"),
        note: String::new(),
        beside: false,
        blocks: vec![Block::Paragraph(line)],
    }
}
