//! The history of files in a git repository. git is a child process; this module knows nothing of what the files hold.

use std::collections::HashSet;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// A commit that wrote a file.
pub(crate) struct Commit {
    pub(crate) hash: String,
    /// The day, in UTC.
    pub(crate) date: String,
    /// The first line of its message.
    subject: String,
}

impl Commit {
    /// The version that its message names: the first word of numbers with dots between.
    pub(crate) fn version(&self) -> Option<String> {
        let mut words = self.subject.split_whitespace();
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let version = words.find(|word| word.contains('.') && word.split('.').all(is_number))?;
        Some(version.to_owned())
    }
}

/// A text that a file had at some time.
pub(crate) struct Version {
    /// The commit that wrote it, in short.
    pub(crate) commit: String,
    pub(crate) path: String,
    blob: String,
}

/// A repository, or a folder within one.
pub(crate) struct Repository<'a>(pub(crate) &'a Path);

impl Repository<'_> {
    /// The commits that wrote a file, the oldest first.
    pub(crate) fn commits(&self, path: &str) -> Result<Vec<Commit>, String> {
        let log = self.git(&[
            "log",
            "--first-parent",
            "--reverse",
            "--diff-filter=AM",
            "--date=format-local:%Y-%m-%d",
            "--format=%H %cd %s",
            "--",
            path,
        ])?;
        let log = String::from_utf8_lossy(&log);
        let commits = log.lines().filter_map(|line| {
            let mut parts = line.splitn(3, ' ').map(str::to_owned);
            Some(Commit {
                hash: parts.next()?,
                date: parts.next()?,
                subject: parts.next().unwrap_or_default(),
            })
        });
        Ok(commits.collect())
    }

    /// The text of a file as a commit left it.
    pub(crate) fn text(&self, commit: &Commit, path: &str) -> Result<Vec<u8>, String> {
        self.git(&["show", &format!("{}:{path}", commit.hash)])
    }

    /// Every version of the files of some paths, the newest first. A text that a file had twice stands once.
    pub(crate) fn versions(&self, is_wanted: fn(&str) -> bool) -> Result<Vec<Version>, String> {
        let log = self.git(&[
            "log",
            "--diff-filter=d",
            "--raw",
            "--no-abbrev",
            "--no-renames",
            "--format=commit %h",
        ])?;
        let (mut commit, mut seen, mut versions) = (String::new(), HashSet::new(), Vec::new());
        for line in String::from_utf8_lossy(&log).lines() {
            if let Some(hash) = line.strip_prefix("commit ") {
                hash.clone_into(&mut commit);
            }
            // `:100644 100644 <old blob> <new blob> M<tab><path>`
            let fields = line
                .strip_prefix(':')
                .and_then(|line| line.split_once('\t'));
            let Some((fields, path)) = fields.filter(|(_, path)| is_wanted(path)) else {
                continue;
            };
            if let Some(blob) = fields.split(' ').nth(3)
                && seen.insert((path.to_owned(), blob.to_owned()))
            {
                versions.push(Version {
                    commit: commit.clone(),
                    path: path.to_owned(),
                    blob: blob.to_owned(),
                });
            }
        }
        Ok(versions)
    }

    /// The bytes of each version, in their order, by one process for all of them.
    pub(crate) fn texts(&self, versions: &[Version]) -> Result<Vec<Vec<u8>>, String> {
        let problem = |error: io::Error| format!("git cat-file: {error}");
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(problem)?;
        let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(String::from("git cat-file has no pipes"));
        };
        let mut stdout = BufReader::new(stdout);
        let mut texts = Vec::with_capacity(versions.len());
        for version in versions {
            writeln!(stdin, "{}", version.blob).map_err(problem)?;
            let mut header = String::new();
            stdout.read_line(&mut header).map_err(problem)?;
            let size = header.trim_end().rsplit(' ').next().unwrap_or_default();
            let size: usize = size
                .parse()
                .map_err(|_| format!("git cat-file says `{}`", header.trim_end()))?;
            // The line break after the bytes is git's.
            let mut text = vec![0; size + 1];
            stdout.read_exact(&mut text).map_err(problem)?;
            text.truncate(size);
            texts.push(text);
        }
        drop(stdin);
        child.wait().map_err(problem)?;
        Ok(texts)
    }

    fn git(&self, arguments: &[&str]) -> Result<Vec<u8>, String> {
        let output = self.command(arguments).output();
        let output = output.map_err(|error| format!("git: {error}"))?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            let problem = String::from_utf8_lossy(&output.stderr);
            Err(format!("{}: git: {}", self.0.display(), problem.trim()))
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut git = Command::new("git");
        git.arg("-C").arg(self.0).args(arguments).env("TZ", "UTC");
        git
    }
}
