//! Enums: lists of values, as component schemas or written in place.

use std::collections::HashSet;

use openapiv3::Schema;

use super::schema_type::Holder;
use super::schema_view::enum_values;
use crate::diagnostic::Code;
use crate::load::Pointer;
use crate::lower::context::{LowerContext, SharedEnum};
use crate::lower::prose::{code, doc_lines};
use crate::lower::room;
use crate::model::{Enum, EnumValue, Name, Occurrence, PublicModule, Usage};
use crate::names::ident::type_ident;
use crate::names::scope::Scope;

impl LowerContext<'_> {
    pub(crate) fn component_enum(
        &mut self,
        name: &str,
        ident: String,
        schema: &Schema,
        at: &Pointer,
    ) {
        let values = enum_values(schema).unwrap_or_default();
        let name = Name {
            wire: name.to_owned(),
            ident,
        };
        self.push_enum(name, true, docs_of(schema), &values, at);
    }

    /// Values written at a property or a parameter. A format of their own (`http-method`) says that such lists are
    /// one thing; those share one enum.
    pub(crate) fn inline_enum(
        &mut self,
        schema: &Schema,
        values: &[Option<String>],
        format: Option<String>,
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> String {
        let values: Vec<String> = values.iter().flatten().cloned().collect();
        if let Some(format) = format {
            return self.shared_enum(format, &values, at);
        }
        let name = holder.type_name();
        let ident = self.claim_type(at, &[name.clone(), format!("{name}Value")]);
        if self.inline_types.insert(ident.clone()) {
            let wire = format!("{}.{}", holder.owner, holder.name);
            let name = Name {
                wire,
                ident: ident.clone(),
            };
            self.push_enum(name, false, docs_of(schema), &values, at);
        }
        ident
    }

    /// The enum of a format. Its name belongs to the format and not to the place that is met first, and its values
    /// are those of all places: which of two lists is longer may change with every document.
    fn shared_enum(&mut self, format: String, values: &[String], at: &Pointer) -> String {
        let name = type_ident(&format);
        let bare = name.trim_end_matches('_');
        let candidates = [
            name.clone(),
            format!("{bare}Value"),
            format!("{bare}Literal"),
        ];
        let ident = self.claim(Scope::Types, &format!("format {format}"), &candidates);
        let occurrence = Occurrence {
            pointer: at.to_string(),
            values: values.len(),
        };
        if !self
            .inline_types
            .insert(format!("{ident} {}", occurrence.pointer))
        {
            return ident;
        }
        let index = self.shared_enums.get(&format).map(|shared| shared.index);
        let Some(index) = index.filter(|index| *index < self.enums.len()) else {
            let docs = vec![format!("A value of the format `{}`.", code(&format))];
            let name = Name {
                wire: format.clone(),
                ident: ident.clone(),
            };
            self.push_enum(name, false, docs, values, at);
            let index = self.enums.len() - 1;
            if let Some(list) = self.enums.last_mut() {
                list.occurrences.push(occurrence);
                // One place does not speak for all that share the enum.
                list.deprecated = false;
                let values = list.values.iter().map(|value| value.name.wire.clone());
                let values = values.collect();
                self.shared_enums
                    .insert(format, SharedEnum { index, values });
            }
            return ident;
        };
        let lowered = self.lower_values(&ident, &format, values, at);
        let shared = self.shared_enums.get_mut(&format);
        if let (Some(list), Some(shared)) = (self.enums.get_mut(index), shared) {
            let fresh = lowered
                .into_iter()
                .filter(|value| shared.values.insert(value.name.wire.clone()));
            list.values.extend(fresh);
            list.occurrences.push(occurrence);
        }
        ident
    }

    fn push_enum(
        &mut self,
        name: Name,
        component: bool,
        docs: Vec<String>,
        values: &[String],
        at: &Pointer,
    ) {
        let values = self.lower_values(&name.ident, &name.wire, values, at);
        let origin = self.origin(at);
        self.enums.push(Enum {
            name,
            component,
            docs,
            deprecated: self.is_deprecated(at),
            origin,
            occurrences: Vec::new(),
            values,
            usage: Usage::default(),
            public: PublicModule::default(),
            module: Vec::new(),
        });
    }

    fn lower_values(
        &mut self,
        ident: &str,
        wire_name: &str,
        values: &[String],
        at: &Pointer,
    ) -> Vec<EnumValue> {
        let scope = Scope::Variants(ident);
        self.reserve(scope, "Unrecognized");
        let mut lowered: Vec<EnumValue> = Vec::with_capacity(values.len());
        let mut seen: HashSet<&str> = HashSet::with_capacity(values.len());
        for (index, wire) in values.iter().enumerate() {
            let location = at.join("enum").join(&index.to_string());
            if !seen.insert(wire) {
                self.error(
                    Code::DuplicateLiteral,
                    &location,
                    format!("the value `{wire}` stands twice in `{wire_name}`"),
                    "remove one of the two",
                );
                continue;
            }
            if !self.take_room(room::OF_VALUE + room::of_text(wire), &location) {
                break;
            }
            let plain = type_ident(wire);
            let bare = plain.trim_end_matches('_');
            let upper = wire.chars().any(|c| c.is_ascii_uppercase());
            let ident = self.claim(
                scope,
                wire,
                &[
                    plain.clone(),
                    format!("{bare}{}", if upper { "Upper" } else { "Value" }),
                    format!("{bare}Literal"),
                ],
            );
            let origin = self.origin(&location);
            lowered.push(EnumValue {
                name: Name {
                    wire: wire.clone(),
                    ident,
                },
                origin,
            });
        }
        lowered
    }
}

fn docs_of(schema: &Schema) -> Vec<String> {
    schema
        .schema_data
        .description
        .as_deref()
        .map(doc_lines)
        .unwrap_or_default()
}
