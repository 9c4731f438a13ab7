//! Nothing but a home for `tests/built_calls.rs` and the build script that writes what it compiles: whoever wants only
//! the other acceptance tests does not build the generator for them.
