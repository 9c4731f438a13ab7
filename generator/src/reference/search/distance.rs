//! How far one word is from another: letters added, dropped, changed, or swapped with their neighbour.
//!
//! `generator/templates/reference/search.js` computes the same numbers.

/// A word, ready to be compared with many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Letters {
    letters: Vec<char>,
    /// A bit for each letter that occurs; letters beyond ASCII share theirs.
    mask: u64,
}

impl Letters {
    pub(crate) fn new(text: &str) -> Self {
        let letters: Vec<char> = text.chars().collect();
        let mask = letters
            .iter()
            .fold(0, |mask, letter| mask | 1 << (u32::from(*letter) % 64));
        Self { letters, mask }
    }

    pub(crate) fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether both have the same letters, as after a swap.
    pub(crate) fn has_letters_of(&self, other: &Self) -> bool {
        self.mask == other.mask && self.len() == other.len()
    }

    /// The number of slips between two words, if it is at most `limit`.
    pub(crate) fn slips(&self, other: &Self, limit: usize) -> Option<usize> {
        let missing = (self.mask & !other.mask)
            .count_ones()
            .max((other.mask & !self.mask).count_ones());
        // Each letter that the other lacks costs a slip at least.
        if self.len().abs_diff(other.len()) > limit
            || usize::try_from(missing).is_ok_and(|missing| missing > limit)
        {
            return None;
        }
        let (left, right) = without_common_ends(&self.letters, &other.letters);
        distance(left, right, limit)
    }
}

/// Slips lie between the first and the last difference.
fn without_common_ends<'l>(left: &'l [char], right: &'l [char]) -> (&'l [char], &'l [char]) {
    let common = left
        .iter()
        .zip(right)
        .take_while(|(one, other)| one == other)
        .count();
    let (left, right) = (
        left.get(common..).unwrap_or_default(),
        right.get(common..).unwrap_or_default(),
    );
    let common = left
        .iter()
        .rev()
        .zip(right.iter().rev())
        .take_while(|(one, other)| one == other)
        .count();
    let end = |letters: &[char]| letters.len() - common;
    (
        left.get(..end(left)).unwrap_or_default(),
        right.get(..end(right)).unwrap_or_default(),
    )
}

fn distance(left: &[char], right: &[char], limit: usize) -> Option<usize> {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    let mut last: Option<char> = None;
    for (row, letter) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        let mut least = row + 1;
        let mut neighbour: Option<char> = None;
        for (column, other) in right.iter().enumerate() {
            let changed = cell(&above, column) + usize::from(letter != other);
            let shifted = cell(&above, column + 1).min(cell(&current, column)) + 1;
            let mut cost = changed.min(shifted);
            if column > 0 && last == Some(*other) && neighbour == Some(*letter) {
                cost = cost.min(cell(&before, column - 1) + 1);
            }
            current.push(cost);
            least = least.min(cost);
            neighbour = Some(*other);
        }
        if least > limit && before.iter().all(|cost| *cost >= limit) {
            return None;
        }
        last = Some(*letter);
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().filter(|cost| *cost <= limit)
}

fn cell(row: &[usize], column: usize) -> usize {
    row.get(column).copied().unwrap_or(usize::MAX / 2)
}

/// How many slips a word of that length may have and still be taken for another: short words are too close to each
/// other.
pub(crate) fn tolerance(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=7 => 1,
        8..=15 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::Letters;

    fn slips(left: &str, right: &str, limit: usize) -> Option<usize> {
        Letters::new(left).slips(&Letters::new(right), limit)
    }

    #[test]
    fn counts_each_kind_of_slip_once() {
        assert_eq!(slips("session", "session", 0), Some(0));
        assert_eq!(slips("sesion", "session", 2), Some(1));
        assert_eq!(slips("seession", "session", 2), Some(1));
        assert_eq!(slips("sezsion", "session", 2), Some(1));
        assert_eq!(slips("intreaction", "interaction", 2), Some(1));
        assert_eq!(slips("", "ab", 2), Some(2));
        assert_eq!(slips("abab", "baba", 3), Some(2));
        assert_eq!(slips("xaby", "xbay", 1), Some(1));
    }

    #[test]
    fn stops_at_the_limit() {
        assert_eq!(slips("session", "service", 2), None);
        assert_eq!(slips("ab", "abcd", 1), None);
        assert_eq!(slips("session", "version", 1), None);
    }
}
