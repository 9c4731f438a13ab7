//! The tree of an API's resources as a picture: SVG whose nodes are links.

use std::fmt::Write as _;

use super::escape::escape;

/// A resource in the picture, each above those below it.
pub(crate) struct Node {
    /// How many resources it lies within.
    pub(crate) depth: usize,
    /// What it is called.
    pub(crate) title: String,
    /// Where its page is.
    pub(crate) href: String,
    /// How many operations it has.
    pub(crate) operations: usize,
}

const ROW: usize = 28;
const STEP: usize = 22;
const MARGIN: usize = 12;
/// The width of a letter, roughly: the picture may be a little too wide.
const LETTER: usize = 8;
/// At most so many nodes are drawn.
const MOST: usize = 600;

/// Draws the nodes: `<svg>…</svg>`.
pub(crate) fn draw(nodes: &[Node]) -> String {
    let nodes = nodes.get(..MOST.min(nodes.len())).unwrap_or_default();
    let width = nodes
        .iter()
        .map(|node| left(node) + 40 + node.title.chars().count() * LETTER + 40)
        .max();
    let (width, height) = (width.unwrap_or(0), nodes.len() * ROW + MARGIN);
    let mut svg = format!(
        "<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"group\" \
         aria-label=\"Tree of resources\">"
    );
    svg.push_str("<path class=\"edge\" d=\"");
    for (row, node) in nodes.iter().enumerate() {
        if let Some(parent) = parent(nodes, row) {
            let (x, y) = (left(node), middle(row));
            let (above, from) = (x - STEP, middle(parent) + 6);
            let _ = write!(svg, "M{above} {from}V{y}H{}", x - 6);
        }
    }
    svg.push_str("\"/>");
    for (row, node) in nodes.iter().enumerate() {
        let (x, y) = (left(node), middle(row));
        let (kind, count) = match node.operations {
            0 => (" class=\"bare\"", String::new()),
            count => ("", format!(" <tspan>{count}</tspan>")),
        };
        let _ = write!(
            svg,
            "<a href=\"{}\"><circle{kind} cx=\"{x}\" cy=\"{y}\" r=\"6\"/><text x=\"{}\" y=\"{}\">{}{count}</text></a>",
            escape(&node.href),
            x + 14,
            y + 5,
            escape(&node.title),
        );
    }
    svg.push_str("</svg>");
    svg
}

fn left(node: &Node) -> usize {
    MARGIN + node.depth.min(20) * STEP
}

fn middle(row: usize) -> usize {
    row * ROW + ROW / 2 + MARGIN / 2
}

/// The row of the nearest node above that is one step further out.
fn parent(nodes: &[Node], row: usize) -> Option<usize> {
    let depth = nodes.get(row)?.depth.checked_sub(1)?;
    let above = nodes.get(..row)?;
    above
        .iter()
        .rposition(|node| node.depth <= depth)
        .filter(|at| nodes.get(*at).is_some_and(|node| node.depth == depth))
}
