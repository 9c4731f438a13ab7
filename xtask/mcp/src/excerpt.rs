//! A page's Markdown, whole or some parts of it, and how much of it fits.

use generator::reference::page::Page;
use generator::reference::parts::{Part, part_with, parts};

use crate::library::Library;
use crate::reply::{Refusal, fitting, json_size};
use crate::schema::shortened;

/// So many of the parts that are left are named.
const MOST_LEFT: usize = 12;

/// What somebody wants to read of a page.
pub(crate) struct Excerpt<'l> {
    pub(crate) page: &'l Page,
    /// The parts that were chosen, by their numbers; none where the page is wanted whole.
    chosen: Vec<usize>,
    /// The Markdown of the chosen parts.
    markdown: String,
    /// Where each of them begins.
    starts: Vec<Part>,
    /// Where to begin.
    pub(crate) start: usize,
}

/// As much of an excerpt as fits.
pub(crate) struct Piece<'e> {
    pub(crate) text: &'e str,
    /// Where it goes on, if it does.
    pub(crate) rest: Option<usize>,
}

impl<'l> Excerpt<'l> {
    /// A page by its id, which may end in the anchor of a part; only these parts of it, if there are any.
    pub(crate) fn new(library: &'l Library, id: &str, anchors: &[&str]) -> Result<Self, Refusal> {
        let page = library.page(id)?;
        let markdown = library.markdown(page)?;
        let all = parts(page, &markdown);
        let own = id.split_once('#').map(|(_, anchor)| anchor);
        let mut chosen = Vec::new();
        for anchor in own.iter().chain(anchors) {
            let part = part_with(page, anchor);
            let number = all
                .iter()
                .position(|other| Some(other.anchor.as_str()) == part);
            chosen.push(number.ok_or_else(|| no_part(page, &all, anchor))?);
        }
        chosen.sort_unstable();
        chosen.dedup();
        Ok(Self::of(page, markdown, &all, chosen))
    }

    fn of(page: &'l Page, whole: String, all: &[Part], chosen: Vec<usize>) -> Self {
        if chosen.is_empty() {
            return Self {
                page,
                chosen,
                markdown: whole,
                starts: all.to_vec(),
                start: 0,
            };
        }
        let mut markdown = String::new();
        let mut starts = Vec::new();
        for (number, part) in all.iter().enumerate() {
            if chosen.contains(&number) {
                let end = all.get(number + 1).map_or(whole.len(), |next| next.start);
                starts.push(Part {
                    anchor: part.anchor.clone(),
                    start: markdown.len(),
                });
                markdown.push_str(whole.get(part.start..end).unwrap_or_default());
            }
        }
        Self {
            page,
            chosen,
            markdown,
            starts,
            start: 0,
        }
    }

    /// Where to go on: the id, the numbers of the chosen parts, and how much was read.
    pub(crate) fn cursor(&self) -> String {
        let chosen: Vec<String> = self.chosen.iter().map(usize::to_string).collect();
        let parts = match chosen.is_empty() {
            true => String::new(),
            false => format!(":{}", chosen.join(",")),
        };
        format!("{}{parts}@{}", self.page.id, self.start)
    }

    /// What [`Self::cursor`] tells.
    pub(crate) fn from_cursor(library: &'l Library, cursor: &str) -> Result<Self, Refusal> {
        let excerpt = || {
            let (page, start) = cursor.rsplit_once('@')?;
            let (id, chosen) = page.split_once(':').unwrap_or((page, ""));
            let chosen = chosen.split(',').filter(|number| !number.is_empty());
            let chosen: Result<Vec<usize>, _> = chosen.map(str::parse).collect();
            let (chosen, start) = (chosen.ok()?, start.parse().ok()?);
            let page = library.pages().find(|page| page.id.as_str() == id)?;
            let markdown = library.markdown(page).ok()?;
            let all = parts(page, &markdown);
            let excerpt = Self::of(page, markdown, &all, chosen);
            let is_within = excerpt
                .markdown
                .get(start..)
                .is_some_and(|rest| !rest.is_empty());
            is_within.then_some(Self { start, ..excerpt })
        };
        excerpt().ok_or_else(|| {
            Refusal::new(format!(
                "`{}` is not a cursor of these pages: take it from the last answer as it is, or `read` by id.",
                shortened(cursor)
            ))
        })
    }

    /// All if it fits into so many bytes of JSON, else as many sections as fit into those for a part, together with the
    /// anchors of those that are left. Lines of a section are taken where something must be and not even one fits, or
    /// where the next would have to be cut anyway.
    pub(crate) fn take(&self, all: usize, bytes: usize, must: bool) -> Option<Piece<'_>> {
        let text = self.markdown.get(self.start..).unwrap_or_default();
        if json_size(text) <= all {
            return Some(Piece { text, rest: None });
        }
        let ends = self.starts.iter().rev().map(|part| part.start);
        let mut ends = ends.filter(|end| *end > self.start);
        let section = ends.find_map(|end| {
            let text = self.markdown.get(self.start..end)?;
            let fits = json_size(text) + self.left_size(end) <= bytes;
            fits.then_some(text)
        });
        let text = match section {
            Some(section) if !(must && self.is_longer(self.start + section.len(), bytes)) => {
                section
            }
            None if !must => return None,
            _ => whole_lines(fitting(
                text,
                bytes.saturating_sub(self.left_size(self.start)),
            )),
        };
        let rest = Some(self.start + text.len());
        Some(Piece { text, rest })
    }

    /// Whether the section that begins at a place takes more than so many bytes.
    fn is_longer(&self, start: usize, bytes: usize) -> bool {
        let mut starts = self.starts.iter().map(|part| part.start);
        let end = starts.find(|next| *next > start);
        let section = self.markdown.get(start..end.unwrap_or(self.markdown.len()));
        section.is_some_and(|section| json_size(section) > bytes)
    }

    /// The anchors of the parts that are not read yet, where somebody has read so far.
    pub(crate) fn left_from(&self, start: usize) -> Vec<&str> {
        let ends = self.starts.iter().skip(1).map(|part| part.start);
        let ends = ends.chain([self.markdown.len()]);
        let parts = self.starts.iter().zip(ends);
        let left = parts.filter(|(_, end)| *end > start);
        let anchors = left.map(|(part, _)| part.anchor.as_str());
        anchors.take(MOST_LEFT).collect()
    }

    fn left_size(&self, start: usize) -> usize {
        let left = self.left_from(start).into_iter();
        left.map(|anchor| json_size(anchor) + 1).sum()
    }
}

/// A text up to the end of its last line, or of its last word where that line is most of it.
fn whole_lines(text: &str) -> &str {
    let ends = ['\n', ' '].map(|mark| text.rfind(mark).map_or(0, |at| at + 1));
    let end = ends.into_iter().find(|end| *end > text.len() / 2);
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

fn no_part(page: &Page, all: &[Part], anchor: &str) -> Refusal {
    let anchors: Vec<String> = all
        .iter()
        .map(|part| format!("`{}`", part.anchor))
        .collect();
    Refusal::new(format!(
        "`{}` has no part `{}`; there are {}.",
        page.id,
        shortened(anchor),
        anchors.join(", ")
    ))
}
