//! Operations: verbs, builders, parameters, bodies and replies.

use std::collections::{HashMap, HashSet};

use openapiv3::{Operation as Declared, PathItem, ReferenceOr};

use crate::diagnostic::Code;
use crate::load::Pointer;
use crate::lower::context::Context;
use crate::lower::prose::{doc_lines, one_line};
use crate::model::{Operation, Paging, Parameter, ParameterLocation, Reply, Type, Verb};
use crate::names::ident::value_ident;
use crate::names::reserved;

/// Up to so many required parameters are arguments; more come as one struct.
const MOST_ARGUMENTS: usize = 3;

impl Context<'_> {
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
            for (method, declared) in methods(item) {
                let at = at.join(method);
                let here = format!("{} {path}", method.to_ascii_uppercase());
                if let Some(id) = &declared.operation_id {
                    if let Some(first) = ids.get(id) {
                        self.error(
                            Code::DuplicateOperationId,
                            &at.join("operationId"),
                            format!("`{id}` is the operationId of {first} already"),
                            "an operationId is unique within a document: names come from it",
                        );
                        continue;
                    }
                    ids.insert(id.clone(), here);
                }
                if let Some(operation) = self.operation(path, item, method, declared, &at) {
                    operations.push(operation);
                }
            }
        }
        operations
    }

    fn operation(
        &mut self,
        path: &str,
        item: &PathItem,
        method: &str,
        declared: &Declared,
        at: &Pointer,
    ) -> Option<Operation> {
        let http_method = method.to_ascii_uppercase();
        let Some(id) = declared.operation_id.clone() else {
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
        let Some(verb) = verb_of(&id) else {
            self.error(
                Code::UnknownVerb,
                &at.join("operationId"),
                format!("`{id}` begins with no known verb"),
                "an operationId begins with List, Create, Fetch, Update, Patch or Delete, and a noun follows",
            );
            return None;
        };
        let type_scope_place = format!("operation {id}");
        let plain = crate::names::ident::type_ident(&id);
        let builder = self.claim(
            "type",
            &type_scope_place,
            &[plain.clone(), format!("{plain}Call")],
        );
        let setters = format!("setter {builder}");
        for ident in reserved::SETTERS.iter().chain(&reserved::METHODS) {
            self.reserve(&setters, ident);
        }
        let body_at = at.join("requestBody");
        if declared
            .request_body
            .as_ref()
            .is_some_and(|body| self.takes_json(body, &body_at))
        {
            self.reserve(&setters, "body");
        }
        let replies_at = at.join("responses");
        if verb == Verb::List || self.is_paged(verb, &declared.responses, &replies_at) {
            for ident in reserved::LIST_SETTERS {
                self.reserve(&setters, ident);
            }
        }
        let item_at = Pointer::root().join("paths").join(path);
        let mut parameters = self.parameters_of(
            &builder,
            &item.parameters,
            &item_at.join("parameters"),
            &declared.parameters,
            &at.join("parameters"),
        );
        self.check_path_parameters(&id, path, &parameters, at);
        let (body, fields) = self.body_of(&id, &builder, declared.request_body.as_ref(), &body_at);
        parameters.extend(fields);
        self.name_clears(verb, &setters, &mut parameters);
        let reply = self.reply_of(&id, &builder, verb, &declared.responses, &replies_at);
        let at_least_one_of = self.conditions(&id, &parameters, at);
        let paging = matches!(reply, Reply::Page { .. }).then(|| paging(&parameters));
        let security = declared.security.as_ref();
        let security = security.or(self.document.openapi().security.as_ref());
        let required = parameters
            .iter()
            .filter(|found| found.required && found.location != ParameterLocation::Path)
            .count();
        let required_struct = (required > MOST_ARGUMENTS).then(|| {
            self.claim(
                "type",
                &format!("required {id}"),
                &[format!("{builder}Required"), format!("{builder}Arguments")],
            )
        });
        let summary = declared
            .summary
            .as_deref()
            .map(one_line)
            .unwrap_or_default();
        let docs = declared
            .description
            .as_deref()
            .map(doc_lines)
            .unwrap_or_default();
        let origin = self.origin(at);
        Some(Operation {
            id,
            builder,
            verb,
            method_ident: verb.method().to_owned(),
            http_method,
            path: path.to_owned(),
            suffix: String::new(),
            summary,
            docs,
            parameters,
            body,
            reply,
            at_least_one_of,
            paging,
            anonymous: security.is_some_and(Vec::is_empty),
            required_struct,
            module: Vec::new(),
            origin,
        })
    }

    /// An update clears a value by sending it empty. Where the type of the setter cannot say that, a method of its
    /// own does.
    fn name_clears(&mut self, verb: Verb, scope: &str, parameters: &mut [Parameter]) {
        if !matches!(verb, Verb::Update | Verb::Patch) {
            return;
        }
        let clearable = parameters.iter_mut().filter(|parameter| {
            !parameter.required
                && parameter.location == ParameterLocation::Form
                && matches!(parameter.ty, Type::Sid(_) | Type::Timestamp | Type::Date)
        });
        for parameter in clearable {
            let plain = format!("clear_{}", parameter.name.ident.trim_end_matches('_'));
            let location = format!("clear {}", parameter.name.wire);
            let candidates = [plain.clone(), format!("{plain}_value")];
            parameter.clear = Some(self.claim(scope, &location, &candidates));
        }
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
            .filter(|found| found.location == ParameterLocation::Path)
            .map(|found| found.name.wire.as_str())
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

    /// `x-twilio.conditional`: lists of which at least one must be given, by wire name.
    fn conditions(&mut self, id: &str, parameters: &[Parameter], at: &Pointer) -> Vec<Vec<String>> {
        let extension = match self.document.operation_extension(at) {
            Ok(extension) => extension,
            Err(problems) => {
                self.problems.extend(problems);
                return Vec::new();
            }
        };
        let mut conditions = Vec::new();
        for names in extension.conditional {
            let mut wires = Vec::new();
            for name in &names {
                // The extension spells `media_url` where the parameter is `MediaUrl`.
                let wanted = value_ident(name);
                let found = parameters
                    .iter()
                    .find(|known| value_ident(&known.name.wire) == wanted);
                match found {
                    Some(found) => wires.push(found.name.wire.clone()),
                    None => self.error(
                        Code::ConditionUnknown,
                        &at.join("x-twilio").join("conditional"),
                        format!("{id} makes a condition on `{name}`, and has no such parameter"),
                        "name a parameter of the operation, in snake case",
                    ),
                }
            }
            // A condition on something that must be given anyway says nothing.
            let met = parameters
                .iter()
                .any(|known| known.required && wires.contains(&known.name.wire));
            if !met && !wires.is_empty() {
                conditions.push(wires);
            }
        }
        conditions
    }
}

/// The parameters of a list that ask for a page: `PageSize` and `PageToken`, however they are spelled.
fn paging(parameters: &[Parameter]) -> Paging {
    let called = |name: &str| {
        let mut queried = parameters
            .iter()
            .filter(|found| found.location == ParameterLocation::Query);
        queried.find(|found| value_ident(&found.name.wire) == name)
    };
    let (size, token) = (called("page_size"), called("page_token"));
    let most = size.and_then(|size| size.constraints.maximum.as_deref());
    Paging {
        size: size.map(|size| size.name.wire.clone()),
        largest: most.and_then(|most| most.parse().ok()).unwrap_or(1000),
        token: token.map(|token| token.name.wire.clone()),
    }
}

/// The operations of a path item, in the order in which they are shown.
fn methods(item: &PathItem) -> impl Iterator<Item = (&'static str, &Declared)> {
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
    .filter_map(|(method, declared)| declared.as_ref().map(|declared| (method, declared)))
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
