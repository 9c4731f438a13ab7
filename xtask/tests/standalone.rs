//! `cargo xtask codegen --spec … --out …`: what the crate of any document is made of besides the document.
#![allow(missing_docs, clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs/twilio_proxy_v1.yaml");

/// Generates the crate of the document, and returns the model of a service in it.
fn generate(out: &Path, options: &[&str]) -> String {
    let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
    xtask
        .args(["codegen", "--spec", DOCUMENT, "--out"])
        .arg(out);
    let output = xtask.args(options).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let services = out.join("src/proxy/v1/services");
    let mut files = vec![services.with_extension("rs")];
    files.extend(
        services
            .read_dir()
            .unwrap()
            .map(|entry| entry.unwrap().path()),
    );
    files.retain(|file| file.is_file());
    let texts = files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap());
    texts.collect()
}

#[test]
fn an_overlay_of_the_command_line_changes_the_emitted_code() {
    let folder = tempfile::tempdir().unwrap();
    let overlay = folder.path().join("region.yaml");
    let text = "overlay: 1.0.0\ninfo: {title: Regions, version: '1'}\nactions:\n\
                - target: $.components.schemas['proxy.v1.service'].properties\n\
                \x20 update: {home_region: {type: string}}\n";
    std::fs::write(&overlay, text).unwrap();
    let out = folder.path().join("crate");
    assert!(!generate(&out, &[]).contains("pub home_region: "));
    let model = generate(&out, &["--overlay", overlay.to_str().unwrap()]);
    assert!(model.contains("pub home_region: Option<String>"));
}

#[test]
fn a_crate_keeps_the_names_that_its_lock_gives() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("crate");
    assert!(generate(&out, &[]).contains("pub unique_name: "));
    let lock = out.join("names.lock");
    let names = std::fs::read_to_string(&lock).unwrap();
    let given = "field Service\tunique_name\tunique_name\n";
    assert!(names.contains(given), "{names}");
    let renamed = names.replace(given, "field Service\tunique_name\tlabel\n");
    std::fs::write(&lock, &renamed).unwrap();
    let model = generate(&out, &[]);
    assert!(model.contains("pub label: ") && !model.contains("pub unique_name: "));
    assert_eq!(std::fs::read_to_string(&lock).unwrap(), renamed);
}
