//! Exact questions to the index: what has that name, and where a Rust call leads.

use super::calls::{self, call_names};
use super::index::{Index, SearchEntry};
use super::source::EntryKind;
use super::words;

impl Index {
    /// Everything with that name, as it is written; else everything with a name of the same letters.
    pub fn named(&self, text: &str) -> Vec<&SearchEntry> {
        let having = |fits: &dyn Fn(&str, &str) -> bool| -> Vec<&SearchEntry> {
            let names = self
                .names
                .iter()
                .map(|name| fits(&name.raw, &name.compact))
                .collect::<Vec<bool>>();
            let has = |entry: &&SearchEntry| {
                entry
                    .names
                    .iter()
                    .any(|name| names.get(*name) == Some(&true))
            };
            self.entries.iter().filter(has).collect()
        };
        let exact = having(&|raw, _| raw == text);
        let compact = words::compact(text);
        if exact.is_empty() && !compact.is_empty() {
            return having(&|_, other| *other == compact);
        }
        exact
    }

    /// The operations and resources to which a Rust call leads, where its names leave no other.
    pub fn called(&self, text: &str) -> Vec<&SearchEntry> {
        let call = call_names(text);
        let score = |entry: &SearchEntry| {
            let is_operation = entry.kind == EntryKind::Operation;
            let ways = entry
                .calls
                .iter()
                .filter(|_| is_operation || entry.kind == EntryKind::Resource);
            ways.filter_map(|way| calls::score(&call, way, is_operation))
                .max()
        };
        let scores: Vec<(i64, &SearchEntry)> = self
            .entries
            .iter()
            .filter_map(|entry| score(entry).map(|score| (score, entry)))
            .collect();
        let best = scores
            .iter()
            .map(|(score, _)| *score)
            .max()
            .unwrap_or_default();
        scores
            .into_iter()
            .filter(|(score, _)| *score == best)
            .map(|(_, entry)| entry)
            .collect()
    }
}
