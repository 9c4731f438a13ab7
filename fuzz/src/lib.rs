//! What the fuzz targets share: how inputs are mutated, and which diagnostics are defects of the generator.

mod lines;

use generator::diagnostic::{Code, Colour, Diagnostic, Sources, render, render_json};
use libfuzzer_sys::fuzzer_mutate;

/// The file name that diagnostics give for an input.
pub const FILE: &str = "fuzz.yaml";

/// Mutates an input: half of the time its bytes, as libFuzzer does, and half of the time its lines, which leaves most
/// documents readable and so leads deeper into the generator.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    if seed.is_multiple_of(2) {
        return fuzzer_mutate(data, size, max_size);
    }
    let mutated = data
        .get(..size)
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .map(|text| lines::mutate(text, seed));
    match mutated {
        Some(text) if text.len() <= max_size.min(data.len()) && !text.is_empty() => {
            data[..text.len()].copy_from_slice(text.as_bytes());
            text.len()
        }
        _ => fuzzer_mutate(data, size, max_size),
    }
}

/// Renders diagnostics in both forms, and panics if one reports a defect of the generator instead of one of the
/// document.
pub fn check_diagnostics(diagnostics: &[Diagnostic], sources: &Sources) {
    let text = render(diagnostics, sources, Colour::Never);
    let lines = render_json(diagnostics);
    assert_eq!(lines.lines().count(), diagnostics.len(), "{lines}");
    let defect = diagnostics.iter().any(|diagnostic| {
        matches!(
            diagnostic.code,
            Code::Emit | Code::CountMismatch | Code::Unreadable
        )
    });
    assert!(!defect, "{text}");
}
