//! Nothing but a home for `tests/built_calls.rs`, which compiles the calls of the reference. They compile for a while:
//! whoever wants only the other acceptance tests does not wait for them.
