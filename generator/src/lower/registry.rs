//! The one place where names are given away.
//!
//! A scope holds names that must differ (the types of a document, the fields of a model, the methods
//! of a handle). Whoever comes first gets the first free candidate; a lock from an earlier run comes
//! before everybody, so that nothing that is added to a document renames what was there.

use std::collections::{BTreeMap, HashMap};

/// Names given and names to keep.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    /// scope → ident → place that holds it.
    taken: HashMap<String, HashMap<String, String>>,
    /// (scope, place) → ident, from an earlier run and from this one.
    given: BTreeMap<(String, String), String>,
}

impl Registry {
    /// Starts with the names of an earlier run, by scope and place.
    pub(crate) fn with_lock(lock: &BTreeMap<(String, String), String>) -> Self {
        let mut registry = Self::default();
        for ((scope, place), ident) in lock {
            registry.record(scope, place, ident);
        }
        registry
    }

    /// Every name given so far.
    pub(crate) fn into_lock(self) -> BTreeMap<(String, String), String> {
        self.given
    }

    /// Keeps a name out of reach in a scope.
    pub(crate) fn reserve(&mut self, scope: &str, ident: &str) {
        self.taken
            .entry(scope.to_owned())
            .or_default()
            .entry(ident.to_owned())
            .or_insert_with(|| String::from("(reserved)"));
    }

    /// The name of `place` in `scope`: what the lock says, else the first candidate that is free, else the
    /// last candidate with a mark that depends on the place alone.
    pub(crate) fn claim(&mut self, scope: &str, place: &str, candidates: &[String]) -> String {
        if let Some(ident) = self.given.get(&(scope.to_owned(), place.to_owned())) {
            return ident.clone();
        }
        let free = |ident: &String| {
            self.taken
                .get(scope)
                .is_none_or(|taken| !taken.contains_key(ident))
        };
        let ident = match candidates.iter().find(|ident| free(ident)) {
            Some(ident) => ident.clone(),
            None => {
                let last = candidates.last().map_or("unnamed", String::as_str);
                let joint = if last.starts_with(char::is_uppercase) {
                    ""
                } else {
                    "_"
                };
                format!("{last}{joint}{}", mark(place))
            }
        };
        self.record(scope, place, &ident);
        ident
    }

    fn record(&mut self, scope: &str, place: &str, ident: &str) {
        self.given
            .insert((scope.to_owned(), place.to_owned()), ident.to_owned());
        self.taken
            .entry(scope.to_owned())
            .or_default()
            .insert(ident.to_owned(), place.to_owned());
    }
}

/// Six letters that depend on the text alone (FNV-1a), valid in any spelling of an identifier.
fn mark(place: &str) -> String {
    let hash = place.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut rest = hash;
    (0..6)
        .map(|at| {
            let letter = b'a' + u8::try_from(rest % 26).unwrap_or(0);
            rest /= 26;
            let letter = char::from(letter);
            if at == 0 {
                letter.to_ascii_uppercase()
            } else {
                letter
            }
        })
        .collect::<String>()
}
