//! Servers that repeat the credentials of a request: none of them gets into an error, a
//! hook or a request id. `spans.rs` has the same for spans.

#![cfg(feature = "reqwest")]

mod loopback;

use std::error::Error as _;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use loopback::api::{PRODUCT, Thing, client, fetch, list};
use loopback::lists::page;
use loopback::{Act, Server};
use twilio_runtime::{
    Authorization, BoxFuture, Call, Client, Credentials, CredentialsProvider, Error, RetryPolicy,
};

/// With characters that JSON and URLs escape.
const SECRET: &str = "f/00/ba=r+0123456789-tail";

fn encoded(text: &str) -> String {
    STANDARD.encode(text)
}

/// All that an error says, in any way that it can be asked.
fn said(error: &Error) -> String {
    let mut said = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(inner) = source {
        said += &format!(" {inner} {inner:?}");
        source = inner.source();
    }
    if let Some(api) = error.api() {
        said += &format!(
            " {:?} {:?} {:?} {:?} {:?} {:?}",
            api.message(),
            api.more_info(),
            api.details(),
            api.location(),
            api.headers(),
            api.body(),
        );
    }
    if let Error::Decode(reply) = error {
        let (path, excerpt) = (reply.path(), reply.excerpt());
        said += &format!(" {path} {excerpt:?} {:?}", reply.body());
    }
    format!("{said} {:?}", error.request_id())
}

fn check(what: &str, said: &str, secrets: &[&str]) {
    // As it would read once its escapes are resolved.
    let plain = said.replace('\\', "").replace("%2F", "/");
    let plain = plain.replace("%3D", "=").replace("%2B", "+");
    let plain = plain.replace("&#x2F;", "/").replace("&#61;", "=");
    let plain = plain.replace("&#43;", "+");
    for secret in secrets {
        let secret = secret.trim_end_matches('=');
        for said in [said, &plain] {
            assert!(!said.contains(secret), "{what}: {said}");
            assert!(
                !said.contains(&secret[..12]),
                "{what}, the beginning: {said}"
            );
            let end = &secret[secret.len() - 6..];
            assert!(!said.contains(end), "{what}, the end: {said}");
        }
    }
}

/// Replies that repeat a text in all places that an error may show.
fn echoes(text: &str) -> Vec<Act> {
    let json = serde_json::to_string(text).unwrap();
    let slashes = json.replace('/', "\\/");
    let codes = json.replace('/', "\\u002f").replace('=', "\\u003D");
    let percent = text
        .replace('/', "%2F")
        .replace('=', "%3D")
        .replace('+', "%2B");
    let html = text
        .replace('/', "&#x2F;")
        .replace('=', "&#61;")
        .replace('+', "&#43;");
    let location = format!("https://other.example/?from={percent}");
    let mut acts = vec![
        Act::with(400, &[("Twilio-Request-Id", text)], ""),
        Act::with(401, &[], format!("You sent {text}, which is wrong")),
        Act::with(401, &[], text),
        Act::with(401, &[], format!("<p>Not known: {html}</p>")),
        Act::with(302, &[("Location", &location)], ""),
        // With success, and not to be read.
        Act::with(200, &[("Twilio-Request-Id", text)], format!("Hello {text}")),
        Act::with(200, &[], format!("{text}\u{fffd}\n{{")),
        Act::with(200, &[], [text.as_bytes(), b"\xff"].concat()),
    ];
    for json in [json, slashes, codes] {
        for body in [
            format!(r#"{{"code": 20003, "message": {json}}}"#),
            format!(r#"{{"title": {json}, "type": {json}}}"#),
            format!(r#"{{"message": "no", "more_info": {json}, "details": {{{json}: [{json}]}}}}"#),
            format!(r#"{{{json}: 1}}"#),
        ] {
            acts.push(Act::json(403, &body));
        }
        acts.push(Act::json(200, &format!(r#"{{{json}: {{"sid": "#)));
        acts.push(Act::json(200, &format!(r#"{{"size": {{{json}: 1}}}}"#)));
    }
    acts
}

async fn errors_of(client: impl Fn(&str) -> Client, texts: &[String], secrets: &[&str]) {
    let count = echoes("").len();
    let served = texts.to_owned();
    let server = Server::start(move |number, _| {
        let text = &served[number / count];
        echoes(text).swap_remove(number % count)
    })
    .await;
    let client = client(&server.url());
    for text in texts {
        for index in 0..count {
            let error = fetch(&client, "TH1").await.unwrap_err();
            check(&format!("{index} of {text}"), &said(&error), secrets);
        }
    }
}

fn at(credentials: Credentials) -> impl Fn(&str) -> Client {
    move |url| {
        Client::builder(credentials.clone())
            .base_url(url)
            .retry(RetryPolicy::never())
            .build()
            .unwrap()
    }
}

#[tokio::test]
async fn basic_credentials_are_masked_as_text_and_in_base64() {
    let sid = "AC00000000000000000000000000000001";
    let pair = encoded(&format!("{sid}:{SECRET}"));
    let own = encoded(SECRET);
    let texts = [
        format!("Basic {pair}"),
        pair.trim_end_matches('=').to_owned(),
        SECRET.to_owned(),
        format!("{sid}:{SECRET}"),
        own.clone(),
    ];
    let credentials = Credentials::auth_token(sid, SECRET);
    errors_of(at(credentials), &texts, &[&pair, SECRET, &own]).await;
}

#[tokio::test]
async fn tokens_and_whole_headers_are_masked() {
    let texts = [format!("Bearer {SECRET}"), SECRET.to_owned()];
    errors_of(at(Credentials::bearer(SECRET)), &texts, &[SECRET]).await;

    struct Vault;
    impl CredentialsProvider for Vault {
        fn authorization(
            &self,
        ) -> BoxFuture<'_, Result<Authorization, Box<dyn std::error::Error + Send + Sync>>>
        {
            Box::pin(async { Ok(Authorization::bearer(SECRET)) })
        }
    }
    errors_of(at(Credentials::provider(Vault)), &texts[..1], &[SECRET]).await;

    for header in [SECRET.to_owned(), format!("Custom {SECRET}")] {
        let served = header.clone();
        let server = Server::start(move |_, _| Act::with(400, &[], &served)).await;
        let client = at(Credentials::none())(&server.url());
        let call: Call<Thing> = fetch(&client, "TH1").authorization(&header);
        check("own header", &said(&call.await.unwrap_err()), &[SECRET]);
    }
}

#[tokio::test]
async fn what_is_not_secret_stays() {
    let message = r#"{"message": "AC1 has no user f/0", "code": 20003}"#;
    let server =
        Server::start(move |_, _| Act::with(400, &[("Twilio-Request-Id", "RQ1")], message)).await;
    let client = at(Credentials::auth_token("AC1", SECRET))(&server.url());
    let error = fetch(&client, "TH1").await.unwrap_err();
    let end = "400 Bad Request: 20003 AC1 has no user f/0 (request RQ1)";
    assert!(error.to_string().ends_with(end), "{error}");
    assert_eq!(error.api().unwrap().body(), message);
    // A model may well hold what a secret is.
    let body = format!(r#"{{"data": "{SECRET}"}}"#);
    let server = Server::start(move |_, _| Act::json(200, &body)).await;
    let client = at(Credentials::bearer(SECRET))(&server.url());
    let thing = fetch(&client, "TH1").await.unwrap();
    assert_eq!(thing.data.as_deref(), Some(SECRET));
}

#[tokio::test]
async fn addresses_of_next_pages_are_masked_though_in_lower_case() {
    const TOKEN: &str = "0123456789ABCDEF0123456789abcdef";
    let next = format!("https://{TOKEN}.example/");
    let server = Server::start(move |_, _| page(&["1"], Some(&next))).await;
    let client = at(Credentials::bearer(TOKEN))(&server.url());
    let page = list(&client).await.unwrap();
    let lower = TOKEN.to_ascii_lowercase();
    check("paging", &said(&page.cursor().unwrap_err()), &[&lower]);
}

#[tokio::test]
async fn a_hook_gets_no_secret_from_a_request_id() {
    let server = Server::start(|number, seen| {
        let id = seen.header("authorization").unwrap().to_owned();
        let status = if number == 0 { 503 } else { 200 };
        Act::with(status, &[("Twilio-Request-Id", &id)], "{}")
    })
    .await;
    let seen = Arc::new(Mutex::new(String::new()));
    let all = Arc::clone(&seen);
    let client = Client::builder(Credentials::bearer(SECRET))
        .base_url(server.url())
        .randomness(|| 0.0)
        .on_attempt(move |attempt| *all.lock().unwrap() += &format!("{attempt:?}"))
        .build()
        .unwrap();
    let raw = fetch(&client, "TH1").raw().await.unwrap();
    let seen = seen.lock().unwrap();
    assert!(seen.contains("Bearer ***"), "{seen}");
    check("hook", &seen, &[SECRET]);
    check("raw reply", &format!("{raw:?}"), &[SECRET]);
}

#[test]
fn the_path_of_a_base_url_is_masked() {
    for (url, shown) in [
        ("https://gw.example/MARKED/", "https://gw.example/…"),
        (
            "https://gw.example:8443/a/MARKED",
            "https://gw.example:8443/…",
        ),
        ("https://gw.example/", "https://gw.example"),
    ] {
        let builder = Client::builder(Credentials::none());
        let builder = builder.base_url(url).base_url_for(PRODUCT, url);
        let client = builder.clone().build().unwrap();
        let request = fetch(&client, "TH1").request().unwrap();
        for printed in [
            format!("{builder:?}"),
            format!("{client:?}"),
            format!("{request:?}"),
        ] {
            assert!(!printed.contains("MARKED"), "{printed}");
            assert!(printed.contains(shown), "{printed}");
        }
        assert!(request.url().starts_with(url.trim_end_matches('/')));
    }
    for url in [
        "ftp://gw.example/MARKED",
        "https://u:MARKED/MARKED@gw.example",
        "https://gw.example/a@MARKED/?",
        "gw.example/MARKED",
        "https://gw.example\\MARKED",
    ] {
        let builder = Client::builder(Credentials::none()).base_url(url);
        let printed = match builder.clone().build() {
            Ok(client) => format!("{client:?} {builder:?}"),
            Err(error) => format!("{error} {error:?} {builder:?}"),
        };
        assert!(!printed.contains("MARKED"), "{printed}");
    }
}

#[test]
fn a_text_that_is_no_sid_or_region_is_not_repeated() {
    use twilio_runtime::Region;
    use twilio_runtime::model::{AnyPrefix, Sid};
    for text in [
        "MARKED",
        "MARKED89012345678901234567890123MA",
        "ACMARKED0123456789012345678901MARK",
    ] {
        let error = text.parse::<Sid<AnyPrefix>>().unwrap_err();
        let printed = format!("{error} {error:?} {}", Error::from(error.clone()));
        assert!(!printed.contains("MA"), "{printed}");
        let error = text.parse::<Region>().unwrap_err();
        assert!(!format!("{error} {error:?}").contains("MA"), "{error}");
    }
}

#[tokio::test]
async fn short_secrets_do_not_blot_out_the_text() {
    let server = Server::start(|_, _| Act::with(400, &[], "an a is not a b")).await;
    let (client, _) = client(&server);
    let call = fetch(&client, "TH1").authorization("Bearer a");
    let line = call.await.unwrap_err().to_string();
    assert!(line.contains("an a is not a b"), "{line}");
}
