//! The values that a call is built from, and what becomes of it.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use twilio_client_crate::runtime::model::Datum;
use twilio_client_crate::{Call, Client, Page, Prefix, Reply, Sid, Timestamp};

/// What is done with a call once it is built.
#[allow(dead_code, reason = "a document need not have lists")]
pub trait Sink {
    /// What it yields.
    type Out;

    /// A call with one reply.
    fn one<T: Reply + Serialize + Debug>(self, call: Call<T>) -> Self::Out;

    /// A call that answers with pages.
    fn list<T: Datum + Serialize + Debug + 'static>(self, call: Call<Page<T>>) -> Self::Out;
}

/// Why a call cannot be built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub String);

/// What a call is built from.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// Values by the wire names of parameters; the body is `$body`.
    pub values: Map<String, Value>,
    /// Whether points in time are handed over as the texts they are, and not as instants.
    pub times_as_text: bool,
}

#[allow(
    dead_code,
    reason = "a document need not have parameters of every type"
)]
impl Inputs {
    pub fn unknown<S: Sink>(&self, _: &Client, operation: &str, _: S) -> Refusal {
        Refusal(format!("there is no operation {operation}"))
    }

    pub fn need<T>(&self, name: &str, value: Option<T>) -> Result<T, Refusal> {
        value.ok_or_else(|| Refusal(format!("{name} is required")))
    }

    pub fn need_text(&self, name: &str) -> Result<String, Refusal> {
        self.need(name, self.text(name)?)
    }

    pub fn sid<P: Prefix>(&self, name: &str) -> Result<Sid<P>, Refusal> {
        self.need(name, self.optional_sid(name)?)
    }

    pub fn optional_sid<P: Prefix>(&self, name: &str) -> Result<Option<Sid<P>>, Refusal> {
        self.text(name)?
            .map(|text| read_sid(name, &text))
            .transpose()
    }

    pub fn sids<P: Prefix>(&self, name: &str) -> Result<Option<Vec<Sid<P>>>, Refusal> {
        let Some(texts) = self.texts(name)? else {
            return Ok(None);
        };
        texts
            .iter()
            .map(|text| read_sid(name, text))
            .collect::<Result<_, _>>()
            .map(Some)
    }

    pub fn text(&self, name: &str) -> Result<Option<String>, Refusal> {
        match self.values.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(Value::Bool(flag)) => Ok(Some(flag.to_string())),
            Some(_) => Err(Refusal(format!("{name} is not text"))),
        }
    }

    /// A point in time. Text that is not a timestamp is sent as it stands.
    pub fn timestamp(&self, name: &str) -> Result<Option<Timestamp>, Refusal> {
        Ok(self
            .text(name)?
            .map(|text| match text.parse::<Timestamp>() {
                Ok(parsed) if !self.times_as_text => {
                    parsed.to_system_time().map_or(parsed, Timestamp::from)
                }
                _ => Timestamp::from(text),
            }))
    }

    pub fn texts(&self, name: &str) -> Result<Option<Vec<String>>, Refusal> {
        self.list(name)
    }

    pub fn flag(&self, name: &str) -> Result<Option<bool>, Refusal> {
        self.parsed(name)
    }

    pub fn flags(&self, name: &str) -> Result<Option<Vec<bool>>, Refusal> {
        self.list(name)
    }

    pub fn integer(&self, name: &str) -> Result<Option<i64>, Refusal> {
        self.parsed(name)
    }

    pub fn integers(&self, name: &str) -> Result<Option<Vec<i64>>, Refusal> {
        self.list(name)
    }

    pub fn number(&self, name: &str) -> Result<Option<f64>, Refusal> {
        self.parsed(name)
    }

    pub fn numbers(&self, name: &str) -> Result<Option<Vec<f64>>, Refusal> {
        self.list(name)
    }

    pub fn value(&self, name: &str) -> Result<Option<Value>, Refusal> {
        Ok(self.values.get(name).cloned())
    }

    pub fn typed<T: DeserializeOwned>(&self, name: &str) -> Result<T, Refusal> {
        let value = self.need(name, self.value(name)?)?;
        serde_json::from_value(value).map_err(|error| Refusal(format!("{name}: {error}")))
    }

    pub fn values(&self, name: &str) -> Result<Option<Vec<Value>>, Refusal> {
        self.list(name)
    }

    pub fn pairs(&self, name: &str) -> Result<Option<Vec<(String, String)>>, Refusal> {
        match self.values.get(name) {
            None => Ok(None),
            Some(Value::Object(members)) => Ok(Some(
                members
                    .iter()
                    .map(|(key, value)| {
                        let text = value
                            .as_str()
                            .map_or_else(|| value.to_string(), str::to_owned);
                        (key.clone(), text)
                    })
                    .collect(),
            )),
            Some(_) => Err(Refusal(format!("{name} is not an object"))),
        }
    }

    pub fn optional_body<T: DeserializeOwned + Serialize>(&self) -> Result<Option<T>, Refusal> {
        self.read("$body")
    }

    pub fn body<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        self.need("$body", self.read("$body")?)
    }

    /// A number or a flag, which published examples also write as text.
    fn parsed<T: DeserializeOwned + std::str::FromStr>(
        &self,
        name: &str,
    ) -> Result<Option<T>, Refusal> {
        match self.values.get(name) {
            Some(Value::String(text)) => text
                .parse()
                .map(Some)
                .map_err(|_| Refusal(format!("{name} is no {}", std::any::type_name::<T>()))),
            _ => self.read(name),
        }
    }

    /// A list, which published examples write as its only item at times.
    fn list<T: DeserializeOwned>(&self, name: &str) -> Result<Option<Vec<T>>, Refusal> {
        match self.values.get(name) {
            None | Some(Value::Array(_)) => self.read(name),
            Some(_) => self.read(name).map(|item| item.map(|item| vec![item])),
        }
    }

    fn read<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Refusal> {
        match self.values.get(name) {
            None => Ok(None),
            Some(value) => serde_json::from_value(value.clone())
                .map(Some)
                .map_err(|error| Refusal(format!("{name}: {error}"))),
        }
    }
}

/// A SID, also one that is not well formed, as a caller has it who passes on what a reply held: published examples of
/// requests are like that.
fn read_sid<P: Prefix>(name: &str, text: &str) -> Result<Sid<P>, Refusal> {
    let lenient = || serde_json::from_value(Value::from(text));
    text.parse()
        .or_else(|_| lenient())
        .map_err(|error| Refusal(format!("{name}: {error}")))
}
