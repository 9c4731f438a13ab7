//! The code on an operation's page.

use super::super::page::{Language, Sample};
use super::scope::Scope;
use crate::model::Operation;

/// One sample for each named example of the request.
pub(crate) fn samples(scope: &Scope<'_>, operation: &Operation) -> Vec<Sample> {
    let mut handles = scope.document.resources.iter();
    let handle = handles.find(|resource| resource.operations.contains(&operation.id));
    let Some(way) = handle.and_then(|resource| scope.way(&resource.handle)) else {
        return Vec::new();
    };
    let steps: Vec<String> = way.iter().map(|step| format!("    {step}\n")).collect();
    let rust = format!(
        "let reply = client\n{}    .{}()\n    .await?;",
        steps.concat(),
        operation.method_ident
    );
    let blocking = format!(
        "let reply = client\n{}    .{}()\n    .call()\n    .wait()?;",
        steps.concat(),
        operation.method_ident
    );
    let curl = format!(
        "curl -X {} 'https://{}{}' \\\n  -u \"$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN\"",
        operation.http_method, scope.document.host, operation.path
    );
    vec![Sample {
        name: String::new(),
        codes: vec![
            (Language::Rust, rust),
            (Language::Blocking, blocking),
            (Language::Curl, curl),
        ],
    }]
}
