//! An object that is one of several, and a map: what they hold stands where they stand.

use std::path::Path;

use crate::{lower_text, markdown, reference};

#[test]
fn the_choices_of_a_property_stand_below_it() {
    let file = "tests/fixtures/good/twilio_unions_v1.yaml";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let api = lower_text(
        "twilio_unions_v1.yaml",
        &std::fs::read_to_string(path).unwrap(),
    );
    let reference = reference(&api);
    let visit = markdown(&reference, "unions_v1/models/Visit");
    for fact in ["`VisitOwner`", "`Pet`", "phone", "object of", "list of"] {
        assert!(visit.contains(fact), "{fact} is missing: {visit}");
    }
    let cat = markdown(&reference, "unions_v1/models/Cat");
    for holder in ["Visit.pet", "Visit.pets", "Visit.by_name", "FetchPet"] {
        assert!(cat.contains(holder), "{holder} is missing: {cat}");
    }
}
