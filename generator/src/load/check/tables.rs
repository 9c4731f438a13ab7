//! The objects of OpenAPI 3.0 as tables: which keys each has, and what their values have to be.
//!
//! What only advises stands as `Advice`: a mistake there is a warning. Everything else decides what goes over the wire
//! or what a type is, and a mistake there is an error.
//!
//! Together with `rules`, the tables are all that the generator says about the shape of a document. openapiv3 must be
//! able to read whatever passes them.

use super::rules;
use super::section::Section;
use super::shape::Shape::{
    Any, ByRule, Flag, FlagOr, LeftOut, List, Map, Natural, Number, OneOf, Paths, Referable,
    Refused, Responses, Text,
};
use super::shape::{KeyShape, ObjectShape, Shape, may, must};
use crate::load::limits::{MAX_PROSE, MAX_TITLE};
use crate::load::twilio::ExtensionKind;

const fn object(name: &'static str, keys: &'static [KeyShape]) -> ObjectShape {
    ObjectShape {
        name,
        keys,
        extension: None,
        rule: None,
    }
}

const fn component(section: Section, keys: &'static [KeyShape]) -> ObjectShape {
    object(section.object_name(), keys)
}

// What each section of `components` contains; elsewhere a reference into the section may take its place.
static SCHEMAS: Shape = Referable(Section::Schemas, &SCHEMA);
static RESPONSES: Shape = Referable(Section::Responses, &RESPONSE);
static PARAMETERS: Shape = Referable(Section::Parameters, &PARAMETER);
static EXAMPLES: Shape = Referable(Section::Examples, &EXAMPLE);
static REQUEST_BODIES: Shape = Referable(Section::RequestBodies, &REQUEST_BODY);
static HEADERS: Shape = Referable(Section::Headers, &HEADER);
static SECURITY_SCHEMES: Shape = Referable(Section::SecuritySchemes, &SECURITY_SCHEME);

const CALLBACKS: Shape =
    LeftOut("callbacks are requests that Twilio makes, and the client makes none of them");
const LINKS: Shape = LeftOut("the client follows `dependentProperties`, not links");
const VARIABLES: Shape =
    LeftOut("the client knows Twilio's regions and edges, and no other variables of a server");

/// The whole document.
pub(in crate::load) static DOCUMENT: ObjectShape = ObjectShape {
    rule: Some(rules::document),
    ..object(
        "an OpenAPI document",
        &[
            may("openapi", ByRule),
            must("info", Shape::Advice(&Shape::Object(&INFO))),
            may("servers", List(&Shape::Object(&SERVER))),
            must("paths", Paths(&Shape::Object(&PATH_ITEM))),
            may("components", Shape::Object(&COMPONENTS)),
            may("security", SECURITY),
            may("tags", Shape::Advice(&List(&Shape::Object(&TAG)))),
            may("externalDocs", EXTERNAL_DOCS),
        ],
    )
};

const SECURITY: Shape = List(&Map(&List(&Text)));
const EXTERNAL_DOCS: Shape = Shape::Advice(&Shape::Object(&EXTERNAL));
const PROSE: Shape = Shape::Advice(&Shape::Prose(MAX_PROSE));
const TITLE: Shape = Shape::Advice(&Shape::Prose(MAX_TITLE));

static INFO: ObjectShape = object(
    "`info`",
    &[
        must("title", TITLE),
        may("description", PROSE),
        may("termsOfService", PROSE),
        may("contact", Shape::Advice(&Shape::Object(&CONTACT))),
        may("license", Shape::Advice(&Shape::Object(&LICENSE))),
        must("version", PROSE),
    ],
);
static CONTACT: ObjectShape = object(
    "a contact",
    &[may("name", Text), may("url", Text), may("email", Text)],
);
static LICENSE: ObjectShape = object("a license", &[must("name", Text), may("url", Text)]);
static EXTERNAL: ObjectShape = object(
    "external documentation",
    &[may("description", PROSE), must("url", Text)],
);
static TAG: ObjectShape = object(
    "a tag",
    &[
        must("name", Text),
        may("description", PROSE),
        may("externalDocs", EXTERNAL_DOCS),
    ],
);
static SERVER: ObjectShape = object(
    "a server",
    &[
        must("url", Text),
        may("description", PROSE),
        may("variables", VARIABLES),
    ],
);

static COMPONENTS: ObjectShape = object(
    "`components`",
    &[
        may("schemas", Map(&SCHEMAS)),
        may("responses", Map(&RESPONSES)),
        may("parameters", Map(&PARAMETERS)),
        may("examples", Map(&EXAMPLES)),
        may("requestBodies", Map(&REQUEST_BODIES)),
        may("headers", Map(&HEADERS)),
        may("securitySchemes", Map(&SECURITY_SCHEMES)),
        may("links", LINKS),
        may("callbacks", CALLBACKS),
    ],
);

/// A path with its operations.
static PATH_ITEM: ObjectShape = ObjectShape {
    extension: Some(ExtensionKind::Path),
    ..object(
        "a path item",
        &[
            may(
                "$ref",
                Refused("a path item cannot be a reference; write the operations here"),
            ),
            may("summary", TITLE),
            may("description", PROSE),
            may("get", Shape::Object(&OPERATION)),
            may("put", Shape::Object(&OPERATION)),
            may("post", Shape::Object(&OPERATION)),
            may("delete", Shape::Object(&OPERATION)),
            may("options", Shape::Object(&OPERATION)),
            may("head", Shape::Object(&OPERATION)),
            may("patch", Shape::Object(&OPERATION)),
            may("trace", Shape::Object(&OPERATION)),
            may("servers", List(&Shape::Object(&SERVER))),
            may("parameters", List(&PARAMETERS)),
        ],
    )
};

static OPERATION: ObjectShape = ObjectShape {
    extension: Some(ExtensionKind::Operation),
    ..object(
        "an operation",
        &[
            may("tags", Shape::Advice(&List(&Text))),
            may("summary", TITLE),
            may("description", PROSE),
            may("externalDocs", EXTERNAL_DOCS),
            may("operationId", Text),
            may("parameters", List(&PARAMETERS)),
            may("requestBody", REQUEST_BODIES),
            must("responses", Responses(&RESPONSES)),
            may("callbacks", CALLBACKS),
            may("deprecated", Flag),
            may("security", SECURITY),
            may("servers", List(&Shape::Object(&SERVER))),
        ],
    )
};

/// A parameter.
static PARAMETER: ObjectShape = ObjectShape {
    extension: Some(ExtensionKind::Schema),
    rule: Some(rules::parameter),
    ..component(
        Section::Parameters,
        &[
            must("name", Text),
            must("in", ByRule),
            may("description", PROSE),
            may("required", Flag),
            may("deprecated", Flag),
            may("allowEmptyValue", Flag),
            may("allowReserved", Flag),
            may("style", ByRule),
            may("explode", Flag),
            may("schema", SCHEMAS),
            may("content", Map(&Shape::Object(&MEDIA_TYPE))),
            may("example", Any),
            may("examples", Map(&EXAMPLES)),
        ],
    )
};

/// A header of a response.
static HEADER: ObjectShape = ObjectShape {
    rule: Some(rules::header),
    ..component(
        Section::Headers,
        &[
            may("description", PROSE),
            may("required", Flag),
            may("deprecated", Flag),
            may("allowEmptyValue", Flag),
            may("allowReserved", Flag),
            may("style", OneOf(&["simple"])),
            may("explode", Flag),
            may("schema", SCHEMAS),
            may("content", Map(&Shape::Object(&MEDIA_TYPE))),
            may("example", Any),
            may("examples", Map(&EXAMPLES)),
        ],
    )
};

/// The body of a request.
static REQUEST_BODY: ObjectShape = component(
    Section::RequestBodies,
    &[
        may("description", PROSE),
        must("content", Map(&Shape::Object(&MEDIA_TYPE))),
        may("required", Flag),
    ],
);

/// A response.
static RESPONSE: ObjectShape = component(
    Section::Responses,
    &[
        must("description", PROSE),
        may("headers", Map(&HEADERS)),
        may("content", Map(&Shape::Object(&MEDIA_TYPE))),
        may("links", LINKS),
    ],
);

static MEDIA_TYPE: ObjectShape = object(
    "a media type",
    &[
        may("schema", SCHEMAS),
        may("example", Any),
        may("examples", Map(&EXAMPLES)),
        may("encoding", Map(&Shape::Object(&ENCODING))),
    ],
);
static ENCODING: ObjectShape = object(
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
static EXAMPLE: ObjectShape = component(
    Section::Examples,
    &[
        may("summary", TITLE),
        may("description", PROSE),
        may("value", Any),
        may("externalValue", Text),
    ],
);

/// A schema.
static SCHEMA: ObjectShape = ObjectShape {
    extension: Some(ExtensionKind::Schema),
    rule: Some(rules::schema),
    ..component(
        Section::Schemas,
        &[
            may("title", TITLE),
            may("description", PROSE),
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
            may("items", SCHEMAS),
            may("minItems", Natural),
            may("maxItems", Natural),
            may("uniqueItems", Flag),
            may("properties", Map(&SCHEMAS)),
            may("required", List(&Text)),
            may("additionalProperties", FlagOr(&SCHEMAS)),
            may("minProperties", Natural),
            may("maxProperties", Natural),
            may("oneOf", List(&SCHEMAS)),
            may("anyOf", List(&SCHEMAS)),
            may("allOf", List(&SCHEMAS)),
            may("not", SCHEMAS),
            may("discriminator", Shape::Object(&DISCRIMINATOR)),
            may("externalDocs", EXTERNAL_DOCS),
            may("xml", Any),
        ],
    )
};
static DISCRIMINATOR: ObjectShape = object(
    "a discriminator",
    &[must("propertyName", Text), may("mapping", Map(&Text))],
);

/// A way to authenticate.
static SECURITY_SCHEME: ObjectShape = ObjectShape {
    rule: Some(rules::security_scheme),
    ..component(
        Section::SecuritySchemes,
        &[
            must("type", ByRule),
            may("description", PROSE),
            may("name", Text),
            may("in", OneOf(&["query", "header", "cookie"])),
            may("scheme", Text),
            may("bearerFormat", Text),
            may("flows", Shape::Object(&FLOWS)),
            may("openIdConnectUrl", Text),
        ],
    )
};
static FLOWS: ObjectShape = object(
    "`flows`",
    &[
        may("implicit", Shape::Object(&IMPLICIT)),
        may("password", Shape::Object(&TOKEN_FLOW)),
        may("clientCredentials", Shape::Object(&TOKEN_FLOW)),
        may("authorizationCode", Shape::Object(&CODE_FLOW)),
    ],
);
static IMPLICIT: ObjectShape = object(
    "a flow",
    &[
        must("authorizationUrl", Text),
        may("refreshUrl", Text),
        must("scopes", Map(&Text)),
    ],
);
static TOKEN_FLOW: ObjectShape = object(
    "a flow",
    &[
        must("tokenUrl", Text),
        may("refreshUrl", Text),
        must("scopes", Map(&Text)),
    ],
);
static CODE_FLOW: ObjectShape = object(
    "a flow",
    &[
        must("authorizationUrl", Text),
        must("tokenUrl", Text),
        may("refreshUrl", Text),
        must("scopes", Map(&Text)),
    ],
);
