//! `reference-mcp`: the reference of the documents, served to people as a site and to their tools over the Model
//! Context Protocol.
//!
//! ```text
//! documents → generator (model → pages) → library → tools, resources → server → stdio, or HTTP beside the site
//! ```
//!
//! Everything is lowered when it starts and read from memory after that. It writes nothing and opens no connection.

mod arguments;
mod clients;
mod excerpt;
mod http;
mod library;
mod listing;
mod reply;
mod resources;
mod schema;
mod server;
mod tools;

use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use generator::diagnostic::{Colour, Diagnostic, Sources, render};
use generator::pipeline::{Input, lower_documents};
use generator::reference::Changes;
use generator::workspace::{self, InputError};
use rmcp::ServiceExt;
use rmcp::service::ServerInitializeError;
use rmcp::transport::async_rw::AsyncRwTransport;

use crate::arguments::{Arguments, Command, HELP};
use crate::library::Library;
use crate::reply::Limit;
use crate::server::Server;

/// A message over standard input has at most so many bytes.
const LONGEST_LINE: usize = 1 << 20;

fn main() -> ExitCode {
    let arguments = match arguments::parse() {
        Ok(arguments) => arguments,
        Err(problem) => {
            say(&format!("error: {problem}\n\n{HELP}"));
            return ExitCode::from(2);
        }
    };
    let outcome = match arguments.command {
        Command::Help => print(HELP),
        Command::PrintConfig => std::env::current_exe()
            .map_err(|error| error.to_string())
            .and_then(|program| print(&clients::snippets(&program))),
        Command::Serve(address) => serve(&arguments, address),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            say(&format!("error: {}", problem.trim_end()));
            ExitCode::from(2)
        }
    }
}

fn serve(arguments: &Arguments, address: Option<SocketAddr>) -> Result<(), String> {
    let server = Server {
        library: open(&arguments.specs)?,
        limit: Limit {
            tokens: arguments.max_tokens,
        },
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    match address {
        Some(address) => runtime.block_on(serve_http(server, address)),
        None => {
            let outcome = runtime.block_on(serve_stdio(server));
            // A read of standard input that is still pending must not keep the process.
            runtime.shutdown_background();
            outcome
        }
    }
}

/// Reads and lowers the documents.
fn open(specs: &[String]) -> Result<&'static Library, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let input = if specs.is_empty() {
        workspace::input(&|name| std::fs::read(root.join(name)))
    } else {
        let documents = workspace::files(specs, &|name| std::fs::read(name));
        documents.map(|documents| Input {
            documents,
            ..Input::default()
        })
    };
    let shown =
        |diagnostics: &[Diagnostic], sources: &Sources| match std::io::stderr().is_terminal() {
            true => render(diagnostics, sources, Colour::Always),
            false => render(diagnostics, sources, Colour::Never),
        };
    let input = input.map_err(|error| match error {
        InputError::File(problem) => problem,
        InputError::Content(failure) => shown(&failure.diagnostics, &failure.sources),
    })?;
    let lowered = lower_documents(&input);
    let lowered = lowered.map_err(|failure| shown(&failure.diagnostics, &failure.sources))?;
    if !lowered.warnings.is_empty() {
        say(&shown(&lowered.warnings, &lowered.sources));
    }
    Library::open(lowered.model, Changes::default())
}

async fn serve_stdio(server: Server) -> Result<(), String> {
    let (input, output) = rmcp::transport::stdio();
    let transport = AsyncRwTransport::new(input, output).with_max_line_length(LONGEST_LINE);
    match server.serve(transport).await {
        Ok(service) => service
            .waiting()
            .await
            .map(|_| ())
            .map_err(|error| error.to_string()),
        // The client went before it had said what it speaks.
        Err(ServerInitializeError::ConnectionClosed(_)) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

async fn serve_http(server: Server, address: SocketAddr) -> Result<(), String> {
    let site = server
        .library
        .reference
        .site()
        .map_err(|error| format!("{error:#}"))?;
    let listener = tokio::net::TcpListener::bind(address).await;
    let listener = listener.map_err(|error| format!("{address}: {error}"))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let router = http::router(server, Arc::new(site), address);
    say(&format!(
        "http://{address}/ is the site, http://{address}/mcp the server for tools"
    ));
    axum::serve(listener, router)
        .await
        .map_err(|error| error.to_string())
}

/// Writes to standard output. It is no error if the reader has closed the pipe.
fn print(text: &str) -> Result<(), String> {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    Ok(())
}

/// Writes a line to standard error.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
}
