//! The index as a script: one assignment, so that it loads from `file://` as well.
//!
//! It holds the sources and no more than can be derived from them; prose, which is long, is replaced by the words that
//! can be looked for, each once.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::index::{Index, prose_stems};
use super::source::{EntryKind, Source};
use super::words;
use crate::reference::script::stripped;

/// `search-index.js` as it is served: the engine and what it searches, which a page loads together on first use.
pub fn search_index_script(index: &Index, file_of: &dyn Fn(&str) -> String) -> String {
    stripped(&search_script()) + &index.script(file_of)
}

/// `site.js` as it is served, which every page has.
pub fn site_script() -> String {
    stripped(include_str!("../../../templates/reference/site.js"))
}

/// `call.js` as it is served, which pages with a call have as well.
pub fn call_script() -> String {
    stripped(include_str!("../../../templates/reference/call.js"))
}

/// `search.js`, with the words that both engines share.
fn search_script() -> String {
    include_str!("../../../templates/reference/search.js")
        .replace("$STOP_WORDS", words::STOP_WORDS.trim())
        .replace("$VERBS", &words::verbs_as_json())
}

/// A set of words of prose, as numbers into the dictionary.
type Bag = Vec<usize>;

impl Index {
    /// The index: assigns `referenceIndex`, which `search.js` reads. `file_of` says in which file a page is.
    fn script(&self, file_of: &dyn Fn(&str) -> String) -> String {
        let dictionary = self.prose_dictionary();
        let number_of: BTreeMap<&str, usize> = dictionary
            .iter()
            .enumerate()
            .map(|(number, word)| (word.as_str(), number))
            .collect();
        let mut bags = Bags::default();
        let mut sources = Vec::new();
        for source in &self.sources {
            let mut items =
                packed_source(source, &mut |prose| bags.number_of_bag(prose, &number_of));
            let usual = match source.kind {
                EntryKind::Api => format!("{}/index.html", source.page),
                _ => format!("{}.html", source.page),
            };
            let file = file_of(&source.page);
            if file != usual {
                items.push(json!(file));
            }
            sources.push(items);
        }
        let packed = json!({
            "words": dictionary.into_iter().collect::<Vec<_>>().join(" "),
            "prose": bags.texts.join(","),
            "sources": sources,
        });
        format!("var referenceIndex = {packed};\n")
    }

    fn prose_dictionary(&self) -> BTreeSet<String> {
        let own = self.sources.iter().map(|source| source.prose.as_str());
        let members = self.sources.iter().flat_map(|source| &source.members);
        own.chain(members.map(|member| member.prose.as_str()))
            .flat_map(prose_stems)
            .collect()
    }
}

/// Equal prose is packed once.
#[derive(Debug, Default)]
struct Bags {
    numbers: BTreeMap<Bag, usize>,
    texts: Vec<String>,
}

impl Bags {
    fn number_of_bag(&mut self, prose: &str, number_of: &BTreeMap<&str, usize>) -> usize {
        let stems = prose_stems(prose);
        let mut bag: Bag = stems
            .iter()
            .filter_map(|stem| number_of.get(stem.as_str()).copied())
            .collect();
        bag.sort_unstable();
        if let Some(number) = self.numbers.get(&bag) {
            return *number;
        }
        let mut before = 0;
        let steps = bag.iter().map(|number| {
            let step = number - before;
            before = *number;
            in_base_36(step)
        });
        self.texts.push(steps.collect::<Vec<_>>().join(" "));
        let number = self.texts.len() - 1;
        self.numbers.insert(bag, number);
        number
    }
}

/// An array in the order in which `search.js` takes it; a member is three items of the last array, and its Rust name
/// is left out where it has the letters of the other.
fn packed_source(source: &Source, bag: &mut dyn FnMut(&str) -> usize) -> Vec<Value> {
    let members: Vec<Value> = source
        .members
        .iter()
        .flat_map(|member| {
            let is_value = member.section == "values";
            let name = if is_value {
                member.name.clone()
            } else {
                format!("{}.{}", member.section, member.name)
            };
            let alike = words::compact(&member.ident) == words::compact(&member.name);
            let ident = if alike && !is_value {
                ""
            } else {
                member.ident.as_str()
            };
            [json!(name), json!(ident), json!(bag(&member.prose))]
        })
        .collect();
    let page = source
        .page
        .strip_suffix(source.title.as_str())
        .unwrap_or(&source.page);
    vec![
        json!(kind_number(source.kind)),
        json!(page),
        json!(source.title),
        json!(source.detail),
        json!(source.names.join("\n")),
        json!(source.summary),
        json!(source.related),
        json!(source.calls),
        json!(bag(&source.prose)),
        json!(source.weight),
        json!(members),
    ]
}

/// The place of a kind in the list of `search.js`.
fn kind_number(kind: EntryKind) -> usize {
    [
        EntryKind::Api,
        EntryKind::Operation,
        EntryKind::Model,
        EntryKind::Enum,
        EntryKind::Sid,
        EntryKind::Resource,
    ]
    .iter()
    .position(|other| *other == kind)
    .unwrap_or(6)
}

fn in_base_36(number: usize) -> String {
    let mut digits = Vec::new();
    let mut rest = number;
    loop {
        let digit = u32::try_from(rest % 36).unwrap_or(0);
        digits.push(char::from_digit(digit, 36).unwrap_or('0'));
        rest /= 36;
        if rest == 0 {
            return digits.iter().rev().collect();
        }
    }
}
