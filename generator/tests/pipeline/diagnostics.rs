//! `DIAGNOSTICS.md`: every code with what it means and an example, made from the code and compared.
//!
//! `UPDATE_DIAGNOSTICS=1 cargo test -p generator --test pipeline diagnostics` rewrites it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use generator::config::Config;
use generator::diagnostic::{Code, Colour, Diagnostic, Location, Sources, render};
use generator::file_tree::Tree;
use generator::names::{NamesLock, names_lock};
use generator::output::{self, Action, DiskStep};
use generator::pipeline::{Input, generate};
use generator::{load, structure};

use crate::common::{fixtures, read_folder};
use crate::{bad, kit};

const HEAD: &str = "\
# Diagnostics

Whatever can be wrong with a document, a configuration, a lock or an output folder has a code, a location, a sentence and,
where there is something to be done, help. Errors stop a run before anything is written; warnings stop nothing.
`--format json` gives the same as one JSON object a line, for editors and CI.

This page is made from the code by `generator/tests/pipeline/diagnostics.rs`; nothing in it is edited.

What decides what goes over the wire, what a type is, or what may be written, is an error. What only advises, such as
`x-twilio`, `info`, tags and prose, is a warning, and the run goes on by what the document says elsewhere.

| code | is |
|---|---|
";

/// Codes that no input is known to lead to, each with what somebody would see who found one that does.
const DEFECTS: [(Code, &str, &str); 3] = [
    (
        Code::Unreadable,
        "document.yaml",
        "the header X-Rate cannot be read: missing field `schema`",
    ),
    (
        Code::Emit,
        "src/flex/v1/channel.rs",
        "an emitter made an item that is no Rust: expected identifier",
    ),
    (
        Code::CountMismatch,
        "document.yaml",
        "the document holds 12 properties, and the model 11",
    ),
];

/// One example for each code, the first that is met.
#[derive(Default)]
struct Examples(BTreeMap<&'static str, String>);

impl Examples {
    fn add(&mut self, diagnostics: &[Diagnostic], sources: &Sources) {
        for diagnostic in diagnostics {
            self.0.entry(diagnostic.code.as_str()).or_insert_with(|| {
                render(std::slice::from_ref(diagnostic), sources, Colour::Never)
            });
        }
    }

    fn loaded(&mut self, name: &str, bytes: &[u8]) {
        let mut sources = Sources::new();
        sources.add(name, bytes);
        match load::load(name, bytes) {
            Ok(document) => self.add(document.warnings(), &sources),
            Err(problems) => self.add(&problems, &sources),
        }
    }

    fn lowered(&mut self, input: &Input) {
        match generate(input, &kit::options()) {
            Ok(generated) => self.add(&generated.warnings, &generated.sources),
            Err(failure) => self.add(&failure.diagnostics, &failure.sources),
        }
    }
}

#[test]
fn the_page_says_what_the_code_says() {
    let page = page();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("DIAGNOSTICS.md");
    if std::env::var_os("UPDATE_DIAGNOSTICS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "generator/DIAGNOSTICS.md is not what the code says: run with UPDATE_DIAGNOSTICS=1"
    );
}

fn page() -> String {
    let examples = examples();
    let mut text = String::from(HEAD);
    for code in Code::ALL {
        let _ = writeln!(text, "| `{code}` | {} |", code.weight());
    }
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let _ = writeln!(text, "\n## `{code}`\n\n{}\n", code.summary());
        let defect = DEFECTS.iter().find(|(listed, ..)| listed == code);
        match (examples.0.get(code.as_str()), defect) {
            (Some(example), None) => fence(&mut text, example),
            (None, Some((_, place, problem))) => {
                let _ = writeln!(
                    text,
                    "Always a defect of the generator, which stops before anything is written. No input is known to lead \
                     here; one that does would say:\n"
                );
                let defect = Diagnostic::error(*code, &Location::whole_file(place), *problem);
                let defect = defect.help("please report it with the document");
                fence(
                    &mut text,
                    &render(&[defect], &Sources::new(), Colour::Never),
                );
            }
            (Some(_), Some(_)) => wrong.push(format!("{code} can be provoked after all")),
            (None, None) => wrong.push(format!("{code} has no example")),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    text
}

fn fence(text: &mut String, example: &str) {
    let _ = writeln!(text, "```text\n{}\n```", example.trim_end());
}

fn examples() -> Examples {
    let mut examples = Examples::default();
    for (name, bytes) in read_folder(&fixtures().join("bad")) {
        if !name.starts_with("long-line") {
            examples.loaded(&name, &bytes);
        }
    }
    for name in ["warnings.yaml", "twilio-values.yaml", "advice.yaml"] {
        examples.loaded(name, &std::fs::read(fixtures().join(name)).unwrap());
    }
    examples.loaded("large.yaml", &vec![b' '; 33 * 1024 * 1024]);
    examples.loaded("deep.yaml", "[".repeat(1000).as_bytes());
    let key = format!("{{\"{}\": 1}}", "key".repeat(1000));
    examples.loaded("key.json", key.as_bytes());
    let title = format!("info: {{title: {}}}\n", "far ".repeat(300));
    examples.loaded("prose.yaml", title.as_bytes());
    let many: String = (0..300)
        .map(|number| format!("same{}: 1\n", number % 50))
        .collect();
    examples.loaded("many.yaml", many.as_bytes());
    for (name, bytes) in read_folder(&fixtures().join("lower")) {
        examples.lowered(&Input {
            documents: vec![(name, bytes)],
            ..Input::default()
        });
    }
    configurations(&mut examples);
    structures(&mut examples);
    folders(&mut examples);
    examples
}

/// One description in many places is as many descriptions.
fn amplified() -> Input {
    let refer = "parameters: [{$ref: '#/components/parameters/Long'}]";
    let paths: String = (0..200)
        .map(|number| {
            format!(
                "  /v1/Things{number}:\n    get: {{operationId: FetchThing{number}, {refer}, responses: {{'204': {{description: Done}}}}}}\n"
            )
        })
        .collect();
    let long = "long ".repeat(12_000);
    let parameters = format!(
        "components:\n  parameters:\n    Long: {{name: Long, in: query, schema: {{type: string}}, description: {long}}}\n"
    );
    let text = format!("{}paths:\n{paths}{parameters}", kit::HEAD);
    kit::input(&[("shared.yaml", &text)])
}

fn configurations(examples: &mut Examples) {
    examples.lowered(&amplified());
    let text = format!("{}{}", kit::HEAD, bad::THINGS);
    examples.lowered(&kit::input(&[("one.yaml", &text), ("two.yaml", &text)]));
    for config in [
        "[[document]]\nfile = \"test.yaml\"\nproduct = \"flex\"\n",
        "fixups = [\"make-it-work\"]\n",
    ] {
        examples.lowered(&kit::configured(
            &[("test.yaml", &text)],
            config,
            NamesLock::new(),
        ));
    }
    let overlay = "overlay: 1.1.0
info: {title: Corrections, version: '1'}
actions:
- target: $.paths['/v1/Others']
  remove: true
";
    examples.lowered(&Input {
        overlays: vec![(String::from("corrections.yaml"), overlay.into())],
        ..kit::input(&[("one.yaml", &text)])
    });
    let mut sources = Sources::new();
    let text = "[package]\nname = \"x\"\nlicense = \"MIT\"\n";
    sources.add("codegen.toml", text.as_bytes());
    examples.add(&[Config::read("codegen.toml", text).unwrap_err()], &sources);
    sources.add("names.lock", bad::DAMAGED.as_bytes());
    examples.add(
        &names_lock::read("names.lock", bad::DAMAGED).unwrap_err(),
        &sources,
    );
}

fn structures(examples: &mut Examples) {
    let read =
        |name: &str| std::fs::read_to_string(fixtures().join("structure").join(name)).unwrap();
    let (ours, published) = (read("ours.yaml"), read("published.yaml"));
    let changed = ours.replacen("nullable: true", "nullable: false", 1);
    let prose = format!("{}paths: {{}}\n", kit::HEAD).replace(
        "title: Test",
        "title: Test, description: 'more than ten words in a row that stand in both of the documents'",
    );
    let lock = structure::StructureLock::new(
        [&load::load("ours.yaml", ours.as_bytes()).unwrap()],
        "2.6.7",
    );
    let mut sources = Sources::new();
    let mut load = |name: &str, text: &str| {
        sources.add(name, text.as_bytes());
        load::load(name, text.as_bytes()).unwrap()
    };
    let changed = load("ours.yaml", &changed);
    let published = load("published.yaml", &published);
    let prose = load("prose.yaml", &prose);
    let problems = [
        structure::compare(&changed, &published),
        structure::prose_overlap(&prose, &[&prose]),
        lock.check("structure.lock", &[changed]),
        structure::StructureLock::parse("structure.lock", "this is not a lock\n").unwrap_err(),
    ];
    sources.add("structure.lock", b"this is not a lock\n");
    let line = "{\"document\": \"proxy_v1\"}\n";
    sources.add("changes.jsonl", line.as_bytes());
    let changes = generator::reference::Changes::parse("changes.jsonl", line);
    examples.add(&changes.unwrap_err(), &sources);
    for diagnostic in problems {
        examples.add(&diagnostic, &sources);
    }
}

/// What can be wrong with a folder, told of a folder named `generated`.
fn folders(examples: &mut Examples) {
    let mut tree = Tree::default();
    tree.add("src/lib.rs", "// @generated\n");
    let mut odd = Tree::default();
    odd.add("src/con.rs", "// @generated\n");
    let none = &mut |_: &Path, _: &DiskStep<'_>| Ok(());
    let written = |out: &Path| {
        let mut silent = |_: &Diagnostic| {};
        let tree = {
            let mut tree = Tree::default();
            tree.add("src/lib.rs", "// @generated, and older\n");
            tree
        };
        drop(output::write(&tree, out, output::WriteOptions::new(&mut silent)).unwrap());
    };

    examples.told(&odd, &|_| {}, none);
    examples.told(&tree, &|out| std::fs::write(out, "a file").unwrap(), none);
    let foreign = |out: &Path| {
        std::fs::create_dir_all(out.join("src")).unwrap();
        std::fs::write(out.join("src/lib.rs"), "somebody's own").unwrap();
    };
    examples.told(&tree, &foreign, none);
    let edited = |out: &Path| {
        written(out);
        std::fs::write(out.join("src/lib.rs"), "// edited\n").unwrap();
    };
    examples.told(&tree, &edited, none);
    let damaged = |out: &Path| {
        written(out);
        std::fs::write(out.join(".codegen-manifest"), "not what it was\n").unwrap();
    };
    examples.told(&tree, &damaged, none);
    let read_only = |out: &Path| {
        written(out);
        let file = out.join("src/lib.rs");
        let mut permissions = std::fs::metadata(&file).unwrap().permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&file, permissions).unwrap();
    };
    examples.told(&tree, &read_only, none);
    examples.told(&tree, &written, &mut |_, step| match step.action {
        Action::Write if step.path.ends_with("lib.rs") => Err(ErrorKind::StorageFull.into()),
        _ => Ok(()),
    });
    let mut second = Vec::new();
    examples.told(&tree, &written, &mut |out, step| {
        if step.action == Action::Sync && second.is_empty() {
            let mut silent = |_: &Diagnostic| {};
            let mut options = output::WriteOptions::new(&mut silent);
            options.wait = Duration::ZERO;
            let said = output::write(&tree, out, options).unwrap_err();
            second = plain(said, out.parent().unwrap());
        }
        Ok(())
    });
    examples.add(&second, &Sources::new());
}

impl Examples {
    /// What is told when a tree is written to a folder that was prepared, while somebody sees each step.
    fn told(
        &mut self,
        tree: &Tree,
        prepare: &dyn Fn(&Path),
        watch: &mut dyn FnMut(&Path, &DiskStep<'_>) -> std::io::Result<()>,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("generated");
        prepare(&out);
        let mut said = Vec::new();
        let mut report = |diagnostic: &Diagnostic| said.push(diagnostic.clone());
        let mut options = output::WriteOptions::new(&mut report);
        let mut watch = |step: &DiskStep<'_>| watch(&out, step);
        options.watch = Some(&mut watch);
        let problems = output::write(tree, &out, options).err();
        said.extend(problems.unwrap_or_default());
        self.add(&plain(said, folder.path()), &Sources::new());
    }
}

/// Without what differs from run to run: where the folder is, and which process writes.
fn plain(mut said: Vec<Diagnostic>, root: &Path) -> Vec<Diagnostic> {
    let real = root.canonicalize().unwrap();
    let process = std::process::id().to_string();
    let plain = |text: &str| {
        text.replace(&format!("{}/", root.display()), "")
            .replace(&format!("{}/", real.display()), "")
            .replace(&format!("process {process}"), "process 4711")
    };
    for diagnostic in &mut said {
        diagnostic.problem = plain(&diagnostic.problem);
        diagnostic.help = diagnostic.help.as_deref().map(plain);
        diagnostic.location = Location::whole_file(&plain(diagnostic.location.file()));
    }
    said
}
