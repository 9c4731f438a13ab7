//! The right thing first, for what people type.

use generator::reference::search::{EntryKind, Hit};

use crate::kit::index;

/// A query and what should come first: a name, `Session.unique_name` for a property, `#PageToken` for a parameter of
/// any operation, the prefix of a SID, the key of an API; where several are right, all of them.
#[derive(serde::Deserialize)]
pub(crate) struct Case {
    pub(crate) query: String,
    expected: String,
}

pub(crate) fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("queries.json")).unwrap()
}

fn is_expected(hit: &Hit<'_>, expected: &str) -> bool {
    let entry = hit.entry;
    if let Some(name) = expected.strip_prefix('#') {
        return entry.kind == EntryKind::Parameter && entry.anchor.ends_with(&format!(".{name}"));
    }
    if entry.title == expected {
        return true;
    }
    match entry.kind {
        EntryKind::Value => entry.detail == expected,
        EntryKind::Field | EntryKind::Parameter => {
            let name = entry.title.rsplit(['.', '#']).next().unwrap();
            compact(name) == compact(expected)
        }
        EntryKind::Page => entry.page == expected,
        _ => false,
    }
}

fn compact(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

fn name_of(hit: &Hit<'_>) -> String {
    format!("{} {}", hit.entry.kind.word(), hit.entry.id())
}

#[test]
fn the_right_one_comes_first() {
    let cases = cases();
    let (mut first, mut near) = (0, 0);
    let mut misses = Vec::new();
    for case in &cases {
        let hits = index().search(&case.query, 3);
        let expected: Vec<&str> = case.expected.split(" or ").collect();
        let fits = |hit: &Hit<'_>| expected.iter().any(|expected| is_expected(hit, expected));
        let rank = hits.iter().position(fits);
        first += usize::from(rank == Some(0));
        near += usize::from(rank.is_some());
        if rank != Some(0) {
            let names: Vec<String> = hits.iter().map(name_of).collect();
            misses.push(format!(
                "{:?} → {}, not {names:#?}",
                case.query, case.expected
            ));
        }
    }
    let all = cases.len();
    let figures = format!(
        "{first} of {all} first, {near} among three\n{}",
        misses.join("\n")
    );
    assert!(
        first * 100 >= all * 96 && near * 100 >= all * 97,
        "{figures}"
    );
}

/// The order as it was when both engines had it; where there is no node, this is what the browser's is compared with.
#[test]
fn the_order_is_as_recorded() {
    let lines = cases().into_iter().map(|case| {
        let hits = index().search(&case.query, 3);
        let names: Vec<String> = hits.iter().map(name_of).collect();
        format!("{}\n    {}", case.query, names.join("\n    "))
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}
