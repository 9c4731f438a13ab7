//! The page of an operation: what is sent, what comes back, and how to call it.

use heck::ToSnakeCase;

use super::super::id::Subject;
use super::super::page::{Block, Fact, Inline, Link, Member, Page, PageKind, Request, Section};
use super::super::prose;
use super::bodies::{FORM, payload, replies, request_examples, section};
use super::members::{MemberEntry, Writer};
use super::scope::{Scope, place};
use super::walk::body_pointer;
use super::{AVOID, code_fact, crumbs, fact, join_pieces, overflow, source};
use crate::model::declared;
use crate::model::{NextPage, Operation, Paging, Parameter, ParameterLocation, Type};

/// The page of an operation, and that of its further examples where there are many.
pub(crate) fn pages(scope: &Scope<'_>, operation: &Operation) -> Vec<Page> {
    let page = page(scope, operation);
    page.map(|(page, size)| overflow::split(page, size))
        .unwrap_or_default()
}

/// The page of an operation, and roughly how large it is.
fn page(scope: &Scope<'_>, operation: &Operation) -> Option<(Page, usize)> {
    let id = scope.id(Subject::Operation, &operation.id)?.clone();
    let declared = scope.document.declared.operations.get(&operation.id)?;
    let mut writer = Writer::new(scope, true);
    let lead = writer.room.prose(&declared.description);
    let mut sections = parameters(&mut writer, operation, declared);
    sections.extend(body(&mut writer, operation, declared));
    sections.extend(request_examples(&mut writer, declared));
    sections.extend(replies(&mut writer, declared));
    let title = match declared.summary.trim() {
        "" => operation.id.clone(),
        summary => prose::visible(summary),
    };
    let (samples, call) = super::samples::samples(scope, operation);
    let codes = samples.iter().flat_map(|sample| &sample.codes);
    let codes: usize = codes.map(|(_, text)| text.len()).sum();
    let size = writer.room.taken() + codes + call.as_ref().map_or(0, String::len);
    let page = Page {
        summary: prose::first_sentence(match declared.summary.trim() {
            "" => &declared.description,
            summary => summary,
        }),
        document: Some(scope.document.key.clone()),
        crumbs: crumbs(scope, &operation.path),
        lead,
        request: Some(Request {
            method: operation.http_method.clone(),
            host: format!("https://{}", prose::visible(&scope.document.host)),
            path: prose::visible(&operation.path),
        }),
        facts: facts(scope, operation, declared),
        sections,
        samples,
        call,
        source: Some(source(scope, &operation.origin)),
        ..Page::new(id, PageKind::Operation, title)
    };
    Some((page, size))
}

fn facts(scope: &Scope<'_>, operation: &Operation, declared: &declared::Operation) -> Vec<Fact> {
    let mut facts = vec![code_fact("Operation", &operation.id)];
    if declared.deprecated {
        facts.push(fact("Deprecated", AVOID));
    }
    facts.push(Fact {
        label: String::from("Credentials"),
        text: security(scope, declared),
    });
    facts.extend(operation.paging.as_ref().map(paged));
    let repeat = match operation.http_method.as_str() {
        "POST" | "PATCH" => (
            "Not safe to repeat",
            "the client does so only when nothing was done, or with .replayable()",
        ),
        _ => ("Safe to repeat", "the client retries it"),
    };
    facts.push(fact(repeat.0, repeat.1));
    let handles = scope
        .document
        .resources
        .iter()
        .filter(|resource| resource.operations.contains(&operation.id));
    for way in handles.filter_map(|resource| scope.way(&resource.handle)) {
        let call = format!(
            "client{}.{}({})",
            way.concat(),
            operation.method_ident,
            arguments(operation)
        );
        facts.push(code_fact("Rust", &call));
    }
    let item = format!(
        "{}::{}::operation::{}",
        scope.document.product.ident, scope.document.version.ident, operation.builder
    );
    facts.push(code_fact("Builder", &item));
    if !declared.tags.is_empty() {
        facts.push(fact("Tags", &prose::visible(&declared.tags.join(", "))));
    }
    facts
}

/// How the client reads a list, page after page.
fn paged(paging: &Paging) -> Fact {
    let mut text = vec![Inline::text(match paging.next {
        NextPage::Nowhere => "one page is the whole list",
        NextPage::Address | NextPage::Token(_) => "the client fetches page after page",
    })];
    if let Some(size) = &paging.size {
        let most = format!(", up to {} items each by ", paging.largest);
        text.extend([Inline::Text(most), Inline::code(size)]);
    }
    if let (NextPage::Token(key), Some(token)) = (&paging.next, &paging.token) {
        let by = [
            Inline::text("; the next by "),
            Inline::code(token),
            Inline::text(", which takes the reply's "),
            Inline::code(key),
        ];
        text.extend(by);
    }
    Fact {
        label: String::from("Paged"),
        text,
    }
}

/// The arguments of the method: the required parameters, or the struct that holds them.
fn arguments(operation: &Operation) -> String {
    match &operation.required_struct {
        Some(name) => name.clone(),
        None => {
            let names = operation
                .required()
                .map(|parameter| parameter.name.ident.as_str());
            names.collect::<Vec<_>>().join(", ")
        }
    }
}

fn security(scope: &Scope<'_>, declared: &declared::Operation) -> Vec<Inline> {
    let schemes = &scope.document.declared.security_schemes;
    let mut text = Vec::new();
    for requirement in &declared.security {
        if !text.is_empty() {
            text.push(Inline::text(", or "));
        }
        if requirement.is_empty() {
            text.push(Inline::text("none"));
        }
        for (index, name) in requirement.iter().enumerate() {
            if index > 0 {
                text.push(Inline::text(" and "));
            }
            let scheme = schemes.iter().find(|scheme| scheme.name == *name);
            if let Some(scheme) = scheme {
                let kind = scheme.scheme.as_ref().unwrap_or(&scheme.kind);
                text.push(Inline::Text(format!("{}: ", prose::visible(kind))));
            }
            text.push(Inline::Code(prose::visible(name)));
        }
    }
    if text.is_empty() {
        text.push(Inline::text("the document names none"));
    }
    text
}

/// One section for each place that parameters travel in.
fn parameters<'a>(
    writer: &mut Writer<'_, 'a>,
    operation: &Operation,
    declared: &'a declared::Operation,
) -> Vec<Section> {
    let mut sections = Vec::new();
    for (location, title) in [
        ("path", "Path parameters"),
        ("query", "Query parameters"),
        ("header", "Header parameters"),
        ("cookie", "Cookies"),
    ] {
        let mut own: Vec<_> = declared
            .parameters
            .iter()
            .filter(|own| own.location == location)
            .collect();
        if own.is_empty() {
            continue;
        }
        own.sort_by_key(|own| !own.required);
        writer.anchors.unique(location);
        let mut members = Vec::new();
        let count = own.len();
        for parameter in own {
            if writer.room.member(&parameter.name) {
                members.push(self::parameter(writer, operation, location, parameter));
            }
        }
        let left_out = count - members.len();
        let blocks = super::members_block(members, left_out);
        sections.push(section(location, title, "", blocks));
    }
    sections
}

fn parameter<'a>(
    writer: &mut Writer<'_, 'a>,
    operation: &Operation,
    location: &str,
    parameter: &'a declared::Parameter,
) -> Member {
    let entry = MemberEntry {
        name: &parameter.name,
        anchor: format!("{location}.{}", parameter.name),
        schema: &parameter.schema,
        pointer: format!("{}/schema", parameter.origin.pointer),
        description: &parameter.description,
        required: parameter.required,
        deprecated: parameter.deprecated,
    };
    let mut member = writer.member(entry);
    for example in &parameter.examples {
        let text = writer.room.line(&super::rules::shown(&example.value));
        member.rules.push(vec![
            Inline::Text(format!("example {} ", prose::visible(&example.name))),
            Inline::Code(text),
        ]);
    }
    let mut lowered = operation.parameters.iter();
    let lowered = lowered
        .find(|lowered| place(lowered.location) == location && lowered.name.wire == parameter.name);
    lowered_facts(writer, lowered, &parameter.schema, &mut member);
    if location == "path" {
        member
            .rules
            .extend(by_name(writer.scope, operation, &parameter.name));
    }
    member
}

/// The accessor that takes a name in the place of a SID, where the operation may be called through it.
fn by_name(scope: &Scope<'_>, operation: &Operation, parameter: &str) -> Option<Vec<Inline>> {
    let mut handles = scope.document.resources.iter();
    let handle = handles.find(|resource| {
        resource.by_name
            && resource.operations.contains(&operation.id)
            && resource.path.ends_with(&format!("{{{parameter}}}"))
    })?;
    let accessor = scope.way(&handle.handle)?.last()?;
    Some(vec![Inline::text("or a name, by "), Inline::code(accessor)])
}

/// What only the client knows of a parameter: its Rust type, its method, and where its value comes from.
fn lowered_facts<'a>(
    writer: &Writer<'_, 'a>,
    lowered: Option<&Parameter>,
    schema: &'a declared::Schema,
    member: &mut Member,
) {
    let Some(lowered) = lowered else { return };
    member.named = writer.named(&lowered.ty, schema);
    let is_setter = lowered.location != ParameterLocation::Path;
    if is_setter && lowered.name.ident != lowered.name.wire.to_snake_case() {
        member.rules.push(vec![
            Inline::text("in Rust "),
            Inline::code(&lowered.name.ident),
        ]);
    }
    if let Some(style) = lowered.style.in_words() {
        member.rules.push(vec![Inline::text(style)]);
    }
    if let Some(clear) = &lowered.clear {
        let clear = Inline::Code(format!(".{clear}()"));
        member
            .rules
            .push(vec![clear, Inline::text(" sends it empty")]);
    }
    let Type::Sid(marker) = lowered.ty.leaf() else {
        return;
    };
    let sources = writer.scope.sources(marker);
    if !sources.is_empty() {
        let links = sources
            .iter()
            .take(3)
            .map(|operation| vec![writer.scope.operation(operation)]);
        let mut rule = vec![Inline::text("from ")];
        rule.extend(join_pieces(links, ", "));
        member.rules.push(rule);
    }
}

/// What is sent in the body.
fn body<'a>(
    writer: &mut Writer<'_, 'a>,
    operation: &Operation,
    declared: &'a declared::Operation,
) -> Vec<Section> {
    let mut sections = Vec::new();
    let Some(body) = &declared.body else {
        return sections;
    };
    for media in &body.content {
        let name = match (media.name == FORM, sections.is_empty()) {
            (true, _) => "form",
            (false, true) => "body",
            (false, false) => "body-",
        };
        let anchor = writer.anchors.unique(name);
        let pointer = body_pointer(&declared.origin.pointer, media);
        let mut blocks = Vec::new();
        if !body.description.is_empty() {
            blocks.extend(writer.room.prose(&body.description));
        }
        let mut blocks_of_schema = payload(writer, &media.schema, &pointer, &anchor);
        if let Some(Block::Members(members)) = blocks_of_schema.last_mut() {
            members
                .members
                .sort_by_key(|member| !member.marks.contains(&super::super::page::Mark::Required));
            for member in &mut members.members {
                let lowered = operation
                    .parameters
                    .iter()
                    .find(|lowered| lowered.name.wire == member.name);
                let property = media.schema.properties.get(&member.name);
                if let Some(property) = property {
                    lowered_facts(writer, lowered, property, member);
                }
            }
        }
        blocks.extend(blocks_of_schema);
        for names in &operation.at_least_one_of {
            let names = names.iter().map(|name| vec![Inline::code(name)]);
            let mut line = vec![Inline::text("At least one of these must be given: ")];
            line.extend(join_pieces(names, ", "));
            blocks.push(Block::Paragraph(line));
        }
        let note = match body.required {
            true => format!("{}, required", prose::visible(&media.name)),
            false => prose::visible(&media.name),
        };
        let title = if media.name == FORM {
            "Form parameters"
        } else {
            "Body"
        };
        sections.push(section(&anchor, title, &note, blocks));
    }
    sections
}

/// A link to the part of an operation's page that is about one parameter.
pub(crate) fn parameter_link(scope: &Scope<'_>, operation: &Operation, anchor: &str) -> Inline {
    let name = anchor.split_once('.').map_or(anchor, |(_, name)| name);
    let text = format!("{} {name}", operation.id);
    match scope.id(Subject::Operation, &operation.id) {
        Some(id) => Inline::Link(Link::part(text, id, anchor)),
        None => Inline::code(text),
    }
}
