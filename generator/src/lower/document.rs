//! Lowering one document, from its identity to its counts.

use super::context::LowerContext;
use super::declared;
use super::identity;
use super::prose::doc_lines;
use super::room::Room;
use super::types::sids;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::load;
use crate::model::declared::Declarations;
use crate::model::{Document, SidKind};
use crate::names::registry::Registry;

/// Lowers one document. Problems are added to the list; the result is of use only if there is no error among them.
pub(crate) fn lower(
    document: &load::Document,
    config: &Config,
    registry: &mut Registry,
    sid_kinds: &mut Vec<SidKind>,
    problems: &mut Vec<Diagnostic>,
    room: &mut Room,
) -> Document {
    let identity = identity::resolve(document, config, registry, problems);
    let key = identity.key;
    let mut context = LowerContext::new(document, config, registry, problems, room, key.clone());
    context.lower_components();
    let mut operations = context.lower_operations();
    context.finish_unions();
    context.box_recursion();
    context.mark_identities(&operations);
    let mut resources = Vec::new();
    if !context.is_room_gone() {
        resources = context.lower_tree(&mut operations, &identity.prefix, &identity.version.ident);
    }
    context.link_models(&mut resources, &operations);
    context.place_types(&operations);
    context.publish_types();
    context.name_model_setters();
    let sid_aliases = context.name_sids();
    if !context.is_room_gone() {
        context.check_counts(&operations);
    }
    let counts = context.counts_out(&operations);
    let feature = key.replace('_', "-");
    sids::merge(sid_kinds, context.sids.values(), &feature);
    let description = document.openapi().info.description.as_deref();
    // Nobody reads on where there is no room, and this has a copy of what each operation refers to.
    let declared = match context.is_room_gone() {
        true => Declarations::default(),
        false => declared::declarations(document),
    };
    Document {
        file: document.file().to_owned(),
        key,
        feature,
        title: identity.title,
        docs: description.map(doc_lines).unwrap_or_default(),
        product: identity.product,
        version: identity.version,
        host: identity.host,
        prefix: identity.prefix,
        counts,
        skips: context.skips,
        untyped: context.untyped.into_values().collect(),
        resources,
        operations,
        models: context.models,
        unions: context.unions,
        enums: context.enums,
        sid_aliases,
        declared,
    }
}
