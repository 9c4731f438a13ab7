//! Text → marked tree, in one pass over the events of a YAML parser. JSON is YAML.
//!
//! It knows YAML and nothing of OpenAPI, with one exception: OpenAPI's status codes may be written as numbers, so the
//! keys under `responses` may be numbers.

use std::sync::Arc;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span};

use super::anchors::{AnchorFault, Anchors};
use super::frame::{Frame, Merged, PendingKey};
use super::key::{KeyFault, check_key};
use super::mark::Mark;
use super::node::{DuplicateEntry, Map, MapEntry, Node, NodeKind, Value};
use super::scalar;
use super::scalar::OutOfRange;
use super::syntax::SyntaxError;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::load::limits::{MAX_DEPTH, MAX_NODES, MAX_POINTER};
use crate::load::problems::Problems;

/// Reads a document into a tree; none if its problems leave no tree.
pub(crate) fn parse(file: &Arc<str>, text: &str, problems: &mut Problems) -> Option<Node> {
    let mut options = Options::default();
    options.emit_comments = false;
    // Aliases that lead nowhere are reported here, with the others.
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
        anchors: Anchors::default(),
        nodes: 0,
    };
    builder.build(Parser::new_from_str_with_options(text, options))
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
    anchors: Anchors,
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
                    self.problems.push_new(diagnostic);
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
            Event::Scalar(text, style, anchor, _) => {
                let tagged = self.refuse_tag(span);
                return self.read_scalar(&text, style, mark, tagged, anchor);
            }
            Event::SequenceStart(_, anchor, _) => {
                self.refuse_tag(span);
                return self.open(Frame::List {
                    mark,
                    anchor,
                    items: Vec::new(),
                });
            }
            Event::MappingStart(_, anchor, _) => {
                self.refuse_tag(span);
                let parent = self.stack.last().and_then(Frame::key);
                return self.open(Frame::Map {
                    mark,
                    anchor,
                    entries: Vec::new(),
                    key: PendingKey::Awaited,
                    merged: None,
                    numeric_keys: parent == Some("responses"),
                });
            }
            Event::SequenceEnd | Event::MappingEnd => return self.close(mark),
            Event::Alias(anchor) => return self.follow_alias(anchor, mark),
            Event::UnresolvedAlias(name) => {
                let problem = format!("no anchor before this is called `&{name}`");
                self.report(
                    Code::Alias,
                    mark,
                    problem,
                    "put the anchor before its aliases",
                );
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
    fn read_scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        mark: Mark,
        tagged: bool,
        anchor: usize,
    ) -> Flow {
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
            let value = Value::Text(text.into());
            return self.keep(anchor, &Node { value, mark });
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
        let node = Node { value, mark };
        self.keep(anchor, &node)?;
        self.attach(node);
        Flow::Continue(())
    }

    fn read_key(&mut self, text: &str, plain: bool, numeric_keys: bool, mark: Mark) -> PendingKey {
        if plain && text == "<<" {
            return PendingKey::Merge(mark);
        }
        match check_key(text, plain, numeric_keys) {
            Ok(()) => PendingKey::Read(text.into(), mark),
            Err(KeyFault {
                code,
                problem,
                help,
            }) => {
                self.report(code, mark, problem, help);
                PendingKey::Refused
            }
        }
    }

    fn open(&mut self, frame: Frame) -> Flow {
        self.check_reach(1, 0, frame.mark())?;
        self.stack.push(frame);
        Flow::Continue(())
    }

    /// Refuses a node that would reach too deep from here, by lists and maps, or by the length of pointers into it.
    fn check_reach(&mut self, depth: usize, pointer: usize, mark: Mark) -> Flow {
        if self.stack.len() + depth > MAX_DEPTH {
            let problem = format!("the document is nested more than {MAX_DEPTH} deep here");
            let help = "Twilio's documents reach 18; is this the right file?";
            self.report(Code::TooDeep, mark, problem, help);
            return Flow::Break(());
        }
        let above: usize = self.stack.iter().map(Frame::pointer_length).sum();
        if above + pointer > MAX_POINTER {
            let problem =
                format!("the keys that lead here are longer than {MAX_POINTER} bytes together");
            self.report(Code::KeyTooLong, mark, problem, "shorten them");
            return Flow::Break(());
        }
        Flow::Continue(())
    }

    fn close(&mut self, end: Mark) -> Flow {
        let (value, mark, anchor) = match self.stack.pop() {
            Some(Frame::List {
                mark,
                items,
                anchor,
            }) => (Value::List(items), mark, anchor),
            Some(Frame::Map {
                mark,
                mut entries,
                anchor,
                merged,
                ..
            }) => {
                if let Some(merged) = merged {
                    merged.merge_into(&mut entries);
                }
                let (map, duplicates) = Map::new(entries);
                for DuplicateEntry { first, entry } in duplicates {
                    self.report_duplicate(&entry.key, entry.key_mark, first);
                }
                (Value::Map(map), mark, anchor)
            }
            None => return Flow::Continue(()),
        };
        let mark = mark.extend_to(end);
        let node = Node { value, mark };
        self.keep(anchor, &node)?;
        self.attach(node);
        Flow::Continue(())
    }

    fn report_duplicate(&mut self, key: &str, mark: Mark, first: Mark) {
        let line = first.line;
        let problem = format!("the key `{key}` stands here again; it is on line {line} already");
        self.report(Code::DuplicateKey, mark, problem, "keep one of the two");
    }

    /// Keeps a node for the aliases of its anchor, if it has one.
    fn keep(&mut self, anchor: usize, node: &Node) -> Flow {
        match self.anchors.keep(anchor, node) {
            Ok(()) => Flow::Continue(()),
            Err(fault) => self.refuse_alias(fault, node.mark),
        }
    }

    /// Puts a copy of what an alias stands for where the alias is.
    fn follow_alias(&mut self, anchor: usize, mark: Mark) -> Flow {
        let (node, extent) = match self.anchors.copy(anchor) {
            Ok(copy) => copy,
            Err(fault) => return self.refuse_alias(fault, mark),
        };
        self.check_reach(extent.depth, extent.pointer, mark)?;
        let awaits_key = matches!(
            self.stack.last(),
            Some(Frame::Map {
                key: PendingKey::Awaited,
                ..
            })
        );
        match node.as_str() {
            Some(text) if awaits_key => {
                let text = text.to_owned();
                self.read_scalar(&text, ScalarStyle::DoubleQuoted, mark, false, 0)
            }
            _ => {
                self.attach(node);
                Flow::Continue(())
            }
        }
    }

    fn refuse_alias(&mut self, fault: AnchorFault, mark: Mark) -> Flow {
        let help = "write the values out, or use `$ref`, which OpenAPI has for that";
        self.report(Code::Alias, mark, fault.to_string(), help);
        Flow::Break(())
    }

    /// Puts a finished node into the list or map that it belongs to.
    fn attach(&mut self, node: Node) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Frame::List { items, .. }) => items.push(node),
            Some(Frame::Map {
                entries,
                key,
                merged,
                ..
            }) => match std::mem::replace(key, PendingKey::Awaited) {
                PendingKey::Merge(mark) => {
                    let addition = Merged::new(mark, entries.len(), node);
                    let first = merged.as_ref().map(Merged::mark);
                    match (addition, first) {
                        (Some(_), Some(first)) => self.report_duplicate("<<", mark, first),
                        (Some(addition), None) => *merged = Some(addition),
                        (None, _) => {
                            let problem = "the merge key `<<` leads to something that is not a map";
                            let help = "write `<<: *name`, or a list of such aliases";
                            self.report(Code::MergeKey, mark, problem, help);
                        }
                    }
                }
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
            },
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

    fn report(&mut self, code: Code, mark: Mark, problem: impl Into<String>, help: &str) {
        let location = mark.to_location_in(self.file);
        self.problems
            .push(Diagnostic::error(code, &location, problem).help(help));
    }
}
