//! The page of an API: its tree as a picture, and everything in it.

use super::super::id::Subject;
use super::super::page::{Block, Fact, Inline, Page, PageKind, Section};
use super::super::prose;
use super::super::tree_picture::{Node, draw};
use super::room::Room;
use super::scope::Scope;
use super::{api_title, code_fact, fact, list_section};

/// More operations than these are listed without their summaries, which stand on their pages.
const MOST_SUMMARIES: usize = 150;
/// The parts of an operation's line that come before its summary.
const NAME_ALONE: usize = 3;

/// The page of an API.
pub(crate) fn page(scope: &Scope<'_>) -> Option<Page> {
    let id = scope.id(Subject::Api, "")?.clone();
    let document = scope.document;
    let info = &document.declared.info;
    let mut room = Room::new();
    let lead = room.prose(&info.description);
    let mut sections = Vec::new();
    sections.extend(tree(scope));
    let places: Vec<_> = document.resources.iter().collect();
    let operations = super::resource::operations(scope, &places);
    let parts = match operations.len() {
        ..=MOST_SUMMARIES => usize::MAX,
        _ => NAME_ALONE,
    };
    let operations = operations.into_iter().map(|operation| {
        let line = super::resource::operation_line(scope, operation);
        line.into_iter().take(parts).collect()
    });
    sections.extend(list_section(
        "operations",
        "Operations",
        operations.collect(),
    ));
    let models = document
        .models
        .iter()
        .map(|model| vec![scope.link(Subject::Model, &model.name.ident, &model.name.ident)]);
    sections.extend(list_section("models", "Models", models.collect()));
    let enums = document
        .enums
        .iter()
        .map(|list| vec![scope.link(Subject::Enum, &list.name.ident, &list.name.ident)]);
    sections.extend(list_section("enums", "Enums", enums.collect()));
    let sids = document.sid_aliases.iter().map(|alias| {
        vec![
            scope.link(Subject::Sid, &alias.kind, &alias.ident),
            Inline::text(" "),
            Inline::code(scope.prefixes(alias)),
        ]
    });
    sections.extend(list_section("sids", "SIDs", sids.collect()));
    sections.extend(tags(scope, &mut room));
    sections.extend(fixups(scope));
    sections.extend(skips(scope));
    Some(Page {
        summary: prose::first_sentence(&info.description),
        document: Some(document.key.clone()),
        lead,
        facts: facts(scope),
        sections,
        source: Some(prose::visible(&document.file)),
        ..Page::new(id, PageKind::Api, api_title(document))
    })
}

fn facts(scope: &Scope<'_>) -> Vec<Fact> {
    let declared = &scope.document.declared;
    let info = &declared.info;
    let mut facts = vec![
        fact("Title", &prose::visible(&info.title)),
        fact("Version", &prose::visible(&info.version)),
    ];
    for server in &declared.servers {
        facts.push(code_fact("Server", server));
    }
    facts.push(code_fact("Feature", &scope.document.feature));
    for scheme in &declared.security_schemes {
        let kind = scheme.scheme.as_ref().unwrap_or(&scheme.kind);
        let text = match scheme.description.as_str() {
            "" => format!("{kind} ({})", scheme.name),
            description => format!("{kind} ({}): {description}", scheme.name),
        };
        facts.push(fact("Credentials", &prose::visible(&text)));
    }
    if let Some(terms) = &info.terms_of_service {
        facts.push(fact("Terms", &prose::visible(terms)));
    }
    for (label, texts) in [("Contact", &info.contact), ("Licence", &info.license)] {
        if !texts.is_empty() {
            facts.push(fact(label, &prose::visible(&texts.join(", "))));
        }
    }
    if let Some(id) = scope.id(Subject::Changes, "") {
        let text = vec![Inline::page("what changed", id)];
        facts.push(Fact {
            label: String::from("History"),
            text,
        });
    }
    facts
}

/// The tree of resources, drawn.
fn tree(scope: &Scope<'_>) -> Option<Section> {
    let home = scope.id(Subject::Api, "")?;
    let mut nodes: Vec<Node> = Vec::new();
    for (name, places) in &scope.places {
        let Some(id) = scope.id(Subject::Resource, name) else {
            continue;
        };
        nodes.push(Node {
            depth: name.matches('.').count(),
            title: name.rsplit('.').next().unwrap_or(name).to_owned(),
            href: home.to(&id.route()),
            operations: super::resource::operations(scope, places).len(),
        });
    }
    let caption = format!(
        "{} resources, each above those it holds, with the number of its operations",
        nodes.len()
    );
    (!nodes.is_empty()).then(|| Section {
        anchor: String::from("resources"),
        title: String::from("Resources"),
        note: nodes.len().to_string(),
        beside: false,
        blocks: vec![Block::Picture {
            svg: draw(&nodes),
            caption,
        }],
    })
}

fn tags(scope: &Scope<'_>, room: &mut Room) -> Option<Section> {
    let tags = scope
        .document
        .declared
        .tags
        .iter()
        .filter(|tag| !tag.description.is_empty());
    let items: Vec<Vec<Block>> = tags
        .filter(|tag| room.member(&tag.name))
        .map(|tag| {
            let name = vec![Inline::strong(prose::visible(&tag.name))];
            std::iter::once(Block::Paragraph(name))
                .chain(room_for(&tag.description))
                .collect()
        })
        .collect();
    (!items.is_empty()).then(|| Section {
        anchor: String::from("tags"),
        title: String::from("Tags"),
        note: items.len().to_string(),
        beside: false,
        blocks: vec![Block::List {
            ordered: false,
            items,
        }],
    })
}

fn room_for(text: &str) -> Vec<Block> {
    Room::new().prose(text)
}

/// Where the client departs from the document, with the reasons.
fn fixups(scope: &Scope<'_>) -> Option<Section> {
    let file = format!("{}#", scope.document.file);
    let lines = scope.api.fixups.iter().filter_map(|fixup| {
        let places = fixup.pointers.iter();
        let count = places.filter(|place| place.starts_with(&file)).count();
        let places = match count {
            0 => return None,
            1 => String::from(" (one place)"),
            count => format!(" ({count} places)"),
        };
        let mut line = vec![Inline::code(fixup.name), Inline::text(": ")];
        for block in prose::own_blocks(fixup.reason) {
            if let Block::Paragraph(text) = block {
                line.extend(text);
            }
        }
        line.push(Inline::Text(places));
        Some(line)
    });
    list_section("fixups", "Corrected here", lines.collect())
}

/// What the document has and the client has not, with the reasons.
fn skips(scope: &Scope<'_>) -> Option<Section> {
    let lines = scope.document.skips.iter().map(|skip| {
        let text = format!("{}: {} (line {})", skip.what, skip.reason, skip.origin.line);
        vec![Inline::Text(prose::visible(&text))]
    });
    list_section("skips", "Not in the client", lines.collect())
}
