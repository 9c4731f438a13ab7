//! The project's commands: `cargo xtask <command>`.
//!
//! What is for people goes to standard error, what is for pipes to standard output. Exit status 0 means fine, 1 that
//! something was found, 2 that the command could not run.

mod codegen;
mod conformance;
mod model;
mod reference;
mod report;
mod specs;
mod workspace;

use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask <command> [options]

Commands:
  codegen      specs/ → generated/, or any Twilio document → a crate of its own
  model        the lowered model: the tree for people, JSON for tools
  specs        check the documents against the published ones; compare two documents
  reference    the documents as a static site to read
  conformance  replay recorded requests through the generated client

Each command has --help. Exit status: 0 fine, 1 found something, 2 could not run.
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next();
    let rest: Vec<String> = arguments.collect();
    match command.as_deref() {
        Some("codegen") => codegen::run(rest),
        Some("model") => model::run(rest),
        Some("specs") => specs::run(rest),
        Some("reference") => reference::run(rest),
        Some("conformance") => conformance::run(rest),
        Some("--help" | "-h" | "help") => {
            report::out(HELP);
            ExitCode::SUCCESS
        }
        Some(other) => report::misuse(&format!("there is no command `{other}`"), HELP),
        None => report::misuse("a command is missing", HELP),
    }
}
