//! The project's commands: `cargo xtask <command>`.
//!
//! Messages for people go to standard error, results for pipes to standard output. The exit status is 0 where all is
//! well, 1 where the command found something, 2 where it could not run. No command knows another.

mod arguments;
mod codegen;
mod conformance;
mod git;
mod model;
mod reference;
mod report;
mod specs;
mod workspace;

use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask <command> [options]

Commands:
  codegen      generate the client crate, in generated/ or from any Twilio document in a folder of yours
  model        print what the documents were lowered to, as a tree or as JSON
  specs        check the documents against the published ones, or list what changed between two documents
  reference    write the reference of the documents as a static site
  conformance  replay recorded requests through the generated client

`cargo xtask <command> --help` lists the options of a command.
Exit status: 0 nothing found, 1 something found, 2 the command could not run.
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
            report::print(HELP);
            ExitCode::SUCCESS
        }
        Some(other) => report::misuse(&format!("there is no command `{other}`"), HELP),
        None => report::misuse("a command is missing", HELP),
    }
}
