//! Origins and base URLs, and which addresses in a reply may be followed.
//!
//! All of it serves one question: may credentials be sent there? So addresses are
//! read strictly. It may not know requests, replies or credentials.

use std::fmt;
use std::net::IpAddr;

use http::Uri;

use super::super::model::is_sid;
use super::encode;

/// Scheme, host and port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    secure: bool,
    /// In lower case. An IPv6 address has its brackets.
    host: String,
    port: u16,
}

impl Origin {
    pub(crate) fn https(host: String) -> Self {
        Self {
            secure: true,
            host,
            port: 443,
        }
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.secure
    }

    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    pub(crate) fn is_loopback(&self) -> bool {
        let bracketed = self.host.strip_prefix('[');
        let unbracketed = bracketed.and_then(|host| host.strip_suffix(']'));
        let host = unbracketed.unwrap_or(&self.host);
        match host.parse::<IpAddr>() {
            Ok(address) => address.is_loopback(),
            Err(_) => host == "localhost" || host.ends_with(".localhost"),
        }
    }

    /// The origin of an absolute address, or why it has none.
    fn from_uri(uri: &Uri) -> Result<Self, &'static str> {
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            Some(_) => return Err("its scheme is neither https nor http"),
            None => return Err("it has no scheme"),
        };
        let authority = uri.authority().ok_or("it has no host")?;
        if authority.as_str().contains('@') {
            return Err("it holds a user name");
        }
        if authority.host().is_empty() {
            return Err("it has no host");
        }
        let port = match (authority.port_u16(), authority.port()) {
            (Some(port), _) => port,
            (None, Some(_)) => return Err("its port is not a number"),
            (None, None) if secure => 443,
            (None, None) => 80,
        };
        Ok(Self {
            secure,
            host: authority.host().to_ascii_lowercase(),
            port,
        })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, default_port) = if self.secure {
            ("https", 443)
        } else {
            ("http", 80)
        };
        write!(f, "{scheme}://{}", self.host)?;
        if self.port != default_port {
            write!(f, ":{}", self.port)?;
        }
        Ok(())
    }
}

/// A URL without what may be secret in it: user, password, path, query and fragment. It
/// need not be a valid one.
pub(crate) fn without_secrets(url: &str) -> String {
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => (String::new(), url),
    };
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = match authority.rsplit_once('@') {
        // What looks like the host may be a part of the password.
        _ if path.contains('@') => "…",
        Some((_, host)) => host,
        None => authority,
    };
    let hidden = match path {
        "" | "/" => "",
        _ => "/…",
    };
    format!("{scheme}{host}{hidden}")
}

/// An origin and the prefix of every path on it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Base {
    pub(crate) origin: Origin,
    /// Empty, or begins with a slash and does not end with one.
    prefix: String,
}

/// Without the path, which may hold a secret of a gateway.
impl fmt::Debug for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = if self.prefix.is_empty() { "" } else { "/…" };
        write!(f, "{}{hidden}", self.origin)
    }
}

impl Base {
    pub(crate) fn root(origin: Origin) -> Self {
        Self {
            origin,
            prefix: String::new(),
        }
    }

    /// Parses a base URL that the user set.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let uri: Uri = text.parse().map_err(|_| "it is not a URL")?;
        let origin = Origin::from_uri(&uri)?;
        if uri.query().is_some() || text.contains('#') {
            return Err("a base URL has no query and no fragment");
        }
        let prefix = uri.path().trim_end_matches('/');
        if prefix
            .split('/')
            .any(|segment| matches!(segment, "." | ".."))
        {
            return Err("a base URL has no `.` or `..` in its path");
        }
        Ok(Self {
            origin,
            prefix: prefix.to_owned(),
        })
    }

    /// The URL of a target, which is a path and query that begins with a slash.
    pub(crate) fn url(&self, target: &str) -> String {
        format!("{}{}{target}", self.origin, self.prefix)
    }

    /// A path on this origin without the prefix.
    fn strip_prefix<'a>(&self, target: &'a str) -> &'a str {
        match target.strip_prefix(self.prefix.as_str()) {
            Some(rest) if rest.starts_with('/') => rest,
            _ => target,
        }
    }
}

/// Why an address in a reply is not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    NotAnAddress(&'static str),
    OtherOrigin { actual: String, expected: String },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnAddress(problem) => f.write_str(problem),
            Self::OtherOrigin { actual, expected } => {
                write!(
                    f,
                    "it points to {actual}, and this client talks to {expected}"
                )
            }
        }
    }
}

/// The target of the next page, from the address in a reply.
///
/// `current` is the target of that reply. An absolute address must have the
/// origin of `base`, or that of `published`, which is there if the user set the
/// base. A relative address is resolved. The query is kept byte for byte.
pub(crate) fn follow(
    base: &Base,
    published: Option<&Origin>,
    current: &str,
    next: &str,
) -> Result<String, Refusal> {
    let reference = next.split('#').next().unwrap_or(next);
    if reference.is_empty() {
        return Err(Refusal::NotAnAddress("it is empty"));
    }
    if reference
        .bytes()
        .any(|byte| byte <= b' ' || byte >= 0x7f || byte == b'\\')
    {
        return Err(Refusal::NotAnAddress("it is not a URL"));
    }
    if let Some(rest) = reference.strip_prefix("//") {
        let scheme = if base.origin.secure { "https" } else { "http" };
        return absolute(base, published, &format!("{scheme}://{rest}"));
    }
    let mut first_segment = reference
        .bytes()
        .take_while(|byte| !matches!(byte, b'?' | b'/'));
    if first_segment.any(|byte| byte == b':') {
        return absolute(base, published, reference);
    }
    let path = current.split('?').next().unwrap_or(current);
    let resolved = if reference.starts_with('/') {
        base.strip_prefix(reference).to_owned()
    } else if reference.starts_with('?') {
        format!("{path}{reference}")
    } else {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{folder}/{reference}")
    };
    normalized_target(resolved)
}

fn absolute(base: &Base, published: Option<&Origin>, next: &str) -> Result<String, Refusal> {
    let uri: Uri = next
        .parse()
        .map_err(|_| Refusal::NotAnAddress("it is not a URL"))?;
    let origin = Origin::from_uri(&uri).map_err(Refusal::NotAnAddress)?;
    let target = uri.path_and_query().map_or("/", |target| target.as_str());
    if origin == base.origin {
        normalized_target(base.strip_prefix(target).to_owned())
    } else if published == Some(&origin) {
        normalized_target(target.to_owned())
    } else {
        Err(Refusal::OtherOrigin {
            actual: origin.to_string(),
            expected: base.origin.to_string(),
        })
    }
}

/// A target with one query parameter set in place of earlier values. The others
/// are kept byte for byte.
pub(crate) fn with_parameter(target: &str, name: &str, value: &str) -> String {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut out = format!("{path}?");
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let set = pair.split('=').next().unwrap_or(pair);
        if encode::decoded(set) != name {
            out.push_str(pair);
            out.push('&');
        }
    }
    out.push_str(&encode::pairs(std::iter::once((name, value))));
    out
}

/// A target that begins with one slash, unless its path has dot segments, escaped
/// or not, or could be read as a host.
fn normalized_target(target: String) -> Result<String, Refusal> {
    let path = target.split('?').next().unwrap_or(&target);
    let has_dot_segment = path
        .split('/')
        .any(|segment| matches!(encode::decoded(segment).as_str(), "." | ".."));
    if has_dot_segment || target.starts_with("//") {
        return Err(Refusal::NotAnAddress("its path is not a plain one"));
    }
    if target.starts_with('?') {
        return Ok(format!("/{target}"));
    }
    Ok(target)
}

/// Whether a text from outside, such as that of a cursor, is a valid target.
pub(crate) fn is_target(target: &str) -> bool {
    target.starts_with('/')
        && target
            .bytes()
            .all(|byte| byte > b' ' && byte < 0x7f && byte != b'#' && byte != b'\\')
        && normalized_target(target.to_owned()).is_ok()
}

/// Whether a target is a page of the list at a path. The paths must be the same,
/// except that the API may write the SID of a resource where the caller named it
/// and the template has a parameter.
pub(crate) fn is_page_of(target: &str, list: &str, template: &str) -> bool {
    let path = target.split('?').next().unwrap_or(target);
    let mut template = template.split('/');
    let (mut target_segments, mut list_segments) = (path.split('/'), list.split('/'));
    loop {
        let parameter = template.next().is_some_and(|part| part.contains('{'));
        let (segment, expected) = match (target_segments.next(), list_segments.next()) {
            (None, None) => return true,
            (Some(segment), Some(expected)) => {
                (encode::decoded(segment), encode::decoded(expected))
            }
            _ => return false,
        };
        let renamed = parameter && is_sid(&segment) && !is_sid(&expected);
        if segment != expected && !renamed {
            return false;
        }
    }
}

/// The host of an address in a reply, to be shown in an error.
pub(crate) fn host_of(address: &str) -> Option<String> {
    let uri: Uri = address.parse().ok()?;
    Some(uri.host()?.to_owned())
}
