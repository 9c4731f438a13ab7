//! The objects of OpenAPI Overlay 1.0 and 1.1 as tables.

use super::rule::Reporter;
use super::shape::Shape::{Any, ByRule, Flag, List, Text};
use super::shape::{ObjectShape, Shape, may, must};
use crate::diagnostic::Code;
use crate::load::node_path::PathSegment;
use crate::load::yaml::node::{Node, NodeKind};

/// A whole overlay.
pub(in crate::load) static OVERLAY: ObjectShape = ObjectShape {
    name: "an overlay",
    keys: &[
        must("overlay", ByRule),
        must("info", Shape::Object(&INFO)),
        may("extends", Text),
        must("actions", List(&Shape::Object(&ACTION))),
    ],
    extension: None,
    rule: Some(version),
};

static INFO: ObjectShape = ObjectShape {
    name: "`info`",
    keys: &[
        must("title", Text),
        must("version", Text),
        may("description", Text),
    ],
    extension: None,
    rule: None,
};

static ACTION: ObjectShape = ObjectShape {
    name: "an action",
    keys: &[
        must("target", Text),
        may("description", Text),
        may("update", Any),
        may("remove", Flag),
        may("copy", Text),
    ],
    extension: None,
    rule: Some(one_change),
};

/// The version of Overlay is 1.0 or 1.1.
fn version<'a>(reporter: &mut dyn Reporter<'a>, node: &'a Node) {
    let Some(entry) = node.entry("overlay") else {
        return;
    };
    let is_supported = ["1.0", "1.1"].iter().any(|version| {
        let rest = entry
            .value
            .as_str()
            .and_then(|text| text.strip_prefix(version));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    });
    if !is_supported {
        reporter.enter(PathSegment::Key(&entry.key, entry.key_mark));
        let problem = String::from("the version of Overlay must be 1.0 or 1.1");
        reporter.report(
            &entry.value,
            Code::Overlay,
            problem,
            Some("write `overlay: 1.1.0`"),
        );
        reporter.leave();
    }
}

/// An action does one thing.
fn one_change<'a>(reporter: &mut dyn Reporter<'a>, node: &'a Node) {
    let removes = node.get("remove").and_then(Node::as_bool) == Some(true);
    let has = |key| {
        node.get(key)
            .is_some_and(|value| value.kind() != NodeKind::Null)
    };
    let changes = usize::from(removes) + usize::from(has("update")) + usize::from(has("copy"));
    if changes != 1 {
        let problem = match changes {
            0 => "the action does not say what to do",
            _ => "the action says more than one thing to do",
        };
        let help = "write one of `update`, `copy` and `remove: true`";
        reporter.report(node, Code::Overlay, problem.to_owned(), Some(help));
    }
}
