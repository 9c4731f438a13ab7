//! A service has a unique name: what is required cannot be left out.

use twilio_flex_proxy::Client;

fn create(client: &Client) {
    let _ = client.proxy().v1().services().create();
}

fn main() {
    let _ = create;
}
