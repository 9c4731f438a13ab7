//! Formatting: from items as tokens to the text of a file.
//!
//! prettyplease prints each item; this module adds what it leaves out: the `@generated` header and the blank
//! lines between items and between methods.

use proc_macro2::TokenStream;

/// Items that did not parse: a defect of an emitter.
#[derive(Debug)]
pub struct Unparsable {
    /// What syn says.
    pub problem: String,
    /// The tokens.
    pub tokens: String,
}

/// A file: inner attributes (module docs), then groups of items with a blank line between two groups.
#[derive(Debug, Default)]
pub struct File {
    /// The document and the command that the header names.
    pub header: String,
    /// `#![doc]` and other inner attributes.
    pub attributes: TokenStream,
    /// Items that stand close together: `mod` and `use`.
    pub close: Vec<Vec<TokenStream>>,
    /// Items with blank lines between them.
    pub items: Vec<TokenStream>,
}

impl File {
    /// The text of the file.
    ///
    /// # Errors
    ///
    /// If some item is no Rust item.
    pub fn print(&self) -> Result<String, Unparsable> {
        let mut text = format!("// @generated {}. Do not edit.\n\n", self.header);
        if !self.attributes.is_empty() {
            let attributes = &self.attributes;
            text.push_str(&print(quote::quote!(#attributes))?);
        }
        for group in self.close.iter().filter(|group| !group.is_empty()) {
            text.push('\n');
            for item in group {
                text.push_str(&print(item.clone())?);
            }
        }
        for item in &self.items {
            text.push('\n');
            text.push_str(&spaced(&print(item.clone())?));
        }
        Ok(text)
    }
}

fn print(tokens: TokenStream) -> Result<String, Unparsable> {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => Ok(prettyplease::unparse(&file)),
        Err(error) => Err(Unparsable {
            problem: error.to_string(),
            tokens: tokens.to_string(),
        }),
    }
}

/// A blank line behind every method and constant of a block that is not its last member.
///
/// A member stands at one level of indentation; one that ends in `}` or spans lines is a method or a constant.
fn spaced(item: &str) -> String {
    let mut text = String::with_capacity(item.len() + 256);
    let mut ended = false;
    for line in item.lines() {
        let depth = line.len() - line.trim_start().len();
        let word = line.trim_start();
        if ended && depth == 4 && !word.starts_with('}') {
            text.push('\n');
        }
        let prose = word.starts_with("//");
        let constant = depth == 4
            && (word.starts_with("pub const ") || word.starts_with("const "))
            && word.ends_with(';');
        ended = !prose
            && (depth == 4 && word.starts_with(['}', ']', ')'])
                || constant
                || depth > 4 && ended_above(&text, word));
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// Whether a line closes a constant that began at the level of members: the lines above it, up to the nearest one
/// at that level, begin with `const`.
fn ended_above(text: &str, word: &str) -> bool {
    let start = || {
        text.lines()
            .rev()
            .find(|line| line.starts_with("    ") && !line.starts_with("     "))
    };
    word.ends_with(';')
        && start().is_some_and(|line| line.contains("const ") && !line.ends_with([';', '{']))
}
