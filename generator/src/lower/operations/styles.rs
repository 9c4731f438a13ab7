//! Styles: how a list or an object is written as a parameter, by the table "Style Values" of OpenAPI 3.0.3.
//!
//! What the table has no form for is a problem of the document. It may not know how a style is spelled in Rust.

use std::collections::HashSet;

use crate::diagnostic::Code;
use crate::load::Pointer;
use crate::lower::context::LowerContext;
use crate::model::{ParameterLocation, ParameterStyle, Type};

/// What a document says of how a parameter is written.
pub(crate) enum DeclaredStyle {
    /// `style` and `explode` at this place, where they are given.
    Style(Pointer),
    /// JSON text, by `content` or by the content type of a form's field.
    Json,
    /// Nothing, in a form: a list repeats its name, and an object is JSON text.
    Nothing,
}

/// A parameter whose style is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Styled<'a> {
    pub(crate) wire: &'a str,
    pub(crate) location: ParameterLocation,
    pub(crate) ty: &'a Type,
    /// The `type` of its schema.
    pub(crate) declared: Option<&'a str>,
    /// Where it stands.
    pub(crate) at: &'a Pointer,
}

/// What a parameter holds, as far as styles tell it apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Plain,
    List,
    Object,
    /// The document does not say.
    Unknown,
}

/// What is wrong with a style, and what to do.
type Problem = (String, &'static str);

const ONE_VALUE: &str = "describe it as one text, number or boolean";
const BY_TABLE: &str = "the table \"Style Values\" of OpenAPI 3.0 shows what each style can write";

impl LowerContext<'_> {
    /// How a parameter is written; one that has no form is reported.
    pub(crate) fn style_of(
        &mut self,
        parameter: Styled<'_>,
        declared_style: &DeclaredStyle,
    ) -> ParameterStyle {
        let (place, style, explode) = match declared_style {
            DeclaredStyle::Nothing => return ParameterStyle::Plain,
            DeclaredStyle::Json => (parameter.at.clone(), None, None),
            DeclaredStyle::Style(at) => {
                let explode = self.document.node(&at.join("explode"));
                let explode = explode.and_then(|node| node.as_bool());
                (
                    at.join("style"),
                    self.document.text(&at.join("style")),
                    explode,
                )
            }
        };
        let style = style.map(str::to_owned);
        let written = match (parameter.location, declared_style) {
            (ParameterLocation::Path, DeclaredStyle::Json) => Err((
                format!(
                    "the path parameter `{}` has `content`, and one value was expected",
                    parameter.wire
                ),
                ONE_VALUE,
            )),
            (_, DeclaredStyle::Json) => Ok(ParameterStyle::Json),
            (ParameterLocation::Path, _) => in_path(parameter, style.as_deref()),
            (ParameterLocation::Header, _) => in_header(parameter),
            (ParameterLocation::Query | ParameterLocation::Form, _) => {
                self.in_query(parameter, style.as_deref().unwrap_or("form"), explode)
            }
        };
        match written {
            Ok(written) => written,
            Err((problem, help)) => {
                let at = if style.is_some() {
                    &place
                } else {
                    parameter.at
                };
                self.error(Code::UnsupportedParameter, at, problem, help);
                ParameterStyle::Plain
            }
        }
    }

    fn in_query(
        &self,
        parameter: Styled<'_>,
        style: &str,
        explode: Option<bool>,
    ) -> Result<ParameterStyle, Problem> {
        let Styled { wire, ty, .. } = parameter;
        let shape = shape(parameter);
        let is_exploded = explode.unwrap_or(style == "form");
        let written = match (style, is_exploded) {
            // A list of what is not plain repeats its name as well, each item as JSON.
            ("form", _) if shape == Shape::Plain => return Ok(ParameterStyle::Plain),
            ("form", true) if shape == Shape::List => return Ok(ParameterStyle::Plain),
            ("form", true) => ParameterStyle::Spread,
            ("form", false) => ParameterStyle::Comma,
            ("deepObject", _) if shape == Shape::List => {
                let problem = format!("`{wire}` is a list, and `deepObject` writes objects");
                return Err((problem, BY_TABLE));
            }
            (_, _) if shape == Shape::Plain => {
                let problem =
                    format!("`{wire}` is one value, and `{style}` writes lists and objects");
                return Err((problem, "leave `style` out"));
            }
            ("deepObject", _) => ParameterStyle::Deep,
            (_, true) => {
                let problem = format!("`{style}` has no form with `explode: true`");
                return Err((problem, "leave `explode` out, or use `style: form`"));
            }
            ("spaceDelimited", false) => ParameterStyle::Space,
            (_, false) => ParameterStyle::Pipe,
        };
        match self.nested(ty, written == ParameterStyle::Deep) {
            Some(within) => {
                let within = if within.is_empty() {
                    ""
                } else {
                    &format!(" in `{within}`")
                };
                let problem = format!(
                    "`{wire}` holds a list or an object within another{within}, and `{style}` has no form for that"
                );
                Err((problem, BY_TABLE))
            }
            None => Ok(written),
        }
    }

    /// The first property of an object that a style has no form for; empty for the values of a map or a list.
    fn nested(&self, ty: &Type, is_deep: bool) -> Option<String> {
        let mut seen: HashSet<&str> = HashSet::new();
        let mut open = vec![ty];
        while let Some(ty) = open.pop() {
            let mut values: Vec<(&str, &Type)> = Vec::new();
            match ty {
                Type::List(value) | Type::Map(value) => values.push(("", value)),
                Type::Model(name) | Type::Boxed(name) if seen.insert(name) => {
                    let model = self.models.iter().find(|model| model.name.ident == *name);
                    let fields = model.into_iter().flat_map(|model| &model.fields);
                    values.extend(fields.map(|field| (field.name.wire.as_str(), &field.ty)));
                }
                _ => {}
            }
            for (name, value) in values {
                match value {
                    // What it turns out to be decides when it is sent.
                    Type::Json | Type::Union(_) => {}
                    value if value.is_scalar() => {}
                    Type::Model(_) | Type::Boxed(_) | Type::Map(_) if is_deep => open.push(value),
                    _ => return Some(name.to_owned()),
                }
            }
        }
        None
    }
}

fn in_path(parameter: Styled<'_>, style: Option<&str>) -> Result<ParameterStyle, Problem> {
    let wire = parameter.wire;
    if let Some(style) = style.filter(|style| *style != "simple") {
        let mark = match style {
            "matrix" => &format!(";{wire}="),
            _ => ".",
        };
        let problem = format!(
            "the path parameter `{wire}` has the style `{style}`, which puts `{mark}` before the value, and the client \
             writes the value alone"
        );
        return Err((
            problem,
            "leave `style` out if the API takes the value alone",
        ));
    }
    match shape(parameter) {
        Shape::Plain | Shape::Unknown => Ok(ParameterStyle::Plain),
        Shape::List | Shape::Object => {
            let problem = format!(
                "the path parameter `{wire}` holds a list or an object, and one value was expected"
            );
            Err((problem, ONE_VALUE))
        }
    }
}

fn in_header(parameter: Styled<'_>) -> Result<ParameterStyle, Problem> {
    match (shape(parameter), parameter.ty) {
        (Shape::Plain | Shape::Unknown, _) => Ok(ParameterStyle::Plain),
        (Shape::List, Type::List(item)) if item.is_scalar() => Ok(ParameterStyle::Comma),
        (Shape::List | Shape::Object, _) => {
            let problem = format!(
                "the header `{}` holds an object, or a list of what is not plain, and one value or a list of values \
                 was expected",
                parameter.wire
            );
            Err((problem, ONE_VALUE))
        }
    }
}

fn shape(parameter: Styled<'_>) -> Shape {
    match parameter.ty {
        ty if ty.is_scalar() => Shape::Plain,
        Type::List(_) => Shape::List,
        Type::Json if parameter.declared != Some("object") => Shape::Unknown,
        _ => Shape::Object,
    }
}
