//! Everything that the server can tell: the model, its pages, and how they are found by what callers write.

use generator::model::{Api, Document, Operation};
use generator::reference::id::{PageId, Subject};
use generator::reference::page::{Page, PageKind};
use generator::reference::{Changes, Reference};

use crate::reply::Refusal;
use crate::schema::shortened;

/// The model and its pages.
pub(crate) struct Library {
    pub(crate) api: Api,
    pub(crate) changes: &'static Changes,
    pub(crate) reference: Reference<'static>,
}

impl Library {
    /// Lowers all pages.
    ///
    /// # Errors
    ///
    /// A defect of the templates.
    pub(crate) fn open(api: Api, changes: Changes) -> Result<Self, String> {
        let changes: &'static Changes = Box::leak(Box::new(changes));
        let reference = Reference::new(&api, changes).map_err(|error| format!("{error:#}"))?;
        Ok(Self {
            api,
            changes,
            reference,
        })
    }

    /// The pages that can be listed and read.
    pub(crate) fn pages(&self) -> impl Iterator<Item = &Page> {
        let pages = self.reference.pages().iter();
        pages.filter(|page| page.kind != PageKind::NotFound)
    }

    /// The page that a text names, by its id, its address or its name; or the ids that may be meant.
    pub(crate) fn page(&self, text: &str) -> Result<&Page, Refusal> {
        let candidates = match self.reference.ids().resolve(text) {
            Ok(id) => match self.reference.page(id) {
                Some(page) => return Ok(page),
                None => Vec::new(),
            },
            Err(candidates) => candidates.into_iter().map(PageId::to_string).collect(),
        };
        Err(self.unknown("page", text, candidates))
    }

    /// The Markdown of a page: the bytes of its twin.
    pub(crate) fn markdown(&self, page: &Page) -> Result<String, Refusal> {
        let markdown = self.reference.markdown(page);
        markdown.map_err(|error| Refusal::new(format!("{}: {error:#}", page.id)))
    }

    /// The document of that key.
    pub(crate) fn document(&self, key: &str) -> Result<&Document, Refusal> {
        let mut documents = self.api.documents.iter();
        let document = documents.find(|document| document.key == key);
        document.ok_or_else(|| {
            let keys = self
                .api
                .documents
                .iter()
                .map(|document| document.key.clone());
            Refusal::new(format!(
                "There is no document `{}`; there are:\n{}",
                shortened(key),
                list(&keys.collect::<Vec<_>>())
            ))
        })
    }

    /// The operation that a text names.
    pub(crate) fn operation(&self, text: &str) -> Result<(&Document, &Operation), Refusal> {
        let id = self.page(text)?.id.as_str();
        let operations = self.api.documents.iter().flat_map(|document| {
            let operations = document.operations.iter();
            operations.map(move |operation| (document, operation))
        });
        let mut operations = operations.filter(|(document, operation)| {
            let ids = self.reference.ids();
            ids.get(document, Subject::Operation, &operation.id)
                .is_some_and(|other| other.as_str() == id)
        });
        operations.next().ok_or_else(|| {
            Refusal::new(format!(
                "`{id}` is not an operation; `browse` with kind `operation` lists those."
            ))
        })
    }

    /// Tells that nothing has that name, and what has one like it.
    pub(crate) fn unknown(&self, kind: &str, text: &str, mut nearest: Vec<String>) -> Refusal {
        let name = shortened(text);
        if !nearest.is_empty() {
            return Refusal::new(format!(
                "Several pages are called `{name}`. Name one by its id:\n{}",
                list(&nearest)
            ));
        }
        let index = self.reference.index();
        nearest = index.nearest(text);
        if nearest.is_empty() {
            let hits = index.search(&name, 5).into_iter();
            nearest = hits.map(|hit| hit.entry.id()).collect();
        }
        match nearest.is_empty() {
            true => Refusal::new(format!(
                "There is no {kind} `{name}`; `search` finds pages, and `browse` lists them."
            )),
            false => Refusal::new(format!(
                "There is no {kind} `{name}`. Nearest:\n{}",
                list(&nearest)
            )),
        }
    }
}

/// Ids as a list in Markdown.
fn list(ids: &[String]) -> String {
    let lines = ids.iter().take(10).map(|id| format!("- `{id}`"));
    lines.collect::<Vec<_>>().join("\n")
}
