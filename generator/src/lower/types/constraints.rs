//! Constraints: the limits that a schema states. They are shown in docs, and hold nobody back.

use std::borrow::Borrow;

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type as Kind, VariantOrUnknownOrEmpty};

use crate::diagnostic::Code;
use crate::load::Pointer;
use crate::lower::context::LowerContext;
use crate::model::{Constraints, Pii};

impl LowerContext<'_> {
    /// The class of personal data that a schema or a parameter is of.
    pub(crate) fn personal_data(&self, at: &Pointer) -> Option<Pii> {
        let pii = self.document.schema_extension(at).pii?;
        Some(Pii {
            handling: pii.handling.to_string(),
            delete_sla: pii.delete_sla,
        })
    }

    /// The limits of a schema, and its class of personal data.
    pub(crate) fn constraints<S: Borrow<Schema>>(
        &mut self,
        schema: &ReferenceOr<S>,
        at: &Pointer,
    ) -> Constraints {
        let mut constraints = Constraints {
            pii: self.personal_data(at),
            ..Constraints::default()
        };
        let ReferenceOr::Item(schema) = schema else {
            return constraints;
        };
        let schema = schema.borrow();
        constraints.default = schema.schema_data.default.as_ref().map(ToString::to_string);
        match &schema.schema_kind {
            SchemaKind::Type(Kind::String(text)) => {
                constraints.pattern = text.pattern.clone();
                constraints.min_length = text.min_length;
                constraints.max_length = text.max_length;
                constraints.format = match &text.format {
                    VariantOrUnknownOrEmpty::Unknown(format) => Some(format.clone()),
                    _ => None,
                };
            }
            SchemaKind::Type(Kind::Integer(number)) => {
                constraints.minimum = number.minimum.map(|bound| bound.to_string());
                constraints.maximum = number.maximum.map(|bound| bound.to_string());
            }
            SchemaKind::Type(Kind::Number(number)) => {
                constraints.minimum = number.minimum.map(|bound| bound.to_string());
                constraints.maximum = number.maximum.map(|bound| bound.to_string());
            }
            SchemaKind::Type(Kind::Array(array)) => {
                constraints.min_length = array.min_items;
                constraints.max_length = array.max_items;
            }
            _ => {}
        }
        if let Some((least, most)) = crossed_bounds(schema) {
            self.warning(
                Code::Range,
                at,
                format!(
                    "the lower bound {least} is above the upper one, {most}: no value is right"
                ),
            );
        }
        constraints
    }
}

/// The bounds of a schema, if the lower one is above the upper one.
fn crossed_bounds(schema: &Schema) -> Option<(String, String)> {
    fn above<T: PartialOrd + ToString>(
        least: Option<T>,
        most: Option<T>,
    ) -> Option<(String, String)> {
        let (least, most) = (least?, most?);
        (least > most).then(|| (least.to_string(), most.to_string()))
    }
    match &schema.schema_kind {
        SchemaKind::Type(Kind::String(text)) => above(text.min_length, text.max_length),
        SchemaKind::Type(Kind::Integer(number)) => above(number.minimum, number.maximum),
        SchemaKind::Type(Kind::Number(number)) => above(number.minimum, number.maximum),
        SchemaKind::Type(Kind::Array(array)) => above(array.min_items, array.max_items),
        _ => None,
    }
}
