//! Prose of documents on pages.

use crate::html::Html;

fn page(description: &str) -> (String, String) {
    let text = format!(
        "openapi: 3.0.1\ninfo: {{title: Kites, version: '1', description: {}}}\n\
         servers: [{{url: https://kites.twilio.com}}]\n\
         paths:\n  /v1/Kites:\n    servers: [{{url: https://kites.twilio.com}}]\n    \
         get:\n      operationId: ListKite\n      responses: {{'200': {{description: ok}}}}\n",
        serde_json::to_string(description).unwrap()
    );
    let api = crate::lower_text("twilio_kites_v1.yaml", &text);
    let reference = crate::reference(&api);
    let id = api.documents[0].key.clone();
    (
        crate::html(&reference, &id),
        crate::markdown(&reference, &id),
    )
}

#[test]
fn html_in_prose_is_text() {
    let (html, markdown) =
        page("A <script>alert(1)</script> and <b>bold</b>.\n\n<img src=x onerror=alert(1)>\n\nEnd");
    assert!(
        html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{html}"
    );
    let read = Html::read(&html);
    assert!(
        !read.tags.iter().any(|tag| tag == "img" || tag == "b"),
        "{:?}",
        read.tags
    );
    assert_eq!(crate::foreign_scripts(&html, &read), 0);
    assert!(markdown.contains("\\<script>"), "{markdown}");
}

#[test]
fn only_links_into_the_web_stay_links() {
    let (html, markdown) = page(
        "[a](javascript:alert(1)) [b](https://example.com/?a=1&b=2) [c](data:text/html,x) [d](//x.y)",
    );
    let hrefs = Html::read(&html).hrefs;
    assert!(
        hrefs.contains(&String::from("https://example.com/?a=1&b=2")),
        "{hrefs:?}"
    );
    for scheme in ["javascript:", "data:", "//"] {
        assert!(
            !hrefs.iter().any(|href| href.starts_with(scheme)),
            "{hrefs:?}"
        );
        assert!(!markdown.contains(&format!("]({scheme}")), "{markdown}");
    }
}

#[test]
fn characters_that_steer_are_spelled_out() {
    let (html, markdown) = page("left \u{202e}right `co\u{200b}de` \u{7}");
    for text in [&html, &markdown] {
        assert!(!text.contains(['\u{202e}', '\u{200b}', '\u{7}']), "{text}");
        assert!(
            text.contains("u{202e}") && text.contains("u{200b}") && text.contains("u{7}"),
            "{text}"
        );
    }
}

#[test]
fn marks_become_elements() {
    let (html, markdown) = page(
        "# Head\n\n- one `x`\n- two\n\n> said\n\n```json\n{\"a\": 1}\n```\n\n1. first\n\n*very* **much**",
    );
    for piece in [
        "<strong>Head</strong>",
        "<li>one <code>x</code></li>",
        "<blockquote><p>said</p>",
        "<em>very</em>",
        "<ol",
    ] {
        assert!(html.contains(piece), "{piece} in {html}");
    }
    for piece in [
        "- one `x`\n",
        "> said\n",
        "```json\n{\"a\": 1}\n```",
        "1. first\n",
        "*very* **much**",
    ] {
        assert!(markdown.contains(piece), "{piece} in {markdown}");
    }
}

#[test]
fn deep_nesting_ends() {
    page(&">".repeat(5_000));
    page(&"- ".repeat(5_000));
    page(&"*a **b ".repeat(3_000));
    page(&"[".repeat(5_000));
}
