//! What is as good as a password is not printed, though it is there.

use twilio_flex_proxy::flex::v1::InsightsSession;

#[test]
fn the_login_of_an_insights_session_is_not_printed() {
    let session: InsightsSession = serde_json::from_value(serde_json::json!({
        "session_id": "-----BEGIN PGP MESSAGE-----",
        "workspace_id": "harbour-lane",
    }))
    .unwrap();
    assert_eq!(
        session.session_id.as_deref(),
        Some("-----BEGIN PGP MESSAGE-----")
    );
    let shown = format!("{session:?}");
    assert!(shown.contains("harbour-lane"), "{shown}");
    assert!(!shown.contains("PGP"), "{shown}");
}
