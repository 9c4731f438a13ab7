//! The right thing first, for what people type.

use generator::reference::search::{Hit, Kind};

use crate::kit::index;

/// A query and what should come first: a name, `Session.unique_name` for a property, `#PageToken` for a parameter of
/// any operation, the prefix of a SID, the key of an API.
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
        return entry.kind == Kind::Parameter && entry.anchor.ends_with(&format!(".{name}"));
    }
    if entry.title == expected {
        return true;
    }
    match entry.kind {
        Kind::Value => entry.detail == expected,
        Kind::Field | Kind::Parameter => {
            let name = entry.title.rsplit(['.', '#']).next().unwrap();
            compact(name) == compact(expected)
        }
        Kind::Page => entry.page == expected,
        _ => false,
    }
}

fn compact(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

#[test]
fn the_right_one_comes_first() {
    let cases = cases();
    let mut first = 0;
    let mut misses = Vec::new();
    for case in &cases {
        let hits = index().search(&case.query, 5);
        let rank = hits.iter().position(|hit| is_expected(hit, &case.expected));
        if rank == Some(0) {
            first += 1;
        } else {
            let titles: Vec<String> = hits
                .iter()
                .map(|hit| {
                    format!(
                        "{} {} {}",
                        hit.entry.kind.word(),
                        hit.entry.title,
                        hit.score
                    )
                })
                .collect();
            misses.push(format!(
                "{:?} → {}, not {titles:#?}",
                case.query, case.expected
            ));
        }
    }
    assert!(
        misses.is_empty(),
        "{first} of {} first\n{}",
        cases.len(),
        misses.join("\n")
    );
}
