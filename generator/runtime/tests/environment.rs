//! Credentials and region from environment variables.

#![cfg(feature = "reqwest")]

mod loopback;

use std::ffi::OsString;

use base64::Engine as _;
use loopback::api::{ACCOUNT, TOKEN, fetch};
use loopback::clock::Clockwork;
use loopback::{Act, Server};
use twilio_runtime::{ClientBuilder, Error};

const KEY: &str = "SK00000000000000000000000000000001";

fn basic(pair: &str) -> Option<String> {
    let encoded = base64::engine::general_purpose::STANDARD.encode(pair);
    Some(format!("Basic {encoded}"))
}

type Variables = &'static [(&'static str, &'static str)];

fn from(variables: Variables) -> Result<ClientBuilder, Error> {
    ClientBuilder::from_variables(|name| {
        let variable = variables.iter().find(|(set, _)| *set == name);
        variable.map(|(_, text)| OsString::from(text))
    })
}

const ACCOUNT_SID: (&str, &str) = ("TWILIO_ACCOUNT_SID", ACCOUNT);
const AUTH_TOKEN: (&str, &str) = ("TWILIO_AUTH_TOKEN", TOKEN);
const API_KEY: (&str, &str) = ("TWILIO_API_KEY", KEY);
const API_SECRET: (&str, &str) = ("TWILIO_API_SECRET", "shh");

#[tokio::test]
async fn the_environment_yields_the_credentials_that_it_holds() {
    let cases: [(Variables, Option<&str>, String); 4] = [
        (
            &[ACCOUNT_SID, AUTH_TOKEN],
            Some(ACCOUNT),
            format!("{ACCOUNT}:{TOKEN}"),
        ),
        (&[API_KEY, API_SECRET], None, format!("{KEY}:shh")),
        (
            &[ACCOUNT_SID, API_KEY, API_SECRET, AUTH_TOKEN],
            Some(ACCOUNT),
            format!("{KEY}:shh"),
        ),
        (
            &[ACCOUNT_SID, AUTH_TOKEN, ("TWILIO_API_KEY", "")],
            Some(ACCOUNT),
            format!("{ACCOUNT}:{TOKEN}"),
        ),
    ];
    let server = Server::start(|_, _| Act::json(200, r#"{"sid":"TH1"}"#)).await;
    for (number, (variables, account, pair)) in cases.into_iter().enumerate() {
        let builder = from(variables).unwrap().base_url(server.url());
        let client = builder.build_with(Clockwork::new()).unwrap();
        assert_eq!(client.account_sid(), account);
        fetch(&client, "TH1").await.unwrap();
        let sent = server.seen()[number]
            .header("authorization")
            .map(str::to_owned);
        assert_eq!(sent, basic(&pair));
    }
}

// Long because it is a table of cases.
#[test]
fn the_environment_names_the_variable_to_blame() {
    let cases: [(Variables, &str, &str); 14] = [
        (
            &[],
            "TWILIO_ACCOUNT_SID",
            "is not set: set it and TWILIO_AUTH_TOKEN, or TWILIO_API_KEY",
        ),
        (&[AUTH_TOKEN], "TWILIO_ACCOUNT_SID", "is not set"),
        (&[ACCOUNT_SID], "TWILIO_AUTH_TOKEN", "is not set"),
        (
            &[ACCOUNT_SID, ("TWILIO_AUTH_TOKEN", "")],
            "TWILIO_AUTH_TOKEN",
            "is not set",
        ),
        (
            &[ACCOUNT_SID, API_KEY],
            "TWILIO_API_SECRET",
            "is not set: TWILIO_API_KEY is set",
        ),
        (
            &[ACCOUNT_SID, API_SECRET],
            "TWILIO_API_KEY",
            "is not set: TWILIO_API_SECRET is set",
        ),
        (
            &[("TWILIO_ACCOUNT_SID", "AC123"), AUTH_TOKEN],
            "TWILIO_ACCOUNT_SID",
            "is malformed: expected AC and 32 hexadecimal digits, found 5 characters",
        ),
        (
            &[("TWILIO_ACCOUNT_SID", KEY), AUTH_TOKEN],
            "TWILIO_ACCOUNT_SID",
            "does not begin with AC",
        ),
        (
            &[
                ("TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001\n"),
                AUTH_TOKEN,
            ],
            "TWILIO_ACCOUNT_SID",
            "white space around it",
        ),
        (
            &[
                ("TWILIO_ACCOUNT_SID", "AC0000000000000000000000000000000x"),
                AUTH_TOKEN,
            ],
            "TWILIO_ACCOUNT_SID",
            "other characters",
        ),
        (
            &[("TWILIO_API_KEY", "marked"), API_SECRET],
            "TWILIO_API_KEY",
            "is malformed",
        ),
        (
            &[ACCOUNT_SID, ("TWILIO_AUTH_TOKEN", "marked\n")],
            "TWILIO_AUTH_TOKEN",
            "it holds white space",
        ),
        (
            &[ACCOUNT_SID, AUTH_TOKEN, ("TWILIO_REGION", "marked")],
            "TWILIO_REGION",
            "expected us1",
        ),
        (
            &[
                ACCOUNT_SID,
                AUTH_TOKEN,
                ("TWILIO_REGION", "ie1"),
                ("TWILIO_EDGE", "sydney"),
            ],
            "TWILIO_EDGE",
            "ie1 is reached through dublin only",
        ),
    ];
    for (variables, name, problem) in cases {
        let error = from(variables).unwrap_err();
        let line = error.to_string();
        assert!(line.starts_with(name) && line.contains(problem), "{line}");
        assert!(!line.contains("marked") && !line.contains(TOKEN), "{line}");
        let Error::Config(error) = error else {
            panic!("{line}")
        };
        assert_eq!(error.variable_name(), Some(name));
    }
}

#[test]
fn the_environment_yields_the_region() {
    for (region, edge, host) in [
        ("", "", "things.twilio.com"),
        ("us1", "", "things.us1.twilio.com"),
        // As in Twilio's libraries, an edge alone is one of us1.
        ("", "dublin", "things.us1.twilio.com"),
        ("", "sydney", "things.us1.twilio.com"),
        ("us1", "ashburn", "things.us1.twilio.com"),
        ("ie1", "", "things.dublin.ie1.twilio.com"),
        ("au1", "sydney", "things.sydney.au1.twilio.com"),
    ] {
        let builder = ClientBuilder::from_variables(|name| match name {
            "TWILIO_ACCOUNT_SID" => Some(ACCOUNT.into()),
            "TWILIO_AUTH_TOKEN" => Some(TOKEN.into()),
            "TWILIO_REGION" => Some(region.into()),
            "TWILIO_EDGE" => Some(edge.into()),
            _ => None,
        });
        let client = builder.unwrap().build_with(Clockwork::new()).unwrap();
        let url = fetch(&client, "TH1").request().unwrap().url();
        assert_eq!(url, format!("https://{host}/v1/Things/TH1"));
    }
}
