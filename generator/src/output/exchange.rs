//! Writing all at once: the new tree is made beside the folder, and the two change places in one step.
//!
//! Files that stay as they are get a second name in the new tree instead of a copy, so they keep their times and
//! cost nothing; so do files of others. Folders of others cannot have two names: they are moved just before the
//! exchange. Whatever fails before it is undone by [`settle`](super::settle::settle).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::compare::Comparison;
use super::disk::{Disk, Trouble, beside, is_folder, look};
use super::record;
use super::settle::UNFINISHED;

/// Whether the folder may be replaced as a whole.
///
/// Not when it belongs to somebody else so far, whose folders should stay where they are; not when it holds folders
/// that were made read-only; and not when this process stands in it, because then so does the user's shell, which
/// would be left in a folder that is no more.
pub(super) fn is_possible(comparison: &Comparison) -> bool {
    let (folder, survey) = (&comparison.folder, &comparison.survey);
    if !folder.exists() {
        return true;
    }
    let ours = survey.files.contains_key(record::NAME)
        || (survey.foreign.is_empty() && survey.files.is_empty());
    let mut folders = survey
        .folders
        .values()
        .map(|metadata| metadata.permissions());
    let locked = cfg!(unix) && folders.any(|permissions| permissions.readonly());
    let inside = std::env::current_dir().is_ok_and(|current| current.starts_with(folder.real()));
    ours && !locked && !inside && look(&folder.inner()).is_none()
}

/// Makes the new tree in `tree`, which must not exist, and gives it the folder's place. Afterwards `tree` is the old
/// one. On an error the output folder has not changed, but for folders of others that may still be in `tree`.
pub(super) fn exchange(
    disk: &mut Disk<'_>,
    comparison: &Comparison,
    tree: &Path,
) -> Result<(), Trouble> {
    let folder = &comparison.folder;
    let mut staging = Staging {
        disk,
        comparison,
        tree,
        folders: BTreeSet::new(),
        fresh: Vec::new(),
    };
    let moves = staging.fill()?;
    let mut fresh = staging.fresh;
    fresh.extend(staging.folders.iter().map(|path| tree.join(path)));
    fresh.push(tree.to_owned());
    disk.sync(&fresh)?;
    disk.remove(&tree.join(UNFINISHED))?;
    disk.sync(&[tree.to_owned()])?;
    if folder.exists() && !moves.is_empty() {
        probe(disk, tree)?;
    }
    for path in moves {
        disk.rename(&folder.real().join(path), &tree.join(path))?;
    }
    if folder.exists() {
        disk.exchange(tree, folder.real())?;
    } else {
        disk.rename(tree, folder.real())?;
    }
    // Done, and seen by everybody; whether it is on the disk already matters to nobody but a power failure.
    let _ = disk.sync(&[folder.parent().to_owned()]);
    Ok(())
}

/// Tries the exchange on two empty folders, before folders of others are moved for it.
fn probe(disk: &mut Disk<'_>, tree: &Path) -> Result<(), Trouble> {
    let [one, other] = probes(tree);
    disk.make_folder(&one)?;
    disk.make_folder(&other)?;
    disk.exchange(&one, &other)
}

fn probes(tree: &Path) -> [PathBuf; 2] {
    ["one", "other"].map(|name| beside(tree, name))
}

/// Removes the folders that the exchange was tried on.
pub(super) fn remove_probes(disk: &mut Disk<'_>, tree: &Path) -> Result<(), Trouble> {
    probes(tree)
        .iter()
        .filter(|path| is_folder(path))
        .try_for_each(|path| disk.remove_folder(path))
}

struct Staging<'a, 's, 'd> {
    disk: &'s mut Disk<'d>,
    comparison: &'a Comparison,
    tree: &'a Path,
    folders: BTreeSet<PathBuf>,
    /// Files that were written.
    fresh: Vec<PathBuf>,
}

impl<'a> Staging<'a, '_, '_> {
    /// Makes all files; what it returns are the folders of others.
    fn fill(&mut self) -> Result<Vec<&'a Path>, Trouble> {
        let comparison = self.comparison;
        let survey = &comparison.survey;
        self.disk.make_folder(self.tree)?;
        self.disk.write(&self.tree.join(UNFINISHED), b"")?;
        // The record first: from then on it is known what else is ours.
        self.stage(record::NAME)?;
        let emitted = comparison
            .changes
            .iter()
            .filter(|(_, change)| change.text.is_some())
            .map(|(path, _)| path);
        for path in emitted
            .chain(&comparison.unchanged)
            .filter(|path| *path != record::NAME)
        {
            self.stage(path)?;
        }
        let mut moves = Vec::new();
        for foreign in &survey.foreign {
            self.make_parents(&foreign.path)?;
            if foreign.folder {
                moves.push(foreign.path.as_path());
            } else {
                self.disk.link(
                    &comparison.folder.real().join(&foreign.path),
                    &self.tree.join(&foreign.path),
                )?;
            }
        }
        for (path, metadata) in &survey.folders {
            if self.folders.contains(Path::new(path)) {
                self.disk.dress(&self.tree.join(path), metadata)?;
            }
        }
        if let Some(metadata) = look(comparison.folder.real()) {
            self.disk.dress(self.tree, &metadata)?;
        }
        Ok(moves)
    }

    fn stage(&mut self, path: &str) -> Result<(), Trouble> {
        self.make_parents(Path::new(path))?;
        let target = self.tree.join(path);
        let change = self.comparison.changes.get(path);
        let Some(text) = change.and_then(|change| change.text.as_deref()) else {
            return self
                .disk
                .link(&self.comparison.folder.real().join(path), &target);
        };
        self.disk.write(&target, text.as_bytes())?;
        if let Some(old) = self.comparison.survey.files.get(path) {
            // A file that is not ours becomes ours by being replaced, here as with any editor.
            let _ = self.disk.dress(&target, &old.metadata);
        }
        self.fresh.push(target);
        Ok(())
    }

    fn make_parents(&mut self, path: &Path) -> Result<(), Trouble> {
        let mut above: Vec<&Path> = path
            .ancestors()
            .skip(1)
            .filter(|path| !path.as_os_str().is_empty())
            .collect();
        above.reverse();
        for folder in above {
            if !self.folders.contains(folder) {
                self.disk.make_folder(&self.tree.join(folder))?;
                self.folders.insert(folder.to_owned());
            }
        }
        Ok(())
    }
}
