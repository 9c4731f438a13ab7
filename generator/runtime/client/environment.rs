//! Credentials and region from environment variables, and errors that name the
//! variable at fault but never show its value.
//!
//! Everything here is `#[inline]`, so that only crates that read the environment
//! compile it.

use std::ffi::OsString;

use super::super::error::{ConfigError, Error};
use super::credentials::Credentials;
use super::hosts::Region;

const ACCOUNT_SID: &str = "TWILIO_ACCOUNT_SID";
const AUTH_TOKEN: &str = "TWILIO_AUTH_TOKEN";
const API_KEY: &str = "TWILIO_API_KEY";
const API_SECRET: &str = "TWILIO_API_SECRET";
const REGION: &str = "TWILIO_REGION";
const EDGE: &str = "TWILIO_EDGE";

/// Looks up a variable by its name.
pub(crate) type Lookup<'a> = &'a dyn Fn(&str) -> Option<OsString>;

impl Credentials {
    /// Credentials from environment variables: `TWILIO_API_KEY` and `TWILIO_API_SECRET`,
    /// with or without `TWILIO_ACCOUNT_SID`; or `TWILIO_ACCOUNT_SID` and
    /// `TWILIO_AUTH_TOKEN`. An empty variable counts as not set.
    ///
    /// ```no_run
    /// use twilio_runtime::{Client, Credentials, Error, Region};
    ///
    /// fn client() -> Result<Client, Error> {
    ///     Client::builder(Credentials::from_env()?).region(Region::Ie1).build()
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// If a variable is missing or malformed; the error names it.
    #[inline]
    pub fn from_env() -> Result<Self, Error> {
        credentials(&|name| std::env::var_os(name))
    }
}

/// An API key if `TWILIO_API_KEY` or `TWILIO_API_SECRET` is set, otherwise the
/// auth token of the account.
#[inline]
pub(crate) fn credentials(lookup: Lookup<'_>) -> Result<Credentials, Error> {
    let account = sid(lookup, ACCOUNT_SID, "AC")?;
    let key = sid(lookup, API_KEY, "SK")?;
    let secret = secret(lookup, API_SECRET)?;
    match (key, secret) {
        (Some(key), Some(secret)) => {
            let credentials = Credentials::api_key(key, secret);
            Ok(match account {
                Some(account) => credentials.for_account(account),
                None => credentials,
            })
        }
        (Some(_), None) => Err(missing(
            API_SECRET,
            "TWILIO_API_KEY is set and goes with it",
        )),
        (None, Some(_)) => Err(missing(
            API_KEY,
            "TWILIO_API_SECRET is set and goes with it",
        )),
        (None, None) => {
            let hint = "set it and TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET";
            let account = account.ok_or_else(|| missing(ACCOUNT_SID, hint))?;
            let hint =
                "it goes with TWILIO_ACCOUNT_SID; or set TWILIO_API_KEY and TWILIO_API_SECRET";
            let token =
                self::secret(lookup, AUTH_TOKEN)?.ok_or_else(|| missing(AUTH_TOKEN, hint))?;
            Ok(Credentials::auth_token(account, token))
        }
    }
}

/// The region, if one is set. An edge alone means the United States, as in Twilio's
/// own libraries. The hosts there are the same for all edges and do not name one;
/// elsewhere the edge must be the one through which the region is reached, since
/// there are no other hosts.
#[inline]
pub(crate) fn region(lookup: Lookup<'_>) -> Result<Option<Region>, Error> {
    let edge = text(lookup, EDGE)?;
    let Some(name) = text(lookup, REGION)? else {
        return Ok(edge.map(|_| Region::Us1));
    };
    let region: Region = name
        .parse()
        .map_err(|_| malformed(REGION, "expected us1, ie1 or au1"))?;
    match (edge, region.edge()) {
        (None, _) | (Some(_), None) => Ok(Some(region)),
        (Some(edge), Some(only)) if edge == only => Ok(Some(region)),
        (Some(_), Some(only)) => Err(malformed(
            EDGE,
            &format!("{region} is reached through {only} only; leave it out"),
        )),
    }
}

/// The text of a variable; an empty one counts as not set.
#[inline]
fn text(lookup: Lookup<'_>, name: &'static str) -> Result<Option<String>, Error> {
    match lookup(name).map(OsString::into_string) {
        None => Ok(None),
        Some(Err(_)) => Err(malformed(name, "it is not Unicode")),
        Some(Ok(text)) if text.is_empty() => Ok(None),
        Some(Ok(text)) => Ok(Some(text)),
    }
}

#[inline]
fn sid(
    lookup: Lookup<'_>,
    name: &'static str,
    prefix: &'static str,
) -> Result<Option<String>, Error> {
    let Some(text) = text(lookup, name)? else {
        return Ok(None);
    };
    let digits = text.strip_prefix(prefix);
    if digits.is_some_and(|digits| {
        digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    }) {
        return Ok(Some(text));
    }
    let actual = match digits {
        None => format!("something that does not begin with {prefix}"),
        Some(_) if text.trim() != text => "white space around it".to_owned(),
        Some(digits) if digits.chars().count() != 32 => {
            format!("{} characters", text.chars().count())
        }
        Some(_) => "other characters".to_owned(),
    };
    Err(malformed(
        name,
        &format!("expected {prefix} and 32 hexadecimal digits, found {actual}"),
    ))
}

#[inline]
fn secret(lookup: Lookup<'_>, name: &'static str) -> Result<Option<String>, Error> {
    match text(lookup, name)? {
        Some(text) if text.chars().any(|c| c.is_control() || c.is_whitespace()) => Err(malformed(
            name,
            "it holds white space, perhaps a line break at its end",
        )),
        secret => Ok(secret),
    }
}

#[inline]
fn missing(name: &'static str, hint: &str) -> Error {
    ConfigError::variable(name, format!("{name} is not set: {hint}")).into()
}

#[inline]
fn malformed(name: &'static str, problem: &str) -> Error {
    ConfigError::variable(name, format!("{name} is malformed: {problem}")).into()
}
