//! What somebody probably meant.

/// Finds the nearest of several names. Comparing costs, and a hostile document could ask a million times,
/// so it answers only so often.
#[derive(Debug)]
pub(crate) struct Suggest {
    comparisons: usize,
}

/// Longer names are not compared.
const MAX_LENGTH: usize = 120;
/// Together well under a second.
const MAX_COMPARISONS: usize = 200_000;

impl Suggest {
    pub(crate) fn new() -> Self {
        Self {
            comparisons: MAX_COMPARISONS,
        }
    }

    /// The nearest candidate, if it is near enough to be a slip of the pen.
    pub(crate) fn nearest<'c>(
        &mut self,
        name: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        let written: Vec<char> = name
            .chars()
            .flat_map(char::to_lowercase)
            .take(MAX_LENGTH + 1)
            .collect();
        if written.len() > MAX_LENGTH || written.is_empty() {
            return None;
        }
        let most = match written.len() {
            1..=3 => 1,
            4..=8 => 2,
            _ => written.len() / 4,
        };
        let mut best = None;
        for candidate in candidates {
            let length = candidate.chars().count();
            if length.abs_diff(written.len()) > most || length > MAX_LENGTH {
                continue;
            }
            self.comparisons = self.comparisons.checked_sub(1)?;
            let distance = distance(&written, candidate);
            if distance <= most
                && distance < length
                && best.is_none_or(|(least, _)| distance < least)
            {
                best = Some((distance, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }
}

/// How many letters have to be added, dropped, changed or swapped with their neighbour, case aside.
fn distance(written: &[char], candidate: &str) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=written.len()).collect();
    let mut last = None;
    for (row, letter) in candidate.chars().flat_map(char::to_lowercase).enumerate() {
        let mut current = Vec::with_capacity(previous.len());
        current.push(row + 1);
        let mut left_letter = None;
        for (column, own) in written.iter().enumerate() {
            let at =
                |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
            let change = at(&previous, column) + usize::from(*own != letter);
            let mut least = change
                .min(at(&previous, column + 1) + 1)
                .min(at(&current, column) + 1);
            if column > 0 && last == Some(*own) && left_letter == Some(letter) {
                least = least.min(at(&before, column - 1) + 1);
            }
            current.push(least);
            left_letter = Some(*own);
        }
        last = Some(letter);
        before = std::mem::replace(&mut previous, current);
    }
    previous.last().copied().unwrap_or(usize::MAX)
}

/// `a`, `b` or `c`.
pub(crate) fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Suggest, list};

    #[test]
    fn finds_slips_of_the_pen() {
        let types = ["string", "number", "integer", "object", "array", "boolean"];
        let nearest = |name: &str| Suggest::new().nearest(name, types);
        assert_eq!(nearest("strnig"), Some("string"));
        assert_eq!(nearest("String"), Some("string"));
        assert_eq!(nearest("bool"), None);
        assert_eq!(nearest("numbre"), Some("number"));
        assert_eq!(nearest(""), None);
        assert_eq!(Suggest::new().nearest("ni", ["in", "type"]), Some("in"));
    }

    #[test]
    fn lists_as_people_do() {
        assert_eq!(list(&["a"]), "`a`");
        assert_eq!(list(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
