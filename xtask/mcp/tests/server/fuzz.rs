//! A thousand calls with random arguments: every one is answered, and no answer is larger than it may be.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::client::{Client, Generation};
use crate::{PAGE, tokens};

const LIMIT: usize = 3_000;

/// Arguments that look random and are the same in each run.
struct Dice(Rng);

impl Dice {
    fn pick<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.0.usize(..texts.len())]
    }

    /// A text that the server knows, or a part of one, or no word at all.
    fn text(&mut self) -> String {
        let words = [
            PAGE,
            "proxy_v1",
            "Session",
            "CreateSession",
            "services.sessions",
            "errors",
            "KC",
            "in-progress",
            "query",
            "proxy_v1/models/Session#property.unique_name",
            "/v1/Services/{Sid}",
            "client.proxy().v1()",
            "reply",
            "",
            "https://proxy.twilio.com/v1/Services/KS0",
            "\u{202e}\u{0}",
            "日本語のテキスト",
            "{{",
            "#",
            "@7",
            ":",
        ];
        let mut text = self.pick(&words).to_owned();
        match self.0.usize(..6) {
            0 => text.push_str(self.pick(&words)),
            1 => text = text.chars().skip(self.0.usize(..5)).collect(),
            2 => text = text.repeat(self.0.usize(..200)),
            3 => text = text.chars().rev().collect(),
            _ => {}
        }
        text
    }

    fn value(&mut self, depth: usize) -> Value {
        match self.0.usize(..if depth == 0 { 7 } else { 9 }) {
            0 => Value::Null,
            1 => Value::from(self.0.usize(..2) == 0),
            2 => Value::from(self.0.usize(..30)),
            3 => json!([-1, 0.5, 1e300, u64::MAX, i64::MIN, 151])[self.0.usize(..6)].take(),
            4..7 => self.text().into(),
            7 => (0..self.0.usize(..5))
                .map(|_| self.value(depth - 1))
                .collect(),
            _ => self.object(depth - 1),
        }
    }

    fn object(&mut self, depth: usize) -> Value {
        let keys = [
            "Sid",
            "ServiceSid",
            "Ttl",
            "UniqueName",
            "PageSize",
            "body",
            "x",
        ];
        let fields =
            (0..self.0.usize(..4)).map(|_| (self.pick(&keys).to_owned(), self.value(depth)));
        Value::Object(fields.collect::<Map<_, _>>())
    }

    /// A text that fits an argument, mostly.
    fn fitting(&mut self, key: &str) -> String {
        match (self.0.usize(..4), key) {
            (0, _) => self.text(),
            (_, "document") => self.pick(&["proxy_v1", "flex_v1", "flex_v2"]).to_owned(),
            (_, "operation") => self
                .pick(&[PAGE, "CreateSession", "UpdateConfiguration"])
                .to_owned(),
            (_, "cursor") => self
                .pick(&["0", "7", &format!("{PAGE}@100"), "errors@0 index@9"])
                .to_owned(),
            (_, "id") => self
                .pick(&[PAGE, "proxy_v1", "errors", "Session", "index"])
                .to_owned(),
            _ => self.text(),
        }
    }

    /// Arguments, mostly such as a tool declares.
    fn arguments(&mut self, tool: &Value) -> Value {
        let properties = tool["inputSchema"]["properties"].as_object().unwrap();
        let mut arguments = Map::new();
        for (key, schema) in properties {
            let is_required = tool["inputSchema"]["required"]
                .to_string()
                .contains(key.as_str());
            let is_rare = key == "cursor" || key == "parts" || key == "document";
            if !is_required && self.0.usize(..if is_rare { 5 } else { 2 }) > 0 {
                continue;
            }
            let value = match (self.0.usize(..12), schema["type"].as_str()) {
                (0, _) => self.value(2),
                (_, Some("integer")) => Value::from(self.0.usize(..1_000)),
                (_, Some("boolean")) => Value::from(self.0.usize(..2) == 0),
                (_, Some("object")) => self.object(2),
                (_, Some("array")) => (0..=self.0.usize(..3)).map(|_| self.text()).collect(),
                _ => match schema["enum"].as_array() {
                    Some(values) => values[self.0.usize(..values.len())].clone(),
                    None => self.fitting(key).into(),
                },
            };
            arguments.insert(key.clone(), value);
        }
        if self.0.usize(..20) == 0 {
            arguments.insert(self.text(), self.value(1));
        }
        arguments.into()
    }
}

#[test]
fn a_thousand_random_calls_are_answered_within_bounds() {
    let mut client = Client::stdio(Generation::New, &["--max-tokens", &LIMIT.to_string()]);
    let tools = client.result("tools/list", json!({}))["tools"].take();
    let tools = tools.as_array().unwrap();
    let mut dice = Dice(Rng::with_seed(0x2026_1127));
    let mut answered = vec![0; tools.len()];
    for number in 0..1_000 {
        let at = number % tools.len();
        let arguments = dice.arguments(&tools[at]);
        let wish = arguments["max_tokens"].as_u64().unwrap_or(u64::MAX);
        let answer = client.ask(
            "tools/call",
            json!({"name": tools[at]["name"], "arguments": arguments}),
        );
        let result = &answer["result"];
        assert!(result.is_object(), "{arguments}: {answer}");
        assert!(
            result.to_string().len() <= LIMIT * 4,
            "{arguments}: {result}"
        );
        if result["isError"] == false {
            let (text, structured) = tokens(result);
            assert!(
                text.max(structured) as u64 <= wish,
                "{arguments}: {text}, {structured}"
            );
            crate::schema::assert_valid(
                &tools[at]["outputSchema"],
                &result["structuredContent"],
                "answer",
            );
            answered[at] += 1;
        }
    }
    assert!(answered.iter().all(|count| *count > 20), "{answered:?}");
    assert!(client.close());
}
