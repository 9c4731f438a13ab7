//! The command line.

use std::net::{Ipv4Addr, SocketAddr};

use generator::config::{HOST_FORM, is_host_name};

/// What `--help` shows.
pub(crate) const HELP: &str = "\
Usage: cargo reference-mcp [--http ADDRESS] [--spec FILE]... [--host NAME]... [--max-tokens N]
       cargo reference-mcp --print-config

Serves the reference of the documents to people and to their tools. It lowers the documents when it starts, opens no
connection, and only reads. Without --http it speaks the Model Context Protocol over standard input and output.

Options:
  --http ADDRESS   serve the site at http://ADDRESS/ and the protocol at http://ADDRESS/mcp; a loopback address with a
                   port, such as 127.0.0.1:8080, or a port alone
  --spec FILE      this document instead of those of specs/codegen.toml; may be repeated
  --host NAME      a host outside of twilio.com that a document may name; may be repeated
  --max-tokens N   no reply takes more tokens, at four bytes each (default: 8000, least: 500)
  --print-config   print what to write into the configuration of the usual clients
  --help           print this
";

/// The least that `--max-tokens` takes: with less, a reply would hold little but its frame.
const LEAST_TOKENS: usize = 500;

/// What the server is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Command {
    /// Serve, over HTTP at an address or over standard input and output.
    Serve(Option<SocketAddr>),
    /// Print the configuration of clients.
    PrintConfig,
    /// Print the help.
    Help,
}

/// What the command line says.
#[derive(Debug)]
pub(crate) struct Arguments {
    pub(crate) command: Command,
    pub(crate) specs: Vec<String>,
    pub(crate) hosts: Vec<String>,
    pub(crate) max_tokens: usize,
}

/// Reads the command line.
pub(crate) fn parse() -> Result<Arguments, String> {
    use lexopt::prelude::*;
    let mut arguments = Arguments {
        command: Command::Serve(None),
        specs: Vec::new(),
        hosts: Vec::new(),
        max_tokens: 8_000,
    };
    let mut parser = lexopt::Parser::from_env();
    let text = |error: lexopt::Error| error.to_string();
    while let Some(argument) = parser.next().map_err(text)? {
        match argument {
            Long("http") => {
                let address = parser
                    .value()
                    .and_then(|value| value.string())
                    .map_err(text)?;
                arguments.command = Command::Serve(Some(loopback(&address)?));
            }
            Long("spec") => {
                let file = parser.value().and_then(|value| value.string());
                arguments.specs.push(file.map_err(text)?);
            }
            // A shell's `--spec *.yaml` gives one option and many files.
            Value(file) if !arguments.specs.is_empty() => {
                arguments.specs.push(file.string().map_err(text)?);
            }
            Long("host") => {
                let host = parser.value().and_then(|value| value.string());
                let host = host.map_err(text)?;
                if !is_host_name(&host) {
                    return Err(format!("`{host}` is not the name of a host: {HOST_FORM}"));
                }
                arguments.hosts.push(host);
            }
            Long("max-tokens") => {
                let number = parser
                    .value()
                    .and_then(|value| value.parse())
                    .map_err(text)?;
                if number < LEAST_TOKENS {
                    return Err(format!(
                        "--max-tokens takes {LEAST_TOKENS} or more, not {number}"
                    ));
                }
                arguments.max_tokens = number;
            }
            Long("print-config") => arguments.command = Command::PrintConfig,
            Long("help") | Short('h') => arguments.command = Command::Help,
            other => return Err(other.unexpected().to_string()),
        }
        if arguments.command == Command::Help {
            break;
        }
    }
    Ok(arguments)
}

/// An address that only this machine reaches.
fn loopback(text: &str) -> Result<SocketAddr, String> {
    let port = text.strip_prefix("localhost:").unwrap_or(text);
    let address = match port.parse() {
        Ok(port) => Some(SocketAddr::from((Ipv4Addr::LOCALHOST, port))),
        Err(_) => text.parse().ok(),
    };
    address
        .filter(|address| address.ip().is_loopback())
        .ok_or_else(|| {
            format!(
                "--http takes a loopback address with a port, such as 127.0.0.1:8080, not `{text}`"
            )
        })
}
