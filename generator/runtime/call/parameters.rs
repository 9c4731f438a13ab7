//! The parameters of a query or a form, as they are sent.
//!
//! It may not know where they go, nor how their values are written.

use std::borrow::Cow;

/// The pairs of a query or a form, each with the parameter that it is of.
#[derive(Clone, Default)]
pub(crate) struct Parameters {
    pairs: Vec<(Cow<'static, str>, String)>,
}

impl Parameters {
    /// Sets a parameter to these pairs, in place of earlier ones.
    pub(crate) fn set(&mut self, parameter: Cow<'static, str>, pairs: Vec<String>) {
        self.pairs.retain(|(set, _)| *set != parameter);
        let owned = pairs.into_iter().map(|pair| (parameter.clone(), pair));
        self.pairs.extend(owned);
    }

    pub(crate) fn has(&self, parameter: &str) -> bool {
        self.pairs.iter().any(|(set, _)| set == parameter)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    pub(crate) fn clear(&mut self) {
        self.pairs.clear();
    }

    /// The text of all, in the order in which they were set.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for (_, pair) in &self.pairs {
            if !text.is_empty() {
                text.push('&');
            }
            text.push_str(pair);
        }
        text
    }

    /// The names of the parameters, for `Debug`. Of names that hold a key of a
    /// caller's map, only the prefix.
    pub(crate) fn names(&self) -> String {
        let mut names = String::new();
        for (name, _) in &self.pairs {
            let name = match name {
                Cow::Borrowed(name) => name,
                Cow::Owned(name) => name.split('.').next().unwrap_or_default(),
            };
            names.push_str(name);
            names.push(' ');
        }
        names
    }
}
