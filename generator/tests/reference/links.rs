//! Every address on every page leads somewhere.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use generator::file_tree::Tree;

use crate::html::Html;

#[test]
fn every_link_and_every_fragment_resolves() {
    let count = resolved_links(&crate::SITE);
    assert!(count > 5_000, "{count} links");
}

#[test]
fn a_document_without_models_enums_and_sids_has_no_links_to_them() {
    let api = crate::lower_text(
        "twilio_kites_v1.yaml",
        "openapi: 3.0.1
info: {title: Kites, version: '1'}
paths:
  /v1/Kites:
    servers: [{url: https://kites.twilio.com}]
    get:
      operationId: ListKite
      responses: {'204': {description: Nothing}}
",
    );
    resolved_links(&crate::reference(&api).site().unwrap());
}

#[test]
fn odd_paths_have_pages_with_names_that_every_machine_can_write() {
    let document = include_bytes!("../fixtures/good/twilio_tree_v1.yaml").to_vec();
    let api = crate::lower(vec![(String::from("twilio_tree_v1.yaml"), document)]);
    let site = crate::reference(&api).site().unwrap();
    resolved_links(&site);
    let page = Html::read(site.get("tree_v1/resources/root.html").unwrap());
    assert!(
        page.hrefs
            .contains(&String::from("../operations/FetchRoot.html"))
    );
}

#[test]
fn a_value_that_nobody_sees_has_quotes() {
    let document = include_bytes!("../fixtures/good/twilio_enums_v1.yaml").to_vec();
    let api = crate::lower(vec![(String::from("twilio_enums_v1.yaml"), document)]);
    let page = crate::html(&crate::reference(&api), "enums_v1/enums/CallStatus");
    assert!(
        page.contains("href=\"#values.\">&quot;&quot;</a>"),
        "{page}"
    );
    assert!(
        page.contains("href=\"#values._\">&quot; &quot;</a>"),
        "{page}"
    );
}

/// How many links there are within a site, each of which leads somewhere.
fn resolved_links(site: &Tree) -> usize {
    let files: HashSet<&str> = site.files().map(|(path, _)| path).collect();
    let pages: HashMap<&str, Html> = site
        .files()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, text)| (path, Html::read(text)))
        .collect();
    let mut broken = Vec::new();
    let mut count = 0;
    for (path, html) in &pages {
        for href in html
            .hrefs
            .iter()
            .filter(|href| !href.starts_with("https://") && !href.starts_with("http://"))
        {
            count += 1;
            let (file, fragment) = href.split_once('#').unwrap_or((href, ""));
            let target = if file.is_empty() {
                (*path).to_owned()
            } else {
                join(path, file)
            };
            if !files.contains(target.as_str()) {
                broken.push(format!("{path}: {href}"));
            } else if !fragment.is_empty() {
                let id = decode(fragment);
                let has_id = pages
                    .get(target.as_str())
                    .is_some_and(|page| page.parts.contains_key(&id));
                if !has_id {
                    broken.push(format!("{path}: {href}"));
                }
            }
        }
    }
    assert!(
        broken.is_empty(),
        "{} of {count}: {:#?}",
        broken.len(),
        broken.iter().take(20).collect::<Vec<_>>()
    );
    count
}

#[test]
fn every_link_in_markdown_leads_to_a_file() {
    let site = &*crate::SITE;
    let files: HashSet<&str> = site.files().map(|(path, _)| path).collect();
    let mut broken = Vec::new();
    for (path, text) in site
        .files()
        .filter(|(path, _)| path.ends_with(".md") || *path == "llms.txt")
    {
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let file = link.split('#').next().unwrap_or_default();
            let is_web = link.starts_with("https://") || link.starts_with("http://");
            if !is_web && !files.contains(join(path, file).as_str()) {
                broken.push(format!("{path}: {link}"));
            }
        }
    }
    assert!(
        broken.is_empty(),
        "{}: {:#?}",
        broken.len(),
        broken.iter().take(20).collect::<Vec<_>>()
    );
}

/// Where a relative address leads from a file.
fn join(from: &str, to: &str) -> String {
    let folder = Path::new(from).parent().unwrap();
    let mut steps: Vec<String> = folder
        .iter()
        .map(|step| step.to_string_lossy().into_owned())
        .collect();
    for step in to.split('/') {
        match step {
            ".." => {
                steps.pop();
            }
            "." | "" => {}
            step => steps.push(step.to_owned()),
        }
    }
    steps.join("/")
}

fn decode(fragment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = fragment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap().to_owned();
            bytes.push(u8::from_str_radix(&digits, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}
