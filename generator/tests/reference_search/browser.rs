//! The engine of the browser orders as the one in Rust does.

use std::fs;
use std::process::Command;

use generator::reference::search::{call_script, search_scripts, site_script};

use crate::kit::{index, slips};
use crate::ranking::cases;

const LIMIT: usize = 10;
/// What reads the scripts as a page does, and prints the ids found for each query.
const RUNNER: &str = "
const { readFileSync } = require('node:fs');
const [folder] = process.argv.slice(1);
const read = (name) => readFileSync(`${folder}/${name}`, 'utf8');
const scripts = read('search-index.js') + read('search-prose.js');
const search = new Function(`${scripts}\\nreturn referenceSearch(referenceIndex, referenceProse);`)();
const queries = JSON.parse(read('queries.json'));
console.log(JSON.stringify(queries.map((query) => search(query, 10).map((hit) => `${hit.id} ${hit.score}`))));
";

/// What no one should type.
const ODD: [&str; 47] = [
    "",
    " ",
    "(",
    ")",
    "a",
    ".",
    "::",
    "=",
    "/",
    "//",
    "?",
    "of",
    "to the",
    "s",
    "ss",
    "{}",
    "ü",
    "Ünïcode ſtatus",
    "GET /",
    "http://",
    "https://proxy.twilio.com",
    "a.b.c",
    "x(y(z)",
    "POſT /v1/Services",
    "😀",
    "a/b",
    "\u{0}",
    "\t\n",
    "client.proxy.v1.service",
    "Session::",
    "::Session",
    "proxy::v1::",
    "all all all",
    "KC…",
    "v1",
    "IDs SIDs URLs",
    "let x = client.proxy().v1().services().list()",
    "sessions",
    "get all",
    "sid",
    "what is a session",
    "A=B(c)",
    "CreatIntractionChanlPartcipnt",
    "InteractonResorceSttuss",
    "prxy_v1/opratins/LstIntraction",
    "flx_v2/modls/Usr",
    "qqqqqqqqqqqqqqqqqqqqqqqqqqqq",
];

/// Queries of every kind, ids with a slip, and what no one should type.
fn queries() -> Vec<String> {
    let mut queries: Vec<String> = cases().into_iter().map(|case| case.query).collect();
    for (at, entry) in index().entries().iter().enumerate() {
        if at % if entry.anchor.is_empty() { 3 } else { 20 } == 0 {
            queries.extend(
                slips(&entry.title, at)
                    .into_iter()
                    .nth(at / 3 % 3)
                    .map(|slip| slip.text),
            );
        }
    }
    queries.extend(ODD.map(str::to_owned));
    queries.push("session ".repeat(80));
    queries.push("x".repeat(400));
    queries
}

fn scripts() -> [(&'static str, String); 2] {
    search_scripts(index(), &|page| match page.contains('/') {
        true => format!("{page}.html"),
        false => format!("{page}/index.html"),
    })
}

#[test]
fn scripts_stay_small() {
    for (name, script) in [("site.js", site_script()), ("call.js", call_script())] {
        assert!(script.starts_with("'use strict'"));
        assert!(script.len() <= 12_000, "{name} has {} bytes", script.len());
    }
    // Three bytes and more of these make one when they are sent.
    for (name, script) in scripts() {
        assert!(script.len() <= 80_000, "{name} has {} bytes", script.len());
    }
}

#[test]
fn both_engines_order_alike() {
    if Command::new("node").arg("--version").output().is_err() {
        eprintln!(
            "both_engines_order_alike: node is not at hand; the recorded order is compared, the browser's is not"
        );
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let queries = queries();
    for (name, script) in scripts() {
        write(name, &script);
    }
    write("queries.json", &serde_json::to_string(&queries).unwrap());
    let output = Command::new("node")
        .args(["-e", RUNNER])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let orders: Vec<Vec<String>> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(orders.len(), queries.len());
    for (query, order) in queries.iter().zip(orders) {
        let hits = index().search(query, LIMIT);
        let own: Vec<String> = hits
            .iter()
            .map(|hit| format!("{} {}", hit.entry.id(), hit.score))
            .collect();
        assert_eq!(own, order, "{query:?}");
    }
}
