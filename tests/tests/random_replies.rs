//! Random JSON read as the reply of every operation: whatever it holds, it is written again as it came.

use acceptance::document::{Document, Reply, Schema, SchemaKind};
use acceptance::shape::{reread_body, same_json};
use acceptance::{files, reading};
use fastrand::Rng;
use serde_json::{Map, Value, json};

/// How many replies of each operation are read.
const REPLIES: usize = 40;

/// Replies that look random, the same ones in every run.
struct Dice(Rng);

impl Dice {
    fn value(&mut self, depth: usize) -> Value {
        match self.0.usize(..if depth == 0 { 8 } else { 10 }) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!(self.0.usize(..1000)),
            3 => json!(-2.5),
            4 => json!(u64::MAX),
            5 => json!(
                [
                    "",
                    "10",
                    "-0.10",
                    "false",
                    "voice-only",
                    "2026-03-01T08:00:00Z"
                ][self.0.usize(..6)]
            ),
            6 => json!("KC0123456789abcdef0123456789abcdef"),
            7 => json!("longer than a SID may be, and é"),
            8 => (0..self.0.usize(..4))
                .map(|_| self.value(depth - 1))
                .collect(),
            _ => {
                let members = (0..self.0.usize(..4)).map(|_| (self.key(), self.value(depth - 1)));
                Value::Object(members.collect())
            }
        }
    }

    fn key(&mut self) -> String {
        ["sid", "a", "", "é \"", "extra", "type", "url", "meta"][self.0.usize(..8)].to_owned()
    }

    /// A value that has the schema's keys, and not always its types.
    fn like(&mut self, schema: Schema<'_>, depth: usize) -> Value {
        if depth == 0 || self.0.usize(..4) == 0 {
            return self.value(2);
        }
        match schema.kind() {
            SchemaKind::Object => self.object(schema, depth),
            SchemaKind::List(item) => (0..self.0.usize(..4))
                .map(|_| self.like(item, depth - 1))
                .collect(),
            _ => self.value(2),
        }
    }

    fn object(&mut self, schema: Schema<'_>, depth: usize) -> Value {
        let mut members = Map::new();
        for (name, property) in schema.properties() {
            if self.0.usize(..3) > 0 {
                members.insert(name.to_owned(), self.like(property, depth - 1));
            }
        }
        for _ in 0..self.0.usize(..3) {
            members.insert(self.key(), self.value(2));
        }
        Value::Object(members)
    }
}

/// A resource of its own kind, which has the identity that it must have.
fn resource(dice: &mut Dice, document: &Document, schema: Schema<'_>) -> Value {
    let mut resource = match schema.kind() {
        SchemaKind::Object => dice.object(schema, 4),
        _ => dice.like(schema, 4),
    };
    if document.has_identity(schema) {
        resource["sid"] = json!("KC0123456789abcdef0123456789abcdef");
    }
    resource
}

#[tokio::test]
async fn any_reply_comes_back_as_it_was() {
    let mut dice = Dice(Rng::with_seed(20));
    let (mut all, documents) = (0, files::our_documents());
    for operation in documents.iter().flat_map(Document::operations) {
        let reply = operation.reply();
        for _ in 0..REPLIES {
            let body = match reply {
                Reply::Empty => break,
                Reply::One(schema) => resource(&mut dice, operation.document, schema),
                Reply::Page { key, item, .. } => {
                    let items = 0..dice.0.usize(..4);
                    let items: Vec<Value> = items
                        .map(|_| resource(&mut dice, operation.document, item))
                        .collect();
                    json!({key: items, "meta": {"key": key}})
                }
            };
            let result = reading::read_reply(&operation, &body).await;
            let result = result.unwrap_or_else(|error| panic!("{}: {error}\n{body}", operation.id));
            let expected = reread_body(&reply, &body);
            assert!(
                same_json(&result.value, &expected),
                "{}:\n{}\n{expected}",
                operation.id,
                result.value
            );
            all += 1;
        }
    }
    assert!(all > 2000, "{all} replies");
}
