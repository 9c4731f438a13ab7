//! What somebody probably meant by an id that does not exist, or by a query that finds nothing.
//!
//! `search.js` suggests the same for such a query.

use super::distance::Letters;
use super::index::{Index, SearchEntry};

/// So many suggestions.
const MOST: usize = 5;
/// Shorter queries get no suggestions.
const LEAST_SUGGESTED: usize = 4;
/// Longer texts are not compared.
const LONGEST: usize = 200;

impl Index {
    /// The ids nearest to a text, the nearest first: whole ids for a text with a slash, names for any other.
    pub fn nearest(&self, text: &str) -> Vec<String> {
        let entries = self.nearest_entries(text).into_iter();
        entries.map(SearchEntry::id).collect()
    }

    /// What is named like a text, where a search finds nothing; one of few letters is like too much.
    pub(super) fn suggestions(&self, text: &str) -> Vec<&SearchEntry> {
        match text.trim().chars().count() {
            ..LEAST_SUGGESTED => Vec::new(),
            _ => self.nearest_entries(text),
        }
    }

    fn nearest_entries(&self, text: &str) -> Vec<&SearchEntry> {
        let text = text.trim().to_ascii_lowercase();
        let written = Letters::new(&text);
        if text.is_empty() || written.len() > LONGEST {
            return Vec::new();
        }
        let most = match written.len() {
            1..=5 => 1,
            6..=8 => 2,
            length => length / 4,
        };
        // Most slips are single ones, and few slips are looked for quickly.
        let few = most.min(2);
        let nearest = self.within(&written, text.contains('/'), few);
        if nearest.is_empty() && most > few {
            self.within(&written, text.contains('/'), most)
        } else {
            nearest
        }
    }

    fn within(&self, written: &Letters, is_id: bool, most: usize) -> Vec<&SearchEntry> {
        let rank = |other: &Letters| {
            let slips = written.slips(other, most)?;
            Some((slips, !written.has_letters_of(other)))
        };
        let best = |entry: &SearchEntry| {
            if is_id {
                return rank(&entry.id_letters);
            }
            let names = entry.names.iter().filter_map(|name| self.names.get(*name));
            names.filter_map(|name| rank(&name.lower)).min()
        };
        let entries = self.entries.iter();
        let mut nearest: Vec<((usize, bool), &SearchEntry)> = entries
            .filter_map(|entry| best(entry).map(|rank| (rank, entry)))
            .collect();
        nearest.sort_by_key(|(rank, entry)| (*rank, entry.kind));
        let nearest = nearest.into_iter().take(MOST);
        nearest.map(|(_, entry)| entry).collect()
    }
}
