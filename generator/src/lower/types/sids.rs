//! SID kinds: what a pattern says about the type of an identifier.

use std::collections::{BTreeMap, HashMap};

use heck::ToUpperCamelCase;

use crate::config::Config;
use crate::model::{Model, SidAlias, SidKind, Type};
use crate::names::ident::type_ident;

/// The marker of SIDs with any two letters in front.
pub(crate) const ANY: &str = "AnyPrefix";

/// The kind that a pattern describes, if it describes SIDs: its marker and its prefixes.
///
/// `^KS[0-9a-fA-F]{32}$`, `^(SM|MM)[0-9a-fA-F]{32}$` and `^[a-zA-Z]{2}[0-9a-fA-F]{32}$` do; a pattern
/// without anchors is the document's slip for the same thing.
pub(crate) fn kind_of(pattern: &str) -> Option<(String, Vec<String>)> {
    let body = pattern.strip_prefix('^').unwrap_or(pattern);
    let body = body.strip_suffix('$').unwrap_or(body);
    let head = [
        "[0-9a-fA-F]{32}",
        "[a-fA-F0-9]{32}",
        "[0-9a-f]{32}",
        "[a-f0-9]{32}",
    ]
    .iter()
    .find_map(|tail| body.strip_suffix(tail))?;
    if matches!(head, "[a-zA-Z]{2}" | "[A-Za-z]{2}" | "[A-Z]{2}") {
        return Some((ANY.to_owned(), Vec::new()));
    }
    let inner = head
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let inner = inner.map_or(head, |inner| inner.strip_prefix("?:").unwrap_or(inner));
    let mut prefixes: Vec<String> = inner.split('|').map(str::to_owned).collect();
    let two_capitals =
        |prefix: &String| prefix.len() == 2 && prefix.bytes().all(|byte| byte.is_ascii_uppercase());
    if !prefixes.iter().all(two_capitals) {
        return None;
    }
    prefixes.sort();
    prefixes.dedup();
    let marker = match prefixes.as_slice() {
        [single] => single.clone(),
        several => several
            .iter()
            .map(|prefix| prefix.to_upper_camel_case())
            .collect::<Vec<_>>()
            .join("Or"),
    };
    Some((marker, prefixes))
}

/// What was seen of one kind in one document.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) marker: String,
    pub(crate) prefixes: Vec<String>,
    pub(crate) pattern: String,
    /// Names of the properties and parameters that hold it, most telling first.
    pub(crate) holders: BTreeMap<String, usize>,
}

/// The alias names of one document's kinds: the configured name, else the model whose own `sid` it is,
/// else the word that most properties use, else the prefix.
pub(crate) fn aliases(
    seen: &[Seen],
    models: &[Model],
    config: &Config,
) -> Vec<(SidAlias, Vec<String>)> {
    let owners = owners(models);
    seen.iter()
        .map(|kind| {
            let owner = owners
                .get(kind.marker.as_str())
                .map(|model| model.name.ident.clone());
            let holder = kind
                .holders
                .iter()
                .filter(|(name, _)| name.len() > "_sid".len())
                .max_by(|a, b| {
                    a.1.cmp(b.1)
                        .then(b.0.len().cmp(&a.0.len()))
                        .then(b.0.cmp(a.0))
                })
                .map(|(name, _)| {
                    let ends = ["_sids", "_sid", "_ids", "_id"];
                    let bare = ends.iter().find_map(|end| name.strip_suffix(end));
                    type_ident(bare.unwrap_or(name))
                });
            let mut candidates: Vec<String> = Vec::new();
            if let Some(configured) = kind
                .prefixes
                .first()
                .filter(|_| kind.prefixes.len() == 1)
                .and_then(|p| config.sids.get(p))
            {
                candidates.push(configured.clone());
            }
            if kind.marker == ANY {
                candidates.push(String::from("AnySid"));
            }
            candidates.extend(owner.iter().chain(&holder).map(|name| format!("{name}Sid")));
            candidates.push(format!("{}Sid", kind.marker.to_upper_camel_case()));
            let named = owner.or(holder).unwrap_or_default();
            let alias = SidAlias {
                ident: String::new(),
                marker: kind.marker.clone(),
                pattern: kind.pattern.clone(),
                owner: named,
            };
            (alias, candidates)
        })
        .collect()
}

/// The model whose own `sid` has a kind: a resource before what only is in replies, and of several the one with the
/// shortest name, for `PluginVersionArchive` has the SID of a `PluginVersion`.
fn owners(models: &[Model]) -> HashMap<&str, &Model> {
    let mut owners: HashMap<&str, &Model> = HashMap::new();
    let rank = |model: &Model| (model.identity.is_none(), model.name.ident.len());
    for model in models {
        let own = model
            .identity
            .as_ref()
            .map_or("sid", |identity| identity.wire.as_str());
        let field = model.fields.iter().find(|field| field.name.wire == own);
        let Some(Type::Sid(marker)) = field.map(|field| &field.ty) else {
            continue;
        };
        let owner = owners.entry(marker).or_insert(model);
        if rank(model) < rank(owner) {
            *owner = model;
        }
    }
    owners
}

/// Adds the kinds of a document to those of the crate.
pub(crate) fn merge(kinds: &mut Vec<SidKind>, seen: &[Seen], feature: &str) {
    for kind in seen.iter().filter(|kind| kind.marker != ANY) {
        match kinds.iter_mut().find(|known| known.marker == kind.marker) {
            Some(known) => known.features.push(feature.to_owned()),
            None => kinds.push(SidKind {
                marker: kind.marker.clone(),
                prefixes: kind.prefixes.clone(),
                features: vec![feature.to_owned()],
            }),
        }
    }
    kinds.sort_by(|a, b| a.marker.cmp(&b.marker));
}
