//! The example payloads of the documents, read as the replies of their operations. Knows no test.

use serde_json::Value;
use twilio_flex_proxy::Error;

use crate::calls::CallResult;
use crate::document::{Document, Operation, Reply};
use crate::shape::same_json;
use crate::{files, reading};

/// How many replies have an example payload.
const EXAMPLES: usize = 116;

/// An example payload, and the operation that it is from.
pub struct Example<'d> {
    /// The operation.
    pub operation: Operation<'d>,
    /// The name of the example.
    pub name: &'d str,
    /// The payload.
    pub body: Value,
}

impl Example<'_> {
    /// Reads a body as the reply of this example's operation.
    ///
    /// # Errors
    ///
    /// Those that the caller of the operation gets.
    pub async fn read(&self, body: &Value) -> Result<CallResult, Error> {
        reading::read_reply(&self.operation, body).await
    }

    /// Reads a body that must be readable.
    pub async fn reads(&self, body: &Value) -> CallResult {
        let result = self.read(body).await;
        result
            .unwrap_or_else(|error| panic!("{} {}: {error}\n{body}", self.operation.id, self.name))
    }

    /// Reads a body, and checks that it is written again as `expected`.
    pub async fn rereads(&self, body: &Value, expected: &Value) -> CallResult {
        let result = self.reads(body).await;
        let id = self.operation.id;
        assert!(
            same_json(&result.value, expected),
            "{id} {}:\n{}\n{expected}",
            self.name,
            result.value
        );
        result
    }

    /// The reply of the operation.
    pub fn reply(&self) -> Reply<'_> {
        self.operation.reply()
    }

    /// Whether the resources in it have a `sid` that identifies them.
    pub fn has_identity(&self) -> bool {
        let resource = self.reply().resource();
        resource.is_some_and(|resource| self.operation.document.has_identity(resource))
    }
}

/// The documents of `specs/`, and those that Twilio publishes.
pub fn all_documents(check: &str) -> [Vec<Document>; 2] {
    [files::our_documents(), files::published_documents(check)]
}

/// The example payloads of replies.
///
/// # Panics
///
/// If some are missing.
pub fn examples(documents: &[Document]) -> Vec<Example<'_>> {
    let operations = documents.iter().flat_map(Document::operations);
    let examples: Vec<Example<'_>> = operations
        .flat_map(|operation| {
            let examples = operation.examples();
            examples.map(move |(name, body)| Example {
                operation,
                name,
                body: body.clone(),
            })
        })
        .collect();
    assert_eq!(examples.len(), EXAMPLES);
    examples
}
