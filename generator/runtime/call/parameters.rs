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

    /// Each pair, with the parameter that it is of.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.pairs.iter();
        pairs.map(|(parameter, pair)| (&**parameter, pair.as_str()))
    }
}
