//! Where the items of a page are in its text.
//!
//! It reads no values, so that it gets past an item that no parser does.

use std::ops::Range;

use super::super::error::excerpt::string_length;

/// The byte ranges of the items in the list under a key of the outermost object. `None`
/// if there is no such list, or it does not end.
pub(super) fn item_ranges(text: &[u8], key: &str) -> Option<Vec<Range<usize>>> {
    let mut ranges = Vec::new();
    let mut depth = 0_usize;
    // Whether the value of the key is next, the last text, and where the item begins.
    let (mut named, mut last, mut item) = (false, &b""[..], None);
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let here = at;
        at += 1;
        match (byte, depth) {
            (b'"', _) => {
                at = here + string_length(text.get(here..)?);
                last = text.get(here + 1..at.checked_sub(1)?).unwrap_or_default();
            }
            (b':', 1) => named = last == key.as_bytes(),
            (b',', 1) => named = false,
            (b'[', 1) if named => {
                depth = 2;
                item = Some(at);
            }
            (b'[' | b'{', _) => depth += 1,
            (b',' | b']', 2) if item.is_some() => {
                ranges.extend(item.map(|start| start..here));
                item = Some(at);
                if *byte == b']' {
                    return Some(ranges);
                }
            }
            (b']' | b'}', _) => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}
