//! What `Debug` of a call and its command for curl show.

#![cfg(feature = "reqwest")]

mod loopback;

use loopback::api::{PRODUCT, TOKEN, client_at, create, fetch, list, things};
use serde_json::{Value, json};
use twilio_runtime::model::Timestamp;
use twilio_runtime::{ApiPath, Call, Client, Credentials, Method, Operation, Style};

const SHOW: Operation = Operation::new(
    "things_v1",
    "UpdateOwner",
    Method::Post,
    "/v1/Things/{Sid}/Owners/{Name}",
)
.private(&["Name", "Phone", "Ui-Owner", "identifier"]);

fn client() -> Client {
    client_at("http://127.0.0.1:1").0
}

fn owner(client: &Client) -> Call<Value> {
    let path = ApiPath::root(client, PRODUCT)
        .then("v1/Things")
        .id("TH1")
        .then("Owners");
    Call::new(&path.id("MARKED"), &SHOW)
}

#[test]
fn debug_shows_what_would_be_sent_without_what_is_private() {
    let call = owner(&client())
        .query("Page", 2)
        .query_styled("Phone", Style::Deep, json!({"home": "MARKED"}))
        .form("Kind", "a b")
        .form("Phone", "MARKED")
        .form_json("Members", json!([{"Identifier": "MARKED", "age": 7}]))
        .header_parameter("Ui-Version", "3")
        .header_parameter("Ui-Owner", "MARKED")
        .header("X-Gateway", "MARKED")
        .authorization("MARKED");
    let shown = format!("{call:?}");
    assert!(!shown.contains("MARKED"), "{shown}");
    for part in [
        "operation: UpdateOwner, method: POST",
        "url: http://127.0.0.1:1/v1/Things/TH1/Owners/[redacted]",
        r#"query: {"Page": "2", "Phone": [redacted]}"#,
        r#"form: {"Kind": "a b", "Phone": [redacted], "#,
        r#""Members": "[{\"Identifier\":\"[redacted]\",\"age\":7}]"}"#,
        r#"headers: {"ui-version": "3", "ui-owner": [redacted], "x-gateway": [redacted]}"#,
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
}

#[test]
fn debug_shows_a_json_body_and_what_is_wrong_with_the_call() {
    let body = json!({"to": {"Identifier": "MARKED"}, "size": 1});
    let shown = format!("{:?}", owner(&client()).json(body));
    let json = r#"json: {"size":1,"to":{"Identifier":"[redacted]"}}"#;
    assert!(shown.contains(json), "{shown}");
    let shown = format!("{:?}", fetch(&client(), ""));
    assert!(
        shown.contains("problem: \"the path parameter {Sid} is empty\""),
        "{shown}"
    );
}

#[test]
fn debug_shows_the_page_that_a_list_is_continued_from() {
    let (client, _) = client_at("https://gw.example/MARKED");
    let first = format!("{:?}", list(&client).limit(5));
    assert!(
        first.contains(r#"url: https://gw.example/…/v1/Things, query: {"PageSize": "5"}"#),
        "{first}"
    );
}

#[test]
fn a_value_is_set_if_there_is_one() {
    let at = Some(Timestamp::from("2026-03-01T10:00:00Z"));
    let call = create(&client())
        .maybe(Some(3), |call, ttl| call.form("Ttl", ttl))
        .maybe(None, |call, ttl: i64| call.form("Size", ttl))
        .maybe(at, |call, at| call.form("At", at));
    let form = call.request().unwrap().form();
    let names: Vec<&str> = form.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Ttl", "At"]);
}

#[test]
fn a_command_for_curl_is_written_as_the_reference_writes_it() {
    let (client, _) = client_at("https://things.twilio.com");
    let call = create(&client)
        .form("Name", "it's & more")
        .form_each("Urls", ["a", "b"])
        .header_parameter("Ui-Version", "3");
    assert_eq!(
        call.to_curl().unwrap(),
        "curl -X POST 'https://things.twilio.com/v1/Things' \\\n  -H 'Ui-Version: 3' \\\n  \
         -d 'Name=it%27s%20%26%20more' \\\n  -d 'Urls=a' \\\n  -d 'Urls=b' \\\n  \
         -u \"$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN\""
    );
    let call = create(&client).json(json!({"name": "it's"}));
    assert_eq!(
        call.to_curl().unwrap(),
        "curl -X POST 'https://things.twilio.com/v1/Things' \\\n  \
         -H 'Content-Type: application/json' \\\n  --data-raw '{\"name\":\"it'\\''s\"}' \\\n  \
         -u \"$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN\""
    );
    assert!(fetch(&client, "").to_curl().is_err());
}

#[test]
fn a_command_for_curl_has_variables_for_secrets() {
    for (credentials, expected) in [
        (
            Credentials::auth_token("AC1", TOKEN),
            "-u \"$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN\"",
        ),
        (
            Credentials::api_key("SK1", TOKEN),
            "-u \"$TWILIO_API_KEY:$TWILIO_API_SECRET\"",
        ),
        (
            Credentials::bearer(TOKEN),
            "-H \"Authorization: Bearer $TWILIO_ACCESS_TOKEN\"",
        ),
        (
            Credentials::none(),
            "'https://things.twilio.com/v1/Things?Name=x'",
        ),
    ] {
        let client = Client::new(credentials).unwrap();
        let call = list(&client).query("Name", "x");
        let command = call.to_curl().unwrap();
        assert!(command.ends_with(expected), "{command}");
        assert!(!command.contains(TOKEN), "{command}");
        let command = call.authorization(TOKEN).to_curl().unwrap();
        assert!(
            command.ends_with("-H \"Authorization: $AUTHORIZATION\""),
            "{command}"
        );
        assert!(!command.contains(TOKEN), "{command}");
    }
}

/// A shell that has a function in place of curl, which prints its arguments.
#[cfg(unix)]
#[test]
fn a_shell_expands_the_credentials_and_nothing_else() {
    let hostile = "$(id) `id` ${HOME} 'q' \"d\" \\ !! ; rm & # \n @file";
    let (client, _) = client_at("https://things.twilio.com/it's-$HOME");
    let path = things(&client).id(hostile);
    let call: Call<Value> = Call::new(&path, &SHOW);
    let command = call
        .query("Name", hostile)
        .header("x-`id`", "$HOME 'q' \"d\" `id`")
        .json(json!({"text": hostile}))
        .to_curl()
        .unwrap();
    let script = format!("curl() {{ for word; do printf '%s\\0' \"$word\"; done; }}\n{command}\n");
    let output = std::process::Command::new("sh")
        .args(["-c", &script])
        .env("TWILIO_ACCOUNT_SID", "AC1")
        .env("TWILIO_AUTH_TOKEN", "a 'b' $c")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let words: Vec<&str> = printed.trim_end_matches('\0').split('\0').collect();
    let url = call_url(&path, hostile);
    let json = json!({"text": hostile}).to_string();
    let expected = [
        "-X",
        "POST",
        &url,
        "-H",
        "X-`id`: $HOME 'q' \"d\" `id`",
        "-H",
        "Content-Type: application/json",
        "--data-raw",
        &json,
        "-u",
        "AC1:a 'b' $c",
    ];
    assert_eq!(
        words,
        expected,
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[cfg(unix)]
fn call_url(path: &ApiPath, name: &str) -> String {
    let call: Call<Value> = Call::new(path, &SHOW);
    call.query("Name", name).request().unwrap().url()
}

/// Compiles only if what is sent can be moved to another thread.
#[tokio::test]
async fn a_call_under_way_can_be_spawned() {
    let server = loopback::Server::start(|_, _| loopback::Act::json(200, "{}")).await;
    let (client, _) = loopback::api::client(&server);
    let sent = tokio::spawn(fetch(&client, "TH1").send());
    assert_eq!(sent.await.unwrap().unwrap().sid, None);
    assert_eq!(server.lines(), ["GET /v1/Things/TH1"]);
}
