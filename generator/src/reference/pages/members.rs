//! Schemas into members: what a parameter, a header or a property is, and what it holds.

use std::collections::HashSet;

use super::super::id::Anchors;
use super::super::page::{Folded, Inline, Mark, Member, Members};
use super::properties::{self, DEEPEST};
use super::room::Room;
use super::rules::{rules, scalar, shown};
use super::scope::Scope;
use crate::model::declared::Schema;
use crate::model::{Field, Type};

/// The values that are listed where an enum has a page of its own.
const MOST_VALUES: usize = 60;

/// Writes the members of one page.
pub(crate) struct Writer<'s, 'a> {
    pub(crate) scope: &'s Scope<'a>,
    pub(crate) anchors: Anchors,
    pub(crate) room: Room,
    /// Whether the attributes of another model are shown too, or only the link to it.
    pub(crate) expand: bool,
    /// The types whose descriptions stand on the page.
    described: HashSet<String>,
    /// The components that are being written.
    within: Vec<String>,
    depth: usize,
}

/// A member before it is written.
pub(crate) struct MemberEntry<'a, 'e> {
    pub(crate) name: &'e str,
    pub(crate) anchor: String,
    pub(crate) schema: &'a Schema,
    /// The pointer of the schema; empty where nothing was made of it.
    pub(crate) pointer: String,
    pub(crate) description: &'e str,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
}

/// What stands beside the name of a member.
fn marks(entry: &MemberEntry<'_, '_>, target: &Schema) -> impl Iterator<Item = Mark> + use<> {
    let deprecated = entry.deprecated || entry.schema.deprecated || target.deprecated;
    let marks = [
        (entry.required, Mark::Required),
        (deprecated, Mark::Deprecated),
        (target.read_only, Mark::ReadOnly),
        (target.write_only, Mark::WriteOnly),
        (entry.schema.secret || target.secret, Mark::Secret),
    ];
    let marks = marks.into_iter();
    marks.filter_map(|(is_set, mark)| is_set.then_some(mark))
}

impl<'s, 'a> Writer<'s, 'a> {
    pub(crate) fn new(scope: &'s Scope<'a>, expand: bool) -> Self {
        Self {
            scope,
            anchors: Anchors::default(),
            room: Room::new(),
            expand,
            described: HashSet::new(),
            within: Vec::new(),
            depth: 0,
        }
    }

    /// The members of a list; those that there is no room for are counted.
    pub(crate) fn members<'e>(
        &mut self,
        entries: impl Iterator<Item = MemberEntry<'a, 'e>>,
    ) -> Members
    where
        'a: 'e,
    {
        let mut members = Members::default();
        for entry in entries {
            if members.left_out > 0 || !self.room.member(entry.name) {
                members.left_out += 1;
            } else {
                members.members.push(self.member(entry));
            }
        }
        members
    }

    /// One member.
    pub(crate) fn member(&mut self, entry: MemberEntry<'a, '_>) -> Member {
        let field = self.scope.field(&entry.pointer);
        let anchor = self.anchors.unique(&entry.anchor);
        let (target, target_pointer) = self.target(entry.schema, &entry.pointer);
        let (item, item_pointer) = self.innermost(target, &target_pointer);
        let ty = self.words(entry.schema, 0);
        let mut rules = rules(target, &mut self.room);
        if !std::ptr::eq(item, target) {
            for rule in super::rules::rules(item, &mut self.room) {
                rules.push([Inline::text("each: ")].into_iter().chain(rule).collect());
            }
        }
        let own = [entry.description, &entry.schema.description];
        let own = own.into_iter().find(|text| !text.is_empty());
        let description = match own {
            Some(text) => text,
            // What a type is for stands where the page has it first.
            None if !self.described.insert(item_pointer.clone()) => "",
            None if target.description.is_empty() => &item.description,
            None => &target.description,
        };
        let description = self.room.prose(description);
        let values = if target.values.is_empty() {
            &item.values
        } else {
            &target.values
        };
        let (values, values_left_out) = self.values(values, &item_pointer);
        rules.extend(self.nullable(field, entry.schema, target));
        let attributes = self.attributes(item, &item_pointer, entry.schema, &anchor);
        if attributes.is_none() && !item.properties.is_empty() {
            rules.extend(self.elsewhere(&item_pointer));
        }
        let pii = entry.schema.pii.as_ref().or(target.pii.as_ref());
        Member {
            named: field
                .map(|field| self.named(&field.ty, entry.schema))
                .unwrap_or_else(|| self.type_link(entry.schema, &item_pointer)),
            name: super::super::prose::visible(entry.name),
            anchor,
            ty,
            marks: marks(&entry, target)
                .chain(pii.map(|class| Mark::Personal(class.clone())))
                .collect(),
            description,
            rules,
            values,
            values_left_out,
            attributes,
        }
    }

    /// What a schema refers to, or itself.
    fn target(&self, schema: &'a Schema, pointer: &str) -> (&'a Schema, String) {
        properties::target(self.scope, schema, pointer)
    }

    /// What a list or a map holds in the end, or the schema itself.
    fn innermost(&self, schema: &'a Schema, pointer: &str) -> (&'a Schema, String) {
        let mut innermost = (schema, pointer.to_owned());
        for _ in 0..DEEPEST {
            let (schema, pointer) = &innermost;
            let next = match (&schema.items, &schema.additional_properties) {
                (Some(items), _) => (items, "/items"),
                (None, Some(values)) if schema.properties.is_empty() => {
                    (values, "/additionalProperties")
                }
                _ => break,
            };
            innermost = self.target(next.0, &format!("{pointer}{}", next.1));
        }
        innermost
    }

    /// The type of a schema in words, with links to models.
    pub(crate) fn words(&self, schema: &'a Schema, depth: usize) -> Vec<Inline> {
        let (target, pointer) = self.target(schema, "");
        let mut words = Vec::new();
        let is_map = target.properties.is_empty() && target.additional_properties.is_some();
        match (&target.items, &target.additional_properties) {
            _ if depth > DEEPEST => words.push(Inline::text("…")),
            (Some(items), _) => {
                words.push(Inline::text("list of "));
                words.extend(self.words(items, depth + 1));
            }
            (None, Some(values)) if is_map => {
                words.push(Inline::text("object of "));
                words.extend(self.words(values, depth + 1));
            }
            _ => match self
                .scope
                .type_at(&pointer)
                .filter(|_| target.values.is_empty())
            {
                Some((name, id)) => words.push(Inline::page(name, id)),
                None => words.push(Inline::Text(super::super::prose::visible(&scalar(target)))),
            },
        }
        if schema.nullable || target.nullable {
            words.push(Inline::text(" or null"));
        }
        words
    }

    /// The Rust type of a property where its type in words does not name it.
    pub(crate) fn named(&self, ty: &Type, schema: &'a Schema) -> Vec<Inline> {
        let named = self.scope.named(ty);
        let words = self.words(schema, 0);
        let repeated = named.iter().any(|name| words.contains(name));
        let mut named = if repeated { Vec::new() } else { named };
        if let Type::Sid(marker) = ty.leaf() {
            let alias = self.scope.document.sid_alias(marker);
            let prefixes = alias
                .map(|alias| self.scope.prefixes(alias))
                .unwrap_or_default();
            if !prefixes.is_empty() {
                named.push(Inline::text(" "));
                named.push(Inline::Code(format!("{prefixes}…")));
            }
        }
        named
    }

    fn type_link(&self, schema: &'a Schema, pointer: &str) -> Vec<Inline> {
        let link = self
            .scope
            .type_at(pointer)
            .map(|(name, id)| Inline::page(name, id));
        let words = self.words(schema, 0);
        link.into_iter()
            .filter(|link| !words.contains(link))
            .collect()
    }

    fn values(&mut self, values: &[serde_json::Value], pointer: &str) -> (Vec<String>, usize) {
        let has_page = self.scope.type_at(pointer).is_some();
        let most = if has_page { MOST_VALUES } else { usize::MAX };
        let mut listed = Vec::new();
        for value in values.iter().take(most) {
            let text = shown(value);
            if !self.room.member("") || !self.room.text(&text) {
                break;
            }
            listed.push(super::super::prose::visible(&text));
        }
        let left_out = values.len() - listed.len();
        (listed, left_out)
    }

    /// Says so where the client takes null although the document has none.
    fn nullable(
        &self,
        field: Option<&Field>,
        schema: &Schema,
        target: &Schema,
    ) -> Option<Vec<Inline>> {
        let field = field.filter(|field| field.nullable && !schema.nullable && !target.nullable)?;
        let mut note = vec![Inline::text("null too, undocumented")];
        note.extend(self.scope.correction(&field.origin.pointer));
        Some(note)
    }

    fn elsewhere(&self, pointer: &str) -> Option<Vec<Inline>> {
        let (name, id) = self.scope.type_at(pointer)?;
        Some(vec![
            Inline::text("attributes: see "),
            Inline::page(name, id),
        ])
    }

    /// What an object holds, folded away; nothing where it is on a page of its own, or within itself.
    fn attributes(
        &mut self,
        item: &'a Schema,
        pointer: &str,
        written: &Schema,
        anchor: &str,
    ) -> Option<Members> {
        let component = super::walk::component_name(pointer);
        if component
            .as_ref()
            .is_some_and(|name| self.within.contains(name))
        {
            return None;
        }
        let own = written.reference.is_none() && component.is_none();
        let has_page = self.scope.type_at(pointer).is_some();
        if self.depth >= DEEPEST || (!self.expand && !own && has_page) {
            return None;
        }
        let is_component = component.is_some();
        self.within.extend(component);
        self.depth += 1;
        let mut members = self.children(item, pointer, anchor);
        self.depth -= 1;
        if is_component {
            self.within.pop();
        }
        let count = members.members.len() + members.left_out;
        members.folded = Some(Folded {
            label: match count {
                1 => String::from("object, 1 attribute"),
                _ => format!("object, {count} attributes"),
            },
            open: self.depth < 1,
        });
        (count > 0).then_some(members)
    }

    /// The members of an object where it is the whole of a body, with a link to its model.
    pub(crate) fn object(
        &mut self,
        schema: &'a Schema,
        pointer: &str,
        anchor: &str,
    ) -> Option<(Option<Inline>, Members)> {
        let (target, pointer) = self.target(schema, pointer);
        if target.properties.is_empty() && target.all_of.is_empty() {
            return None;
        }
        self.within.extend(super::walk::component_name(&pointer));
        let members = self.children(target, &pointer, anchor);
        self.within.clear();
        let link = self
            .scope
            .type_at(&pointer)
            .map(|(name, id)| Inline::page(name, id));
        Some((link, members))
    }

    /// The properties of an object, and what else it may hold.
    pub(crate) fn children(&mut self, schema: &'a Schema, pointer: &str, anchor: &str) -> Members {
        let properties = properties::collect(self.scope, schema, pointer);
        let entries = properties.into_iter().map(|property| MemberEntry {
            name: property.name,
            anchor: format!("{anchor}.{}", property.name),
            schema: property.schema,
            pointer: property.pointer,
            description: "",
            required: property.required,
            deprecated: false,
        });
        self.members(entries)
    }
}
