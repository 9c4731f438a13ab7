//! A call under way: one untyped future, and how to read what it yields.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::super::error::Error;
use super::super::future::BoxFuture;
use super::super::wire::Answer;

/// A call under way. Dropping it gives the call up; whether it has been carried
/// out is then not known.
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
