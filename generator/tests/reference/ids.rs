//! What pages are called, and what of it is understood.

use std::collections::HashSet;

use generator::reference::id::PageId;

#[test]
fn pages_have_the_addresses_that_they_are_known_by() {
    let reference = &*crate::REFERENCE;
    for (text, id) in [
        ("ListInteraction", "proxy_v1/operations/ListInteraction"),
        ("listinteraction", "proxy_v1/operations/ListInteraction"),
        (
            "proxy_v1/operations/ListInteraction.html#reply",
            "proxy_v1/operations/ListInteraction",
        ),
        (
            "/proxy_v1/operations/ListInteraction.md",
            "proxy_v1/operations/ListInteraction",
        ),
        (
            "proxy_v1/resources/services.sessions.interactions",
            "proxy_v1/resources/services.sessions.interactions",
        ),
        ("proxy_v1/index.html", "proxy_v1"),
        ("KC", "proxy_v1/sids/KC"),
        ("index.html", "index"),
        ("errors", "errors"),
    ] {
        assert_eq!(
            reference.ids().resolve(text).map(PageId::as_str),
            Ok(id),
            "{text}"
        );
    }
    let several = reference.ids().resolve("Interaction").unwrap_err();
    let several: Vec<&str> = several.into_iter().map(PageId::as_str).collect();
    assert_eq!(
        several,
        ["flex_v1/models/Interaction", "proxy_v1/models/Interaction"]
    );
    assert!(reference.ids().resolve("Nothing").unwrap_err().is_empty());
}

#[test]
fn no_two_files_are_one_where_case_does_not_count() {
    let site = &*crate::SITE;
    let folded: HashSet<String> = site.files().map(|(path, _)| path.to_lowercase()).collect();
    assert_eq!(folded.len(), site.files().count());
}
