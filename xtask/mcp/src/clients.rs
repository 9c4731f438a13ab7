//! What to write into the configuration of the usual clients.

use std::path::Path;

/// The snippets, for a server at this path.
pub(crate) fn snippets(program: &Path) -> String {
    let program = program.display().to_string();
    let quoted = serde_json::Value::from(program.as_str());
    format!(
        r#"Claude Code, over stdio:

    claude mcp add reference -- {shell}

Claude Desktop (claude_desktop_config.json), Cursor (.cursor/mcp.json), Windsurf, and .mcp.json of a project:

    {{"mcpServers": {{"reference": {{"command": {quoted}}}}}}}

Visual Studio Code (.vscode/mcp.json):

    {{"servers": {{"reference": {{"type": "stdio", "command": {quoted}}}}}}}

Codex (~/.codex/config.toml):

    [mcp_servers.reference]
    command = {quoted}

Any client that speaks HTTP, with `--http 127.0.0.1:8080` running:

    {{"mcpServers": {{"reference": {{"type": "http", "url": "http://127.0.0.1:8080/mcp"}}}}}}
"#,
        shell = shell_word(&program),
    )
}

/// A word of a shell's command line.
fn shell_word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:\\".contains(c);
    match text.chars().all(is_plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}
