//! `cargo xtask conformance`: replays recorded requests through the generated client.
//!
//! The client needs an HTTP stack, which the xtask does not compile. So the replay is a program of the acceptance
//! crate, and this command builds and runs it.

use std::process::{Command, ExitCode};

use crate::{report, workspace};

const HELP: &str = "\
Usage: cargo xtask conformance CORPUS.jsonl [--out CANDIDATE.jsonl]

Replays every case of a corpus through the generated client against a server on loopback. Prints each difference and,
as the last line, how many cases passed and failed.

Options:
  --out FILE  also write what was actually sent, one case per line
";

/// Runs the command.
pub(crate) fn run(arguments: Vec<String>) -> ExitCode {
    if arguments
        .iter()
        .any(|argument| argument == "--help" || argument == "-h")
    {
        report::print(HELP);
        return ExitCode::SUCCESS;
    }
    if arguments.is_empty() {
        return report::misuse("the corpus is missing", HELP);
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args([
            "run",
            "--quiet",
            "--package",
            "acceptance",
            "--bin",
            "conformance",
            "--manifest-path",
        ])
        .arg(workspace::root().join("Cargo.toml"))
        .arg("--")
        .args(arguments)
        .status();
    match status {
        Ok(status) => match status.code().and_then(|code| u8::try_from(code).ok()) {
            Some(code) => ExitCode::from(code),
            None => report::cannot("a signal ended the replay"),
        },
        Err(error) => report::cannot(&format!("cargo cannot be run: {error}")),
    }
}
