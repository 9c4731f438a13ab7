//! JSON pointers (RFC 6901), which name places inside a document.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// A JSON pointer, stored as its text. A clone shares the text; a join copies it, which is about a hundred bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer(Arc<str>);

impl Pointer {
    /// The pointer to the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Parses a pointer such as `/components/schemas/call`; none if the text does not begin with a slash.
    pub fn parse(text: &str) -> Option<Self> {
        (text.is_empty() || text.starts_with('/')).then(|| Self(Arc::from(text)))
    }

    /// The pointer to a value inside: under a key of a map, or at the index of a list.
    #[must_use]
    pub fn join(&self, token: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + token.len() + 1);
        text.push_str(&self.0);
        push_token(&mut text, token);
        Self(text.into())
    }

    /// The pointer without its last token; none for the root.
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.0.rsplit_once('/')?;
        Some(Self(Arc::from(parent)))
    }

    /// The last token; none for the root.
    pub fn last(&self) -> Option<Cow<'_, str>> {
        let (_, token) = self.0.rsplit_once('/')?;
        Some(unescape(token))
    }

    /// The tokens from the root on.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(unescape)
    }

    /// The pointer as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&Pointer> for Arc<str> {
    /// The text of the pointer, shared with it.
    fn from(pointer: &Pointer) -> Self {
        Arc::clone(&pointer.0)
    }
}

impl From<String> for Pointer {
    /// Takes a text that is a pointer already.
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Appends a token to the text of a pointer.
pub(super) fn push_token(text: &mut String, token: &str) {
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
    fn unescapes_each_character_once() {
        let pointer = Pointer::root().join("~1");
        assert_eq!(pointer.as_str(), "/~01");
        assert_eq!(pointer.last().as_deref(), Some("~1"));
    }

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
