//! A page as the values that templates read, with its inlines rendered already.

use minijinja::{Value, context};

use super::page::{Block, Code, Inline, Link, Member, Members, Page, Section};

/// How a language writes what has no lines of its own.
pub(crate) trait Dialect {
    /// Running text.
    fn line(&self, line: &[Inline], page: &Page) -> String;
    /// Code that keeps its lines.
    fn code(&self, code: &Code, page: &Page) -> String;
    /// The address of a link.
    fn href(&self, link: &Link, page: &Page) -> String;
}

/// A page.
pub(crate) fn page<D: Dialect>(page: &Page, dialect: &D) -> Value {
    let view = View { page, dialect };
    context! {
        title => page.title.as_str(),
        kind => page.kind.word(),
        summary => page.summary.as_str(),
        crumbs => page.crumbs.iter().map(|link| view.link(link)).collect::<Vec<_>>(),
        lead => view.blocks(&page.lead),
        request => page.request.as_ref().map(|request| context! {
            method => request.method.as_str(),
            host => request.host.as_str(),
            path => request.path.as_str(),
            parts => parts(&request.path),
        }),
        facts => page.facts.iter().map(|fact| context! {
            label => fact.label.as_str(),
            text => view.line(&fact.text),
        }).collect::<Vec<_>>(),
        sections => page.sections.iter().map(|section| view.section(section)).collect::<Vec<_>>(),
        samples => page.samples.iter().map(|sample| context! {
            name => sample.name.as_str(),
            codes => sample.codes.iter().map(|(language, text)| {
                let code = Code { language: language.code(), text: text.clone() };
                context! { key => language.key(), title => language.title(), code => view.code(&code) }
            }).collect::<Vec<_>>(),
        }).collect::<Vec<_>>(),
        source => page.source.as_deref(),
    }
}

/// A path template in pieces: what is text, and what stands in braces.
fn parts(path: &str) -> Vec<Value> {
    let mut parts = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        parts.push(context! { text => before, is_name => false });
        parts.push(context! { text => format!("{{{name}}}"), is_name => true });
        rest = after;
    }
    parts.push(context! { text => rest, is_name => false });
    parts
}

struct View<'v, D> {
    page: &'v Page,
    dialect: &'v D,
}

impl<D: Dialect> View<'_, D> {
    fn line(&self, line: &[Inline]) -> Value {
        Value::from_safe_string(self.dialect.line(line, self.page))
    }

    fn link(&self, link: &Link) -> Value {
        context! { text => self.line(&link.text), href => Value::from_safe_string(self.dialect.href(link, self.page)) }
    }

    fn code(&self, code: &Code) -> Value {
        context! { language => code.language, text => Value::from_safe_string(self.dialect.code(code, self.page)) }
    }

    fn section(&self, section: &Section) -> Value {
        context! {
            anchor => section.anchor.as_str(),
            title => section.title.as_str(),
            note => section.note.as_str(),
            beside => section.beside,
            folds => section.blocks.iter().any(|block| matches!(block, Block::Members(members) if folds(members))),
            blocks => self.blocks(&section.blocks),
        }
    }

    fn blocks(&self, blocks: &[Block]) -> Vec<Value> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&self, block: &Block) -> Value {
        match block {
            Block::Paragraph(line) => context! { kind => "paragraph", text => self.line(line) },
            Block::Note(line) => context! { kind => "note", text => self.line(line) },
            Block::Heading { anchor, text } => {
                context! { kind => "heading", anchor => anchor.as_str(), text => self.line(text) }
            }
            Block::List { ordered, items } => {
                let class = list_class(items);
                let items = items
                    .iter()
                    .map(|item| self.blocks(item))
                    .collect::<Vec<_>>();
                context! { kind => "list", ordered, items, class }
            }
            Block::Quote(blocks) => context! { kind => "quote", blocks => self.blocks(blocks) },
            Block::Code(code) => context! { kind => "code", code => self.code(code) },
            Block::Table { head, rows } => {
                let cells = |row: &Vec<Vec<Inline>>| {
                    row.iter().map(|cell| self.line(cell)).collect::<Vec<_>>()
                };
                context! { kind => "table", head, rows => rows.iter().map(cells).collect::<Vec<_>>() }
            }
            Block::Members(members) => {
                context! { kind => "members", members => self.members(members) }
            }
            Block::Picture { svg, caption } => {
                context! { kind => "picture", svg => Value::from_safe_string(svg.clone()), caption => caption.as_str() }
            }
        }
    }

    fn members(&self, members: &Members) -> Value {
        context! {
            left_out => members.left_out,
            label => members.folded.as_ref().map(|folded| folded.label.as_str()),
            open => members.folded.as_ref().is_some_and(|folded| folded.open),
            members => members.members.iter().map(|member| self.member(member)).collect::<Vec<_>>(),
        }
    }

    fn member(&self, member: &Member) -> Value {
        context! {
            anchor => member.anchor.as_str(),
            name => member.name.as_str(),
            ty => self.line(&member.ty),
            named => self.line(&member.named),
            marks => member.marks.iter().map(|mark| mark.words()).collect::<Vec<_>>(),
            description => self.blocks(&member.description),
            rules => member.rules.iter().map(|rule| self.line(rule)).collect::<Vec<_>>(),
            values => member.values.iter().map(|value| self.line(&[Inline::code(value.as_str())])).collect::<Vec<_>>(),
            values_left_out => member.values_left_out,
            attributes => member.attributes.as_ref().map(|members| self.members(members)),
        }
    }
}

/// Lists of methods need no bullets, and lists of nothing but links need little room.
fn list_class(items: &[Vec<Block>]) -> &'static str {
    let lines = || {
        items.iter().filter_map(|item| match item.as_slice() {
            [Block::Paragraph(line)] => Some(line),
            _ => None,
        })
    };
    if lines().any(|line| matches!(line.first(), Some(Inline::Method(_)))) {
        "list calls"
    } else if items.len() > 6
        && lines().count() == items.len()
        && lines().all(|line| line.len() <= 3)
    {
        "list many"
    } else {
        "list"
    }
}

/// Whether something in a list of members can be folded away.
fn folds(members: &Members) -> bool {
    members.folded.is_some()
        || members
            .members
            .iter()
            .any(|member| member.attributes.is_some())
}
