//! The one place where names are given away.
//!
//! A scope holds names that must differ (the types of a document, the fields of a model, the methods
//! of a handle). Whoever comes first gets the first free candidate; a lock from an earlier run comes
//! before everybody, so that nothing that is added to a document renames what was there.

use std::collections::{BTreeMap, HashMap};

use super::ident::type_ident;

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

    /// The places of a scope that have a name, in order.
    pub(crate) fn places<'r>(&'r self, scope: &'r str) -> impl Iterator<Item = &'r str> {
        let from = (scope.to_owned(), String::new());
        let here = self.given.range(from..);
        here.take_while(move |((other, _), _)| other == scope)
            .map(|((_, place), _)| place.as_str())
    }

    /// The names of a scope that are taken, reserved ones too.
    pub(crate) fn idents<'r>(&'r self, scope: &str) -> impl Iterator<Item = &'r str> {
        let taken = self.taken.get(scope).into_iter().flatten();
        taken.map(|(ident, _)| ident.as_str())
    }

    /// Whether a name of a scope is taken.
    pub(crate) fn is_taken(&self, scope: &str, ident: &str) -> bool {
        let taken = self.taken.get(scope);
        taken.is_some_and(|taken| taken.contains_key(ident))
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
        let free = |ident: &String| !self.is_taken(scope, ident);
        let ident = match candidates.iter().find(|ident| free(ident)) {
            Some(ident) => ident.clone(),
            None => {
                let last = candidates.last().map_or("unnamed", String::as_str);
                let mut marked = with_mark(last, place);
                // Somebody may have made a name that is just this.
                while !free(&marked) {
                    marked = with_mark(last, &marked);
                }
                marked
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

/// A name with six letters behind it that depend on the place alone (FNV-1a), in the case of the name.
fn with_mark(name: &str, place: &str) -> String {
    let hash = place.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut rest = hash;
    let letters: String = (0..6)
        .map(|_| {
            let letter = b'a' + u8::try_from(rest % 26).unwrap_or(0);
            rest /= 26;
            char::from(letter)
        })
        .collect();
    // `type_` and letters are `type_abcdef`: two underscores in a row are not Rust's style.
    let name = name.trim_end_matches('_');
    if name.starts_with(char::is_uppercase) {
        format!("{name}{}", type_ident(&letters))
    } else {
        format!("{name}_{letters}")
    }
}
