//! What a rule is given: the node to check, and whoever walks the tree, to report to.

use crate::diagnostic::Code;
use crate::load::node_path::PathSegment;
use crate::load::yaml::node::Node;

/// Checks what the keys of an object cannot say alone.
pub(super) type Rule = for<'a> fn(&mut dyn Reporter<'a>, &'a Node);

/// Where a rule reports problems. It keeps the path to the node being checked, so whoever goes down into a node enters
/// and leaves it.
pub(super) trait Reporter<'a> {
    /// Goes down to a node below.
    fn enter(&mut self, segment: PathSegment<'a>);

    /// Goes back up.
    fn leave(&mut self);

    /// Reports a problem with the node that the path leads to.
    fn report(&mut self, node: &Node, code: Code, problem: String, help: Option<&str>);

    /// Reports that the node is of another type than expected.
    fn report_type(&mut self, node: &Node, expected: &str);

    /// Reports that the node's text is not one of those allowed, and suggests the nearest.
    fn report_value(&mut self, node: &Node, code: Code, problem: String, allowed: &[&str]);

    /// Reports a node that is not one of the texts allowed.
    fn expect_one_of(&mut self, node: &Node, code: Code, allowed: &[&str]) {
        match node.as_str() {
            Some(text) if allowed.contains(&text) => {}
            Some(text) => {
                let problem = format!("`{text}` is not allowed here");
                self.report_value(node, code, problem, allowed);
            }
            None => self.report_type(node, "a text"),
        }
    }
}
