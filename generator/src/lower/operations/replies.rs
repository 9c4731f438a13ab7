//! Replies: which of them an operation has, and what the one that is read holds.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, Response, Responses, Schema, StatusCode};

use super::content::is_json;
use super::operation::OperationName;
use crate::diagnostic::Code;
use crate::load::{Document, Pointer};
use crate::lower::context::LowerContext;
use crate::lower::count::count_examples;
use crate::lower::types::schema_type::Holder;
use crate::lower::types::schema_view::properties_of;
use crate::model::{Counts, Reply, Type, Verb};

impl LowerContext<'_> {
    /// What an operation answers when it succeeds: the lowest 2xx that has content.
    pub(crate) fn lower_reply(
        &mut self,
        operation: OperationName<'_>,
        replies: &Responses,
        at: &Pointer,
    ) -> Reply {
        let id = operation.id;
        let mut lowest = Reply::Empty;
        for (status, reply) in self.successes(id, replies, at) {
            let Some(resolved) = self.accept(self.document.response(reply, &at.join(&status)))
            else {
                continue;
            };
            let at = resolved.pointer().join("content");
            let content = &resolved.value().content;
            let Some((media_type, media)) = self.json_content(id, &status, content, &at) else {
                continue;
            };
            let at = at.join(media_type);
            let reply = self.reply_of_media(operation, media, &at);
            if lowest == Reply::Empty {
                lowest = reply;
            } else if same_shape(&lowest, &reply) {
                lowest.add_examples(reply);
            } else {
                self.skip(
                    &at,
                    format!("reply {status} of {id}"),
                    "an operation has one reply type, and a lower status has another one",
                    Counts {
                        reply_examples: reply.examples().len(),
                        ..Counts::default()
                    },
                );
            }
        }
        lowest
    }

    /// The replies with a status from 200 to 299, the lowest first; all others are left out, and one has to be there
    /// that is no error.
    fn successes<'d>(
        &mut self,
        id: &str,
        replies: &'d Responses,
        at: &Pointer,
    ) -> Vec<(String, &'d ReferenceOr<Response>)> {
        let mut successes: Vec<(u16, String, &ReferenceOr<Response>)> = Vec::new();
        let mut redirects = false;
        for (status, reply) in &replies.responses {
            let key = status.to_string();
            let number = match status {
                StatusCode::Code(code) => *code,
                StatusCode::Range(range) => range.saturating_mul(100),
            };
            if (200..300).contains(&number) {
                successes.push((number, key, reply));
                continue;
            }
            redirects |= (300..400).contains(&number);
            self.skip(
                &at.join(&key),
                format!("reply {key} of {id}"),
                "every reply but 2xx is an error, whose shape is the same for all operations",
                Counts::default(),
            );
        }
        if successes.is_empty() && !redirects {
            self.error(
                Code::NoSuccess,
                at,
                format!("{id} describes no successful reply"),
                "add a reply with a status from 200 to 299",
            );
        }
        successes.sort_by_key(|(number, _, _)| *number);
        let successes = successes.into_iter();
        successes.map(|(_, key, reply)| (key, reply)).collect()
    }

    /// The JSON of a reply, if it has content; content of other types is left out beside it, and refused without it.
    fn json_content<'d>(
        &mut self,
        id: &str,
        status: &str,
        content: &'d IndexMap<String, MediaType>,
        at: &Pointer,
    ) -> Option<(&'d str, &'d MediaType)> {
        let json = content.iter().find(|(media_type, _)| is_json(media_type));
        for (other, media) in content {
            match json {
                Some((media_type, _)) if media_type == other => {}
                Some((media_type, _)) => self.skip(
                    &at.join(other),
                    format!("{other} of reply {status} of {id}"),
                    format!("the client reads {media_type}"),
                    Counts {
                        reply_examples: count_examples(media),
                        ..Counts::default()
                    },
                ),
                None => self.error(
                    Code::UnsupportedMediaType,
                    &at.join(other),
                    format!("{id} answers {other}, and the client reads JSON"),
                    "describe the reply as application/json",
                ),
            }
        }
        json.map(|(media_type, media)| (media_type.as_str(), media))
    }

    fn reply_of_media(
        &mut self,
        operation: OperationName<'_>,
        media: &MediaType,
        at: &Pointer,
    ) -> Reply {
        let one = Counts {
            reply_examples: 1,
            ..Counts::default()
        };
        let examples = self.examples_of(media, at, one);
        let Some(schema) = &media.schema else {
            return Reply::One {
                ty: Type::Json,
                examples,
            };
        };
        let at = at.join("schema");
        if let Some((key, item)) = self.envelope(operation, schema, &at) {
            return Reply::Page {
                key,
                item,
                examples,
            };
        }
        let holder = Holder {
            owner: operation.builder,
            name: "reply",
        };
        let ty = self.type_of(schema, &at, &holder);
        Reply::One { ty, examples }
    }

    /// Whether an operation answers with pages.
    pub(crate) fn is_paged(&self, verb: Verb, replies: &Responses, at: &Pointer) -> bool {
        replies.responses.iter().any(|(status, reply)| {
            let at = at.join(&status.to_string());
            let Ok(resolved) = self.document.response(reply, &at) else {
                return false;
            };
            let content = resolved.pointer().join("content");
            let mut media = resolved.value().content.iter();
            media.any(|(media_type, media)| {
                let at = content.join(media_type).join("schema");
                let schema = media.schema.as_ref();
                schema.is_some_and(|schema| only_list(self.document, verb, schema, &at).is_some())
            })
        })
    }

    /// The list in an envelope, and what it holds.
    fn envelope(
        &mut self,
        operation: OperationName<'_>,
        schema: &ReferenceOr<Schema>,
        at: &Pointer,
    ) -> Option<(String, Type)> {
        let (key, list, list_at) = only_list(self.document, operation.verb, schema, at)?;
        match self.type_of(
            list,
            &list_at,
            &Holder {
                owner: operation.builder,
                name: "item",
            },
        ) {
            Type::List(item) => Some((key.to_owned(), *item)),
            _ => None,
        }
    }
}

fn same_shape(a: &Reply, b: &Reply) -> bool {
    match (a, b) {
        (Reply::One { ty: a, .. }, Reply::One { ty: b, .. }) => a == b,
        (Reply::Page { item: a, .. }, Reply::Page { item: b, .. }) => a == b,
        _ => false,
    }
}

/// The only array beside paging data, or the only array in a reply of a `List…`: its key, itself and its place.
///
/// An envelope that is a component is a model as well, and what is written within it has its name there already:
/// it has to hold paging data and a list of components.
fn only_list<'s>(
    document: &'s Document,
    verb: Verb,
    schema: &'s ReferenceOr<Schema>,
    at: &Pointer,
) -> Option<(&'s str, &'s ReferenceOr<Box<Schema>>, Pointer)> {
    let resolved = document.schema(schema, at).ok()?;
    let component = matches!(schema, ReferenceOr::Reference { .. });
    let (properties, _) = properties_of(resolved.value());
    let paged = properties.contains_key("meta") || properties.contains_key("next_page_uri");
    if !paged && (component || verb != Verb::List) {
        return None;
    }
    let location = |key: &str| resolved.pointer().join("properties").join(key);
    let text = |at: &Pointer| document.text(at);
    let mut arrays = properties
        .iter()
        .filter(|(key, _)| text(&location(key).join("type")) == Some("array"));
    let (key, list) = arrays.next()?;
    let at = location(key);
    let named = !component || text(&at.join("items").join("$ref")).is_some();
    (named && arrays.next().is_none()).then_some((key.as_str(), list, at))
}
