//! Operations: what identifies each, and how its parameters, its body and its reply come together.

use std::collections::{HashMap, HashSet};

use openapiv3::{PathItem, ReferenceOr};

use super::content::redirects_of;
use super::taken_over::taken_over;
use crate::diagnostic::Code;
use crate::load::Pointer;
use crate::lower::context::LowerContext;
use crate::lower::prose::{doc_lines, one_line};
use crate::lower::room;
use crate::lower::setters::BuilderTraits;
use crate::model::{Body, Operation, Parameter, ParameterLocation, Verb};
use crate::names::ident::{type_ident, value_ident};
use crate::names::scope::Scope;

/// The most required parameters that are arguments of the method; more are the fields of one struct.
const MOST_ARGUMENTS: usize = 3;

/// An operation in its document.
struct Declared<'d> {
    path: &'d str,
    item: &'d PathItem,
    /// The key in the path item: `get`.
    method: &'static str,
    operation: &'d openapiv3::Operation,
    at: Pointer,
}

/// What the parts of an operation are named after and spoken of by.
#[derive(Clone, Copy)]
pub(crate) struct OperationName<'a> {
    /// The `operationId`.
    pub(crate) id: &'a str,
    /// The Rust name of the builder.
    pub(crate) builder: &'a str,
    pub(crate) verb: Verb,
}

impl LowerContext<'_> {
    /// Lowers every operation, in document order.
    pub(crate) fn lower_operations(&mut self) -> Vec<Operation> {
        let base = Pointer::root().join("paths");
        let mut operations: Vec<Operation> = Vec::new();
        let mut ids: HashMap<String, String> = HashMap::new();
        for (path, item) in &self.document.openapi().paths.paths {
            let at = base.join(path);
            let ReferenceOr::Item(item) = item else {
                self.error(
                    Code::UnsupportedPath,
                    &at,
                    format!("the path item of {path} is a reference"),
                    "write the path item here",
                );
                continue;
            };
            self.check_path(path, &at);
            for (method, operation) in methods(item) {
                let at = at.join(method);
                if let Some(id) = &operation.operation_id {
                    if let Some(first) = ids.get(id) {
                        self.error(
                            Code::DuplicateOperationId,
                            &at.join("operationId"),
                            format!("`{id}` is the operationId of {first} already"),
                            "an operationId is unique within a document: names come from it",
                        );
                        continue;
                    }
                    let first = format!("{} {path}", method.to_ascii_uppercase());
                    ids.insert(id.clone(), first);
                }
                let declared = Declared {
                    path,
                    item,
                    method,
                    operation,
                    at,
                };
                operations.extend(self.lower_operation(&declared));
            }
        }
        operations
    }

    /// Names the builders of all operations that have an id.
    pub(crate) fn name_builders(&mut self) {
        let document = self.document;
        for item in document.openapi().paths.paths.values() {
            let operations = item.as_item().into_iter().flat_map(methods);
            let ids = operations.filter_map(|(_, operation)| operation.operation_id.as_deref());
            for id in ids.filter(|id| verb_of(id).is_some()) {
                self.claim_builder(id);
            }
        }
    }

    fn claim_builder(&mut self, id: &str) -> String {
        let plain = type_ident(id);
        let candidates = [plain.clone(), format!("{plain}Call")];
        self.claim(Scope::Types, &format!("operation {id}"), &candidates)
    }

    fn lower_operation(&mut self, declared: &Declared<'_>) -> Option<Operation> {
        let (id, verb) = self.identify(declared)?;
        let (summary, description) = (&declared.operation.summary, &declared.operation.description);
        let summary = summary.as_deref().map(one_line).unwrap_or_default();
        let docs = description.as_deref().map(doc_lines).unwrap_or_default();
        let names = room::of_text(id) + room::of_text(declared.path) + 2 * summary.len();
        let taken_over = taken_over(self.document, &declared.at, &mut self.sizes);
        let needed = room::OF_OPERATION + names + room::of_docs(&docs) + taken_over;
        if !self.take_room(needed, &declared.at) {
            return None;
        }
        let builder = self.claim_builder(id);
        let name = OperationName {
            id,
            builder: &builder,
            verb,
        };
        let (parameters, body) = self.lower_request(name, declared);
        let at = &declared.at;
        let operation = declared.operation;
        let replies_at = at.join("responses");
        let replies = &operation.responses;
        let (reply, paging) = self.lower_reply(name, replies, &replies_at, &parameters);
        let security = operation.security.as_ref();
        let security = security.or(self.document.openapi().security.as_ref());
        Some(Operation {
            id: id.to_owned(),
            verb,
            method_ident: verb.method().to_owned(),
            http_method: declared.method.to_ascii_uppercase(),
            path: declared.path.to_owned(),
            suffix: String::new(),
            summary,
            docs,
            at_least_one_of: self.at_least_one_of(id, &parameters, at),
            paging,
            redirects: redirects_of(replies),
            anonymous: security.is_some_and(Vec::is_empty),
            deprecated: self.is_deprecated(at),
            required_struct: self.name_required_struct(name, &parameters),
            module: Vec::new(),
            origin: self.origin(at),
            parameters,
            body,
            reply,
            builder,
        })
    }

    /// The id and the verb of an operation that the client can send.
    fn identify<'d>(&mut self, declared: &Declared<'d>) -> Option<(&'d str, Verb)> {
        let (method, path, at) = (declared.method, declared.path, &declared.at);
        let http_method = method.to_ascii_uppercase();
        let Some(id) = declared.operation.operation_id.as_deref() else {
            self.error(
                Code::MissingOperationId,
                at,
                format!("{http_method} {path} has no operationId"),
                "add one that begins with List, Create, Fetch, Update, Patch or Delete: names and verbs come from it",
            );
            return None;
        };
        if !matches!(method, "get" | "post" | "put" | "patch" | "delete") {
            self.error(
                Code::UnsupportedMethod,
                at,
                format!("{id} uses {http_method}, which the client does not send"),
                "GET, POST, PUT, PATCH and DELETE are known",
            );
            return None;
        }
        let verb = verb_of(id);
        if verb.is_none() {
            self.error(
                Code::UnknownVerb,
                &at.join("operationId"),
                format!("`{id}` begins with no known verb"),
                "an operationId begins with List, Create, Fetch, Update, Patch or Delete, and a noun follows",
            );
        }
        Some((id, verb?))
    }

    /// What goes out: all parameters, the fields of a form among them, and the body. The methods of the builder are
    /// reserved before a parameter is named after one of them.
    fn lower_request(
        &mut self,
        name: OperationName<'_>,
        declared: &Declared<'_>,
    ) -> (Vec<Parameter>, Body) {
        let (at, operation) = (&declared.at, declared.operation);
        let body = operation.request_body.as_ref();
        let body_at = at.join("requestBody");
        let traits = BuilderTraits {
            takes_json: body.is_some_and(|body| self.takes_json(body, &body_at)),
            lists: name.verb == Verb::List,
        };
        self.reserve_builder_methods(name.builder, &traits);
        let item_at = Pointer::root().join("paths").join(declared.path);
        let mut parameters = self.lower_parameters(
            name.builder,
            (&declared.item.parameters, &item_at.join("parameters")),
            (&operation.parameters, &at.join("parameters")),
        );
        if !self.is_room_gone() {
            self.check_path_parameters(name.id, declared.path, &parameters, at);
        }
        let (body, fields) = self.lower_body(name, body, &body_at);
        parameters.extend(fields);
        self.name_clears(name.builder, name.verb, &mut parameters);
        (parameters, body)
    }

    /// The name of the struct that takes the required parameters, where they are too many for arguments.
    fn name_required_struct(
        &mut self,
        name: OperationName<'_>,
        parameters: &[Parameter],
    ) -> Option<String> {
        let arguments = parameters.iter().filter(|parameter| {
            parameter.required && parameter.location != ParameterLocation::Path
        });
        let OperationName { id, builder, .. } = name;
        (arguments.count() > MOST_ARGUMENTS).then(|| {
            self.claim(
                Scope::Types,
                &format!("required {id}"),
                &[format!("{builder}Required"), format!("{builder}Arguments")],
            )
        })
    }

    /// Every placeholder has a parameter, and every path parameter a placeholder.
    fn check_path_parameters(
        &mut self,
        id: &str,
        path: &str,
        parameters: &[Parameter],
        at: &Pointer,
    ) {
        let placeholders: Vec<&str> = placeholders(path).collect();
        let declared: Vec<&str> = parameters
            .iter()
            .filter(|parameter| parameter.location == ParameterLocation::Path)
            .map(|parameter| parameter.name.wire.as_str())
            .collect();
        let mut seen = HashSet::new();
        for twice in placeholders.iter().filter(|name| !seen.insert(**name)) {
            self.error(
                Code::PathParameter,
                at,
                format!("the path of {id} holds {{{twice}}} twice"),
                "each parameter of a path has a name of its own",
            );
        }
        for missing in placeholders.iter().filter(|name| !declared.contains(name)) {
            self.error(
                Code::PathParameter,
                at,
                format!("{id} has no parameter for {{{missing}}} of its path"),
                format!("add a parameter named `{missing}` with `in: path`"),
            );
        }
        for extra in declared.iter().filter(|name| !placeholders.contains(name)) {
            self.error(
                Code::PathParameter,
                at,
                format!("{id} has a path parameter `{extra}` that its path {path} does not hold"),
                format!("put {{{extra}}} into the path, or remove the parameter"),
            );
        }
    }

    /// `x-twilio.conditional`: lists of parameters, by wire name, of each of which at least one must be given.
    fn at_least_one_of(
        &mut self,
        id: &str,
        parameters: &[Parameter],
        at: &Pointer,
    ) -> Vec<Vec<String>> {
        let extension = self.document.operation_extension(at);
        if extension.conditional.is_empty() {
            return Vec::new();
        }
        // The extension spells `media_url` where the parameter is `MediaUrl`; of several, the first is meant.
        let mut by_ident: HashMap<String, &Parameter> = HashMap::new();
        for parameter in parameters {
            let ident = value_ident(&parameter.name.wire);
            by_ident.entry(ident).or_insert(parameter);
        }
        let find = |name: &String| by_ident.get(&value_ident(name)).copied();
        let mut at_least_one_of = Vec::new();
        for names in extension.conditional {
            if let Some(name) = names.iter().find(|name| find(name).is_none()) {
                self.warning(
                    Code::ConditionUnknown,
                    &at.join("x-twilio").join("conditional"),
                    format!(
                        "{id} makes a condition on `{name}`, and has no such parameter; the condition is left out"
                    ),
                );
                continue;
            }
            let choice: Vec<&Parameter> = names.iter().filter_map(find).collect();
            // A condition on something that must be given anyway says nothing.
            if !choice.is_empty() && !choice.iter().any(|parameter| parameter.required) {
                let wire_names = choice.iter().map(|parameter| parameter.name.wire.clone());
                at_least_one_of.push(wire_names.collect());
            }
        }
        at_least_one_of
    }
}

/// The operations of a path item, in the order in which they are shown.
fn methods(item: &PathItem) -> impl Iterator<Item = (&'static str, &openapiv3::Operation)> {
    [
        ("get", &item.get),
        ("post", &item.post),
        ("put", &item.put),
        ("patch", &item.patch),
        ("delete", &item.delete),
        ("head", &item.head),
        ("options", &item.options),
        ("trace", &item.trace),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

/// The verb is the prefix of the id, followed by a noun.
fn verb_of(id: &str) -> Option<Verb> {
    Verb::ALL.into_iter().find(|verb| {
        id.strip_prefix(verb.prefix())
            .is_some_and(|noun| noun.starts_with(|c: char| !c.is_ascii_lowercase()))
    })
}

/// The names in braces of a path template.
pub(crate) fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}
