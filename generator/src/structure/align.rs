//! Lines up two sequences of keys, so that one insertion counts as one difference and a change of order is
//! distinguished from a change of content. Knows only keys, not what they stand for.

use std::collections::HashMap;
use std::hash::Hash;

/// How two sequences correspond. All numbers are positions.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Alignment {
    /// The left and the right position of each key that both have, in left order.
    pub(super) pairs: Vec<(usize, usize)>,
    /// The keys that only the left has.
    pub(super) only_left: Vec<usize>,
    /// The keys that only the right has.
    pub(super) only_right: Vec<usize>,
    /// The smallest set of pairs (as positions in `pairs`) that would have to move for the orders to agree.
    pub(super) moved: Vec<usize>,
}

/// Pairs equal keys. Where a key repeats, its nth occurrence on the left is paired with its nth on the right.
pub(super) fn align<K: Eq + Hash>(left: &[K], right: &[K]) -> Alignment {
    let mut places: HashMap<&K, Vec<usize>> = HashMap::new();
    for (position, key) in right.iter().enumerate().rev() {
        places.entry(key).or_default().push(position);
    }
    let mut alignment = Alignment::default();
    for (position, key) in left.iter().enumerate() {
        match places.get_mut(key).and_then(Vec::pop) {
            Some(other) => alignment.pairs.push((position, other)),
            None => alignment.only_left.push(position),
        }
    }
    alignment.only_right = places.into_values().flatten().collect();
    alignment.only_right.sort_unstable();
    let rights: Vec<usize> = alignment.pairs.iter().map(|&(_, right)| right).collect();
    alignment.moved = out_of_order(&rights);
    alignment
}

/// The positions outside a longest increasing subsequence.
fn out_of_order(values: &[usize]) -> Vec<usize> {
    // `tails` holds, for each length, the position whose value ends the smallest increasing run of that length.
    let mut tails: Vec<(usize, usize)> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (position, &value) in values.iter().enumerate() {
        let length = tails.partition_point(|&(_, tail)| tail < value);
        before.push(
            length
                .checked_sub(1)
                .and_then(|shorter| tails.get(shorter))
                .map(|&(at, _)| at),
        );
        match tails.get_mut(length) {
            Some(tail) => *tail = (position, value),
            None => tails.push((position, value)),
        }
    }
    let mut kept = vec![false; values.len()];
    let mut next = tails.last().map(|&(at, _)| at);
    while let Some(at) = next {
        if let Some(kept) = kept.get_mut(at) {
            *kept = true;
        }
        next = before.get(at).copied().flatten();
    }
    kept.iter()
        .enumerate()
        .filter_map(|(position, kept)| (!kept).then_some(position))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_insertion_moves_nothing() {
        let alignment = align(&["a", "x", "b", "c"], &["a", "b", "c"]);
        assert_eq!(alignment.only_left, [1]);
        assert!(alignment.only_right.is_empty());
        assert!(alignment.moved.is_empty());
    }

    #[test]
    fn one_move_is_one_move() {
        let alignment = align(&["d", "a", "b", "c"], &["a", "b", "c", "d"]);
        assert_eq!(alignment.moved, [0]);
        let alignment = align(&["a", "c", "b", "d"], &["a", "b", "c", "d"]);
        assert_eq!(alignment.moved.len(), 1);
    }

    #[test]
    fn equal_keys_pair_in_turn() {
        let alignment = align(&["a", "a", "b"], &["a", "b", "a", "a"]);
        assert_eq!(alignment.pairs, [(0, 0), (1, 2), (2, 1)]);
        assert_eq!(alignment.only_right, [3]);
    }

    #[test]
    fn nothing_is_fine() {
        assert_eq!(align::<&str>(&[], &[]), Alignment::default());
        assert_eq!(align(&[], &["a"]).only_right, [0]);
    }
}
