//! How large a document may be.
//!
//! Documents come from outside, so whatever costs time or memory has a limit here. Each is far above what Twilio
//! publishes, and together they keep the work proportional to the number of bytes.

/// The largest document that is read, in bytes: twenty times the largest that Twilio publishes.
pub(crate) const MAX_BYTES: usize = 32 * 1024 * 1024;

/// The deepest nesting that is read. Twilio's documents reach 18.
pub(super) const MAX_DEPTH: usize = 128;

/// The most keys and values that are read. Twilio's largest document has 70,000; one of the largest size that
/// consisted of nothing but commas would take gigabytes of memory.
pub(super) const MAX_NODES: usize = 500_000;

/// The most YAML anchors. Twilio's documents of 2021 reach 150.
pub(super) const MAX_ANCHORS: usize = 5_000;

/// The most keys and values that are copied because an anchor names them or an alias stands for them. A document of
/// one kilobyte could ask for more copies than there is memory.
pub(super) const MAX_COPIES: usize = 100_000;

/// The longest key that is read, in characters. Twilio's reach 160.
pub(super) const MAX_KEY: usize = 1024;

/// The longest text for people at one node, such as a description, in bytes. Twilio's reach 5,000; what many places
/// show is bounded by the size of the crate.
pub(super) const MAX_PROSE: usize = 1280 * 1024;

/// The longest title or summary, in bytes: it is a heading, and stands in many files. Twilio's reach 250.
pub(super) const MAX_TITLE: usize = 1000;

/// The longest pointer to a map or list, in bytes. Everything that is made from a document keeps pointers into it,
/// so memory grows with their length times the number of nodes.
pub(super) const MAX_POINTER: usize = 2048;

/// The most references that are followed in a row, so that following each one stays cheap even in a document that
/// consists of nothing else.
pub(super) const MAX_REFERENCE_CHAIN: usize = 16;

/// The most errors, and the most warnings, that are reported: more would help nobody, and a hostile document could
/// contain millions.
pub(super) const MAX_PROBLEMS: usize = 200;
