//! The digest of a piece of structure: two are equal exactly where a comparison finds no difference.

use super::fingerprint::Fingerprint;
use super::grammar;
use super::grammar::ObjectKind;
use super::view::{View, shared_header, structural_entries, view};
use crate::load::Node;

/// The digest of a node without some of its own keys.
pub(super) fn digest_without(
    root: &Node,
    kind: ObjectKind,
    node: &Node,
    left_out: &[&str],
) -> String {
    let mut fingerprint = Fingerprint::new();
    let digester = Digester { root: Some(root) };
    digester.map_without(kind, node, left_out, &mut fingerprint);
    fingerprint.hex()
}

/// The digest of a node as it is written: references are not followed.
pub(super) fn digest_of_value(kind: ObjectKind, node: &Node) -> String {
    let mut fingerprint = Fingerprint::new();
    Digester { root: None }.node(kind, node, &mut fingerprint);
    fingerprint.hex()
}

/// The digest of two digests.
pub(super) fn combined_digest(one: &str, other: &str) -> String {
    let mut fingerprint = Fingerprint::new();
    fingerprint.add(b'd', one);
    fingerprint.add(b'd', other);
    fingerprint.hex()
}

struct Digester<'a> {
    root: Option<&'a Node>,
}

impl Digester<'_> {
    fn node(&self, kind: ObjectKind, node: &Node, out: &mut Fingerprint) {
        let shared = match (kind, self.root) {
            (ObjectKind::Header, Some(root)) => shared_header(root, node),
            _ => None,
        };
        let node = shared.map_or(node, |(_, node)| node);
        match view(node) {
            View::Map => self.map_without(kind, node, &[], out),
            View::List(items) => {
                out.add(b'l', "");
                for item in items {
                    self.node(grammar::item(kind), item, out);
                }
                out.add(b'e', "");
            }
            View::Scalar(scalar) => {
                let (sort, text) = scalar.canonical();
                out.add(sort, &text);
            }
        }
    }

    fn map_without(&self, kind: ObjectKind, node: &Node, left_out: &[&str], out: &mut Fingerprint) {
        let mut fields: Vec<_> = structural_entries(kind, node)
            .filter(|(key, _, _)| !left_out.contains(key))
            .collect();
        if !grammar::is_ordered(kind) {
            fields.sort_by_key(|&(key, _, _)| key);
        }
        out.add(b'm', "");
        for (key, kind, value) in fields {
            out.add(b'k', key);
            self.node(kind, value, out);
        }
        out.add(b'e', "");
    }
}
