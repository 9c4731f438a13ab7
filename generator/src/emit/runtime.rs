//! The runtime's sources, which are part of the generator and are emitted as they are.

use crate::file_tree::Tree;

/// The files of the runtime: path below `src/runtime/` → text. A test compares the list with the folder.
pub const RUNTIME_FILES: &[(&str, &str)] = &[
    ("blocking.rs", include_str!("../../runtime/blocking.rs")),
    (
        "call/attempt.rs",
        include_str!("../../runtime/call/attempt.rs"),
    ),
    (
        "call/budget.rs",
        include_str!("../../runtime/call/budget.rs"),
    ),
    (
        "call/call_parameters.rs",
        include_str!("../../runtime/call/call_parameters.rs"),
    ),
    ("call/curl.rs", include_str!("../../runtime/call/curl.rs")),
    ("call/debug.rs", include_str!("../../runtime/call/debug.rs")),
    ("call/mod.rs", include_str!("../../runtime/call/mod.rs")),
    (
        "call/options.rs",
        include_str!("../../runtime/call/options.rs"),
    ),
    (
        "call/parameters.rs",
        include_str!("../../runtime/call/parameters.rs"),
    ),
    ("call/path.rs", include_str!("../../runtime/call/path.rs")),
    (
        "call/pending.rs",
        include_str!("../../runtime/call/pending.rs"),
    ),
    (
        "call/request_builder.rs",
        include_str!("../../runtime/call/request_builder.rs"),
    ),
    ("call/retry.rs", include_str!("../../runtime/call/retry.rs")),
    ("call/send.rs", include_str!("../../runtime/call/send.rs")),
    (
        "call/setters.rs",
        include_str!("../../runtime/call/setters.rs"),
    ),
    ("call/spans.rs", include_str!("../../runtime/call/spans.rs")),
    (
        "call/typed_call.rs",
        include_str!("../../runtime/call/typed_call.rs"),
    ),
    (
        "client/builder.rs",
        include_str!("../../runtime/client/builder.rs"),
    ),
    (
        "client/credentials.rs",
        include_str!("../../runtime/client/credentials.rs"),
    ),
    (
        "client/environment.rs",
        include_str!("../../runtime/client/environment.rs"),
    ),
    (
        "client/hosts.rs",
        include_str!("../../runtime/client/hosts.rs"),
    ),
    (
        "client/limits.rs",
        include_str!("../../runtime/client/limits.rs"),
    ),
    (
        "client/mask.rs",
        include_str!("../../runtime/client/mask.rs"),
    ),
    ("client/mod.rs", include_str!("../../runtime/client/mod.rs")),
    (
        "client/requests.rs",
        include_str!("../../runtime/client/requests.rs"),
    ),
    (
        "client/secret.rs",
        include_str!("../../runtime/client/secret.rs"),
    ),
    (
        "client/shared.rs",
        include_str!("../../runtime/client/shared.rs"),
    ),
    (
        "client/transport.rs",
        include_str!("../../runtime/client/transport.rs"),
    ),
    (
        "error/api_error.rs",
        include_str!("../../runtime/error/api_error.rs"),
    ),
    (
        "error/call_error.rs",
        include_str!("../../runtime/error/call_error.rs"),
    ),
    (
        "error/config_error.rs",
        include_str!("../../runtime/error/config_error.rs"),
    ),
    (
        "error/excerpt.rs",
        include_str!("../../runtime/error/excerpt.rs"),
    ),
    (
        "error/kinds.rs",
        include_str!("../../runtime/error/kinds.rs"),
    ),
    (
        "error/missing.rs",
        include_str!("../../runtime/error/missing.rs"),
    ),
    ("error/mod.rs", include_str!("../../runtime/error/mod.rs")),
    (
        "error/reply_error.rs",
        include_str!("../../runtime/error/reply_error.rs"),
    ),
    ("future.rs", include_str!("../../runtime/future.rs")),
    ("mod.rs", include_str!("../../runtime/mod.rs")),
    (
        "model/choice.rs",
        include_str!("../../runtime/model/choice.rs"),
    ),
    (
        "model/conversions/chrono.rs",
        include_str!("../../runtime/model/conversions/chrono.rs"),
    ),
    (
        "model/conversions/jiff.rs",
        include_str!("../../runtime/model/conversions/jiff.rs"),
    ),
    (
        "model/conversions/mod.rs",
        include_str!("../../runtime/model/conversions/mod.rs"),
    ),
    (
        "model/conversions/time.rs",
        include_str!("../../runtime/model/conversions/time.rs"),
    ),
    ("model/date.rs", include_str!("../../runtime/model/date.rs")),
    (
        "model/decode.rs",
        include_str!("../../runtime/model/decode.rs"),
    ),
    (
        "model/decode_error.rs",
        include_str!("../../runtime/model/decode_error.rs"),
    ),
    (
        "model/extra.rs",
        include_str!("../../runtime/model/extra.rs"),
    ),
    (
        "model/field.rs",
        include_str!("../../runtime/model/field.rs"),
    ),
    (
        "model/lenient.rs",
        include_str!("../../runtime/model/lenient.rs"),
    ),
    ("model/mod.rs", include_str!("../../runtime/model/mod.rs")),
    (
        "model/notation.rs",
        include_str!("../../runtime/model/notation.rs"),
    ),
    (
        "model/notes.rs",
        include_str!("../../runtime/model/notes.rs"),
    ),
    (
        "model/open_enum.rs",
        include_str!("../../runtime/model/open_enum.rs"),
    ),
    ("model/page.rs", include_str!("../../runtime/model/page.rs")),
    ("model/pass.rs", include_str!("../../runtime/model/pass.rs")),
    ("model/read.rs", include_str!("../../runtime/model/read.rs")),
    (
        "model/scalar.rs",
        include_str!("../../runtime/model/scalar.rs"),
    ),
    ("model/sid.rs", include_str!("../../runtime/model/sid.rs")),
    (
        "model/sid_text.rs",
        include_str!("../../runtime/model/sid_text.rs"),
    ),
    (
        "model/spelling.rs",
        include_str!("../../runtime/model/spelling.rs"),
    ),
    (
        "model/timestamp.rs",
        include_str!("../../runtime/model/timestamp.rs"),
    ),
    (
        "model/untyped.rs",
        include_str!("../../runtime/model/untyped.rs"),
    ),
    ("model/view.rs", include_str!("../../runtime/model/view.rs")),
    (
        "model/written.rs",
        include_str!("../../runtime/model/written.rs"),
    ),
    (
        "reply/cursor.rs",
        include_str!("../../runtime/reply/cursor.rs"),
    ),
    (
        "reply/item_ranges.rs",
        include_str!("../../runtime/reply/item_ranges.rs"),
    ),
    ("reply/mod.rs", include_str!("../../runtime/reply/mod.rs")),
    ("reply/page.rs", include_str!("../../runtime/reply/page.rs")),
    (
        "reply/pager.rs",
        include_str!("../../runtime/reply/pager.rs"),
    ),
    (
        "reply/pages.rs",
        include_str!("../../runtime/reply/pages.rs"),
    ),
    (
        "reply/typed_reply.rs",
        include_str!("../../runtime/reply/typed_reply.rs"),
    ),
    (
        "reply/window.rs",
        include_str!("../../runtime/reply/window.rs"),
    ),
    ("testing.rs", include_str!("../../runtime/testing.rs")),
    (
        "transport/connections.rs",
        include_str!("../../runtime/transport/connections.rs"),
    ),
    (
        "transport/interface.rs",
        include_str!("../../runtime/transport/interface.rs"),
    ),
    (
        "transport/http_client.rs",
        include_str!("../../runtime/transport/http_client.rs"),
    ),
    (
        "transport/mod.rs",
        include_str!("../../runtime/transport/mod.rs"),
    ),
    (
        "transport/reqwest.rs",
        include_str!("../../runtime/transport/reqwest.rs"),
    ),
    (
        "webhooks/axum.rs",
        include_str!("../../runtime/webhooks/axum.rs"),
    ),
    (
        "webhooks/incoming.rs",
        include_str!("../../runtime/webhooks/incoming.rs"),
    ),
    (
        "webhooks/mod.rs",
        include_str!("../../runtime/webhooks/mod.rs"),
    ),
    (
        "webhooks/settings.rs",
        include_str!("../../runtime/webhooks/settings.rs"),
    ),
    (
        "webhooks/sign.rs",
        include_str!("../../runtime/webhooks/sign.rs"),
    ),
    (
        "webhooks/signature.rs",
        include_str!("../../runtime/webhooks/signature.rs"),
    ),
    (
        "webhooks/url.rs",
        include_str!("../../runtime/webhooks/url.rs"),
    ),
    (
        "webhooks/validator.rs",
        include_str!("../../runtime/webhooks/validator.rs"),
    ),
    (
        "wire/address.rs",
        include_str!("../../runtime/wire/address.rs"),
    ),
    (
        "wire/answer.rs",
        include_str!("../../runtime/wire/answer.rs"),
    ),
    (
        "wire/encode.rs",
        include_str!("../../runtime/wire/encode.rs"),
    ),
    (
        "wire/method.rs",
        include_str!("../../runtime/wire/method.rs"),
    ),
    ("wire/mod.rs", include_str!("../../runtime/wire/mod.rs")),
    (
        "wire/operation.rs",
        include_str!("../../runtime/wire/operation.rs"),
    ),
    (
        "wire/request.rs",
        include_str!("../../runtime/wire/request.rs"),
    ),
    ("wire/style.rs", include_str!("../../runtime/wire/style.rs")),
];

/// What the crate root re-exports.
pub(crate) const PUBLIC: &[&str] = &[
    "ApiError",
    "ApiPath",
    "Attempt",
    "Authorization",
    "BoxFuture",
    "Call",
    "CallError",
    "Client",
    "ClientBuilder",
    "ConfigError",
    "Credentials",
    "CredentialsError",
    "CredentialsProvider",
    "Cursor",
    "CursorError",
    "Decision",
    "Error",
    "FailedAttempt",
    "Failure",
    "HookError",
    "Items",
    "List",
    "Method",
    "MissingProperty",
    "Operation",
    "Page",
    "Pages",
    "PagingError",
    "Pending",
    "Product",
    "RawReply",
    "Region",
    "RegionError",
    "Reply",
    "ReplyError",
    "Request",
    "RequestError",
    "RetryPolicy",
    "Transport",
    "TransportError",
    "TransportErrorKind",
    "TransportReply",
];

/// What the crate root re-exports of the runtime's data side.
pub(crate) const PUBLIC_MODEL: &[&str] = &[
    "AnyPrefix",
    "Date",
    "DateError",
    "DecodeError",
    "ExtraValue",
    "OpenEnum",
    "PageMeta",
    "Prefix",
    "Scalar",
    "Sid",
    "SidError",
    "Timestamp",
    "TimestampError",
    "Unrecognized",
];

/// The first line of each file.
const HEADER: &str =
    "// @generated by `cargo xtask codegen` from the generator's runtime. Do not edit.";

/// The crate that the runtime is by itself, which examples in its documentation name.
const RUNTIME_CRATE: &str = "twilio_runtime::";

/// Copies the runtime. Examples in its documentation name the emitted crate.
pub(crate) fn copy(tree: &mut Tree, package: &str) {
    let crate_path = format!("{}::", package.replace('-', "_"));
    for (path, text) in RUNTIME_FILES {
        let text = with_examples_of(text, &crate_path);
        tree.add(format!("src/runtime/{path}"), format!("{HEADER}\n\n{text}"));
    }
}

/// The text with a path in its doc comments. What the runtime has in `model`, the emitted crate has in its root.
fn with_examples_of(text: &str, crate_path: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let start = line.trim_start();
        if start.starts_with("///") || start.starts_with("//!") {
            let line = line.replace(&format!("{RUNTIME_CRATE}model::"), crate_path);
            out.push_str(&line.replace(RUNTIME_CRATE, crate_path));
        } else {
            out.push_str(line);
        }
    }
    out
}
