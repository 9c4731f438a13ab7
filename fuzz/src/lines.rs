//! Mutations after which a YAML document is usually still one: blocks are dropped, doubled, moved and exchanged, keys
//! and values replaced.

/// Values that mean something to the generator, or to YAML, or to Rust.
const VALUES: &[&str] = &[
    "null",
    "true",
    "''",
    "[]",
    "{}",
    "-1",
    "1.5",
    "9223372036854775808",
    "string",
    "integer",
    "number",
    "boolean",
    "object",
    "array",
    "query",
    "path",
    "header",
    "date-time",
    "uri",
    "int64",
    "basic",
    "'*/'",
    "'\"#'",
    "'`](x)'",
    "self",
    "'../../x'",
    "CON",
    "'\u{202e}x'",
    "'🦀'",
    "'é'",
    "'{'",
    "'{{'",
    "'{Sid}'",
    "^AC[0-9a-fA-F]{32}$",
    "'#/components/schemas/x'",
    "application/json",
    "application/x-www-form-urlencoded",
    "'200'",
    "default",
    "ListX",
    "FetchX",
    "CreateX",
    "UpdateX",
    "DeleteX",
    "type",
    "Vec",
    "Result",
    "None",
    "r#fn",
    "_",
    "'1'",
    "a b",
    "Into",
    "New",
    "Clone",
    "Default",
    "From",
    "Err",
    "async",
    "serde",
    "time",
    "std",
    "'!='",
    "'≥'",
];

/// What costs something, or leaves its place, where prose is read carelessly.
const PROSE: &[&str] = &["word ", "[", "- ", "`", "[a](b ", "<a>", "\\n", "# "];

/// Keys of OpenAPI and of Twilio's extensions.
const KEYS: &[&str] = &[
    "$ref",
    "type",
    "format",
    "enum",
    "items",
    "properties",
    "additionalProperties",
    "required",
    "nullable",
    "description",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "default",
    "example",
    "examples",
    "parameters",
    "requestBody",
    "responses",
    "content",
    "schema",
    "in",
    "name",
    "style",
    "explode",
    "deprecated",
    "security",
    "servers",
    "tags",
    "operationId",
    "x-twilio",
    "get",
    "post",
    "put",
    "delete",
    "patch",
    "value",
    "headers",
    "links",
    "title",
    "discriminator",
    "'200'",
    "'204'",
    "'301'",
    "'2XX'",
    "x-maturity",
    "format",
    "self",
    "Self",
    "crate",
    "type_",
    "_",
    "'1'",
    "'a b'",
    "url",
    "uri",
    "meta",
    "page",
    "Into",
    "New",
    "clone",
    "default",
    "err",
    "/v1/Into",
    "/v1/New/{Sid}",
    "/v1/self",
];

/// A generator of pseudo-random numbers (xorshift), so that a seed determines every mutation.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % sides.max(1)
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.throw(words.len())]
    }
}

/// The text after one to four mutations.
pub(crate) fn mutate(text: &str, seed: u32) -> String {
    let mut dice = Dice(u64::from(seed) << 20 | 0x9e37_79b9);
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for _ in 0..=dice.throw(4) {
        mutate_block(&mut lines, &mut dice);
    }
    lines.join("\n")
}

fn mutate_block(lines: &mut Vec<String>, dice: &mut Dice) {
    if lines.is_empty() {
        return;
    }
    let at = dice.throw(lines.len());
    let end = block_end(lines, at);
    let other = dice.throw(lines.len());
    match dice.throw(11) {
        0 => drop(lines.drain(at..end)),
        1 => {
            let mut copy = lines[at..end].to_vec();
            let key = dice.pick(KEYS);
            set_key(&mut copy[0], key);
            lines.splice(end..end, copy);
        }
        2 => {
            let copy = indent_to(&lines[other..block_end(lines, other)], depth(&lines[at]));
            lines.splice(at..end, copy);
        }
        3 => {
            let copy = indent_to(&lines[other..block_end(lines, other)], depth(&lines[at]));
            lines.splice(at..at, copy);
        }
        4 => {
            let copy = indent_to(
                &lines[other..block_end(lines, other)],
                depth(&lines[at]) + 2,
            );
            lines.splice(at + 1..end, copy);
        }
        5 => set_key(&mut lines[at], dice.pick(KEYS)),
        6 => {
            let from = key(&lines[other]).unwrap_or("x").to_owned();
            set_key(&mut lines[at], &from);
        }
        7 => {
            let from = lines[other].clone();
            set_value(&mut lines[at], value(&from));
        }
        8 => refer_alike(lines, dice),
        9 => {
            let prose = dice.pick(PROSE).repeat(1 + dice.throw(2_000));
            set_value(&mut lines[at], &format!("\"{prose}\""));
        }
        _ => set_value(&mut lines[at], dice.pick(VALUES)),
    }
}

/// Lets many references lead to where one of them leads.
fn refer_alike(lines: &mut [String], dice: &mut Dice) {
    let is_reference = |line: &&mut String| key(line) == Some("$ref");
    let mut references: Vec<&mut String> = lines.iter_mut().filter(is_reference).collect();
    if references.is_empty() {
        return;
    }
    let target = value(references[dice.throw(references.len())]).to_owned();
    for reference in &mut references {
        if dice.throw(2) == 0 {
            set_value(reference, &target);
        }
    }
}

fn depth(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Where the block that begins with a line ends: it consists of the line and all deeper ones after it. The items of a
/// list may be indented no deeper than their key.
fn block_end(lines: &[String], at: usize) -> usize {
    let start = depth(&lines[at]);
    let opens = lines[at].ends_with(':') && !lines[at].trim_start().starts_with('-');
    let inside = |line: &&String| {
        depth(line) > start || opens && depth(line) == start && line.trim_start().starts_with("- ")
    };
    at + 1 + lines[at + 1..].iter().take_while(inside).count()
}

fn indent_to(lines: &[String], to: usize) -> Vec<String> {
    let from = lines.first().map_or(0, |line| depth(line));
    lines
        .iter()
        .map(|line| {
            format!(
                "{}{}",
                " ".repeat((to + depth(line)).saturating_sub(from)),
                line.trim_start_matches(' ')
            )
        })
        .collect()
}

/// Where the key of a line begins and ends.
fn key_span(line: &str) -> Option<(usize, usize)> {
    let start = depth(line)
        + if line.trim_start().starts_with("- ") {
            2
        } else {
            0
        };
    let rest = line.get(start..)?;
    let length = rest
        .find(": ")
        .or_else(|| rest.strip_suffix(':').map(str::len))?;
    Some((start, start + length))
}

fn key(line: &str) -> Option<&str> {
    let (start, end) = key_span(line)?;
    line.get(start..end)
}

fn set_key(line: &mut String, to: &str) {
    if let Some((start, end)) = key_span(line) {
        line.replace_range(start..end, to);
    }
}

fn value(line: &str) -> &str {
    match key_span(line) {
        Some((_, end)) => line.get(end + 1..).unwrap_or("").trim(),
        None => line.trim().trim_start_matches("- "),
    }
}

fn set_value(line: &mut String, to: &str) {
    let head = match key_span(line) {
        Some((_, end)) => format!("{}: ", &line[..end]),
        None => format!("{}- ", " ".repeat(depth(line))),
    };
    *line = head + to;
}
