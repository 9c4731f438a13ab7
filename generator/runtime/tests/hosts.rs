//! Regions and base URLs: where requests go.

#![cfg(feature = "reqwest")]

mod loopback;

use loopback::api::{ACCOUNT, PRODUCT, TOKEN, fetch};
use loopback::clock::Clockwork;
use twilio_runtime::{Client, ClientBuilder, Credentials, Product, Region};

/// Where a request would go.
fn url(builder: ClientBuilder) -> String {
    let client = builder.build_with(Clockwork::new()).unwrap();
    fetch(&client, "TH1").request().unwrap().url()
}

fn builder() -> ClientBuilder {
    Client::builder(Credentials::auth_token(ACCOUNT, TOKEN))
}

#[test]
fn regions_have_live_hosts_only() {
    assert_eq!(url(builder()), "https://things.twilio.com/v1/Things/TH1");
    for (region, host) in [
        (Region::Us1, "things.us1.twilio.com"),
        (Region::Ie1, "things.dublin.ie1.twilio.com"),
        (Region::Au1, "things.sydney.au1.twilio.com"),
    ] {
        assert_eq!(
            url(builder().region(region)),
            format!("https://{host}/v1/Things/TH1")
        );
        assert_eq!(region.as_str().parse(), Ok(region));
    }
    let api = Product::new("flex", "flex-api.twilio.com");
    assert_eq!(Region::Ie1.host(api), "flex-api.dublin.ie1.twilio.com");
}

#[test]
fn base_urls_are_for_all_products_or_for_one() {
    let other = Product::new("other", "other.twilio.com");
    for (builder, expected) in [
        (
            builder().base_url("https://gw.example/a/b/"),
            "https://gw.example/a/b",
        ),
        (
            builder().base_url("http://localhost:8080"),
            "http://localhost:8080",
        ),
        (builder().base_url("http://127.9.9.9"), "http://127.9.9.9"),
        (builder().base_url("http://[::1]:1"), "http://[::1]:1"),
        (
            builder().base_url("HTTPS://GW.example:443"),
            "https://gw.example",
        ),
        (
            builder().base_url_for(other, "https://gw.example"),
            "https://things.twilio.com",
        ),
        (
            builder()
                .base_url("https://a")
                .base_url_for(PRODUCT, "https://b"),
            "https://b",
        ),
        (
            builder()
                .base_url("http://gw.example")
                .allow_plain_http_to("GW.example"),
            "http://gw.example",
        ),
        (
            builder().region(Region::Ie1).base_url("https://a"),
            "https://a",
        ),
    ] {
        assert_eq!(url(builder), format!("{expected}/v1/Things/TH1"));
    }
}

#[test]
fn base_urls_that_are_not_safe_are_refused() {
    for (base, problem) in [
        (
            "http://gw.example",
            "credentials would be sent without encryption",
        ),
        ("http://127.0.0.1.evil.example", "without encryption"),
        ("http://localhost.evil.example", "without encryption"),
        ("http://0.0.0.0", "without encryption"),
        ("ftp://gw.example", "neither https nor http"),
        ("gw.example", ""),
        ("https://user:marked@gw.example", "it holds a user name"),
        ("https://gw.example/?a=b", "no query"),
        ("https://gw.example/a/../b", "no `.` or `..`"),
        ("", ""),
    ] {
        let error = builder()
            .base_url(base)
            .build_with(Clockwork::new())
            .unwrap_err();
        let line = error.to_string();
        assert!(
            line.contains(problem) && line.starts_with("base URL "),
            "{line}"
        );
        assert!(!line.contains("marked"), "{line}");
    }
    let elsewhere = builder().base_url("http://a").allow_plain_http_to("b");
    elsewhere.build_with(Clockwork::new()).unwrap_err();
}
