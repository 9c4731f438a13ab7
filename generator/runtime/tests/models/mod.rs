//! Models as the emitter writes them, for the tests of `model`.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test crate uses a part of them, and in an emitted crate they are public"
)]

pub mod sessions;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use twilio_runtime::model::{
    self, Codec, Date, Datum, Extra, ExtraValue, Field, Fields, OpenEnum, Prefix, Sid, Slot,
    Timestamp, Unrecognized, ValueRef,
};

/// SIDs of accounts.
pub enum AC {}

impl Prefix for AC {
    const PREFIXES: &'static [&'static str] = &["AC"];
}

/// SIDs of Proxy sessions.
pub enum KC {}

impl Prefix for KC {
    const PREFIXES: &'static [&'static str] = &["KC"];
}

/// SIDs of Proxy services.
pub enum KS {}

impl Prefix for KS {
    const PREFIXES: &'static [&'static str] = &["KS"];
}

/// SIDs of messages.
pub enum SmMm {}

impl Prefix for SmMm {
    const PREFIXES: &'static [&'static str] = &["SM", "MM"];
}

pub type AccountSid = Sid<AC>;
pub type SessionSid = Sid<KC>;
pub type ServiceSid = Sid<KS>;
pub type MessageSid = Sid<SmMm>;

/// How the parties of a session may talk.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SessionMode {
    /// `message-only`
    MessageOnly,
    /// `voice-only`
    VoiceOnly,
    /// `voice-and-message`
    VoiceAndMessage,
    /// A text that this version does not know.
    Unrecognized(Unrecognized),
}

impl SessionMode {
    /// Every value that this version knows, in the document's order.
    pub const ALL: &'static [Self] = &[Self::MessageOnly, Self::VoiceOnly, Self::VoiceAndMessage];

    /// The text as it stands on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::MessageOnly => "message-only",
            Self::VoiceOnly => "voice-only",
            Self::VoiceAndMessage => "voice-and-message",
            Self::Unrecognized(text) => text.as_str(),
        }
    }
}

impl OpenEnum for SessionMode {
    const ALL: &'static [Self] = Self::ALL;

    fn as_str(&self) -> &str {
        self.as_str()
    }

    fn unrecognized(text: Unrecognized) -> Self {
        Self::Unrecognized(text)
    }
}

impl Datum for SessionMode {
    fn slot(field: &mut Option<Self>) -> Slot<'_> {
        Slot::open_enum(field)
    }

    fn value(&self) -> ValueRef<'_> {
        ValueRef::open_enum(self)
    }
}

impl From<&str> for SessionMode {
    fn from(text: &str) -> Self {
        model::recognize(text)
    }
}

impl From<String> for SessionMode {
    fn from(text: String) -> Self {
        model::recognize(&text)
    }
}

impl FromStr for SessionMode {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(model::recognize(text))
    }
}

impl fmt::Display for SessionMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for SessionMode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for SessionMode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        model::deserialize(deserializer)
    }
}

/// A conversation between two parties over a proxied number.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Session {
    /// What names the session.
    pub sid: SessionSid,
    /// The service that it belongs to.
    pub service_sid: Option<ServiceSid>,
    /// The account that it belongs to.
    pub account_sid: Option<AccountSid>,
    /// When it began.
    pub date_started: Option<Timestamp>,
    /// When it ends.
    pub date_expiry: Option<Timestamp>,
    /// The day of the bill.
    pub billed_on: Option<Date>,
    /// How the parties may talk.
    pub mode: Option<SessionMode>,
    /// Seconds until it ends.
    pub ttl: Option<i64>,
    /// What it cost.
    pub price: Option<f64>,
    /// Whether it is over.
    pub closed: Option<bool>,
    /// A name of your own.
    pub unique_name: Option<String>,
    /// What was said; personal.
    pub data: Option<String>,
    /// Anything.
    pub attributes: Option<Value>,
    /// A list of texts.
    pub roles: Option<Vec<String>>,
    /// A list of anything.
    pub steps: Option<Vec<Value>>,
    /// A list of enums.
    pub modes: Option<Vec<SessionMode>>,
    /// Addresses of what belongs to it.
    pub links: Option<BTreeMap<String, String>>,
    /// What its number can do.
    pub capabilities: Option<Capabilities>,
    /// Who takes part.
    pub participants: Option<Vec<Participant>>,
    /// The session that it came from.
    pub parent: Option<Box<Session>>,
    extra: Extra,
}

impl Codec for Session {
    fn slot(&mut self, key: &str) -> Option<&mut dyn Field> {
        Some(match key {
            "sid" => &mut self.sid,
            "service_sid" => &mut self.service_sid,
            "account_sid" => &mut self.account_sid,
            "date_started" => &mut self.date_started,
            "date_expiry" => &mut self.date_expiry,
            "billed_on" => &mut self.billed_on,
            "mode" => &mut self.mode,
            "ttl" => &mut self.ttl,
            "price" => &mut self.price,
            "closed" => &mut self.closed,
            "unique_name" => &mut self.unique_name,
            "data" => &mut self.data,
            "attributes" => &mut self.attributes,
            "roles" => &mut self.roles,
            "steps" => &mut self.steps,
            "modes" => &mut self.modes,
            "links" => &mut self.links,
            "capabilities" => &mut self.capabilities,
            "participants" => &mut self.participants,
            "parent" => &mut self.parent,
            _ => return None,
        })
    }

    fn view<'a>(&'a self, fields: &mut Fields<'a>) {
        fields.add("sid", &self.sid);
        fields.add("service_sid", &self.service_sid);
        fields.add("account_sid", &self.account_sid);
        fields.add("date_started", &self.date_started);
        fields.add("date_expiry", &self.date_expiry);
        fields.add("billed_on", &self.billed_on);
        fields.add("mode", &self.mode);
        fields.add("ttl", &self.ttl);
        fields.add("price", &self.price);
        fields.add("closed", &self.closed);
        fields.add("unique_name", &self.unique_name);
        fields.add_private("data", &self.data);
        fields.add("attributes", &self.attributes);
        fields.add("roles", &self.roles);
        fields.add("steps", &self.steps);
        fields.add("modes", &self.modes);
        fields.add("links", &self.links);
        fields.add("capabilities", &self.capabilities);
        fields.add("participants", &self.participants);
        fields.add("parent", &self.parent);
        fields.add_extra(&self.extra);
    }

    fn extra(&mut self) -> Option<&mut Extra> {
        Some(&mut self.extra)
    }

    fn missing(&self) -> Option<&'static str> {
        self.sid.is_empty().then_some("sid")
    }
}

impl Session {
    /// What no field holds.
    pub fn extra(&self) -> &BTreeMap<String, ExtraValue> {
        self.extra.values()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        model::debug("Session", self, f)
    }
}

impl Serialize for Session {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        model::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Session {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        model::deserialize(deserializer)
    }
}

/// What a phone number can do.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Capabilities {
    /// Faxes.
    pub fax: Option<bool>,
    /// Calls.
    pub voice: Option<bool>,
    extra: Extra,
}

impl Codec for Capabilities {
    fn slot(&mut self, key: &str) -> Option<&mut dyn Field> {
        Some(match key {
            "fax" => &mut self.fax,
            "voice" => &mut self.voice,
            _ => return None,
        })
    }

    fn view<'a>(&'a self, fields: &mut Fields<'a>) {
        fields.add("fax", &self.fax);
        fields.add("voice", &self.voice);
        fields.add_extra(&self.extra);
    }

    fn extra(&mut self) -> Option<&mut Extra> {
        Some(&mut self.extra)
    }
}

impl Capabilities {
    /// What no field holds.
    pub fn extra(&self) -> &BTreeMap<String, ExtraValue> {
        self.extra.values()
    }
}

impl fmt::Debug for Capabilities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        model::debug("Capabilities", self, f)
    }
}

impl Serialize for Capabilities {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        model::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Capabilities {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        model::deserialize(deserializer)
    }
}

/// A party of a session. Its identity has no pattern.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Participant {
    /// What names it.
    pub id: String,
    /// Its phone number; personal.
    pub identifier: Option<String>,
    /// When it joined.
    pub joined: Option<Timestamp>,
    extra: Extra,
}

impl Codec for Participant {
    fn slot(&mut self, key: &str) -> Option<&mut dyn Field> {
        Some(match key {
            "id" => &mut self.id,
            "identifier" => &mut self.identifier,
            "joined" => &mut self.joined,
            _ => return None,
        })
    }

    fn view<'a>(&'a self, fields: &mut Fields<'a>) {
        fields.add("id", &self.id);
        fields.add_private("identifier", &self.identifier);
        fields.add("joined", &self.joined);
        fields.add_extra(&self.extra);
    }

    fn extra(&mut self) -> Option<&mut Extra> {
        Some(&mut self.extra)
    }

    fn missing(&self) -> Option<&'static str> {
        self.id.is_empty().then_some("id")
    }
}

impl Participant {
    /// What no field holds.
    pub fn extra(&self) -> &BTreeMap<String, ExtraValue> {
        self.extra.values()
    }
}

impl fmt::Debug for Participant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        model::debug("Participant", self, f)
    }
}

impl Serialize for Participant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        model::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Participant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        model::deserialize(deserializer)
    }
}
