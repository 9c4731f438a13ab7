//! Reading a body as the reply of an operation, in the way that a caller of the operation reads it.

use serde_json::Value;
use twilio_flex_proxy::Error;
use twilio_flex_proxy::testing::Script;

use crate::calls::{CallResult, ListExtent, call};
use crate::conformance::Case;
use crate::document::Operation;

/// Calls an operation with every parameter set over the scripted transport, which replies with a body.
///
/// # Errors
///
/// Those that the caller of the operation gets.
pub async fn read_reply(operation: &Operation<'_>, body: &Value) -> Result<CallResult, Error> {
    let script = Script::new();
    let text = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    script.expect(operation.id).text(operation.status(), text);
    let client = script.client()?;
    let inputs = Case::everything(operation).inputs();
    let document = &operation.document.key;
    let pending = call(
        &client,
        document,
        operation.id,
        &inputs,
        ListExtent::FirstPage,
    );
    let result = pending
        .unwrap_or_else(|refusal| panic!("{}: {refusal:?}", operation.id))
        .await;
    script
        .verify()
        .unwrap_or_else(|problem| panic!("{}: {problem}", operation.id));
    result
}
