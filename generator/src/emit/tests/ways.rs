//! Ways: which accessors lead from a document's version to an operation.
//!
//! Knows resources and their links, and nothing of how a call is spelled.

use std::collections::{BTreeSet, HashMap};

use crate::model::{Document, Link, Operation, Resource, Type};

/// The links of a document from both ends, so that finding a way looks at what lies on ways and at nothing else.
pub(super) struct Ways<'d> {
    root: Option<&'d Resource>,
    /// Handle → its resource.
    resources: HashMap<&'d str, &'d Resource>,
    /// Operation → the handles that have it.
    holders: HashMap<&'d str, Vec<&'d str>>,
    /// Handle → the handles with a link to it, each with the number of that link.
    parents: HashMap<&'d str, Vec<(&'d str, usize)>>,
}

/// Handle → the numbers of its links that lead to where somebody wants to go, in their order.
type Leading<'d> = HashMap<&'d str, BTreeSet<usize>>;

impl<'d> Ways<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        let mut ways = Self {
            root: document.resources.first(),
            resources: HashMap::new(),
            holders: HashMap::new(),
            parents: HashMap::new(),
        };
        for resource in &document.resources {
            let handle = resource.handle.as_str();
            ways.resources.entry(handle).or_insert(resource);
            for id in &resource.operations {
                ways.holders.entry(id).or_default().push(handle);
            }
            for (number, link) in resource.links.iter().enumerate() {
                let parents = ways.parents.entry(&link.handle).or_default();
                parents.push((handle, number));
            }
        }
        ways
    }

    /// The first chain of links to a handle that has the operation, such that each takes what the operation's own
    /// parameter at that position allows: `places` has their types.
    pub(super) fn find(&self, operation: &Operation, places: &[&Type]) -> Option<Vec<&'d Link>> {
        let mut chain = self.search(self.root?, operation, places, &self.leading_to(operation))?;
        chain.reverse();
        Some(chain)
    }

    fn leading_to(&self, operation: &Operation) -> Leading<'d> {
        let mut leading = Leading::new();
        let holders = self.holders.get(operation.id.as_str());
        let mut open: Vec<&str> = holders.cloned().unwrap_or_default();
        while let Some(handle) = open.pop() {
            for (parent, number) in self.parents.get(handle).into_iter().flatten() {
                if !leading.contains_key(parent) {
                    open.push(parent);
                }
                leading.entry(parent).or_default().insert(*number);
            }
        }
        leading
    }

    /// Depth first, the last link first: the tree is as deep as a path is long, and every link leads downwards.
    fn search(
        &self,
        from: &'d Resource,
        operation: &Operation,
        places: &[&Type],
        leading: &Leading<'d>,
    ) -> Option<Vec<&'d Link>> {
        if places.is_empty() && from.operations.contains(&operation.id) {
            return Some(Vec::new());
        }
        let numbers = leading.get(from.handle.as_str()).into_iter().flatten();
        for link in numbers.filter_map(|number| from.links.get(*number)) {
            let rest = match (&link.id, places.split_first()) {
                (None, _) => places,
                (Some(id), Some((ty, rest))) if takes(&id.ty, ty) => rest,
                (Some(_), _) => continue,
            };
            let Some(next) = self.resources.get(link.handle.as_str()) else {
                continue;
            };
            if let Some(mut chain) = self.search(next, operation, rest, leading) {
                chain.push(link);
                return Some(chain);
            }
        }
        None
    }
}

/// Whether an accessor that takes the one can be given the other.
fn takes(argument: &Type, value: &Type) -> bool {
    !matches!(argument, Type::Sid(_)) || matches!(value, Type::Sid(_))
}
