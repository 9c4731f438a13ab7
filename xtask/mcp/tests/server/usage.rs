//! The command line: help, and what to write into the configuration of clients.

use std::process::Command;

use serde_json::Value;

fn output(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_reference-mcp"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn help_names_every_option() {
    let help = output(&["--help"]);
    for option in [
        "--http",
        "--spec",
        "--max-tokens",
        "--print-config",
        "--help",
    ] {
        assert!(help.contains(&format!("\n  {option}")), "{option}");
    }
    assert_eq!(output(&["-h"]), help);
}

#[test]
fn the_configuration_of_clients_names_this_program() {
    let text = output(&["--print-config"]);
    let snippets: Vec<Value> = text
        .lines()
        .filter(|line| line.trim_start().starts_with('{'))
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let program = env!("CARGO_BIN_EXE_reference-mcp");
    assert_eq!(snippets.len(), 3);
    assert_eq!(snippets[0]["mcpServers"]["reference"]["command"], program);
    assert_eq!(snippets[1]["servers"]["reference"]["command"], program);
    assert_eq!(
        snippets[2]["mcpServers"]["reference"]["url"],
        "http://127.0.0.1:8080/mcp"
    );
    assert!(text.contains(&format!("claude mcp add reference -- {program}")));
}
