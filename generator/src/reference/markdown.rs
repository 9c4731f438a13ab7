//! Pages as Markdown: for reading as they are, and for tools.

use std::cell::RefCell;
use std::collections::HashSet;

use minijinja::{AutoEscape, Environment, context};

use super::id::fragment;
use super::page::{Code, Inline, Link, Page, Target};
use super::view::{self, Dialect};

const PAGE: &str = include_str!("../../templates/reference/page.md");

/// Renders pages.
pub(crate) struct Renderer {
    environment: Environment<'static>,
}

impl Renderer {
    /// Compiles the template.
    ///
    /// # Errors
    ///
    /// A defect of the template.
    pub(crate) fn new() -> Result<Self, minijinja::Error> {
        let mut environment = super::environment()?;
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.add_filter("md", |text: String| escape(&text));
        environment.add_filter("cell", |text: String| text.replace('|', "\\|"));
        environment.add_filter("inset", |text: String| inset(&text));
        environment.add_template("page.md", PAGE)?;
        Ok(Self { environment })
    }

    /// The Markdown of a page.
    ///
    /// # Errors
    ///
    /// A defect of the template.
    pub(crate) fn page(&self, page: &Page) -> Result<String, minijinja::Error> {
        let values = context! { page => view::page(page, &Writer::default()) };
        let text = self.environment.get_template("page.md")?.render(values)?;
        Ok(tidy(&text))
    }
}

/// No two empty lines in a row, no spaces at the end of lines, one line end at the end.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut in_code = false;
    let mut was_empty = true;
    for line in text.lines() {
        let line = line.trim_end();
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if !(line.is_empty() && was_empty && !in_code) {
            tidied.push_str(line);
            tidied.push('\n');
        }
        was_empty = line.is_empty();
    }
    while tidied.ends_with("\n\n") {
        tidied.pop();
    }
    tidied
}

/// The lines set in below a list item.
fn inset(text: &str) -> String {
    let lines = text.trim_end().lines().map(|line| match line.trim() {
        "" => String::new(),
        _ => format!("  {line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Writes the lines of one page. Each address stands once, and what leads there again is text: tools pay for what they
/// read.
#[derive(Default)]
struct Writer {
    linked: RefCell<HashSet<String>>,
}

impl Dialect for Writer {
    fn line(&self, line: &[Inline], page: &Page) -> String {
        let mut text = String::new();
        for piece in line {
            match piece {
                Inline::Text(plain) => text.push_str(&escape(plain)),
                Inline::Code(code) | Inline::Method(code) => text.push_str(&code_span(code)),
                Inline::Strong(inner) => text.push_str(&format!("**{}**", self.line(inner, page))),
                Inline::Emphasis(inner) => text.push_str(&format!("*{}*", self.line(inner, page))),
                Inline::Link(link) => {
                    let (inner, href) = (self.line(&link.text, page), self.href(link, page));
                    if self.linked.borrow_mut().insert(href.clone()) {
                        text.push_str(&format!("[{inner}]({href})"));
                    } else {
                        text.push_str(&inner);
                    }
                }
                Inline::Break => text.push_str("  \n"),
            }
        }
        text
    }

    fn code(&self, code: &Code, _page: &Page) -> String {
        let longest = code
            .text
            .split(|c| c != '`')
            .map(str::len)
            .max()
            .unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        format!("{fence}{}\n{}\n{fence}", code.language, code.text)
    }

    fn href(&self, link: &Link, page: &Page) -> String {
        match &link.target {
            Target::Web(url) => url.replace('(', "%28").replace(')', "%29"),
            Target::Page(id, anchor) => {
                let hash = if anchor.is_empty() { "" } else { "#" };
                format!("{}{hash}{}", page.id.to(&id.twin()), fragment(anchor))
            }
        }
    }
}

/// Code within a line.
fn code_span(code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') || code.is_empty() {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{code}{pad}{fence}")
}

/// Text in which nothing is taken for a mark.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let within_word =
            before.is_alphanumeric() && characters.peek().is_some_and(|c| c.is_alphanumeric());
        let is_mark = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' => true,
            '_' => !within_word,
            '#' | '+' | '-' | '>' => escaped.is_empty(),
            '&' => characters
                .peek()
                .is_some_and(|c| c.is_ascii_alphabetic() || *c == '#'),
            _ => false,
        };
        if is_mark {
            escaped.push('\\');
        }
        escaped.push(character);
        before = character;
    }
    escaped
}
