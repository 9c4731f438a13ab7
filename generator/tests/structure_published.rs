//! Our documents and Twilio's own: the same structure, other words.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod structure;

use generator::load::Document;
use generator::structure::{StructureLock, compare, diff, prose_overlap};
use structure::{load, published, specs, text_of};

/// Pairs of ours and theirs; none, said aloud, where the published documents are not at hand.
fn pairs(test: &str) -> Vec<(Document, Document)> {
    let Some(folder) = published() else {
        println!("{test}: skipped, the published documents are not at hand (TWILIO_OAI_DIR)");
        return Vec::new();
    };
    let pair = |(name, text): (String, String)| {
        let file = name.trim_start_matches("specs/");
        let theirs = std::fs::read_to_string(folder.join(file)).unwrap();
        (
            load(&name, &text),
            load(&format!("published/{file}"), &theirs),
        )
    };
    specs().into_iter().map(pair).collect()
}

#[test]
fn structure_is_that_of_the_published_documents() {
    for (ours, theirs) in pairs("structure_is_that_of_the_published_documents") {
        let problems = compare(&ours, &theirs);
        assert!(problems.is_empty(), "{}", text_of(&problems, &[]));
        assert_eq!(diff(&theirs, &ours), []);
    }
}

#[test]
fn json_compares_as_yaml_does() {
    let Some(folder) = published() else {
        println!(
            "json_compares_as_yaml_does: skipped, the published documents are not at hand (TWILIO_OAI_DIR)"
        );
        return;
    };
    let (name, text) = specs().pop().unwrap();
    let theirs = std::fs::read_to_string(folder.join("twilio_proxy_v1.json")).unwrap();
    let problems = compare(
        &load(&name, &text),
        &load("published/twilio_proxy_v1.json", &theirs),
    );
    assert!(problems.is_empty(), "{}", text_of(&problems, &[]));
}

#[test]
fn prose_is_our_own() {
    let pairs = pairs("prose_is_our_own");
    let theirs: Vec<&Document> = pairs.iter().map(|(_, theirs)| theirs).collect();
    for (ours, _) in &pairs {
        let problems = prose_overlap(ours, &theirs);
        assert!(problems.is_empty(), "{}", text_of(&problems, &[]));
    }
    // The check finds what is there to be found.
    if let Some((_, theirs)) = pairs.last() {
        assert!(prose_overlap(theirs, &[theirs]).len() > 100);
    }
}

#[test]
fn locks_agree() {
    let (ours, theirs): (Vec<_>, Vec<_>) = pairs("locks_agree").into_iter().unzip();
    assert_eq!(
        StructureLock::new(&ours, "2.6.7").to_string(),
        StructureLock::new(&theirs, "2.6.7").to_string()
    );
}

#[test]
fn the_committed_lock_is_that_of_the_documents() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs/structure.lock");
    let text = std::fs::read_to_string(file).unwrap();
    let documents: Vec<Document> = specs()
        .iter()
        .map(|(name, text)| load(name, text))
        .collect();
    let problems = StructureLock::parse("specs/structure.lock", &text)
        .unwrap()
        .check("specs/structure.lock", &documents);
    assert!(problems.is_empty(), "{}", text_of(&problems, &[]));
    assert_eq!(StructureLock::new(&documents, "2.6.7").to_string(), text);
}
