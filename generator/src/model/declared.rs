//! What a document declares, as it declares it: the reference shows this beside what lowering made of it.
//!
//! Nothing here decides how a call is sent or a reply is read. References to parameters, headers, responses, bodies and
//! examples are followed; references between schemas stay references, so that a schema may contain itself.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value;

use super::{Example, Origin};

/// The declarations of one document.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Declarations {
    /// `info`.
    pub info: Info,
    /// The URLs of `servers`.
    pub servers: Vec<String>,
    /// `tags`, in document order.
    pub tags: Vec<Tag>,
    /// `components/securitySchemes`.
    pub security_schemes: Vec<SecurityScheme>,
    /// `components/schemas`, by name, in document order.
    pub schemas: IndexMap<String, Schema>,
    /// The operations, by `operationId`, in document order.
    pub operations: IndexMap<String, Operation>,
}

/// Who publishes a document, and what it is about.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Info {
    /// `title`.
    pub title: String,
    /// `description`.
    pub description: String,
    /// `version`.
    pub version: String,
    /// `termsOfService`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms_of_service: Option<String>,
    /// `contact`: its name, URL and e-mail address, those that are given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contact: Vec<String>,
    /// `license`: its name and URL, those that are given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub license: Vec<String>,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// What it stands for.
    pub description: String,
}

/// One way to authenticate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SecurityScheme {
    /// Its name among the components.
    pub name: String,
    /// `http`, `apiKey`, `oauth2` or `openIdConnect`.
    #[serde(rename = "type")]
    pub kind: String,
    /// For `http`: `basic`, `bearer`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// What it is.
    pub description: String,
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Operation {
    /// `summary`.
    pub summary: String,
    /// `description`.
    pub description: String,
    /// `tags`.
    pub tags: Vec<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// The names of the schemes that authenticate a call, its own or the document's: one of the lists is needed,
    /// whole. None at all means that nothing is said; an empty list that nothing is needed.
    pub security: Vec<Vec<String>>,
    /// The parameters of the path item and its own, in document order.
    pub parameters: Vec<Parameter>,
    /// The body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<RequestBody>,
    /// Every declared response, in document order.
    pub responses: Vec<Response>,
    /// Where it stands.
    pub origin: Origin,
}

/// One parameter of the path, the query, a header or a cookie.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameter {
    /// `name`.
    pub name: String,
    /// `in`.
    pub location: String,
    /// `description`.
    pub description: String,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `style`, where it is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// `explode`, where it is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explode: Option<bool>,
    /// `schema`, or that of its one media type.
    pub schema: Schema,
    /// `example` and `examples`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
    /// Where it stands.
    pub origin: Origin,
}

/// A request body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RequestBody {
    /// `description`.
    pub description: String,
    /// `required`.
    pub required: bool,
    /// `content`, in document order.
    pub content: Vec<MediaType>,
}

/// A body in one media type.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MediaType {
    /// `application/json`.
    pub name: String,
    /// What the body holds.
    pub schema: Schema,
    /// `example` and `examples`.
    pub examples: Vec<Example>,
}

/// One response.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Response {
    /// `200`, `4XX` or `default`.
    pub status: String,
    /// `description`.
    pub description: String,
    /// `headers`, in document order.
    pub headers: Vec<Header>,
    /// `content`, in document order.
    pub content: Vec<MediaType>,
    /// Where it stands.
    pub origin: Origin,
}

/// A header of a response.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// `description`.
    pub description: String,
    /// `required`.
    pub required: bool,
    /// `schema`.
    pub schema: Schema,
}

/// A schema. What is not given is `None` or empty, and left out of JSON.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Schema {
    /// The component that a `$ref` leads to. Nothing beside a `$ref` counts in OpenAPI 3.0, so all else is empty, but
    /// for `deprecated`, which speaks of the place that refers.
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// `type`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// `format`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// `title`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// `description`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// `nullable`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub nullable: bool,
    /// `deprecated`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// `readOnly`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub read_only: bool,
    /// `writeOnly`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub write_only: bool,
    /// `minimum`, `maxLength`, `pattern` and the like: every keyword that limits a value, by its name in the document.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub limits: IndexMap<&'static str, Value>,
    /// `enum`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Value>,
    /// `default`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// `example`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// The class of personal data in `x-twilio`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pii: Option<String>,
    /// Whether the configuration says that it is as good as a password.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub secret: bool,
    /// `required`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub required: Vec<String>,
    /// `properties`, in document order.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub properties: IndexMap<String, Schema>,
    /// `items`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Box<Schema>>,
    /// `additionalProperties`, where it is a schema.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_properties: Option<Box<Schema>>,
    /// `allOf`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub all_of: Vec<Schema>,
    /// `oneOf`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub one_of: Vec<Schema>,
    /// `anyOf`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub any_of: Vec<Schema>,
    /// `not`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not: Option<Box<Schema>>,
    /// Line in the document, counted from 1.
    pub line: u32,
}
