//! A call by the id of its operation, made through the methods that users call. Knows no case and no document.

use std::fmt::Debug;
use std::pin::Pin;

use serde::Serialize;
use serde_json::{Value, json};
use twilio_flex_proxy::runtime::model::Datum;
use twilio_flex_proxy::{Call, Client, Error, Page, PageMeta, Reply};

use crate::dispatch::{self, Inputs, Refusal, Sink};

/// How much of a list to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListExtent {
    /// Its first page.
    FirstPage,
    /// All items, or the first so many.
    Items(Option<usize>),
}

/// What came of a call.
#[derive(Debug, Clone)]
pub struct CallResult {
    /// The value, or the list of items, as JSON.
    pub value: Value,
    /// Its `Debug` output.
    pub debug: String,
    /// The number of items, if it is a list.
    pub items: Option<usize>,
    /// The metadata of the first page, if that is what was read.
    pub meta: Option<PageMeta>,
}

/// A call that is yet to be awaited.
pub type PendingCall = Pin<Box<dyn Future<Output = Result<CallResult, Error>>>>;

/// Builds the call of an operation. Nothing is sent before it is awaited.
///
/// # Errors
///
/// When the types of the crate do not allow such a call.
pub fn call(
    client: &Client,
    document: &str,
    operation: &str,
    inputs: &Inputs,
    extent: ListExtent,
) -> Result<PendingCall, Refusal> {
    dispatch::dispatch(client, document, operation, inputs, extent)
}

impl Sink for ListExtent {
    type Out = PendingCall;

    fn one<T: Reply + Serialize + Debug>(self, call: Call<T>) -> PendingCall {
        Box::pin(async move {
            // The libraries whose requests were recorded do not check which parameters belong together.
            let value = call.allow_incomplete().await?;
            Ok(CallResult {
                value: to_json(&value),
                debug: format!("{value:?}"),
                items: None,
                meta: None,
            })
        })
    }

    fn list<T: Datum + Serialize + Debug + 'static>(self, call: Call<Page<T>>) -> PendingCall {
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
            let value = items.iter().map(to_json).collect();
            Ok(CallResult {
                value,
                debug: format!("{items:?}"),
                items: Some(items.len()),
                meta,
            })
        })
    }
}

/// A model as JSON. One that cannot be serialized becomes a value that equals nothing and says why.
fn to_json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value)
        .unwrap_or_else(|error| json!({"cannot be serialized": error.to_string()}))
}
