//! Whether to try again, and after how long, as a pure function of what happened.
//!
//! | what happened | GET, HEAD, PUT, DELETE | POST, PATCH | replayable POST, PATCH |
//! |---|---|---|---|
//! | 429 | again | again | again |
//! | not sent: no connection, no TLS, no free connection | again | again | again |
//! | 408, 5xx except 501, or as [`RetryPolicy::statuses`] says | again | stop | again |
//! | no reply in time, connection broken | again | stop | again |
//! | any other status, a reply that is too long | stop | stop | stop |
//!
//! "Again" applies while attempts and time are left. The wait is the one that
//! `Retry-After` asks for; if that is longer than a cap, the call stops, because
//! asking earlier is what the server does not want. Without that header, or if it
//! asks for no wait, it is a random part of a time that doubles with each attempt,
//! up to a cap.
//!
//! It may not know requests, nor send or wait itself.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, header};

use super::super::transport::TransportErrorKind;
use super::super::wire::Method;

/// Decides whether and when a call is tried again after a failed attempt.
///
/// The default is four attempts, with waits of up to 0.5, 1 and 2 seconds, or as
/// `Retry-After` asks. If that is more than 30 seconds, there is no further attempt.
///
/// ```
/// use std::time::Duration;
/// use twilio_runtime::RetryPolicy;
///
/// let policy = RetryPolicy::default()
///     .attempts(2)
///     .first_wait(Duration::from_millis(200))
///     .statuses([429, 503]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    /// In place of those that are transient by HTTP.
    statuses: Option<Vec<u16>>,
    first_wait: Duration,
    longest_wait: Duration,
    longest_retry_after: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 4,
            statuses: None,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(10),
            longest_retry_after: Duration::from_secs(30),
        }
    }
}

impl RetryPolicy {
    /// A policy that never tries again.
    #[must_use]
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// Sets the largest number of attempts, including the first. The default is 4;
    /// 0 counts as 1.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// Sets which statuses lead to another attempt, in place of 408, 429 and 5xx except
    /// 501. A `POST` or `PATCH` is repeated after 429 alone, unless it is
    /// [`replayable`](super::super::Call::replayable): after any other status it may
    /// have been carried out.
    #[must_use]
    pub fn statuses(mut self, statuses: impl IntoIterator<Item = u16>) -> Self {
        self.statuses = Some(statuses.into_iter().collect());
        self
    }

    /// Sets the longest wait after the first attempt, which doubles with each
    /// further one. The actual wait is a random part of it. The default is half a
    /// second.
    #[must_use]
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// Sets the longest wait after any attempt for which the server does not ask for
    /// one. The default is 10 seconds.
    #[must_use]
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    /// Sets the longest wait that `Retry-After` can cause. If it asks for more, there
    /// is no further attempt, and the error has the time
    /// ([`ApiError::retry_after`](super::super::ApiError::retry_after)). The default
    /// is 30 seconds.
    #[must_use]
    pub fn longest_retry_after(mut self, wait: Duration) -> Self {
        self.longest_retry_after = wait;
        self
    }

    /// Decides what to do after a failed attempt.
    #[must_use]
    pub fn decide(&self, failed: &FailedAttempt<'_>) -> Decision {
        if failed.attempt >= self.attempts || !self.may_repeat(failed) {
            return Decision::Stop;
        }
        let retry_after = failed
            .headers
            .and_then(|headers| retry_after(headers, failed.now));
        match retry_after {
            Some(wait) if wait > self.longest_retry_after => Decision::Stop,
            Some(wait) => Decision::Wait(wait),
            None => Decision::Wait(jittered(self.backoff(failed.attempt), failed.jitter)),
        }
    }

    fn may_repeat(&self, failed: &FailedAttempt<'_>) -> bool {
        let is_safe = failed.replayable || failed.method.is_idempotent();
        match failed.failure {
            // With 429 the server refused the request without carrying it out.
            Failure::Status(status) => self.retries(status) && (is_safe || status == 429),
            Failure::Transport(TransportErrorKind::NoRuntime) => false,
            Failure::Transport(kind) if kind.is_unsent() => true,
            Failure::Transport(TransportErrorKind::Timeout | TransportErrorKind::Broken) => is_safe,
            Failure::Transport(_) => false,
        }
    }

    fn retries(&self, status: u16) -> bool {
        match &self.statuses {
            Some(statuses) => statuses.contains(&status),
            None => is_transient(status),
        }
    }

    fn backoff(&self, attempt: u32) -> Duration {
        let factor = 2u32.saturating_pow(attempt.saturating_sub(1));
        self.first_wait
            .saturating_mul(factor)
            .min(self.longest_wait)
    }
}

/// A wait scaled by a number from 0 to 1. For any other number it is the whole
/// wait, or none for a negative one.
fn jittered(whole: Duration, jitter: f64) -> Duration {
    Duration::try_from_secs_f64(whole.as_secs_f64() * jitter).map_or(whole, |wait| wait.min(whole))
}

/// A failed attempt: everything on which the decision depends.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FailedAttempt<'a> {
    /// The operation's method.
    pub method: Method,
    /// Whether the caller allows an attempt to be repeated that may have been carried
    /// out.
    pub replayable: bool,
    /// How the attempt failed.
    pub failure: Failure,
    /// The number of the attempt, from 1.
    pub attempt: u32,
    /// The headers of the reply, if there was one.
    pub headers: Option<&'a HeaderMap>,
    /// The time of day.
    pub now: SystemTime,
    /// A random number from 0 to 1, by which the longest wait is multiplied.
    pub jitter: f64,
}

/// How an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// The reply has this status, which is not 2xx.
    Status(u16),
    /// There was no reply.
    Transport(TransportErrorKind),
}

/// What to do after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decision {
    /// Give up, and report the failure.
    Stop,
    /// Try again after this time.
    Wait(Duration),
}

impl FailedAttempt<'_> {
    /// A first attempt of a call that is not replayable, which failed at this time
    /// without a reply's headers. The wait after it would be the longest. The fields
    /// can be set.
    ///
    /// ```
    /// use std::time::SystemTime;
    /// use twilio_runtime::{Decision, FailedAttempt, Failure, Method, RetryPolicy};
    ///
    /// let mut failed = FailedAttempt::new(Method::Post, Failure::Status(503), SystemTime::now());
    /// assert_eq!(RetryPolicy::default().decide(&failed), Decision::Stop);
    /// failed.replayable = true;
    /// assert_ne!(RetryPolicy::default().decide(&failed), Decision::Stop);
    /// ```
    #[must_use]
    pub fn new(method: Method, failure: Failure, now: SystemTime) -> Self {
        Self {
            method,
            replayable: false,
            failure,
            attempt: 1,
            headers: None,
            now,
            jitter: 1.0,
        }
    }
}

/// Whether a status stands for a failure that may pass.
pub(crate) fn is_transient(status: u16) -> bool {
    matches!(status, 408 | 429 | 500..=599) && status != 501
}

/// The longest wait that a reply can ask for, more than a hundred years.
const LONGEST: u64 = u32::MAX as u64;

/// The wait that a reply asks for, in seconds or until a date, or `None` if it asks
/// for none. If the reply has a date of its own, the wait is counted from that, so
/// that clocks need not agree.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
        // A number that is too large still asks for a long wait.
        Duration::from_secs(text.parse().unwrap_or(LONGEST).min(LONGEST))
    } else {
        let date = httpdate::parse_http_date(text).ok()?;
        let reply_date = headers
            .get(header::DATE)
            .and_then(|date| date.to_str().ok());
        let now = reply_date
            .and_then(|date| httpdate::parse_http_date(date).ok())
            .unwrap_or(now);
        // A date in the past asks for no wait.
        date.duration_since(now).unwrap_or_default()
    };
    // Without a wait, all that fail at once would ask again at once.
    Some(wait).filter(|wait| !wait.is_zero())
}
