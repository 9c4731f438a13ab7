//! What can be found: everything of the model that has a name, with the words by which it is looked for.
//!
//! It reads the model and knows nothing of ranking.

use std::collections::BTreeMap;

use super::places::{calls_by_path, resource_sources};
use super::source::{EntryKind, Member, Source};
use super::words;
use crate::model::{
    Api, Document, Enum, Model, Operation, ParameterLocation, Reply, SidAlias, Type, Verb,
};
use crate::reference::id::{Ids, Subject};

/// Everything that can be found in an API, in the order in which it is documented.
pub fn sources(api: &Api) -> Vec<Source> {
    let ids = Ids::new(api);
    let mut sources = Vec::new();
    for document in &api.documents {
        let calls = calls_by_path(document);
        sources.push(document_source(&ids, document));
        sources.extend(
            document
                .operations
                .iter()
                .map(|operation| operation_source(&ids, document, operation, &calls)),
        );
        sources.extend(
            document
                .models
                .iter()
                .map(|model| model_source(&ids, document, model)),
        );
        sources.extend(
            document
                .enums
                .iter()
                .map(|item| enum_source(&ids, document, item)),
        );
        sources.extend(
            document
                .sid_aliases
                .iter()
                .map(|alias| sid_source(api, &ids, document, alias)),
        );
        sources.extend(resource_sources(&ids, document, &calls));
    }
    sources.extend(pages());
    sources
}

fn document_source(ids: &Ids, document: &Document) -> Source {
    Source {
        kind: EntryKind::Api,
        page: ids.text(document, Subject::Api, ""),
        title: document.key.clone(),
        detail: document.host.clone(),
        names: vec![
            document.product.ident.clone(),
            document.product.wire.clone(),
            document.title.clone(),
            document.host.clone(),
            document.feature.clone(),
        ],
        summary: document.title.clone(),
        // Its description says what it is for, in the words of those who look for such a thing.
        related: format!("api {}", document.docs.join(" ")),
        calls: format!("{} {}", document.product.ident, document.version.ident),
        prose: String::new(),
        weight: 0,
        members: Vec::new(),
    }
}

fn operation_source(
    ids: &Ids,
    document: &Document,
    operation: &Operation,
    calls: &BTreeMap<String, Vec<String>>,
) -> Source {
    let mut names = Vec::new();
    if operation.builder != operation.id {
        names.push(operation.builder.clone());
    }
    let noun = operation
        .id
        .strip_prefix(operation.verb.prefix())
        .unwrap_or_default();
    let noun = words::split(noun);
    // Who types `web channel` wants one: what makes it goes by that name too.
    if operation.verb == Verb::Create && noun.len() > 1 {
        names.push(noun.join(" "));
    }
    let path = operation
        .path
        .strip_suffix(operation.suffix.as_str())
        .unwrap_or(&operation.path);
    let ways = calls.get(path).into_iter().flatten();
    let ways: Vec<String> = ways
        .map(|way| format!("{way} {}", operation.method_ident))
        .collect();
    Source {
        kind: EntryKind::Operation,
        page: ids.text(document, Subject::Operation, &operation.id),
        title: operation.id.clone(),
        detail: format!("{} {}", operation.http_method, operation.path),
        names,
        summary: operation.summary.clone(),
        related: format!("{} {}", static_words(&operation.path), document.key),
        calls: ways.join("|"),
        prose: operation.docs.join(" "),
        weight: 0,
        members: operation
            .parameters
            .iter()
            .map(|parameter| Member {
                name: parameter.name.wire.clone(),
                ident: parameter.name.ident.clone(),
                section: section(parameter.location),
                prose: parameter.docs.join(" "),
            })
            .collect(),
    }
}

fn section(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Form => "form",
    }
}

fn model_source(ids: &Ids, document: &Document, model: &Model) -> Source {
    let answers = document
        .operations
        .iter()
        .filter(|operation| answers_with(operation, &model.name.ident))
        .count();
    Source {
        kind: EntryKind::Model,
        page: ids.text(document, Subject::Model, &model.name.ident),
        title: model.name.ident.clone(),
        detail: document.key.clone(),
        names: vec![model.name.wire.clone()],
        summary: String::new(),
        related: format!("{} {}", model.name.wire, document.key),
        calls: String::new(),
        prose: model.docs.join(" "),
        weight: (answers * model.fields.len() / 10).min(9),
        members: model
            .fields
            .iter()
            .map(|field| Member {
                name: field.name.wire.clone(),
                ident: field.name.ident.clone(),
                section: "property",
                prose: field.docs.join(" "),
            })
            .collect(),
    }
}

fn answers_with(operation: &Operation, model: &str) -> bool {
    match &operation.reply {
        Reply::One { ty, .. } | Reply::Page { item: ty, .. } => {
            *ty.leaf() == Type::Model(model.to_owned())
        }
        Reply::Empty => false,
    }
}

fn enum_source(ids: &Ids, document: &Document, item: &Enum) -> Source {
    let mut names = vec![item.name.wire.clone()];
    if let Some((_, own)) = item.name.wire.split_once("_enum_") {
        let own = words::split(own);
        // One word is a property's name before it is an enum's.
        if own.len() > 1 {
            names.push(own.join(" "));
        }
    }
    Source {
        kind: EntryKind::Enum,
        page: ids.text(document, Subject::Enum, &item.name.ident),
        title: item.name.ident.clone(),
        detail: document.key.clone(),
        names,
        summary: String::new(),
        related: format!("{} values", document.key),
        calls: String::new(),
        prose: item.docs.join(" "),
        weight: (item.values.len() / 2).min(9),
        members: item
            .values
            .iter()
            .map(|literal| Member {
                name: literal.name.wire.clone(),
                ident: literal.name.ident.clone(),
                section: "values",
                prose: String::new(),
            })
            .collect(),
    }
}

fn sid_source(api: &Api, ids: &Ids, document: &Document, alias: &SidAlias) -> Source {
    let mut names = vec![alias.ident.clone()];
    let kind = api.sid_kinds.iter().find(|kind| kind.ident == alias.kind);
    let prefixes = kind.into_iter().flat_map(|kind| &kind.prefixes);
    names.extend(prefixes.filter(|prefix| **prefix != alias.kind).cloned());
    Source {
        kind: EntryKind::Sid,
        page: ids.text(document, Subject::Sid, &alias.kind),
        title: alias.kind.clone(),
        detail: format!("{}, {}", alias.ident, document.key),
        names,
        summary: format!("SID prefix of {}", words::split(&alias.owner).join(" ")),
        related: document.key.clone(),
        calls: String::new(),
        prose: String::new(),
        weight: 0,
        members: Vec::new(),
    }
}

fn static_words(path: &str) -> String {
    let segments = path.split('/').filter(|segment| !segment.starts_with('{'));
    segments.collect::<Vec<_>>().join(" ")
}

/// The pages that no document has a name for.
fn pages() -> Vec<Source> {
    let page = |page: &str, title: &str, names: &[&str], prose: &str| Source {
        kind: EntryKind::Page,
        page: page.to_owned(),
        title: title.to_owned(),
        detail: String::from("all APIs"),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        summary: String::new(),
        related: String::new(),
        calls: String::new(),
        prose: prose.to_owned(),
        weight: 0,
        members: Vec::new(),
    };
    vec![
        page(
            "errors",
            "Errors and retries",
            &[
                "errors",
                "retries",
                "error",
                "retry",
                "rate limit",
                "error handling",
                "status codes",
                "timeouts",
            ],
            "status 400 401 403 404 409 429 500 503 too many requests not found backoff timeout unauthorized repeat \
             failure exception",
        ),
        page(
            "changes",
            "Changes",
            &[
                "change log",
                "history",
                "versions",
                "breaking changes",
                "release notes",
                "whats new",
            ],
            "added removed breaking version feed atom",
        ),
    ]
}
