//! Replies and request bodies: which shape of content becomes what.

use openapiv3::{MediaType, ReferenceOr, RequestBody, Response, Responses, Schema, StatusCode};

use crate::diagnostic::Code;
use crate::load::{Document, Pointer};
use crate::lower::context::Context;
use crate::lower::count::{count_examples, counts_of_body};
use crate::lower::types::schema_type::Holder;
use crate::lower::types::schema_view::properties_of;
use crate::model::{Body, BodyKind, Counts, Example, Parameter, Reply, Type, Verb};

/// The media type of forms.
const FORM: &str = "application/x-www-form-urlencoded";

impl Context<'_> {
    /// What an operation answers when it succeeds: the lowest 2xx that has content.
    pub(crate) fn reply_of(
        &mut self,
        id: &str,
        builder: &str,
        verb: Verb,
        replies: &Responses,
        at: &Pointer,
    ) -> Reply {
        let mut success: Vec<(u16, String, &ReferenceOr<Response>)> = Vec::new();
        let mut fine = false;
        for (status, reply) in &replies.responses {
            let key = status.to_string();
            let number = match status {
                StatusCode::Code(code) => *code,
                StatusCode::Range(range) => range.saturating_mul(100),
            };
            if (200..300).contains(&number) {
                success.push((number, key, reply));
                fine = true;
            } else {
                fine |= (300..400).contains(&number);
                self.skip(
                    &at.join(&key),
                    format!("reply {key} of {id}"),
                    "every reply but 2xx is an error, whose shape is the same for all operations",
                    Counts::default(),
                );
            }
        }
        if !fine {
            self.error(
                Code::NoSuccess,
                at,
                format!("{id} describes no successful reply"),
                "add a reply with a status from 200 to 299",
            );
        }
        success.sort_by_key(|(number, _, _)| *number);
        let mut chosen = Reply::Empty;
        for (_, key, reply) in success {
            let at = at.join(&key);
            let resolved = match self.document.response(reply, &at) {
                Ok(resolved) => resolved,
                Err(problem) => {
                    self.problems.push(problem);
                    continue;
                }
            };
            let at = resolved.pointer().join("content");
            let content = &resolved.value().content;
            let Some((media_type, media)) =
                content.iter().find(|(media_type, _)| is_json(media_type))
            else {
                for media_type in content.keys() {
                    self.error(
                        Code::UnsupportedMediaType,
                        &at.join(media_type),
                        format!("{id} answers {media_type}, and the client reads JSON"),
                        "describe the reply as application/json",
                    );
                }
                continue;
            };
            for (other, media) in content.iter().filter(|(other, _)| *other != media_type) {
                self.skip(
                    &at.join(other),
                    format!("{other} of reply {key} of {id}"),
                    format!("the client reads {media_type}"),
                    Counts {
                        reply_examples: count_examples(media),
                        ..Counts::default()
                    },
                );
            }
            let at = at.join(media_type);
            let reply = self.reply_of_media(builder, verb, media, &at);
            if chosen == Reply::Empty {
                chosen = reply;
            } else if same_shape(&chosen, &reply) {
                chosen.add_examples(reply);
            } else {
                self.skip(
                    &at,
                    format!("reply {key} of {id}"),
                    "an operation has one reply type, and a lower status has another one",
                    Counts {
                        reply_examples: reply.examples().len(),
                        ..Counts::default()
                    },
                );
            }
        }
        chosen
    }

    fn reply_of_media(
        &mut self,
        builder: &str,
        verb: Verb,
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
        let schema_at = at.join("schema");
        if let Some((key, item)) = self.envelope(builder, verb, schema, &schema_at) {
            return Reply::Page {
                key,
                item,
                examples,
            };
        }
        let ty = self.type_of(
            schema,
            &schema_at,
            &Holder {
                owner: builder,
                name: "reply",
            },
        );
        Reply::One { ty, examples }
    }

    /// Whether an operation answers with pages.
    pub(crate) fn is_paged(&self, verb: Verb, replies: &Responses, at: &Pointer) -> bool {
        replies.responses.iter().any(|(status, reply)| {
            let Ok(found) = self.document.response(reply, &at.join(&status.to_string())) else {
                return false;
            };
            let content = found.pointer().join("content");
            let mut media = found.value().content.iter();
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
        builder: &str,
        verb: Verb,
        schema: &ReferenceOr<Schema>,
        at: &Pointer,
    ) -> Option<(String, Type)> {
        let (key, list, list_at) = only_list(self.document, verb, schema, at)?;
        match self.type_of(
            list,
            &list_at,
            &Holder {
                owner: builder,
                name: "item",
            },
        ) {
            Type::List(item) => Some((key.to_owned(), *item)),
            _ => None,
        }
    }

    /// Whether an operation takes a JSON body, and so has a parameter `body`.
    pub(crate) fn takes_json(&self, body: &ReferenceOr<RequestBody>, at: &Pointer) -> bool {
        let found = self.document.request_body(body, at);
        found.is_ok_and(|found| !found.value().content.contains_key(FORM))
    }

    /// The body of a request, and the parameters that a form holds.
    pub(crate) fn body_of(
        &mut self,
        id: &str,
        builder: &str,
        body: Option<&ReferenceOr<RequestBody>>,
        at: &Pointer,
    ) -> (Body, Vec<Parameter>) {
        let none = Body {
            kind: BodyKind::None,
            media_type: None,
            ty: None,
            required: false,
            examples: Vec::new(),
        };
        let Some(body) = body else {
            return (none, Vec::new());
        };
        let resolved = match self.document.request_body(body, at) {
            Ok(resolved) => resolved,
            Err(problem) => {
                self.problems.push(problem);
                return (none, Vec::new());
            }
        };
        let (body, at) = (resolved.value(), resolved.pointer().join("content"));
        let chosen = body
            .content
            .iter()
            .find(|(media_type, _)| media_type.as_str() == FORM)
            .or_else(|| {
                body.content
                    .iter()
                    .find(|(media_type, _)| is_json(media_type))
            });
        let Some((media_type, media)) = chosen else {
            self.error(
                Code::UnsupportedMediaType,
                &at,
                format!(
                    "{id} takes {}, and the client writes forms and JSON",
                    list(body.content.keys())
                ),
                format!("describe the body as {FORM} or application/json"),
            );
            return (none, Vec::new());
        };
        for (other, media) in body
            .content
            .iter()
            .filter(|(other, _)| *other != media_type)
        {
            let at = at.join(other);
            let counts = counts_of_body(self.document, other, media, &at, &mut self.left_out);
            self.skip(
                &at,
                format!("body {other} of {id}"),
                format!("the client sends {media_type}"),
                counts,
            );
        }
        let at = at.join(media_type);
        let one = Counts {
            body_examples: 1,
            ..Counts::default()
        };
        let examples = self.examples_of(media, &at, one);
        let schema_at = at.join("schema");
        let made = |kind, ty| Body {
            kind,
            media_type: Some(media_type.clone()),
            ty,
            required: body.required,
            examples,
        };
        let Some(schema) = &media.schema else {
            return (made(BodyKind::Json, Some(Type::Json)), Vec::new());
        };
        if media_type == FORM {
            let fields = match self.document.schema(schema, &schema_at) {
                Ok(found) => self.form_fields(builder, found.value(), &found.pointer().clone()),
                Err(problem) => {
                    self.problems.push(problem);
                    Vec::new()
                }
            };
            return (made(BodyKind::Form, None), fields);
        }
        let holder = Holder {
            owner: builder,
            name: "body",
        };
        let ty = self.type_of(schema, &schema_at, &holder);
        let kind = if matches!(ty, Type::Json) {
            BodyKind::Json
        } else {
            BodyKind::Model
        };
        (made(kind, Some(ty)), Vec::new())
    }

    /// The example payloads of a reply or a body; `one` is what counts for one of them.
    fn examples_of(&mut self, media: &MediaType, at: &Pointer, one: Counts) -> Vec<Example> {
        let mut found = Vec::new();
        if let Some(value) = &media.example {
            let origin = self.origin(&at.join("example"));
            found.push(Example {
                name: String::from("example"),
                value: value.clone(),
                origin,
            });
        }
        for (name, example) in &media.examples {
            let at = at.join("examples").join(name);
            match self.document.example(example, &at) {
                Ok(resolved) => match &resolved.value().value {
                    Some(value) => {
                        let origin = self.origin(&at);
                        found.push(Example {
                            name: name.clone(),
                            value: value.clone(),
                            origin,
                        });
                    }
                    None => self.skip(&at, format!("example {name}"), "it has no `value`", one),
                },
                Err(problem) => self.problems.push(problem),
            }
        }
        found
    }
}

/// JSON, or a media type built on it.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or("").trim();
    essence == "application/json" || essence.ends_with("+json")
}

fn same_shape(a: &Reply, b: &Reply) -> bool {
    match (a, b) {
        (Reply::One { ty: a, .. }, Reply::One { ty: b, .. }) => a == b,
        (Reply::Page { item: a, .. }, Reply::Page { item: b, .. }) => a == b,
        _ => false,
    }
}

fn list<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let names: Vec<&str> = names.map(String::as_str).collect();
    if names.is_empty() {
        String::from("nothing")
    } else {
        names.join(", ")
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
    let found = document.schema(schema, at).ok()?;
    let component = matches!(schema, ReferenceOr::Reference { .. });
    let (properties, _) = properties_of(found.value());
    let paged = properties.contains_key("meta") || properties.contains_key("next_page_uri");
    if !paged && (component || verb != Verb::List) {
        return None;
    }
    let location = |key: &str| found.pointer().join("properties").join(key);
    let text = |at: &Pointer| document.text(at);
    let mut arrays = properties
        .iter()
        .filter(|(key, _)| text(&location(key).join("type")) == Some("array"));
    let (key, list) = arrays.next()?;
    let at = location(key);
    let named = !component || text(&at.join("items").join("$ref")).is_some();
    (named && arrays.next().is_none()).then_some((key.as_str(), list, at))
}
