//! `reference-mcp`: the reference of the documents, served to people as a site and to their tools over the Model
//! Context Protocol.
//!
//! ```text
//! documents → generator (model → pages) → library → tools, resources → server → stdio, or HTTP beside the site
//! ```
//!
//! Everything is lowered when it starts, in the background, and read from memory after that. It writes nothing and
//! opens no connection.

mod arguments;
mod background;
mod clients;
mod excerpt;
mod http;
mod library;
mod listing;
mod reply;
mod resources;
mod schema;
mod server;
mod terminal;
mod tools;

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

use generator::pipeline::{Failure, Input, lower_documents};
use generator::workspace::{self, InputError};
use rmcp::ServiceExt;
use rmcp::service::ServerInitializeError;
use rmcp::transport::async_rw::AsyncRwTransport;

use crate::arguments::{Arguments, Command, HELP};
use crate::background::Background;
use crate::library::Library;
use crate::reply::Limit;
use crate::server::Server;
use crate::terminal::{print, say, show};

/// A message over standard input has at most so many bytes.
const LONGEST_LINE: usize = 1 << 20;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            say(&format!("error: {problem}"));
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    let arguments = arguments::parse().map_err(|problem| format!("{problem}\n\n{HELP}"))?;
    match arguments.command {
        Command::Help => print(HELP),
        Command::PrintConfig => {
            let program = std::env::current_exe().map_err(|error| error.to_string())?;
            print(&clients::snippets(&program));
        }
        Command::Serve(address) => serve(arguments, address)?,
    }
    Ok(())
}

fn serve(arguments: Arguments, address: Option<SocketAddr>) -> Result<(), String> {
    let limit = Limit {
        tokens: arguments.max_tokens,
    };
    let library = Background::begin(move || open(&arguments.specs, &arguments.hosts));
    let server = Server { library, limit };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    match address {
        Some(address) => runtime.block_on(serve_http(server, address)),
        None => {
            let outcome = runtime.block_on(serve_stdio(server));
            // A read of standard input that is still pending must not keep the process, but what is wrong with the
            // documents is told even to nobody.
            runtime.shutdown_background();
            library.wait();
            outcome
        }
    }
}

/// Reads a file as far as documents are read.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    workspace::read_bounded(std::fs::File::open(path)?)
}

/// Reads and lowers the documents.
fn open(specs: &[String], hosts: &[String]) -> Result<Library, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let input = if specs.is_empty() {
        workspace::input(&|name| read_file(&root.join(name)))
    } else {
        let documents = workspace::files(specs, &|name| read_file(Path::new(name)));
        documents.map(|documents| Input {
            documents,
            ..Input::default()
        })
    };
    let refuse = |error| match error {
        InputError::File(problem) => problem,
        InputError::Content(failure) => unusable(&failure),
    };
    let mut input = input.map_err(refuse)?;
    input.config.hosts.extend_from_slice(hosts);
    let changes = workspace::changes(&|name| read_file(&root.join(name))).map_err(refuse)?;
    let lowered = lower_documents(&input).map_err(|failure| unusable(&failure))?;
    if !lowered.warnings.is_empty() {
        show(&lowered.warnings, &lowered.sources);
    }
    Library::open(lowered.model, changes)
}

/// Shows what is wrong with the documents.
fn unusable(failure: &Failure) -> String {
    show(&failure.diagnostics, &failure.sources);
    String::from("the documents cannot be served")
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
    let listener = tokio::net::TcpListener::bind(address).await;
    let listener = listener.map_err(|error| format!("{address}: {error}"))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let library = server.library;
    let site = Background::begin(move || {
        let site = library.wait().reference.site();
        site.map_err(|error| format!("{error:#}"))
    });
    let router = http::router(server, site, address);
    say(&format!(
        "http://{address}/ is the site, http://{address}/mcp the server for tools"
    ));
    axum::serve(listener, router)
        .await
        .map_err(|error| error.to_string())
}
