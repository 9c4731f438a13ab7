//! Runs of words that two sets of texts share. Knows only texts, not where in a document they are.
//!
//! Words are compared in lower case. Punctuation, code spans and URLs are left out: two descriptions of one thing share
//! those of necessity. Every run of [`RUN_LENGTH`] published words is hashed once, and every run of ours looked up
//! once, so that the cost grows with the sum of the lengths, not with their product.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// How many words in a row may not be shared.
pub(super) const RUN_LENGTH: usize = 10;

/// Whether `it's` reads as one word or as two. A copy may be spelled either way, so both readings are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Punctuation {
    Joins,
    Separates,
}

/// The published texts, ready to be searched.
pub(super) struct RunIndex {
    punctuation: Punctuation,
    texts: Vec<Vec<String>>,
    runs: HashMap<u64, Vec<(usize, usize)>>,
}

/// A run of words that a published text contains too.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SharedRun {
    /// The position of that text among the published ones.
    pub(super) text: usize,
    /// The words.
    pub(super) words: String,
}

impl RunIndex {
    pub(super) fn new<'a>(
        punctuation: Punctuation,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let texts: Vec<Vec<String>> = texts
            .into_iter()
            .map(|text| words(text, punctuation))
            .collect();
        let mut runs: HashMap<u64, Vec<(usize, usize)>> = HashMap::new();
        for (text, words) in texts.iter().enumerate() {
            for (start, run) in words.windows(RUN_LENGTH).enumerate() {
                let places = runs.entry(run_hash(run)).or_default();
                // Boilerplate is repeated hundreds of times; a few places are enough to name one.
                if places.len() < 4 {
                    places.push((text, start));
                }
            }
        }
        Self {
            punctuation,
            texts,
            runs,
        }
    }

    /// The runs of a text that published ones contain, each in its full length.
    pub(super) fn shared(&self, text: &str) -> Vec<SharedRun> {
        let words = words(text, self.punctuation);
        let mut shared = Vec::new();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| rest.len() >= RUN_LENGTH) {
            match self.longest(rest) {
                Some((text, length)) => {
                    let words = rest.get(..length).unwrap_or(rest).join(" ");
                    shared.push(SharedRun { text, words });
                    at += length;
                }
                None => at += 1,
            }
        }
        shared
    }

    /// The published text that shares the longest run with the beginning of these words, and its length.
    fn longest(&self, words: &[String]) -> Option<(usize, usize)> {
        let places = self.runs.get(&run_hash(words.get(..RUN_LENGTH)?))?;
        places
            .iter()
            .filter_map(|&(text, start)| {
                let theirs = self.texts.get(text)?.get(start..)?;
                let length = words
                    .iter()
                    .zip(theirs)
                    .take_while(|(ours, theirs)| ours == theirs)
                    .count();
                // Different words may have the same hash, so the words themselves are counted.
                (length >= RUN_LENGTH).then_some((text, length))
            })
            .max_by_key(|&(_, length)| length)
    }
}

fn run_hash(run: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    run.hash(&mut hasher);
    hasher.finish()
}

/// The words of a text, as they are compared.
fn words(text: &str, punctuation: Punctuation) -> Vec<String> {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let skipped = if next == '`' {
            code_span(rest)
        } else {
            url(rest)
        };
        if let Some(after) = skipped {
            kept.push(' ');
            rest = after;
            continue;
        }
        if next.is_alphanumeric() {
            kept.extend(next.to_lowercase());
        } else if next.is_whitespace() || next == '_' || punctuation == Punctuation::Separates {
            kept.push(' ');
        }
        rest = rest.get(next.len_utf8()..).unwrap_or_default();
    }
    kept.split_whitespace().map(str::to_owned).collect()
}

/// The rest of a text that begins with a code span, after that.
fn code_span(text: &str) -> Option<&str> {
    let fence = text.len() - text.trim_start_matches('`').len();
    let (fence, inside) = text.split_at_checked(fence)?;
    inside.split_once(fence).map(|(_, after)| after)
}

/// The rest of a text that begins with a URL, after that.
fn url(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"];
    let is_url = scheme.iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let ends = |c: char| c.is_whitespace() || matches!(c, ')' | ']' | '>' | '"');
    is_url.then(|| {
        text.find(ends)
            .and_then(|end| text.get(end..))
            .unwrap_or("")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLISHED: &str = "One two three, four five (six) seven eight nine ten eleven.";

    fn shared(text: &str) -> Vec<String> {
        let index = RunIndex::new(Punctuation::Separates, [PUBLISHED]);
        index.shared(text).into_iter().map(|s| s.words).collect()
    }

    #[test]
    fn ten_words_are_too_many_and_nine_are_not() {
        assert_eq!(
            shared("Zero ONE two `code` three four five six seven eight nine ten. Twelve"),
            ["one two three four five six seven eight nine ten"]
        );
        assert!(shared("one two three four five six seven eight nine 10").is_empty());
    }

    #[test]
    fn a_run_is_reported_once_and_whole() {
        assert_eq!(
            shared("one two three four five six seven eight nine ten eleven twelve"),
            ["one two three four five six seven eight nine ten eleven"]
        );
    }

    #[test]
    fn code_urls_and_punctuation_do_not_count() {
        let words = |text| words(text, Punctuation::Separates).join(" ");
        assert_eq!(
            words("See [the *docs*](https://a.b/c?d=e) of `x y`."),
            "see the docs of"
        );
        assert_eq!(words("an ` open tick"), "an open tick");
        assert_eq!(words("``a ` b`` c http://x"), "c");
        assert_eq!(words("it's a_b"), "it s a b");
        assert_eq!(
            super::words("it's a_b", Punctuation::Joins).join(" "),
            "its a b"
        );
    }
}
