//! A call as a command of curl, for a POSIX shell.
//!
//! Whatever comes from outside stands in single quotes, in which the shell expands
//! nothing. Secrets stand for themselves as variables in double quotes. It may not
//! know how a call is sent.

use http::{HeaderName, HeaderValue, header};

use super::super::client::CredentialForm;
use super::super::error::Error;
use super::super::wire::Method;
use super::request_builder::RequestBuilder;

const NEXT: &str = " \\\n  ";

/// The command that sends the request of a call.
pub(super) fn command(builder: &RequestBuilder) -> Result<String, Error> {
    let request = builder.bare_request()?;
    let url = request.url();
    let mut command = String::from("curl ");
    // Curl would take these for a set of URLs.
    if url.contains(['[', ']', '{', '}']) {
        command.push_str("-g ");
    }
    match request.method() {
        Method::Get => {}
        Method::Head => command.push_str("-I "),
        method => command.push_str(&format!("-X {method} ")),
    }
    command.push_str(&quoted(&url));
    let body = request.body().map(|body| String::from_utf8_lossy(body));
    for (name, value) in request.headers() {
        if name != header::CONTENT_TYPE {
            command.push_str(NEXT);
            command.push_str(&header_option(name, value));
        }
    }
    match body {
        Some(form) if builder.sends_form() => {
            for pair in form.split('&') {
                command.push_str(&format!("{NEXT}-d {}", quoted(pair)));
            }
        }
        Some(json) => {
            command.push_str(NEXT);
            command.push_str("-H 'Content-Type: application/json'");
            command.push_str(&format!("{NEXT}--data-raw {}", quoted(&json)));
        }
        None => {}
    }
    if let Some(credentials) = credentials(builder) {
        command.push_str(NEXT);
        command.push_str(credentials);
    }
    Ok(command)
}

/// The option for the credentials, whose secrets are variables of the shell.
fn credentials(builder: &RequestBuilder) -> Option<&'static str> {
    if builder.authorization.is_some() {
        return Some("-H \"Authorization: $AUTHORIZATION\"");
    }
    if builder.operation.is_anonymous() {
        return None;
    }
    match builder.client.credentials().form() {
        CredentialForm::None => None,
        CredentialForm::Bearer => Some("-H \"Authorization: Bearer $TWILIO_ACCESS_TOKEN\""),
        CredentialForm::ApiKey => Some("-u \"$TWILIO_API_KEY:$TWILIO_API_SECRET\""),
        CredentialForm::Account | CredentialForm::Provider => {
            Some("-u \"$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN\"")
        }
    }
}

/// A header, with words that begin in capitals, as documents write them.
fn header_option(name: &HeaderName, value: &HeaderValue) -> String {
    let words = name.as_str().split('-').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    let name = words.collect::<Vec<_>>().join("-");
    let text = String::from_utf8_lossy(value.as_bytes());
    format!("-H {}", quoted(&format!("{name}: {text}")))
}

/// A text in single quotes.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
