//! Words: how names, prose and queries are taken apart.
//!
//! Only ASCII letters have cases here, so that `generator/templates/reference/search.js` takes apart alike.

/// The words of a text, in lower case: `FlexFlow.chat_sid` → `flex flow chat sid`.
pub(crate) fn split(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut previous = ' ';
    for (at, letter) in letters.iter().copied().enumerate() {
        let begins_word = letter.is_ascii_uppercase()
            && (!previous.is_ascii_uppercase() || begins_lower_case(&letters, at + 1));
        if (begins_word || !is_letter(letter)) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if is_letter(letter) {
            word.push(letter.to_ascii_lowercase());
        }
        previous = letter;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether lower case goes on from there, and not only the `s` of `SIDs`.
fn begins_lower_case(letters: &[char], at: usize) -> bool {
    let is_lower = |at: usize| letters.get(at).is_some_and(char::is_ascii_lowercase);
    is_lower(at) && (letters.get(at) != Some(&'s') || is_lower(at + 1))
}

/// Letters and digits; everything beyond ASCII counts as a letter.
pub(crate) fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || !letter.is_ascii()
}

/// The letters and digits of a text, in lower case: `page_token` and `PageToken` → `pagetoken`.
pub(crate) fn compact(text: &str) -> String {
    text.chars()
        .filter(|letter| is_letter(*letter))
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

/// A word without its plural ending: `questionnaires` → `questionnaire`, `categories` → `category`.
pub(crate) fn stem(word: &str) -> String {
    let length = word.chars().count();
    let longer = |end: &str, than: usize| length > than && word.ends_with(end);
    let without = |count: usize| word.get(..word.len() - count).unwrap_or(word).to_owned();
    if longer("ies", 4) {
        return without(3) + "y";
    }
    if ["sses", "shes", "ches", "xes"]
        .iter()
        .any(|end| longer(end, 4))
    {
        return without(2);
    }
    if ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) || !longer("s", 3) {
        return word.to_owned();
    }
    without(1)
}

/// The stems of the words of a text.
pub(crate) fn stems(text: &str) -> Vec<String> {
    split(text).iter().map(|word| stem(word)).collect()
}

/// Words that say nothing of what is looked for.
pub(super) const STOP_WORDS: &str = " a an and are as at be by can do does for from have how i in into is it me \
                                     my of on or our please s than that the their them there these this to via \
                                     was what when where which who why will with you your ";

/// Whether a word says nothing of what is looked for.
pub(crate) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(&format!(" {word} "))
}

/// Verbs of operations, each with the words that people use for it.
const VERBS: [(&str, &str); 5] = [
    (
        "list",
        " list lists listing all every enumerate browse index count ",
    ),
    (
        "create",
        " create creates creating add adds adding new make makes post insert open opens start starts begin send sends \
         sending register ",
    ),
    (
        "fetch",
        " fetch fetches fetching get gets getting read reads reading show view retrieve lookup look find load display \
         check inspect see ",
    ),
    (
        "update",
        " update updates updating change changes changing modify edit set patch put extend renew \
         replace adjust reopen close closes closing end ends finish rename alter save ",
    ),
    (
        "delete",
        " delete deletes deleting remove removes removing destroy discard drop erase del rm ",
    ),
];

/// The verbs for `search.js`: `{"list": "list lists …"}`.
pub(super) fn verbs_as_json() -> String {
    let verbs: serde_json::Map<String, serde_json::Value> = VERBS
        .iter()
        .map(|(verb, words)| ((*verb).to_owned(), words.trim().into()))
        .collect();
    serde_json::Value::Object(verbs).to_string()
}

/// The verb of operations that a word stands for.
pub(crate) fn verb(word: &str) -> Option<&'static str> {
    let spaced = format!(" {word} ");
    VERBS
        .iter()
        .find(|(_, words)| words.contains(&spaced))
        .map(|(verb, _)| *verb)
}

#[cfg(test)]
mod tests {
    use super::{compact, is_stop_word, split, stem, verb};

    #[test]
    fn takes_names_apart() {
        assert_eq!(split("ListInteraction"), ["list", "interaction"]);
        assert_eq!(split("FlexFlow.chat_sid"), ["flex", "flow", "chat", "sid"]);
        assert_eq!(split("HTTPServer URLs"), ["http", "server", "urls"]);
        assert_eq!(split("in-progress"), ["in", "progress"]);
        assert_eq!(split("proxy_v1 Ünder"), ["proxy", "v1", "Ünder"]);
        assert_eq!(split("date2Created"), ["date2", "created"]);
        assert!(split(" .-_ ").is_empty());
        assert_eq!(compact("Page-Token_2"), "pagetoken2");
    }

    #[test]
    fn knows_plurals_and_what_looks_like_them() {
        for (word, single) in [
            ("sessions", "session"),
            ("categories", "category"),
            ("addresses", "address"),
            ("status", "status"),
            ("sids", "sid"),
            ("sms", "sms"),
            ("this", "this"),
            ("boxes", "box"),
        ] {
            assert_eq!(stem(word), single);
        }
    }

    #[test]
    fn knows_what_people_call_a_verb() {
        assert_eq!(verb("remove"), Some("delete"));
        assert_eq!(verb("all"), Some("list"));
        assert_eq!(verb("session"), None);
        assert_eq!(verb(""), None);
        assert!(is_stop_word("of"));
        assert!(!is_stop_word("off"));
    }
}
