//! The digest of a piece of structure: equal just where a comparison finds no difference.

use super::fingerprint::Fingerprint;
use super::grammar;
use super::grammar::Kind;
use super::view::{View, view};
use super::walk::{shared_header, structural};
use crate::load::Node;

/// The digest of a node, without the keys that are left out at its top.
pub(super) fn of(root: &Node, kind: Kind, node: &Node, left_out: &[&str]) -> String {
    let mut fingerprint = Fingerprint::new();
    let digest = Digest { root: Some(root) };
    digest.map_without(kind, node, left_out, &mut fingerprint);
    fingerprint.hex()
}

/// The digest of a node that is compared as it stands, with no document to look references up in.
pub(super) fn of_value(kind: Kind, node: &Node) -> String {
    let mut fingerprint = Fingerprint::new();
    Digest { root: None }.node(kind, node, &mut fingerprint);
    fingerprint.hex()
}

/// One digest of two.
pub(super) fn joined(one: &str, other: &str) -> String {
    let mut fingerprint = Fingerprint::new();
    fingerprint.add(b'd', one);
    fingerprint.add(b'd', other);
    fingerprint.hex()
}

struct Digest<'a> {
    root: Option<&'a Node>,
}

impl Digest<'_> {
    fn node(&self, kind: Kind, node: &Node, out: &mut Fingerprint) {
        let shared = match (kind, self.root) {
            (Kind::Header, Some(root)) => shared_header(root, node),
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

    fn map_without(&self, kind: Kind, node: &Node, left_out: &[&str], out: &mut Fingerprint) {
        let mut fields: Vec<_> = structural(kind, node)
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
