//! A small API: one model and its operations, written as they are emitted.

use std::fmt;

use serde::{Serialize, Serializer};
use twilio_runtime::model::{self, Codec, Field, Fields};
use twilio_runtime::{ApiPath, Call, Client, Credentials, List, Method, Operation, Product};

use super::Server;
use super::clock::Clockwork;

pub const PRODUCT: Product = Product::new("things", "things.twilio.com");
pub const ACCOUNT: &str = "AC00000000000000000000000000000001";
/// A secret that must not be seen anywhere.
pub const TOKEN: &str = "s3cr3t-t0k3n";

pub const CREATE: Operation =
    Operation::new("things_v1", "CreateThing", Method::Post, "/v1/Things");
pub const FETCH: Operation =
    Operation::new("things_v1", "FetchThing", Method::Get, "/v1/Things/{Sid}");
pub const DELETE: Operation = Operation::new(
    "things_v1",
    "DeleteThing",
    Method::Delete,
    "/v1/Things/{Sid}",
);
pub const LIST: Operation = Operation::list(
    "things_v1",
    "ListThing",
    Method::Get,
    "/v1/Things",
    "things",
);

#[derive(Clone, Default, PartialEq)]
pub struct Thing {
    pub sid: Option<String>,
    pub size: Option<i64>,
    /// Personal.
    pub data: Option<String>,
}

impl Codec for Thing {
    fn slot(&mut self, key: &str) -> Option<&mut dyn Field> {
        Some(match key {
            "sid" => &mut self.sid,
            "size" => &mut self.size,
            "data" => &mut self.data,
            _ => return None,
        })
    }

    fn view<'a>(&'a self, fields: &mut Fields<'a>) {
        fields.add("sid", &self.sid);
        fields.add("size", &self.size);
        fields.add_private("data", &self.data);
    }
}

impl fmt::Debug for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        model::debug("Thing", self, f)
    }
}

impl Serialize for Thing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        model::serialize(self, serializer)
    }
}

/// A client of a server, with waits that take no time, and their record.
pub fn client(server: &Server) -> (Client, Clockwork) {
    client_at(&server.url())
}

pub fn client_at(url: &str) -> (Client, Clockwork) {
    let clock = Clockwork::new();
    let client = Client::builder(Credentials::auth_token(ACCOUNT, TOKEN))
        .base_url(url)
        .randomness(|| 1.0)
        .build_with(clock.clone())
        .unwrap();
    (client, clock)
}

pub fn things(client: &Client) -> ApiPath {
    ApiPath::root(client, PRODUCT).then("v1/Things")
}

pub fn create(client: &Client) -> Call<Thing> {
    Call::new(&things(client), &CREATE)
}

pub fn fetch(client: &Client, sid: &str) -> Call<Thing> {
    Call::new(&things(client).id(sid), &FETCH)
}

pub fn delete(client: &Client, sid: &str) -> Call<()> {
    Call::new(&things(client).id(sid), &DELETE)
}

pub fn list(client: &Client) -> List<Thing> {
    Call::new(&things(client), &LIST)
}
