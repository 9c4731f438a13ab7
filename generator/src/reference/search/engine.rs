//! Ranking: names first, then parameters and properties, then prose.
//!
//! Scores are whole numbers and ties keep the order of the entries, so that `search.js`, which does the same step by
//! step, orders alike. What is changed here is changed there.

use super::calls::{self, count};
use super::distance::{Letters, tolerance};
use super::index::{Index, NameForm, SearchEntry};
use super::query::{Query, Term};
use super::source::EntryKind;
use super::words;

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit<'i> {
    /// What was found.
    pub entry: &'i SearchEntry,
    /// How well it fits; the scores of two queries do not compare.
    pub score: i64,
}

/// How well a word of a query fits a word of an entry: not, with slips, with one slip, as its beginning, exactly.
type Grade = usize;
const BEGINNING: Grade = 3;
const EXACT: Grade = 4;

/// What a word is worth by grade, in a name, …
const IN_NAME: [i64; 5] = [0, 50, 64, 78, 100];
/// … in the one line on it, …
const IN_SUMMARY: [i64; 5] = [0, 34, 42, 52, 70];
/// … in what surrounds it, …
const IN_RELATED: [i64; 5] = [0, 22, 28, 36, 50];
/// … and in its prose.
const IN_PROSE: [i64; 5] = [0, 8, 12, 18, 30];
/// The verb of an operation by another word.
const SAME_VERB: i64 = 92;
/// What the full names of properties, parameters and values are joined by.
const PARTS: [char; 3] = ['#', '.', ':'];
/// A word that is nowhere costs more than any other is worth.
const MISSING: i64 = 200;

impl Index {
    /// What fits a query, the best first; if nothing does, what is named like it.
    pub fn search(&self, text: &str, limit: usize) -> Vec<Hit<'_>> {
        let query = Query::new(text);
        if query.raw.is_empty() {
            return Vec::new();
        }
        let names = self.name_scores(&query);
        let grades: Vec<Vec<Grade>> = query.terms.iter().map(|term| self.grades(term)).collect();
        let mut hits: Vec<Hit<'_>> = Vec::new();
        let mut host = "";
        for entry in &self.entries {
            if entry.kind == EntryKind::Api {
                host = &entry.detail;
            }
            let by_name = entry
                .names
                .iter()
                .filter_map(|name| names.get(*name).copied())
                .max();
            let score = by_name
                .unwrap_or_default()
                .max(self.word_score(&query, &grades, entry))
                .max(way_score(&query, entry, host))
                .max(id_score(&query, entry));
            if score > 0 {
                hits.push(Hit {
                    entry,
                    score: score + preference(&query, entry),
                });
            }
        }
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
        if hits.is_empty() {
            let suggestions = self.suggestions(text).into_iter();
            hits.extend(suggestions.map(|entry| Hit { entry, score: 0 }));
        }
        hits.truncate(limit);
        hits
    }

    fn name_scores(&self, query: &Query) -> Vec<i64> {
        let mut scores: Vec<i64> = self
            .names
            .iter()
            .map(|name| name_score(query, name))
            .collect();
        if scores.iter().any(|score| *score >= 8600) {
            return scores;
        }
        let whole = Letters::new(&query.raw.to_ascii_lowercase());
        let compact = Letters::new(&query.compact);
        let stems = Letters::new(&query.stems);
        let content = Letters::new(&query.content);
        // What is written with marks between its words is compared with them.
        let has_marks = query.raw.contains(|letter: char| !words::is_letter(letter));
        for (score, name) in scores.iter_mut().zip(&self.names) {
            *score = (*score)
                .max(slip_score(&compact, &name.letters, 6000))
                .max(slip_score(&stems, &name.stem_letters, 6000));
            if query.content != query.compact {
                *score = (*score).max(slip_score(&content, &name.letters, 5900));
            }
            if has_marks {
                *score = (*score).max(slip_score(&whole, &name.lower, 6300));
            }
        }
        scores
    }

    /// How well a word of a query fits each word of the index. A word of the index itself is not taken for a slip.
    fn grades(&self, term: &Term) -> Vec<Grade> {
        let letters = Letters::new(&term.stem);
        let is_word = self.words.contains(&term.stem);
        let limit = if is_word { 0 } else { tolerance(letters.len()) };
        let grade = |(word, other): (&String, &Letters)| {
            if *word == term.stem {
                return EXACT;
            }
            if letters.len() > 1 && word.starts_with(&term.stem) {
                return BEGINNING;
            }
            if limit == 0 {
                return 0;
            }
            match letters.slips(other, limit) {
                Some(1) => 2,
                Some(_) => 1,
                None => 0,
            }
        };
        self.words
            .iter()
            .zip(&self.word_letters)
            .map(grade)
            .collect()
    }

    fn word_score(&self, query: &Query, grades: &[Vec<Grade>], entry: &SearchEntry) -> i64 {
        let verb = self.verb_of(entry);
        let (mut sum, mut absent, mut present) = (0, 0, 0);
        let mut all_in_summary = true;
        for (term, grades) in query.terms.iter().zip(grades) {
            let in_summary = best_grade(grades, &entry.summary_words);
            let mut score = worth(IN_NAME, best_grade(grades, &entry.own_words))
                .max(worth(IN_SUMMARY, in_summary))
                .max(worth(IN_RELATED, best_grade(grades, &entry.related_words)));
            if score == 0 {
                score = worth(IN_PROSE, best_grade(grades, &entry.prose_words));
            }
            let same_verb = verb.is_some() && term.verb == verb;
            if same_verb {
                score = score.max(SAME_VERB);
            }
            all_in_summary &= same_verb || in_summary >= BEGINNING;
            if score == 0 {
                absent += 1;
            } else {
                present += 1;
                sum += score;
            }
        }
        if present == 0 || absent > present {
            return 0;
        }
        let mut score = 3000 + sum - MISSING * absent - 8 * spare_words(grades, entry);
        if let Some(verb) = verb {
            score += verb_bonus(query, grades, entry, verb, all_in_summary);
        }
        if entry.kind == EntryKind::Sid && query.terms.iter().any(|term| term.stem == "sid") {
            score += 80;
        }
        score.clamp(1, 4000)
    }

    /// The first word of an operation's id.
    fn verb_of(&self, entry: &SearchEntry) -> Option<&str> {
        let first = entry
            .own_words
            .first()
            .filter(|_| entry.kind == EntryKind::Operation)?;
        self.words.get(*first).map(String::as_str)
    }
}

/// How many words of its name were not asked for. What has many names need not be asked for by all of them.
fn spare_words(grades: &[Vec<Grade>], entry: &SearchEntry) -> i64 {
    if matches!(
        entry.kind,
        EntryKind::Api | EntryKind::Page | EntryKind::Sid
    ) {
        return 0;
    }
    let is_spare = |word: &&usize| {
        let mut grades = grades.iter();
        grades.all(|grades| grades.get(**word).is_none_or(|grade| *grade == 0))
    };
    count(entry.own_words.iter().filter(is_spare).count().min(5))
}

/// What speaks for an operation beyond its words.
fn verb_bonus(
    query: &Query,
    grades: &[Vec<Grade>],
    entry: &SearchEntry,
    verb: &str,
    all_in_summary: bool,
) -> i64 {
    let has_verb = query.terms.iter().any(|term| term.verb.is_some());
    let first = entry.summary_words.first();
    let grade = first.and_then(|word| grades.first()?.get(*word));
    // `invites` are things, though what makes one says `Invite an agent`.
    let leads = grade == Some(&EXACT) && !query.implies_list;
    let bonuses = [
        (15, leads),
        (20, all_in_summary && (leads || has_verb)),
        (25, query.implies_list && verb == "list"),
        (5, !query.implies_list && !has_verb && verb == "create"),
    ];
    bonuses
        .iter()
        .filter(|(_, holds)| *holds)
        .map(|(bonus, _)| *bonus)
        .sum()
}

fn best_grade(grades: &[Grade], words: &[usize]) -> Grade {
    let grades = words.iter().filter_map(|word| grades.get(*word).copied());
    grades.max().unwrap_or(0)
}

fn worth(table: [i64; 5], grade: Grade) -> i64 {
    table.get(grade).copied().unwrap_or(0)
}

fn name_score(query: &Query, name: &NameForm) -> i64 {
    let equals = |own: &str, other: &str| !own.is_empty() && own == other;
    // A plain word may be anything: `interaction` is a model before it is a value.
    if query.raw == name.raw && !query.is_plain_word() {
        return 10_000;
    }
    let exact = [
        (9000, equals(&query.compact, &name.compact)),
        (8900, equals(&query.content, &name.compact)),
        (8800, equals(&query.as_operation, &name.stems)),
        (
            8600,
            equals(&query.stems, &name.stems) || equals(&query.content_stems, &name.stems),
        ),
    ];
    if let Some((score, _)) = exact.iter().find(|(_, holds)| *holds) {
        return *score;
    }
    // What stands on a thing's page does not crowd out what begins like it.
    if name.raw.contains(PARTS) != query.raw.contains(PARTS) {
        return 0;
    }
    let begins = |own: &str, whole: &str| {
        // `session` is not taken for the beginning of `SessionSid`, which is there by its words.
        let end = whole.strip_suffix("sid").unwrap_or_default();
        own.chars().count() > 1 && whole.starts_with(own) && !end.starts_with(own)
    };
    let rest =
        |own: &str, whole: &str| count(whole.chars().count() - own.chars().count()).min(40) * 20;
    let beginnings = [
        (7000, &query.compact, &name.compact),
        (6900, &query.content, &name.compact),
        (6900, &query.as_operation, &name.stems),
    ];
    for (score, own, whole) in beginnings {
        if begins(own, whole) {
            return score - rest(own, whole);
        }
    }
    0
}

fn slip_score(own: &Letters, name: &Letters, most: i64) -> i64 {
    own.slips(name, tolerance(own.len()))
        .map_or(0, |slips| most - 600 * count(slips))
}

/// URLs and Rust calls.
fn way_score(query: &Query, entry: &SearchEntry, host: &str) -> i64 {
    let is_operation = entry.kind == EntryKind::Operation;
    if !is_operation && entry.kind != EntryKind::Resource {
        return 0;
    }
    let by_path = query
        .path
        .as_ref()
        .and_then(|path| path.score(&entry.detail, host));
    let by_call = entry
        .calls
        .iter()
        .filter_map(|way| calls::score(&query.calls, way, is_operation))
        .max();
    by_path.unwrap_or_default().max(by_call.unwrap_or_default())
}

/// Whole ids: `proxy_v1/operations/ListInteraction`.
fn id_score(query: &Query, entry: &SearchEntry) -> i64 {
    if query.path.is_some() || !query.raw.contains('/') {
        return 0;
    }
    let id = entry.id();
    if id == query.raw {
        return 10_000;
    }
    let own = Letters::new(&query.raw.to_ascii_lowercase());
    own.slips(&entry.id_letters, 3)
        .map_or(0, |slips| 9000 - 600 * count(slips))
}

/// What decides between things that fit alike.
fn preference(query: &Query, entry: &SearchEntry) -> i64 {
    let by_kind = match entry.kind {
        EntryKind::Model => 70,
        EntryKind::Operation => 60,
        EntryKind::Enum | EntryKind::Api => 50,
        EntryKind::Sid => 58,
        EntryKind::Field => 40,
        EntryKind::Parameter => 30,
        EntryKind::Value => 20,
        EntryKind::Resource | EntryKind::Page => 10,
    };
    let by_module = if !query.modules.is_empty() && query.modules.ends_with(entry.document()) {
        95
    } else {
        0
    };
    by_kind + count(entry.weight) + by_module
}
