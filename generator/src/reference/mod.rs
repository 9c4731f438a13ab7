//! The reference: what the documents say and what the client makes of it, for people and for their tools.
//!
//! Pages are lowered from the model once, as plain data; HTML, Markdown and the files of a site are renderings of them.
//! It knows no files, no clock and no network.

pub mod call;
mod changes;
mod escape;
mod highlight;
mod html;
pub mod id;
pub mod identify;
mod markdown;
mod navigation;
pub mod page;
mod pages;
pub mod parts;
mod prose;
pub mod script;
pub mod search;
mod site;
mod tree_picture;
mod view;
mod way;

use std::collections::HashMap;

use minijinja::Environment;
use minijinja::syntax::SyntaxConfig;

pub use self::changes::{Change, Changes, Release};
pub use self::html::POLICY;
pub use self::site::from_root;

use self::id::{Ids, PageId, Subject};
use self::navigation::Navigation;
use self::page::Page;
use self::search::Index;
use crate::model::Api;

/// All pages of an API.
pub struct Reference<'a> {
    ids: Ids,
    pages: Vec<Page>,
    by_id: HashMap<PageId, usize>,
    releases: Vec<pages::Placed<'a>>,
    html: html::Renderer,
    markdown: markdown::Renderer,
    index: Index,
}

impl<'a> Reference<'a> {
    /// Lowers all pages.
    ///
    /// # Errors
    ///
    /// A defect of the templates.
    pub fn new(api: &Api, changes: &'a Changes) -> Result<Self, minijinja::Error> {
        let mut ids = Ids::new(api);
        let releases = pages::place(api, &mut ids, changes);
        let pages = pages::pages(api, &ids, &releases);
        ids.complete(pages.iter().map(|page| &page.id));
        let by_id = pages
            .iter()
            .enumerate()
            .map(|(at, page)| (page.id.clone(), at))
            .collect();
        let apis = api.documents.iter().filter_map(|document| {
            Some((
                pages::api_title(document),
                ids.get(document, Subject::Api, "")?.clone(),
            ))
        });
        let common = [
            (String::from("Changes"), PageId::changes()),
            (String::from("Errors"), PageId::errors()),
        ];
        let main = apis.chain(common).collect();
        let scripts = site::SCRIPTS.to_vec();
        Ok(Self {
            html: html::Renderer::new(Navigation::new(api, &ids), main, scripts)?,
            markdown: markdown::Renderer::new()?,
            index: Index::new(search::sources(api)),
            ids,
            pages,
            by_id,
            releases,
        })
    }

    /// The pages, in the order in which they are listed.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// Everything that can be found.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The ids of the pages.
    pub fn ids(&self) -> &Ids {
        &self.ids
    }

    /// The page of that id.
    pub fn page(&self, id: &PageId) -> Option<&Page> {
        self.by_id.get(id).and_then(|at| self.pages.get(*at))
    }

    /// A page as HTML.
    ///
    /// # Errors
    ///
    /// A defect of the templates.
    pub fn html(&self, page: &Page) -> Result<String, minijinja::Error> {
        self.html.page(page)
    }

    /// A page as Markdown.
    ///
    /// # Errors
    ///
    /// A defect of the templates.
    pub fn markdown(&self, page: &Page) -> Result<String, minijinja::Error> {
        self.markdown.page(page)
    }
}

/// An environment in which tags leave no empty lines behind.
fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()?;
    environment.set_syntax(syntax);
    Ok(environment)
}
