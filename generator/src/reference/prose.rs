//! Prose of documents, which is Markdown, into blocks and inlines.
//!
//! A document is not trusted: HTML in it is text, characters that steer how text is shown are spelled out, and only
//! links into the web stay links.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::page::{Block, Code, Inline, Link, Target};
use crate::diagnostic::escape;

/// Lists and quotations go no deeper than this; what is deeper stands at this depth.
const DEEPEST: usize = 6;

/// The blocks of a text.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut builder = BlockBuilder::default();
    for event in Parser::new(text) {
        builder.take(event);
    }
    builder.finish()
}

/// The blocks of a text of ours, which may hold tables.
pub(crate) fn own_blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for part in text.split("\n\n") {
        match part.trim().starts_with('|') {
            true => blocks.push(table(part)),
            false => blocks.extend(self::blocks(part)),
        }
    }
    blocks
}

fn table(text: &str) -> Block {
    let cells = |line: &str| -> Vec<Vec<Inline>> {
        let line = line.trim().trim_matches('|');
        line.split('|')
            .map(|cell| match blocks(cell.trim()).into_iter().next() {
                Some(Block::Paragraph(line)) => line,
                _ => Vec::new(),
            })
            .collect()
    };
    let mut lines = text.trim().lines();
    let head = lines.next().map(cells).unwrap_or_default();
    Block::Table {
        head: head.iter().map(|cell| super::page::plain(cell)).collect(),
        rows: lines.skip(1).map(cells).collect(),
    }
}

/// A text that is no Markdown, safe to look at.
pub(crate) fn visible(text: &str) -> String {
    escape(text).into_owned()
}

/// As [`visible`], over several lines.
pub(crate) fn visible_lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(|line| escape(line)).collect();
    lines.join("\n")
}

/// The first sentence as plain text.
pub(crate) fn first_sentence(text: &str) -> String {
    let paragraph = blocks(text).into_iter().find_map(|block| match block {
        Block::Paragraph(line) => Some(super::page::plain(&line)),
        _ => None,
    });
    let paragraph = paragraph.unwrap_or_default();
    let end = paragraph.find(". ").map_or(paragraph.len(), |at| at + 1);
    let sentence = paragraph.get(..end).unwrap_or_default();
    if sentence.len() <= 200 {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(190).collect();
    cut + "…"
}

/// What is open while events arrive.
enum Open {
    Root(Vec<Block>),
    List {
        ordered: bool,
        items: Vec<Vec<Block>>,
    },
    Item(Vec<Block>),
    Quote(Vec<Block>),
}

enum Span {
    Plain,
    Strong,
    Emphasis,
    Link(Option<String>),
}

#[derive(Default)]
struct BlockBuilder {
    open: Vec<Open>,
    /// Containers that are too deep to be opened.
    ignored: usize,
    /// Runs of inlines: the paragraph's, and one for each span that is open in it.
    spans: Vec<(Span, Vec<Inline>)>,
    code: Option<(&'static str, String)>,
}

impl BlockBuilder {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => match &mut self.code
            {
                Some((_, code)) => code.push_str(&text),
                None => self.inline(Inline::Text(visible(text.trim_end_matches('\n')))),
            },
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.inline(Inline::Code(visible(&text)));
            }
            Event::SoftBreak => self.inline(Inline::text(" ")),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => self.end_paragraph(),
            Event::FootnoteReference(text) => self.inline(Inline::Text(visible(&text))),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strong => self.start_span(Span::Strong),
            Tag::Emphasis => self.start_span(Span::Emphasis),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                let url = is_web(dest_url).then(|| dest_url.to_string());
                if url.is_none() && !dest_url.is_empty() {
                    // Shown, so that nothing is lost: an address elsewhere than in the web.
                    self.start_span(Span::Link(None));
                    self.inline(Inline::Code(visible(dest_url)));
                    self.inline(Inline::text(" "));
                } else {
                    self.start_span(Span::Link(url));
                }
            }
            Tag::CodeBlock(kind) => {
                self.end_paragraph();
                self.code = Some((language(kind), String::new()));
            }
            Tag::List(first) => self.push(Open::List {
                ordered: first.is_some(),
                items: Vec::new(),
            }),
            Tag::Item => self.push(Open::Item(Vec::new())),
            Tag::BlockQuote(_) => self.push(Open::Quote(Vec::new())),
            Tag::Heading { .. } => {
                self.end_paragraph();
                self.spans.push((Span::Plain, Vec::new()));
                self.spans.push((Span::Strong, Vec::new()));
            }
            _ => self.end_paragraph(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link | TagEnd::Image => self.end_span(),
            TagEnd::CodeBlock => {
                if let Some((language, text)) = self.code.take() {
                    let text = visible_lines(text.trim_end());
                    self.block(Block::Code(Code { language, text }));
                }
            }
            TagEnd::List(_) | TagEnd::Item | TagEnd::BlockQuote(_) => self.pop(),
            _ => self.end_paragraph(),
        }
    }

    fn inline(&mut self, piece: Inline) {
        if self.spans.is_empty() {
            self.spans.push((Span::Plain, Vec::new()));
        }
        if let Some((_, run)) = self.spans.last_mut() {
            match (run.last_mut(), piece) {
                (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
                (_, piece) => run.push(piece),
            }
        }
    }

    /// Opens a span; one that is too deep leaves no trace.
    fn start_span(&mut self, span: Span) {
        if self.spans.is_empty() {
            self.spans.push((Span::Plain, Vec::new()));
        }
        let span = if self.spans.len() > DEEPEST {
            Span::Plain
        } else {
            span
        };
        self.spans.push((span, Vec::new()));
    }

    fn end_span(&mut self) {
        let Some((span, run)) = self.spans.pop() else {
            return;
        };
        match span {
            Span::Link(Some(url)) => {
                let text = if run.is_empty() {
                    vec![Inline::text(url.clone())]
                } else {
                    run
                };
                self.inline(Inline::Link(Link {
                    text,
                    target: Target::Web(url),
                }));
            }
            Span::Strong if !run.is_empty() => self.inline(Inline::Strong(run)),
            Span::Emphasis if !run.is_empty() => self.inline(Inline::Emphasis(run)),
            _ => run.into_iter().for_each(|piece| self.inline(piece)),
        }
    }

    fn end_paragraph(&mut self) {
        while self.spans.len() > 1 {
            self.end_span();
        }
        if let Some((_, run)) = self.spans.pop() {
            let blank = run
                .iter()
                .all(|piece| matches!(piece, Inline::Text(text) if text.trim().is_empty()));
            if !blank {
                self.block(Block::Paragraph(run));
            }
        }
    }

    fn push(&mut self, container: Open) {
        self.end_paragraph();
        if self.open.len() >= DEEPEST * 2 || self.ignored > 0 {
            self.ignored += 1;
        } else {
            self.open.push(container);
        }
    }

    fn pop(&mut self) {
        self.end_paragraph();
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        match self.open.pop() {
            Some(Open::List { ordered, items }) => self.block(Block::List { ordered, items }),
            Some(Open::Quote(blocks)) => self.block(Block::Quote(blocks)),
            Some(Open::Item(blocks)) => match self.open.last_mut() {
                Some(Open::List { items, .. }) => items.push(blocks),
                _ => blocks.into_iter().for_each(|block| self.block(block)),
            },
            Some(root @ Open::Root(_)) => self.open.push(root),
            None => {}
        }
    }

    fn block(&mut self, block: Block) {
        if self.open.is_empty() {
            self.open.push(Open::Root(Vec::new()));
        }
        match self.open.last_mut() {
            Some(Open::Root(blocks) | Open::Item(blocks) | Open::Quote(blocks)) => {
                blocks.push(block);
            }
            Some(Open::List { items, .. }) => items.push(vec![block]),
            None => {}
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_paragraph();
        self.ignored = 0;
        while self.open.len() > 1 {
            self.pop();
        }
        match self.open.pop() {
            Some(Open::Root(blocks)) => blocks,
            Some(Open::List { ordered, items }) => vec![Block::List { ordered, items }],
            Some(Open::Quote(blocks)) => vec![Block::Quote(blocks)],
            Some(Open::Item(blocks)) => blocks,
            None => Vec::new(),
        }
    }
}

fn language(kind: &CodeBlockKind<'_>) -> &'static str {
    match kind {
        CodeBlockKind::Fenced(name) if name.starts_with("json") => "json",
        CodeBlockKind::Fenced(name) if name.starts_with("rust") => "rust",
        CodeBlockKind::Fenced(name) if matches!(name.as_ref(), "sh" | "bash" | "shell") => "sh",
        _ => "",
    }
}

fn is_web(url: &str) -> bool {
    let plain = url.bytes().all(|byte| byte.is_ascii_graphic());
    plain && (url.starts_with("https://") || url.starts_with("http://"))
}
