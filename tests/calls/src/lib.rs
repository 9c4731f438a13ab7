//! Nothing but a home for `tests/built_calls.rs` and the build script that writes what it compiles: whoever only wants
//! the acceptance tests, such as a compile-fail case, does not build the generator for them.
