//! Calls and lists without async, outside a runtime and inside.

#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod loopback;

use loopback::api::{create, delete, fetch, list};
use loopback::{Act, Server};
use serde_json::json;
use twilio_runtime::{Client, Credentials, Error};

/// A server on a runtime of its own, as a server is.
fn server() -> (Server, tokio::runtime::Runtime) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let server = runtime.block_on(Server::start(|_, seen| {
        let next = (!seen.target.contains("Page=1")).then_some("/v1/Things?Page=1");
        let body = json!({
            "sid": "TH1",
            "things": [{"sid": "1"}, {"sid": "2"}],
            "meta": {"next_page_url": next},
        });
        let status = if seen.target.ends_with("missing") {
            404
        } else {
            200
        };
        Act::json(status, &body.to_string())
    }));
    (server, runtime)
}

fn client(server: &Server) -> Client {
    let builder = Client::builder(Credentials::none()).base_url(server.url());
    builder.build().unwrap()
}

#[test]
fn calls_wait_for_their_replies_over_kept_connections() {
    let (server, _runtime) = server();
    let builder = Client::builder(Credentials::none()).base_url(server.url());
    let client = builder.max_connections_per_host(1).build().unwrap();
    for _ in 0..3 {
        let thing = fetch(&client, "TH1").wait().unwrap();
        assert_eq!(thing.sid.as_deref(), Some("TH1"));
    }
    create(&client).form("Name", "x").wait().unwrap();
    delete(&client, "TH1").wait().unwrap();
    assert_eq!(
        fetch(&client, "missing").wait().unwrap_err().status(),
        Some(404)
    );
    assert_eq!(server.opened(), 1);
}

#[test]
fn raw_replies_and_cursors_are_there_as_well() {
    let (server, _runtime) = server();
    let client = client(&server);
    let raw = fetch(&client, "TH1").raw().wait().unwrap();
    assert_eq!(raw.status(), 200);
    let mut items = list(&client).items().wait();
    assert!(items.cursor().is_none());
    items.next().unwrap().unwrap();
    let cursor = items.cursor().unwrap();
    let rest = list(&client).resume(&cursor).items().wait();
    let rest: Vec<_> = rest.map(|thing| thing.unwrap().sid.unwrap()).collect();
    assert_eq!(rest, ["2", "1", "2"]);
}

#[test]
fn threads_can_wait_at_the_same_time() {
    let (server, _runtime) = server();
    let client = client(&server);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| fetch(&client, "TH1").wait().unwrap());
        }
    });
    assert_eq!(server.seen().len(), 8);
}

#[test]
fn lists_are_iterators() {
    let (server, _runtime) = server();
    let client = client(&server);
    let sids: Vec<_> = list(&client)
        .items()
        .wait()
        .map(|thing| thing.unwrap().sid.unwrap())
        .collect();
    assert_eq!(sids, ["1", "2", "1", "2"]);
    assert_eq!(list(&client).pages().wait().count(), 2);
    assert_eq!(list(&client).limit(3).items().wait().count(), 3);
    let mut pages = list(&client).pages().wait();
    assert!(format!("{pages:?}").starts_with("BlockingPages"));
    assert!(pages.next().unwrap().is_ok());
}

#[test]
fn within_a_runtime_it_is_an_error_and_no_deadlock() {
    let (server, runtime) = server();
    let client = client(&server);
    let (waited, item) = runtime.block_on(async {
        let waited = fetch(&client, "TH1").wait();
        let mut items = list(&client).items().wait();
        let item = items.next();
        assert!(items.next().is_none());
        (waited, item.unwrap())
    });
    for error in [waited.unwrap_err(), item.unwrap_err()] {
        assert!(matches!(error, Error::Config(_)));
        assert!(error.to_string().contains("use .await there"), "{error}");
    }
    assert!(server.seen().is_empty());
    // In a task of its own and on the only thread there is as well.
    let own = client.clone();
    let task = runtime.spawn(async move { fetch(&own, "TH1").wait().map(drop) });
    assert!(runtime.block_on(task).unwrap().is_err());
    let local = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let waited = local.block_on(async { fetch(&client, "TH1").wait() });
    assert!(waited.is_err());
}

#[test]
fn where_tokio_lets_code_block_it_waits() {
    let (server, runtime) = server();
    let client = client(&server);
    let wait = |client: &Client| {
        let client = client.clone();
        move || {
            let items = list(&client).items().wait().count();
            (fetch(&client, "TH1").wait().unwrap().sid, items)
        }
    };
    let expected = (Some("TH1".to_owned()), 4);
    let local = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    for runtime in [&runtime, &local] {
        let waited = runtime.block_on(async {
            // Over a connection that this runtime drives, too.
            fetch(&client, "TH1").await.unwrap();
            tokio::task::spawn_blocking(wait(&client)).await.unwrap()
        });
        assert_eq!(waited, expected);
    }
    let (within, task) = (wait(&client), wait(&client));
    let waited = runtime.block_on(async { tokio::task::block_in_place(within) });
    assert_eq!(waited, expected);
    let task = runtime.spawn(async { tokio::task::block_in_place(task) });
    assert_eq!(runtime.block_on(task).unwrap(), expected);
    // Among the tasks of a runtime without running any.
    let _entered = local.enter();
    assert_eq!(wait(&client)(), expected);
}
