//! Hosts: credentials go to Twilio, and elsewhere only where the user says so.

use generator::diagnostic::{Code, Severity};
use generator::names::NamesLock;
use generator::pipeline::generate;

use crate::bad::told;
use crate::kit::{self, codes};

/// A document with this server.
fn served_by(url: &str) -> String {
    let head = kit::HEAD.replace("https://test.twilio.com", url);
    format!("{head}{}", crate::bad::THINGS)
}

#[test]
fn hosts_of_twilio_need_no_word() {
    for (url, host) in [
        ("https://api.twilio.com", "api.twilio.com"),
        ("https://api.twilio.com/", "api.twilio.com"),
        ("https://API.Twilio.com", "api.twilio.com"),
        ("https://a.b.twilio.com", "a.b.twilio.com"),
        ("https://twilio.com", "twilio.com"),
    ] {
        let generated = kit::run_text(&served_by(url));
        assert_eq!(generated.model.documents[0].host, host);
        assert!(generated.warnings.is_empty(), "{url}");
    }
}

#[test]
fn what_only_looks_like_a_host_of_twilio_is_another() {
    for url in [
        "https://eviltwilio.com",
        "https://api-twilio.com",
        "https://twilio.com.evil.example",
        "https://api.twilio.com.co",
        "https://twilio.example",
        "https://127.0.0.1",
        "https://localhost",
    ] {
        assert_eq!(codes(&served_by(url)), [Code::ForeignHost], "{url}");
    }
    for url in [
        "https://api.twilio.com@evil.example",
        "https://user:word@api.twilio.com",
        "https://evil.example#.twilio.com",
        "https://evil.example?.twilio.com",
        "https://evil.example/.twilio.com",
        "https://evil.example\\\\.twilio.com",
        "https://api.twilio.com:8443",
        "http://api.twilio.com",
        "//api.twilio.com",
        "api.twilio.com",
        "https://api.twilio.com.",
        "https://.twilio.com",
        "https://api..twilio.com",
        "https://-.twilio.com",
        "https://*.twilio.com",
        "https://{region}.twilio.com",
        "https://ápi.twilio.com",
        "https://api.twilio.com//",
        "https://",
        "",
    ] {
        assert_eq!(codes(&served_by(url)), [Code::Server], "{url}");
    }
}

#[test]
fn a_host_that_the_user_names_is_a_warning_with_its_place() {
    let text = served_by("https://Kites.example");
    let allowed = |hosts: &str| {
        let config = format!("hosts = [{hosts}]\n");
        kit::configured(&[("test.yaml", &text)], &config, NamesLock::new())
    };
    let generated = kit::run(&allowed("'other.example', 'kites.example'"));
    assert_eq!(generated.model.documents[0].host, "kites.example");
    let [warning] = generated.warnings.as_slice() else {
        panic!("{:?}", generated.warnings);
    };
    assert_eq!(
        (warning.code, warning.severity, warning.location.line()),
        (Code::ForeignHost, Severity::Warning, 3)
    );
    // A name is a whole name.
    for hosts in ["", "'example'", "'tes.example'", "'a.kites.example'"] {
        let problems = generate(&allowed(hosts), &kit::options()).unwrap_err();
        assert_eq!(problems.diagnostics[0].code, Code::ForeignHost, "{hosts}");
    }
}

#[test]
fn what_is_no_name_in_the_configuration_allows_nothing() {
    for host in [
        "https://kites.example",
        "*.example",
        "kites.example:443",
        "Kites.example",
        "",
        ".example",
    ] {
        let text = served_by("https://kites.example");
        let config = format!("hosts = ['{host}']\n");
        let input = kit::configured(&[("test.yaml", &text)], &config, NamesLock::new());
        let problems = generate(&input, &kit::options()).unwrap_err().diagnostics;
        assert_eq!(problems[0].code, Code::Config, "{host}");
    }
}

/// The one place is enough: a document of a thousand operations would otherwise say it a thousand times.
#[test]
fn a_foreign_host_is_told_once() {
    let text = served_by("https://kites.example").replace(
        "responses",
        "servers: [{url: 'https://kites.example'}], responses",
    );
    let told = told(&kit::input(&[("test.yaml", &text)]));
    assert_eq!(told.matches("error[").count(), 1, "{told}");
}
