//! The files of the site.

use generator::reference::call::{CallForm, Values};
use generator::reference::page::{Language, PageKind};
use generator::reference::{Change, Changes, Reference, Release, from_root};
use generator::structure::Impact;

use crate::html::Html;

#[test]
fn two_runs_write_the_same_bytes() {
    let second = crate::reference(&crate::lower(crate::specs()))
        .site()
        .unwrap();
    assert!(*crate::SITE == second);
}

#[test]
fn pages_and_styles_are_small() {
    let site = &*crate::SITE;
    assert!(site.get("style.css").unwrap().len() <= 12_000);
    for (path, text) in site.files().filter(|(path, _)| path.ends_with(".html")) {
        assert!(text.len() <= 60_000, "{path}: {} bytes", text.len());
    }
}

#[test]
fn the_page_of_unknown_addresses_leads_on_from_any_folder() {
    let page = crate::SITE.get("404.html").unwrap();
    let placed = from_root(page, "https://example.com/docs/");
    for attribute in ["href=\"", "src=\"", "data-root=\""] {
        assert!(placed.contains(attribute));
        for (at, _) in placed.match_indices(attribute) {
            let value = &placed[at + attribute.len()..];
            let leads_on = value.starts_with("https://example.com/docs/");
            assert!(
                leads_on || value.starts_with('#'),
                "{}",
                value.split('"').next().unwrap()
            );
        }
    }
}

#[test]
fn each_page_has_a_twin_and_is_listed() {
    let (reference, site) = (&*crate::REFERENCE, &*crate::SITE);
    let (list, full, map) = (
        site.get("llms.txt").unwrap(),
        site.get("llms-full.txt").unwrap(),
        reference.sitemap("https://example.com/docs/"),
    );
    assert!(site.get("sitemap.xml").is_none());
    for page in reference.pages() {
        let twin = site.get(&page.id.twin()).unwrap();
        assert_eq!(twin, reference.markdown(page).unwrap());
        if page.kind != PageKind::NotFound {
            assert!(
                list.contains(&format!("]({})", page.id.twin())),
                "{}",
                page.id
            );
            assert!(full.contains(twin), "{}", page.id);
            assert!(
                map.contains(&format!(
                    "<loc>https://example.com/docs/{}</loc>",
                    page.id.route()
                )),
                "{}",
                page.id
            );
        }
    }
}

#[test]
fn pages_load_nothing_from_elsewhere_and_hold_no_code_of_their_own() {
    for (path, text) in crate::SITE
        .files()
        .filter(|(path, _)| path.ends_with(".html"))
    {
        assert!(
            text.contains("http-equiv=\"Content-Security-Policy\""),
            "{path}"
        );
        assert!(
            !text.contains(" style=") && !text.contains("<style") && !text.contains(" onclick="),
            "{path}"
        );
        for word in ["src=\"http", "src=\"//", "@import"] {
            assert!(!text.contains(word), "{path}: {word}");
        }
    }
}

#[test]
fn a_call_has_a_form_and_a_title_has_an_end() {
    let mut forms = 0;
    for (path, text) in crate::SITE
        .files()
        .filter(|(path, _)| path.ends_with(".html"))
    {
        let has_call = text.contains("id=\"call\"");
        assert_eq!(has_call, text.contains("id=\"build\""), "{path}");
        forms += usize::from(has_call);
        let (_, title) = text.split_once("<title>").unwrap();
        let (title, _) = title.split_once("</title>").unwrap();
        assert!(
            (1..=70).contains(&crate::html::unescape(title).chars().count()),
            "{path}: {title}"
        );
    }
    assert!(forms > 90, "{forms} forms");
}

#[test]
fn a_name_in_the_place_of_a_sid_is_called_by_name() {
    let document = crate::OURS.documents.iter().find(|it| it.key == "proxy_v1");
    let document = document.unwrap();
    let fetch = document.find_operation("FetchSession").unwrap();
    let form = CallForm::new(document, fetch, "twilio", false).unwrap();
    let code = |sid: &str| {
        let values = Values::from_iter([(String::from("Sid"), vec![sid.to_owned()])]);
        form.code(Language::Rust, &values)
    };
    let sid = "KC0123456789abcdef0123456789abcdef";
    assert!(code("order-1").contains("\n    .session_named(\"order-1\")\n"));
    assert!(code(sid).contains(&format!("\n    .session(\"{sid}\".parse()?)\n")));
}

#[test]
fn headings_are_in_order_and_landmarks_are_there() {
    let reference = &*crate::REFERENCE;
    for page in reference.pages() {
        let html = Html::read(&reference.html(page).unwrap());
        let levels: Vec<u8> = html
            .tags
            .iter()
            .filter(|tag| tag.len() == 2 && tag.starts_with('h') && tag.as_str() != "hr")
            .filter_map(|tag| tag.as_bytes().get(1).map(|digit| digit - b'0'))
            .collect();
        assert_eq!(
            levels.iter().filter(|level| **level == 1).count(),
            1,
            "{}",
            page.id
        );
        assert_eq!(levels.first(), Some(&1), "{}", page.id);
        assert!(
            levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
            "{}: {levels:?}",
            page.id
        );
        for landmark in ["header", "main", "footer", "nav"] {
            assert!(
                html.tags.iter().any(|tag| tag == landmark),
                "{}: {landmark}",
                page.id
            );
        }
    }
}

#[test]
fn changes_are_listed_with_what_breaks_first() {
    let api = &*crate::OURS;
    let change = |impact, what: &str| Change {
        operation: Some(String::from("CreateSession")),
        group: String::from("operation CreateSession"),
        impact,
        what: what.to_owned(),
    };
    let changes = Changes {
        releases: vec![Release {
            document: api
                .documents
                .iter()
                .find(|it| it.host.starts_with("proxy"))
                .unwrap()
                .key
                .clone(),
            previous: String::from("1.1.0"),
            version: String::from("1.2.0"),
            date: String::from("2026-03-02"),
            changes: vec![
                change(Impact::Compatible, "parameter `Ttl` is new"),
                change(Impact::Breaking, "parameter `Mode` is <removed> & gone"),
            ],
        }],
    };
    let reference = Reference::new(api, &changes).unwrap();
    let site = reference.site().unwrap();
    let key = &changes.releases[0].document;
    let page = site.get(&format!("changes/{key}.md")).unwrap();
    let (breaking, compatible) = (page.find("Mode").unwrap(), page.find("Ttl").unwrap());
    assert!(breaking < compatible);
    assert!(
        page.contains(&format!(
            "[CreateSession](../{key}/operations/CreateSession.md)"
        )),
        "{page}"
    );
    let all = Html::read(site.get("changes.html").unwrap());
    assert!(
        all.hrefs.contains(&format!("changes/{key}.html#v.1.2.0")),
        "{:?}",
        all.hrefs
    );
    let feed = site.get("feed.xml").unwrap();
    assert!(
        feed.contains("<updated>2026-03-02T00:00:00Z</updated>"),
        "{feed}"
    );
    assert!(feed.contains("&lt;removed&gt; &amp; gone"), "{feed}");
}
