//! The texts that diagnostics quote from.

use std::collections::BTreeMap;

/// Texts by file name.
#[derive(Debug, Default)]
pub struct Sources {
    files: BTreeMap<String, Source>,
}

#[derive(Debug)]
struct Source {
    text: String,
    /// Byte offset of the start of each line, so that a thousand problems cost one pass.
    lines: Vec<usize>,
}

impl Sources {
    /// No texts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. Bytes that are no UTF-8 are shown as U+FFFD; a byte order mark is left out, as the
    /// parser does.
    pub fn add(&mut self, file: &str, bytes: &[u8]) {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = String::from_utf8_lossy(bytes).into_owned();
        let lines = line_starts(&text);
        self.files.insert(file.to_owned(), Source { text, lines });
    }

    /// A line, counted from 1, without its end.
    pub(super) fn line(&self, file: &str, number: usize) -> Option<&str> {
        let source = self.files.get(file)?;
        let start = *source.lines.get(number.checked_sub(1)?)?;
        let rest = source.text.get(start..)?;
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        rest.get(..end)
    }
}

/// Where lines start: after `\n`, `\r\n` and a lone `\r`, which YAML counts as well.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let breaks = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    std::iter::once(0)
        .chain(breaks.map(|(at, _)| at + 1))
        .collect()
}
