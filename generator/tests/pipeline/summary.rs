//! A model as text: every name and every decision, a line each.

use std::fmt::Write as _;

use generator::model::{Api, BodyKind, Document, NextPage, Operation, Parameter, Reply, Type};

/// Everything that lowering decided about a model.
pub(crate) fn of(model: &Api) -> String {
    let mut text: String = model.documents.iter().map(of_document).collect();
    for kind in &model.sid_kinds {
        let _ = writeln!(
            text,
            "marker {} of {}",
            kind.ident,
            kind.prefixes.join(", ")
        );
    }
    text
}

/// Everything that lowering decided about a document.
pub(crate) fn of_document(document: &Document) -> String {
    let mut text = format!(
        "{} {} at {}, below `{}`, feature {}\n",
        document.product.ident,
        document.version.ident,
        document.host,
        document.prefix,
        document.feature
    );
    handles(document, &mut text);
    operations(document, &mut text);
    types(document, &mut text);
    for place in &document.untyped {
        let _ = writeln!(text, "any JSON {}: {}", place.origin.pointer, place.reason);
    }
    for skip in &document.skips {
        let _ = writeln!(
            text,
            "left out {}: {} ({})",
            skip.origin.pointer, skip.what, skip.reason
        );
    }
    text
}

fn handles(document: &Document, text: &mut String) {
    for resource in &document.resources {
        let by_name = if resource.by_name { " by name" } else { "" };
        let homes = resource.models.iter();
        let homes: String = homes
            .map(|link| format!(", home of {} by {}", link.model, link.properties.join("/")))
            .collect();
        let _ = writeln!(
            text,
            "handle {} `{}`{by_name} in {}{}",
            resource.handle,
            resource.path,
            module(&resource.module),
            homes
        );
        for link in &resource.links {
            let argument = link
                .id
                .as_ref()
                .map(|id| format!("{}: {}", id.ident, spell(&id.ty)));
            let _ = writeln!(
                text,
                "  .{}({}) -> {}",
                link.ident,
                argument.unwrap_or_default(),
                link.handle
            );
        }
        for id in &resource.operations {
            let method = document
                .find_operation(id)
                .map_or("?", |operation| operation.method_ident.as_str());
            let _ = writeln!(text, "  .{method}() sends {id}");
        }
    }
}

fn operations(document: &Document, text: &mut String) {
    for operation in &document.operations {
        let _ = writeln!(
            text,
            "operation {} = {} {}{} -> {}{} in {}{}",
            operation.builder,
            operation.http_method,
            operation.path,
            body(operation),
            reply(&operation.reply),
            next_page(operation),
            module(&operation.module),
            mark(operation.deprecated)
        );
        if let Some(required) = &operation.required_struct {
            let _ = writeln!(text, "  struct {required}");
        }
        for names in &operation.at_least_one_of {
            let _ = writeln!(text, "  at least one of {}", names.join(", "));
        }
        for parameter in &operation.parameters {
            let _ = writeln!(text, "  {}", argument(parameter));
        }
    }
}

fn argument(parameter: &Parameter) -> String {
    let required = if parameter.required { ", required" } else { "" };
    let pii = parameter
        .constraints
        .pii
        .as_ref()
        .map(|pii| format!(", personal ({})", pii.handling));
    let clear = parameter.clear.as_ref().map(|clear| format!(", {clear}()"));
    let prefix = parameter
        .map_prefix
        .as_ref()
        .map(|prefix| format!(", keys behind {prefix}"));
    let style = parameter.style.in_words();
    let style = style.map(|words| format!(", {words}"));
    format!(
        "{}: {} = {:?} `{}`{required}{}{}{}{}{}",
        parameter.name.ident,
        spell(&parameter.ty),
        parameter.location,
        parameter.name.wire,
        pii.unwrap_or_default(),
        clear.unwrap_or_default(),
        prefix.unwrap_or_default(),
        style.unwrap_or_default(),
        mark(parameter.deprecated)
    )
}

fn mark(deprecated: bool) -> &'static str {
    if deprecated { ", deprecated" } else { "" }
}

fn types(document: &Document, text: &mut String) {
    for model in &document.models {
        let kind = if model.component {
            "schema"
        } else {
            "in place"
        };
        let _ = writeln!(
            text,
            "model {} ({kind} `{}`) in {}{}",
            model.name.ident,
            model.name.wire,
            module(&model.module),
            mark(model.deprecated)
        );
        for field in &model.fields {
            let required = if field.required { ", required" } else { "" };
            let nullable = if field.nullable { ", nullable" } else { "" };
            let role = if model
                .identity
                .as_ref()
                .is_some_and(|identity| identity.wire == field.name.wire)
            {
                ", identity"
            } else {
                ""
            };
            let setter = if field.setter.is_empty() || field.setter == field.name.ident {
                String::new()
            } else {
                format!(", .{}()", field.setter)
            };
            let pii = field
                .constraints
                .pii
                .as_ref()
                .map(|pii| format!(", personal ({})", pii.handling));
            let _ = writeln!(
                text,
                "  {}: {} = `{}`{required}{nullable}{role}{setter}{}{}",
                field.name.ident,
                spell(&field.ty),
                field.name.wire,
                pii.unwrap_or_default(),
                mark(field.deprecated)
            );
        }
    }
    for union in &document.unions {
        let kind = if union.component {
            "schema"
        } else {
            "in place"
        };
        let variants: Vec<String> = union
            .variants
            .iter()
            .map(|variant| format!("{}({})", variant.ident, variant.model))
            .collect();
        let key = union.discriminator.as_deref();
        let texts: Vec<String> = union
            .texts
            .iter()
            .map(|(text, index)| format!("{text} = {}", union.variants[*index].ident))
            .collect();
        let _ = writeln!(
            text,
            "union {} ({kind} `{}`) in {}: {}{}{}",
            union.name.ident,
            union.name.wire,
            module(&union.module),
            variants.join(" or "),
            key.map(|key| format!(", by `{key}`: {}", texts.join(", ")))
                .unwrap_or_default(),
            mark(union.deprecated)
        );
    }
    for list in &document.enums {
        let literals: Vec<String> = list
            .values
            .iter()
            .map(|literal| format!("{} = {:?}", literal.name.ident, literal.name.wire))
            .collect();
        let kind = if list.component { "schema" } else { "in place" };
        let _ = writeln!(
            text,
            "enum {} ({kind} `{}`) in {}: {}{}",
            list.name.ident,
            list.name.wire,
            module(&list.module),
            literals.join(", "),
            mark(list.deprecated)
        );
    }
    for alias in &document.sid_aliases {
        let _ = writeln!(
            text,
            "sid {} = {} `{}`",
            alias.ident, alias.kind, alias.pattern
        );
    }
}

fn module(path: &[String]) -> String {
    if path.is_empty() {
        String::from("the root")
    } else {
        path.join("::")
    }
}

fn body(operation: &Operation) -> String {
    let ty = operation.body.ty.as_ref().map(spell).unwrap_or_default();
    match operation.body.kind {
        BodyKind::None => String::new(),
        BodyKind::Form => String::from(" with a form"),
        BodyKind::Json | BodyKind::Model => format!(
            " with {} {ty}{}",
            operation.body.media_type.as_deref().unwrap_or_default(),
            if operation.body.required { "!" } else { "" }
        ),
    }
}

fn reply(reply: &Reply) -> String {
    match reply {
        Reply::Empty => String::from("()"),
        Reply::One { ty, .. } => spell(ty),
        Reply::Page { key, item, .. } => format!("pages of {} in `{key}`", spell(item)),
    }
}

/// How a list goes on, if not by addresses.
fn next_page(operation: &Operation) -> String {
    let paging = operation.paging.as_ref();
    match paging.map(|paging| (&paging.next, paging.token.as_deref())) {
        Some((NextPage::Token(key), Some(token))) => format!(", the next by `{key}` as `{token}`"),
        Some((NextPage::Nowhere, _)) => String::from(", all in one"),
        _ => String::new(),
    }
}

fn spell(ty: &Type) -> String {
    match ty {
        Type::Sid(marker) => format!("Sid<{marker}>"),
        Type::Enum(name) | Type::Model(name) | Type::Union(name) => name.clone(),
        Type::Boxed(name) => format!("Box<{name}>"),
        Type::List(item) => format!("[{}]", spell(item)),
        Type::Map(value) => format!("{{{}}}", spell(value)),
        plain => format!("{plain:?}").to_lowercase(),
    }
}
