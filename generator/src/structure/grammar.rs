//! Which part of an OpenAPI document is structure, which is prose, and where order counts.
//!
//! The same key means different things in different places: `description` is prose in a schema, a name under
//! `properties`, and plain data inside `x-twilio`. So whoever walks a document carries an [`ObjectKind`] and asks
//! here what each key below it means. Knows OpenAPI's vocabulary and Twilio's extension; may not know nodes, files or
//! how differences are shown. A key that it does not know is structure, so that nothing is skipped by mistake.

/// What a node of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ObjectKind {
    Document,
    Info,
    Components,
    PathItem,
    Operation,
    Parameter,
    Header,
    RequestBody,
    Response,
    MediaType,
    Schema,
    Tag,
    Server,
    SecurityScheme,
    ExternalDocs,
    /// The value of `x-twilio`.
    Extension,
    /// One entry of `dependentProperties`.
    Dependent,
    /// Values with no fixed vocabulary: keys in any order, items in order.
    Data,
    /// A map from names that the document chooses; the order of the names counts.
    Names(&'static ObjectKind),
    /// A list of things of one kind, in order.
    List(&'static ObjectKind),
}

/// What stands under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Text for people, which differs from the published text on purpose.
    Prose,
    /// An example payload.
    Payload,
    /// Shared definitions, which are compared wherever a `$ref` uses them.
    Shared,
    /// Everything else.
    Structure(ObjectKind),
}

/// The HTTP methods of a path item, in the order in which the specification lists them.
pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// What a reference to a shared header begins with. Sharing shortens a document and changes nothing in it.
pub(super) const SHARED_HEADERS: &str = "#/components/headers/";

/// Whether the order of a map's keys counts.
pub(super) fn is_ordered(kind: ObjectKind) -> bool {
    matches!(kind, ObjectKind::Names(_))
}

/// The kind of the items of a list.
pub(super) fn item(kind: ObjectKind) -> ObjectKind {
    match kind {
        ObjectKind::List(item) => *item,
        _ => ObjectKind::Data,
    }
}

/// What stands under `key` in a map of this kind.
pub(super) fn role(kind: ObjectKind, key: &str) -> Role {
    use ObjectKind as K;
    let structure = match (kind, key) {
        (K::Names(value), _) => *value,
        (K::Data | K::List(_) | K::Dependent | K::Extension, _) => extension(kind, key),
        (_, "description" | "summary") => return Role::Prose,
        (K::Info, "title") => return Role::Prose,
        (K::Parameter | K::Header | K::MediaType | K::Schema, "example" | "examples") => {
            return Role::Payload;
        }
        (K::Components, "headers" | "examples") => return Role::Shared,
        (_, "x-twilio") => K::Extension,
        (_, "externalDocs") => K::ExternalDocs,
        (K::Document, _) => match key {
            "info" => K::Info,
            "components" => K::Components,
            "paths" => K::Names(&K::PathItem),
            "servers" => K::List(&K::Server),
            "tags" => K::List(&K::Tag),
            _ => K::Data,
        },
        (K::Components, _) => match key {
            "schemas" => K::Names(&K::Schema),
            "parameters" => K::Names(&K::Parameter),
            "requestBodies" => K::Names(&K::RequestBody),
            "responses" => K::Names(&K::Response),
            "securitySchemes" => K::Names(&K::SecurityScheme),
            _ => K::Data,
        },
        (K::PathItem, "parameters") | (K::Operation, "parameters") => K::List(&K::Parameter),
        (K::PathItem, "servers") | (K::Operation, "servers") => K::List(&K::Server),
        (K::PathItem, method) if METHODS.contains(&method) => K::Operation,
        (K::Operation, "requestBody") => K::RequestBody,
        (K::Operation, "responses") => K::Names(&K::Response),
        (K::Operation, "callbacks") => K::Names(&K::Names(&K::PathItem)),
        (K::Response, "headers") => K::Names(&K::Header),
        (K::Response | K::RequestBody | K::Parameter | K::Header, "content") => {
            K::Names(&K::MediaType)
        }
        (K::Parameter | K::Header | K::MediaType, "schema") => K::Schema,
        (K::Schema, "properties" | "patternProperties") => K::Names(&K::Schema),
        (K::Schema, "items" | "additionalProperties" | "not") => K::Schema,
        (K::Schema, "allOf" | "anyOf" | "oneOf") => K::List(&K::Schema),
        _ => K::Data,
    };
    Role::Structure(structure)
}

/// The kind of what stands under a key of an extension or a plain value, where no key is prose.
fn extension(kind: ObjectKind, key: &str) -> ObjectKind {
    match (kind, key) {
        (ObjectKind::Extension, "dependentProperties") => ObjectKind::Names(&ObjectKind::Dependent),
        (ObjectKind::Dependent, "mapping") => ObjectKind::Names(&ObjectKind::Data),
        _ => ObjectKind::Data,
    }
}

/// What people call an entry of the map or list of this kind that stands under `key`. The fields of an object have no
/// such name.
pub(super) fn noun(container: ObjectKind, key: &str, is_item: bool) -> Option<&'static str> {
    use ObjectKind as K;
    Some(match (container, key) {
        (K::Names(K::PathItem), _) => "path",
        (K::Names(K::Schema), "schemas") => "schema",
        (K::Names(K::Schema), _) => "property",
        (K::Names(K::Parameter) | K::List(K::Parameter), _) => "parameter",
        (K::Names(K::Response), _) => "response",
        (K::Names(K::MediaType), _) => "content type",
        (K::Names(K::Header), _) => "header",
        (K::Names(K::SecurityScheme), _) => "security scheme",
        (K::Names(K::Dependent), _) => "dependent property",
        (K::Names(_), _) => "entry",
        (K::List(K::Tag), _) => "tag",
        (K::List(K::Server), _) => "server",
        (K::List(K::Schema), _) => "alternative",
        (K::Data, "enum") if is_item => "literal",
        (K::Data, "required") if is_item => "required name",
        (K::Data, "tags") if is_item => "tag",
        (K::Data, "security") if is_item => "security requirement",
        (K::Data, "defaultOutputProperties") if is_item => "default output property",
        _ if is_item => "item",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_key_is_prose_a_name_or_data_by_its_place() {
        assert_eq!(role(ObjectKind::Schema, "description"), Role::Prose);
        let properties = ObjectKind::Names(&ObjectKind::Schema);
        assert_eq!(
            role(properties, "description"),
            Role::Structure(ObjectKind::Schema)
        );
        assert_eq!(
            role(properties, "example"),
            Role::Structure(ObjectKind::Schema)
        );
        assert_eq!(
            role(ObjectKind::Extension, "summary"),
            Role::Structure(ObjectKind::Data)
        );
        assert_eq!(
            role(ObjectKind::Schema, "title"),
            Role::Structure(ObjectKind::Data)
        );
        assert_eq!(role(ObjectKind::Info, "title"), Role::Prose);
    }

    #[test]
    fn unknown_keys_are_structure() {
        assert_eq!(
            role(ObjectKind::Schema, "x-class-extra-annotation"),
            Role::Structure(ObjectKind::Data)
        );
    }
}
