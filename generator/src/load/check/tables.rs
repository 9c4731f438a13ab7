//! The objects of OpenAPI 3.0, as tables: which keys each has and what they hold.
//!
//! The tables are the whole of what the generator says about the shape of a document; nothing that passes
//! them may fail to be read by openapiv3.

use super::rules;
use super::section::Section;
use super::shape::Shape::{
    Any, ByRule, Flag, FlagOrSchema, LeftOut, List, Map, Natural, Number, OneOf, Paths, Referable,
    Refused, Responses, Text,
};
use super::shape::{Field, Object, Shape, Twilio, may, must};

const fn object(name: &'static str, keys: &'static [Field]) -> Object {
    Object {
        name,
        keys,
        twilio: Twilio::Unread,
        rule: None,
    }
}

const CALLBACKS: Shape =
    LeftOut("callbacks are requests that Twilio makes, and the client makes none of them");
const LINKS: Shape = LeftOut("the client follows `dependentProperties`, not links");
const VARIABLES: Shape =
    LeftOut("the client knows Twilio's regions and edges, and no other variables of a server");

/// The whole document.
pub(crate) static DOCUMENT: Object = Object {
    rule: Some(rules::document),
    ..object(
        "an OpenAPI document",
        &[
            may("openapi", ByRule),
            must("info", Shape::Object(&INFO)),
            may("servers", List(&Shape::Object(&SERVER))),
            must("paths", Paths),
            may("components", Shape::Object(&COMPONENTS)),
            may("security", SECURITY),
            may("tags", List(&Shape::Object(&TAG))),
            may("externalDocs", EXTERNAL_DOCS),
        ],
    )
};

const SECURITY: Shape = List(&Map(&List(&Text)));
const EXTERNAL_DOCS: Shape = Shape::Object(&EXTERNAL);

static INFO: Object = object(
    "`info`",
    &[
        must("title", Text),
        may("description", Text),
        may("termsOfService", Text),
        may("contact", Shape::Object(&CONTACT)),
        may("license", Shape::Object(&LICENSE)),
        must("version", Text),
    ],
);
static CONTACT: Object = object(
    "a contact",
    &[may("name", Text), may("url", Text), may("email", Text)],
);
static LICENSE: Object = object("a license", &[must("name", Text), may("url", Text)]);
static EXTERNAL: Object = object(
    "external documentation",
    &[may("description", Text), must("url", Text)],
);
static TAG: Object = object(
    "a tag",
    &[
        must("name", Text),
        may("description", Text),
        may("externalDocs", EXTERNAL_DOCS),
    ],
);
static SERVER: Object = object(
    "a server",
    &[
        must("url", Text),
        may("description", Text),
        may("variables", VARIABLES),
    ],
);

static COMPONENTS: Object = object(
    "`components`",
    &[
        may("schemas", Map(&Referable(Section::Schemas))),
        may("responses", Map(&Referable(Section::Responses))),
        may("parameters", Map(&Referable(Section::Parameters))),
        may("examples", Map(&Referable(Section::Examples))),
        may("requestBodies", Map(&Referable(Section::RequestBodies))),
        may("headers", Map(&Referable(Section::Headers))),
        may("securitySchemes", Map(&Referable(Section::SecuritySchemes))),
        may("links", LINKS),
        may("callbacks", CALLBACKS),
    ],
);

/// A path with its operations.
pub(crate) static PATH_ITEM: Object = Object {
    twilio: Twilio::Path,
    ..object(
        "a path item",
        &[
            may(
                "$ref",
                Refused("a path item cannot be a reference; write the operations here"),
            ),
            may("summary", Text),
            may("description", Text),
            may("get", Shape::Object(&OPERATION)),
            may("put", Shape::Object(&OPERATION)),
            may("post", Shape::Object(&OPERATION)),
            may("delete", Shape::Object(&OPERATION)),
            may("options", Shape::Object(&OPERATION)),
            may("head", Shape::Object(&OPERATION)),
            may("patch", Shape::Object(&OPERATION)),
            may("trace", Shape::Object(&OPERATION)),
            may("servers", List(&Shape::Object(&SERVER))),
            may("parameters", List(&Referable(Section::Parameters))),
        ],
    )
};

static OPERATION: Object = Object {
    twilio: Twilio::Operation,
    ..object(
        "an operation",
        &[
            may("tags", List(&Text)),
            may("summary", Text),
            may("description", Text),
            may("externalDocs", EXTERNAL_DOCS),
            may("operationId", Text),
            may("parameters", List(&Referable(Section::Parameters))),
            may("requestBody", Referable(Section::RequestBodies)),
            must("responses", Responses),
            may("callbacks", CALLBACKS),
            may("deprecated", Flag),
            may("security", SECURITY),
            may("servers", List(&Shape::Object(&SERVER))),
        ],
    )
};

/// A parameter.
pub(crate) static PARAMETER: Object = Object {
    twilio: Twilio::Schema,
    rule: Some(rules::parameter),
    ..object(
        "a parameter",
        &[
            must("name", Text),
            must("in", ByRule),
            may("description", Text),
            may("required", Flag),
            may("deprecated", Flag),
            may("allowEmptyValue", Flag),
            may("allowReserved", Flag),
            may("style", ByRule),
            may("explode", Flag),
            may("schema", Referable(Section::Schemas)),
            may("content", Map(&Shape::Object(&MEDIA_TYPE))),
            may("example", Any),
            may("examples", Map(&Referable(Section::Examples))),
        ],
    )
};

/// A header of a reply.
pub(crate) static HEADER: Object = Object {
    rule: Some(rules::header),
    ..object(
        "a header",
        &[
            may("description", Text),
            may("required", Flag),
            may("deprecated", Flag),
            may("allowEmptyValue", Flag),
            may("allowReserved", Flag),
            may("style", OneOf(&["simple"])),
            may("explode", Flag),
            may("schema", Referable(Section::Schemas)),
            may("content", Map(&Shape::Object(&MEDIA_TYPE))),
            may("example", Any),
            may("examples", Map(&Referable(Section::Examples))),
        ],
    )
};

/// The body of a request.
pub(crate) static REQUEST_BODY: Object = object(
    "a request body",
    &[
        may("description", Text),
        must("content", Map(&Shape::Object(&MEDIA_TYPE))),
        may("required", Flag),
    ],
);

/// A reply.
pub(crate) static RESPONSE: Object = object(
    "a response",
    &[
        must("description", Text),
        may("headers", Map(&Referable(Section::Headers))),
        may("content", Map(&Shape::Object(&MEDIA_TYPE))),
        may("links", LINKS),
    ],
);

static MEDIA_TYPE: Object = object(
    "a media type",
    &[
        may("schema", Referable(Section::Schemas)),
        may("example", Any),
        may("examples", Map(&Referable(Section::Examples))),
        may("encoding", Map(&Shape::Object(&ENCODING))),
    ],
);
static ENCODING: Object = object(
    "an encoding",
    &[
        may("contentType", Text),
        may(
            "headers",
            LeftOut("the client sends no headers for the parts of a body"),
        ),
        may(
            "style",
            OneOf(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
        ),
        may("explode", Flag),
        may("allowReserved", Flag),
    ],
);

/// An example.
pub(crate) static EXAMPLE: Object = object(
    "an example",
    &[
        may("summary", Text),
        may("description", Text),
        may("value", Any),
        may("externalValue", Text),
    ],
);

/// A schema.
pub(crate) static SCHEMA: Object = Object {
    twilio: Twilio::Schema,
    rule: Some(rules::schema),
    ..object(
        "a schema",
        &[
            may("title", Text),
            may("description", Text),
            may("type", ByRule),
            may("format", Text),
            may("nullable", Flag),
            may("readOnly", Flag),
            may("writeOnly", Flag),
            may("deprecated", Flag),
            may("default", Any),
            may("example", Any),
            may("enum", ByRule),
            may("pattern", Text),
            may("minLength", Natural),
            may("maxLength", Natural),
            may("minimum", Number),
            may("maximum", Number),
            may("exclusiveMinimum", Flag),
            may("exclusiveMaximum", Flag),
            may("multipleOf", Number),
            may("items", Referable(Section::Schemas)),
            may("minItems", Natural),
            may("maxItems", Natural),
            may("uniqueItems", Flag),
            may("properties", Map(&Referable(Section::Schemas))),
            may("required", List(&Text)),
            may("additionalProperties", FlagOrSchema),
            may("minProperties", Natural),
            may("maxProperties", Natural),
            may("oneOf", List(&Referable(Section::Schemas))),
            may("anyOf", List(&Referable(Section::Schemas))),
            may("allOf", List(&Referable(Section::Schemas))),
            may("not", Referable(Section::Schemas)),
            may("discriminator", Shape::Object(&DISCRIMINATOR)),
            may("externalDocs", EXTERNAL_DOCS),
            may("xml", Any),
        ],
    )
};
static DISCRIMINATOR: Object = object(
    "a discriminator",
    &[must("propertyName", Text), may("mapping", Map(&Text))],
);

/// A way to authenticate.
pub(crate) static SECURITY_SCHEME: Object = Object {
    rule: Some(rules::security_scheme),
    ..object(
        "a security scheme",
        &[
            must("type", ByRule),
            may("description", Text),
            may("name", Text),
            may("in", OneOf(&["query", "header", "cookie"])),
            may("scheme", Text),
            may("bearerFormat", Text),
            may("flows", Shape::Object(&FLOWS)),
            may("openIdConnectUrl", Text),
        ],
    )
};
static FLOWS: Object = object(
    "`flows`",
    &[
        may("implicit", Shape::Object(&IMPLICIT)),
        may("password", Shape::Object(&TOKEN_FLOW)),
        may("clientCredentials", Shape::Object(&TOKEN_FLOW)),
        may("authorizationCode", Shape::Object(&CODE_FLOW)),
    ],
);
static IMPLICIT: Object = object(
    "a flow",
    &[
        must("authorizationUrl", Text),
        may("refreshUrl", Text),
        must("scopes", Map(&Text)),
    ],
);
static TOKEN_FLOW: Object = object(
    "a flow",
    &[
        must("tokenUrl", Text),
        may("refreshUrl", Text),
        must("scopes", Map(&Text)),
    ],
);
static CODE_FLOW: Object = object(
    "a flow",
    &[
        must("authorizationUrl", Text),
        must("tokenUrl", Text),
        may("refreshUrl", Text),
        must("scopes", Map(&Text)),
    ],
);
