//! Prose keeps the shape that its author gave it: in the docs of a model, and nothing of it is lost.

use crate::kit;

/// The doc comment that a description becomes.
fn docs(description: &str) -> String {
    let described = format!(
        "    described: {{type: object, description: {}, properties: {{a: {{type: string}}}}}}\n",
        kit::quoted(description)
    );
    let paths = format!(
        "  /v1/Things: {{get: {{operationId: FetchThing, {}}}}}",
        kit::OK
    );
    let text = kit::document(&paths, &described);
    let lowered = kit::lower(&kit::input(&[("test.yaml", text.as_str())]));
    let model = lowered.model.documents[0].find_model("Described").unwrap();
    model.docs.join("\n")
}

#[test]
fn a_list_stays_a_list() {
    let written = "Ways:\n* one, which\n  goes on\n* two\n    * `deeper`\n\n      further\n+ three\nOrder:\n1) first\n2) second";
    let expected = "Ways:\n\n- one, which\n  goes on\n- two\n  - `deeper`\n\n    further\n\n- three\n  Order:\n\n1. first\n2. second";
    assert_eq!(docs(written), expected);
}

#[test]
fn an_item_may_hold_anything() {
    let written = "1. See:\n   ```json\n   {\"a\": 1}\n   ```\n2. Or\n\n   | a | b |\n   |---|---|\n   | 1 | 2 |";
    let expected = "1. See:\n   ```text\n   {\"a\": 1}\n   ```\n2. Or\n\n   | a | b |\n   |---|---|\n   | 1 | 2 |";
    assert_eq!(docs(written), expected);
}

#[test]
fn a_table_stays_a_table() {
    let written = "Codes\n\ncode | means\n:--- | ---:\n`1` | one \\| [first](https://example.com)\n2 | <b>two</b>";
    let expected = "Codes\n\n| code | means |\n|---|---|\n| `1` | one \\| [first](https://example.com) |\n| 2 | \\<b\\>two\\</b\\> |";
    assert_eq!(docs(written), expected);
}

#[test]
fn fenced_code_stays_code_and_is_not_compiled() {
    let written = "Send\n~~~ rust\nfn main() {\n    \"```\"\n}\n~~~\nand wait.";
    let expected = "Send\n\n````text\nfn main() {\n    \"```\"\n}\n````\n\nand wait.";
    assert_eq!(docs(written), expected);
}

#[test]
fn a_picture_becomes_a_link_to_it() {
    assert_eq!(
        docs("See ![a map](https://example.com/map.png), ![](https://example.com/x.png)."),
        "See [a map](https://example.com/map.png), <https://example.com/x.png>."
    );
    assert_eq!(
        docs("Now![it](https://example.com)"),
        "Now[it](https://example.com)"
    );
    assert_eq!(
        docs("!![p](https://example.com)"),
        "\\![p](https://example.com)"
    );
    assert_eq!(
        docs("![p](data:image/png;base64,x)"),
        "!\\[p\\](data:image/png;base64,x)"
    );
}

#[test]
fn what_only_looks_like_a_block_is_text() {
    assert_eq!(docs("2024. It was a year."), "2024\\. It was a year.");
    assert_eq!(docs("# Title\n> said\n---"), "\\# Title\n\\> said\n\\---");
    assert_eq!(docs("a | b"), "a | b");
    assert_eq!(docs("    indented"), "indented");
    assert_eq!(docs("-\n"), "\\-");
}

#[test]
fn what_markdown_would_swallow_is_text() {
    assert_eq!(
        docs("a\n\n[ref]: https://example.com\n\nb"),
        "a\n\n\\[ref\\]: <https://example.com>\n\nb"
    );
    assert_eq!(
        docs("- a\n\n  [ref]: https://example.com"),
        "- a\n\n  \\[ref\\]: <https://example.com>"
    );
}
