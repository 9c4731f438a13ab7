//! Whether to try again, and after how long: a pure function of what happened.
//!
//! | what happened | GET, HEAD, PUT, DELETE | POST, PATCH | replayable POST, PATCH |
//! |---|---|---|---|
//! | 429 | again | again | again |
//! | not sent: no connection, no TLS, no free place in the pool | again | again | again |
//! | 408, 5xx except 501 | again | stop | again |
//! | no reply in time, connection broken | again | stop | again |
//! | any other status, a reply that is too long | stop | stop | stop |
//!
//! "Again" ends with the attempts or the time that there are. The wait is what
//! `Retry-After` says, up to a cap; without it, a random part of a time that
//! doubles with each attempt, up to a cap.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, header};

use super::super::transport::TransportErrorKind;
use super::super::wire::Method;

/// When to try again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    first_wait: Duration,
    longest_wait: Duration,
    longest_retry_after: Duration,
}

impl Default for RetryPolicy {
    /// Four attempts; waits up to 0.5 s, 1 s, 2 s; `Retry-After` up to 30 s.
    fn default() -> Self {
        Self {
            attempts: 4,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(10),
            longest_retry_after: Duration::from_secs(30),
        }
    }
}

impl RetryPolicy {
    /// Never tries again.
    #[must_use]
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// The most attempts, the first one included. 0 counts as 1.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The longest wait after the first attempt. It doubles with each further
    /// one; the wait is a random part of it.
    #[must_use]
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// The longest wait after any attempt, where the server asks for none.
    #[must_use]
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    /// The longest wait that a server's `Retry-After` can cause. Where it asks
    /// for more, this is how long is waited.
    #[must_use]
    pub fn longest_retry_after(mut self, wait: Duration) -> Self {
        self.longest_retry_after = wait;
        self
    }

    /// Whether to try again after an attempt that failed.
    #[must_use]
    pub fn decide(&self, failed: &FailedAttempt<'_>) -> Decision {
        if failed.attempt >= self.attempts || !failed.may_repeat() {
            return Decision::Stop;
        }
        let retry_after = failed
            .headers
            .and_then(|headers| retry_after(headers, failed.now));
        Decision::Wait(match retry_after {
            Some(wait) => wait.min(self.longest_retry_after),
            None => jittered(self.backoff(failed.attempt), failed.jitter),
        })
    }

    fn backoff(&self, attempt: u32) -> Duration {
        let factor = 2u32.saturating_pow(attempt.saturating_sub(1));
        self.first_wait
            .saturating_mul(factor)
            .min(self.longest_wait)
    }
}

/// A part of a time; the whole where the part is no number or out of range.
fn jittered(whole: Duration, jitter: f64) -> Duration {
    Duration::try_from_secs_f64(whole.as_secs_f64() * jitter).map_or(whole, |wait| wait.min(whole))
}

/// An attempt that failed: everything that the decision depends on.
#[derive(Clone, Debug)]
pub struct FailedAttempt<'a> {
    /// The operation's method.
    pub method: Method,
    /// Whether the caller allows to repeat what may have been carried out.
    pub replayable: bool,
    /// What happened.
    pub failure: Failure,
    /// The number of the attempt, from 1.
    pub attempt: u32,
    /// The reply's headers, where there was a reply.
    pub headers: Option<&'a HeaderMap>,
    /// The time of day.
    pub now: SystemTime,
    /// A random number from 0 to 1.
    pub jitter: f64,
}

/// How an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// There was a reply with this status, which is not success.
    Status(u16),
    /// There was no reply.
    Transport(TransportErrorKind),
}

/// What to do about an attempt that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Give up and report the failure.
    Stop,
    /// Try again after this time.
    Wait(Duration),
}

impl FailedAttempt<'_> {
    fn may_repeat(&self) -> bool {
        let harmless = self.replayable || self.method.is_idempotent();
        match self.failure {
            // Refused before anything was done.
            Failure::Status(429) => true,
            Failure::Status(status) => harmless && is_passing(status),
            Failure::Transport(kind) if kind.is_unsent() => true,
            Failure::Transport(TransportErrorKind::Timeout | TransportErrorKind::Broken) => {
                harmless
            }
            Failure::Transport(_) => false,
        }
    }
}

/// Whether a status speaks of a trouble that may pass.
pub(crate) fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 429 | 500..=599) && status != 501
}

/// The wait that a reply asks for: seconds, or a date. A date is compared with
/// the reply's own where it has one, so that clocks need not agree.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
        // More digits than fit are a long time all the same.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    let reply_date = headers
        .get(header::DATE)
        .and_then(|date| date.to_str().ok());
    let now = reply_date
        .and_then(|date| httpdate::parse_http_date(date).ok())
        .unwrap_or(now);
    // A date that has passed asks for no wait.
    Some(date.duration_since(now).unwrap_or_default())
}
