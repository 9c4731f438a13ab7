//! Text → marked tree, in one pass over the events of a YAML parser. JSON is YAML.
//!
//! It knows YAML and nothing of OpenAPI, but for one thing: status codes may be written as numbers, so
//! the keys under `responses` may be.

use std::sync::Arc;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span};

use super::mark::{Frame, Key, location, mark, widen};
use super::node::{Entry, Kind, Map, Mark, Node, Value};
use super::scalar;
use super::scalar::OutOfRange;
use super::syntax;
use crate::diagnostic::{Code, Diagnostic, Location, is_hidden};
use crate::load::problems::Problems;

/// The deepest nesting that is read; Twilio's documents reach 18.
pub(crate) const MAX_DEPTH: usize = 128;

/// How many keys and values are read: a document of the largest size that is made of nothing but commas
/// would take gigabytes. Twilio's largest has 70,000.
const MAX_NODES: usize = 2_000_000;

/// The longest key that is read; Twilio's reach 160.
const MAX_KEY: usize = 1024;

/// The longest pointer to a map or list, in bytes. Everything that is made of a document keeps pointers,
/// so their length times the number of nodes is what memory it takes.
const MAX_POINTER: usize = 2048;

/// Reads a document into a tree; none if there are problems that leave no tree.
pub(crate) fn parse(file: &Arc<str>, text: &str, problems: &mut Problems) -> Option<Node> {
    let mut options = Options::default();
    options.emit_comments = false;
    // Anchors are refused with their own place, and aliases to nothing as aliases.
    options.emit_anchor_events = true;
    options.emit_unresolved_aliases = true;
    options.flow_nesting_limit = MAX_DEPTH + 1;
    options.block_nesting_limit = MAX_DEPTH + 1;
    let mut reader = Reader {
        file,
        text,
        problems,
        stack: Vec::new(),
        root: None,
        documents: 0,
        end: 0,
        aliases: None,
        nodes: 0,
    };
    let root = reader.run(Parser::new_from_str_with_options(text, options));
    reader.report_aliases();
    root
}

struct Reader<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    problems: &'a mut Problems,
    stack: Vec<Frame>,
    root: Option<Node>,
    documents: usize,
    /// Where the last event ended: what a scan error is about starts behind it.
    end: usize,
    /// The first anchor or alias, and how many there are.
    aliases: Option<(Mark, usize)>,
    nodes: usize,
}

/// `Break` where reading on is pointless.
type Flow = std::ops::ControlFlow<()>;

impl Reader<'_> {
    fn run<'t>(
        &mut self,
        events: impl Iterator<Item = Result<(Event<'t>, Span), ScanError>>,
    ) -> Option<Node> {
        for event in events {
            match event {
                Ok((event, span)) => {
                    if self.event(event, span).is_break() {
                        return None;
                    }
                }
                Err(error) => {
                    let open = self
                        .stack
                        .iter()
                        .rev()
                        .map(Frame::mark)
                        .find(|mark| mark.end > mark.start);
                    let found = syntax::explain(self.file, self.text, self.end, open, &error);
                    self.problems.push(found);
                    return None;
                }
            }
        }
        if self.root.is_none() {
            let location = Location::in_file(Arc::clone(self.file), 0, 0);
            let found = Diagnostic::error(Code::Empty, &location, "the document is empty");
            self.problems
                .push(found.help("expected an OpenAPI 3.0 document in YAML or JSON"));
        }
        self.root.take()
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Flow {
        let mark = mark(span);
        self.end = self.end.max(mark.end as usize);
        if !matches!(event, Event::SequenceEnd | Event::MappingEnd) {
            self.nodes += 1;
        }
        if self.nodes > MAX_NODES {
            let problem = format!("the document holds more than {MAX_NODES} keys and values");
            let help = "is this the right file? Twilio's largest document holds 70,000";
            self.problem(Code::TooLarge, mark, problem, help);
            return Flow::Break(());
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.problem(
                        Code::SeveralDocuments,
                        mark,
                        "a second document begins here, and a file holds one",
                        "put each document into a file of its own",
                    );
                    return Flow::Break(());
                }
            }
            Event::Scalar(text, style, _, _) => {
                let tagged = self.tag(span);
                self.scalar(&text, style, mark, tagged);
            }
            Event::SequenceStart(..) => {
                self.tag(span);
                return self.open(
                    Frame::List {
                        mark,
                        items: Vec::new(),
                    },
                    mark,
                );
            }
            Event::MappingStart(..) => {
                self.tag(span);
                let codes = self
                    .stack
                    .last()
                    .is_some_and(|parent| parent.key() == Some("responses"));
                return self.open(
                    Frame::Map {
                        mark,
                        entries: Vec::new(),
                        key: Key::Awaited,
                        codes,
                    },
                    mark,
                );
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(mark),
            Event::Anchor(..) => self.alias(mark),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.alias(mark);
                self.put(Node {
                    value: Value::Refused,
                    mark,
                });
            }
            _ => {}
        }
        Flow::Continue(())
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, mark: Mark, tagged: bool) {
        let plain = style == ScalarStyle::Plain;
        if let Some(Frame::Map {
            key: Key::Awaited,
            codes,
            ..
        }) = self.stack.last()
        {
            let codes = *codes;
            let key = self.key(text, plain, codes, mark);
            if let Some(Frame::Map { key: awaited, .. }) = self.stack.last_mut() {
                *awaited = key;
            }
            return;
        }
        let value = if tagged {
            Value::Refused
        } else if plain {
            scalar::resolve(text).unwrap_or_else(|OutOfRange| {
                self.problem(
                    Code::NumberRange,
                    mark,
                    "this number is not finite or does not fit into 64 bits",
                    "put it into quotes if it is a text",
                );
                Value::Refused
            })
        } else {
            Value::Text(text.into())
        };
        self.put(Node { value, mark });
    }

    fn key(&mut self, text: &str, plain: bool, codes: bool, mark: Mark) -> Key {
        if plain && text == "<<" {
            self.problem(
                Code::MergeKey,
                mark,
                "the document uses YAML's merge key",
                "write the entries out where they belong",
            );
            return Key::Refused;
        }
        if plain {
            let kind = match scalar::resolve(text) {
                Ok(Value::Text(_)) => None,
                Ok(Value::Number(_)) if codes => None,
                Ok(value) => Some(Node { value, mark }.kind().with_article()),
                Err(OutOfRange) => Some("a number"),
            };
            if let Some(kind) = kind {
                self.problem(
                    Code::KeyNotText,
                    mark,
                    format!("a key must be a text, and this one is {kind}"),
                    "put it into quotes",
                );
                return Key::Refused;
            }
        }
        if text.len() > MAX_KEY && text.chars().nth(MAX_KEY).is_some() {
            let problem = format!("a key of more than {MAX_KEY} characters begins here");
            self.problem(
                Code::KeyTooLong,
                mark,
                problem,
                "is this the right file? Twilio's keys reach 160 characters",
            );
            return Key::Refused;
        }
        if let Some(hidden) = text.chars().find(|character| is_hidden(*character)) {
            self.problem(
                Code::HiddenCharacter,
                mark,
                format!(
                    "the key {text:?} holds U+{:04X}, which is not seen and changes how the text looks",
                    u32::from(hidden)
                ),
                "take the character out of the key",
            );
            return Key::Refused;
        }
        Key::Read(text.into(), mark)
    }

    fn open(&mut self, frame: Frame, mark: Mark) -> Flow {
        if self.stack.len() >= MAX_DEPTH {
            let problem = format!("the document is nested more than {MAX_DEPTH} deep here");
            self.problem(
                Code::TooDeep,
                mark,
                problem,
                "Twilio's documents reach 18; is this the right file?",
            );
            return Flow::Break(());
        }
        if self.stack.iter().map(Frame::key_length).sum::<usize>() > MAX_POINTER {
            let problem =
                format!("the keys that lead here are longer than {MAX_POINTER} bytes together");
            self.problem(Code::KeyTooLong, mark, problem, "shorten them");
            return Flow::Break(());
        }
        self.stack.push(frame);
        Flow::Continue(())
    }

    fn close(&mut self, end: Mark) {
        match self.stack.pop() {
            Some(Frame::List { mark, items }) => self.put(Node {
                value: Value::List(items),
                mark: widen(mark, end),
            }),
            Some(Frame::Map { mark, entries, .. }) => {
                let (map, again) = Map::new(entries);
                for (first, double) in again {
                    let problem = format!(
                        "the key `{}` stands here again; it is on line {} already",
                        double.key, first.line
                    );
                    self.problem(
                        Code::DuplicateKey,
                        double.key_mark,
                        problem,
                        "leave one of the two",
                    );
                }
                self.put(Node {
                    value: Value::Map(map),
                    mark: widen(mark, end),
                });
            }
            None => {}
        }
    }

    /// Puts a finished node where it belongs.
    fn put(&mut self, node: Node) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Frame::List { items, .. }) => items.push(node),
            Some(Frame::Map { entries, key, .. }) => match std::mem::replace(key, Key::Awaited) {
                Key::Read(key, key_mark) => entries.push(Entry {
                    key,
                    key_mark,
                    value: node,
                }),
                Key::Refused => {}
                Key::Awaited => {
                    *key = Key::Refused;
                    if node.kind() != Kind::Refused {
                        let kind = node.kind().with_article();
                        let problem = format!("a key must be a text, and this one is {kind}");
                        self.problem(
                            Code::KeyNotText,
                            node.mark,
                            problem,
                            "write the key as a text",
                        );
                    }
                }
            },
        }
    }

    /// Refuses a tag, if there is one.
    fn tag(&mut self, span: Span) -> bool {
        let Some(tag) = span.tag_span() else {
            return false;
        };
        self.problem(
            Code::Tag,
            mark(tag),
            "the document uses a YAML tag",
            "write the value without the tag that begins with `!`",
        );
        true
    }

    fn alias(&mut self, mark: Mark) {
        self.aliases.get_or_insert((mark, 0)).1 += 1;
    }

    /// One word on all of them: there may be as many as there are bytes.
    fn report_aliases(&mut self) {
        let Some((mark, count)) = self.aliases else {
            return;
        };
        let problem = match count {
            1 => String::from("the document uses a YAML anchor or alias"),
            _ => format!(
                "the document uses YAML anchors and aliases, in {count} places; this is the first"
            ),
        };
        self.problem(
            Code::Alias,
            mark,
            problem,
            "write the values out, or use `$ref`, which OpenAPI has for that",
        );
    }

    fn problem(&mut self, code: Code, mark: Mark, problem: impl Into<String>, help: &str) {
        self.problems
            .push(Diagnostic::error(code, &location(self.file, mark), problem).help(help));
    }
}
