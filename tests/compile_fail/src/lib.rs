//! Nothing but a home for `tests/mistakes.rs`: what must not compile is checked without the other acceptance tests'
//! dependencies.
