//! Output: the emitted files in memory, and what it takes to bring a folder to them.
//!
//! The only module that touches files. It writes what differs, removes what is stale, leaves the rest alone, and
//! knows nothing of what the files hold.
//!
//! # What is whose
//!
//! The folder holds a record of the files that the generator wrote, `.codegen-manifest`, committed with them: path and
//! digest of each. A file that is neither recorded nor emitted is foreign and never touched; one that is emitted and
//! stands there unrecorded with another text is in the way, and nothing is written. A recorded file that is neither
//! as recorded nor as emitted was edited by hand: it is reported and its text kept elsewhere before it goes. Files that
//! git brought came with their record, so they are not edited.
//!
//! # What a reader sees
//!
//! Either the old tree or the new one, whenever the run ends or is killed: the new tree is staged beside the folder
//! (`.<name>.codegen/tree`), flushed to the disk, and changes places with it in one step. Where the operating system
//! or the file system cannot do that, files are replaced one by one under a record that lets the next run finish.
//! The modules `exchange`, `settle` and `in_place` say how.

mod backup;
mod compare;
mod digest;
mod disk;
mod exchange;
mod folder;
mod in_place;
mod lock;
mod path;
mod record;
mod refuse;
mod render;
mod settle;
mod survey;
mod tree;
mod write;

pub use self::compare::{Comparison, compare};
pub use self::disk::{Action, Step, Watch};
pub use self::tree::Tree;
pub use self::write::{Edited, Options, Written, write};
