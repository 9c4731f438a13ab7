//! The texts that diagnostics quote.

use std::collections::BTreeMap;

/// Texts by file name.
#[derive(Debug, Default)]
pub struct Sources {
    files: BTreeMap<String, SourceText>,
}

#[derive(Debug)]
struct SourceText {
    text: String,
    /// The offset of each line in bytes, so that any number of problems needs one pass over the text.
    lines: Vec<usize>,
}

impl Sources {
    /// No texts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. Bytes that are not UTF-8 are shown as U+FFFD. A byte order mark is left out, as it is by the
    /// parser.
    pub fn add(&mut self, file: &str, bytes: &[u8]) {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = String::from_utf8_lossy(bytes).into_owned();
        let lines = line_starts(&text);
        self.files
            .insert(file.to_owned(), SourceText { text, lines });
    }

    /// A line without its line break. Lines are counted from 1.
    pub(super) fn line(&self, file: &str, number: usize) -> Option<&str> {
        let source = self.files.get(file)?;
        let start = *source.lines.get(number.checked_sub(1)?)?;
        let rest = source.text.get(start..)?;
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        rest.get(..end)
    }
}

/// Where lines start: after `\n`, `\r\n` and a lone `\r`, which ends a line in YAML too.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let breaks = bytes
        .iter()
        .enumerate()
        .filter(|(offset, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(offset + 1) != Some(&b'\n'),
            _ => false,
        });
    std::iter::once(0)
        .chain(breaks.map(|(offset, _)| offset + 1))
        .collect()
}
