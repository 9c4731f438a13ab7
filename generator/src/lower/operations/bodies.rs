//! Bodies of requests: which content the client sends, and what it holds.

use openapiv3::{MediaType, ReferenceOr, RequestBody};

use super::content::is_json;
use super::operation::OperationName;
use crate::diagnostic::Code;
use crate::load::Pointer;
use crate::lower::context::LowerContext;
use crate::lower::count::counts_of_body;
use crate::lower::types::schema_type::Holder;
use crate::model::{Body, BodyKind, Counts, Parameter, Type};

/// The media type of forms.
const FORM: &str = "application/x-www-form-urlencoded";

impl LowerContext<'_> {
    /// Whether an operation takes a JSON body, and so has a parameter `body`.
    pub(crate) fn takes_json(&self, body: &ReferenceOr<RequestBody>, at: &Pointer) -> bool {
        let resolved = self.document.request_body(body, at);
        resolved.is_ok_and(|body| !body.value().content.contains_key(FORM))
    }

    /// The body of a request, and the parameters that a form holds.
    pub(crate) fn lower_body(
        &mut self,
        operation: OperationName<'_>,
        body: Option<&ReferenceOr<RequestBody>>,
        at: &Pointer,
    ) -> (Body, Vec<Parameter>) {
        let lowered = body.and_then(|body| self.lower_declared_body(operation, body, at));
        lowered.unwrap_or_else(|| {
            let none = Body {
                kind: BodyKind::None,
                media_type: None,
                others: Vec::new(),
                ty: None,
                required: false,
                examples: Vec::new(),
            };
            (none, Vec::new())
        })
    }

    fn lower_declared_body(
        &mut self,
        operation: OperationName<'_>,
        body: &ReferenceOr<RequestBody>,
        at: &Pointer,
    ) -> Option<(Body, Vec<Parameter>)> {
        let resolved = self.accept(self.document.request_body(body, at))?;
        let (body, at) = (resolved.value(), resolved.pointer().join("content"));
        let (media_type, media) = self.sent_content(operation.id, body, &at)?;
        let at = at.join(media_type);
        let one = Counts {
            body_examples: 1,
            ..Counts::default()
        };
        let examples = self.examples_of(media, &at, one);
        let (kind, ty, fields) = self.body_content(operation.builder, media_type, media, &at);
        let others = body.content.keys().filter(|other| *other != media_type);
        let body = Body {
            kind,
            media_type: Some(media_type.to_owned()),
            others: others.cloned().collect(),
            ty,
            required: body.required,
            examples,
        };
        Some((body, fields))
    }

    /// The content of a body that the client sends: a form, else JSON. What else the document allows is left out.
    fn sent_content<'d>(
        &mut self,
        id: &str,
        body: &'d RequestBody,
        at: &Pointer,
    ) -> Option<(&'d str, &'d MediaType)> {
        let content = &body.content;
        let sent = content
            .get_key_value(FORM)
            .or_else(|| content.iter().find(|(media_type, _)| is_json(media_type)));
        let Some((sent_type, media)) = sent else {
            let media_types: Vec<&str> = content.keys().map(String::as_str).collect();
            let media_types = match media_types.as_slice() {
                [] => String::from("nothing"),
                some => some.join(", "),
            };
            self.error(
                Code::UnsupportedMediaType,
                at,
                format!("{id} takes {media_types}, and the client writes forms and JSON"),
                format!("describe the body as {FORM} or application/json"),
            );
            return None;
        };
        for (other, media) in content.iter().filter(|(other, _)| *other != sent_type) {
            let at = at.join(other);
            let counts = counts_of_body(self.document, other, media, &at, &mut self.left_out);
            self.skip(
                &at,
                format!("body {other} of {id}"),
                format!("the client sends {sent_type}"),
                counts,
            );
        }
        Some((sent_type, media))
    }

    /// What a body holds: the fields of a form, or a type that is written as JSON.
    fn body_content(
        &mut self,
        builder: &str,
        media_type: &str,
        media: &MediaType,
        at: &Pointer,
    ) -> (BodyKind, Option<Type>, Vec<Parameter>) {
        let Some(schema) = &media.schema else {
            let ty = self.untyped(at, "a body without a schema");
            return (BodyKind::Json, Some(ty), Vec::new());
        };
        let media_at = at;
        let at = at.join("schema");
        if media_type == FORM {
            let form = self.accept(self.document.schema(schema, &at));
            let fields =
                form.map(|form| self.form_fields(builder, form.value(), form.pointer(), media_at));
            return (BodyKind::Form, None, fields.unwrap_or_default());
        }
        let holder = Holder {
            owner: builder,
            name: "body",
        };
        match self.type_of(schema, &at, &holder) {
            Type::Json => (BodyKind::Json, Some(Type::Json), Vec::new()),
            ty => (BodyKind::Model, Some(ty), Vec::new()),
        }
    }
}
