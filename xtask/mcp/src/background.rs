//! A value that is made in the background while the server already answers what does not need it.

use std::process;
use std::sync::OnceLock;
use std::thread;

use crate::terminal::say;

/// A value that is being made. It stays for as long as the process runs.
pub(crate) struct Background<T: 'static>(&'static OnceLock<T>);

impl<T> Clone for Background<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Background<T> {}

impl<T: Send + Sync> Background<T> {
    /// Begins to make a value. If that fails, the process ends: nothing else could be told.
    pub(crate) fn begin(make: impl FnOnce() -> Result<T, String> + Send + 'static) -> Self {
        let cell: &'static OnceLock<T> = Box::leak(Box::new(OnceLock::new()));
        thread::spawn(move || match make() {
            Ok(value) => drop(cell.set(value)),
            Err(problem) => {
                say(&format!("error: {problem}"));
                process::exit(2);
            }
        });
        Self(cell)
    }

    /// The value, as soon as it is made: a fifth of a second after the start at most.
    pub(crate) fn wait(self) -> &'static T {
        self.0.wait()
    }
}
