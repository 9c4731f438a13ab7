//! `cargo xtask conformance CORPUS.jsonl [--out CANDIDATE.jsonl]`: replays recorded requests through the emitted
//! crate and prints what differs.
//!
//! The exit status is 0 if every case that is not advisory is equal, 1 if one is not, 2 if the replay could not run.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

use acceptance::conformance::{Case, Outcome, replay};

const HELP: &str = "\
Usage: conformance CORPUS.jsonl [--out CANDIDATE.jsonl]

Replays every case of a corpus through the generated client against a server on loopback, prints each difference and,
as its last line, how many cases passed and failed. Advisory cases count as neither.

Options:
  --out FILE  also write what was actually sent, in the form that compare.py reads
";

#[derive(Default)]
struct Arguments {
    corpus: Option<String>,
    out: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = Arguments::default();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--help" | "-h" => return say(HELP, ExitCode::SUCCESS),
            "--out" => match words.next() {
                Some(file) => arguments.out = Some(file),
                None => return misuse("--out needs a file"),
            },
            option if option.starts_with('-') => {
                return misuse(&format!("there is no option {option}"));
            }
            _ if arguments.corpus.is_some() => return misuse("only one corpus can be replayed"),
            _ => arguments.corpus = Some(word),
        }
    }
    let Some(corpus) = arguments.corpus else {
        return misuse("the corpus is missing");
    };
    match run(&corpus, arguments.out.as_deref()).await {
        Ok((report, failed)) => say(&report, ExitCode::from(u8::from(failed > 0))),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn misuse(problem: &str) -> ExitCode {
    eprintln!("{problem}\n\n{HELP}");
    ExitCode::from(2)
}

/// Writes to standard output. It is not an error if the reader has closed the pipe.
fn say(text: &str, code: ExitCode) -> ExitCode {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    code
}

/// The report, and how many cases failed.
async fn run(corpus: &str, out: Option<&str>) -> Result<(String, usize), Box<dyn Error>> {
    let text = std::fs::read_to_string(corpus).map_err(|error| format!("{corpus}: {error}"))?;
    let cases = Case::read_all(&text).map_err(|error| format!("{corpus}: {error}"))?;
    let outcomes = replay(&cases).await?;
    if let Some(out) = out {
        let lines = outcomes
            .iter()
            .map(|outcome| format!("{}\n", outcome.candidate));
        std::fs::write(out, lines.collect::<String>())
            .map_err(|error| format!("{out}: {error}"))?;
    }
    let mut report = String::new();
    let (advisory, normative): (Vec<&Outcome>, Vec<&Outcome>) =
        outcomes.iter().partition(|outcome| outcome.advisory);
    for outcome in advisory.iter().chain(&normative) {
        write!(report, "{outcome}")?;
    }
    let passed =
        |outcomes: &[&Outcome]| outcomes.iter().filter(|outcome| outcome.is_equal()).count();
    if !advisory.is_empty() {
        let equal = passed(&advisory);
        writeln!(
            report,
            "{} advisory: {equal} equal, {} differ",
            advisory.len(),
            advisory.len() - equal
        )?;
    }
    let equal = passed(&normative);
    let failed = normative.len() - equal;
    writeln!(report, "{equal} passed, {failed} failed")?;
    Ok((report, failed))
}
