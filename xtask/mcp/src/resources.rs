//! Pages as resources: their list, their bytes, and the completion of their ids.

use rmcp::model::{CompletionInfo, ErrorData};
use serde_json::json;

use crate::excerpt::Excerpt;
use crate::library::Library;
use crate::reply::{BYTES_PER_TOKEN, Limit, Refusal, fitting, json_size};

/// What pages are.
pub(crate) const MEDIA_TYPE: &str = "text/markdown";
/// What the addresses of resources begin with.
const SCHEME: &str = "reference:///";
/// The addresses of all pages.
pub(crate) const TEMPLATE: &str = "reference:///{+id}";
/// Where the rest of a page begins that was cut.
const REST: &str = "?cursor=";
/// So many tokens of a list are sent at once.
const LIST_TOKENS: usize = 2_000;

/// A page in the list.
pub(crate) struct Entry {
    pub(crate) uri: String,
    pub(crate) id: String,
    pub(crate) title: String,
}

/// Some pages, and where the list goes on.
pub(crate) fn list(
    library: &Library,
    limit: Limit,
    cursor: Option<&str>,
) -> Result<(Vec<Entry>, Option<String>), ErrorData> {
    let count = library.pages().count();
    let start = match cursor {
        None => 0,
        Some(cursor) => cursor
            .parse()
            .ok()
            .filter(|start| *start < count)
            .ok_or_else(|| {
                ErrorData::invalid_params("The cursor is not one of this list.", None)
            })?,
    };
    let room = bytes(limit).min(LIST_TOKENS * BYTES_PER_TOKEN);
    let mut entries: Vec<Entry> = Vec::new();
    let mut used = 0;
    for page in library.pages().skip(start) {
        let id = page.id.to_string();
        let title = fitting(&page.title, 200).to_owned();
        used += 2 * id.len() + json_size(&title) + 90;
        if used > room && !entries.is_empty() {
            break;
        }
        let uri = format!("{SCHEME}{id}");
        entries.push(Entry { uri, id, title });
    }
    let end = start + entries.len();
    Ok((entries, (end < count).then(|| end.to_string())))
}

/// The bytes of a page. One that is longer than a reply may be is cut at a section, and the second of the contents says
/// where the rest is.
pub(crate) fn read(
    library: &Library,
    limit: Limit,
    uri: &str,
) -> Result<Vec<(String, String)>, ErrorData> {
    let name = uri.strip_prefix(SCHEME);
    let excerpt = name.ok_or_else(|| library.unknown("resource", uri, Vec::new()));
    let excerpt = excerpt.and_then(|name| match name.split_once(REST) {
        Some((_, cursor)) => Excerpt::from_cursor(library, cursor),
        None => Excerpt::new(library, name, &[]),
    });
    let mut excerpt = excerpt.map_err(|refusal| missing(uri, &refusal))?;
    let room = bytes(limit).saturating_sub(2 * json_size(uri));
    let note = 3 * excerpt.page.id.as_str().len() + 200;
    let Some(piece) = excerpt.take(room, room.saturating_sub(note), true) else {
        return Err(missing(uri, &Refusal::new("Not one line fits.")));
    };
    let mut contents = vec![(uri.to_owned(), piece.text.to_owned())];
    if let Some(rest) = piece.rest {
        excerpt.start = rest;
        let rest = format!("{SCHEME}{}{REST}{}", excerpt.page.id, excerpt.cursor());
        let note = format!("(Cut here. The rest is the resource {rest})");
        contents.push((rest, note));
    }
    Ok(contents)
}

/// The ids that begin with a text, else those that hold it, and how many there are.
pub(crate) fn complete(library: &Library, text: &str) -> (Vec<String>, usize) {
    let text = text.to_ascii_lowercase();
    let fitting = |fits: &dyn Fn(&str) -> bool| -> Vec<String> {
        let ids = library.pages().map(|page| page.id.to_string());
        ids.filter(|id| fits(&id.to_ascii_lowercase())).collect()
    };
    let mut ids = fitting(&|id| id.starts_with(&text));
    if ids.is_empty() {
        ids = fitting(&|id| id.contains(&text));
    }
    let total = ids.len();
    ids.truncate(CompletionInfo::MAX_VALUES);
    (ids, total)
}

fn bytes(limit: Limit) -> usize {
    (limit.tokens * BYTES_PER_TOKEN).saturating_sub(300)
}

fn missing(uri: &str, refusal: &Refusal) -> ErrorData {
    let data = json!({"uri": fitting(uri, 500)});
    ErrorData::resource_not_found(refusal.0.clone(), Some(data))
}
