//! Walks two documents side by side and collects where their structure differs.
//!
//! Both reports are made from this one comparison: `compare_published` reads a difference as a departure from the
//! published document, `diff` as a change from an old document to a new one. So it may not know which side is right,
//! nor how differences are shown.

use super::align::{Alignment, align};
use super::grammar;
use super::grammar::ObjectKind;
use super::pair_path::{PairPath, PathSegment, PointerToken, Side};
use super::structure_digest::digest_of_value;
use super::view::{Scalar, View, shared_header, structural_entries, view};
use crate::load::{Document, Node, Pointer};

/// A difference, and the path to it.
pub(super) struct Difference<'a> {
    /// From the roots of the documents to the nodes that differ.
    pub(super) pair_path: PairPath<'a>,
    pub(super) kind: DifferenceKind<'a>,
}

/// How the two sides differ.
pub(super) enum DifferenceKind<'a> {
    /// Only the right has this entry.
    Missing(NodeEntry<'a>),
    /// Only the left has this entry.
    Extra(NodeEntry<'a>),
    /// Both have the node, with different values.
    Changed,
    /// Both have the same entries, in different orders.
    Order(Order<'a>),
}

/// An entry of a map or a list.
#[derive(Clone)]
pub(super) struct NodeEntry<'a> {
    pub(super) kind: ObjectKind,
    /// A key, the name of a parameter, a value: whatever distinguishes the entry from its neighbours for people.
    pub(super) label: String,
    pub(super) token: PointerToken<'a>,
    pub(super) node: &'a Node,
}

/// Entries that are out of order.
pub(super) struct Order<'a> {
    /// The first entry that would have to move, left and right.
    pub(super) moved: (NodeEntry<'a>, NodeEntry<'a>),
    /// The entry before it, left and right, unless it comes first.
    pub(super) after: (Option<String>, Option<String>),
    /// How many more entries would have to move.
    pub(super) others: usize,
}

/// Returns everything in which the structure of `left` differs from that of `right`, in left order.
pub(super) fn differences<'a>(left: &'a Document, right: &'a Document) -> Vec<Difference<'a>> {
    let (Some(left), Some(right)) = (left.node(&Pointer::root()), right.node(&Pointer::root()))
    else {
        return Vec::new();
    };
    let mut walk = PairWalk {
        left,
        right,
        pair_path: PairPath::new(),
        differences: Vec::new(),
    };
    let entry = |node| NodeEntry {
        kind: ObjectKind::Document,
        label: String::new(),
        token: PointerToken::Root,
        node,
    };
    walk.pair(&entry(left), &entry(right));
    walk.differences
}

struct PairWalk<'a> {
    left: &'a Node,
    right: &'a Node,
    pair_path: PairPath<'a>,
    differences: Vec<Difference<'a>>,
}

impl<'a> PairWalk<'a> {
    fn pair(&mut self, left: &NodeEntry<'a>, right: &NodeEntry<'a>) {
        let kind = left.kind;
        let segment = PathSegment {
            kind,
            label: left.label.clone(),
            is_item: matches!(left.token, PointerToken::Item(_)),
            left: side(self.left, left),
            right: side(self.right, right),
        };
        let (left, right) = (segment.left.node, segment.right.node);
        self.pair_path.push(segment);
        match (view(left), view(right)) {
            (View::Map, View::Map) => {
                self.entries(map_entries(kind, left), map_entries(kind, right))
            }
            (View::List(left), View::List(right)) => {
                self.entries(list_entries(kind, left), list_entries(kind, right));
            }
            (View::Scalar(left), View::Scalar(right)) if left == right => {}
            _ => self.report(DifferenceKind::Changed),
        }
        self.pair_path.pop();
    }

    /// Compares maps or lists entry by entry, in left order.
    fn entries(&mut self, left: NodeEntries<'a>, right: NodeEntries<'a>) {
        let mut alignment = align(&left.keys, &right.keys);
        let rewritten = if left.replaceable {
            take_replacements(&mut alignment)
        } else {
            Vec::new()
        };
        for entry in alignment
            .only_right
            .iter()
            .filter_map(|&at| right.all.get(at))
        {
            self.report(DifferenceKind::Missing(entry.clone()));
        }
        let order = left
            .ordered
            .then(|| first_move(&alignment, &left.all, &right.all));
        if let Some(order) = order.flatten() {
            self.report(DifferenceKind::Order(order));
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
                None => self.report(DifferenceKind::Extra(entry.clone())),
            }
        }
    }

    fn report(&mut self, kind: DifferenceKind<'a>) {
        self.differences.push(Difference {
            pair_path: self.pair_path.clone(),
            kind,
        });
    }
}

fn side<'a>(root: &'a Node, entry: &NodeEntry<'a>) -> Side<'a> {
    let shared = match entry.kind {
        ObjectKind::Header => shared_header(root, entry.node),
        _ => None,
    };
    Side {
        node: shared.map_or(entry.node, |(_, node)| node),
        token: entry.token,
        shared: shared.map(|(name, _)| name),
    }
}

/// The entries of a map or a list, and the keys to match them by.
struct NodeEntries<'a> {
    keys: Vec<String>,
    all: Vec<NodeEntry<'a>>,
    /// Whether the order of the entries is part of the structure.
    ordered: bool,
    /// Whether two unmatched entries at the same position count as one that was rewritten, as values and things without
    /// a name do.
    replaceable: bool,
}

fn map_entries(kind: ObjectKind, node: &Node) -> NodeEntries<'_> {
    let mut entries = NodeEntries {
        keys: Vec::new(),
        all: Vec::new(),
        ordered: grammar::is_ordered(kind),
        replaceable: false,
    };
    for (key, kind, node) in structural_entries(kind, node) {
        entries.keys.push(key.to_owned());
        entries.all.push(NodeEntry {
            kind,
            label: key.to_owned(),
            token: PointerToken::Key(key),
            node,
        });
    }
    entries
}

fn list_entries(list: ObjectKind, items: &[Node]) -> NodeEntries<'_> {
    let kind = grammar::item(list);
    let mut entries = NodeEntries {
        keys: Vec::new(),
        all: Vec::new(),
        ordered: true,
        replaceable: !matches!(kind, ObjectKind::Parameter | ObjectKind::Tag),
    };
    for (position, node) in items.iter().enumerate() {
        let (key, label) = key_and_label(kind, node, position);
        entries.keys.push(key);
        entries.all.push(NodeEntry {
            kind,
            label,
            token: PointerToken::Item(position),
            node,
        });
    }
    entries
}

/// The key that an item is matched by, and what people call the item.
fn key_and_label(kind: ObjectKind, item: &Node, position: usize) -> (String, String) {
    let text = |key: &str| item.get(key).and_then(Node::as_str);
    let named = match kind {
        _ if text("$ref").is_some() => {
            text("$ref").map(|target| (format!("$ref {target}"), target))
        }
        ObjectKind::Parameter => {
            text("name").map(|name| (format!("{} {name}", text("in").unwrap_or("")), name))
        }
        ObjectKind::Tag => text("name").map(|name| (name.to_owned(), name)),
        ObjectKind::Server => text("url").map(|url| (url.to_owned(), url)),
        _ => None,
    };
    if let Some((key, label)) = named {
        return (key, label.to_owned());
    }
    match view(item) {
        View::Scalar(Scalar::Text(text)) => (format!("s{text}"), text.to_owned()),
        View::Scalar(scalar) => (format!("{:?}", scalar.canonical()), scalar.to_string()),
        View::Map if kind == ObjectKind::Data => {
            let keys: Vec<&str> = item.entries().map(|(key, _)| key).collect();
            (digest_of_value(kind, item), keys.join(", "))
        }
        _ => (
            digest_of_value(kind, item),
            format!("number {}", position.saturating_add(1)),
        ),
    }
}

/// Takes unmatched entries that stand between the same neighbours on both sides out of the alignment, and pairs them:
/// they were rewritten.
fn take_replacements(alignment: &mut Alignment) -> Vec<(usize, usize)> {
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

fn first_move<'a>(
    alignment: &Alignment,
    left: &[NodeEntry<'a>],
    right: &[NodeEntry<'a>],
) -> Option<Order<'a>> {
    let first = alignment.moved.first()?;
    let &(from, to) = alignment.pairs.get(*first)?;
    let before = |entries: &[NodeEntry<'a>], at: usize| {
        let before = entries.get(at.checked_sub(1)?)?;
        Some(before.label.clone())
    };
    Some(Order {
        moved: (left.get(from)?.clone(), right.get(to)?.clone()),
        after: (before(left, from), before(right, to)),
        others: alignment.moved.len().saturating_sub(1),
    })
}
