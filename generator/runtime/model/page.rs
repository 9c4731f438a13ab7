//! The envelope of a page of a list, in all styles that the API has: metadata
//! under `meta` or flat beside the list, with addresses or tokens of other pages.
//!
//! It may not know how pages are fetched, nor which addresses may be followed.

use std::fmt;
use std::mem::ManuallyDrop;

use super::decode_error::DecodeError;
use super::field::{Codec, Datum, Field, Fields, Slot, ValueRef};
use super::read::read;
use super::view::debug;

/// The metadata of a page, from its envelope.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct PageMeta {
    /// The key of the list. Absent in the flat style.
    pub key: Option<String>,
    /// The number of the page, from 0.
    pub page: Option<i64>,
    /// The largest number of items in a page.
    pub page_size: Option<i64>,
    /// The address of the first page.
    pub first_page_url: Option<String>,
    /// The address of the next page. Absent on the last page. In the flat style it
    /// is relative to the host.
    pub next_page_url: Option<String>,
    /// The address of the previous page. Absent on the first page.
    pub previous_page_url: Option<String>,
    /// The address of this page.
    pub url: Option<String>,
    /// The token of the next page, in APIs that have tokens instead of addresses.
    /// Absent on the last page.
    pub next_token: Option<String>,
    /// The token of the previous page. Absent on the first page.
    pub previous_token: Option<String>,
}

impl Codec for PageMeta {
    fn slot(&mut self, key: &str) -> Option<&mut dyn Field> {
        Some(match key {
            "key" => &mut self.key,
            "page" => &mut self.page,
            "page_size" | "pageSize" => &mut self.page_size,
            "url" => &mut self.url,
            _ => return self.neighbour(key),
        })
    }

    fn view<'a>(&'a self, fields: &mut Fields<'a>) {
        fields.add("key", &self.key);
        fields.add("page", &self.page);
        fields.add("page_size", &self.page_size);
        // Addresses hold the filters of the list, which may be personal.
        fields.add_private("first_page_url", &self.first_page_url);
        fields.add_private("next_page_url", &self.next_page_url);
        fields.add_private("previous_page_url", &self.previous_page_url);
        fields.add_private("url", &self.url);
        fields.add_private("nextToken", &self.next_token);
        fields.add_private("previousToken", &self.previous_token);
    }
}

impl PageMeta {
    /// Where the address or the token of another page goes. Their names differ
    /// between APIs, and they stand in `meta` or beside the list.
    fn neighbour(&mut self, key: &str) -> Option<&mut dyn Field> {
        Some(match key {
            "first_page_url" | "first_page_uri" => &mut self.first_page_url,
            "next_page_url" | "next_page_uri" => &mut self.next_page_url,
            "previous_page_url" | "previous_page_uri" => &mut self.previous_page_url,
            "next_token" | "nextToken" | "next_page_token" | "nextPageToken" | "next_cursor"
            | "nextCursor" => &mut self.next_token,
            "previous_token"
            | "previousToken"
            | "previous_page_token"
            | "previousPageToken"
            | "previous_cursor"
            | "previousCursor" => &mut self.previous_token,
            _ => return None,
        })
    }

    /// Adds what this lacks and the other has.
    fn complete(&mut self, other: Self) {
        self.page = self.page.or(other.page);
        self.page_size = self.page_size.or(other.page_size);
        for (own, other) in [
            (&mut self.first_page_url, other.first_page_url),
            (&mut self.next_page_url, other.next_page_url),
            (&mut self.previous_page_url, other.previous_page_url),
            (&mut self.url, other.url),
            (&mut self.next_token, other.next_token),
            (&mut self.previous_token, other.previous_token),
        ] {
            if own.is_none() {
                *own = other;
            }
        }
    }
}

impl fmt::Debug for PageMeta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug("PageMeta", self, f)
    }
}

/// Decodes a page: the list under `key`, or if there is no such key, under the one
/// that `meta.key` names, and the metadata.
///
/// # Errors
///
/// As for a model, and if the reply holds no list.
pub fn decode_page<T: Datum>(text: &str, key: &str) -> Result<(Vec<T>, PageMeta), DecodeError> {
    // As in `from_text`.
    let mut items = ManuallyDrop::new(None);
    let meta = read_page(text, key, &mut *items)?;
    match ManuallyDrop::into_inner(items) {
        Some(items) => Ok((items, meta)),
        None => Ok((Vec::new(), meta)),
    }
}

/// Decodes a page into a list whose item type is not known.
///
/// # Errors
///
/// As for [`decode_page`]. The list is absent then.
pub fn read_page(text: &str, key: &str, items: &mut dyn Field) -> Result<PageMeta, DecodeError> {
    let mut meta = PageMeta::default();
    if read_list(text, key, items, &mut meta)? {
        return Ok(meta);
    }
    // This is rare, so the text may be decoded a second time.
    if let Some(named) = meta.key.clone() {
        if read_list(text, &named, items, &mut meta)? {
            return Ok(meta);
        }
    }
    Err(DecodeError::afterwards("", &format!("`{key}` is missing")))
}

/// Decodes the list under a key, and returns whether there is such a key.
fn read_list(
    text: &str,
    key: &str,
    items: &mut dyn Field,
    meta: &mut PageMeta,
) -> Result<bool, DecodeError> {
    let mut envelope = Envelope {
        key,
        items,
        has_list: false,
        meta: None,
        flat: PageMeta::default(),
    };
    read(text, &mut envelope)?;
    *meta = envelope.meta.unwrap_or_default();
    meta.complete(envelope.flat);
    // A list given as null is empty.
    Ok(envelope.has_list)
}

/// The envelope while it is decoded.
struct Envelope<'a> {
    key: &'a str,
    items: &'a mut dyn Field,
    has_list: bool,
    meta: Option<PageMeta>,
    flat: PageMeta,
}

impl Codec for Envelope<'_> {
    fn slot(&mut self, key: &str) -> Option<&mut dyn Field> {
        if key == self.key {
            self.has_list = true;
            return Some(self.items);
        }
        Some(match key {
            "meta" => &mut self.meta,
            "page" => &mut self.flat.page,
            "page_size" => &mut self.flat.page_size,
            "uri" => &mut self.flat.url,
            _ => return self.flat.neighbour(key),
        })
    }

    fn view<'a>(&'a self, _: &mut Fields<'a>) {}
}

impl fmt::Debug for Envelope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug("Envelope", self, f)
    }
}

impl Field for Envelope<'_> {
    fn clear(&mut self) {
        self.items.clear();
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Object(self)
    }

    fn value(&self) -> ValueRef<'_> {
        ValueRef::Absent
    }
}
