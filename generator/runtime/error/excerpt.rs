//! Bounded pieces of what a server said, for one line of an error.
//!
//! A piece of a JSON body keeps its structure and its keys, and loses its
//! values: they may be personal, and errors end up in logs.

/// How much of a message one line shows, in characters.
const LINE_SHOWN: usize = 500;
/// How much of a body one line shows, in characters.
const BODY_SHOWN: usize = 120;
/// How much of a body is looked at around the place of an error, in bytes.
const BEFORE: usize = 60;

/// A text on one line, shortened.
pub(crate) fn line(text: &str) -> String {
    shortened(text, LINE_SHOWN)
}

/// A text on one line of at most so many characters. Control characters and
/// runs of white space become one space.
pub(crate) fn shortened(text: &str, max_chars: usize) -> String {
    let mut out = String::new();
    let mut count = 0;
    let mut apart = false;
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            apart = count > 0;
            continue;
        }
        if apart {
            out.push(' ');
            count += 1;
            apart = false;
        }
        if count >= max_chars {
            out.push('…');
            return out;
        }
        out.push(c);
        count += 1;
    }
    out
}

/// A list with one more item.
pub(crate) fn joined(mut list: String, item: &str) -> String {
    if !list.is_empty() {
        list.push_str(", ");
    }
    list.push_str(item);
    list
}

/// The beginning of a body; `None` where it is empty.
pub(crate) fn beginning(body: &[u8]) -> Option<String> {
    around(body, 0)
}

/// The piece of a body around an offset; `None` where the body is empty.
pub(crate) fn around(body: &[u8], offset: usize) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    // What some servers put before JSON is no white space to Rust.
    let trimmed = text.trim().trim_start_matches('\u{feff}').trim_start();
    if trimmed.is_empty() {
        return None;
    }
    if !trimmed.starts_with(['{', '[', '"']) {
        return Some(format!("{:?}", shortened(trimmed, BODY_SHOWN)));
    }
    let masked = masked(&text, offset.saturating_sub(BEFORE));
    Some(shortened(&masked, BODY_SHOWN))
}

/// JSON from about `start` on, with its keys and without its values. As text
/// that is not whole has to be coped with, this is no parser: it tells texts
/// from the rest, and a text followed by a colon is a key.
fn masked(text: &str, start: usize) -> String {
    let mut out = String::new();
    if start > 0 {
        out.push('…');
    }
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let shown = at >= start;
        match c {
            '"' => {
                let mut end = text.len();
                let mut escaped = false;
                for (at, c) in rest.by_ref() {
                    match c {
                        '"' if !escaped => {
                            end = at;
                            break;
                        }
                        '\\' => escaped = !escaped,
                        _ => escaped = false,
                    }
                }
                if !shown {
                    continue;
                }
                let after = text.get(end + 1..).unwrap_or_default();
                if after.trim_start().starts_with(':') {
                    out.push_str(text.get(at..=end).unwrap_or_default());
                } else {
                    out.push_str("\"…\"");
                }
            }
            '0'..='9' if shown => out.push('0'),
            _ if shown => out.push(c),
            _ => {}
        }
        if out.len() > 4 * BODY_SHOWN {
            break;
        }
    }
    out
}
