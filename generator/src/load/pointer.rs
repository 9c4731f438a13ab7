//! JSON pointers (RFC 6901): the name of a place inside a document.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// A JSON pointer, kept as its text. Cloning shares it; joining copies a hundred bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer(Arc<str>);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// A pointer from its text, `/components/schemas/call`; none if it does not begin with a slash.
    pub fn parse(text: &str) -> Option<Self> {
        (text.is_empty() || text.starts_with('/')).then(|| Self(Arc::from(text)))
    }

    /// One step down: a key of a map, or the number of an item.
    #[must_use]
    pub fn join(&self, token: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + token.len() + 1);
        text.push_str(&self.0);
        push_token(&mut text, token);
        Self(text.into())
    }

    /// One step up; none for the root.
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.0.rsplit_once('/')?;
        Some(Self(Arc::from(parent)))
    }

    /// The last step; none for the root.
    pub fn last(&self) -> Option<Cow<'_, str>> {
        let (_, token) = self.0.rsplit_once('/')?;
        Some(unescape(token))
    }

    /// The steps from the root.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(unescape)
    }

    /// The pointer as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn shared(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }
}

impl From<String> for Pointer {
    /// Of a text that is a pointer already.
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Appends a step to the text of a pointer.
pub(crate) fn push_token(text: &mut String, token: &str) {
    text.push('/');
    for character in token.chars() {
        match character {
            '~' => text.push_str("~0"),
            '/' => text.push_str("~1"),
            plain => text.push(plain),
        }
    }
}

fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn escapes_what_pointers_escape() {
        let path = Pointer::root().join("paths").join("/v1/{a~b}").join("get");
        assert_eq!(path.to_string(), "/paths/~1v1~1{a~0b}/get");
        assert_eq!(
            path.tokens().collect::<Vec<_>>(),
            ["paths", "/v1/{a~b}", "get"]
        );
        assert_eq!(
            path.parent()
                .and_then(|parent| parent.last().map(|last| last.into_owned()))
                .as_deref(),
            Some("/v1/{a~b}")
        );
        assert_eq!(Pointer::root().parent(), None);
        assert_eq!(Pointer::parse("x"), None);
    }
}
