//! The index as scripts: one assignment each, so that they load from `file://` as well.
//!
//! They hold the sources and no more than can be derived from them; prose, which is long, is replaced by the words that
//! can be looked for, each once, in a script of its own.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexSet;
use serde_json::{Value, json};

use super::index::{Index, prose_stems};
use super::source::{EntryKind, Source};
use super::words;
use crate::reference::script::stripped;

/// What a page loads on the first use of its search, by file name: what has a name; and the words of prose, with the
/// engine. `file_of` says in which file a page is.
pub fn search_scripts(
    index: &Index,
    file_of: &dyn Fn(&str) -> String,
) -> [(&'static str, String); 2] {
    let prose = Prose::of(&index.sources);
    let engine = stripped(&search_script());
    [
        ("search-index.js", index.script(&prose, file_of)),
        ("search-prose.js", prose.script() + &engine),
    ]
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

impl Index {
    /// Assigns `referenceIndex`, which `search.js` reads.
    fn script(&self, prose: &Prose<'_>, file_of: &dyn Fn(&str) -> String) -> String {
        let sources = self.sources.iter().map(|source| {
            let mut items = packed_source(source, prose);
            let usual = match source.kind {
                EntryKind::Api => format!("{}/index.html", source.page),
                _ => format!("{}.html", source.page),
            };
            let file = file_of(&source.page);
            if file != usual {
                items.push(json!(file));
            }
            items
        });
        let sources: Vec<Vec<Value>> = sources.collect();
        format!("var referenceIndex = {};\n", json!(sources))
    }
}

/// The words of all prose.
struct Prose<'s> {
    /// Each word once, the most frequent first.
    words: Vec<String>,
    /// The words of each text, as ascending numbers into `words`; those of equal texts once.
    bags: Vec<Vec<usize>>,
    /// The number of each text's bag.
    numbers: HashMap<&'s str, usize>,
}

impl<'s> Prose<'s> {
    fn of(sources: &'s [Source]) -> Self {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut texts: IndexSet<Vec<String>> = IndexSet::new();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for source in sources {
            let members = source.members.iter().map(|member| &member.prose);
            for prose in std::iter::once(&source.prose).chain(members) {
                let (number, _) = texts.insert_full(prose_stems(prose));
                numbers.insert(prose, number);
            }
        }
        for stem in texts.iter().flatten() {
            *counts.entry(stem.clone()).or_default() += 1;
        }
        let mut words: Vec<(String, usize)> = counts.into_iter().collect();
        words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let words: Vec<String> = words.into_iter().map(|(word, _)| word).collect();
        let places = words.iter().enumerate();
        let places: HashMap<&str, usize> = places.map(|(at, word)| (word.as_str(), at)).collect();
        let bags = texts.iter().map(|stems| {
            let stems = stems.iter();
            let mut bag: Vec<usize> = stems
                .filter_map(|stem| places.get(stem.as_str()).copied())
                .collect();
            bag.sort_unstable();
            bag
        });
        Self {
            bags: bags.collect(),
            words,
            numbers,
        }
    }

    fn number(&self, prose: &str) -> Option<usize> {
        self.numbers.get(prose).copied()
    }

    /// Assigns `referenceProse`, which `search.js` reads.
    fn script(&self) -> String {
        let bags = self.bags.iter().map(|bag| {
            let numbers = bag.iter().map(|number| encoded(*number));
            numbers.collect::<String>()
        });
        let packed = json!({
            "words": self.words.join(" "),
            "bags": bags.collect::<Vec<_>>().join(" "),
        });
        format!("var referenceProse = {packed};\n")
    }
}

/// A number in as many characters as it needs: the last from `#` to `[`, those before it from `]` to `~`. Frequent
/// words have small numbers, and so one character.
fn encoded(number: usize) -> String {
    let (last, others) = (usize::from(b'[' - b'#') + 1, usize::from(b'~' - b']') + 1);
    let character = |first: u8, digit: usize| {
        let digit = u8::try_from(digit).unwrap_or_default();
        char::from(first.saturating_add(digit))
    };
    let mut text = String::new();
    let mut rest = number;
    while rest >= last {
        rest -= last;
        text.push(character(b']', rest % others));
        rest /= others;
    }
    text.push(character(b'#', rest));
    text
}

/// An array in the order in which `search.js` takes it; a member is three items of the last array, and its Rust name
/// is left out where it has the letters of the other.
fn packed_source(source: &Source, prose: &Prose<'_>) -> Vec<Value> {
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
            [
                json!(name),
                json!(ident),
                json!(prose.number(&member.prose)),
            ]
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
        json!(prose.number(&source.prose)),
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
