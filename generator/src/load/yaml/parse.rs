//! Text → marked tree, in one pass over the events of a YAML parser. JSON is YAML.
//!
//! It knows YAML and nothing of OpenAPI, with one exception: OpenAPI's status codes may be written as numbers, so the
//! keys under `responses` may be numbers.

use std::sync::Arc;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span};

use super::frame::{Frame, PendingKey};
use super::mark::Mark;
use super::node::{Map, MapEntry, Node, NodeKind, Value};
use super::scalar;
use super::scalar::OutOfRange;
use super::syntax::SyntaxError;
use crate::diagnostic::{Code, Diagnostic, Location, is_hidden};
use crate::load::limits::{MAX_DEPTH, MAX_KEY, MAX_NODES, MAX_POINTER};
use crate::load::problems::Problems;

/// Reads a document into a tree; none if its problems leave no tree.
pub(crate) fn parse(file: &Arc<str>, text: &str, problems: &mut Problems) -> Option<Node> {
    let mut options = Options::default();
    options.emit_comments = false;
    // Anchors and aliases are refused here, each with its location, those that lead nowhere included.
    options.emit_anchor_events = true;
    options.emit_unresolved_aliases = true;
    options.flow_nesting_limit = MAX_DEPTH + 1;
    options.block_nesting_limit = MAX_DEPTH + 1;
    let mut builder = TreeBuilder {
        file,
        text,
        problems,
        stack: Vec::new(),
        root: None,
        documents: 0,
        read_until: 0,
        aliases: None,
        nodes: 0,
    };
    let root = builder.build(Parser::new_from_str_with_options(text, options));
    builder.report_aliases();
    root
}

/// Builds a tree from the events of a parser.
struct TreeBuilder<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    problems: &'a mut Problems,
    stack: Vec<Frame>,
    root: Option<Node>,
    documents: usize,
    /// Where the last event ended. What a syntax error is about stands after it.
    read_until: usize,
    /// The first anchor or alias, and how many there are.
    aliases: Option<(Mark, usize)>,
    nodes: usize,
}

/// `Break` where reading on is pointless.
type Flow = std::ops::ControlFlow<()>;

impl TreeBuilder<'_> {
    fn build<'t>(
        &mut self,
        events: impl Iterator<Item = Result<(Event<'t>, Span), ScanError>>,
    ) -> Option<Node> {
        for event in events {
            match event {
                Ok((event, span)) => {
                    if self.read_event(event, span).is_break() {
                        return None;
                    }
                }
                Err(error) => {
                    let diagnostic = self.syntax_error(error).into_diagnostic();
                    self.problems.push(diagnostic);
                    return None;
                }
            }
        }
        if self.root.is_none() {
            let location = Location::whole_file(self.file);
            let diagnostic = Diagnostic::error(Code::Empty, &location, "the document is empty");
            self.problems
                .push(diagnostic.help("expected an OpenAPI 3.0 document in YAML or JSON"));
        }
        self.root.take()
    }

    fn syntax_error(&self, error: ScanError) -> SyntaxError<'_> {
        let mut marks = self.stack.iter().rev().map(Frame::mark);
        SyntaxError {
            file: self.file,
            text: self.text,
            read_until: self.read_until,
            // Only a collection in brackets covers anything before it ends.
            open_bracket: marks.find(|mark| mark.end > mark.start),
            error,
        }
    }

    fn read_event(&mut self, event: Event<'_>, span: Span) -> Flow {
        let mark = Mark::from_span(span);
        self.read_until = self.read_until.max(mark.end as usize);
        if !matches!(event, Event::SequenceEnd | Event::MappingEnd) {
            self.count_node(mark)?;
        }
        match event {
            Event::DocumentStart(..) => return self.start_document(mark),
            Event::Scalar(text, style, _, _) => {
                let tagged = self.refuse_tag(span);
                self.read_scalar(&text, style, mark, tagged);
            }
            Event::SequenceStart(..) => {
                self.refuse_tag(span);
                let items = Vec::new();
                return self.open(Frame::List { mark, items });
            }
            Event::MappingStart(..) => {
                self.refuse_tag(span);
                let parent = self.stack.last().and_then(Frame::key);
                return self.open(Frame::Map {
                    mark,
                    entries: Vec::new(),
                    key: PendingKey::Awaited,
                    numeric_keys: parent == Some("responses"),
                });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(mark),
            Event::Anchor(..) => self.count_alias(mark),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.count_alias(mark);
                let value = Value::Refused;
                self.attach(Node { value, mark });
            }
            _ => {}
        }
        Flow::Continue(())
    }

    fn count_node(&mut self, mark: Mark) -> Flow {
        self.nodes += 1;
        if self.nodes <= MAX_NODES {
            return Flow::Continue(());
        }
        let problem = format!("the document has more than {MAX_NODES} keys and values");
        let help = "is this the right file? Twilio's largest document has 70,000";
        self.report(Code::TooLarge, mark, problem, help);
        Flow::Break(())
    }

    fn start_document(&mut self, mark: Mark) -> Flow {
        self.documents += 1;
        if self.documents == 1 {
            return Flow::Continue(());
        }
        let problem = "a second document begins here, and a file may hold only one";
        let help = "put each document into a file of its own";
        self.report(Code::SeveralDocuments, mark, problem, help);
        Flow::Break(())
    }

    /// Takes a scalar as the key that a map awaits, or as a value.
    fn read_scalar(&mut self, text: &str, style: ScalarStyle, mark: Mark, tagged: bool) {
        let plain = style == ScalarStyle::Plain;
        if let Some(Frame::Map {
            key: PendingKey::Awaited,
            numeric_keys,
            ..
        }) = self.stack.last()
        {
            let pending = self.read_key(text, plain, *numeric_keys, mark);
            if let Some(Frame::Map { key, .. }) = self.stack.last_mut() {
                *key = pending;
            }
            return;
        }
        let value = if tagged {
            Value::Refused
        } else if plain {
            scalar::resolve(text).unwrap_or_else(|OutOfRange| {
                let problem = "this number is not finite or does not fit into 64 bits";
                let help = "put it into quotes if it is a text";
                self.report(Code::NumberRange, mark, problem, help);
                Value::Refused
            })
        } else {
            Value::Text(text.into())
        };
        self.attach(Node { value, mark });
    }

    fn read_key(&mut self, text: &str, plain: bool, numeric_keys: bool, mark: Mark) -> PendingKey {
        if plain && text == "<<" {
            let problem = "the document uses YAML's merge key";
            let help = "write the entries out where they belong";
            return self.refuse_key(Code::MergeKey, mark, problem, help);
        }
        if let Some(kind) = non_text_key(text, plain, numeric_keys) {
            let problem = format!("a key must be a text, and this one is {kind}");
            return self.refuse_key(Code::KeyNotText, mark, problem, "put it into quotes");
        }
        if text.len() > MAX_KEY && text.chars().nth(MAX_KEY).is_some() {
            let problem = format!("a key of more than {MAX_KEY} characters begins here");
            let help = "is this the right file? Twilio's keys reach 160 characters";
            return self.refuse_key(Code::KeyTooLong, mark, problem, help);
        }
        if let Some(hidden) = text.chars().find(|character| is_hidden(*character)) {
            let number = u32::from(hidden);
            let problem = format!(
                "the key {text:?} contains U+{number:04X}, which is invisible and changes how the text looks"
            );
            let help = "take the character out of the key";
            return self.refuse_key(Code::HiddenCharacter, mark, problem, help);
        }
        PendingKey::Read(text.into(), mark)
    }

    fn refuse_key(
        &mut self,
        code: Code,
        mark: Mark,
        problem: impl Into<String>,
        help: &str,
    ) -> PendingKey {
        self.report(code, mark, problem, help);
        PendingKey::Refused
    }

    fn open(&mut self, frame: Frame) -> Flow {
        if self.stack.len() >= MAX_DEPTH {
            let problem = format!("the document is nested more than {MAX_DEPTH} deep here");
            let help = "Twilio's documents reach 18; is this the right file?";
            self.report(Code::TooDeep, frame.mark(), problem, help);
            return Flow::Break(());
        }
        if self.stack.iter().map(Frame::pointer_length).sum::<usize>() > MAX_POINTER {
            let problem =
                format!("the keys that lead here are longer than {MAX_POINTER} bytes together");
            self.report(Code::KeyTooLong, frame.mark(), problem, "shorten them");
            return Flow::Break(());
        }
        self.stack.push(frame);
        Flow::Continue(())
    }

    fn close(&mut self, end: Mark) {
        let (value, mark) = match self.stack.pop() {
            Some(Frame::List { mark, items }) => (Value::List(items), mark),
            Some(Frame::Map { mark, entries, .. }) => {
                let (map, duplicates) = Map::new(entries);
                for duplicate in duplicates {
                    let problem = format!(
                        "the key `{}` stands here again; it is on line {} already",
                        duplicate.entry.key, duplicate.first.line
                    );
                    let mark = duplicate.entry.key_mark;
                    self.report(Code::DuplicateKey, mark, problem, "keep one of the two");
                }
                (Value::Map(map), mark)
            }
            None => return,
        };
        let mark = mark.extend_to(end);
        self.attach(Node { value, mark });
    }

    /// Puts a finished node into the list or map that it belongs to.
    fn attach(&mut self, node: Node) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Frame::List { items, .. }) => items.push(node),
            Some(Frame::Map { entries, key, .. }) => {
                match std::mem::replace(key, PendingKey::Awaited) {
                    PendingKey::Read(key, key_mark) => entries.push(MapEntry {
                        key,
                        key_mark,
                        value: node,
                    }),
                    PendingKey::Refused => {}
                    PendingKey::Awaited => {
                        *key = PendingKey::Refused;
                        self.report_collection_as_key(&node);
                    }
                }
            }
        }
    }

    /// Reports a list or map that stands where a key is awaited.
    fn report_collection_as_key(&mut self, node: &Node) {
        if node.kind() == NodeKind::Refused {
            return;
        }
        let kind = node.kind().with_article();
        let problem = format!("a key must be a text, and this one is {kind}");
        let help = "write the key as a text";
        self.report(Code::KeyNotText, node.mark, problem, help);
    }

    /// Reports the tag of a node; whether there is one.
    fn refuse_tag(&mut self, span: Span) -> bool {
        let Some(tag) = span.tag_span() else {
            return false;
        };
        let problem = "the document uses a YAML tag";
        let help = "write the value without the tag that begins with `!`";
        self.report(Code::Tag, Mark::from_span(tag), problem, help);
        true
    }

    fn count_alias(&mut self, mark: Mark) {
        self.aliases.get_or_insert((mark, 0)).1 += 1;
    }

    /// Reports all anchors and aliases at once: there may be as many as there are bytes.
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
        let help = "write the values out, or use `$ref`, which OpenAPI has for that";
        self.report(Code::Alias, mark, problem, help);
    }

    fn report(&mut self, code: Code, mark: Mark, problem: impl Into<String>, help: &str) {
        let location = mark.to_location(self.file);
        self.problems
            .push(Diagnostic::error(code, &location, problem).help(help));
    }
}

/// What an unquoted key is, if it is not a text.
fn non_text_key(text: &str, plain: bool, numeric_keys: bool) -> Option<&'static str> {
    if !plain {
        return None;
    }
    let value = match scalar::resolve(text) {
        Ok(value) => value,
        Err(OutOfRange) => return Some(NodeKind::Number.with_article()),
    };
    let mark = Mark::default();
    match (Node { value, mark }).kind() {
        NodeKind::Text => None,
        NodeKind::Number if numeric_keys => None,
        kind => Some(kind.with_article()),
    }
}
