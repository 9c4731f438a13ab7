//! Lines of prose: code spans and links stay what they are, and everything else is text.
//!
//! It may not know lists, tables and fenced code: `blocks` does.

use crate::diagnostic::is_hidden;

/// A description as one line without a full stop, for headings and tables.
pub(crate) fn one_line(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    as_text(escape(&joined))
}

/// Columns of prose in a line of docs.
const WIDTH: usize = 92;

/// Breaks a paragraph at blanks, but never before a word that would open a list, a heading or a quotation.
pub(super) fn wrap(line: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    // Counted along, for a line of nothing but dashes may be as long as the text.
    let mut width = 0;
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if width + 1 + length > WIDTH && !current.is_empty() && !opens_block(word) {
            lines.push(std::mem::take(&mut current));
            width = 0;
        }
        if !current.is_empty() {
            current.push(' ');
            width += 1;
        }
        current.push_str(word);
        width += length;
    }
    lines.push(current);
    if let Some(first) = lines.first_mut() {
        *first = as_text(std::mem::take(first));
    }
    lines
}

/// What the author put at the start of a line is text, not markup.
fn as_text(mut line: String) -> String {
    if opens_block(&line) {
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        line.insert(digits, '\\');
    }
    line
}

/// Whether markdown would read a line that starts so as anything but a paragraph. Blocks come before code spans:
/// what a span holds counts as well.
fn opens_block(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < text.len() {
        return rest.starts_with(['.', ')']);
    }
    let html = text.starts_with('<') && address(text.get(1..).unwrap_or_default()).is_none();
    html || text.starts_with("```")
        || text.starts_with(['-', '+', '*', '>', '#', '=', '|', '~', ':', '_'])
}

/// Makes one line of markdown safe: outside of code spans and links, brackets and angle brackets are escaped,
/// bare addresses are wrapped; characters that could hide or reorder text are dropped.
pub(super) fn escape(line: &str) -> String {
    let clean: String = line
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| !is_hidden(*c))
        .collect();
    let mut out = String::with_capacity(clean.len() + 16);
    // An indented line would be a code block, and rustdoc compiles those.
    let mut rest = clean.trim_start();
    while let Some(c) = rest.chars().next() {
        rest = match escape_markup(rest, &mut out) {
            Some(tail) => tail,
            None => {
                let after = rest.get(c.len_utf8()..).unwrap_or_default();
                let emphasis = c == '_' && !between_letters(&out, after);
                if emphasis || matches!(c, '`' | '[' | ']' | '<' | '>' | '*' | '\\') {
                    out.push('\\');
                }
                out.push(c);
                after
            }
        };
    }
    out
}

/// Writes the code span, the link or the bare address that a text begins with, or a row of backticks that is not a code
/// span, and returns what follows. `None` if the text begins with a character of its own.
fn escape_markup<'t>(text: &'t str, out: &mut String) -> Option<&'t str> {
    if text.starts_with('`') {
        let Some((span, tail)) = code_span(text) else {
            // The whole row: what is left of it would open a span that the next line closes.
            let tail = text.trim_start_matches('`');
            out.push_str(&"\\`".repeat(text.len() - tail.len()));
            return Some(tail);
        };
        out.push_str(span);
        return Some(tail);
    }
    // A picture would be fetched by whoever reads the page: it becomes a link to it.
    if let Some(image) = text.strip_prefix('!').filter(|rest| rest.starts_with('[')) {
        match link(image) {
            Some(("", target, tail)) => {
                out.push_str(&format!("<{target}>"));
                return Some(tail);
            }
            Some(_) => return Some(image),
            None => {
                out.push('!');
                return Some(image);
            }
        }
    }
    if text.starts_with('[') {
        let (label, target, tail) = link(text)?;
        if out.ends_with('!') {
            out.insert(out.len() - 1, '\\');
        }
        out.push_str(&format!("[{}]({target})", escape_inline(label)));
        return Some(tail);
    }
    if text.starts_with('h') && !out.ends_with(|c: char| c.is_alphanumeric()) {
        let (address, tail) = address(text)?;
        out.push_str(&format!("<{address}>"));
        return Some(tail);
    }
    None
}

/// The same inside the text of a link, where no further link can stand.
fn escape_inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '[' | ']' | '<' | '>' | '*' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn between_letters(before: &str, after: &str) -> bool {
    before.ends_with(|c: char| c.is_alphanumeric())
        && after.starts_with(|c: char| c.is_alphanumeric())
}

/// A code span at the start of the text, and what follows.
fn code_span(text: &str) -> Option<(&str, &str)> {
    let ticks = text.chars().take_while(|c| *c == '`').count();
    if ticks > 2 {
        return None;
    }
    let fence = text.get(..ticks)?;
    let body = text.get(ticks..)?;
    let mut from = 0;
    loop {
        let at = from + body.get(from..)?.find(fence)?;
        let end = at + ticks;
        let longer =
            body.get(end..)?.starts_with('`') || (at > 0 && body.get(..at)?.ends_with('`'));
        if !longer && at > 0 {
            return Some((text.get(..ticks + end)?, text.get(ticks + end..)?));
        }
        from = end;
    }
}

/// The longest target of a link, in bytes; no browser takes a much longer one.
const LONGEST_TARGET: usize = 2_000;

/// An inline link to the web at the start of the text: its text, its target and what follows.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    // No bracket opens within a label. What is behind one is looked at from there, and not from each before it.
    let inner = text.get(1..)?;
    let until = inner.find('[').unwrap_or(inner.len());
    let middle = inner.get(..until)?.find("](")?;
    let label = inner.get(..middle)?;
    if label.matches('`').count() % 2 == 1 {
        return None;
    }
    let target_on = inner.get(middle + 2..)?;
    if !target_on.starts_with("https://") && !target_on.starts_with("http://") {
        return None;
    }
    let plain =
        |c: char| c.is_ascii_graphic() && !matches!(c, '(' | ')' | '<' | '>' | '"' | '\\' | '`');
    let length = target_on.bytes().take(LONGEST_TARGET + 1);
    let end = length.take_while(|byte| plain(char::from(*byte))).count();
    let tail = target_on.get(end..)?.strip_prefix(')')?;
    Some((label, target_on.get(..end)?, tail))
}

/// A bare address at the start of the text, and what follows.
fn address(text: &str) -> Option<(&str, &str)> {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return None;
    }
    let end = text
        .find(|c: char| {
            !c.is_ascii_graphic()
                || matches!(
                    c,
                    '<' | '>'
                        | '"'
                        | '`'
                        | ')'
                        | '('
                        | '['
                        | ']'
                        | '\\'
                        | '{'
                        | '}'
                        | '|'
                        | '^'
                        | '*'
                )
        })
        .unwrap_or(text.len());
    let address = text
        .get(..end)?
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '_']);
    if address.len() <= "https://".len() {
        return None;
    }
    Some((address, text.get(address.len()..)?))
}

/// Text for a code span: without the marks that would close it, and without characters that steer how text is shown.
pub(crate) fn code(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|c| *c != '`' && !is_hidden(*c))
        .collect();
    if plain.trim().is_empty() {
        format!("\"{plain}\"")
    } else {
        plain
    }
}
