//! An HTTP server on 127.0.0.1 that replies from a script and records what it receives.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use percent_encoding::percent_decode_str;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A request, as it was received.
#[derive(Debug, Clone)]
pub struct Received {
    /// The method.
    pub method: String,
    /// The path and the query, not decoded.
    pub target: String,
    /// The headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Received {
    /// The text of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let header = headers.find(|(key, _)| key.eq_ignore_ascii_case(name));
        header.map(|(_, text)| text.as_str())
    }

    /// The path, not decoded.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The query, not decoded.
    pub fn raw_query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The media type of the body, in lower case.
    pub fn media_type(&self) -> Option<String> {
        let kind = self.header("content-type")?.split(';').next()?;
        Some(kind.trim().to_ascii_lowercase())
    }
}

/// The pairs of a query or a form, decoded.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| {
        percent_decode_str(&text.replace('+', " "))
            .decode_utf8_lossy()
            .into_owned()
    };
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

/// A reply of the script.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body, sent as JSON.
    pub body: Option<Value>,
}

/// The server. It stops when it is dropped.
#[derive(Debug)]
pub struct Loopback {
    address: SocketAddr,
    shared: Arc<Mutex<State>>,
    accepting: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct State {
    script: VecDeque<Answer>,
    received: Vec<Received>,
}

impl Loopback {
    /// Starts a server on a free port.
    ///
    /// # Errors
    ///
    /// When no port can be bound.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Mutex::new(State::default()));
        let connections = Arc::clone(&shared);
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&connections);
                // A client that closes the connection early is not an error of the server.
                tokio::spawn(async move { serve(stream, &shared).await.ok() });
            }
        });
        Ok(Self {
            address,
            shared,
            accepting,
        })
    }

    /// The base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Sets the next replies, in order. Requests beyond them get status 404.
    pub fn script(&self, answers: impl IntoIterator<Item = Answer>) {
        lock(&self.shared).script = answers.into_iter().collect();
    }

    /// Returns what was received since the last call.
    pub fn take(&self) -> Vec<Received> {
        std::mem::take(&mut lock(&self.shared).received)
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

fn lock(shared: &Mutex<State>) -> MutexGuard<'_, State> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Serves one connection until the client closes it.
async fn serve(mut stream: TcpStream, shared: &Mutex<State>) -> io::Result<()> {
    let mut buffer = Vec::new();
    while let Some(request) = receive(&mut stream, &mut buffer).await? {
        let answer = {
            let mut shared = lock(shared);
            shared.received.push(request);
            shared.script.pop_front()
        };
        stream.write_all(&response_bytes(answer)).await?;
    }
    Ok(())
}

/// Reads the next request, or `None` if the client has closed the connection.
async fn receive(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<Received>> {
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    };
    let head: Vec<u8> = buffer.drain(..end + 4).collect();
    let head = String::from_utf8(head).map_err(io::Error::other)?;
    let mut lines = head.trim_end().split("\r\n");
    let mut first = lines.next().unwrap_or_default().split(' ');
    let (method, target) = (
        first.next().unwrap_or_default().to_owned(),
        first.next().unwrap_or_default().to_owned(),
    );
    let headers = lines.filter_map(|line| line.split_once(':'));
    let headers = headers
        .map(|(name, text)| (name.to_owned(), text.trim().to_owned()))
        .collect();
    let mut request = Received {
        method,
        target,
        headers,
        body: Vec::new(),
    };
    // The client always sends the length of a body: chunked bodies are not supported.
    let length: usize = request
        .header("content-length")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    while buffer.len() < length {
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
    request.body = buffer.drain(..length).collect();
    Ok(Some(request))
}

fn response_bytes(answer: Option<Answer>) -> Vec<u8> {
    let (status, body) = match answer {
        Some(Answer {
            status,
            body: Some(body),
        }) => (status, body.to_string()),
        Some(Answer { status, body: None }) => (status, String::new()),
        None => (
            404,
            String::from(r#"{"code": 0, "message": "no further request was expected"}"#),
        ),
    };
    let mut head = format!("HTTP/1.1 {status} Scripted\r\n");
    if !body.is_empty() {
        head += "Content-Type: application/json\r\n";
    }
    // Status 204 allows neither a body nor a length.
    if status != 204 {
        head += &format!("Content-Length: {}\r\n", body.len());
    }
    (head + "\r\n" + &body).into_bytes()
}
