//! What somebody probably meant by a name that does not exist.

/// Finds the nearest of several names. Comparisons take time, and a hostile document could ask for millions of them, so
/// their number is limited.
#[derive(Debug)]
pub(crate) struct Suggest {
    comparisons: usize,
}

/// The longest name that is compared, in characters.
const MAX_LENGTH: usize = 120;
/// The most comparisons: together they take well under a second.
const MAX_COMPARISONS: usize = 200_000;

impl Suggest {
    pub(crate) fn new() -> Self {
        Self {
            comparisons: MAX_COMPARISONS,
        }
    }

    /// The nearest candidate, if the name is near enough to be a typing mistake.
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
        let limit = match written.len() {
            1..=3 => 1,
            4..=8 => 2,
            _ => written.len() / 4,
        };
        let mut best = None;
        for candidate in candidates {
            let length = candidate.chars().count();
            if length.abs_diff(written.len()) > limit || length > MAX_LENGTH {
                continue;
            }
            self.comparisons = self.comparisons.checked_sub(1)?;
            let distance = edit_distance(&written, candidate);
            if distance <= limit
                && distance < length
                && best.is_none_or(|(least, _)| distance < least)
            {
                best = Some((distance, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }
}

/// How many letters have to be added, dropped, changed or swapped with their neighbour, regardless of case.
fn edit_distance(written: &[char], candidate: &str) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=written.len()).collect();
    let mut last = None;
    for (row, letter) in candidate.chars().flat_map(char::to_lowercase).enumerate() {
        let mut current = Vec::with_capacity(previous.len());
        current.push(row + 1);
        let mut left_letter = None;
        for (column, own) in written.iter().enumerate() {
            let cell =
                |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
            let change = cell(&previous, column) + usize::from(*own != letter);
            let mut least = change
                .min(cell(&previous, column + 1) + 1)
                .min(cell(&current, column) + 1);
            if column > 0 && last == Some(*own) && left_letter == Some(letter) {
                least = least.min(cell(&before, column - 1) + 1);
            }
            current.push(least);
            left_letter = Some(*own);
        }
        last = Some(letter);
        before = std::mem::replace(&mut previous, current);
    }
    previous.last().copied().unwrap_or(usize::MAX)
}

/// The names in a sentence: `a`, `b` or `c`.
pub(crate) fn quote_alternatives(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Suggest, quote_alternatives};

    #[test]
    fn finds_typing_mistakes() {
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
        assert_eq!(quote_alternatives(&["a"]), "`a`");
        assert_eq!(quote_alternatives(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
