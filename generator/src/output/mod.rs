//! Output: what it takes to bring a folder to the emitted files.
//!
//! The only module that touches files. It writes what differs, removes what is stale, leaves the rest alone, and
//! knows nothing of what the files hold.
//!
//! # Which file belongs to whom
//!
//! The folder holds a record of the files that the generator wrote, `.codegen-manifest`, committed with them: path and
//! digest of each. A file that is neither recorded nor emitted is foreign and never touched. One that is emitted and
//! stands there unrecorded with another text is in the way, and nothing is written. A recorded file that is neither as
//! recorded nor as emitted was edited by hand: it is reported, and its text is kept beside the folder before it goes.
//! A line of the record alone removes nothing: a file is removed if it holds the recorded text, or if its first line
//! says that the generator wrote it.
//!
//! # What a reader sees
//!
//! While a run replaces files, each of them is either the old one or the new one, never missing and never half
//! written. The modules `write` and `run_lock` say how, and what becomes of a run that is killed.

mod compare;
mod disk;
mod folder;
mod layout;
mod record;
mod render;
mod run_lock;
mod survey;
mod write;

pub use self::compare::{Comparison, Written, compare};
pub use self::disk::{Action, DiskStep, Watch};
pub use self::write::{WriteOptions, write};
