//! The SID of a session does not name a service.

use twilio_flex_proxy::Client;
use twilio_flex_proxy::proxy::v1::SessionSid;

fn fetch(client: &Client, session: SessionSid) {
    let _ = client.proxy().v1().service(session).fetch();
}

fn main() {
    let _ = fetch;
}
