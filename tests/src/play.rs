//! Making a call by an operation's id, through the methods that users call.

use std::fmt::Debug;
use std::pin::Pin;

use serde::Serialize;
use serde_json::{Value, json};
use twilio_flex_proxy::runtime::model::Datum;
use twilio_flex_proxy::testing::Script;
use twilio_flex_proxy::{Call, Client, Error, Page, PageMeta, Reply};

use crate::conformance::Case;
use crate::dispatch::{self, Inputs, Refusal, Sink};
use crate::document::Operation;

/// How much of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Its first page.
    FirstPage,
    /// All items, or so many.
    Items(Option<usize>),
}

/// What a call yielded.
#[derive(Debug, Clone)]
pub struct Told {
    /// The value, or the list of items, written as JSON again.
    pub value: Value,
    /// What its `Debug` shows.
    pub debug: String,
    /// How many items there were, if it is a list.
    pub items: Option<usize>,
    /// What the first page said of itself.
    pub meta: Option<PageMeta>,
}

/// A call under way.
pub type Telling = Pin<Box<dyn Future<Output = Result<Told, Error>>>>;

/// Builds the call of an operation. Nothing is sent before it is awaited.
///
/// # Errors
///
/// When no such call can be written: the types of the crate do not allow it.
pub fn call(
    client: &Client,
    document: &str,
    operation: &str,
    inputs: &Inputs,
    wanted: Wanted,
) -> Result<Telling, Refusal> {
    dispatch::dispatch(client, document, operation, inputs, wanted)
}

/// Calls an operation with every parameter set, over the scripted transport, and answers with a body.
///
/// # Errors
///
/// What the caller of the operation would get.
pub async fn answer(operation: &Operation<'_>, body: &Value) -> Result<Told, Error> {
    let script = Script::new();
    let text = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    script.expect(operation.id).text(operation.status(), text);
    let case = Case::of(operation);
    let client = script.client()?;
    let document = &operation.document.key;
    let call = call(
        &client,
        document,
        operation.id,
        &case.inputs(),
        Wanted::FirstPage,
    );
    let told = call
        .unwrap_or_else(|refusal| panic!("{}: {refusal:?}", operation.id))
        .await;
    script
        .verify()
        .unwrap_or_else(|problem| panic!("{}: {problem}", operation.id));
    told
}

impl Sink for Wanted {
    type Out = Telling;

    fn one<T: Reply + Serialize + Debug>(self, call: Call<T>) -> Telling {
        Box::pin(async move {
            // What the document demands beyond single parameters is for the API to judge, as it is for the libraries
            // whose requests were recorded.
            let value = call.allow_incomplete().await?;
            Ok(Told {
                value: written(&value),
                debug: format!("{value:?}"),
                items: None,
                meta: None,
            })
        })
    }

    fn list<T: Datum + Serialize + Debug + 'static>(self, call: Call<Page<T>>) -> Telling {
        Box::pin(async move {
            let (mut items, mut meta) = (Vec::new(), None);
            match self {
                Self::FirstPage => {
                    let page = call.await?;
                    meta = Some(page.meta().clone());
                    items = page.into_items();
                }
                Self::Items(limit) => {
                    let call = if let Some(limit) = limit {
                        call.limit(limit)
                    } else {
                        call
                    };
                    let mut stream = call.items();
                    while let Some(item) = stream.try_next().await? {
                        items.push(item);
                    }
                }
            }
            let value = items.iter().map(written).collect();
            Ok(Told {
                value,
                debug: format!("{items:?}"),
                items: Some(items.len()),
                meta,
            })
        })
    }
}

/// A model as JSON. One that cannot be written must fail every comparison, and say why.
fn written<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value)
        .unwrap_or_else(|error| json!({"cannot be written": error.to_string()}))
}
