//! The commands as people call them: help, misuse and exit status. What they print is for people where it goes to
//! standard error, and for pipes where it goes to standard output.

use std::path::Path;
use std::process::{Command, Output};

const COMMANDS: [&str; 4] = ["codegen", "conformance", "model", "specs"];

fn xtask(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).output().unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn help_goes_to_standard_output() {
    let overview = xtask(&["--help"]);
    assert_eq!(status(&overview), 0);
    for command in COMMANDS {
        assert!(
            stdout(&overview).contains(&format!("\n  {command} ")),
            "{command}"
        );
        for help in ["--help", "-h"] {
            let output = xtask(&[command, help]);
            assert_eq!(status(&output), 0, "{command}");
            assert!(
                stdout(&output).starts_with(&format!("Usage: cargo xtask {command}")),
                "{command}"
            );
            assert_eq!(stderr(&output), "", "{command}");
        }
    }
}

#[test]
fn misuse_is_explained_with_the_help_and_changes_nothing() {
    for (arguments, problem) in [
        (&[] as &[&str], "a command is missing"),
        (&["generate"], "there is no command `generate`"),
        (&["codegen", "--out", "somewhere"], "--out needs --spec"),
        (&["codegen", "--spec", "a.yaml"], "--spec needs --out"),
        (
            &["codegen", "--spec", "a.yaml", "--out", "b", "--name", "A b"],
            "`A b` is not a package name",
        ),
        (
            &["codegen", "--format", "xml"],
            "--format takes text or json, not `xml`",
        ),
        (
            &["codegen", "--host", "https://api.example.com"],
            "`https://api.example.com` is not the name of a host",
        ),
        (
            &["model", "--host", "*.example.com"],
            "`*.example.com` is not the name of a host",
        ),
        (&["codegen", "a.yaml"], "unexpected argument \"a.yaml\""),
        (&["model", "--spec"], "missing argument for option '--spec'"),
        (
            &["specs"],
            "expected `specs check`, `diff`, `history` or `versions`",
        ),
        (&["specs", "history"], "history takes a git repository"),
        (&["specs", "list"], "there is no command `specs list`"),
        (&["specs", "diff", "a.yaml"], "diff takes two documents"),
        (
            &["specs", "diff", "a.yaml", "b.yaml", "--write-lock"],
            "diff takes two documents and --format only",
        ),
        (&["specs", "check", "a.yaml"], "FILE needs --against"),
        (
            &["specs", "check", "--version", "1"],
            "--version goes with --write-lock",
        ),
        (
            &["specs", "check", "--write-lock", "--version", "1 2"],
            "--version takes one word",
        ),
        (&["conformance"], "the corpus is missing"),
    ] {
        let output = xtask(arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(
            stderr(&output).starts_with(&format!("error: {problem}")),
            "{arguments:?}: {}",
            stderr(&output)
        );
        assert!(
            stderr(&output).contains("Usage: cargo xtask"),
            "{arguments:?}"
        );
        assert_eq!(stdout(&output), "", "{arguments:?}");
    }
}

#[test]
fn differences_are_status_1_and_files_that_are_not_there_status_2() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let file = |name: &str| specs.join(name).to_string_lossy().into_owned();
    let (old, new) = (file("twilio_flex_v1.yaml"), file("twilio_flex_v2.yaml"));
    let same = xtask(&["specs", "diff", &old, &old]);
    assert_eq!((status(&same), stdout(&same).as_str()), (0, ""));
    assert_eq!(stderr(&same), "the structure is the same\n");
    let different = xtask(&["specs", "diff", &old, &new]);
    assert_eq!(status(&different), 1);
    assert!(
        stderr(&different).ends_with(" breaking\n"),
        "{}",
        stderr(&different)
    );
    let json = xtask(&["specs", "diff", &old, &new, "--format", "json"]);
    let is_object = |line: &str| serde_json::from_str::<serde_json::Map<_, _>>(line).is_ok();
    assert!(stdout(&json).lines().count() > 1 && stdout(&json).lines().all(is_object));
    let missing = xtask(&["model", "--spec", "no-such-file.yaml"]);
    assert_eq!((status(&missing), stdout(&missing).as_str()), (2, ""));
    assert!(
        stderr(&missing).starts_with("error: no-such-file.yaml: "),
        "{}",
        stderr(&missing)
    );
}

#[test]
fn the_lock_of_the_workspace_is_up_to_date() {
    let output = xtask(&["specs", "check"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(
        stderr(&output).ends_with(": as in specs/structure.lock\n"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn the_model_prints_as_a_tree_and_as_json() {
    let tree = xtask(&["model"]);
    assert_eq!(status(&tree), 0, "{}", stderr(&tree));
    assert!(stdout(&tree).starts_with("specs/"), "{}", stdout(&tree));
    let operation =
        ".list(page_size: integer, page: integer, page_token: text) -> Page<Interaction>";
    assert!(stdout(&tree).contains(operation), "{}", stdout(&tree));
    assert!(
        stdout(&tree).contains("    ServiceSid = Sid<KS>  "),
        "the SIDs are missing"
    );
    let json = xtask(&["model", "--json"]);
    let model: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(model["documents"].as_array().unwrap().len(), 3);
}

#[test]
fn the_model_lists_what_is_deprecated() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/tests/fixtures/good");
    let file = folder.join("twilio_deprecated_v1.yaml");
    let tree = stdout(&xtask(&["model", "--spec", &file.to_string_lossy()]));
    let (_, listed) = tree.split_once("\n  deprecated\n").unwrap();
    let (listed, _) = listed.split_once("\n  counts\n").unwrap();
    for thing in [
        "operation ListLamp",
        "parameter Trace of CreateLamp",
        "property twin of lamps.v1.lamp",
        "schema lamp_enum_colour",
    ] {
        assert!(listed.lines().any(|line| line.ends_with(thing)), "{thing}");
    }
    let ours = stdout(&xtask(&["model"]));
    assert!(!ours.contains("\n  deprecated\n"), "{ours}");
}

#[test]
fn the_model_lists_what_is_any_json() {
    let text = "openapi: 3.0.1\ninfo: {title: Test, version: '1'}\nservers: [{url: 'https://test.twilio.com'}]\n\
                paths: {}\ncomponents:\n  schemas:\n    thing: {type: object, properties: {x: {}, y: {type: array}}}\n";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("twilio_test_v1.yaml");
    std::fs::write(&file, text).unwrap();
    let file = file.to_string_lossy().into_owned();
    let tree = stdout(&xtask(&["model", "--spec", &file]));
    let expected = format!(
        "  any JSON in 2 places\n    \
         {file}:7 /components/schemas/thing/properties/x: a schema without a type\n    \
         {file}:7 /components/schemas/thing/properties/y: a list without `items`\n"
    );
    assert!(tree.contains(&expected), "{tree}");
    let json = xtask(&["model", "--json", "--spec", &file]);
    let model: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let places = &model["documents"][0]["untyped"];
    assert_eq!(places[0]["reason"], "a schema without a type", "{places}");
    assert_eq!(places[1]["origin"]["line"], 7, "{places}");
}
