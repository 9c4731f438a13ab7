//! Whatever becomes of a reply, nothing of it is left behind. The decoder takes
//! half-read values apart by hand, so this is worth a test of its own.

use std::cell::Cell;
use std::fmt;

use twilio_runtime::model::{
    self, Codec, Datum, Field, Fields, OpenEnum, Slot, Unrecognized, ValueRef, decode_page,
    from_text,
};

thread_local! {
    static ALIVE: Cell<usize> = const { Cell::new(0) };
}

/// A text that is counted while it lives: an open enum that knows nothing.
struct Counted;

impl Counted {
    fn new() -> Self {
        ALIVE.set(ALIVE.get() + 1);
        Self
    }
}

impl Clone for Counted {
    fn clone(&self) -> Self {
        Self::new()
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        ALIVE.set(ALIVE.get() - 1);
    }
}

impl OpenEnum for Counted {
    const ALL: &'static [Self] = &[];

    fn as_str(&self) -> &str {
        "counted"
    }

    fn unrecognized(_: Unrecognized) -> Self {
        Self::new()
    }
}

impl Datum for Counted {
    fn slot(field: &mut Option<Self>) -> Slot<'_> {
        Slot::open_enum(field)
    }

    fn value(&self) -> ValueRef<'_> {
        ValueRef::open_enum(self)
    }
}

#[derive(Default)]
struct Node {
    id: String,
    text: Option<Counted>,
    list: Option<Vec<Node>>,
    next: Option<Box<Node>>,
}

impl Codec for Node {
    fn slot(&mut self, key: &str) -> Option<&mut dyn Field> {
        Some(match key {
            "id" => &mut self.id,
            "text" => &mut self.text,
            "list" => &mut self.list,
            "next" => &mut self.next,
            _ => return None,
        })
    }

    fn view<'a>(&'a self, fields: &mut Fields<'a>) {
        fields.add("text", &self.text);
    }

    fn missing(&self) -> Option<&'static str> {
        self.id.is_empty().then_some("id")
    }
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        model::debug("Node", self, f)
    }
}

const NODE: &str = r#"{"id": "1", "text": "a", "text": "b", "list": [{"id": "2", "text": "c"}, null],
    "list": [{"text": "d", "id": "3"}], "next": {"id": "4", "text": "e"}}"#;

#[test]
fn a_reply_read_to_its_end_lives_as_long_as_its_model() {
    let node: Node = from_text(NODE).unwrap();
    assert_eq!(ALIVE.get(), 3);
    drop(node);
    assert_eq!(ALIVE.get(), 0);
}

#[test]
fn a_reply_that_fails_leaves_nothing_behind() {
    for end in 0..NODE.len() {
        assert!(from_text::<Node>(&NODE[..end]).is_err());
        assert_eq!(ALIVE.get(), 0, "{}", &NODE[..end]);
    }
    for text in [
        format!("{NODE} x"),
        NODE.replace(r#""1""#, r#""""#),
        NODE.replace(r#""3""#, "[]"),
        NODE.replace(r#""4""#, "null"),
        NODE.replace(r#""next": {"#, r#""list": 7, "next": {"#),
    ] {
        assert!(from_text::<Node>(&text).is_err());
        assert_eq!(ALIVE.get(), 0, "{text}");
    }
}

#[test]
fn a_page_that_fails_leaves_nothing_behind() {
    for rest in [
        r#", "meta": 7}"#,
        "} x",
        r#", "page": []}"#,
        "",
        r#", "nodes": [{}]}"#,
    ] {
        let text = format!(r#"{{"nodes": [{NODE}, {NODE}]{rest}"#);
        assert!(decode_page::<Node>(&text, "nodes").is_err(), "{rest}");
        assert_eq!(ALIVE.get(), 0, "{rest}");
    }
    let text = format!(r#"{{"nodes": [{NODE}], "meta": {{"key": "nodes"}}}}"#);
    let (nodes, _) = decode_page::<Node>(&text, "named otherwise").unwrap();
    assert_eq!(ALIVE.get(), 3);
    drop(nodes);
    assert_eq!(ALIVE.get(), 0);
}
