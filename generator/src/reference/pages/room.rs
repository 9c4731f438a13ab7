//! The room that a page has: a document may hold a megabyte of prose at one property, and a page stays a page.

use super::super::page::{Block, Inline};
use super::super::prose;

/// At most so many bytes of one text, and of one example.
const LONGEST_TEXT: usize = 12_000;
const LONGEST_EXAMPLE: usize = 30_000;
/// What the markup around a member takes.
const MEMBER: usize = 300;

/// What is left of a page's size, in bytes of HTML.
#[derive(Debug)]
pub(crate) struct Room {
    left: usize,
}

/// The room of an empty page.
const WHOLE: usize = 150_000;

impl Room {
    /// An empty page.
    pub(crate) fn new() -> Self {
        Self { left: WHOLE }
    }

    /// How much is taken.
    pub(crate) fn taken(&self) -> usize {
        WHOLE - self.left
    }

    /// Takes room for a member of that name, if there is some.
    pub(crate) fn member(&mut self, name: &str) -> bool {
        self.take(MEMBER + 3 * size(name))
    }

    /// Takes room for a text, if there is some.
    pub(crate) fn text(&mut self, text: &str) -> bool {
        self.take(size(text))
    }

    fn take(&mut self, bytes: usize) -> bool {
        let fits = bytes <= self.left;
        if fits {
            self.left -= bytes;
        }
        fits
    }

    /// Prose, cut where there is no room for all of it.
    pub(crate) fn prose(&mut self, text: &str) -> Vec<Block> {
        let text = text.trim();
        let (beginning, rest) = self.cut(text, LONGEST_TEXT);
        let mut blocks = prose::blocks(beginning);
        blocks.extend(left_out(rest));
        blocks
    }

    /// An example or another text that keeps its lines, cut where there is no room for all of it, and the note on what
    /// is left out.
    pub(crate) fn lines(&mut self, text: &str) -> (String, Option<Block>) {
        let (beginning, rest) = self.cut(text, LONGEST_EXAMPLE);
        (prose::visible_lines(beginning), left_out(rest))
    }

    /// A short text on one line, cut at its end.
    pub(crate) fn line(&mut self, text: &str) -> String {
        let (beginning, rest) = self.cut(text, LONGEST_TEXT);
        let mut line = prose::visible(beginning);
        if !rest.is_empty() {
            line.push_str(&format!("… ({} more characters)", rest.chars().count()));
        }
        line
    }

    /// As much of a text as there is room for, and the rest.
    fn cut<'t>(&mut self, text: &'t str, most: usize) -> (&'t str, &'t str) {
        let most = most.min(self.left);
        let mut bytes = 0;
        let mut end = text.len();
        for (at, character) in text.char_indices() {
            bytes += width(character);
            if bytes > most {
                end = at;
                break;
            }
        }
        self.left -= bytes.min(self.left);
        text.split_at_checked(end).unwrap_or((text, ""))
    }
}

fn left_out(rest: &str) -> Option<Block> {
    let note = format!(
        "{} more characters are left out here; the document has them.",
        rest.chars().count()
    );
    (!rest.is_empty()).then(|| Block::Note(vec![Inline::Text(note)]))
}

/// How many bytes of HTML a text takes.
fn size(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn width(character: char) -> usize {
    match character {
        '&' | '<' | '>' | '"' | '\'' => 6,
        // Spelled out.
        _ if crate::diagnostic::is_hidden(character) && character != '\n' => 9,
        _ => character.len_utf8(),
    }
}
