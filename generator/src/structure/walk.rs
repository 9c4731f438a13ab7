//! Walks two documents side by side and collects where their structure differs.
//!
//! This is the one comparison of the crate: `compare` says of its findings that ours is not true to the published
//! document, `diff` what a new document breaks. So it may not know which of the two sides is right, nor how
//! findings are shown.

use super::align::{Alignment, align};
use super::digest;
use super::grammar;
use super::grammar::{Kind, Role, SHARED_HEADERS};
use super::trail::{Side, Step, Token};
use super::view::{Scalar, View, view};
use crate::load::{Document, Node, Pointer};

/// One difference and the way to it.
pub(super) struct Difference<'a> {
    /// From the documents' roots to the nodes that the difference is in.
    pub(super) trail: Vec<Step<'a>>,
    pub(super) what: What<'a>,
}

/// How the two sides differ.
pub(super) enum What<'a> {
    /// The right has an entry that the left lacks.
    Missing(Entry<'a>),
    /// The left has an entry that the right lacks.
    Extra(Entry<'a>),
    /// Both have the node, with another value.
    Changed,
    /// Both have these entries, in another order.
    Order(Order<'a>),
}

/// An entry of a map or a list.
#[derive(Clone)]
pub(super) struct Entry<'a> {
    pub(super) kind: Kind,
    /// A key, a parameter's name, a literal: whatever people tell such entries apart by.
    pub(super) label: String,
    pub(super) token: Token<'a>,
    pub(super) node: &'a Node,
}

/// Entries out of order.
pub(super) struct Order<'a> {
    /// The first that has to move, on either side.
    pub(super) moved: (Entry<'a>, Entry<'a>),
    /// What stands before it, on either side; nothing where it comes first.
    pub(super) after: (Option<String>, Option<String>),
    /// How many more have to move.
    pub(super) others: usize,
}

/// Everything in which the structure of `left` differs from that of `right`, in left order.
pub(super) fn differences<'a>(left: &'a Document, right: &'a Document) -> Vec<Difference<'a>> {
    let (Some(left), Some(right)) = (left.node(&Pointer::root()), right.node(&Pointer::root()))
    else {
        return Vec::new();
    };
    let mut walk = Walk {
        left,
        right,
        trail: Vec::new(),
        found: Vec::new(),
    };
    let entry = |node| Entry {
        kind: Kind::Document,
        label: String::new(),
        token: Token::Root,
        node,
    };
    walk.pair(&entry(left), &entry(right));
    walk.found
}

/// The header that a `$ref` to a shared one stands for, with its name. Other references are structure themselves.
pub(super) fn shared_header<'a>(root: &'a Node, node: &'a Node) -> Option<(&'a str, &'a Node)> {
    let target = node.get("$ref")?.as_str()?;
    let name = target.strip_prefix(SHARED_HEADERS)?;
    let headers = root.get("components")?.get("headers")?;
    let plain = name.replace("~1", "/").replace("~0", "~");
    headers.entries().find(|(key, _)| *key == plain)
}

struct Walk<'a> {
    left: &'a Node,
    right: &'a Node,
    trail: Vec<Step<'a>>,
    found: Vec<Difference<'a>>,
}

impl<'a> Walk<'a> {
    fn pair(&mut self, left: &Entry<'a>, right: &Entry<'a>) {
        let kind = left.kind;
        let step = Step {
            kind,
            label: left.label.clone(),
            is_item: matches!(left.token, Token::Item(_)),
            left: side(self.left, left),
            right: side(self.right, right),
        };
        let (left, right) = (step.left.node, step.right.node);
        self.trail.push(step);
        match (view(left), view(right)) {
            (View::Map, View::Map) => self.entries(fields(kind, left), fields(kind, right)),
            (View::List(left), View::List(right)) => {
                self.entries(items(kind, left), items(kind, right));
            }
            (View::Scalar(left), View::Scalar(right)) if left == right => {}
            _ => self.report(What::Changed),
        }
        self.trail.pop();
    }

    /// Compares maps or lists entry by entry; findings come in the order of the left.
    fn entries(&mut self, left: Entries<'a>, right: Entries<'a>) {
        let mut alignment = align(&left.keys, &right.keys);
        let rewritten = if left.replaceable {
            replacements(&mut alignment)
        } else {
            Vec::new()
        };
        for entry in alignment
            .only_right
            .iter()
            .filter_map(|&at| right.all.get(at))
        {
            self.report(What::Missing(entry.clone()));
        }
        let order = left
            .ordered
            .then(|| order(&alignment, &left.all, &right.all));
        if let Some(order) = order.flatten() {
            self.report(What::Order(order));
        }
        let mut rights: Vec<Option<usize>> = vec![None; left.all.len()];
        for (from, to) in alignment.pairs.into_iter().chain(rewritten) {
            if let Some(right) = rights.get_mut(from) {
                *right = Some(to);
            }
        }
        for (entry, partner) in left.all.iter().zip(rights) {
            match partner.and_then(|at| right.all.get(at)) {
                Some(partner) => self.pair(entry, partner),
                None => self.report(What::Extra(entry.clone())),
            }
        }
    }

    fn report(&mut self, what: What<'a>) {
        self.found.push(Difference {
            trail: self.trail.clone(),
            what,
        });
    }
}

fn side<'a>(root: &'a Node, entry: &Entry<'a>) -> Side<'a> {
    let shared = match entry.kind {
        Kind::Header => shared_header(root, entry.node),
        _ => None,
    };
    Side {
        node: shared.map_or(entry.node, |(_, node)| node),
        token: entry.token,
        shared: shared.map(|(name, _)| name),
    }
}

/// The entries of a map or a list with the keys that they are matched by.
struct Entries<'a> {
    keys: Vec<String>,
    all: Vec<Entry<'a>>,
    /// Whether another order is another structure.
    ordered: bool,
    /// Whether two entries in the same place are one that was rewritten: so for literals and nameless things.
    replaceable: bool,
}

/// The structural entries of a map.
pub(super) fn structural(kind: Kind, node: &Node) -> impl Iterator<Item = (&str, Kind, &Node)> {
    node.entries()
        .filter_map(move |(key, value)| match grammar::role(kind, key) {
            Role::Structure(kind) => Some((key, kind, value)),
            Role::Prose | Role::Payload | Role::Shared => None,
        })
}

fn fields(kind: Kind, node: &Node) -> Entries<'_> {
    let mut entries = Entries {
        keys: Vec::new(),
        all: Vec::new(),
        ordered: grammar::is_ordered(kind),
        replaceable: false,
    };
    for (key, kind, node) in structural(kind, node) {
        entries.keys.push(key.to_owned());
        entries.all.push(Entry {
            kind,
            label: key.to_owned(),
            token: Token::Key(key),
            node,
        });
    }
    entries
}

fn items(list: Kind, items: &[Node]) -> Entries<'_> {
    let kind = grammar::item(list);
    let mut entries = Entries {
        keys: Vec::new(),
        all: Vec::new(),
        ordered: true,
        replaceable: !matches!(kind, Kind::Parameter | Kind::Tag),
    };
    for (position, node) in items.iter().enumerate() {
        let (key, label) = identity(kind, node, position);
        entries.keys.push(key);
        entries.all.push(Entry {
            kind,
            label,
            token: Token::Item(position),
            node,
        });
    }
    entries
}

/// What an item is matched by, and what people call it.
fn identity(kind: Kind, item: &Node, position: usize) -> (String, String) {
    let text = |key: &str| item.get(key).and_then(Node::as_str);
    let named = match kind {
        _ if text("$ref").is_some() => {
            text("$ref").map(|target| (format!("$ref {target}"), target))
        }
        Kind::Parameter => {
            text("name").map(|name| (format!("{} {name}", text("in").unwrap_or("")), name))
        }
        Kind::Tag => text("name").map(|name| (name.to_owned(), name)),
        Kind::Server => text("url").map(|url| (url.to_owned(), url)),
        _ => None,
    };
    if let Some((key, label)) = named {
        return (key, label.to_owned());
    }
    match view(item) {
        View::Scalar(Scalar::Text(text)) => (format!("s{text}"), text.to_owned()),
        View::Scalar(scalar) => (format!("{:?}", scalar.canonical()), scalar.to_string()),
        View::Map if kind == Kind::Data => {
            let keys: Vec<&str> = item.entries().map(|(key, _)| key).collect();
            (digest::of_value(kind, item), keys.join(", "))
        }
        _ => (
            digest::of_value(kind, item),
            format!("number {}", position.saturating_add(1)),
        ),
    }
}

/// Takes out of the alignment what stands alone on both sides between the same neighbours: it was rewritten.
fn replacements(alignment: &mut Alignment) -> Vec<(usize, usize)> {
    let mut moved = alignment.moved.iter().copied().peekable();
    let stable: Vec<(usize, usize)> = alignment
        .pairs
        .iter()
        .enumerate()
        .filter(|&(at, _)| moved.next_if_eq(&at).is_none())
        .map(|(_, &pair)| pair)
        .collect();
    let mut free = std::mem::take(&mut alignment.only_right);
    let mut pairs = Vec::new();
    alignment.only_left.retain(|&from| {
        let gap = stable.partition_point(|&(left, _)| left < from);
        let partner = free
            .iter()
            .position(|&to| stable.partition_point(|&(_, right)| right < to) == gap);
        pairs.extend(partner.map(|at| (from, free.remove(at))));
        partner.is_none()
    });
    alignment.only_right = free;
    pairs
}

fn order<'a>(alignment: &Alignment, left: &[Entry<'a>], right: &[Entry<'a>]) -> Option<Order<'a>> {
    let first = alignment.moved.first()?;
    let &(from, to) = alignment.pairs.get(*first)?;
    let before = |entries: &[Entry<'a>], at: usize| {
        let before = entries.get(at.checked_sub(1)?)?;
        Some(before.label.clone())
    };
    Some(Order {
        moved: (left.get(from)?.clone(), right.get(to)?.clone()),
        after: (before(left, from), before(right, to)),
        others: alignment.moved.len().saturating_sub(1),
    })
}
