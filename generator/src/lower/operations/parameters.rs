//! Parameters: what a caller can give, wherever it travels.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};

use openapiv3::{ParameterSchemaOrContent, ReferenceOr, Schema};

use crate::diagnostic::Code;
use crate::load::Pointer;
use crate::lower::context::LowerContext;
use crate::lower::prose::doc_lines;
use crate::lower::room;
use crate::lower::types::schema_type::Holder;
use crate::model::{Name, Parameter, ParameterLocation, Type};
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
        let (problem_at, problem, help) = match (sendable(resolved.value()), &data.format) {
            (Err((key, problem, help)), _) => {
                (key.map_or(at.clone(), |key| at.join(key)), problem, help)
            }
            (Ok(_), ParameterSchemaOrContent::Content(_)) => {
                let name = &data.name;
                let problem =
                    format!("the parameter `{name}` has `content` where a `schema` was expected");
                (at.clone(), problem, "describe the parameter by a schema")
            }
            (Ok(location), ParameterSchemaOrContent::Schema(schema)) => {
                let docs = data.description.as_deref().map(doc_lines);
                let declared = Declared {
                    wire: &data.name,
                    location,
                    required: data.required,
                    docs: docs.unwrap_or_default(),
                    at: at.clone(),
                    schema,
                    schema_at: at.join("schema"),
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
            let declared = Declared {
                wire,
                location: ParameterLocation::Form,
                required: required.contains(wire),
                docs: self.property_docs(first.schema, &first.at),
                at: first.at.clone(),
                schema: first.schema,
                schema_at: first.at.clone(),
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

    /// The parameter; none if there is no room for it.
    fn parameter<S: Borrow<Schema>>(
        &mut self,
        builder: &str,
        declared: Declared<'_, S>,
    ) -> Option<Parameter> {
        let constraints = self.constraints(declared.schema, &declared.schema_at);
        let said = room::of_docs(&declared.docs) + room::of_constraints(&constraints);
        let needed = room::OF_PARAMETER + room::of_text(declared.wire) + said;
        if !self.take_room(needed, &declared.at) {
            return None;
        }
        let (ty, map_prefix) = self.parameter_type(builder, &declared);
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
            constraints,
            deprecated: self.is_deprecated(&declared.at) || self.is_deprecated(&declared.schema_at),
            origin: self.origin(&declared.at),
            docs: declared.docs,
        })
    }

    /// What a parameter holds and, for a map that is sent as several parameters, what their names begin with.
    fn parameter_type<S: Borrow<Schema>>(
        &mut self,
        builder: &str,
        declared: &Declared<'_, S>,
    ) -> (Type, Option<String>) {
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
        let ty = match map_prefix {
            Some(_) => {
                self.typed_after_all(&declared.schema_at);
                Type::Map(Box::new(Type::Text))
            }
            None => ty,
        };
        if declared.location != ParameterLocation::Header || ty.is_scalar() {
            return (ty, map_prefix);
        }
        // A header holds one text.
        if ty != Type::Json {
            self.error(
                Code::UnsupportedParameter,
                &declared.at,
                format!(
                    "the header `{wire}` holds a list or an object, and one value was expected"
                ),
                "describe the header as one text, number or boolean",
            );
        }
        self.typed_after_all(&declared.schema_at);
        (Type::Text, map_prefix)
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
