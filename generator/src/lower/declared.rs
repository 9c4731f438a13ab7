//! From the tree of a document to its declarations, without a decision of its own.
//!
//! It reads the tree as it is written and not openapiv3, which keeps neither every format nor the place of a schema.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::Value;

use crate::load::{Document, Node, Pointer};
use crate::model::declared::{
    Declarations, Header, Info, MediaType, Operation, Parameter, RequestBody, Response, Schema,
    SecurityScheme, Tag,
};
use crate::model::{Example, Origin};

/// The keys of a path item that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The keywords that limit a value.
const LIMITS: [&str; 13] = [
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// What a document declares.
pub(crate) fn declarations(document: &Document) -> Declarations {
    let root = Reader {
        document,
        at: Pointer::root(),
    };
    Declarations {
        info: info(&root.step("info")),
        servers: root
            .step("servers")
            .items()
            .map(|server| server.text("url"))
            .collect(),
        tags: root
            .step("tags")
            .items()
            .map(|tag| Tag {
                name: tag.text("name"),
                description: tag.text("description"),
            })
            .collect(),
        security_schemes: security_schemes(&root.step("components").step("securitySchemes")),
        schemas: root
            .step("components")
            .step("schemas")
            .entries()
            .map(|(name, schema_at)| (name, schema(schema_at.node())))
            .collect(),
        operations: operations(&root),
    }
}

/// A place in the document and what stands there, if anything does.
struct Reader<'d> {
    document: &'d Document,
    at: Pointer,
}

impl<'d> Reader<'d> {
    fn node(&self) -> Option<&'d Node> {
        self.document.node(&self.at)
    }

    /// The value under a key; a reference that stands there is followed.
    fn step(&self, key: &str) -> Self {
        let mut at = self.at.join(key);
        // A loaded document has no circle of references.
        while let Some(target) = self
            .document
            .text(&at.join("$ref"))
            .and_then(reference_target)
        {
            at = target;
        }
        Self {
            document: self.document,
            at,
        }
    }

    fn entries(&self) -> impl Iterator<Item = (String, Self)> {
        let keys = self.node().into_iter().flat_map(Node::entries);
        keys.map(|(key, _)| (key.to_owned(), self.step(key)))
    }

    fn items(&self) -> impl Iterator<Item = Self> {
        let count = self.node().map_or(0, |node| node.items().len());
        (0..count).map(|index| self.step(&index.to_string()))
    }

    fn value(&self, key: &str) -> Option<&'d Node> {
        self.node().and_then(|node| node.get(key))
    }

    fn text(&self, key: &str) -> String {
        self.text_if_given(key).unwrap_or_default()
    }

    fn text_if_given(&self, key: &str) -> Option<String> {
        self.value(key).and_then(Node::as_str).map(str::to_owned)
    }

    fn flag(&self, key: &str) -> bool {
        self.value(key).and_then(Node::as_bool).unwrap_or(false)
    }

    fn origin(&self) -> Origin {
        Origin {
            pointer: self.at.to_string(),
            line: self.document.location(&self.at).line(),
        }
    }
}

fn reference_target(reference: &str) -> Option<Pointer> {
    Pointer::parse(reference.strip_prefix('#')?)
}

fn info(info: &Reader<'_>) -> Info {
    let texts = |of: &str, keys: &[&str]| {
        let object = info.step(of);
        keys.iter()
            .filter_map(|key| object.text_if_given(key))
            .collect()
    };
    Info {
        title: info.text("title"),
        description: info.text("description"),
        version: info.text("version"),
        terms_of_service: info.text_if_given("termsOfService"),
        contact: texts("contact", &["name", "url", "email"]),
        license: texts("license", &["name", "url"]),
    }
}

fn security_schemes(schemes: &Reader<'_>) -> Vec<SecurityScheme> {
    let scheme = |(name, scheme): (String, Reader<'_>)| SecurityScheme {
        name,
        kind: scheme.text("type"),
        scheme: scheme.text_if_given("scheme"),
        description: scheme.text("description"),
    };
    schemes.entries().map(scheme).collect()
}

fn operations(root: &Reader<'_>) -> IndexMap<String, Operation> {
    let mut operations = IndexMap::new();
    for (_, item) in root.step("paths").entries() {
        for method in METHODS {
            let operation_at = item.step(method);
            if let Some(id) = operation_at.text_if_given("operationId") {
                operations.insert(id, operation(root, &item, &operation_at));
            }
        }
    }
    operations
}

fn parameters_of(holder: &Reader<'_>) -> Vec<Parameter> {
    let list = holder.step("parameters");
    list.items().map(|at| parameter(&at)).collect()
}

fn operation(root: &Reader<'_>, item: &Reader<'_>, operation: &Reader<'_>) -> Operation {
    let mut parameters = parameters_of(item);
    let own = parameters_of(operation);
    let replaced: HashSet<_> = own.iter().map(|own| (&own.name, &own.location)).collect();
    parameters.retain(|shared| !replaced.contains(&(&shared.name, &shared.location)));
    parameters.extend(own);
    let security = operation
        .value("security")
        .or_else(|| root.value("security"));
    let requirement = |node: &Node| node.entries().map(|(name, _)| name.to_owned()).collect();
    let body = operation.step("requestBody");
    Operation {
        summary: operation.text("summary"),
        description: operation.text("description"),
        tags: texts(operation.value("tags")),
        deprecated: operation.flag("deprecated"),
        security: match security {
            Some(node) if node.items().is_empty() => vec![Vec::new()],
            Some(node) => node.items().iter().map(requirement).collect(),
            None => Vec::new(),
        },
        parameters,
        body: body.node().map(|_| RequestBody {
            description: body.text("description"),
            required: body.flag("required"),
            content: content(&body.step("content")),
        }),
        responses: operation
            .step("responses")
            .entries()
            .filter(|(status, _)| !status.starts_with("x-"))
            .map(|(status, at)| response(status, &at))
            .collect(),
        origin: operation.origin(),
    }
}

fn parameter(parameter: &Reader<'_>) -> Parameter {
    let written = parameter.value("schema");
    let in_content = || {
        parameter
            .value("content")?
            .entries()
            .next()?
            .1
            .get("schema")
    };
    let mut schema = schema(written.or_else(in_content));
    if schema.pii.is_none() {
        schema.pii = parameter.node().and_then(pii);
    }
    Parameter {
        name: parameter.text("name"),
        location: parameter.text("in"),
        description: parameter.text("description"),
        required: parameter.flag("required"),
        deprecated: parameter.flag("deprecated"),
        style: parameter.text_if_given("style"),
        explode: parameter.value("explode").and_then(Node::as_bool),
        schema,
        examples: examples(parameter),
        origin: parameter.origin(),
    }
}

fn response(status: String, response: &Reader<'_>) -> Response {
    let header = |(name, header): (String, Reader<'_>)| Header {
        name,
        description: header.text("description"),
        required: header.flag("required"),
        schema: schema(header.value("schema")),
    };
    Response {
        status,
        description: response.text("description"),
        headers: response.step("headers").entries().map(header).collect(),
        content: content(&response.step("content")),
        origin: response.origin(),
    }
}

fn content(content: &Reader<'_>) -> Vec<MediaType> {
    let media_type = |(name, media): (String, Reader<'_>)| MediaType {
        name,
        schema: schema(media.value("schema")),
        examples: examples(&media),
    };
    content.entries().map(media_type).collect()
}

/// `example`, under that name, and `examples`.
fn examples(holder: &Reader<'_>) -> Vec<Example> {
    let single = holder.step("example");
    let single = single.node().map(|node| Example {
        name: String::from("example"),
        value: json(node),
        origin: single.origin(),
    });
    let named = holder.step("examples");
    let named = named.entries().filter_map(|(name, example)| {
        let value = example.value("value")?;
        Some(Example {
            name,
            value: json(value),
            origin: example.origin(),
        })
    });
    single.into_iter().chain(named).collect()
}

fn schema(node: Option<&Node>) -> Schema {
    let Some(node) = node else {
        return Schema::default();
    };
    let line = node.mark().line;
    let reference = node.get("$ref").and_then(Node::as_str);
    let target = reference.and_then(reference_target);
    if let Some(name) = target.as_ref().and_then(Pointer::last) {
        return Schema {
            reference: Some(name.into_owned()),
            deprecated: Keywords(node).flag("deprecated"),
            line,
            ..Schema::default()
        };
    }
    let keywords = Keywords(node);
    Schema {
        ty: keywords.text("type"),
        format: keywords.text("format"),
        title: keywords.text("title"),
        description: keywords.text("description").unwrap_or_default(),
        nullable: keywords.flag("nullable"),
        deprecated: keywords.flag("deprecated"),
        read_only: keywords.flag("readOnly"),
        write_only: keywords.flag("writeOnly"),
        limits: LIMITS
            .into_iter()
            .filter_map(|key| Some((key, keywords.json(key)?)))
            .collect(),
        values: node.get("enum").map(json_items).unwrap_or_default(),
        default: keywords.json("default"),
        example: keywords.json("example"),
        pii: pii(node),
        required: texts(node.get("required")),
        properties: keywords.properties(),
        items: keywords.schema("items"),
        additional_properties: keywords.schema("additionalProperties"),
        all_of: keywords.schemas("allOf"),
        one_of: keywords.schemas("oneOf"),
        any_of: keywords.schemas("anyOf"),
        not: keywords.schema("not"),
        line,
        ..Schema::default()
    }
}

/// The keywords of a schema, each read as what it holds.
struct Keywords<'n>(&'n Node);

impl Keywords<'_> {
    fn text(&self, key: &str) -> Option<String> {
        self.0.get(key)?.as_str().map(str::to_owned)
    }

    fn flag(&self, key: &str) -> bool {
        self.0.get(key).and_then(Node::as_bool).unwrap_or(false)
    }

    fn json(&self, key: &str) -> Option<Value> {
        self.0.get(key).map(json)
    }

    /// The schema of a keyword, or `None` if its value is not one: `additionalProperties` may be a boolean.
    fn schema(&self, key: &str) -> Option<Box<Schema>> {
        let node = self.0.get(key).filter(|node| node.as_bool().is_none());
        node.map(|node| Box::new(schema(Some(node))))
    }

    fn schemas(&self, key: &str) -> Vec<Schema> {
        let nodes = self.0.get(key).map(Node::items).unwrap_or_default();
        nodes.iter().map(|node| schema(Some(node))).collect()
    }

    fn properties(&self) -> IndexMap<String, Schema> {
        let properties = self.0.get("properties").into_iter();
        properties
            .flat_map(Node::entries)
            .map(|(name, node)| (name.to_owned(), schema(Some(node))))
            .collect()
    }
}

fn json_items(node: &Node) -> Vec<Value> {
    node.items().iter().map(json).collect()
}

fn texts(node: Option<&Node>) -> Vec<String> {
    let items = node.map(Node::items).unwrap_or_default();
    items
        .iter()
        .filter_map(Node::as_str)
        .map(str::to_owned)
        .collect()
}

fn pii(node: &Node) -> Option<String> {
    let handling = node.get("x-twilio")?.get("pii")?.get("handling")?;
    handling.as_str().map(str::to_owned)
}

/// As JSON; a number that JSON does not have is kept as its text.
fn json(node: &Node) -> Value {
    let value = node.to_value();
    serde_json::to_value(&value).unwrap_or_else(|_| match value {
        serde_yaml::Value::Number(number) => Value::String(number.to_string()),
        _ => Value::Null,
    })
}
