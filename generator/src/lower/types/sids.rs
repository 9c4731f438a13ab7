//! SID kinds: what a pattern says about the type of an identifier.

use std::collections::{BTreeMap, HashMap};

use heck::ToUpperCamelCase;

use crate::config::Config;
use crate::lower::context::{LowerContext, SidUsage};
use crate::model::{Model, SidAlias, SidKind, Type};
use crate::names::ident::{type_ident, value_ident};
use crate::names::scope::Scope;

/// The kind of SIDs with any two letters in front.
pub(crate) const ANY: &str = "AnyPrefix";

/// The kind that a pattern describes, if it describes SIDs: its name and its prefixes.
///
/// `^KS[0-9a-fA-F]{32}$`, `^(SM|MM)[0-9a-fA-F]{32}$` and `^[a-zA-Z]{2}[0-9a-fA-F]{32}$` do; a pattern
/// without anchors is the document's slip for the same thing.
pub(crate) fn sid_kind_of_pattern(pattern: &str) -> Option<(String, Vec<String>)> {
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
    let kind = match prefixes.as_slice() {
        [single] => single.clone(),
        several => several
            .iter()
            .map(|prefix| prefix.to_upper_camel_case())
            .collect::<Vec<_>>()
            .join("Or"),
    };
    Some((kind, prefixes))
}

impl LowerContext<'_> {
    /// Notes that a property or a parameter holds SIDs of a kind.
    pub(crate) fn note_sid(
        &mut self,
        kind: &str,
        prefixes: Vec<String>,
        pattern: &str,
        holder: &str,
    ) {
        let usage = self
            .sids
            .entry(kind.to_owned())
            .or_insert_with(|| SidUsage {
                kind: kind.to_owned(),
                prefixes,
                pattern: pattern.to_owned(),
                holders: BTreeMap::new(),
            });
        *usage.holders.entry(value_ident(holder)).or_insert(0) += 1;
    }

    /// Names the kinds of SID that the document uses: as configured, else after the model whose own `sid` it is, else
    /// after the word that most properties use, else after the prefix.
    pub(crate) fn name_sids(&mut self) -> Vec<SidAlias> {
        let usages: Vec<SidUsage> = self.sids.values().cloned().collect();
        let mut aliases = Vec::with_capacity(usages.len());
        let owners = owners(&self.models);
        let owners: Vec<Option<String>> = usages
            .iter()
            .map(|usage| owners.get(usage.kind.as_str()))
            .map(|model| model.map(|model| model.name.ident.clone()))
            .collect();
        for (usage, owner) in usages.into_iter().zip(owners) {
            let holder = main_holder(&usage);
            let candidates = alias_candidates(&usage, self.config, [&owner, &holder]);
            let place = format!("sid {}", usage.kind);
            aliases.push(SidAlias {
                ident: self.claim(Scope::Types, &place, &candidates),
                kind: usage.kind,
                pattern: usage.pattern,
                owner: owner.or(holder).unwrap_or_default(),
            });
        }
        aliases
    }
}

/// The word for a kind that most properties and parameters use; of several, the shortest.
fn main_holder(usage: &SidUsage) -> Option<String> {
    let holders = usage.holders.iter();
    let (name, _) = holders
        .filter(|(name, _)| name.len() > "_sid".len())
        .max_by(|(a, a_count), (b, b_count)| {
            let by_length = b.len().cmp(&a.len());
            a_count.cmp(b_count).then(by_length).then(b.cmp(a))
        })?;
    let ends = ["_sids", "_sid", "_ids", "_id"];
    let word = ends.iter().find_map(|end| name.strip_suffix(end));
    Some(type_ident(word.unwrap_or(name)))
}

fn alias_candidates(usage: &SidUsage, config: &Config, words: [&Option<String>; 2]) -> Vec<String> {
    let configured = match usage.prefixes.as_slice() {
        [prefix] => config.sids.get(prefix).cloned(),
        _ => None,
    };
    let any = (usage.kind == ANY).then(|| String::from("AnySid"));
    // What follows makes `Self_` no keyword any more.
    let words = words.into_iter().flatten();
    let words = words.map(|word| format!("{}Sid", word.trim_end_matches('_')));
    let last = format!("{}Sid", usage.kind.to_upper_camel_case());
    configured
        .into_iter()
        .chain(any)
        .chain(words)
        .chain([last])
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
        let Some(Type::Sid(kind)) = field.map(|field| &field.ty) else {
            continue;
        };
        let owner = owners.entry(kind).or_insert(model);
        if rank(model) < rank(owner) {
            *owner = model;
        }
    }
    owners
}

/// Adds the kinds of a document to those of the crate.
pub(crate) fn merge<'u>(
    kinds: &mut Vec<SidKind>,
    usages: impl Iterator<Item = &'u SidUsage>,
    feature: &str,
) {
    let numbered = kinds.iter().enumerate();
    let index: HashMap<String, usize> = numbered
        .map(|(at, kind)| (kind.ident.clone(), at))
        .collect();
    // A document says each kind once, so that what is added here need not be found again.
    for usage in usages.filter(|usage| usage.kind != ANY) {
        match index.get(&usage.kind).and_then(|at| kinds.get_mut(*at)) {
            Some(kind) => kind.features.push(feature.to_owned()),
            None => kinds.push(SidKind {
                ident: usage.kind.clone(),
                prefixes: usage.prefixes.clone(),
                features: vec![feature.to_owned()],
            }),
        }
    }
    kinds.sort_by(|a, b| a.ident.cmp(&b.ident));
}
