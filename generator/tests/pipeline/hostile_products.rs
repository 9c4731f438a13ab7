//! Products, file names and locks that are meant to do harm: what is emitted stays in its own files, or there is a
//! diagnostic.

use generator::diagnostic::Code;
use generator::pipeline::{Input, generate};

use crate::kit::{OK, document};
use crate::{items, kit};

#[test]
fn products_that_would_be_something_else() {
    for product in [
        "runtime", "sids", "macros", "lib", "main", "bin", "con", "std", "serde", "http", "client",
        "at", "new", "builder", "clone", "from-env", "type", "1", "..", "🙂",
    ] {
        let text = format!(
            "{}paths: {{/v1/Things: {{get: {{operationId: FetchThing, responses: {{'204': {{description: Done}}}}}}}}}}\n",
            kit::HEAD
        );
        let name = format!("twilio_{product}_v1.yaml");
        items::check(&kit::run(&kit::input(&[(&name, &text)])));
    }
    for version in ["con", "clone", "self", "std", "..", "é"] {
        let text = format!(
            "{}paths: {{/v1/Things: {{get: {{operationId: FetchThing, responses: {{'204': {{description: Done}}}}}}}}}}\n",
            kit::HEAD
        );
        items::check(&kit::run(&kit::input(&[(
            &format!("twilio_x_{version}.yaml"),
            &text,
        )])));
    }
}

#[test]
fn a_file_name_that_leaves_its_comment() {
    let text = format!(
        "{}paths: {{/v1/Things: {{get: {{operationId: FetchThing, responses: {{'204': {{description: Done}}}}}}}}}}\n",
        kit::HEAD
    );
    for name in [
        "x\nfn main() {}.yaml",
        "x\"#].yaml",
        "`x`.yaml",
        "\u{202e}lmay.x",
        "*/.yaml",
        "a\r\n[dependencies]\nevil = \"1\".yaml",
    ] {
        items::check(&kit::run(&kit::input(&[(name, &text)])));
    }
}

/// At each of many parameters the caller holds a SID or a name: two to the power of many ways.
#[test]
fn two_documents_that_would_share_their_files() {
    // Products `a` and `A`, versions `v1` and `V1`: one folder on some systems.
    let text = |host: &str| {
        format!(
            "openapi: 3.0.1\ninfo: {{title: T, version: '1'}}\nservers: [{{url: 'https://{host}.twilio.com'}}]\npaths: {{/v1/Things: {{get: {{operationId: FetchThing, responses: {{'204': {{description: Done}}}}}}}}}}\n"
        )
    };
    for names in [
        ["twilio_a_v1.yaml", "twilio_A_v1.yaml"],
        ["twilio_a_v1.yaml", "twilio_a_V1.yaml"],
        ["twilio_a_b_c.yaml", "twilio_a.b_c.yaml"],
        ["twilio_é_v1.yaml", "twilio_É_v1.yaml"],
    ] {
        let input = kit::input(&[(names[0], &text("a")), (names[1], &text("b"))]);
        match generate(&input, &kit::options()) {
            Ok(generated) => items::check(&generated),
            Err(failure) => assert!(
                failure
                    .diagnostics
                    .iter()
                    .all(|diagnostic| diagnostic.code == Code::SameDocument),
                "{names:?}"
            ),
        }
    }
}

#[test]
fn a_lock_from_somebody_else() {
    // Names that no document of ours would get; they are taken as they are, and nothing falls over.
    let text = document(
        &format!("  /v1/Things: {{get: {{operationId: ListThing, {OK}}}}}"),
        "",
    );
    let generated = kit::run_text(&text);
    let odd = generated
        .names
        .keys()
        .map(|key| (key.clone(), String::from("Odd")))
        .collect();
    let input = Input {
        names: odd,
        ..kit::input(&[("test.yaml", &text)])
    };
    match generate(&input, &kit::options()) {
        Ok(_) => {}
        Err(failure) => assert!(
            failure
                .diagnostics
                .iter()
                .all(|diagnostic| diagnostic.code != Code::CountMismatch)
        ),
    }
}
