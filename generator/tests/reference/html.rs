//! Just enough of HTML to ask a page what stands where.

use std::collections::HashMap;

/// A page in pieces.
pub(crate) struct Html {
    /// For each element with an id, the text from it to the next one that has an id.
    pub(crate) parts: HashMap<String, String>,
    /// All text.
    pub(crate) text: String,
    /// The values of all `href` attributes.
    pub(crate) hrefs: Vec<String>,
    /// The names of the elements, in order.
    pub(crate) tags: Vec<String>,
}

impl Html {
    pub(crate) fn read(html: &str) -> Self {
        let mut page = Self {
            parts: HashMap::new(),
            text: String::new(),
            hrefs: Vec::new(),
            tags: Vec::new(),
        };
        let mut id = String::new();
        let mut rest = html;
        while let Some((text, after)) = rest.split_once('<') {
            page.push(&id, text);
            let (tag, after) = after.split_once('>').unwrap_or((after, ""));
            if let Some(own) = attribute(tag, "id") {
                assert!(!page.parts.contains_key(&own), "the id {own} stands twice");
                page.parts.insert(own.clone(), String::new());
                id = own;
            }
            page.hrefs.extend(attribute(tag, "href"));
            if !tag.starts_with('/') {
                page.tags
                    .push(tag.split_whitespace().next().unwrap_or_default().to_owned());
            }
            let name = tag
                .trim_start_matches('/')
                .split_whitespace()
                .next()
                .unwrap_or_default();
            if !["a", "b", "code", "em", "span", "strong"].contains(&name) {
                page.push(&id, " ");
            }
            rest = after;
        }
        page.push(&id, rest);
        page
    }

    fn push(&mut self, id: &str, text: &str) {
        let text = unescape(text);
        self.text.push_str(&text);
        if let Some(part) = self.parts.get_mut(id) {
            part.push_str(&text);
        }
    }

    /// The text of an element, with single spaces.
    pub(crate) fn part(&self, id: &str) -> Option<String> {
        self.parts.get(id).map(|text| squeeze(text))
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    let (value, _) = after.split_once('"')?;
    Some(unescape(value))
}

pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
