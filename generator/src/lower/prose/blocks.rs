//! The shape of prose: lists, tables and fenced code stay what they are, and everything else is lines of text.
//!
//! It may not know what stands within a line: `inline` does.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, OffsetIter, Options, Parser, Tag};

use super::inline::{escape, wrap};
use crate::diagnostic::is_hidden;

/// Lists within lists go no deeper than this; what is deeper is text.
const DEEPEST: usize = 6;

/// A list that begins with a larger number is text. Markdown has none of more than nine digits.
const MOST: u64 = 1_000_000;

/// Turns a description into doc lines; an empty text gives no lines.
pub(crate) fn doc_lines(text: &str) -> Vec<String> {
    let text = visible(text);
    let events = Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter();
    let mut reader = Reader {
        text: &text,
        events,
    };
    let blocks = reader.blocks(0..text.len(), DEEPEST);
    let mut lines = Vec::new();
    write_blocks(&blocks, "", "", &mut lines);
    lines
}

/// The text without characters that could hide or reorder it.
fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for line in text.lines() {
        let plain = line.chars().map(|c| if c == '\t' { ' ' } else { c });
        visible.extend(plain.filter(|c| !is_hidden(*c)));
        visible.push('\n');
    }
    visible
}

enum Block {
    /// Lines of text; an empty one separates paragraphs.
    Text(Vec<String>),
    /// Its first number, if it is numbered, and its items.
    List(Option<u64>, Vec<Vec<Block>>),
    Code(Vec<String>),
    /// Rows of cells, the first of which is the head.
    Table(Vec<Vec<String>>),
}

/// Reads the blocks of a text.
struct Reader<'t> {
    text: &'t str,
    events: OffsetIter<'t>,
}

impl<'t> Reader<'t> {
    /// The blocks up to the end of what holds them. Whatever is not a list, a table or fenced code is plain text.
    fn blocks(&mut self, whole: Range<usize>, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut start = whole.start;
        while let Some((event, range)) = self.events.next() {
            let tag = match event {
                Event::Start(tag) => tag,
                Event::End(_) => break,
                _ => continue,
            };
            let block = match tag {
                Tag::List(first) if depth > 0 => self.list(first, depth),
                Tag::CodeBlock(CodeBlockKind::Fenced(_)) => Some(self.code()),
                Tag::Table(_) => Some(self.table()),
                _ => {
                    self.rest(|_, _| {});
                    None
                }
            };
            if let Some(block) = block {
                blocks.extend(self.between(start..range.start));
                blocks.push(block);
                start = range.end;
            }
        }
        blocks.extend(self.between(start..whole.end));
        blocks
    }

    /// What stands between blocks.
    fn between(&self, range: Range<usize>) -> Option<Block> {
        let mut lines: Vec<String> = Vec::new();
        for line in self.text.get(range)?.lines() {
            let line = escape(line.trim());
            if line.is_empty() && lines.last().is_none_or(String::is_empty) {
                continue;
            }
            lines.extend(wrap(&line));
        }
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        (!lines.is_empty()).then_some(Block::Text(lines))
    }

    /// The rest of a list; `None` if it is only a sentence that begins with a number, or holds nothing.
    fn list(&mut self, first: Option<u64>, depth: usize) -> Option<Block> {
        let mut items = Vec::new();
        while let Some((Event::Start(_), range)) = self.events.next() {
            let start = range.start + self.text.get(range.clone()).map_or(0, marker_length);
            let item = self.blocks(start..range.end, depth - 1);
            items.push(item);
        }
        let is_list = match first {
            Some(first) => first < 2 || items.len() > 1 && first < MOST,
            None => true,
        };
        let holds = items.iter().any(|item| !item.is_empty());
        (is_list && holds).then_some(Block::List(first, items))
    }

    /// The rest of a block of code.
    fn code(&mut self) -> Block {
        let mut code = String::new();
        self.rest(|event, _| {
            if let Event::Text(text) = event {
                code.push_str(&text);
            }
        });
        Block::Code(code.lines().map(str::to_owned).collect())
    }

    /// The rest of a table.
    fn table(&mut self) -> Block {
        let (text, mut rows) = (self.text, Vec::new());
        self.rest(|event, range| match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => {
                if let (Some(row), Some(cell)) = (rows.last_mut(), text.get(range)) {
                    // Within a table, a bar that separates no cells is escaped.
                    row.push(escape(&cell.trim().replace("\\|", "|")).replace('|', "\\|"));
                }
            }
            _ => {}
        });
        Block::Table(rows)
    }

    /// Goes through what stands within the tag that has just begun, up to its end.
    fn rest(&mut self, mut visit: impl FnMut(Event<'t>, Range<usize>)) {
        let mut depth = 1;
        for (event, range) in self.events.by_ref() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
            visit(event, range);
        }
    }
}

/// The length of what makes a line an item of a list: `- ` or `12. `, with the blanks before it.
fn marker_length(item: &str) -> usize {
    let rest = item.trim_start();
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let text = number.strip_prefix(['-', '+', '*', '.', ')']);
    item.len() - text.unwrap_or(rest).len()
}

/// Writes blocks, each line behind what is before it, which is another thing for the first line.
fn write_blocks(blocks: &[Block], first: &str, indent: &str, lines: &mut Vec<String>) {
    let begin = lines.len();
    for (number, block) in blocks.iter().enumerate() {
        // A list or code within an item needs no distance from its text.
        let is_tight = !indent.is_empty() && matches!(block, Block::List(..) | Block::Code(_));
        if number > 0 && !is_tight {
            lines.push(String::new());
        }
        let mut add = |line: &str| {
            let before = if lines.len() == begin { first } else { indent };
            lines.push(format!("{before}{line}").trim_end().to_owned());
        };
        match block {
            Block::Text(text) => text.iter().for_each(|line| add(line)),
            Block::Code(code) => {
                let fence = fence(code);
                add(&format!("{fence}text"));
                code.iter().for_each(|line| add(line));
                add(&fence);
            }
            Block::Table(rows) => {
                for (number, row) in rows.iter().enumerate() {
                    add(&format!("| {} |", row.join(" | ")));
                    if number == 0 {
                        add(&format!("|{}", "---|".repeat(row.len())));
                    }
                }
            }
            Block::List(start, items) => {
                for (number, item) in (start.unwrap_or(0)..).zip(items) {
                    let marker = match start {
                        Some(_) => format!("{number}. "),
                        None => String::from("- "),
                    };
                    let before = if lines.len() == begin { first } else { indent };
                    let within = format!("{indent}{}", " ".repeat(marker.len()));
                    write_blocks(item, &format!("{before}{marker}"), &within, lines);
                }
            }
        }
    }
}

/// A fence that nothing within the code closes.
fn fence(code: &[String]) -> String {
    let longest = code.iter().map(|line| {
        let runs = line.split(|c| c != '`');
        runs.map(str::len).max().unwrap_or(0)
    });
    "`".repeat(longest.max().unwrap_or(0).max(2) + 1)
}
