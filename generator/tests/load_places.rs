//! Every location is right: compared with what the lines alone show.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it knows"
)]

mod common;

use std::collections::{HashMap, VecDeque};

use generator::load::{self, Document, Node, NodeKind, Pointer};

use common::documents;

/// The line and column at which each key and item of a document stands.
type Spots = HashMap<Pointer, (usize, usize)>;

/// The spots of JSON with one key or item on each line, found by brackets alone.
fn scan_json(text: &str) -> Spots {
    let mut spots = Spots::new();
    let mut open: Vec<(Pointer, Option<usize>)> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let rest = line.trim_start();
        let begins = rest.trim_end_matches(',').ends_with(['{', '[']);
        let list = rest.trim_end_matches(',').ends_with('[');
        if rest.starts_with(['}', ']']) {
            open.pop();
            continue;
        }
        let pointer = match open.last_mut() {
            None => Pointer::root(),
            Some((parent, Some(items))) => {
                *items += 1;
                parent.join(&(*items - 1).to_string())
            }
            Some((parent, None)) => {
                let end = rest.find("\":").unwrap();
                parent.join(&serde_json::from_str::<String>(&rest[..=end]).unwrap())
            }
        };
        if !open.is_empty() {
            spots.insert(pointer.clone(), (number + 1, line.len() - rest.len() + 1));
        }
        if begins {
            open.push((pointer, list.then_some(0)));
        }
    }
    spots
}

/// The spots of YAML in block style, found by indentation alone.
fn scan_yaml(text: &str) -> Spots {
    let lines = text.lines().enumerate().filter_map(|(number, line)| {
        let rest = line.trim_start_matches(' ');
        let line = Line {
            number: number + 1,
            indent: line.len() - rest.len(),
            text: rest,
        };
        let comment = line.indent == 0 && rest.starts_with('#');
        (!rest.is_empty() && !comment).then_some(line)
    });
    let mut scan = ScanYaml {
        lines: lines.collect(),
        spots: Spots::new(),
    };
    scan.node(&Pointer::root());
    assert!(scan.lines.is_empty(), "stopped at {:?}", scan.lines.front());
    scan.spots
}

#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    number: usize,
    indent: usize,
    text: &'a str,
}

struct ScanYaml<'a> {
    lines: VecDeque<Line<'a>>,
    spots: Spots,
}

impl<'a> ScanYaml<'a> {
    fn node(&mut self, pointer: &Pointer) {
        let Some(first) = self.lines.front().copied() else {
            return;
        };
        if first.text.starts_with("- ") {
            self.list(first.indent, pointer);
        } else if first.text.starts_with("? ") || key(first.text).is_some() {
            self.map(first.indent, pointer);
        } else {
            self.lines.pop_front();
            self.skip(|line| line.indent >= first.indent);
        }
    }

    fn list(&mut self, indent: usize, pointer: &Pointer) {
        let mut items = 0;
        while let Some(line) = self.next(indent, |text| text.starts_with("- ")) {
            let item = pointer.join(&items.to_string());
            self.spots.insert(item.clone(), (line.number, indent + 3));
            self.lines.push_front(Line {
                indent: indent + 2,
                text: &line.text[2..],
                ..line
            });
            self.node(&item);
            items += 1;
        }
    }

    fn map(&mut self, indent: usize, pointer: &Pointer) {
        while let Some(line) = self.next(indent, |text| !text.starts_with("- ")) {
            if let Some(long) = line.text.strip_prefix("? ") {
                let entry = pointer.join(long);
                self.spots.insert(entry.clone(), (line.number, indent + 3));
                let value = self.next(indent, |text| text.starts_with(": ")).unwrap();
                self.lines.push_front(Line {
                    indent: indent + 2,
                    text: &value.text[2..],
                    ..value
                });
                self.node(&entry);
                continue;
            }
            let (key, value) = key(line.text).unwrap_or_else(|| panic!("no key: {line:?}"));
            let entry = pointer.join(&key);
            self.spots.insert(entry.clone(), (line.number, indent + 1));
            if !value.is_empty() {
                self.skip(|line| line.indent > indent);
            } else if self.lines.front().is_some_and(|next| {
                next.indent > indent || (next.indent == indent && next.text.starts_with("- "))
            }) {
                self.node(&entry);
            }
        }
    }

    fn next(&mut self, indent: usize, accept: impl Fn(&str) -> bool) -> Option<Line<'a>> {
        let next = self.lines.front()?;
        if next.indent == indent && accept(next.text) {
            self.lines.pop_front()
        } else {
            None
        }
    }

    fn skip(&mut self, more: impl Fn(&Line<'_>) -> bool) {
        while self.lines.front().is_some_and(&more) {
            self.lines.pop_front();
        }
    }
}

/// The key that begins a line, and what follows it.
fn key(text: &str) -> Option<(String, &str)> {
    let (key, rest) = match text.chars().next()? {
        quote @ ('\'' | '"') => {
            let end = text[1..].find(quote)? + 1;
            (&text[1..end], &text[end + 1..])
        }
        _ => text.split_at(
            text.find(": ")
                .or_else(|| text.ends_with(':').then(|| text.len() - 1))?,
        ),
    };
    Some((key.to_owned(), rest.strip_prefix(':')?.trim_start()))
}

fn each_node(node: &Node, pointer: &Pointer, look: &mut impl FnMut(&Pointer, &Node)) {
    look(pointer, node);
    for (key, child) in node.entries() {
        each_node(child, &pointer.join(key), look);
    }
    for (number, child) in node.items().iter().enumerate() {
        each_node(child, &pointer.join(&number.to_string()), look);
    }
}

fn load(file: &str, bytes: &[u8]) -> Document {
    load::load(file, bytes)
        .unwrap_or_else(|problems| panic!("{}", common::render_plain(file, bytes, &problems)))
}

#[test]
fn every_key_stands_where_its_location_says() {
    for (file, bytes) in documents() {
        let document = load(&file, &bytes);
        let text = document.source();
        let spots = if file.ends_with(".json") {
            scan_json(text)
        } else {
            scan_yaml(text)
        };
        let mut nodes = 0;
        each_node(
            document.node(&Pointer::root()).unwrap(),
            &Pointer::root(),
            &mut |pointer, node| {
                if pointer == &Pointer::root() {
                    return;
                }
                nodes += 1;
                let location = document.location_of_key(pointer);
                let spot = spots
                    .get(pointer)
                    .unwrap_or_else(|| panic!("{file}: {pointer} is not in the lines"));
                assert_eq!(
                    (location.line(), location.column()),
                    *spot,
                    "{file}: {pointer}"
                );
                if matches!(node.kind(), NodeKind::Map | NodeKind::List) {
                    assert_eq!(
                        document.location(pointer),
                        location,
                        "{file}: {pointer}: a map or list has the location of its key"
                    );
                }
            },
        );
        assert_eq!(
            nodes,
            spots.len(),
            "{file}: as many keys and items as the lines show"
        );
    }
}

#[test]
fn every_value_stands_where_its_location_says() {
    for (file, bytes) in documents() {
        let document = load(&file, &bytes);
        let text = document.source();
        let lines: Vec<&str> = text.lines().collect();
        each_node(
            document.node(&Pointer::root()).unwrap(),
            &Pointer::root(),
            &mut |pointer, node| {
                let Some(value) = node.as_str() else { return };
                let location = document.location(pointer);
                let line = lines[location.line() - 1];
                let rest: String = line.chars().skip(location.column() - 1).collect();
                let span = location.span().unwrap();
                assert!(
                    text[span.clone()].starts_with(rest.trim_end_matches(','))
                        || rest.starts_with(&text[span]),
                    "{file}: {pointer}"
                );
                let first = value.split([' ', '\n', '"', '\'', '\\']).next().unwrap();
                let unquoted = rest.trim_start_matches(['"', '\'']);
                assert!(
                    unquoted.starts_with(first) || !first.is_ascii(),
                    "{file}: {pointer}: {value:?} at {rest:?}"
                );
            },
        );
    }
}

#[test]
fn a_key_without_a_value_has_the_location_of_the_key() {
    let text = b"openapi: 3.0.1\ninfo: {title: x, version: '1'}\npaths: {}\ntags:\n\n";
    let document = load("null.yaml", text);
    let location = document.location(&Pointer::root().join("tags"));
    assert_eq!((location.line(), location.column()), (4, 1));
}

#[test]
fn a_pointer_that_leads_nowhere_has_the_location_of_its_nearest_ancestor() {
    let bytes = include_bytes!("fixtures/small.yaml");
    let document = load("small.yaml", bytes);
    let call = Pointer::root()
        .join("components")
        .join("schemas")
        .join("call");
    let missing = call.join("properties").join("nothing").join("type");
    assert_eq!(
        document.location(&missing).line(),
        document.location(&call.join("properties")).line()
    );
    assert_eq!(
        document.location(&missing).pointer(),
        Some(missing.as_str())
    );
    assert_eq!(document.location(&Pointer::root()).line(), 1);
    assert!(document.node(&missing).is_none());
}
