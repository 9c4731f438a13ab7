//! Sessions with one more key: how they are read, and why a value of that key does not fit.

use serde_json::{Value, json};
use twilio_runtime::model::{DecodeError, from_text};

use super::Session;

pub const SID: &str = "KC0123456789abcdef0123456789abcdef";

/// The keys of a session and of what is in it, and one that no model declares.
pub const KEYS: [&str; 24] = [
    "sid",
    "service_sid",
    "account_sid",
    "date_started",
    "date_expiry",
    "billed_on",
    "mode",
    "ttl",
    "price",
    "closed",
    "unique_name",
    "data",
    "attributes",
    "roles",
    "steps",
    "modes",
    "links",
    "capabilities",
    "participants",
    "parent",
    "id",
    "identifier",
    "fax",
    "undeclared",
];

/// A session with one more key.
pub fn with(key: &str, value: &str) -> Result<Session, DecodeError> {
    from_text(&format!(r#"{{"sid": "{SID}", "{key}": {value}}}"#))
}

/// Why a value does not fit, with its path. If the session can be read without it,
/// it is kept as it came.
pub fn problem(key: &str, value: &str) -> String {
    let session = match with(key, value) {
        Ok(session) => session,
        Err(error) => {
            assert_eq!(error.line(), 1);
            assert!(error.column() > 0);
            return match error.path() {
                "" => error.problem().to_owned(),
                path => format!("{path}: {}", error.problem()),
            };
        }
    };
    let extra = &session.extra()[key];
    let came: Value = serde_json::from_str(value).unwrap();
    assert_eq!(*extra.value(), came);
    assert_eq!(
        serde_json::to_value(&session).unwrap(),
        json!({"sid": SID, key: came})
    );
    let problem = extra.problem().expect("it should not fit");
    match problem.strip_prefix("at ") {
        Some(problem) => problem.to_owned(),
        None => format!("{key}: {problem}"),
    }
}
