//! The rule that no files import each other in a circle: where two do, a definition lives in the wrong one of them.
//!
//! A name that a `mod.rs` or `lib.rs` only hands on counts as imported from the file that defines it, and what such a
//! file itself hands on counts for nothing. Test modules are left out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::mentions::{Mentions, ModulePath, is_face, join, module_of};
use crate::sources::{SourceFile, SourceTree};

/// The files that a file imports from, with the names.
type Imports<'t> = BTreeMap<&'t str, BTreeMap<&'t str, BTreeSet<String>>>;

/// Each circle of imports, with its files and the names that tie them.
pub(crate) fn circles(tree: &SourceTree) -> Vec<String> {
    let imports = imports(tree);
    let mut problems = Vec::new();
    for circle in strongly_connected(&imports) {
        let mut problem = format!(
            "{}: {} files import each other in a circle:",
            tree.root,
            circle.len()
        );
        for &file in &circle {
            for (target, names) in imports[file]
                .iter()
                .filter(|(target, _)| circle.contains(*target))
            {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                problem += &format!("\n  {file} imports from {target}: {}", names.join(", "));
            }
        }
        problems.push(problem);
    }
    problems
}

/// The sets of files of which each is reached from each other one.
fn strongly_connected<'t>(imports: &Imports<'t>) -> Vec<BTreeSet<&'t str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = imports
        .keys()
        .map(|&file| (file, reached_from(imports, file)))
        .collect();
    let mut circles: Vec<BTreeSet<&str>> = Vec::new();
    for (&file, targets) in &reached {
        if targets.contains(file) && !circles.iter().any(|circle| circle.contains(file)) {
            let both_ways = targets
                .iter()
                .filter(|&&target| reached[target].contains(file));
            circles.push(both_ways.copied().collect());
        }
    }
    circles
}

fn reached_from<'t>(imports: &Imports<'t>, file: &'t str) -> BTreeSet<&'t str> {
    let mut reached = BTreeSet::new();
    let mut pending = vec![file];
    while let Some(next) = pending.pop() {
        pending.extend(
            imports[next]
                .keys()
                .filter(|&&target| reached.insert(target)),
        );
    }
    reached
}

fn imports(tree: &SourceTree) -> Imports<'_> {
    let is_test = |file: &&SourceFile| {
        let mut folders = file.path.split('/');
        folders.any(|part| matches!(part, "tests" | "examples" | "tests.rs"))
    };
    let files: Vec<&SourceFile> = tree.files.iter().filter(|file| !is_test(file)).collect();
    let texts: Vec<Mentions> = files.iter().map(|file| Mentions::in_file(file)).collect();
    let resolver = Resolver::new(&files, &texts);
    let mut imports: Imports<'_> = files
        .iter()
        .map(|file| (&*file.path, BTreeMap::new()))
        .collect();
    for (file, mentions) in files.iter().zip(&texts) {
        for path in mentions.absolute_paths() {
            let Some((target, name)) = resolver.definition(&path) else {
                continue;
            };
            // A module that is only named on the way to something counts by that.
            let is_passed = is_face(target) && name.is_none();
            if target.path != file.path && !is_passed {
                let names = imports
                    .get_mut(&*file.path)
                    .map(|targets| targets.entry(&*target.path).or_default());
                names.map(|names| names.insert(name.unwrap_or_else(|| "the module".to_owned())));
            }
        }
    }
    imports
}

/// Says which file defines a name.
struct Resolver<'t> {
    modules: HashMap<ModulePath, &'t SourceFile>,
    /// What a `mod.rs` hands on: the path of the name there, and the path of what it stands for.
    handed_on: HashMap<ModulePath, ModulePath>,
}

impl<'t> Resolver<'t> {
    fn new(files: &[&'t SourceFile], texts: &[Mentions]) -> Self {
        let handed_on = texts.iter().flat_map(|mentions| {
            let here = &mentions.file_module;
            mentions.handed_on.iter().map(move |(name, segments)| {
                let path = mentions
                    .absolute(here, segments)
                    .unwrap_or_else(|| join(here, segments));
                (join(here, std::slice::from_ref(name)), path)
            })
        });
        Self {
            modules: files.iter().map(|file| (module_of(file), *file)).collect(),
            handed_on: handed_on.collect(),
        }
    }

    /// The file that a path leads to, and the name of it that the path goes on with.
    fn definition(&self, path: &[String]) -> Option<(&'t SourceFile, Option<String>)> {
        let (mut file, mut length) = self.longest_module(path)?;
        let mut path = path.to_vec();
        // A name can be handed on more than once, but not for ever.
        for _ in 0..8 {
            let Some(target) = path
                .get(..=length)
                .and_then(|name| self.handed_on.get(name))
            else {
                break;
            };
            let Some((definer, depth)) = self.longest_module(target) else {
                break;
            };
            if definer.path == file.path {
                break;
            }
            let rest = path.get(length + 1..).unwrap_or_default();
            (file, length, path) = (definer, depth, join(target, rest));
            if let Some(longer) = self.longest_module(&path) {
                (file, length) = longer;
            }
        }
        Some((file, path.get(length).cloned()))
    }

    fn longest_module(&self, path: &[String]) -> Option<(&'t SourceFile, usize)> {
        (0..=path.len())
            .rev()
            .find_map(|length| Some((*self.modules.get(path.get(..length)?)?, length)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles_of(files: &[(&str, &str)]) -> Vec<String> {
        circles(&SourceTree::made_up(files))
    }

    #[test]
    fn a_circle_is_told_with_its_files_and_names() {
        let files = [
            ("lib.rs", "mod a; mod b; mod c; mod d;"),
            ("a.rs", "use crate::b; use super::d::D; fn f() { b::g(); }"),
            ("b.rs", "use crate::c::{C, D as E};"),
            ("c.rs", "fn h() { println!(\"{}\", crate::a::f()); }"),
            ("d.rs", "pub struct D;"),
        ];
        assert_eq!(
            circles_of(&files),
            [
                "src: 3 files import each other in a circle:\n  a.rs imports from b.rs: g, the module\n  \
              b.rs imports from c.rs: C, D\n  c.rs imports from a.rs: f"
            ]
        );
    }

    #[test]
    fn what_a_module_hands_on_counts_for_the_file_that_defines_it() {
        let face = (
            "x/mod.rs",
            "mod a; mod b; pub use a::A; pub(crate) use b::B;",
        );
        assert_eq!(
            circles_of(&[face, ("x/a.rs", "use super::B;"), ("x/b.rs", "")]),
            [] as [String; 0]
        );
        let circle = circles_of(&[
            face,
            ("x/a.rs", "use super::B;"),
            ("x/b.rs", "use crate::x::A;"),
        ]);
        assert_eq!(circle.len(), 1);
        assert!(
            circle[0].contains("x/a.rs imports from x/b.rs: B"),
            "{circle:?}"
        );
        // Through two of them, too.
        let outer = ("lib.rs", "mod x; mod y; pub use x::A as Renamed;");
        let files = [
            outer,
            face,
            ("x/a.rs", "use crate::y::Y;"),
            ("x/b.rs", ""),
            ("y.rs", "use crate::Renamed;"),
        ];
        assert_eq!(circles_of(&files).len(), 1);
    }

    #[test]
    fn what_a_module_defines_itself_counts_for_it() {
        let files = [
            ("x/mod.rs", "mod a; use crate::y::Y; pub struct X;"),
            ("x/a.rs", ""),
            ("y.rs", "use crate::x::X;"),
        ];
        assert_eq!(circles_of(&files).len(), 1);
    }

    #[test]
    fn tests_and_visibilities_import_nothing() {
        let files = [
            ("a.rs", "use crate::b::B; pub(in crate::b) struct A;"),
            (
                "b.rs",
                "pub struct B; #[cfg(test)] mod tests { use crate::a::A; } #[cfg(test)] fn t() { crate::a::f() }",
            ),
            ("tests/all.rs", "use crate::a::A;"),
        ];
        assert_eq!(circles_of(&files), [] as [String; 0]);
    }
}
