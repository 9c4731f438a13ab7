//! Suggestions for ids that do not exist.

use std::collections::BTreeMap;

use generator::reference::search::EntryKind;

use crate::kit::{index, slips};

/// Every id of an operation, model, enum and kind of SID, and of properties, as a whole and by its name, with one slip.
#[test]
fn a_slip_does_not_hide_an_id() {
    let index = index();
    let kinds = [
        EntryKind::Operation,
        EntryKind::Model,
        EntryKind::Enum,
        EntryKind::Field,
        EntryKind::Sid,
    ];
    let mut tally: BTreeMap<(EntryKind, &str, bool), (usize, usize)> = BTreeMap::new();
    for (at, entry) in index.entries().iter().enumerate() {
        // Properties are many, and each third is enough.
        if !kinds.contains(&entry.kind) || (entry.kind == EntryKind::Field && at % 3 > 0) {
            continue;
        }
        for whole in [true, false] {
            let text = if whole {
                entry.id()
            } else {
                entry.title.clone()
            };
            for slip in slips(&text, at) {
                let first = index.nearest(&slip.text).into_iter().next();
                let (right, all) = tally.entry((entry.kind, slip.kind, whole)).or_default();
                *all += 1;
                let same_name = |id: &String| {
                    let other = index.entries().iter().find(|other| other.id() == *id);
                    other.is_some_and(|other| other.title == entry.title)
                };
                let is_right = first
                    .as_ref()
                    .is_some_and(|id| *id == entry.id() || (!whole && same_name(id)));
                *right += usize::from(is_right);
            }
        }
    }
    let sum = |part: fn(&(usize, usize)) -> usize| tally.values().map(part).sum::<usize>();
    let (right, all) = (sum(|tally| tally.0), sum(|tally| tally.1));
    assert!(right * 100 >= all * 96, "{right} of {all}: {tally:#?}");
}

/// More slips than a search forgives.
#[test]
fn a_search_that_finds_nothing_suggests_what_is_near() {
    for (query, id) in [
        (
            "CreatIntractionChanlPartcipnt",
            "flex_v1/operations/CreateInteractionChannelParticipant",
        ),
        (
            "InteractonResorceSttuss",
            "proxy_v1/enums/InteractionResourceStatus",
        ),
    ] {
        let hits = index().search(query, 5);
        let ids: Vec<String> = hits.iter().map(|hit| hit.entry.id()).collect();
        assert_eq!(
            ids.first().map(String::as_str),
            Some(id),
            "{query}: {ids:?}"
        );
    }
    assert_eq!(index().search("zzz", 5), []);
    assert_eq!(index().search("quite another thing altogether", 5), []);
}
