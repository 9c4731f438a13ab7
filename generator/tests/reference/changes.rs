//! What changed from version to version: the file of it, its pages, and the feed.

use generator::reference::{Changes, Reference};
use generator::structure::Impact;

const LINE: &str = r#"{"document":"proxy_v1","from":"1.0.0","to":"1.1.0","date":"2020-09-28","group":"operation CreateSession","breaking":["`Ttl` is removed"]}"#;

fn parse(text: &str) -> Changes {
    Changes::parse("changes.jsonl", text).unwrap()
}

/// Where a text is refused, and why.
fn refusals(text: &str) -> Vec<String> {
    let problems = Changes::parse("changes.jsonl", text).unwrap_err();
    let text = |problem: generator::diagnostic::Diagnostic| {
        let location = &problem.location;
        let (line, column) = (location.line(), location.column());
        format!("{}:{line}:{column}: {}", location.file(), problem.problem)
    };
    problems.into_iter().map(text).collect()
}

#[test]
fn the_newest_release_comes_first_and_the_text_is_written_as_it_was_read() {
    let newer = LINE.replace("1.1.0", "1.2.0").replace("2020", "2021");
    let other = newer.replace("proxy_v1", "flex_v1");
    let undated = LINE.replace(r#""date":"2020-09-28","#, "");
    let text = format!("{undated}\n{LINE}\n{newer}\n{other}\n");
    let changes = parse(&text);
    let order: Vec<_> = changes
        .releases
        .iter()
        .map(|release| (&*release.document, &*release.version, &*release.date))
        .collect();
    assert_eq!(
        order,
        [
            ("flex_v1", "1.2.0", "2021-09-28"),
            ("proxy_v1", "1.2.0", "2021-09-28"),
            ("proxy_v1", "1.1.0", "2020-09-28"),
            ("proxy_v1", "1.1.0", ""),
        ]
    );
    let change = &changes.releases[0].changes[0];
    assert_eq!(change.operation.as_deref(), Some("CreateSession"));
    assert_eq!(change.impact, Impact::Breaking);
    assert_eq!(changes.to_string(), text);
    assert_eq!(parse(""), Changes::default());
}

#[test]
fn a_line_that_cannot_be_read_is_named_with_its_place() {
    let text = [
        LINE.to_owned(),
        LINE.replace(r#""to""#, r#""até""#),
        "{\"document\":".to_owned(),
        LINE.replace("2020-09-28", "2020-13-28"),
        LINE.replace("[\"`Ttl` is removed\"]", "true"),
        LINE.replace(r#""from":"1.0.0","#, ""),
    ];
    assert_eq!(
        refusals(&text.join("\n")),
        [
            "changes.jsonl:2:43: unknown field `até`, expected one of `document`, `from`, `to`, `date`, `group`, \
             `breaking`, `compatible`",
            "changes.jsonl:3:12: EOF while parsing a value",
            "changes.jsonl:4:70: `2020-13-28` is not a date of the form 2026-03-02",
            "changes.jsonl:5:120: invalid type: boolean `true`, expected a sequence",
            "changes.jsonl:6:122: missing field `from`",
        ]
    );
}

/// The prose of the published documents is not ours: what is recorded of them are names, types and short values.
#[test]
fn our_file_is_short_in_order_and_holds_no_sentence_of_the_documents() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs/changes.jsonl");
    let text = std::fs::read_to_string(file).unwrap();
    let changes = parse(&text);
    assert_eq!(changes.to_string(), text);
    // It is read as a diff whenever it is made anew.
    assert!(text.len() < 400_000, "{} bytes", text.len());
    assert!(changes.releases.len() > 110, "{}", changes.releases.len());
    for change in changes.releases.iter().flat_map(|release| &release.changes) {
        let mut quoted = change.what.split('"').skip(1).step_by(2);
        let is_sentence = |text: &str| text.split_whitespace().count() > 4;
        assert!(!quoted.any(is_sentence), "{}", change.what);
        assert!(change.what.len() < 500, "{}", change.what);
    }
}

#[test]
fn each_year_has_a_page_and_each_operation_leads_to_its_changes() {
    let older = LINE
        .replace("2020", "2019")
        .replace("is removed", "of \\\"^a.*b*$\\\" <b>is</b> removed");
    let changes = parse(&format!("{older}\n{LINE}\n"));
    let reference = Reference::new(&crate::OURS, &changes).unwrap();
    let site = reference.site().unwrap();
    let page = |path: &str| site.get(path).unwrap();
    let newest = page("changes/proxy_v1.md");
    assert!(
        newest.contains("## 1.1.0 (2020-09-28, from 1.0.0)"),
        "{newest}"
    );
    assert!(newest.contains("[2019](proxy_v1/2019.md)"), "{newest}");
    let earlier = page("changes/proxy_v1/2019.html");
    assert!(earlier.contains("^a.*b*$"), "{earlier}");
    assert!(earlier.contains("&lt;b&gt;is&lt;/b&gt;"), "{earlier}");
    let operation = page("proxy_v1/operations/CreateSession.md");
    for link in [
        "[1.1.0](../../changes/proxy_v1.md#v.1.1.0), 2020-09-28, breaking: `Ttl` is removed",
        "[1.1.0](../../changes/proxy_v1/2019.md#v.1.1.0), 2019-09-28, breaking: ",
    ] {
        assert!(operation.contains(link), "{operation}");
    }
    assert!(!page("proxy_v1/operations/FetchSession.md").contains("## Changes"));
}

#[test]
fn the_feed_is_well_formed_and_each_entry_has_an_id_of_its_own() {
    let hostile = LINE
        .replace("1.1.0", "1 & <2>")
        .replace("`Ttl`", "]]> & \\u0007 \\u202e </content>");
    let undated = LINE.replace(r#""date":"2020-09-28","#, "");
    let changes = parse(&format!("{undated}\n{hostile}\n{LINE}\n"));
    let reference = Reference::new(&crate::OURS, &changes).unwrap();
    let feed = reference
        .site()
        .unwrap()
        .get("feed.xml")
        .unwrap()
        .to_owned();
    for feed in [&*feed, crate::SITE.get("feed.xml").unwrap()] {
        let document = roxmltree::Document::parse(feed).unwrap();
        let texts = |name: &str| -> Vec<&str> {
            let nodes = document
                .descendants()
                .filter(|node| node.has_tag_name(name));
            nodes.filter_map(|node| node.text()).collect()
        };
        let ids = texts("id");
        let unique: std::collections::HashSet<_> = ids.iter().collect();
        assert!(ids.len() > 3);
        assert_eq!(ids.len(), unique.len(), "{ids:?}");
        for id in ids {
            assert!(id.starts_with("urn:reference:changes"), "{id}");
            assert!(!id.contains([' ', '<', '&']), "{id}");
        }
        let dates = texts("updated");
        assert_eq!(dates.first(), dates.iter().max());
        for node in document
            .descendants()
            .filter(|node| node.has_tag_name("link"))
        {
            let (page, anchor) = node
                .attribute("href")
                .unwrap()
                .split_once('#')
                .unwrap_or_default();
            assert!(page.is_empty() || !anchor.is_empty(), "{page}");
        }
    }
}
