//! What the arguments of all commands have in common: `--help`, and how a value is read. Knows no command.

use std::process::ExitCode;

use generator::config::{HOST_FORM, is_host_name};
use lexopt::ValueExt as _;

use crate::report;

/// Arguments that were read: nothing where they ask for help, or what is wrong with them.
pub(crate) type Parsed<A> = Result<Option<A>, String>;

/// Runs a command with its arguments, or shows its help.
pub(crate) fn run_with<A>(
    arguments: Parsed<A>,
    help: &str,
    command: impl FnOnce(A) -> ExitCode,
) -> ExitCode {
    match arguments {
        Ok(Some(arguments)) => command(arguments),
        Ok(None) => {
            report::print(help);
            ExitCode::SUCCESS
        }
        Err(problem) => report::misuse(&problem, help),
    }
}

/// The next argument.
pub(crate) fn next(parser: &mut lexopt::Parser) -> Result<Option<lexopt::Arg<'_>>, String> {
    parser.next().map_err(|error| error.to_string())
}

/// The value of the option that was read last.
pub(crate) fn text_value(parser: &mut lexopt::Parser) -> Result<String, String> {
    let value = parser.value().and_then(|value| value.string());
    value.map_err(|error| error.to_string())
}

/// The value of `--host`: the name of a host.
pub(crate) fn host_value(parser: &mut lexopt::Parser) -> Result<String, String> {
    let host = text_value(parser)?;
    if is_host_name(&host) {
        Ok(host)
    } else {
        Err(format!("`{host}` is not the name of a host: {HOST_FORM}"))
    }
}
