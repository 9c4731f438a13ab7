//! Parameters: what a caller can give, wherever it travels.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};

use openapiv3::{Parameter as Declared, ParameterSchemaOrContent, ReferenceOr, Schema};

use crate::diagnostic::Code;
use crate::load::Pointer;
use crate::lower::context::Context;
use crate::lower::prose::doc_lines;
use crate::lower::types::schema_type::Holder;
use crate::lower::types::schema_view::properties_of;
use crate::model::{Constraints, Name, Parameter, ParameterLocation, Type};
use crate::names::ident::parameter_ident;

impl Context<'_> {
    /// The parameters of an operation: those of its path item first, overridden by its own.
    pub(crate) fn parameters_of(
        &mut self,
        owner: &str,
        shared: &[ReferenceOr<Declared>],
        shared_at: &Pointer,
        own: &[ReferenceOr<Declared>],
        own_at: &Pointer,
    ) -> Vec<Parameter> {
        let mut found: Vec<Parameter> = Vec::new();
        let mut known: HashMap<(ParameterLocation, String), usize> = HashMap::new();
        let lists = [(shared, shared_at), (own, own_at)];
        for (list, base) in lists {
            let start = found.len();
            for (index, parameter) in list.iter().enumerate() {
                let at = base.join(&index.to_string());
                let Some(parameter) = self.parameter(owner, parameter, &at) else {
                    continue;
                };
                let key = (parameter.location, parameter.name.wire.clone());
                let twin = known.get(&key).copied();
                match twin {
                    Some(twin) if twin >= start => self.error(
                        Code::DuplicateParameter,
                        &at,
                        format!("the parameter `{}` is given twice", parameter.name.wire),
                        "remove one of the two",
                    ),
                    Some(twin) => {
                        if let Some(known) = found.get_mut(twin) {
                            *known = parameter;
                        }
                    }
                    None => {
                        known.insert(key, found.len());
                        found.push(parameter);
                    }
                }
            }
        }
        found
    }

    fn parameter(
        &mut self,
        owner: &str,
        declared: &ReferenceOr<Declared>,
        at: &Pointer,
    ) -> Option<Parameter> {
        let resolved = match self.document.parameter(declared, at) {
            Ok(resolved) => resolved,
            Err(problem) => {
                self.problems.push(problem);
                return None;
            }
        };
        let (declared, at) = (resolved.value(), resolved.pointer().clone());
        let location = match declared {
            Declared::Query { .. } => ParameterLocation::Query,
            Declared::Header { .. } => ParameterLocation::Header,
            Declared::Path { .. } => ParameterLocation::Path,
            Declared::Cookie { .. } => {
                self.error(
                    Code::UnsupportedParameter,
                    &at,
                    "a cookie parameter cannot be sent: the client keeps no cookies",
                    "use a header or a query parameter",
                );
                return None;
            }
        };
        let data = declared.parameter_data_ref();
        let ParameterSchemaOrContent::Schema(schema) = &data.format else {
            self.error(
                Code::UnsupportedParameter,
                &at,
                format!(
                    "the parameter `{}` has `content` where a `schema` was expected",
                    data.name
                ),
                "describe the parameter by a schema",
            );
            return None;
        };
        if let Some(problem) = unsendable(&data.name, location) {
            self.error(
                Code::UnsupportedParameter,
                &at.join("name"),
                problem,
                "give the name that the API reads",
            );
            return None;
        }
        let docs = data
            .description
            .as_deref()
            .map(doc_lines)
            .unwrap_or_default();
        let parameter = self.spell_parameter(
            owner,
            &data.name,
            location,
            data.required,
            schema,
            docs,
            &at,
            &at.join("schema"),
        );
        Some(parameter)
    }

    /// The properties of a form body, each a parameter.
    pub(crate) fn form_fields(
        &mut self,
        owner: &str,
        schema: &Schema,
        at: &Pointer,
    ) -> Vec<Parameter> {
        let (properties, required) = properties_of(schema);
        let required: HashSet<&String> = required.iter().collect();
        for name in required
            .iter()
            .filter(|name| !properties.contains_key(**name))
        {
            self.error(
                Code::RequiredUnknown,
                &at.join("required"),
                format!("`{name}` is required, but there is no such property"),
                "declare the property, or take it out of `required`",
            );
        }
        let mut fields = Vec::with_capacity(properties.len());
        for (wire, schema) in properties {
            let at = at.join("properties").join(wire);
            let docs = self
                .document
                .text(&at.join("description"))
                .map(doc_lines)
                .unwrap_or_default();
            let docs = if docs.is_empty() {
                self.docs_of_referred(schema, &at)
            } else {
                docs
            };
            let required = required.contains(wire);
            fields.push(self.spell_parameter(
                owner,
                wire,
                ParameterLocation::Form,
                required,
                schema,
                docs,
                &at,
                &at,
            ));
        }
        fields
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one call site for each of the two spellings of the same thing"
    )]
    fn spell_parameter<S: Borrow<Schema>>(
        &mut self,
        owner: &str,
        wire: &str,
        location: ParameterLocation,
        required: bool,
        schema: &ReferenceOr<S>,
        docs: Vec<String>,
        at: &Pointer,
        schema_at: &Pointer,
    ) -> Parameter {
        let ty = self.type_of(schema, schema_at, &Holder { owner, name: wire });
        let constraints: Constraints = self.constraints(schema, schema_at);
        let prefix = self
            .document
            .text(&schema_at.join("format"))
            .and_then(|format| {
                format
                    .strip_prefix("prefixed-collapsible-map-")
                    .map(str::to_owned)
            });
        let (ty, map_prefix) = match prefix {
            Some(prefix) => (Type::Map(Box::new(Type::Text)), Some(prefix)),
            None => (ty, None),
        };
        let ty = match ty {
            // A header holds one text.
            Type::Json if location == ParameterLocation::Header => Type::Text,
            ty if location == ParameterLocation::Header && !ty.is_scalar() => {
                self.error(
                    Code::UnsupportedParameter,
                    at,
                    format!(
                        "the header `{wire}` holds a list or an object, and one value was expected"
                    ),
                    "describe the header as one text, number or boolean",
                );
                Type::Text
            }
            ty => ty,
        };
        let place_word = match location {
            ParameterLocation::Path => "path",
            ParameterLocation::Query => "query",
            ParameterLocation::Header => "header",
            ParameterLocation::Form => "form",
        };
        let scope = if location == ParameterLocation::Path {
            "path"
        } else {
            "setter"
        };
        let ident = parameter_ident(wire);
        let bare = ident.trim_end_matches('_').to_owned();
        let ident = self.claim(
            &format!("{scope} {owner}"),
            &format!("{place_word} {wire}"),
            &[
                ident,
                format!("{bare}_{place_word}"),
                format!("{bare}_parameter"),
            ],
        );
        let origin = self.origin(at);
        // A path without one of its parameters is another path, whatever the document says.
        let required = required || location == ParameterLocation::Path;
        Parameter {
            name: Name {
                wire: wire.to_owned(),
                ident,
            },
            location,
            ty,
            required,
            clear: None,
            map_prefix,
            docs,
            constraints,
            origin,
        }
    }
}

/// Why a parameter of that name cannot be sent.
fn unsendable(name: &str, location: ParameterLocation) -> Option<String> {
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_|~".contains(c) || c == '`';
    if name.is_empty() {
        return Some(String::from("the parameter has no name"));
    }
    (location == ParameterLocation::Header && !name.chars().all(token))
        .then(|| format!("`{name}` cannot be the name of a header"))
}
