//! Rules on the size of files, functions and lines, and on the sentence that each file begins with.

use syn::visit::Visit;

use crate::sources::{SourceFile, SourceTree};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 60;
const LINE_COLUMNS: usize = 120;

/// What a comment begins with that says why a function is long.
const REASON: &str = "// Long because ";

/// Files of more than 400 lines.
pub(crate) fn long_files(tree: &SourceTree) -> Vec<String> {
    let lines = |file: &SourceFile| file.text.lines().count();
    let long = tree.files.iter().filter(|file| lines(file) > FILE_LINES);
    long.map(|file| {
        let path = tree.full_path(file);
        format!(
            "{path}: {} lines, at most {FILE_LINES} are allowed: split it by subject",
            lines(file)
        )
    })
    .collect()
}

/// Lines of more than 120 columns.
pub(crate) fn long_lines(tree: &SourceTree) -> Vec<String> {
    let mut problems = Vec::new();
    for file in &tree.files {
        for (at, line) in file.text.lines().enumerate() {
            let columns = line.chars().count();
            if columns > LINE_COLUMNS {
                let path = tree.full_path(file);
                problems.push(format!(
                    "{path}:{}: {columns} columns, at most {LINE_COLUMNS} are allowed",
                    at + 1
                ));
            }
        }
    }
    problems
}

/// Files that do not begin with `//!`.
pub(crate) fn undocumented_files(tree: &SourceTree) -> Vec<String> {
    let undocumented = tree
        .files
        .iter()
        .filter(|file| !file.text.trim_start().starts_with("//!"));
    undocumented
        .map(|file| {
            format!(
                "{}: no `//!` that says what the file is for",
                tree.full_path(file)
            )
        })
        .collect()
}

/// Functions of more than 60 lines without a comment `// Long because …`, above them or as their first line.
pub(crate) fn long_functions(tree: &SourceTree) -> Vec<String> {
    let mut problems = Vec::new();
    for file in &tree.files {
        let mut functions = Functions::default();
        functions.visit_file(&file.parse());
        let lines: Vec<&str> = file.text.lines().collect();
        for function in functions.0 {
            let length = function.last + 1 - function.first;
            if length > FUNCTION_LINES && !function.has_reason(&lines) {
                problems.push(format!(
                    "{}:{}: `{}` has {length} lines: divide it, or say why not in a comment `{REASON}…` above",
                    tree.full_path(file),
                    function.first,
                    function.name,
                ));
            }
        }
    }
    problems
}

/// Where a function stands; lines count from one.
struct Function {
    name: String,
    first: usize,
    /// The line of the opening brace.
    open: usize,
    last: usize,
}

impl Function {
    fn has_reason(&self, lines: &[&str]) -> bool {
        let is_reason = |line: &str| {
            line.trim()
                .strip_prefix(REASON)
                .is_some_and(|reason| !reason.is_empty())
        };
        let above = lines
            .iter()
            .take(self.first - 1)
            .rev()
            .map(|line| line.trim());
        let mut above = above.take_while(|line| line.starts_with("//") || line.starts_with("#["));
        above.any(is_reason) || lines.get(self.open).is_some_and(|line| is_reason(line))
    }
}

#[derive(Default)]
struct Functions(Vec<Function>);

impl Functions {
    fn add(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let braces = block.brace_token.span;
        self.0.push(Function {
            name: signature.ident.to_string(),
            first: signature.fn_token.span.start().line,
            open: braces.open().start().line,
            last: braces.close().end().line,
        });
    }
}

impl<'a> Visit<'a> for Functions {
    fn visit_item_fn(&mut self, function: &'a syn::ItemFn) {
        self.add(&function.sig, &function.block);
        syn::visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'a syn::ImplItemFn) {
        self.add(&function.sig, &function.block);
        syn::visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'a syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.add(&function.sig, block);
        }
        syn::visit::visit_trait_item_fn(self, function);
    }
}

#[test]
fn a_file_of_401_lines_is_too_long() {
    let lines = |count| "//! A line.\n".repeat(count);
    let tree = SourceTree::made_up(&[("fits.rs", &lines(400)), ("long.rs", &lines(401))]);
    assert_eq!(
        long_files(&tree),
        ["src/long.rs: 401 lines, at most 400 are allowed: split it by subject"]
    );
}

#[test]
fn a_line_of_121_columns_is_too_long() {
    let line = |columns: usize| format!("//{}\n", "ü".repeat(columns - 2));
    let tree = SourceTree::made_up(&[("a.rs", &(line(120) + &line(121)))]);
    assert_eq!(
        long_lines(&tree),
        ["src/a.rs:2: 121 columns, at most 120 are allowed"]
    );
}

#[test]
fn a_file_without_a_sentence_is_found() {
    let tree = SourceTree::made_up(&[
        ("a.rs", "//! What it is for.\n"),
        ("b.rs", "// No.\n/// No.\nfn no() {}\n"),
    ]);
    assert_eq!(
        undocumented_files(&tree),
        ["src/b.rs: no `//!` that says what the file is for"]
    );
}

#[test]
fn a_function_of_61_lines_needs_a_reason() {
    let function = |above: &str, inside: &str, lines: usize| {
        format!(
            "{above}\nfn f() {{\n{inside}\n{}}}\n",
            "    g();\n".repeat(lines - 3)
        )
    };
    let count_in = |text: &str| long_functions(&SourceTree::made_up(&[("a.rs", text)])).len();
    assert_eq!(count_in(&function("", "", 60)), 0);
    assert_eq!(count_in(&function("", "", 61)), 1);
    assert_eq!(count_in(&function("// Long.", "", 61)), 1);
    assert_eq!(count_in(&function("// Long because ", "", 61)), 1);
    assert_eq!(
        count_in(&function("// Long because one table.\n\nstruct S;", "", 61)),
        1
    );
    assert_eq!(
        count_in(&function(
            "// Long because one table.\n/// Docs.\n#[inline]",
            "",
            61
        )),
        0
    );
    assert_eq!(
        count_in(&function("", "    // Long because one table.", 61)),
        0
    );
    // Methods, default methods and functions inside others count too.
    let method = function("", "", 61);
    assert_eq!(count_in(&format!("impl S {{\n{method}}}\n")), 1);
    assert_eq!(count_in(&format!("trait T {{\n{method}}}\n")), 1);
    assert_eq!(
        count_in(&format!(
            "fn outer() {{\n// Long because it holds another.\n{method}}}\n"
        )),
        1
    );
    assert_eq!(
        long_functions(&SourceTree::made_up(&[("a.rs", &method)])),
        [
            "src/a.rs:2: `f` has 61 lines: divide it, or say why not in a comment `// Long because …` above"
        ]
    );
}
