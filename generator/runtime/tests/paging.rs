//! Lists: pages, items, limits, and where the next page may be.

#![cfg(feature = "reqwest")]

mod loopback;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use loopback::api::{self, client, list};
use loopback::clock::Clockwork;
use loopback::lists::{all, page, sids, three_pages};
use loopback::{Act, Server};
use twilio_runtime::{
    BoxFuture, Client, Credentials, Error, Request, RetryPolicy, Transport, TransportError,
    TransportErrorKind, TransportReply,
};

#[tokio::test]
async fn awaited_it_is_the_first_page() {
    let server = three_pages().await;
    let (client, _) = client(&server);
    let page = list(&client).await.unwrap();
    assert_eq!(sids(page.items()), ["1", "2"]);
    assert!(page.has_more());
    assert_eq!(page.meta().page_size, Some(2));
    assert_eq!(server.lines(), ["GET /v1/Things"]);
}

#[tokio::test]
async fn items_go_over_all_pages_with_the_address_letter_by_letter() {
    let server = three_pages().await;
    let (client, _) = client(&server);
    let call = list(&client)
        .query("PageSize", 2)
        .header_parameter("Flex-Metadata", "x")
        .header("X-Gateway", "y");
    assert_eq!(all(call).await.unwrap(), ["1", "2", "3", "4", "5", "6"]);
    assert_eq!(
        server.lines(),
        [
            "GET /v1/Things?PageSize=2",
            "GET /v1/Things?PageSize=2&Page=1&PageToken=a%2B0%2Fx%3D&Extra=b%20c+d",
            "GET /v1/Things?PageSize=2&Page=2",
        ]
    );
    let seen = server.seen();
    assert!(
        seen.iter()
            .all(|seen| seen.header("authorization").is_some())
    );
    let metadata: Vec<_> = seen
        .iter()
        .map(|seen| seen.header("flex-metadata"))
        .collect();
    assert_eq!(metadata, [Some("x"), None, None]);
    assert!(
        seen.iter()
            .all(|seen| seen.header("x-gateway") == Some("y"))
    );
}

#[tokio::test]
async fn an_authorization_of_the_call_goes_with_all_pages() {
    let server = three_pages().await;
    let (client, _) = client(&server);
    all(list(&client).authorization("Bearer other"))
        .await
        .unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    assert!(
        seen.iter()
            .all(|seen| seen.header("authorization") == Some("Bearer other"))
    );
}

#[tokio::test]
async fn pages_come_one_after_the_other() {
    let server = three_pages().await;
    let (client, _) = client(&server);
    let mut pages = list(&client).pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page.unwrap().into_items().len());
    }
    assert_eq!(sizes, [2, 2, 2]);
}

#[tokio::test]
async fn a_limit_stops_early_and_asks_for_no_more_than_it_needs() {
    for (limit, found, first, requests) in [
        (0, 0, "", 0),
        (1, 1, "PageSize=1", 1),
        (2, 2, "PageSize=2", 1),
        (3, 3, "PageSize=3", 2),
        (6, 6, "PageSize=6", 3),
        (2500, 6, "PageSize=1000", 3),
    ] {
        let server = three_pages().await;
        let (client, _) = client(&server);
        assert_eq!(all(list(&client).limit(limit)).await.unwrap().len(), found);
        let lines = server.lines();
        assert_eq!(lines.len(), requests, "limit {limit}");
        assert!(
            lines.first().is_none_or(|line| line.ends_with(first)),
            "{lines:?}"
        );
    }
    let server = three_pages().await;
    let (client, _) = client(&server);
    all(list(&client).query("PageSize", 2).limit(3))
        .await
        .unwrap();
    assert_eq!(server.lines()[0], "GET /v1/Things?PageSize=2");
}

#[tokio::test]
async fn a_relative_address_is_resolved() {
    for next in [
        "/v1/Things?Page=1",
        "?Page=1",
        "Things?Page=1",
        "//things.twilio.com/v1/Things?Page=1",
    ] {
        let server = Server::start(move |number, _| match number {
            0 => page(&["1"], Some(next)),
            _ => page(&["2"], None),
        })
        .await;
        let client = Client::builder(Credentials::none())
            .base_url(server.url())
            .build()
            .unwrap();
        let outcome = all(list(&client)).await;
        if next.starts_with("//") {
            // The scheme is this server's, which is not the API's.
            assert!(matches!(outcome, Err(Error::Paging(_))));
        } else {
            assert_eq!(outcome.unwrap(), ["1", "2"], "{next}");
            assert_eq!(server.lines()[1], "GET /v1/Things?Page=1");
        }
    }
}

#[tokio::test]
async fn a_base_url_with_a_path_is_kept_for_all_pages() {
    let server = Server::start(|number, seen| {
        let own = format!(
            "http://{}/gateway/v1/Things?Page=2",
            seen.header("host").unwrap()
        );
        match number {
            0 => page(&["1"], Some("https://things.twilio.com/v1/Things?Page=1")),
            1 => page(&["2"], Some(&own)),
            2 => page(&["3"], Some("/v1/Things?Page=3")),
            _ => page(&["4"], None),
        }
    })
    .await;
    let (client, _) = api::client_at(&format!("{}/gateway/", server.url()));
    assert_eq!(all(list(&client)).await.unwrap().len(), 4);
    let page = |query: &str| format!("GET /gateway/v1/Things{query}");
    let pages = ["", "?Page=1", "?Page=2", "?Page=3"].map(page);
    assert_eq!(server.lines(), pages);
}

// Long because it is a table of cases.
#[tokio::test]
async fn addresses_elsewhere_are_refused_and_nothing_is_sent_there() {
    let other = Server::start(|_, _| page(&["stolen"], None)).await;
    let cases = [
        (
            format!("{}/v1/Things?Page=1", other.url()),
            "it points to http://127.0.0.1",
        ),
        (
            "https://evil.example/v1/Things".into(),
            "it points to https://evil.example,",
        ),
        (
            "https://things.twilio.com.evil.example/".into(),
            "it points to https://things.tw",
        ),
        (
            "http://things.twilio.com/v1/Things?Page=1".into(),
            "it points to http://things",
        ),
        (
            "https://things.twilio.com:8443/v1/Things".into(),
            ":8443, and this client",
        ),
        (
            "https://things.ie1.twilio.com/v1/Things".into(),
            "it points to",
        ),
        (
            format!("http://user:pw@{}/v1/Things", other.address),
            "it holds a user name",
        ),
        (
            "ftp://things.twilio.com/v1/Things".into(),
            "neither https nor http",
        ),
        ("javascript:alert(1)".into(), ""),
        (
            "https://things.twilio.com/v1/../v2/Things".into(),
            "not a plain one",
        ),
        (
            "https://things.twilio.com/v1/%2e%2E/Things".into(),
            "not a plain one",
        ),
        ("https:///v1/Things".into(), ""),
        ("http://[::1".into(), ""),
        ("not a url".into(), "it is not a URL"),
        ("/v1/Things\\..\\x".into(), "it is not a URL"),
        ("//".into(), ""),
        ("#".into(), "it is empty"),
    ];
    for (next, problem) in cases {
        let served = next.clone();
        let server = Server::start(move |_, _| page(&["1"], Some(&served))).await;
        let (client, _) = client(&server);
        // The items of the page that was had are not lost.
        let mut items = list(&client).items();
        assert!(items.next().await.unwrap().is_ok(), "{next}");
        let error = items.next().await.unwrap().unwrap_err();
        assert!(items.next().await.is_none());
        let line = error.to_string();
        assert!(matches!(error, Error::Paging(_)), "{next}: {line}");
        assert!(line.contains(problem), "{next}: {line}");
        assert_eq!(server.seen().len(), 1, "{next}");
        // Nor is the page itself; the place after it cannot be had.
        let page = list(&client).await.unwrap();
        assert!(page.has_more());
        assert!(page.cursor().is_err(), "{next}");
    }
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn loops_are_found() {
    for (first, second) in [
        ("/v1/Things?Page=1", "/v1/Things"),
        ("/v1/Things?Page=1", "/v1/Things?"),
    ] {
        let server = Server::start(move |_, seen| {
            let next = if seen.target.ends_with("Page=1") {
                second
            } else {
                first
            };
            page(&["1"], Some(next))
        })
        .await;
        let (client, _) = client(&server);
        let error = all(list(&client)).await.unwrap_err();
        assert!(error.to_string().contains("asked for already"), "{error}");
        assert!(server.seen().len() <= 3);
    }
}

#[tokio::test]
async fn an_error_on_a_later_page_is_yielded_and_the_place_is_kept() {
    let server = Server::start(|number, _| match number {
        0 => page(&["1", "2"], Some("/v1/Things?Page=1")),
        1 => Act::json(403, "{}"),
        _ => page(&["3"], None),
    })
    .await;
    let (client, _) = client(&server);
    let mut items = list(&client).items();
    assert!(items.next().await.unwrap().is_ok());
    assert!(items.next().await.unwrap().is_ok());
    assert_eq!(items.next().await.unwrap().unwrap_err().status(), Some(403));
    assert!(items.next().await.is_none());
    // Both items of the first page are done.
    let expected = URL_SAFE_NO_PAD.encode("ListThing 2 /v1/Things");
    assert_eq!(items.cursor().unwrap().to_string(), expected);
}

#[tokio::test]
async fn prefetch_asks_for_the_next_page_while_items_are_handed_out() {
    for (ahead, requests) in [(false, 1), (true, 2)] {
        let server = three_pages().await;
        let client = Client::builder(Credentials::none())
            .base_url(server.url())
            .build_with(Clockwork::new())
            .unwrap();
        let mut items = list(&client).prefetch(ahead).items();
        items.next().await.unwrap().unwrap();
        // What has been begun gets on without this task.
        while server.seen().len() < requests {
            tokio::task::yield_now().await;
        }
        assert_eq!(server.seen().len(), requests);
        let mut rest = 1;
        while items.try_next().await.unwrap().is_some() {
            rest += 1;
        }
        assert_eq!((rest, server.seen().len()), (6, 3));
        // No page is begun that a limit makes needless.
        let mut items = list(&client).prefetch(ahead).limit(2).items();
        while items.try_next().await.unwrap().is_some() {}
        assert_eq!(server.seen().len(), 4);
    }
}

/// Loses the second exchange to its time limit, as one does that nobody polls for too long.
#[derive(Clone)]
struct Stale(Clockwork, Arc<AtomicUsize>);

impl Transport for Stale {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<TransportReply, TransportError>> {
        if self.1.fetch_add(1, Ordering::SeqCst) == 1 {
            return Box::pin(async {
                tokio::task::yield_now().await;
                Err(TransportError::new(TransportErrorKind::Timeout))
            });
        }
        self.0.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.0.sleep(duration)
    }

    fn now(&self) -> SystemTime {
        self.0.now()
    }
}

#[tokio::test]
async fn a_page_that_was_asked_for_ahead_and_ran_out_of_time_is_asked_for_anew() {
    let server = three_pages().await;
    let client = Client::builder(Credentials::none())
        .base_url(server.url())
        .retry(RetryPolicy::never())
        .build_with(Stale(Clockwork::new(), Arc::default()))
        .unwrap();
    let ahead = all(list(&client).prefetch(true)).await.unwrap();
    assert_eq!(ahead, ["1", "2", "3", "4", "5", "6"]);
    let client = Client::builder(Credentials::none())
        .base_url(server.url())
        .retry(RetryPolicy::never())
        .build_with(Stale(Clockwork::new(), Arc::default()))
        .unwrap();
    let error = all(list(&client)).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test]
async fn streams_are_streams() {
    use futures::TryStreamExt as _;
    let server = three_pages().await;
    let (client, _) = client(&server);
    let things = list(&client).items().map_ok(|thing| thing.sid.unwrap());
    let sids: Vec<String> = things.try_collect().await.unwrap();
    assert_eq!(sids, ["1", "2", "3", "4", "5", "6"]);
    let lengths = list(&client).pages().map_ok(|page| page.items().len());
    assert_eq!(lengths.try_collect::<Vec<_>>().await.unwrap(), [2, 2, 2]);
}
