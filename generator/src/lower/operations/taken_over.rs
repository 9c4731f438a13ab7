//! What an operation takes over: the parameters of its path, and whatever its references lead to. Each operation has a
//! copy of it, so a small node that many operations refer to is a large one.
//!
//! Knows the tree of a document, and nothing of what is made from it.

use std::collections::HashMap;

use crate::load::{Document, Node, Pointer};

/// What stands behind references, by pointer: the size of each place, found once.
pub(crate) type Sizes = HashMap<String, usize>;

/// How much an operation at a pointer takes over, in bytes.
pub(crate) fn taken_over(document: &Document, at: &Pointer, sizes: &mut Sizes) -> usize {
    let own = document.node(at);
    let of_path = at.parent().map(|item| item.join("parameters"));
    let of_path = of_path.and_then(|at| document.node(&at));
    own.map_or(0, |node| referred(document, node, sizes))
        + of_path.map_or(0, |node| whole(document, node, sizes))
}

/// The size of what references in a node lead to, at any depth.
fn referred(document: &Document, node: &Node, sizes: &mut Sizes) -> usize {
    match target_of(node) {
        Some(target) => size_of(document, target, sizes),
        None => children(node)
            .map(|child| referred(document, child, sizes))
            .sum(),
    }
}

/// The size of a node with what its references lead to.
fn whole(document: &Document, node: &Node, sizes: &mut Sizes) -> usize {
    if let Some(target) = target_of(node) {
        return size_of(document, target, sizes);
    }
    let keys: usize = node.entries().map(|(key, _)| key.len()).sum();
    let below: usize = children(node)
        .map(|child| whole(document, child, sizes))
        .sum();
    10 + node.as_str().map_or(0, str::len) + keys + below
}

/// The items of a list, or the values of an object.
fn children(node: &Node) -> impl Iterator<Item = &Node> {
    let values = node.entries().map(|(_, value)| value);
    node.items().iter().chain(values)
}

/// The target of a reference that is followed where it stands. A schema is not: it is a type with a name.
fn target_of(node: &Node) -> Option<&str> {
    let target = node.get("$ref")?.as_str()?.strip_prefix('#')?;
    (!target.starts_with("/components/schemas/")).then_some(target)
}

fn size_of(document: &Document, target: &str, sizes: &mut Sizes) -> usize {
    if let Some(size) = sizes.get(target) {
        return *size;
    }
    // For the time being: an example may hold what looks like a reference to itself.
    sizes.insert(target.to_owned(), 0);
    let node = Pointer::parse(target).and_then(|at| document.node(&at));
    let size = node.map_or(0, |node| whole(document, node, sizes));
    sizes.insert(target.to_owned(), size);
    size
}
