//! Clients: one over standard input and output, one over HTTP, each in either generation of the protocol.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use serde_json::{Map, Value, json};

/// A client over standard input and output that all tests share which need no server of their own. Its server ends with
/// the tests, when its input does.
pub(crate) fn shared() -> MutexGuard<'static, Client> {
    static CLIENT: LazyLock<Mutex<Client>> =
        LazyLock::new(|| Mutex::new(Client::stdio(Generation::New, &[])));
    CLIENT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A generation of the protocol.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Generation {
    /// Begins with `initialize`.
    Old,
    /// Says in each request what it speaks.
    New,
}

impl Generation {
    pub(crate) fn version(self) -> &'static str {
        match self {
            Self::Old => "2025-06-18",
            Self::New => "2026-07-28",
        }
    }
}

/// How messages travel.
enum Way {
    Stdio(ChildStdin, BufReader<ChildStdout>),
    Http(SocketAddr),
}

/// A client of a server of its own, which ends with it.
pub(crate) struct Client {
    child: Child,
    way: Way,
    generation: Generation,
    last_id: u64,
    /// The answer to the first request.
    pub(crate) greeting: Value,
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reference-mcp"));
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    command
}

impl Client {
    pub(crate) fn stdio(generation: Generation, arguments: &[&str]) -> Self {
        let mut child = command(arguments).stderr(Stdio::null()).spawn().unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self::greeted(child, Way::Stdio(input, output), generation)
    }

    pub(crate) fn http(generation: Generation, arguments: &[&str]) -> Self {
        let arguments = [&["--http", "127.0.0.1:0"], arguments].concat();
        let mut child = command(&arguments).stderr(Stdio::piped()).spawn().unwrap();
        let mut errors = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        let address = loop {
            line.clear();
            assert!(
                errors.read_line(&mut line).unwrap() > 0,
                "it ended before it listened"
            );
            let address = line
                .strip_prefix("http://")
                .and_then(|rest| rest.split('/').next());
            if let Some(address) = address {
                break address.parse().unwrap();
            }
        };
        Self::greeted(child, Way::Http(address), generation)
    }

    fn greeted(child: Child, way: Way, generation: Generation) -> Self {
        let mut client = Self {
            child,
            way,
            generation,
            last_id: 0,
            greeting: Value::Null,
        };
        client.greeting = match generation {
            Generation::New => client.ask("server/discover", json!({})),
            Generation::Old => {
                let greeting = client.ask(
                    "initialize",
                    json!({
                        "protocolVersion": generation.version(), "capabilities": {},
                        "clientInfo": {"name": "test", "version": "1"}
                    }),
                );
                client.send(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}));
                greeting
            }
        };
        client
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        match self.way {
            Way::Http(address) => address,
            Way::Stdio(..) => panic!("it is not served over HTTP"),
        }
    }

    /// The whole answer to a request.
    pub(crate) fn ask(&mut self, method: &str, mut params: Value) -> Value {
        self.last_id += 1;
        if self.generation == Generation::New {
            params["_meta"] = json!({
                "io.modelcontextprotocol/protocolVersion": self.generation.version(),
                "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
                "io.modelcontextprotocol/clientCapabilities": {}
            });
        }
        let id = self.last_id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))
    }

    /// The result of a request.
    pub(crate) fn result(&mut self, method: &str, params: Value) -> Value {
        let mut answer = self.ask(method, params);
        assert!(answer["result"].is_object(), "{method}: {answer}");
        answer["result"].take()
    }

    /// The result of a tool.
    pub(crate) fn call(&mut self, tool: &str, arguments: Value) -> Value {
        self.result("tools/call", json!({"name": tool, "arguments": arguments}))
    }

    /// The structured content of a tool that does not refuse.
    pub(crate) fn answer(&mut self, tool: &str, arguments: Value) -> Value {
        let mut result = self.call(tool, arguments);
        assert_eq!(result["isError"], false, "{tool}: {result}");
        result["structuredContent"].take()
    }

    fn send(&mut self, message: &Value) -> Value {
        let is_request = message.get("id").is_some();
        match &mut self.way {
            Way::Stdio(input, output) => {
                writeln!(input, "{message}").unwrap();
                if !is_request {
                    return Value::Null;
                }
                let mut line = String::new();
                output.read_line(&mut line).unwrap();
                serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
            }
            Way::Http(address) => {
                let headers = headers(self.generation, message);
                let headers: Vec<(&str, &str)> = headers
                    .iter()
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                let reply = request(*address, "POST", "/mcp", &headers, &message.to_string());
                match is_request {
                    true => serde_json::from_str(&reply.body)
                        .unwrap_or_else(|error| panic!("{error}: {} {}", reply.status, reply.body)),
                    false => Value::Null,
                }
            }
        }
    }

    /// Closes the input, and waits for the server to end.
    pub(crate) fn close(mut self) -> bool {
        let nowhere = Way::Http(SocketAddr::from(([127, 0, 0, 1], 0)));
        match std::mem::replace(&mut self.way, nowhere) {
            Way::Stdio(input, mut output) => {
                drop(input);
                let mut rest = String::new();
                output.read_to_string(&mut rest).unwrap();
                rest.is_empty() && self.child.wait().unwrap().success()
            }
            Way::Http(_) => panic!("it does not end by itself"),
        }
    }

    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the protocol asks of the headers.
fn headers(generation: Generation, message: &Value) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("Host", String::from("localhost")),
        ("Content-Type", String::from("application/json")),
        (
            "Accept",
            String::from("application/json, text/event-stream"),
        ),
    ];
    let method = message["method"].as_str().unwrap_or_default();
    if method != "initialize" {
        headers.push(("MCP-Protocol-Version", generation.version().to_owned()));
    }
    if generation == Generation::New {
        headers.push(("Mcp-Method", method.to_owned()));
        let params = message["params"]
            .as_object()
            .cloned()
            .unwrap_or_else(Map::new);
        let name = params.get("name").or_else(|| params.get("uri"));
        if let Some(name) = name.and_then(Value::as_str) {
            headers.push(("Mcp-Name", name.to_owned()));
        }
    }
    headers
}

/// A reply over HTTP.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// With names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut headers = self.headers.iter();
        headers
            .find(|(other, _)| other == name)
            .map_or("", |(_, value)| value)
    }
}

/// Sends a request with just these headers.
pub(crate) fn request(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Reply {
    let mut stream = TcpStream::connect(address).unwrap();
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    let (head, body) = reply.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines.filter_map(|line| line.split_once(": "));
    Reply {
        status,
        headers: headers
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect(),
        body: body.to_owned(),
    }
}
