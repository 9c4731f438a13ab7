//! The index: entries, their names and their words, each taken apart once.
//!
//! It knows nothing of queries. `search.js` builds the same from what `packed` writes.

use std::collections::HashMap;

use super::distance::Letters;
use super::source::{EntryKind, Member, Source};
use super::words;
use crate::reference::id::anchor_text;

/// What can be found.
#[derive(Debug)]
pub struct Index {
    pub(super) sources: Vec<Source>,
    pub(super) entries: Vec<SearchEntry>,
    pub(super) names: Vec<NameForm>,
    pub(super) words: Vec<String>,
    pub(super) word_letters: Vec<Letters>,
}

/// One thing that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchEntry {
    /// What it is.
    pub kind: EntryKind,
    /// Its page: `proxy_v1/models/Session`.
    pub page: String,
    /// Its place on the page, if it has no page of its own: `property.unique_name`.
    pub anchor: String,
    /// What it is called: `Session.unique_name`.
    pub title: String,
    /// For an operation its method and path, else where it belongs.
    pub detail: String,
    /// Of many things with one name, the weightier is asked for more often: 0 to 9.
    pub(super) weight: usize,
    pub(super) names: Vec<usize>,
    pub(super) own_words: Vec<usize>,
    pub(super) summary_words: Vec<usize>,
    pub(super) related_words: Vec<usize>,
    pub(super) prose_words: Vec<usize>,
    pub(super) calls: Vec<Vec<String>>,
    /// Its id, but for its case.
    pub(super) id_letters: Letters,
}

impl SearchEntry {
    /// Page and anchor: `proxy_v1/models/Session#property.unique_name`.
    pub fn id(&self) -> String {
        match self.anchor.as_str() {
            "" => self.page.clone(),
            anchor => format!("{}#{anchor}", self.page),
        }
    }

    /// The key of the document that it belongs to.
    pub fn document(&self) -> &str {
        self.page.split('/').next().unwrap_or_default()
    }
}

/// A name in the forms that queries are compared with.
#[derive(Debug)]
pub(super) struct NameForm {
    pub(super) raw: String,
    pub(super) compact: String,
    pub(super) letters: Letters,
    /// As it is written, but for its case.
    pub(super) lower: Letters,
    pub(super) stems: String,
    pub(super) stem_letters: Letters,
}

/// Gives out numbers for texts.
#[derive(Debug, Default)]
struct Numbers {
    by_text: HashMap<String, usize>,
    texts: Vec<String>,
}

impl Numbers {
    fn number_of(&mut self, text: String) -> usize {
        if let Some(number) = self.by_text.get(&text) {
            return *number;
        }
        let number = self.texts.len();
        self.texts.push(text.clone());
        self.by_text.insert(text, number);
        number
    }

    fn of_words(&mut self, text: &str) -> Vec<usize> {
        let stems = words::stems(text);
        stems.into_iter().map(|word| self.number_of(word)).collect()
    }
}

#[derive(Debug, Default)]
struct IndexBuilder {
    entries: Vec<SearchEntry>,
    names: Numbers,
    words: Numbers,
}

impl Index {
    /// Takes the names and words of all sources apart.
    pub fn new(sources: Vec<Source>) -> Self {
        let mut builder = IndexBuilder::default();
        for source in &sources {
            builder.add_source(source);
            for member in &source.members {
                builder.add_member(source, member);
            }
        }
        let names = builder.names.texts.into_iter().map(NameForm::new).collect();
        Self {
            sources,
            entries: builder.entries,
            names,
            word_letters: builder
                .words
                .texts
                .iter()
                .map(|word| Letters::new(word))
                .collect(),
            words: builder.words.texts,
        }
    }

    /// Everything that can be found, in the order in which it is documented.
    pub fn entries(&self) -> &[SearchEntry] {
        &self.entries
    }
}

impl NameForm {
    fn new(raw: String) -> Self {
        let compact = words::compact(&raw);
        let stems = words::stems(&raw).concat();
        Self {
            letters: Letters::new(&compact),
            lower: Letters::new(&raw.to_ascii_lowercase()),
            stem_letters: Letters::new(&stems),
            stems,
            compact,
            raw,
        }
    }
}

impl IndexBuilder {
    fn add_source(&mut self, source: &Source) {
        let mut names: Vec<usize> = source
            .names
            .iter()
            .map(|name| self.names.number_of(name.clone()))
            .collect();
        let mut own_words = self.words.of_words(&source.title);
        let mut summary_words = self.words.of_words(&source.summary);
        let mut related_words = self.words.of_words(&source.related);
        match source.kind {
            // Who types `sessions` looks for what can be done with them.
            EntryKind::Resource => related_words.append(&mut own_words),
            EntryKind::Sid => summary_words.extend(self.words_of_names(source)),
            EntryKind::Api | EntryKind::Page => own_words.extend(self.words_of_names(source)),
            _ => {}
        }
        if source.kind != EntryKind::Resource || source.title.contains('.') {
            names.push(self.names.number_of(source.title.clone()));
        }
        let ways = source.calls.split('|').filter(|way| !way.is_empty());
        let entry = SearchEntry {
            kind: source.kind,
            page: source.page.clone(),
            anchor: String::new(),
            title: source.title.clone(),
            detail: source.detail.clone(),
            weight: 0,
            names,
            own_words,
            summary_words,
            related_words,
            prose_words: self.prose(&source.prose),
            id_letters: Letters::new(&source.page.to_ascii_lowercase()),
            calls: ways
                .map(|way| way.split(' ').map(str::to_owned).collect())
                .collect(),
        };
        self.entries.push(entry);
    }

    fn words_of_names(&mut self, source: &Source) -> Vec<usize> {
        source
            .names
            .iter()
            .flat_map(|name| self.words.of_words(name))
            .collect()
    }

    fn add_member(&mut self, owner: &Source, member: &Member) {
        let kind = member_kind(owner.kind);
        let (title, detail) = match kind {
            EntryKind::Field => (
                format!("{}.{}", owner.title, member.name),
                document_key(owner),
            ),
            EntryKind::Parameter => (
                format!("{}#{}", owner.title, member.name),
                document_key(owner),
            ),
            _ => (member.name.clone(), owner.title.clone()),
        };
        let mut names = vec![self.names.number_of(member.name.clone())];
        let full = match kind {
            EntryKind::Value => format!("{}::{}", owner.title, member.ident),
            _ => title.clone(),
        };
        names.push(self.names.number_of(full));
        if words::compact(&member.ident) != words::compact(&member.name) && kind != EntryKind::Value
        {
            names.push(self.names.number_of(member.ident.clone()));
        }
        let anchor = anchor_text(&format!("{}.{}", member.section, member.name));
        let entry = SearchEntry {
            kind,
            page: owner.page.clone(),
            anchor: anchor.clone(),
            title,
            detail,
            weight: owner.weight,
            names,
            own_words: self.words.of_words(&member.name),
            summary_words: Vec::new(),
            related_words: self.words.of_words(&owner.title),
            prose_words: self.prose(&member.prose),
            calls: Vec::new(),
            id_letters: Letters::new(&format!("{}#{anchor}", owner.page).to_ascii_lowercase()),
        };
        self.entries.push(entry);
    }

    fn prose(&mut self, text: &str) -> Vec<usize> {
        prose_stems(text)
            .into_iter()
            .map(|word| self.words.number_of(word))
            .collect()
    }
}

/// The words of prose that can be looked for, each once, in order of their letters.
pub(super) fn prose_stems(text: &str) -> Vec<String> {
    let mut stems = words::split(text);
    stems.retain(|word| word.chars().count() > 1 && !words::is_stop_word(word));
    let mut stems: Vec<String> = stems.iter().map(|word| words::stem(word)).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// What the members of a thing are.
pub(super) fn member_kind(owner: EntryKind) -> EntryKind {
    match owner {
        EntryKind::Model => EntryKind::Field,
        EntryKind::Operation => EntryKind::Parameter,
        _ => EntryKind::Value,
    }
}

fn document_key(owner: &Source) -> String {
    owner.page.split('/').next().unwrap_or_default().to_owned()
}
