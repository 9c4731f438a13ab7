//! A call in Rust, async and blocking.

use super::parameters::{BODY, CallParameter, sample};
use super::piece::{GroupPiece, Piece, ValuePiece};
use super::quote::Quote;
use crate::model::{
    BodyKind, Document, Link, Operation, Parameter, ParameterLocation, Reply, Resource, Type,
};

/// An operation as it is called.
pub(super) struct Call<'a> {
    pub(super) document: &'a Document,
    pub(super) operation: &'a Operation,
    pub(super) parameters: &'a [CallParameter],
    pub(super) handle: &'a Resource,
    pub(super) crate_name: &'a str,
}

/// The handle that has the operation: the one that takes a SID, or the one beside it that takes a name.
pub(super) fn handle<'d>(
    document: &'d Document,
    operation: &Operation,
    is_named: bool,
) -> Option<&'d Resource> {
    let has = |resource: &&Resource| resource.operations.contains(&operation.id);
    let mut handles = document.resources.iter().filter(has);
    let first = handles.next()?;
    Some(
        handles
            .find(|other| other.by_name == is_named && first.by_name != is_named)
            .unwrap_or(first),
    )
}

/// Gives each parameter that an accessor takes as a SID a SID to show, also where the operation itself would take any
/// text.
pub(super) fn show_sids(
    document: &Document,
    operation: &Operation,
    handle: &Resource,
    parameters: &mut [CallParameter],
) {
    let links = way(document, &handle.handle).unwrap_or_default();
    let ids: Vec<&Type> = links
        .iter()
        .filter_map(|link| Some(&link.id.as_ref()?.ty))
        .collect();
    let mut path: Vec<&mut CallParameter> = parameters
        .iter_mut()
        .filter(|parameter| parameter.location == "path")
        .collect();
    path.sort_by_key(|parameter| position(operation, parameter));
    for (parameter, ty) in path.into_iter().zip(ids) {
        if parameter.sample.is_none() {
            parameter.sample = sample(ty, None);
        }
    }
}

/// Where a parameter stands in the path.
fn position(operation: &Operation, parameter: &CallParameter) -> Option<usize> {
    operation.path.find(&format!("{{{}}}", parameter.name))
}

impl Call<'_> {
    /// The code, piece by piece; none where no accessors lead to the handle.
    pub(super) fn pieces(&self, is_blocking: bool) -> Option<Vec<Piece>> {
        let mut pieces = self.imports();
        let is_list = self.operation.is_paged();
        pieces.push(Piece::text(match (is_list, is_blocking) {
            (true, true) => "let items = client",
            (true, false) => "let mut items = client",
            (false, _) if self.operation.reply == Reply::Empty => "client",
            (false, _) => "let reply = client",
        }));
        for name in [&self.document.product.ident, &self.document.version.ident] {
            pieces.push(Piece::text(format!("\n    .{name}()")));
        }
        pieces.extend(self.accessors()?);
        pieces.push(Piece::text(format!(
            "\n    .{}(",
            self.operation.method_ident
        )));
        pieces.extend(self.arguments());
        pieces.push(Piece::text(")"));
        pieces.extend(self.setters());
        pieces.push(Piece::text(match (is_list, is_blocking) {
            (true, true) => "\n    .items()\n    .wait();\nfor item in items {\n    println!(\"{:?}\", item?);\n}",
            (true, false) => {
                "\n    .items();\nwhile let Some(item) = items.next().await {\n    println!(\"{:?}\", item?);\n}"
            }
            (false, true) => "\n    .call()\n    .wait()?;",
            (false, false) => "\n    .await?;",
        }));
        Some(pieces)
    }

    /// A `use` for each enum whose value is given, and for the struct of required parameters.
    fn imports(&self) -> Vec<Piece> {
        let root = format!(
            "use {}::{}::{}",
            self.crate_name.replace('-', "_"),
            self.document.product.ident,
            self.document.version.ident
        );
        let sent =
            self.operation
                .parameters
                .iter()
                .filter_map(|parameter| match parameter.ty.leaf() {
                    Type::Enum(name) => Some((name, parameter)),
                    _ => None,
                });
        let mut pieces = Vec::new();
        let mut names: Vec<&String> = sent.clone().map(|(name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let users: Vec<&Parameter> = sent
                .clone()
                .filter(|(other, _)| *other == name)
                .map(|(_, parameter)| parameter)
                .collect();
            let is_required = users.iter().any(|parameter| parameter.required);
            let keys = users
                .iter()
                .filter_map(|parameter| self.described(parameter))
                .map(|user| user.key.clone());
            pieces.push(Piece::Group(GroupPiece {
                of: vec![Piece::text(format!("{root}::{name};\n"))],
                any: if is_required {
                    Vec::new()
                } else {
                    keys.collect()
                },
                ..GroupPiece::default()
            }));
        }
        if let Some(required) = &self.operation.required_struct {
            pieces.push(Piece::text(format!("{root}::operation::{required};\n")));
        }
        pieces
    }

    /// The accessors below the version. The parameters of a path go by their position: documents name them differently
    /// from operation to operation.
    fn accessors(&self) -> Option<Vec<Piece>> {
        let links = way(self.document, &self.handle.handle)?;
        let path = self
            .parameters
            .iter()
            .filter(|parameter| parameter.location == "path");
        let mut by_position: Vec<&CallParameter> = path.collect();
        by_position.sort_by_key(|parameter| position(self.operation, parameter));
        let mut by_position = by_position.into_iter();
        let by_name = handle(self.document, self.operation, true)
            .filter(|other| other.by_name && !self.handle.by_name);
        let by_name = by_name.and_then(|other| way(self.document, &other.handle)?.pop());
        let last = links.len();
        let mut pieces = Vec::new();
        for (at, link) in links.into_iter().enumerate() {
            let named = by_name.as_ref().filter(|_| at + 1 == last);
            let Some(id) = &link.id else {
                pieces.push(Piece::text(format!("\n    .{}()", link.ident)));
                continue;
            };
            pieces.push(Piece::Value(ValuePiece {
                param: by_position.next()?.key.clone(),
                quote: Some(quote_of(&id.ty)),
                before: format!("\n    .{}(", link.ident),
                after: String::from(")"),
                named: named.map_or_else(String::new, |link| format!("\n    .{}(", link.ident)),
                ..ValuePiece::default()
            }));
        }
        Some(pieces)
    }

    fn arguments(&self) -> Vec<Piece> {
        let required = self
            .operation
            .required()
            .filter_map(|parameter| Some((parameter, self.described(parameter)?)));
        if let Some(name) = &self.operation.required_struct {
            let mut pieces = vec![Piece::text(format!("{name} {{"))];
            pieces.extend(required.map(|(parameter, described)| {
                let (before, after) = owned(&parameter.ty);
                Piece::Value(ValuePiece {
                    before: format!("\n        {}: {before}", parameter.name.ident),
                    after: format!("{after},"),
                    ..argument(parameter, described)
                })
            }));
            pieces.push(Piece::text("\n    }"));
            return pieces;
        }
        let mut pieces: Vec<Piece> = Vec::new();
        for (parameter, described) in required {
            if !pieces.is_empty() {
                pieces.push(Piece::text(", "));
            }
            let (before, after) = brackets(&parameter.ty);
            pieces.push(Piece::Value(ValuePiece {
                before: before.to_owned(),
                after: after.to_owned(),
                ..argument(parameter, described)
            }));
        }
        if self.operation.body.kind == BodyKind::Model && self.operation.body.required {
            if !pieces.is_empty() {
                pieces.push(Piece::text(", "));
            }
            pieces.push(model_body(String::new(), ")?", false));
        }
        pieces
    }

    fn setters(&self) -> Vec<Piece> {
        let optional = self
            .operation
            .optional()
            .filter_map(|parameter| Some((parameter, self.described(parameter)?)));
        let mut pieces: Vec<Piece> = optional
            .map(|(parameter, described)| {
                let (before, after) = brackets(&parameter.ty);
                Piece::Value(ValuePiece {
                    before: format!("\n    .{}({before}", parameter.name.ident),
                    after: format!("{after})"),
                    optional: true,
                    ..argument(parameter, described)
                })
            })
            .collect();
        match self.operation.body.kind {
            BodyKind::Json => pieces.push(Piece::Value(ValuePiece {
                param: BODY.to_owned(),
                quote: Some(Quote::RustJson),
                before: String::from("\n    .body("),
                after: String::from(")"),
                optional: true,
                ..ValuePiece::default()
            })),
            BodyKind::Model if !self.operation.body.required => {
                pieces.push(model_body(String::from("\n    .body("), ")?)", true));
            }
            BodyKind::Model | BodyKind::Form | BodyKind::None => {}
        }
        pieces
    }

    fn described(&self, parameter: &Parameter) -> Option<&CallParameter> {
        let location = match parameter.location {
            ParameterLocation::Path => "path",
            ParameterLocation::Query => "query",
            ParameterLocation::Header => "header",
            ParameterLocation::Form => "form",
        };
        let mut parameters = self.parameters.iter();
        parameters.find(|other| other.location == location && other.name == parameter.name.wire)
    }
}

/// A body that has a type of its own, read from JSON.
fn model_body(before: String, after: &str, optional: bool) -> Piece {
    Piece::Value(ValuePiece {
        param: BODY.to_owned(),
        quote: Some(Quote::RustJson),
        before: before + "serde_json::from_value(",
        after: after.to_owned(),
        optional,
        ..ValuePiece::default()
    })
}

fn argument(parameter: &Parameter, described: &CallParameter) -> ValuePiece {
    let ty = match &parameter.ty {
        Type::List(item) => item,
        ty => ty,
    };
    ValuePiece {
        param: described.key.clone(),
        quote: Some(quote_of(ty)),
        ..ValuePiece::default()
    }
}

fn quote_of(ty: &Type) -> Quote {
    match ty {
        Type::Text | Type::Timestamp | Type::Date => Quote::RustStr,
        Type::Bool => Quote::RustBool,
        Type::Integer => Quote::RustInt,
        Type::Number => Quote::RustNumber,
        Type::Sid(_) => Quote::RustSid,
        Type::Enum(_) => Quote::RustEnum,
        Type::Json
        | Type::Model(_)
        | Type::Boxed(_)
        | Type::Union(_)
        | Type::List(_)
        | Type::Map(_) => Quote::RustJson,
    }
}

/// What stands around the values of an argument.
fn brackets(ty: &Type) -> (&'static str, &'static str) {
    match ty {
        Type::List(_) => ("[", "]"),
        _ => ("", ""),
    }
}

/// What makes an owned value of the argument, for a struct.
fn owned(ty: &Type) -> (&'static str, &'static str) {
    match ty {
        Type::List(item) => match item.as_ref() {
            Type::Text | Type::Enum(_) | Type::Timestamp | Type::Date => {
                ("Vec::from([", "].map(Into::into))")
            }
            _ => ("Vec::from([", "])"),
        },
        Type::Text | Type::Enum(_) | Type::Timestamp | Type::Date => ("", ".into()"),
        Type::Model(_) | Type::Boxed(_) | Type::Union(_) | Type::Map(_) => {
            ("serde_json::from_value(", ")?")
        }
        _ => ("", ""),
    }
}

/// The links from the version to a handle, the shortest way.
fn way<'d>(document: &'d Document, handle: &str) -> Option<Vec<&'d Link>> {
    let root = document.resources.first()?;
    let mut ways: Vec<(&str, Vec<&Link>)> = vec![(&root.handle, Vec::new())];
    let mut next = 0;
    while let Some((reached, links)) = ways.get(next).cloned() {
        if reached == handle {
            return Some(links);
        }
        let resource = document
            .resources
            .iter()
            .find(|resource| resource.handle == reached);
        for link in resource.into_iter().flat_map(|resource| &resource.links) {
            if ways.iter().all(|(other, _)| *other != link.handle) {
                let longer = links.iter().copied().chain([link]).collect();
                ways.push((&link.handle, longer));
            }
        }
        next += 1;
    }
    None
}
