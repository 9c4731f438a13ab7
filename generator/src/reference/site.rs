//! The reference as the files of a static site.

use std::fmt::Write as _;

use super::Reference;
use super::escape::escape;
use super::id::{PageId, fragment};
use super::page::{Page, PageKind};
use super::pages::{Placed, counts};
use super::search::{call_script, search_scripts, site_script};
use crate::file_tree::Tree;

const STYLE: &str = include_str!("../../templates/reference/style.css");

/// The script of each page, which loads the index when somebody begins to search. All that a page holds is there
/// without it.
pub(crate) const SCRIPTS: [&str; 1] = ["site.js"];

impl Reference<'_> {
    /// Every file of the site.
    ///
    /// # Errors
    ///
    /// A defect of the templates.
    pub fn site(&self) -> Result<Tree, minijinja::Error> {
        let mut tree = Tree::default();
        let mut full = String::from("# Reference, in full\n");
        for page in self.pages() {
            tree.add(page.id.route(), self.html(page)?);
            let markdown = self.markdown(page)?;
            if page.kind != PageKind::NotFound {
                let _ = write!(full, "\n<!-- {} -->\n\n{markdown}", page.id);
            }
            tree.add(page.id.twin(), markdown);
        }
        tree.add("llms.txt", self.list());
        tree.add("llms-full.txt", full);
        tree.add("feed.xml", feed(&self.releases));
        tree.add("style.css", condensed(STYLE));
        tree.add("site.js", site_script());
        tree.add("call.js", call_script());
        let route = |page: &str| {
            let id = self.ids.resolve(page);
            id.map_or_else(|_| page.to_owned(), PageId::route)
        };
        for (file, script) in search_scripts(&self.index, &route) {
            tree.add(file, script);
        }
        Ok(tree)
    }

    /// What pages there are, for tools: <https://llmstxt.org>.
    fn list(&self) -> String {
        let mut text = String::from(
            "# Reference\n\n> Every operation, model, enum and kind of SID, a page each.\n",
        );
        let mut heading = String::new();
        for page in self
            .pages()
            .iter()
            .filter(|page| page.kind != PageKind::NotFound)
        {
            let section = section_of(page);
            if section != heading {
                let _ = write!(text, "\n## {section}\n\n");
                heading = section;
            }
            let summary = match page.summary.as_str() {
                "" => String::new(),
                summary => format!(": {summary}"),
            };
            let _ = writeln!(text, "- [{}]({}){summary}", page.id.name(), page.id.twin());
        }
        text
    }

    /// The addresses of all pages, for search engines, which take none but whole ones: `base` is where the site lives,
    /// such as `https://example.com/reference/`.
    pub fn sitemap(&self, base: &str) -> String {
        let base = base.trim_end_matches('/');
        let mut text = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        for page in self
            .pages()
            .iter()
            .filter(|page| page.kind != PageKind::NotFound)
        {
            let address = escape(&format!("{base}/{}", page.id.route()));
            let _ = writeln!(text, "<url><loc>{address}</loc></url>");
        }
        text.push_str("</urlset>\n");
        text
    }
}

/// The text of a page at the root of the site, such as `404.html`, for an address elsewhere: its links lead on from
/// `root`, which is `../` for a folder below, or the address of the site.
pub fn from_root(page: &str, root: &str) -> String {
    let attributes = ["href=\"", "src=\"", "data-root=\""];
    let page = attributes.iter().fold(page.to_owned(), |page, attribute| {
        page.replace(attribute, &format!("{attribute}{root}"))
    });
    // What leads to a place on the page itself stays.
    page.replace(&format!("href=\"{root}#"), "href=\"#")
}

fn section_of(page: &Page) -> String {
    match &page.document {
        Some(key) if page.kind == PageKind::Api || page.kind == PageKind::Changes => key.clone(),
        Some(key) => format!("{key}: {}s", page.kind.word()),
        None => String::from("All APIs"),
    }
}

/// The releases as an Atom feed, the newest first. Its dates are those of the releases, so that it stays the same until
/// there is a new one.
fn feed(releases: &[Placed<'_>]) -> String {
    let updated = releases.iter().map(|place| day(&place.release.date)).max();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <title>Changes of the APIs</title>\n<id>urn:reference:changes</id>\n<updated>{}T00:00:00Z</updated>\n\
         <author><name>Reference</name></author>\n<link href=\"{}\"/>\n",
        escape(updated.unwrap_or(UNDATED)),
        PageId::changes().route(),
    );
    for place in releases.iter().take(MOST_ENTRIES) {
        let release = place.release;
        let (breaking, compatible) = counts(release);
        let sentences = release
            .changes
            .iter()
            .map(|change| format!("{}: {}", change.impact.as_str(), change.what));
        let _ = writeln!(
            text,
            "<entry><title>{document} {version}: {breaking} breaking, {compatible} compatible</title>\
             <id>urn:reference:changes:{id}</id><updated>{date}T00:00:00Z</updated>\
             <link href=\"{page}#{anchor}\"/><content type=\"text\">{content}</content></entry>",
            document = visible_text(&release.document),
            version = visible_text(&release.version),
            id = [&release.document, &release.version, &release.date]
                .map(|part| fragment(part))
                .join(":"),
            date = escape(day(&release.date)),
            page = escape(&place.page.route()),
            anchor = fragment(&place.anchor),
            content = escape(&super::prose::visible_lines(
                &sentences.take(200).collect::<Vec<_>>().join("\n")
            )),
        );
    }
    text.push_str("</feed>\n");
    text
}

/// So many releases stand in the feed.
const MOST_ENTRIES: usize = 50;
/// Atom demands a date, also of a release whose date nobody knows.
const UNDATED: &str = "1970-01-01";

fn day(date: &str) -> &str {
    if date.is_empty() { UNDATED } else { date }
}

fn visible_text(text: &str) -> String {
    escape(&super::prose::visible(text))
}

/// A style sheet without what only its readers need.
fn condensed(style: &str) -> String {
    let mut text = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n") + "\n"
}
