//! One action of an overlay: which nodes of the document it is for, and what it does to them.

use std::sync::Arc;

use serde_json_path::JsonPath;

use super::merge::{Incompatible, merge};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::limits::{MAX_DEPTH, MAX_NODES};
use crate::load::pointer::Pointer;
use crate::load::yaml::mark::Mark;
use crate::load::yaml::node::Node;

/// Why an action cannot be carried out, and where it says so.
pub(super) struct ActionFault {
    mark: Mark,
    problem: String,
    help: &'static str,
}

impl ActionFault {
    pub(super) fn into_diagnostic(self, file: &Arc<str>) -> Diagnostic {
        Diagnostic::error(Code::Overlay, &self.mark.to_location_in(file), self.problem)
            .help(self.help)
    }
}

/// Carries out an action.
pub(super) fn apply_action(root: &mut Node, action: &Node) -> Result<(), ActionFault> {
    let Some(target) = action.get("target") else {
        return Ok(());
    };
    let places = select(root, target)?;
    let fault = |problem: String, help| ActionFault {
        mark: target.mark,
        problem,
        help,
    };
    const REPAIRED: &str =
        "the document may have been repaired; take the action out, or correct its target";
    let shown = target.as_str().unwrap_or_default();
    if places.is_empty() {
        let problem = format!("the action matches nothing: `{shown}` leads nowhere");
        return Err(fault(problem, REPAIRED));
    }
    if action.get("remove").and_then(Node::as_bool) == Some(true) {
        return remove(root, &places, target);
    }
    let addition = match action.get("copy") {
        Some(source) => copied(root, source)?,
        None => action
            .get("update")
            .cloned()
            .unwrap_or_else(|| Node::empty_map(target.mark)),
    };
    let size = addition.extent().nodes;
    if size.saturating_mul(places.len()) > MAX_NODES {
        let problem = format!("the action would add more than {MAX_NODES} keys and values");
        return Err(fault(problem, "let the target match fewer places"));
    }
    let mut changed = false;
    for place in &places {
        let Some(node) = root.at_mut(place) else {
            continue;
        };
        changed |= merge(node, &addition).map_err(|values| incompatible(values, place))?;
    }
    if !changed {
        let problem =
            format!("the action changes nothing: what `{shown}` leads to is like this already");
        return Err(fault(problem, REPAIRED));
    }
    let extent = root.extent();
    if extent.nodes > MAX_NODES || extent.depth > MAX_DEPTH {
        let problem =
            String::from("the document is larger than the generator reads after this action");
        return Err(fault(problem, "let the action add less"));
    }
    Ok(())
}

fn incompatible(values: Incompatible, place: &Pointer) -> ActionFault {
    let (here, there) = (values.here.with_article(), values.there.with_article());
    ActionFault {
        mark: values.mark,
        problem: format!("this is {here}, and the document has {there} there, at `{place}`"),
        help: "remove the value by an action before this one",
    }
}

/// The nodes that a JSONPath leads to.
fn select(root: &Node, path: &Node) -> Result<Vec<Pointer>, ActionFault> {
    let text = path.as_str().unwrap_or_default();
    let parsed = JsonPath::parse(text).map_err(|error| ActionFault {
        mark: path.mark,
        problem: format!("`{text}` is no JSONPath: {error}"),
        help: "JSONPath is described in RFC 9535: `$.paths['/v1/Services'].get`",
    })?;
    let value = root.to_json();
    let locations = parsed.query_located(&value).dedup();
    let pointers = locations
        .locations()
        .map(|location| location.to_json_pointer());
    Ok(pointers.filter_map(|text| Pointer::parse(&text)).collect())
}

/// What the single node looks like that `copy` leads to.
fn copied(root: &Node, source: &Node) -> Result<Node, ActionFault> {
    let places = select(root, source)?;
    let node = match places.as_slice() {
        [place] => root.at(place),
        _ => None,
    };
    node.cloned().ok_or_else(|| ActionFault {
        mark: source.mark,
        problem: format!(
            "`{}` leads to {} nodes, and only one can be copied",
            source.as_str().unwrap_or_default(),
            places.len(),
        ),
        help: "let `copy` lead to exactly one node",
    })
}

/// Takes nodes out of the maps and lists that they are in, the last first: indices of those before stay as they are.
fn remove(root: &mut Node, places: &[Pointer], target: &Node) -> Result<(), ActionFault> {
    for place in places.iter().rev() {
        if place.parent().is_none() {
            return Err(ActionFault {
                mark: target.mark,
                problem: String::from("the action would remove the whole document"),
                help: "leave the document out instead",
            });
        };
        // Where a place lies within another, that one is gone already, or goes after it.
        root.remove_at(place);
    }
    Ok(())
}
