//! Rules on what a text may refer to: nothing that somebody with only this repository cannot open.

use std::path::Path;

use syn::visit::Visit;

use crate::sources::{SourceTree, list_files};

/// Names of papers that are not part of the repository.
const PAPERS: &[&str] = &["DESIGN.md", "FACTS", "HOUSE.md", "STYLE.md"];

/// A folder beside the workspace, and what may be looked for in it: an environment variable names another place.
const BESIDE: (&str, &[&str]) = ("../shared", &["/twilio-oai-", "/conformance"]);

/// What paths of one person's machine begin with.
const MACHINE: &[&str] = &["/home/", "/Users/"];

/// Tests that are left out without a word.
pub(crate) fn ignored_without_reason(tree: &SourceTree) -> Vec<String> {
    let mut problems = Vec::new();
    for file in tree
        .files
        .iter()
        .filter(|file| file.text.contains("ignore"))
    {
        let mut ignored = Ignored(Vec::new());
        ignored.visit_file(&file.parse());
        for line in ignored.0 {
            let path = tree.full_path(file);
            problems.push(format!(
                "{path}:{line}: a test is ignored without a reason: say it in the attribute, as `ignore = \"…\"`"
            ));
        }
    }
    problems
}

/// The lines at which a test is ignored without a reason.
struct Ignored(Vec<usize>);

impl<'a> Visit<'a> for Ignored {
    fn visit_attribute(&mut self, attribute: &'a syn::Attribute) {
        if attribute.path().is_ident("ignore") && matches!(attribute.meta, syn::Meta::Path(_)) {
            self.0.push(attribute.pound_token.span.start().line);
        }
    }
}

/// References to papers, issues and folders that a reader of the repository does not have, in any of its texts.
pub(crate) fn unreachable_references(workspace: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    list_files(workspace, &mut paths);
    let mut problems = Vec::new();
    // What is emitted is made of texts that are looked at themselves, and these rules have to name what they forbid.
    let is_judged = |path: &String| {
        is_text(path) && !path.starts_with("generated/") && !path.contains("tests/house/")
    };
    for path in paths.iter().filter(|path| is_judged(path)) {
        let text = std::fs::read_to_string(workspace.join(path)).unwrap_or_default();
        problems.extend(text.lines().enumerate().flat_map(|(at, line)| {
            let references = references_in(line);
            references
                .into_iter()
                .map(move |problem| format!("{path}:{}: {problem}", at + 1))
        }));
    }
    problems
}

fn is_text(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extensions = ["rs", "md", "toml", "j2", "yml", "dict"];
    let in_ci = path.starts_with(".ci/");
    in_ci
        || name
            .rsplit_once('.')
            .is_some_and(|(_, extension)| extensions.contains(&extension))
}

fn references_in(line: &str) -> Vec<String> {
    let mut problems = Vec::new();
    for paper in PAPERS {
        if occurrences(line, paper)
            .any(|(before, after)| !is_word_end(before) && !is_word_start(after))
        {
            problems.push(format!(
                "`{paper}` is not part of the repository: say here what it says"
            ));
        }
    }
    let (beside, allowed) = BESIDE;
    if occurrences(line, beside)
        .any(|(_, after)| !allowed.iter().any(|folder| after.starts_with(folder)))
    {
        problems.push(format!("`{beside}` is not part of the repository"));
    }
    for machine in MACHINE {
        if occurrences(line, machine).any(|(before, _)| !before.ends_with(|c: char| is_of_path(c)))
        {
            problems.push(format!("`{machine}…` is a path of one machine"));
        }
    }
    let lower = line.to_lowercase();
    if ["issue ", "issue #"].iter().any(|issue| {
        occurrences(&lower, issue).any(|(_, after)| after.starts_with(|c: char| c.is_ascii_digit()))
    }) {
        problems.push("the number of an issue explains nothing: say what it is about".to_owned());
    }
    problems
}

/// What stands before and after each occurrence.
fn occurrences<'a>(line: &'a str, what: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    line.match_indices(what)
        .map(move |(at, _)| (&line[..at], &line[at + what.len()..]))
}

fn is_of_path(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | '}' | ')' | '*')
}

fn is_word_end(before: &str) -> bool {
    before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

fn is_word_start(after: &str) -> bool {
    after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

#[test]
fn an_ignored_test_without_reason_is_found() {
    // Put together here, so that a search of this project for tests that are left out does not meet these two.
    let ignored = |reason: &str| format!("#[test]\n#[{}{reason}]\nfn a() {{}}\n", "ignore");
    let text = ignored("") + &ignored(" = \"needs a disk that is full\"");
    assert_eq!(
        ignored_without_reason(&SourceTree::made_up(&[("a.rs", &text)])),
        [
            "src/a.rs:2: a test is ignored without a reason: say it in the attribute, as `ignore = \"…\"`"
        ]
    );
}

#[test]
fn what_a_reader_cannot_open_is_found() {
    for line in [
        "// As DESIGN.md says.",
        "| fails | FACTS: a body |",
        // What somebody might write as the reason of an ignored test.
        "ignore = \"issue 4: later\"",
        "see Issue #12",
        "python3 ../shared/tools/check.py",
        "let path = \"/home/somebody/file\";",
    ] {
        assert_eq!(references_in(line).len(), 1, "{line}");
    }
    for line in [
        "// The facts are these; ARTEFACTS too.",
        "an issue with 4 parts",
        "default: ../shared/twilio-oai-2.6.7",
        "client.get(\"/v2/Instances/{sid}/Users/{user}\")",
    ] {
        assert_eq!(references_in(line), [] as [String; 0], "{line}");
    }
}

#[test]
fn texts_of_all_kinds_are_judged() {
    let folder = std::env::temp_dir().join(format!("house-references-{}", std::process::id()));
    std::fs::create_dir_all(folder.join(".ci")).unwrap();
    std::fs::write(folder.join(".ci/run"), "# FACTS\n").unwrap();
    std::fs::write(folder.join("a.md"), "Fine.\nSee FACTS.\n").unwrap();
    std::fs::write(folder.join("a.bin"), "FACTS\n").unwrap();
    let problems = unreachable_references(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    let expected = "`FACTS` is not part of the repository: say here what it says";
    assert_eq!(
        problems,
        [
            format!(".ci/run:1: {expected}"),
            format!("a.md:2: {expected}")
        ]
    );
}
