//! A call in progress: a future of an answer, and the function that reads it.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::super::error::Error;
use super::super::future::BoxFuture;
use super::super::wire::Answer;

/// The future of a call in progress. Dropping it cancels the call, which may have
/// been carried out all the same.
#[must_use = "futures do nothing unless they are awaited"]
pub struct Pending<T> {
    answer: BoxFuture<'static, Result<Answer, Error>>,
    read: fn(Answer) -> Result<T, Error>,
}

impl<T> Pending<T> {
    pub(crate) fn new(
        answer: BoxFuture<'static, Result<Answer, Error>>,
        read: fn(Answer) -> Result<T, Error>,
    ) -> Self {
        Self { answer, read }
    }
}

impl<T> Future for Pending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.answer.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(answer) => Poll::Ready(answer.and_then(self.read)),
        }
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pending")
    }
}
