//! A constant is checked when the program is compiled: this one has the prefix of a session.

use twilio_flex_proxy::proxy::v1::ServiceSid;

const SERVICE: ServiceSid = ServiceSid::from_static("KC0123456789abcdef0123456789abcdef");

fn main() {
    let _ = SERVICE;
}
