//! Scripts as they are served: without comments, and without space that says nothing.
//!
//! It knows enough of JavaScript to leave strings, templates and regular expressions alone, and no more: names stay.
//! A regular expression must not follow a closing bracket, where it would be read as a division.

/// A script without what only its readers need.
pub fn stripped(script: &str) -> String {
    let mut stripper = Stripper::default();
    let letters: Vec<char> = script.chars().collect();
    let mut at = 0;
    while let Some(letter) = letters.get(at).copied() {
        at += stripper.take(letter, letters.get(at..).unwrap_or_default());
    }
    stripper.end_line();
    stripper.text
}

/// Space next to one of these says nothing.
const MARKS: &str = "{}()[];,:?=>&|";
/// What ends with one of these goes on in the next line, or needs no line's end to end.
const OPEN_ENDS: &str = ";{,([:?=>&|";
/// What begins with one of these goes on from the line before, or needs no line's end before it.
const CLOSING: &str = "}]).:?&|";

/// What the text before consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// `${ … }` of a template, or a block: to its closing brace.
    Braces,
    /// A template, to its closing backtick.
    Template,
}

#[derive(Debug, Default)]
struct Stripper {
    text: String,
    /// Where the line begins that is being written.
    line: usize,
    within: Vec<Within>,
}

impl Stripper {
    /// Takes what begins here, and says how long it is.
    fn take(&mut self, letter: char, rest: &[char]) -> usize {
        if self.within.last() == Some(&Within::Template) {
            return self.take_template(letter, rest);
        }
        match (letter, rest.get(1)) {
            ('/', Some('/')) => length_until(rest, &['\n']),
            ('/', Some('*')) => comment_length(rest),
            ('/', _) if self.expects_value() => self.copy(rest, regex_length(rest)),
            ('"' | '\'', _) => self.copy(rest, string_length(rest, letter)),
            ('`', _) => {
                self.within.push(Within::Template);
                self.copy(rest, 1)
            }
            ('{', _) => {
                self.within.push(Within::Braces);
                self.copy(rest, 1)
            }
            ('}', _) => {
                self.within.pop();
                self.copy_code(rest, letter)
            }
            ('\n', _) => {
                self.end_line();
                1
            }
            (' ' | '\t' | '\r', _) if self.is_idle_space(rest) => 1,
            _ => self.copy_code(rest, letter),
        }
    }

    /// Whether a space stands at the beginning or the end of a line, or next to a mark.
    fn is_idle_space(&self, rest: &[char]) -> bool {
        let next = rest
            .iter()
            .find(|letter| !matches!(letter, ' ' | '\t' | '\r'));
        self.text.len() == self.line
            || self.text.ends_with(is_mark)
            || self.text.ends_with(' ')
            || next.is_none_or(|letter| *letter == '\n' || is_mark(*letter))
    }

    fn copy_code(&mut self, rest: &[char], letter: char) -> usize {
        if CLOSING.contains(letter) && self.text.ends_with('\n') && self.text.len() == self.line {
            self.text.pop();
            self.line = self.text.len();
        }
        self.copy(rest, 1)
    }

    fn take_template(&mut self, letter: char, rest: &[char]) -> usize {
        match (letter, rest.get(1)) {
            ('\\', Some(_)) => self.copy(rest, 2),
            ('`', _) => {
                self.within.pop();
                self.copy(rest, 1)
            }
            ('$', Some('{')) => {
                self.within.push(Within::Braces);
                self.copy(rest, 2)
            }
            _ => self.copy(rest, 1),
        }
    }

    fn copy(&mut self, rest: &[char], length: usize) -> usize {
        self.text.extend(rest.iter().take(length));
        length
    }

    /// Ends the line, unless nothing stands on it.
    fn end_line(&mut self) {
        let end = self
            .text
            .trim_end_matches([' ', '\t', '\r'])
            .len()
            .max(self.line);
        self.text.truncate(end);
        if end > self.line && !self.text.ends_with(|letter| OPEN_ENDS.contains(letter)) {
            self.text.push('\n');
        }
        self.line = self.text.len();
    }

    /// Whether a slash begins a regular expression here, and does not divide.
    fn expects_value(&self) -> bool {
        let before = self.text.trim_end();
        let word = before
            .rsplit(|letter: char| !letter.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        before.is_empty()
            || before.ends_with(|letter| "(,=:[!&|?{};+-*%~^<>".contains(letter))
            || word == "return"
    }
}

fn is_mark(letter: char) -> bool {
    MARKS.contains(letter)
}

fn length_until(rest: &[char], ends: &[char]) -> usize {
    rest.iter()
        .position(|letter| ends.contains(letter))
        .unwrap_or(rest.len())
}

fn comment_length(rest: &[char]) -> usize {
    let end = rest.windows(2).skip(2).position(|pair| pair == ['*', '/']);
    end.map_or(rest.len(), |end| end + 4)
}

fn string_length(rest: &[char], quote: char) -> usize {
    let mut is_escaped = false;
    for (at, letter) in rest.iter().enumerate().skip(1) {
        if !is_escaped && *letter == quote {
            return at + 1;
        }
        is_escaped = !is_escaped && *letter == '\\';
    }
    rest.len()
}

fn regex_length(rest: &[char]) -> usize {
    let (mut is_escaped, mut in_class) = (false, false);
    for (at, letter) in rest.iter().enumerate().skip(1) {
        match letter {
            '\n' => return at,
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::stripped;

    #[test]
    fn comments_and_space_go() {
        let script = "// What it does.\n'use strict'\n\nconst a = 1; // one\n  /* two\n lines */ \
                      let b = a /* in */ / 2\nc()\n";
        assert_eq!(
            stripped(script),
            "'use strict'\nconst a=1;let b=a / 2\nc()\n"
        );
        assert_eq!(stripped("  a();\n\t\n  b()"), "a();b()\n");
        assert_eq!(
            stripped("if (a) {\n  b()\n}\nc\n  .d()\n"),
            "if(a){b()}\nc.d()\n"
        );
        assert_eq!(stripped("a + +b - -c in d"), "a + +b - -c in d\n");
        assert_eq!(stripped(""), "");
    }

    #[test]
    fn strings_stay() {
        for (script, kept) in [
            (
                r#"f('// no ( comment', "/* nor  this */");"#,
                r#"f('// no ( comment',"/* nor  this */");"#,
            ),
            (
                r"k = '\\'; l = 'it\'s  // here';",
                r"k='\\';l='it\'s  // here';",
            ),
            (
                "g(`  // kept\n    as ( it ) is\n\n  ${ h(`  ${ '} ' }  `) } // kept`);",
                "g(`  // kept\n    as ( it ) is\n\n  ${h(`  ${'} '}  `)} // kept`);",
            ),
            (
                r#"i = /["'`]\/\/[/ '"]/.test(x) ? /\/*  ;/ : y;"#,
                r#"i=/["'`]\/\/[/ '"]/.test(x)?/\/*  ;/:y;"#,
            ),
            (
                "n = { o: '} ' , p: `${ {q: 1}.q }  ` };",
                "n={o:'} ',p:`${{q:1}.q}  `};",
            ),
            ("return /  x/;", "return /  x/;"),
            ("r = s / 2 / '  ';", "r=s / 2 / '  ';"),
            ("t = `\\``; u = '  ';", "t=`\\``;u='  ';"),
        ] {
            assert_eq!(
                stripped(&format!("// before\n  {script} // after\n")).trim_end(),
                kept
            );
        }
    }

    #[test]
    fn what_has_no_end_is_kept() {
        for open in ["'abc", "`abc", "/* abc", "x = /abc", "`${"] {
            let _ = stripped(open);
        }
    }
}
