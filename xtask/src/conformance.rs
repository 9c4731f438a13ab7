//! `cargo xtask conformance`: replays recorded requests through the generated client.
//!
//! The client needs an HTTP stack, and the xtask compiles none; so the replay is a program of the acceptance crate,
//! which is built and run here.

use std::process::{Command, ExitCode};

use crate::{report, workspace};

const HELP: &str = "\
Usage: cargo xtask conformance CORPUS.jsonl [--out CANDIDATE.jsonl]

Replays every case of a corpus through the generated client against a server on loopback, records what was really
sent, prints each difference and, as its last line, how many cases passed and failed.
";

/// Runs the command.
pub(crate) fn run(arguments: Vec<String>) -> ExitCode {
    if arguments
        .iter()
        .any(|argument| argument == "--help" || argument == "-h")
    {
        report::out(HELP);
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
            None => report::cannot("the replay was ended by a signal"),
        },
        Err(error) => report::cannot(&format!("cargo cannot be run: {error}")),
    }
}
