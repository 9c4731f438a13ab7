//! `cargo xtask specs history` on a small repository: each version is compared with the last that can be read.
#![allow(missing_docs, clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Output};

const DOCUMENT: &str = "\
openapi: 3.0.1
info:
  title: Twilio - Proxy
  version: 1.0.0
x-maturity:
  description: One of the sentences that belong to somebody else
paths:
  /v1/Services:
    servers:
    - url: https://proxy.twilio.com
    get:
      operationId: ListService
      description: Another of these sentences
      parameters:
      - name: PageSize
        in: query
        schema:
          type: integer
      responses:
        '200':
          description: OK
";

fn git(folder: &Path, date: &str, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.arg("-C")
        .arg(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@b.example"]);
    git.args([
        "-c",
        "init.defaultBranch=main",
        "-c",
        "commit.gpgsign=false",
    ]);
    git.args(arguments)
        .env("GIT_COMMITTER_DATE", date)
        .env("GIT_AUTHOR_DATE", date);
    let output = git.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn commit(folder: &Path, day: &str, subject: &str, text: &str) {
    std::fs::write(folder.join("spec/twilio_proxy_v1.yaml"), text).unwrap();
    let date = format!("{day}T23:30:00-02:00");
    git(folder, &date, &["add", "."]);
    git(folder, &date, &["commit", "-q", "-m", subject]);
}

fn history(folder: &Path, out: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(["specs", "history", "--folder", "spec", "--out"])
        .arg(out);
    command.arg(folder).output().unwrap()
}

/// Prose changes, then nothing can be read, then a parameter changes, then a name.
fn publish_five_versions(folder: &Path) {
    git(folder, "2020-01-01T00:00:00Z", &["init", "-q"]);
    std::fs::create_dir(folder.join("spec")).unwrap();
    commit(folder, "2020-01-01", "Version 1.0.0", DOCUMENT);
    let prose = DOCUMENT.replace("sentences", "phrases");
    commit(folder, "2020-02-01", "Version 1.1.0", &prose);
    commit(folder, "2020-03-01", "Version 1.2.0", "paths: [\n");
    let required = prose.replace("in: query\n", "in: query\n        required: true\n");
    commit(folder, "2020-04-01", "Version 1.3.0", &required);
    let renamed = required
        .replace("ListService", "ListServices")
        .replace("version: 1.0.0", "version: 7.0.0");
    commit(folder, "2020-05-01", "A rename", &renamed);
}

#[test]
fn what_changed_from_version_to_version_is_written_down_without_prose() {
    let folder = tempfile::tempdir().unwrap();
    let (folder, out) = (folder.path(), folder.path().join("out.jsonl"));
    publish_five_versions(folder);
    let first = history(folder, &out);
    let problems = String::from_utf8_lossy(&first.stderr).into_owned();
    assert!(first.status.success(), "{problems}");
    assert!(
        problems.contains("spec/twilio_proxy_v1.yaml of 2020-03-02 (")
            && problems.contains("cannot be read: problems: 1, the first in line "),
        "{problems}"
    );
    assert!(
        problems.contains("spec/twilio_proxy_v1.yaml: 4 versions read, 1 left out"),
        "{problems}"
    );
    let text = std::fs::read_to_string(&out).unwrap();
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let heads: Vec<String> = lines
        .iter()
        .map(|line| {
            format!(
                "{} {} {} {}",
                line["document"], line["from"], line["to"], line["date"]
            )
        })
        .collect();
    assert_eq!(
        heads,
        [
            r#""proxy_v1" "1.1.0" "1.3.0" "2020-04-02""#,
            r#""proxy_v1" "1.3.0" "7.0.0" "2020-05-02""#,
        ],
        "{text}"
    );
    assert_eq!(lines[0]["group"], "operation ListService");
    assert_eq!(
        lines[0]["breaking"][0],
        "`required` of ListService.PageSize is added"
    );
    for word in ["sentence", "phrase", "belong"] {
        assert!(!text.contains(word), "{text}");
    }
    let second = folder.join("second.jsonl");
    history(folder, &second);
    assert_eq!(std::fs::read_to_string(second).unwrap(), text);
}

#[test]
fn a_folder_without_a_repository_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.jsonl");
    let output = history(&folder.path().join("nowhere"), &out);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("git: "));
    assert!(!out.exists());
}
