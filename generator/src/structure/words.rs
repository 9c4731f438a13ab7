//! Runs of words that two sets of texts share. Knows texts only, not where in a document they stand.
//!
//! A text counts by its words: lower case, without punctuation, code spans and URLs, which two writers who describe
//! the same thing cannot help sharing. Every run of [`RUN`] published words is hashed once and every run of ours
//! looked up once, so the cost grows with the texts and not with their product.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// How many words in a row are too many to share.
pub(super) const RUN: usize = 10;

/// Whether `it's` reads as one word or two. People disagree, so both readings are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Punctuation {
    Joins,
    Separates,
}

/// The published texts, ready to be searched.
pub(super) struct Index {
    punctuation: Punctuation,
    texts: Vec<Vec<String>>,
    runs: HashMap<u64, Vec<(usize, usize)>>,
}

/// Words that stand in a published text too.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shared {
    /// The number of the published text, in the order in which they were added.
    pub(super) text: usize,
    /// The words.
    pub(super) words: String,
}

impl Index {
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
            for (start, run) in words.windows(RUN).enumerate() {
                let places = runs.entry(digest(run)).or_default();
                // Boilerplate repeats itself hundreds of times; one place to name is enough.
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

    /// The runs of a text that stand in a published one, each as long as it goes.
    pub(super) fn shared(&self, text: &str) -> Vec<Shared> {
        let words = words(text, self.punctuation);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| rest.len() >= RUN) {
            match self.longest(rest) {
                Some((text, length)) => {
                    let words = rest.get(..length).unwrap_or(rest).join(" ");
                    found.push(Shared { text, words });
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The published text that goes along with these words furthest, and how far.
    fn longest(&self, words: &[String]) -> Option<(usize, usize)> {
        let places = self.runs.get(&digest(words.get(..RUN)?))?;
        places
            .iter()
            .filter_map(|&(text, start)| {
                let theirs = self.texts.get(text)?.get(start..)?;
                let length = words
                    .iter()
                    .zip(theirs)
                    .take_while(|(ours, theirs)| ours == theirs)
                    .count();
                // Equal hashes of different words are possible, hence the count.
                (length >= RUN).then_some((text, length))
            })
            .max_by_key(|&(_, length)| length)
    }
}

fn digest(run: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    run.hash(&mut hasher);
    hasher.finish()
}

/// The words of a text that count.
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

/// What follows the code span that a text begins with.
fn code_span(text: &str) -> Option<&str> {
    let fence = text.len() - text.trim_start_matches('`').len();
    let (fence, inside) = text.split_at_checked(fence)?;
    inside.split_once(fence).map(|(_, after)| after)
}

/// What follows the URL that a text begins with.
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
        let index = Index::new(Punctuation::Separates, [PUBLISHED]);
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
