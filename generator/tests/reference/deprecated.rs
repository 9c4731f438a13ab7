//! What a document marks as deprecated is marked on the pages too: on its own, and where it is listed.

use std::path::Path;

use generator::reference::Reference;

use crate::{lower_text, markdown, reference};

fn lamps() -> Reference<'static> {
    let file = "tests/fixtures/good/twilio_deprecated_v1.yaml";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let api = lower_text(
        "twilio_deprecated_v1.yaml",
        &std::fs::read_to_string(path).unwrap(),
    );
    reference(&api)
}

/// The lines of a page that speak of deprecation.
fn marked(reference: &Reference<'_>, id: &str) -> Vec<String> {
    let page = markdown(reference, id);
    let lines = page.lines().map(str::trim);
    let lines = lines.filter(|line| line.to_lowercase().contains("deprecated"));
    lines
        .filter(|line| !line.contains("deprecated_v1"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_page_says_that_its_subject_is_deprecated() {
    let reference = lamps();
    for id in [
        "operations/ListLamp",
        "models/Fitting",
        "models/LampBulb",
        "enums/LampColour",
    ] {
        let lines = marked(&reference, &format!("deprecated_v1/{id}"));
        assert!(
            lines
                .iter()
                .any(|line| line.contains("avoid it in new code")),
            "{id}: {lines:?}"
        );
    }
}

#[test]
fn members_are_marked_where_they_are_listed() {
    let reference = lamps();
    let lines = marked(&reference, "deprecated_v1/operations/CreateLamp");
    for name in ["Trace", "Voltage", "Shape"] {
        let is_marked = |line: &String| line.contains(name) && line.contains("deprecated");
        assert!(lines.iter().any(is_marked), "{name}: {lines:?}");
    }
    let lines = marked(&reference, "deprecated_v1/models/Lamp");
    for name in ["room_sid", "socket", "bulb", "fitting", "twin"] {
        let is_marked = |line: &String| line.contains(name) && line.contains("deprecated");
        assert!(lines.iter().any(is_marked), "{name}: {lines:?}");
    }
}
