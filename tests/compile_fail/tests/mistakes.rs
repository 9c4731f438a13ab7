//! Mistakes that must not compile, and what the compiler says about them.

use twilio_flex_proxy::proxy::v1::{ServiceSid, SessionSid};
use twilio_flex_proxy::testing::Script;

#[test]
fn mistakes_do_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/cases/sid_of_another_kind.rs");
    cases.compile_fail("tests/cases/missing_argument.rs");
    cases.compile_fail("tests/cases/name_where_a_sid_is_due.rs");
    cases.compile_fail("tests/cases/malformed_constant_sid.rs");
}

/// The same calls without the mistakes: so the mistakes are why the cases fail.
#[test]
fn their_counterparts_compile() {
    let proxy = Script::new().client().unwrap().proxy().v1();
    const SERVICE: ServiceSid = ServiceSid::from_static("KS0123456789abcdef0123456789abcdef");
    let service = SERVICE;
    let session: SessionSid = "KC0123456789abcdef0123456789abcdef".parse().unwrap();

    let fetch = proxy
        .service(service)
        .session(session)
        .fetch()
        .call()
        .request()
        .unwrap();
    assert_eq!(
        fetch.path(),
        format!("/v1/Services/{service}/Sessions/{session}")
    );
    let create = proxy
        .services()
        .create("a unique name")
        .call()
        .request()
        .unwrap();
    assert_eq!(create.form_values("UniqueName"), ["a unique name"]);
    let named = proxy
        .service_named("a unique name")
        .fetch()
        .call()
        .request()
        .unwrap();
    assert_eq!(named.path(), "/v1/Services/a%20unique%20name");
    let update = proxy.service(service).update().call().request().unwrap();
    assert_eq!(update.path(), format!("/v1/Services/{service}"));
}
