//! Prose that is meant to do harm: whatever a description holds, it stays in its doc comment, is not an example that
//! somebody's `cargo test` would run, and is read by rustdoc without a warning.

use std::fmt::Write as _;
use std::process::Command;

use generator::file_tree::Tree;
use generator::pipeline::Generated;

use crate::{items, kit};

const PROSE: [&str; 58] = [
    "*/ pub fn x() {} /*",
    "\"#] pub fn x() {}",
    // An inner attribute, which would apply to the whole of the crate that it got into.
    "first\n\n#![recursion_limit = \"4\"]\n\nlast",
    "```rust\nstd::process::exit(1)\n```",
    "```\nstd::process::exit(1)",
    "~~~\nstd::process::exit(1)\n~~~",
    "    std::process::exit(1)",
    "\tstd::process::exit(1)",
    "> ```\n> std::process::exit(1)\n> ```",
    "- a\n\n      std::process::exit(1)",
    "1. a\n   ```\n   std::process::exit(1)\n   ```",
    "`` some text that is as long as the line so that what follows stands at the start of the next ``` std::process::exit(1) ``",
    "`` some text that is as long as the line so that what follows stands at the start of the next one <div> std::process::exit(1) ``",
    "` some text that is as long as the line so that what follows stands at the start of the nextl > std::process::exit(1) `",
    "a `b\nc` d <e>\n`f",
    "``` a `<b>` ``` `<c>`",
    "<script>alert(1)</script>",
    "<!-- a",
    "<div>\n\n<p",
    "[links]: https://example.com",
    "[links]\n\n[other][links] [third](links) [fourth]( https://example.com )",
    "[`Vec`] [std::process::exit] [text](javascript:alert(1)) [a](https://example.com \"title\")",
    "[a](https://example.com/(b)) [c](https://example.com/<d>) [e](https://example.com/`f`)",
    "![image](https://example.com/x.png) ![image][x]",
    "https://example.com/<script> http:// https://example.com/a_b_c. https://例え.jp",
    "# Heading\n\n## Safety\n\n=====\n\n-----\n\n***\n\n___",
    "text\n===\ntext\n---\ntext",
    "| a | b |\n|---|---|\n| c | d |",
    "a | b\n--- | ---\nc | d",
    "* a\n+ b\n- c\n1. d\n2) e",
    "*emphasis* **strong** _under_ __scores__ ~~strike~~ snake_case_name *open _open **open",
    "\u{202e}desrever\u{202c} \u{2066}x\u{2069} a\u{200b}b \u{feff} \u{ad}",
    "line\r\nline\rline\u{85}line\u{2028}line\u{2029}line\u{b}line",
    "\\`\\[\\<\\* \\",
    "`",
    "``",
    "`unclosed <b>",
    "{{ template }} {% raw %} ${x} $(x) %s",
    "&lt;b&gt; &amp; &#x202e; &nbsp;",
    "[^1] [^1]: note\n\n- [ ] task\n- [x] done",
    "$$ x $$ \\(x\\) <https://example.com> <mailto:a@b.c>",
    "@see #[doc] #![doc] //! /// // /** */",
    "!![p](https://example.com/1.gif) \\![p](https://example.com/2.gif) ![](https://example.com/3.gif)",
    "[![p](https://example.com/1.gif)](https://example.com/) ![p](javascript:alert(1)) ![p] (https://example.com)",
    "- a\n  ```rust\n  std::process::exit(1)\n  ```\n  - b\n\n    ````\n    ```\n    std::process::exit(1)\n    ```\n    ````",
    "````text\n```rust\nstd::process::exit(1)\n```\n````\n`````rust\n````",
    "```text\n*/ ``` <b> ![x](https://example.com/x.png)\n\u{202e}\n``` x\nstd::process::exit(1)",
    "1. a\n\n   | b | <c> |\n   |---|:-:|\n   | ![x](https://example.com/x.png) | `a\\|b` \\| <script> | d |\n2. ~~~\n   x",
    "|a|\n|-|\n|```|\n|[x](javascript:alert(1))|\n\n|```rust|\n|---|\n|std::process::exit(1)|",
    "999999999. a\n1000000000. b\n\n2024. It was a year.\n\n-\n+\n*\n1.\n",
    "- - - - - - - - - - - - a\n* > ```\n  > std::process::exit(1)\n* # b\n* ---\n* <div>\n*     std::process::exit(1)",
    "- a\nlazy `b\n- c` <d>\n\n      std::process::exit(1)\n\n  [x]: https://example.com\n- ```",
    "1. a\n2. b\n\n    std::process::exit(1)\n\n\n1. c",
    "text\n- a\ntext\n\n* b\n\n\n  c\n+ d\n10. e\n11. f",
    "[a](<https://example.com/x> \"y\") <b@c.d> [ref]\n\n[ref]: <javascript:alert(1)> 'x'",
    "- [x](https://example.com/a|b)\n- `c\n- d`\n\n| e | f\n| - | -\n`g | h`",
    "😀 日本語 \u{1F468}\u{200D}\u{1F469}",
    "",
];

/// A document whose every piece of prose is the same.
fn document(prose: &str) -> String {
    let prose = kit::quoted(prose);
    format!(
        "openapi: 3.0.1
info: {{title: {prose}, version: '1', description: {prose}}}
servers: [{{url: 'https://test.twilio.com'}}]
paths:
  /v1/Things/{{Sid}}:
    post:
      operationId: UpdateThing
      summary: {prose}
      description: {prose}
      parameters:
      - {{name: Sid, in: path, required: true, description: {prose}, schema: {{type: string}}}}
      - {{name: Q, in: query, description: {prose}, schema: {{type: string, pattern: {prose}, default: {prose}}}}}
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [Text, Json]
              properties: {{Text: {{type: string, description: {prose}}}, Json: {{description: {prose}}}, More: {{}}}}
            examples: {{one: {{value: {{Text: {prose}, Json: {{a: {prose}}}, More: [{prose}]}}}}}}
      responses: {{'200': {{description: {prose}, content: {{application/json: {{schema: {{$ref: '#/components/schemas/thing'}}, examples: {{one: {{value: {{a: {prose}}}}}}}}}}}}}}}
components:
  schemas:
    thing: {{type: object, description: {prose}, properties: {{a: {{type: string, description: {prose}}}, b: {{$ref: '#/components/schemas/thing_enum_b'}}}}}}
    thing_enum_b: {{type: string, description: {prose}, enum: [c]}}
"
    )
}

fn emitted(prose: &str) -> Generated {
    let generated = kit::run_text(&document(prose));
    items::check(&generated);
    generated
}

/// The doc comment of every item, field and method, as text.
fn comments(tree: &Tree) -> Vec<String> {
    let mut texts = Vec::new();
    for (_, file) in items::parsed(tree) {
        texts.push(text_of(&file.attrs));
        let mut open: Vec<Vec<syn::Attribute>> = Vec::new();
        for item in file.items {
            match item {
                syn::Item::Struct(item) => {
                    open.push(item.attrs);
                    open.extend(item.fields.into_iter().map(|field| field.attrs));
                }
                syn::Item::Enum(item) => {
                    open.push(item.attrs);
                    open.extend(item.variants.into_iter().map(|variant| variant.attrs));
                }
                syn::Item::Impl(item) => {
                    open.extend(item.items.into_iter().filter_map(|inner| match inner {
                        syn::ImplItem::Fn(method) => Some(method.attrs),
                        _ => None,
                    }))
                }
                syn::Item::Type(item) => open.push(item.attrs),
                syn::Item::Const(item) => open.push(item.attrs),
                _ => {}
            }
        }
        texts.extend(open.iter().map(|attributes| text_of(attributes)));
    }
    texts.retain(|text| !text.is_empty());
    texts
}

fn text_of(attributes: &[syn::Attribute]) -> String {
    let lines = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(text),
                    ..
                }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        });
    lines.collect::<Vec<_>>().join("\n")
}

/// The only examples are the generator's own, nothing is HTML, nothing is fetched, and links lead into the web.
fn check_markdown(prose: &str, text: &str) {
    use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) => {
                let known = ["no_run", "text", "rust,no_run", "rust"];
                assert!(known.contains(&&*kind), "{prose:?}: {kind}\n{text}");
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let known = ["https://", "http://", "crate::", "Self::"];
                let is_known = known.iter().any(|start| dest_url.starts_with(start));
                assert!(
                    is_known || !prose.contains(&*dest_url),
                    "{prose:?}: {dest_url}\n{text}"
                );
            }
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. } | Tag::HtmlBlock)
            | Event::Html(_)
            | Event::InlineHtml(_) => panic!("{prose:?}: {event:?}\n{text}"),
            _ => {}
        }
    }
}

#[test]
fn prose_stays_prose() {
    for prose in PROSE {
        let generated = emitted(prose);
        for comment in comments(&generated.tree) {
            check_markdown(prose, &comment);
        }
        check_markdown(prose, generated.tree.get("README.md").unwrap());
        let manifest = generated.tree.get("Cargo.toml").unwrap();
        let parsed: toml::Table = manifest.parse().unwrap();
        assert!(
            parsed["dependencies"]
                .as_table()
                .unwrap()
                .keys()
                .all(|name| name != "evil")
        );
    }
}

#[test]
fn a_description_of_sixty_thousand_characters() {
    for prose in ["x".repeat(60_000), "word ".repeat(12_000)] {
        let heading = kit::quoted(&prose);
        let text = document(&prose)
            .replace(&format!("title: {heading}"), "title: Test")
            .replace(&format!("summary: {heading}"), "summary: Test");
        let generated = kit::run_text(&text);
        items::check(&generated);
        assert!(generated.tree.get("src/test/v1/things.rs").is_some());
    }
}

#[test]
fn a_title_that_adds_a_dependency() {
    let generated = emitted("T\n[dependencies]\nevil = \"1\"\n#");
    let manifest: toml::Table = generated.tree.get("Cargo.toml").unwrap().parse().unwrap();
    assert!(
        !manifest["dependencies"]
            .as_table()
            .unwrap()
            .contains_key("evil")
    );
    let readme = generated.tree.get("README.md").unwrap();
    assert!(!readme.lines().any(|line| line.starts_with("evil")));
}

/// rustdoc itself reads every comment, and finds nothing to warn of and nothing to run but the generator's examples.
#[test]
fn rustdoc_has_nothing_to_say() {
    let mut source =
        String::from("//! Comments from outside.\n#![allow(rustdoc::private_intra_doc_links)]\n");
    let mut count = 0;
    for prose in PROSE {
        for comment in comments(&emitted(prose).tree) {
            // What refers to other items of the crate, and the examples, are compiled with the crate.
            let text = comment.split("```no_run").next().unwrap();
            if text.contains("[`") {
                continue;
            }
            count += 1;
            for line in text.lines() {
                let _ = writeln!(source, "#[doc = {line:?}]");
            }
            let _ = writeln!(source, "pub struct D{count};");
        }
    }
    assert!(count > 500, "{count}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("comments.rs");
    std::fs::write(&file, source).unwrap();
    let rustdoc = std::env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into());
    let run = |arguments: &[&str]| {
        let output = Command::new(&rustdoc)
            .args([
                "--edition",
                "2024",
                "--crate-type",
                "lib",
                "--crate-name",
                "comments",
            ])
            .args(arguments)
            .arg(&file)
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        said
    };
    run(&["-D", "warnings", "-o", "out"]);
    let tests = run(&["--test"]);
    assert!(tests.contains("running 0 tests"), "{tests}");
}
