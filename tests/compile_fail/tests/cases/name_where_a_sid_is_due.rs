//! A service can be fetched by its unique name, but not updated by it.

use twilio_flex_proxy::Client;

fn update(client: &Client) {
    let _ = client.proxy().v1().service_named("a unique name").update();
}

fn main() {
    let _ = update;
}
