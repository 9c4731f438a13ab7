//! Judges requests as they come in on standard input, one JSON object a line, and prints `ok` or why each is
//! rejected. `tests/webhooks.py` compares the verdicts with those of Twilio's own library.

use std::error::Error;
use std::io::{BufRead as _, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use twilio_flex_proxy::webhooks::{Incoming, Validator};

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let request: Value = serde_json::from_str(&line?)?;
        let text = |key: &str| request.get(key).and_then(Value::as_str);
        let required = |key: &str| text(key).ok_or_else(|| format!("{key} is missing"));
        let body = STANDARD.decode(required("body")?)?;
        let mut validator = Validator::new(required("token")?);
        for (id, secret) in request
            .get("keys")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            validator = validator.or_shared_key(id, secret.as_str().unwrap_or_default());
        }
        let header = |name: &str| match name {
            "x-twilio-signature" => text("signature"),
            "x-twilio-webhooks-signature-settings" => text("settings"),
            "content-type" => text("content_type"),
            _ => None,
        };
        let incoming = Incoming::new(required("method")?, required("url")?, header, &body);
        match validator.validate(&incoming) {
            Ok(()) => writeln!(out, "ok")?,
            Err(rejected) => writeln!(out, "{rejected}")?,
        }
    }
    Ok(())
}
