//! An OpenAPI document, read without the generator, whose reading is under test.

mod schema;

use serde_json::{Map, Value};

pub use self::schema::{Schema, SchemaKind};

/// One document.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its short name: `proxy_v1`.
    pub key: String,
    root: Value,
}

/// One operation of a document.
#[derive(Debug, Clone, Copy)]
pub struct Operation<'d> {
    /// The document.
    pub document: &'d Document,
    /// The `operationId`.
    pub id: &'d str,
    /// The HTTP method in capitals.
    pub method: &'static str,
    /// The path template.
    pub path: &'d str,
    node: &'d Value,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterLocation {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In the form.
    Form,
}

/// One parameter of an operation.
#[derive(Debug, Clone, Copy)]
pub struct Parameter<'d> {
    /// Its name on the wire.
    pub name: &'d str,
    /// Where it travels.
    pub location: ParameterLocation,
    /// What it holds.
    pub schema: Schema<'d>,
}

/// What an operation replies with.
#[derive(Debug, Clone, Copy)]
pub enum Reply<'d> {
    /// Nothing.
    Empty,
    /// One value.
    One(Schema<'d>),
    /// A page of a list.
    Page {
        /// The envelope.
        envelope: Schema<'d>,
        /// The key of the list in it.
        key: &'d str,
        /// One item of the list.
        item: Schema<'d>,
    },
}

impl<'d> Reply<'d> {
    /// The schema of the whole body.
    pub fn body(&self) -> Option<Schema<'d>> {
        match *self {
            Self::Empty => None,
            Self::One(schema) => Some(schema),
            Self::Page { envelope, .. } => Some(envelope),
        }
    }

    /// The schema of the resource: the value itself, or an item of the list.
    pub fn resource(&self) -> Option<Schema<'d>> {
        match *self {
            Self::Empty => None,
            Self::One(schema) => Some(schema),
            Self::Page { item, .. } => Some(item),
        }
    }
}

const METHODS: [(&str, &str); 5] = [
    ("get", "GET"),
    ("post", "POST"),
    ("put", "PUT"),
    ("patch", "PATCH"),
    ("delete", "DELETE"),
];

const FORM: &str = "application/x-www-form-urlencoded";

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// When the text is not YAML.
    pub fn read(key: &str, text: &str) -> Result<Self, serde_yaml::Error> {
        let root = serde_yaml::from_str(text)?;
        Ok(Self {
            key: key.to_owned(),
            root,
        })
    }

    /// The host that the document names.
    pub fn host(&self) -> &str {
        let path = members(&self.root["paths"]).next().map(|(_, item)| item);
        let server = path.and_then(|item| item["servers"][0]["url"].as_str());
        let url = server
            .or_else(|| self.root["servers"][0]["url"].as_str())
            .unwrap_or_default();
        url.trim_start_matches("https://")
    }

    /// The operations.
    pub fn operations(&self) -> Vec<Operation<'_>> {
        let mut operations = Vec::new();
        for (path, item) in members(&self.root["paths"]) {
            for (key, method) in METHODS {
                let node = &item[key];
                if let Some(id) = node["operationId"].as_str() {
                    operations.push(Operation {
                        document: self,
                        id,
                        method,
                        path,
                        node,
                    });
                }
            }
        }
        operations
    }

    /// Whether the schema is a resource with an instance path, so that its `sid` is its identity.
    pub fn has_identity(&self, resource: Schema<'_>) -> bool {
        let operations = self.operations().into_iter();
        let mut instances = operations
            .filter(|operation| {
                self.root["paths"][operation.path]["x-twilio"]["pathType"] == "instance"
            })
            .filter_map(|operation| operation.reply().body());
        resource.property("sid").is_some() && instances.any(|body| body.is(&resource))
    }

    fn at(&self, reference: &str) -> &Value {
        let pointer = reference.trim_start_matches('#');
        let target = self.root.pointer(pointer);
        target.unwrap_or_else(|| panic!("{}: {reference} does not exist", self.key))
    }
}

impl<'d> Operation<'d> {
    /// All parameters, form fields included.
    pub fn parameters(&self) -> Vec<Parameter<'d>> {
        let mut parameters = Vec::new();
        for node in self.node["parameters"].as_array().into_iter().flatten() {
            let name = node["name"].as_str().unwrap_or_default();
            let location = match node["in"].as_str() {
                Some("path") => ParameterLocation::Path,
                Some("query") => ParameterLocation::Query,
                Some("header") => ParameterLocation::Header,
                other => panic!("{}: {name} is in {other:?}", self.id),
            };
            let schema = Schema::new(self.document, &node["schema"]);
            parameters.push(Parameter {
                name,
                location,
                schema,
            });
        }
        let form = Schema::new(
            self.document,
            &self.node["requestBody"]["content"][FORM]["schema"],
        );
        for (name, schema) in form.properties() {
            parameters.push(Parameter {
                name,
                location: ParameterLocation::Form,
                schema,
            });
        }
        parameters
    }

    /// Whether it takes a JSON body.
    pub fn takes_json(&self) -> bool {
        !self.node["requestBody"]["content"]["application/json"].is_null()
    }

    /// The status of success.
    pub fn status(&self) -> u16 {
        let text = self.success().map_or("200", |(status, _)| status);
        text.parse()
            .unwrap_or_else(|_| panic!("{}: status {text}", self.id))
    }

    /// What it replies with.
    pub fn reply(&self) -> Reply<'d> {
        let Some(content) = self.content() else {
            return Reply::Empty;
        };
        let body = Schema::new(self.document, &content["schema"]);
        let lists = body
            .properties()
            .find_map(|(key, schema)| match schema.kind() {
                SchemaKind::List(item) => Some((key, item)),
                _ => None,
            });
        match (lists, body.property("meta")) {
            (Some((key, item)), Some(_)) if self.id.starts_with("List") => Reply::Page {
                envelope: body,
                key,
                item,
            },
            _ => Reply::One(body),
        }
    }

    /// The example payloads of the reply, by name.
    pub fn examples(&self) -> impl Iterator<Item = (&'d str, &'d Value)> + use<'d> {
        let examples = self.content().map(|content| members(&content["examples"]));
        examples
            .into_iter()
            .flatten()
            .map(|(name, example)| (name, &example["value"]))
    }

    fn content(&self) -> Option<&'d Value> {
        let (_, response) = self.success()?;
        members(&response["content"])
            .next()
            .map(|(_, content)| content)
    }

    fn success(&self) -> Option<(&'d str, &'d Value)> {
        members(&self.node["responses"]).find(|(status, _)| status.starts_with('2'))
    }
}

/// The members of an object; none if the value is something else.
fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let members = value.as_object().into_iter().flat_map(Map::iter);
    members.map(|(key, value)| (key.as_str(), value))
}
