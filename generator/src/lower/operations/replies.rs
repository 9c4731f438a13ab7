//! Replies: which of them an operation has, and what the one that is read holds.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, Response, Responses, Schema};

use super::content::{is_json, number_of, redirects_of};
use super::operation::OperationName;
use super::paging::{Unclear, envelope_of};
use crate::diagnostic::Code;
use crate::load::Pointer;
use crate::lower::context::LowerContext;
use crate::lower::count::count_examples;
use crate::lower::types::schema_type::Holder;
use crate::model::{Counts, Paging, Parameter, Reply, Type};

/// What comes back, and for a page, how others are asked for.
type PagedReply = (Reply, Option<Paging>);

impl LowerContext<'_> {
    /// What an operation answers when it succeeds: the lowest 2xx that has content.
    pub(crate) fn lower_reply(
        &mut self,
        operation: OperationName<'_>,
        replies: &Responses,
        at: &Pointer,
        parameters: &[Parameter],
    ) -> PagedReply {
        let id = operation.id;
        let (mut lowest, mut lowest_paging) = (Reply::Empty, None);
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
            let (reply, paging) = self.reply_of_media(operation, media, &at, parameters);
            if lowest == Reply::Empty {
                (lowest, lowest_paging) = (reply, paging);
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
        (lowest, lowest_paging)
    }

    /// The replies that are not errors, the lowest status first: those from 200 to 299, or where there are none, the
    /// redirects. All others are left out, and one has to be there.
    fn successes<'d>(
        &mut self,
        id: &str,
        replies: &'d Responses,
        at: &Pointer,
    ) -> Vec<(String, &'d ReferenceOr<Response>)> {
        let mut successes: Vec<(u16, String, &ReferenceOr<Response>)> = Vec::new();
        let is_redirected = !redirects_of(replies).is_empty();
        for (status, reply) in &replies.responses {
            let (key, number) = (status.to_string(), number_of(status));
            let is_success = match is_redirected {
                true => (300..400).contains(&number),
                false => (200..300).contains(&number),
            };
            if is_success {
                successes.push((number, key, reply));
                continue;
            }
            self.skip(
                &at.join(&key),
                format!("reply {key} of {id}"),
                "it is an error, whose shape is the same for all operations",
                Counts::default(),
            );
        }
        if successes.is_empty() {
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
                // A browser reads it; the client reads where it leads.
                None if status.starts_with('3') => self.skip(
                    &at.join(other),
                    format!("{other} of reply {status} of {id}"),
                    "a redirect is read for its address",
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
        parameters: &[Parameter],
    ) -> PagedReply {
        let one = Counts {
            reply_examples: 1,
            ..Counts::default()
        };
        let examples = self.examples_of(media, at, one);
        let Some(schema) = &media.schema else {
            let ty = self.untyped(at, "a reply without a schema");
            return (Reply::One { ty, examples }, None);
        };
        let at = at.join("schema");
        if let Some((key, item, paging)) = self.page(operation, schema, &at, parameters) {
            let reply = Reply::Page {
                key,
                item,
                examples,
            };
            return (reply, Some(paging));
        }
        let holder = Holder {
            owner: operation.builder,
            name: "reply",
        };
        let ty = self.type_of(schema, &at, &holder);
        (Reply::One { ty, examples }, None)
    }

    /// The list in an envelope, what it holds, and how it goes on.
    fn page(
        &mut self,
        operation: OperationName<'_>,
        schema: &ReferenceOr<Schema>,
        at: &Pointer,
        parameters: &[Parameter],
    ) -> Option<(String, Type, Paging)> {
        let envelope = match envelope_of(self.document, operation.verb, schema, at, parameters) {
            Ok(envelope) => envelope?,
            Err(Unclear { at, problem }) => {
                let (id, problem) = (operation.id, format!("{problem}; its reply is a plain one"));
                self.warning(
                    Code::UnclearPages,
                    &at,
                    format!("in the reply of {id}, {problem}"),
                );
                return None;
            }
        };
        let holder = Holder {
            owner: operation.builder,
            name: "item",
        };
        match self.type_of(envelope.list, &envelope.at, &holder) {
            Type::List(item) => Some((envelope.key, *item, envelope.paging)),
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
