//! Enums: lists of literals, as component schemas or written in place.

use std::collections::HashSet;

use openapiv3::Schema;

use super::schema_type::Holder;
use super::schema_view::enum_values;
use crate::diagnostic::Code;
use crate::load::Pointer;
use crate::lower::context::LowerContext;
use crate::lower::prose::{code, doc_lines};
use crate::model::{Enum, Literal, Name, Occurrence, Usage};
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
        let literals = enum_values(schema).unwrap_or_default();
        let name = Name {
            wire: name.to_owned(),
            ident,
        };
        self.push_enum(name, true, docs_of(schema), &literals, at);
    }

    /// Literals written at a property or a parameter. A format of their own (`http-method`) says that such lists are
    /// one thing; those share one enum.
    pub(crate) fn inline_enum(
        &mut self,
        schema: &Schema,
        literals: &[Option<String>],
        format: Option<String>,
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> String {
        let literals: Vec<String> = literals.iter().flatten().cloned().collect();
        if let Some(format) = format {
            return self.shared_enum(format, &literals, at);
        }
        let name = holder.type_name();
        let ident = self.claim_type(at, &[name.clone(), format!("{name}Value")]);
        if self.inline_types.insert(ident.clone()) {
            let wire = format!("{}.{}", holder.owner, holder.name);
            let name = Name {
                wire,
                ident: ident.clone(),
            };
            self.push_enum(name, false, docs_of(schema), &literals, at);
        }
        ident
    }

    /// The enum of a format. Its name belongs to the format and not to the place that is met first, and its literals
    /// are those of all places: which of two lists is longer may change with every document.
    fn shared_enum(&mut self, format: String, literals: &[String], at: &Pointer) -> String {
        let name = type_ident(&format);
        let candidates = [
            name.clone(),
            format!("{name}Value"),
            format!("{name}Literal"),
        ];
        let ident = self.claim(Scope::Types, &format!("format {format}"), &candidates);
        let occurrence = Occurrence {
            pointer: at.to_string(),
            literals: literals.len(),
        };
        if !self
            .inline_types
            .insert(format!("{ident} {}", occurrence.pointer))
        {
            return ident;
        }
        let known = self.shared_enums.get(&format).copied();
        let Some(index) = known.filter(|index| *index < self.enums.len()) else {
            let docs = vec![format!("A value of the format `{}`.", code(&format))];
            let name = Name {
                wire: format.clone(),
                ident: ident.clone(),
            };
            self.push_enum(name, false, docs, literals, at);
            self.shared_enums.insert(format, self.enums.len() - 1);
            if let Some(made) = self.enums.last_mut() {
                made.occurrences.push(occurrence);
            }
            return ident;
        };
        let lowered = self.literals_of(&ident, &format, literals, at);
        if let Some(made) = self.enums.get_mut(index) {
            let known: HashSet<String> = made
                .literals
                .iter()
                .map(|literal| literal.name.wire.clone())
                .collect();
            let fresh = lowered
                .into_iter()
                .filter(|literal| !known.contains(&literal.name.wire));
            made.literals.extend(fresh);
            made.occurrences.push(occurrence);
        }
        ident
    }

    fn push_enum(
        &mut self,
        name: Name,
        component: bool,
        docs: Vec<String>,
        literals: &[String],
        at: &Pointer,
    ) {
        let literals = self.literals_of(&name.ident, &name.wire, literals, at);
        let origin = self.origin(at);
        self.enums.push(Enum {
            name,
            component,
            docs,
            origin,
            occurrences: Vec::new(),
            literals,
            usage: Usage::default(),
            module: Vec::new(),
        });
    }

    fn literals_of(
        &mut self,
        ident: &str,
        wire_name: &str,
        literals: &[String],
        at: &Pointer,
    ) -> Vec<Literal> {
        let scope = Scope::Variants(ident);
        self.reserve(scope, "Unrecognized");
        let mut lowered: Vec<Literal> = Vec::with_capacity(literals.len());
        let mut seen: HashSet<&str> = HashSet::with_capacity(literals.len());
        for (index, wire) in literals.iter().enumerate() {
            let location = at.join("enum").join(&index.to_string());
            if !seen.insert(wire) {
                self.error(
                    Code::DuplicateLiteral,
                    &location,
                    format!("the literal `{wire}` stands twice in `{wire_name}`"),
                    "remove one of the two",
                );
                continue;
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
            lowered.push(Literal {
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
