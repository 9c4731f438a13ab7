//! Which values of an operation's request are kept out of `Debug`.
//!
//! ```text
//! .private(&["Identifier"])
//! ```

use std::collections::BTreeSet;

use super::scope::Scope;
use crate::model::{Operation, Type};

/// The wire names of its parameters that are personal data, and of such properties of the models that it sends.
pub(crate) fn private_names<'a>(operation: &'a Operation, scope: &Scope<'a>) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    let mut models = BTreeSet::new();
    for parameter in &operation.parameters {
        if parameter.constraints.is_private() {
            names.insert(parameter.name.wire.as_str());
        }
        add_type(&parameter.ty, scope, &mut names, &mut models);
    }
    if let Some(body) = &operation.body.ty {
        add_type(body, scope, &mut names, &mut models);
    }
    names
}

/// Adds what is personal in a type and below it, each model once.
fn add_type<'a>(
    ty: &'a Type,
    scope: &Scope<'a>,
    names: &mut BTreeSet<&'a str>,
    models: &mut BTreeSet<&'a str>,
) {
    match ty {
        Type::List(item) | Type::Map(item) => add_type(item, scope, names, models),
        Type::Union(union) => {
            let unions = scope.document.unions.iter();
            let variants = unions
                .filter(|candidate| candidate.name.ident == *union)
                .flat_map(|union| &union.variants);
            for variant in variants {
                add_model(&variant.model, scope, names, models);
            }
        }
        Type::Model(model) | Type::Boxed(model) => add_model(model, scope, names, models),
        _ => {}
    }
}

fn add_model<'a>(
    model: &'a str,
    scope: &Scope<'a>,
    names: &mut BTreeSet<&'a str>,
    models: &mut BTreeSet<&'a str>,
) {
    let Some(definition) = scope.lookup.models.get(model) else {
        return;
    };
    if !models.insert(model) {
        return;
    }
    for field in &definition.fields {
        if field.constraints.is_private() {
            names.insert(field.name.wire.as_str());
        }
        add_type(&field.ty, scope, names, models);
    }
}
