//! A query, taken apart: its words, what they stand for, and whether it is a URL, a Rust call or a SID.

use super::calls::call_names;
use super::paths::PathQuery;
use super::words;

/// Longer queries are cut: nobody types so much, and each word costs.
const LONGEST: usize = 300;
/// Further words do not count.
const MOST_TERMS: usize = 12;

/// What somebody looks for.
#[derive(Debug, Default)]
pub(super) struct Query {
    /// As typed, without spaces around it, a SID as its prefix, a Rust path without its modules.
    pub(super) raw: String,
    pub(super) compact: String,
    pub(super) stems: String,
    /// The same without words that say nothing.
    pub(super) content: String,
    pub(super) content_stems: String,
    /// As the name of an operation would be: `remove a session` → `deletesession`.
    pub(super) as_operation: String,
    /// Set where a plural without a verb asks for a list.
    pub(super) implies_list: bool,
    pub(super) terms: Vec<Term>,
    /// The modules before a Rust name, joined by `_`.
    pub(super) modules: String,
    pub(super) path: Option<PathQuery>,
    pub(super) calls: Vec<String>,
}

/// A word that counts.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub(super) stem: String,
    /// The operations' verb that it stands for.
    pub(super) verb: Option<&'static str>,
}

impl Query {
    pub(super) fn new(text: &str) -> Self {
        let text: String = text.chars().take(LONGEST).collect();
        let tokens: Vec<String> = text.split_ascii_whitespace().map(sid_prefix_of).collect();
        let whole = tokens.join(" ");
        let (modules, raw) = without_modules(&whole);
        let mut query = Self {
            compact: words::compact(&raw),
            stems: words::stems(&raw).concat(),
            path: PathQuery::new(&text),
            calls: call_names(&whole),
            modules,
            ..Self::default()
        };
        query.add_words(&words::split(&raw));
        query.raw = raw;
        query
    }

    /// Whether it is one word in small letters, as any thing may be called.
    pub(super) fn is_plain_word(&self) -> bool {
        self.raw.bytes().all(|byte| byte.is_ascii_lowercase())
    }

    fn add_words(&mut self, all: &[String]) {
        let mut content: Vec<&String> = all
            .iter()
            .filter(|word| !words::is_stop_word(word))
            .collect();
        if content.is_empty() {
            content = all.iter().collect();
        }
        content.truncate(MOST_TERMS);
        self.content = content.iter().map(|word| word.as_str()).collect();
        let stems: Vec<String> = content.iter().map(|word| words::stem(word)).collect();
        self.content_stems = stems.concat();

        let is_plural = head(all).is_some_and(|word| words::stem(word) != *word);
        let verbs: Vec<Option<&'static str>> =
            content.iter().map(|word| words::verb(word)).collect();
        let mut verb = verbs.iter().flatten().copied().next();
        let asks_for_all = verbs.contains(&Some("list"));
        if verb == Some("fetch") && (is_plural || asks_for_all) {
            verb = Some("list");
        }
        self.implies_list = is_plural && verb.is_none();
        let mut has_verb = false;
        let mut operation = String::new();
        for (stem, own) in stems.into_iter().zip(verbs) {
            let mut term = Term { stem, verb: own };
            if own.is_some() {
                if has_verb && (own == verb || own == Some("list")) {
                    continue;
                }
                if !has_verb {
                    term.verb = verb;
                }
            }
            if own.is_some() && !has_verb {
                has_verb = true;
            } else {
                operation.push_str(&term.stem);
            }
            self.terms.push(term);
        }
        let verb = if self.implies_list {
            Some("list")
        } else {
            verb
        };
        if let Some(verb) = verb {
            self.as_operation = format!("{verb}{operation}");
        }
    }
}

/// The word that a phrase is about: `interactions` of `interactions of a session`.
fn head(words: &[String]) -> Option<&String> {
    const LINKS: [&str; 9] = ["of", "in", "for", "from", "to", "with", "on", "by", "into"];
    let link = words.iter().position(|word| LINKS.contains(&word.as_str()));
    match link {
        Some(at) if at > 0 => words.get(at - 1),
        _ => words.last(),
    }
}

/// A SID as its prefix: `KC0123…` → `KC`; `KCxxxx` and `KC…` too. Anything else as it is.
fn sid_prefix_of(token: &str) -> String {
    let letters: Vec<char> = token
        .trim_matches(['"', '\'', '`', ',', '?'])
        .chars()
        .collect();
    let (Some(prefix), Some(rest)) = (letters.get(..2), letters.get(2..)) else {
        return token.to_owned();
    };
    let is_sid = rest.len() >= 20 && rest.iter().all(char::is_ascii_hexdigit);
    let is_mask = !rest.is_empty()
        && prefix.iter().all(char::is_ascii_uppercase)
        && rest.iter().all(|letter| "xX.*\u{2026}".contains(*letter));
    if prefix.iter().all(char::is_ascii_alphabetic) && (is_sid || is_mask) {
        return prefix.iter().map(char::to_ascii_uppercase).collect();
    }
    token.to_owned()
}

/// `proxy::v1::SessionMode::VoiceOnly` → `proxy_v1` and `SessionMode::VoiceOnly`; what lies between a version and a
/// type, such as `operation`, says nothing more.
fn without_modules(text: &str) -> (String, String) {
    if text.contains(['(', ' ']) {
        return (String::new(), text.to_owned());
    }
    let segments: Vec<&str> = text.split("::").collect();
    let is_type = |segment: &&str| segment.starts_with(|letter: char| letter.is_ascii_uppercase());
    match segments.iter().position(is_type) {
        Some(at) if at > 0 => {
            let (modules, rest) = segments.split_at(at);
            let is_version = |module: &&str| !matches!(*module, "operation" | "handle" | "unused");
            let modules: Vec<&str> = modules.iter().copied().filter(is_version).collect();
            (modules.join("_"), rest.join("::"))
        }
        _ => (String::new(), text.to_owned()),
    }
}
