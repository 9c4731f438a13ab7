//! Sends a call: credentials, attempts, the waits between them and the deadline.
//!
//! This is the only async part of a call, and it is compiled once for all
//! operations. It may not know what a reply is read into.

use std::sync::OnceLock;
use std::task::Poll;
use std::time::Duration;

use http::{HeaderValue, header};

use super::super::client::Client;
use super::super::client::{Authorization, AuthorizationSource, Mask};
use super::super::error::ApiError;
use super::super::error::{CallError, CredentialsError, Error, HookError};
use super::super::future::BoxFuture;
use super::super::transport::{TransportError, TransportErrorKind, TransportReply};
use super::super::wire::Operation;
use super::super::wire::Request;
use super::super::wire::{Answer, request_id};
use super::attempt::Attempt;
use super::request_builder::RequestBuilder;
use super::retry::{Decision, FailedAttempt, Failure, RetryPolicy, retry_after};
use super::spans::Span;

/// Sends a call and yields its successful answer.
pub(crate) fn deliver(builder: Box<RequestBuilder>) -> BoxFuture<'static, Result<Answer, Error>> {
    Box::pin(async move {
        let host = builder.destination().base.origin.host().to_owned();
        let span = Span::call(builder.operation, &host);
        let run = CallRun::new(&builder, span.clone())?;
        span.around(Box::pin(run.run())).await
    })
}

/// What came of an attempt.
type Outcome = Result<TransportReply, TransportError>;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A call under way.
struct CallRun<'a> {
    builder: &'a RequestBuilder,
    client: &'a Client,
    operation: &'static Operation,
    request: Request,
    policy: &'a RetryPolicy,
    /// When the call has to end, by the transport's monotonic clock.
    deadline: Duration,
    span: Span,
}

/// Why an attempt is not sent.
enum AttemptRefusal {
    /// There are no credentials.
    Credentials(BoxError),
    /// A hook stopped it.
    Hook(BoxError),
}

/// How an attempt failed, with the reply or the error.
enum AttemptFailure {
    Status(TransportReply),
    Transport(TransportError),
}

impl<'a> CallRun<'a> {
    fn new(builder: &'a RequestBuilder, span: Span) -> Result<Self, Error> {
        let client = &builder.client;
        let options = &builder.options;
        let overall = options.timeout.unwrap_or(client.limits().timeout);
        Ok(Self {
            builder,
            client,
            operation: builder.operation,
            request: builder.request()?,
            policy: options.retry.as_ref().unwrap_or(client.retry_policy()),
            deadline: client.transport().monotonic().saturating_add(overall),
            span,
        })
    }

    async fn run(self) -> Result<Answer, Error> {
        let mut number = 0;
        let mut unsent = true;
        loop {
            number += 1;
            self.span.attempts(number);
            let host = &self.builder.destination().base.origin;
            let span = Span::attempt(self.operation, host.host(), number);
            let started = self.client.transport().monotonic();
            let attempt = self.attempt();
            let refused = |refusal| self.refused(refusal, number, unsent);
            let (outcome, mask) = span.around(Box::pin(attempt)).await.map_err(refused)?;
            let failure = match outcome {
                Ok(reply) if self.operation.succeeds_with(reply.status()) => {
                    self.answered(&span, &reply);
                    self.report(number, started, Ok(&reply), None);
                    self.client.retry_budget().give_back(number);
                    return Ok(self.answer(reply, mask, number));
                }
                Ok(reply) => {
                    self.answered(&span, &reply);
                    unsent = false;
                    AttemptFailure::Status(reply)
                }
                Err(error) => {
                    unsent &= error.kind().is_unsent();
                    AttemptFailure::Transport(error)
                }
            };
            span.failed(failure.kind());
            let wait = self.wait(&failure, number);
            let wait = wait.filter(|_| self.client.retry_budget().take());
            self.report(number, started, failure.outcome(), wait);
            if let Some(wait) = wait {
                self.client.transport().sleep(wait).await;
                if !self.time_left().is_zero() {
                    continue;
                }
            }
            return Err(self.give_up(failure, mask, number, unsent));
        }
    }

    /// Makes one attempt, and yields the mask for its credentials too. The outer error
    /// means that it must not be sent, which ends the call.
    async fn attempt(&self) -> Result<(Outcome, Mask), AttemptRefusal> {
        let mut request = self.request.clone();
        let authorization = self.authorization().await;
        if let Some(authorization) = authorization.map_err(AttemptRefusal::Credentials)? {
            request.headers.insert(header::AUTHORIZATION, authorization);
        }
        let mask = |request: &Request| {
            let authorization = request.headers.get(header::AUTHORIZATION);
            authorization.map(Mask::of).unwrap_or_default()
        };
        let left = self.time_left();
        if left.is_zero() {
            let error = TransportError::new(TransportErrorKind::ConnectTimeout);
            return Ok((Err(error), mask(&request)));
        }
        request.timeout = request.timeout.min(left);
        let hooked = self.client.prepare(&mut request);
        hooked.map_err(AttemptRefusal::Hook)?;
        let mask = mask(&request);
        let max_bytes = request.max_reply_bytes;
        let outcome = self.client.transport().send(request).await;
        let outcome = match outcome {
            Ok(reply) if reply.body().len() > max_bytes => {
                Err(TransportError::new(TransportErrorKind::TooLarge))
            }
            Ok(reply) => {
                let (status, mut headers, body) = reply.into_parts();
                mask.headers(&mut headers);
                Ok(TransportReply::new(status, headers, body))
            }
            Err(error) => Err(error),
        };
        Ok((outcome, mask))
    }

    fn refused(&self, refusal: AttemptRefusal, number: u32, unsent: bool) -> Error {
        match refusal {
            AttemptRefusal::Credentials(source) => {
                let error = CredentialsError::new(self.operation, number, unsent, source);
                Error::Credentials(Box::new(error))
            }
            AttemptRefusal::Hook(source) => {
                let error = HookError::new(self.operation, number, unsent, source);
                Error::Hook(Box::new(error))
            }
        }
    }

    async fn authorization(&self) -> Result<Option<HeaderValue>, BoxError> {
        let provided;
        let authorization = match (
            &self.builder.authorization,
            self.client.credentials().source(),
        ) {
            (Some(authorization), _) => authorization,
            (None, _) if self.builder.operation.is_anonymous() => return Ok(None),
            (None, AuthorizationSource::None) => return Ok(None),
            (None, AuthorizationSource::Fixed(fixed)) => fixed,
            (None, AuthorizationSource::Provider(provider)) => {
                provided = self.before_deadline(provider.authorization()).await?;
                &provided
            }
        };
        match authorization.header() {
            Some(header) => Ok(Some(header)),
            None => {
                let problem = authorization.problem();
                Err(problem.unwrap_or("they cannot be a header").into())
            }
        }
    }

    /// Waits for a provider of credentials, but no longer than the call may take.
    async fn before_deadline(
        &self,
        mut provided: BoxFuture<'_, Result<Authorization, BoxError>>,
    ) -> Result<Authorization, BoxError> {
        let mut deadline = self.client.transport().sleep(self.time_left());
        std::future::poll_fn(|context| {
            if let Poll::Ready(provided) = provided.as_mut().poll(context) {
                return Poll::Ready(provided);
            }
            deadline
                .as_mut()
                .poll(context)
                .map(|()| Err("the provider did not answer in time".into()))
        })
        .await
    }

    fn time_left(&self) -> Duration {
        self.deadline
            .saturating_sub(self.client.transport().monotonic())
    }

    /// How long to wait before another attempt, or `None` to make no further one.
    fn wait(&self, failure: &AttemptFailure, number: u32) -> Option<Duration> {
        let decision = self.policy.decide(&FailedAttempt {
            method: self.operation.method(),
            replayable: self.builder.options.replayable,
            failure: failure.kind(),
            attempt: number,
            headers: match failure {
                AttemptFailure::Status(reply) => Some(reply.headers()),
                AttemptFailure::Transport(_) => None,
            },
            now: self.client.transport().now(),
            jitter: self.client.jitter(),
        });
        match decision {
            // If no time would be left after the wait, the failure is reported now.
            Decision::Wait(wait) if wait < self.time_left() => Some(wait),
            Decision::Wait(_) | Decision::Stop => None,
        }
    }

    fn answered(&self, span: &Span, reply: &TransportReply) {
        let id = request_id(reply.headers());
        span.answered(reply.status(), id);
        self.span.answered(reply.status(), id);
    }

    fn report(
        &self,
        number: u32,
        started: Duration,
        outcome: Result<&TransportReply, &TransportError>,
        wait: Option<Duration>,
    ) {
        let reply = outcome.ok();
        self.client.report(&Attempt {
            operation: self.operation,
            number,
            took: self.client.transport().monotonic().saturating_sub(started),
            status: reply.map(TransportReply::status),
            error: outcome.err(),
            request_id: reply.and_then(|reply| request_id(reply.headers())),
            wait,
        });
    }

    fn answer(&self, reply: TransportReply, mask: Mask, attempts: u32) -> Answer {
        let (status, headers, body) = reply.into_parts();
        Answer {
            operation: self.operation,
            destination: self.builder.destination(),
            target: self.request.target.clone(),
            status,
            headers,
            body,
            mask,
            masked: OnceLock::new(),
            attempts,
            skip: self.builder.listing.skip,
            limit: self.builder.listing.limit,
        }
    }

    fn give_up(&self, failure: AttemptFailure, mask: Mask, attempts: u32, unsent: bool) -> Error {
        self.span.failed(failure.kind());
        match failure {
            AttemptFailure::Status(reply) => {
                let wait = retry_after(reply.headers(), self.client.transport().now());
                Error::Api(Box::new(ApiError::new(
                    self.answer(reply, mask, attempts),
                    wait,
                )))
            }
            AttemptFailure::Transport(error) => {
                let host = self.builder.destination().base.origin.host().to_owned();
                Error::Transport(Box::new(CallError::new(
                    self.operation,
                    host,
                    attempts,
                    unsent,
                    error,
                )))
            }
        }
    }
}

impl AttemptFailure {
    fn kind(&self) -> Failure {
        match self {
            Self::Status(reply) => Failure::Status(reply.status()),
            Self::Transport(error) => Failure::Transport(error.kind()),
        }
    }

    fn outcome(&self) -> Result<&TransportReply, &TransportError> {
        match self {
            Self::Status(reply) => Ok(reply),
            Self::Transport(error) => Err(error),
        }
    }
}
