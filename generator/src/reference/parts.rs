//! The parts of a page's Markdown, for readers who want one of them: where each section begins, and which holds an
//! anchor.

use super::page::{Block, Member, Members, Page, Section};

/// The anchor of what stands above the first section.
const TOP: &str = "top";
/// The anchor of the samples, which are not a section of the page.
const SAMPLES: &str = "samples";

/// A part of a page's Markdown. It ends where the next begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The anchor of the section; `top` for what stands above the first.
    pub anchor: String,
    /// Where it begins, in bytes.
    pub start: usize,
}

/// The parts of the Markdown that was rendered of a page, in their order. The first begins at 0.
pub fn parts(page: &Page, markdown: &str) -> Vec<Part> {
    let samples = (!page.samples.is_empty()).then_some(SAMPLES);
    let anchors = page.sections.iter().map(|section| section.anchor.as_str());
    let headings = headings(markdown).into_iter();
    let sections = headings.zip(anchors.chain(samples));
    let top = std::iter::once((0, TOP));
    let parts = top.chain(sections).map(|(start, anchor)| Part {
        anchor: anchor.to_owned(),
        start,
    });
    parts.collect()
}

/// The anchor of the part that holds an anchor, which may be that of a parameter or a property.
pub fn part_with<'p>(page: &'p Page, anchor: &str) -> Option<&'p str> {
    let section = page
        .sections
        .iter()
        .find(|section| section.anchor == anchor)
        .or_else(|| page.sections.iter().find(|section| holds(section, anchor)));
    match (section, anchor) {
        (Some(section), _) => Some(&section.anchor),
        (None, TOP) => Some(TOP),
        (None, SAMPLES) if !page.samples.is_empty() => Some(SAMPLES),
        _ => None,
    }
}

/// Where the headings of sections stand: lines that begin with `## ` outside of code.
fn headings(markdown: &str) -> Vec<usize> {
    let mut headings = Vec::new();
    let mut fence = 0;
    let mut start = 0;
    for line in markdown.split_inclusive('\n') {
        let text = line.trim();
        let ticks = text.bytes().take_while(|byte| *byte == b'`').count();
        if fence == 0 && ticks >= 3 {
            fence = ticks;
        } else if fence > 0 && ticks >= fence && ticks == text.len() {
            fence = 0;
        } else if fence == 0 && line.starts_with("## ") {
            headings.push(start);
        }
        start += line.len();
    }
    headings
}

fn holds(section: &Section, anchor: &str) -> bool {
    section.blocks.iter().any(|block| match block {
        Block::Members(members) => has_member(members, anchor),
        Block::Heading { anchor: own, .. } => own == anchor,
        _ => false,
    })
}

fn has_member(members: &Members, anchor: &str) -> bool {
    let is_within = |member: &Member| {
        let attributes = member.attributes.as_ref();
        attributes.is_some_and(|members| has_member(members, anchor))
    };
    let mut members = members.members.iter();
    members.any(|member| member.anchor == anchor || is_within(member))
}
