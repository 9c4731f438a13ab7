//! Recursion: a model that contains itself has to have a box somewhere.

use std::collections::{HashMap, HashSet};

use crate::lower::context::LowerContext;
use crate::model::Type;

impl LowerContext<'_> {
    /// Puts a box around models that contain themselves, directly or through others.
    pub(crate) fn box_recursion(&mut self) {
        let index: HashMap<String, usize> = self
            .models
            .iter()
            .enumerate()
            .map(|(at, model)| (model.name.ident.clone(), at))
            .collect();
        let edges: Vec<Vec<usize>> = self
            .models
            .iter()
            .map(|model| {
                let direct = model.fields.iter().filter_map(|field| match &field.ty {
                    Type::Model(ident) => index.get(ident).copied(),
                    _ => None,
                });
                direct.collect()
            })
            .collect();
        let cyclic = on_cycles(&edges);
        for (at, model) in self.models.iter_mut().enumerate() {
            if !cyclic.contains(&at) {
                continue;
            }
            for field in &mut model.fields {
                if let Type::Model(ident) = &field.ty
                    && index.get(ident).is_some_and(|to| cyclic.contains(to))
                {
                    field.ty = Type::Boxed(ident.clone());
                }
            }
        }
    }
}

/// The nodes that lie on a cycle, or between two: a box too many does no harm.
fn on_cycles(edges: &[Vec<usize>]) -> HashSet<usize> {
    let back = reversed(edges);
    let behind = without_ends(edges, &back);
    let ahead = without_ends(&back, edges);
    behind.intersection(&ahead).copied().collect()
}

fn reversed(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut back: Vec<Vec<usize>> = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for to in targets {
            if let Some(list) = back.get_mut(*to) {
                list.push(from);
            }
        }
    }
    back
}

/// What is left after peeling off, again and again, the nodes without a way on.
fn without_ends(edges: &[Vec<usize>], back: &[Vec<usize>]) -> HashSet<usize> {
    let mut ways_on: Vec<usize> = edges.iter().map(Vec::len).collect();
    let mut ends: Vec<usize> = (0..edges.len())
        .filter(|at| ways_on.get(*at) == Some(&0))
        .collect();
    let mut left: HashSet<usize> = (0..edges.len()).collect();
    while let Some(end) = ends.pop() {
        left.remove(&end);
        for from in back.get(end).into_iter().flatten() {
            if let Some(count) = ways_on.get_mut(*from) {
                *count -= 1;
                if *count == 0 {
                    ends.push(*from);
                }
            }
        }
    }
    left
}
