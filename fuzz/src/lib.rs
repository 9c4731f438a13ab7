//! What the fuzz targets share: how inputs are changed, and what no diagnostic may say.

mod lines;

use generator::diagnostic::{Code, Colour, Diagnostic, Sources, render, render_json};
use libfuzzer_sys::fuzzer_mutate;

/// The name under which an input is read.
pub const FILE: &str = "fuzz.yaml";

/// Changes an input: half of the time bytes, as libFuzzer does it, and half of the time lines, which keeps most
/// documents readable and so leads deeper.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    if seed.is_multiple_of(2) {
        return fuzzer_mutate(data, size, max_size);
    }
    let changed = data
        .get(..size)
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .map(|text| lines::mutate(text, seed));
    match changed {
        Some(text) if text.len() <= max_size.min(data.len()) && !text.is_empty() => {
            data[..text.len()].copy_from_slice(text.as_bytes());
            text.len()
        }
        _ => fuzzer_mutate(data, size, max_size),
    }
}

/// Shows diagnostics in both forms, and panics for one that tells of a defect of the generator instead of one of
/// the document.
pub fn examine(diagnostics: &[Diagnostic], sources: &Sources) {
    let text = render(diagnostics, sources, Colour::Never);
    let lines = render_json(diagnostics);
    assert_eq!(lines.lines().count(), diagnostics.len(), "{lines}");
    let defect = diagnostics.iter().any(|found| {
        matches!(
            found.code,
            Code::Emit | Code::CountMismatch | Code::Unreadable
        )
    });
    assert!(!defect, "{text}");
}
