//! Parameters: what a caller can give, wherever it travels.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};

use openapiv3::{ParameterData, ParameterSchemaOrContent, ReferenceOr, Schema};

use super::content::is_json;
use super::styles::{DeclaredStyle, Styled};

use crate::diagnostic::Code;
use crate::load::Pointer;
use crate::lower::context::LowerContext;
use crate::lower::prose::doc_lines;
use crate::lower::room;
use crate::lower::types::schema_type::Holder;
use crate::lower::types::schema_view::schema_of_parameter;
use crate::model::{Name, Parameter, ParameterLocation, ParameterStyle, Type};
use crate::names::ident::parameter_ident;
use crate::names::scope::Scope;

/// A parameter, or the property of a form, as the document declares it.
struct Declared<'d, S> {
    wire: &'d str,
    location: ParameterLocation,
    required: bool,
    docs: Vec<String>,
    at: Pointer,
    schema: &'d ReferenceOr<S>,
    schema_at: Pointer,
    declared_style: DeclaredStyle,
}

/// Parameters and their place in the document.
type ParameterList<'d> = (&'d [ReferenceOr<openapiv3::Parameter>], &'d Pointer);

impl LowerContext<'_> {
    /// The parameters of an operation: those of its path item first, overridden by its own.
    pub(crate) fn lower_parameters(
        &mut self,
        builder: &str,
        shared: ParameterList<'_>,
        own: ParameterList<'_>,
    ) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut indices: HashMap<(ParameterLocation, String), usize> = HashMap::new();
        for (list, base) in [shared, own] {
            let start = parameters.len();
            for (index, parameter) in list.iter().enumerate() {
                let at = base.join(&index.to_string());
                let Some(parameter) = self.lower_parameter(builder, parameter, &at) else {
                    continue;
                };
                let key = (parameter.location, parameter.name.wire.clone());
                match indices.get(&key) {
                    Some(twin) if *twin >= start => self.error(
                        Code::DuplicateParameter,
                        &at,
                        format!("the parameter `{}` is given twice", parameter.name.wire),
                        "remove one of the two",
                    ),
                    Some(twin) => {
                        if let Some(shared) = parameters.get_mut(*twin) {
                            *shared = parameter;
                        }
                    }
                    None => {
                        indices.insert(key, parameters.len());
                        parameters.push(parameter);
                    }
                }
            }
        }
        parameters
    }

    fn lower_parameter(
        &mut self,
        builder: &str,
        parameter: &ReferenceOr<openapiv3::Parameter>,
        at: &Pointer,
    ) -> Option<Parameter> {
        let resolved = self.accept(self.document.parameter(parameter, at))?;
        let at = resolved.pointer();
        let data = resolved.value().parameter_data_ref();
        let (problem_at, problem, help) = match (sendable(resolved.value()), schema_of(data, at)) {
            (Err((key, problem, help)), _) => {
                (key.map_or(at.clone(), |key| at.join(key)), problem, help)
            }
            (Ok(_), None) => {
                let name = &data.name;
                let problem = format!(
                    "the parameter `{name}` has `content` without a schema of application/json"
                );
                let help = "describe the parameter by a schema";
                (at.join("content"), problem, help)
            }
            (Ok(location), Some((schema, schema_at, declared_style))) => {
                let docs = data.description.as_deref().map(doc_lines);
                let declared = Declared {
                    wire: &data.name,
                    location,
                    required: data.required,
                    docs: docs.unwrap_or_default(),
                    at: at.clone(),
                    schema,
                    schema_at,
                    declared_style,
                };
                return self.parameter(builder, declared);
            }
        };
        self.error(Code::UnsupportedParameter, &problem_at, problem, help);
        None
    }

    /// The properties of a form body, each a parameter.
    pub(crate) fn form_fields(
        &mut self,
        builder: &str,
        schema: &Schema,
        at: &Pointer,
        media_at: &Pointer,
    ) -> Vec<Parameter> {
        let object = self.object(schema, at).unwrap_or_default();
        for (name, at) in &object.required {
            if !object.properties.contains_key(name) {
                self.error(
                    Code::RequiredUnknown,
                    at,
                    format!("`{name}` is required, but there is no such property"),
                    "declare the property, or take it out of `required`",
                );
            }
        }
        let required: HashSet<&str> = object.required.iter().map(|(name, _)| *name).collect();
        let mut fields = Vec::with_capacity(object.properties.len());
        for (wire, declarations) in &object.properties {
            let Some((first, rest)) = declarations.split_first() else {
                continue;
            };
            let declared_style =
                self.declared_style_of_field(&media_at.join("encoding").join(wire));
            let declared = Declared {
                wire,
                location: ParameterLocation::Form,
                required: required.contains(wire),
                docs: self.property_docs(first.schema, &first.at),
                at: first.at.clone(),
                schema: first.schema,
                schema_at: first.at.clone(),
                declared_style,
            };
            let Some(mut field) = self.parameter(builder, declared) else {
                break;
            };
            for other in rest {
                self.join_types(builder, wire, (first, other), &mut field.ty);
            }
            fields.push(field);
        }
        fields
    }

    /// What the encoding of a form's field says of how it is written.
    fn declared_style_of_field(&self, at: &Pointer) -> DeclaredStyle {
        let media_type = self.document.text(&at.join("contentType"));
        if media_type.is_some_and(is_json) {
            return DeclaredStyle::Json;
        }
        let says = |key: &str| self.document.node(&at.join(key)).is_some();
        match says("style") || says("explode") {
            true => DeclaredStyle::Style(at.clone()),
            false => DeclaredStyle::Nothing,
        }
    }

    /// The parameter; none if there is no room for it.
    fn parameter<S: Borrow<Schema>>(
        &mut self,
        builder: &str,
        declared: Declared<'_, S>,
    ) -> Option<Parameter> {
        let mut constraints = self.constraints(declared.schema, &declared.schema_at);
        constraints.pii = constraints.pii.or_else(|| self.personal_data(&declared.at));
        let details = room::of_docs(&declared.docs) + room::of_constraints(&constraints);
        let needed = room::OF_PARAMETER + room::of_text(declared.wire) + details;
        if !self.take_room(needed, &declared.at) {
            return None;
        }
        let (ty, map_prefix, style) = self.parameter_type(builder, &declared);
        let ident = self.name_parameter(builder, declared.location, declared.wire);
        Some(Parameter {
            name: Name {
                wire: declared.wire.to_owned(),
                ident,
            },
            location: declared.location,
            ty,
            // A path without one of its parameters is another path, whatever the document says.
            required: declared.required || declared.location == ParameterLocation::Path,
            clear: None,
            map_prefix,
            style,
            constraints,
            deprecated: self.is_deprecated(&declared.at) || self.is_deprecated(&declared.schema_at),
            origin: self.origin(&declared.at),
            docs: declared.docs,
        })
    }

    /// What a parameter holds; for a map that is sent as several parameters, what their names begin with; and how it is
    /// written.
    fn parameter_type<S: Borrow<Schema>>(
        &mut self,
        builder: &str,
        declared: &Declared<'_, S>,
    ) -> (Type, Option<String>, ParameterStyle) {
        let wire = declared.wire;
        let holder = Holder {
            owner: builder,
            name: wire,
        };
        let ty = self.type_of(declared.schema, &declared.schema_at, &holder);
        let format = self.document.text(&declared.schema_at.join("format"));
        let map_prefix = format
            .and_then(|format| format.strip_prefix("prefixed-collapsible-map-"))
            .map(str::to_owned);
        if map_prefix.is_some() {
            self.typed_after_all(&declared.schema_at);
            let ty = Type::Map(Box::new(Type::Text));
            return (ty, map_prefix, ParameterStyle::Plain);
        }
        let schema = self.document.schema(declared.schema, &declared.schema_at);
        let type_at = schema.map(|schema| schema.pointer().join("type"));
        let styled = Styled {
            wire,
            location: declared.location,
            ty: &ty,
            declared: type_at.ok().and_then(|at| self.document.text(&at)),
            at: &declared.at,
        };
        let style = self.style_of(styled, &declared.declared_style);
        let ty = match (style, declared.location) {
            // Of JSON text the caller gives what it is made of.
            (ParameterStyle::Json, _) => match ty {
                ty @ (Type::Model(_) | Type::Boxed(_) | Type::Union(_) | Type::Json) => ty,
                _ => self.untyped(&declared.schema_at, "a parameter that is JSON text"),
            },
            // A header holds one text.
            (ParameterStyle::Plain, ParameterLocation::Header) if !ty.is_scalar() => {
                self.typed_after_all(&declared.schema_at);
                Type::Text
            }
            _ => ty,
        };
        (ty, None, style)
    }

    fn name_parameter(&mut self, builder: &str, location: ParameterLocation, wire: &str) -> String {
        let (scope, word) = match location {
            ParameterLocation::Path => (Scope::PathArguments(builder), "path"),
            ParameterLocation::Query => (Scope::Setters(builder), "query"),
            ParameterLocation::Header => (Scope::Setters(builder), "header"),
            ParameterLocation::Form => (Scope::Setters(builder), "form"),
        };
        let ident = parameter_ident(wire);
        let bare = ident.trim_end_matches('_');
        let candidates = [
            ident.clone(),
            format!("{bare}_{word}"),
            format!("{bare}_parameter"),
        ];
        self.claim(scope, &format!("{word} {wire}"), &candidates)
    }
}

/// Why a parameter cannot be sent: the key in the document that says so, if one does, the problem and what to do.
type Unsendable = (Option<&'static str>, String, &'static str);

/// What a parameter holds, where that stands, and how it is written; none for content that is not JSON.
fn schema_of<'d>(
    data: &'d ParameterData,
    at: &Pointer,
) -> Option<(&'d ReferenceOr<Schema>, Pointer, DeclaredStyle)> {
    let (schema, schema_at) = schema_of_parameter(data, at)?;
    let declared_style = match &data.format {
        ParameterSchemaOrContent::Schema(_) => DeclaredStyle::Style(at.clone()),
        ParameterSchemaOrContent::Content(content) if is_json(content.first()?.0) => {
            DeclaredStyle::Json
        }
        ParameterSchemaOrContent::Content(_) => return None,
    };
    Some((schema, schema_at, declared_style))
}

/// Where a parameter travels, if the client can send it.
fn sendable(parameter: &openapiv3::Parameter) -> Result<ParameterLocation, Unsendable> {
    let location = match parameter {
        openapiv3::Parameter::Query { .. } => ParameterLocation::Query,
        openapiv3::Parameter::Header { .. } => ParameterLocation::Header,
        openapiv3::Parameter::Path { .. } => ParameterLocation::Path,
        openapiv3::Parameter::Cookie { .. } => {
            return Err((
                None,
                String::from("a cookie parameter cannot be sent: the client keeps no cookies"),
                "use a header or a query parameter",
            ));
        }
    };
    let name = &parameter.parameter_data_ref().name;
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let problem = if name.is_empty() {
        String::from("the parameter has no name")
    } else if location == ParameterLocation::Header && !name.chars().all(token) {
        format!("`{name}` cannot be the name of a header")
    } else {
        return Ok(location);
    };
    Err((Some("name"), problem, "give the name that the API reads"))
}
