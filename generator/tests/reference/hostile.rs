//! A document that wants to harm its readers, or their machines.

use std::sync::LazyLock;

use generator::model::Api;

use crate::foreign_scripts;
use crate::html::Html;

static API: LazyLock<Api> =
    LazyLock::new(|| crate::lower_text("twilio_kites_v1.yaml", &document()));

// Long as the document is long.
fn document() -> String {
    let values = values();
    let prose = "All <b>work</b> & no 'play' makes \"Jack\" a dull boy. ".repeat(20_000);
    let long = &prose[..20_000];
    let script = "<script>alert(document.cookie)</script><img src=x onerror=alert(1)> \
                  [x](javascript:alert(1)) \u{202e}evil";
    let wide: String = (0..3_000)
        .map(|number| {
            format!(
                "        p{number}: {{type: string, description: 'Property {number} & more'}}\n"
            )
        })
        .collect();
    format!(
        r#"
openapi: 3.0.1
info: {{title: {title}, version: "1", description: {long}}}
servers: [{{url: https://kites.twilio.com}}]
tags: [{{name: {title}, description: {script}}}]
paths:
  /v1/Kites:
    servers: [{{url: https://kites.twilio.com}}]
    post:
      operationId: CreateKite
      summary: {title}
      description: {prose}
      tags: [{title}]
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              properties:
                Colour: {{type: string, description: {script}, enum: [{values}]}}
                Long: {{type: string, description: {long}, default: {long}, example: {long}, pattern: {long}}}
            examples:
              evil: {{value: {{Colour: {script}, Long: {long}}}}}
      responses:
        '201':
          description: {script}
          content:
            application/json:
              schema: {{$ref: '#/components/schemas/kite'}}
              examples: {{evil: {{value: {{sid: {script}, tail: {long}}}}}}}
components:
  schemas:
    kite:
      type: object
      description: {script}
      properties:
        sid: {{type: string, description: {long}}}
        parent: {{$ref: '#/components/schemas/kite'}}
        children: {{type: array, items: {{$ref: '#/components/schemas/kite'}}}}
        colour: {{type: string, enum: [{values}]}}
        wide: {{$ref: '#/components/schemas/wide'}}
    wide:
      type: object
      properties:
{wide}
"#,
        title = serde_json::to_string("</title><script>alert(1)</script>\u{202e}").unwrap(),
        prose = serde_json::to_string(&prose).unwrap(),
        long = serde_json::to_string(long).unwrap(),
        script = serde_json::to_string(script).unwrap(),
    )
}

fn values() -> String {
    let values: Vec<String> = (0..2_000)
        .map(|number| format!("value-{number}-{}", "x".repeat(40)))
        .collect();
    values.join(", ")
}

#[test]
fn pages_stay_small_and_harmless() {
    let api = &*API;
    let site = crate::reference(api).site().unwrap();
    let mut notes = 0;
    for (path, text) in site.files().filter(|(path, _)| path.ends_with(".html")) {
        assert!(text.len() <= 200_000, "{path}: {} bytes", text.len());
        let html = Html::read(text);
        assert!(
            !html.tags.iter().any(|tag| tag == "img" || tag == "b"),
            "{path}"
        );
        assert_eq!(foreign_scripts(text, &html), 0, "{path}");
        assert!(
            html.hrefs
                .iter()
                .all(|href| !href.starts_with("javascript")),
            "{path}"
        );
        assert!(!text.contains('\u{202e}'), "{path}");
        notes += text.matches("left out here").count();
    }
    assert!(notes > 5, "{notes} notes on what is left out");
    for (path, text) in site.files().filter(|(path, _)| path.ends_with(".md")) {
        assert!(text.len() <= 200_000, "{path}: {} bytes", text.len());
        assert!(!text.contains('\u{202e}'), "{path}");
    }
}

#[test]
fn what_is_left_out_is_counted() {
    let api = &*API;
    let reference = crate::reference(api);
    let list = reference
        .pages()
        .iter()
        .find(|page| page.id.as_str().contains("/enums/"))
        .unwrap();
    let html = Html::read(&reference.html(list).unwrap());
    let listed = html
        .parts
        .keys()
        .filter(|id| id.starts_with("values."))
        .count();
    assert!(listed > 100, "{listed}");
    assert!(
        html.text
            .contains(&format!("{} more are left out here.", 2_000 - listed)),
        "{listed}"
    );
}

#[test]
fn a_model_within_itself_is_a_link() {
    let api = &*API;
    let reference = crate::reference(api);
    let create = reference.ids().resolve("CreateKite").unwrap();
    let html = Html::read(&crate::html(&reference, create.as_str()));
    assert!(html.parts.contains_key("reply.parent"));
    assert!(!html.parts.contains_key("reply.parent.sid"));
    assert!(
        html.hrefs
            .iter()
            .any(|href| href.ends_with("models/Kite.html")),
        "{:?}",
        html.hrefs
    );
}
