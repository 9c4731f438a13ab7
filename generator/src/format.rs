//! Formatting: from items as tokens to the text of a file.
//!
//! prettyplease prints each item, once. This module adds what it leaves out: the `@generated` header, and the blank
//! lines between items and between the members of a block, which it decides from the items and not from their text.

use proc_macro2::TokenStream;

/// What parts the lines of a doc comment within one `#[doc]`. No line of prose holds such a character.
pub(crate) const NEXT_DOC_LINE: char = '\u{b}';

/// Items that did not parse: a defect of an emitter.
#[derive(Debug)]
pub struct Unparsable {
    /// What syn says.
    pub problem: String,
    /// The tokens.
    pub tokens: String,
}

/// An item as it stands in a file.
#[derive(Debug, Clone)]
pub struct Item(String);

impl Item {
    /// Prints an item.
    ///
    /// # Errors
    ///
    /// If the tokens are no Rust item.
    pub fn print(tokens: TokenStream) -> Result<Self, Unparsable> {
        let file = parse(tokens)?;
        Ok(Self(file.items.into_iter().map(print_item).collect()))
    }

    /// Its text, with the end of its last line.
    pub fn as_str(&self) -> &str {
        &self.0
    }
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
    pub items: Vec<Item>,
}

impl File {
    /// The text of the file.
    ///
    /// # Errors
    ///
    /// If the attributes or some item that stands close to others are no Rust.
    pub fn print(&self) -> Result<String, Unparsable> {
        let mut text = format!("// @generated {}. Do not edit.\n\n", self.header);
        text.push_str(&print(self.attributes.clone())?);
        for group in self.close.iter().filter(|group| !group.is_empty()) {
            text.push('\n');
            for item in group {
                text.push_str(&print(item.clone())?);
            }
        }
        for Item(item) in &self.items {
            text.push('\n');
            text.push_str(item);
        }
        Ok(text)
    }
}

fn parse(tokens: TokenStream) -> Result<syn::File, Unparsable> {
    syn::parse2::<syn::File>(tokens.clone()).map_err(|error| Unparsable {
        problem: error.to_string(),
        tokens: tokens.to_string(),
    })
}

fn print(tokens: TokenStream) -> Result<String, Unparsable> {
    parse(tokens).map(|file| unparse(&file))
}

/// Only an `impl` has members that need room between them: its methods and constants.
fn print_item(item: syn::Item) -> String {
    match item {
        syn::Item::Impl(block) if block.items.len() > 1 => print_impl(block),
        item => unparse(&file_of(item)),
    }
}

/// Prints each member within the block, as if it had no other, and puts the block together from what stands inside.
fn print_impl(mut block: syn::ItemImpl) -> String {
    let members = std::mem::take(&mut block.items);
    let mut file = file_of(syn::Item::Impl(block));
    let mut print_with = |members: Vec<syn::ImplItem>| {
        if let Some(syn::Item::Impl(block)) = file.items.first_mut() {
            block.items = members;
        }
        unparse(&file)
    };
    // An empty block is printed as `impl Client {}`.
    let empty = print_with(Vec::new());
    let head = empty.trim_end().trim_end_matches('}');
    let mut text = format!("{head}\n");
    let last = members.len().saturating_sub(1);
    for (index, member) in members.into_iter().enumerate() {
        let is_apart = index < last && !matches!(member, syn::ImplItem::Type(_));
        let whole = print_with(vec![member]);
        let inner = whole.get(head.len() + 1..).unwrap_or_default();
        text.push_str(inner.strip_suffix("}\n").unwrap_or(inner));
        if is_apart {
            text.push('\n');
        }
    }
    text + "}\n"
}

fn unparse(file: &syn::File) -> String {
    let text = prettyplease::unparse(file);
    if !text.contains(NEXT_DOC_LINE) {
        return text;
    }
    let mut lines = String::with_capacity(text.len() + text.len() / 4);
    for line in text.split_inclusive('\n') {
        break_docs(line, &mut lines);
    }
    lines
}

/// Gives each line of a doc comment its own mark, as far to the right as the first.
fn break_docs(line: &str, lines: &mut String) {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let mark = line.get(..indent + "///".len()).unwrap_or_default();
    let mut parts = line.split(NEXT_DOC_LINE);
    lines.push_str(parts.next().unwrap_or_default());
    for part in parts {
        lines.truncate(lines.trim_end_matches(' ').len());
        lines.push('\n');
        lines.push_str(mark);
        lines.push_str(part);
    }
}

fn file_of(item: syn::Item) -> syn::File {
    syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    }
}
