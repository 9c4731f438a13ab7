//! Paths, operations and what they send and receive.

use indexmap::IndexMap;
use openapiv3::{
    Content, Encoding, Example, Header, MediaType, Operation, Parameter, ParameterSchemaOrContent,
    PathItem, ReferenceOr, RequestBody, Response, Responses, Server,
};

use super::{Builder, empty_map, referable, value};
use crate::load::check::rules;
use crate::load::yaml::node::Node;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl Builder<'_> {
    pub(crate) fn servers(&mut self, node: &Node) -> Option<Vec<Server>> {
        let Some(list) = value(node, "servers") else {
            return Some(Vec::new());
        };
        list.items()
            .iter()
            .map(|server| self.flat(server, "a server", &["variables"], &[]))
            .collect()
    }

    pub(crate) fn path_item(&mut self, node: &Node) -> Option<PathItem> {
        let mut without = vec!["servers", "parameters"];
        without.extend(METHODS);
        let mut item: PathItem = self.flat(node, "a path item", &without, &[])?;
        item.servers = self.servers(node)?;
        item.parameters = self.parameters(node)?;
        for (method, slot) in [
            ("get", &mut item.get),
            ("put", &mut item.put),
            ("post", &mut item.post),
            ("delete", &mut item.delete),
            ("options", &mut item.options),
            ("head", &mut item.head),
            ("patch", &mut item.patch),
            ("trace", &mut item.trace),
        ] {
            if let Some(operation) = value(node, method) {
                *slot = Some(self.operation(operation)?);
            }
        }
        Some(item)
    }

    fn operation(&mut self, node: &Node) -> Option<Operation> {
        let without = [
            "servers",
            "parameters",
            "requestBody",
            "responses",
            "callbacks",
        ];
        let mut operation: Operation = self.flat(
            node,
            "an operation",
            &without,
            &[("responses", empty_map())],
        )?;
        operation.servers = self.servers(node)?;
        operation.parameters = self.parameters(node)?;
        if let Some(body) = value(node, "requestBody") {
            operation.request_body = Some(referable(self, body, Self::request_body)?);
        }
        if let Some(responses) = value(node, "responses") {
            operation.responses = self.responses(responses)?;
        }
        Some(operation)
    }

    fn parameters(&mut self, node: &Node) -> Option<Vec<ReferenceOr<Parameter>>> {
        let Some(list) = value(node, "parameters") else {
            return Some(Vec::new());
        };
        list.items()
            .iter()
            .map(|parameter| referable(self, parameter, Self::parameter))
            .collect()
    }

    pub(crate) fn parameter(&mut self, node: &Node) -> Option<Parameter> {
        let without = ["schema", "content", "examples"];
        let mut parameter: Parameter =
            self.flat(node, "a parameter", &without, &[("schema", empty_map())])?;
        let (Parameter::Query {
            parameter_data: data,
            ..
        }
        | Parameter::Header {
            parameter_data: data,
            ..
        }
        | Parameter::Path {
            parameter_data: data,
            ..
        }
        | Parameter::Cookie {
            parameter_data: data,
            ..
        }) = &mut parameter;
        data.format = self.schema_or_content(node)?;
        data.examples = self.referable_map(node, "examples", Self::example)?;
        Some(parameter)
    }

    pub(crate) fn header(&mut self, node: &Node) -> Option<Header> {
        let without = ["schema", "content", "examples"];
        let mut header: Header =
            self.flat(node, "a header", &without, &[("schema", empty_map())])?;
        header.format = self.schema_or_content(node)?;
        header.examples = self.referable_map(node, "examples", Self::example)?;
        Some(header)
    }

    fn schema_or_content(&mut self, node: &Node) -> Option<ParameterSchemaOrContent> {
        match value(node, "schema") {
            Some(schema) => {
                referable(self, schema, Self::schema).map(ParameterSchemaOrContent::Schema)
            }
            None => self.content(node).map(ParameterSchemaOrContent::Content),
        }
    }

    fn responses(&mut self, node: &Node) -> Option<Responses> {
        let mut found = Responses {
            extensions: self.extensions(node)?,
            ..Responses::default()
        };
        for (key, child) in node.entries() {
            if key == "default" {
                found.default = Some(referable(self, child, Self::response)?);
            } else if let Some(status) = rules::status(key) {
                found
                    .responses
                    .insert(status, referable(self, child, Self::response)?);
            }
        }
        Some(found)
    }

    pub(crate) fn response(&mut self, node: &Node) -> Option<Response> {
        let mut response: Response =
            self.flat(node, "a response", &["headers", "content", "links"], &[])?;
        response.headers = self.referable_map(node, "headers", Self::header)?;
        response.content = self.content(node)?;
        Some(response)
    }

    pub(crate) fn request_body(&mut self, node: &Node) -> Option<RequestBody> {
        let mut body: RequestBody = self.flat(node, "a request body", &["content"], &[])?;
        body.content = self.content(node)?;
        Some(body)
    }

    fn content(&mut self, node: &Node) -> Option<Content> {
        match value(node, "content") {
            Some(content) => self.each(content, Self::media_type, |_| true),
            None => Some(IndexMap::new()),
        }
    }

    fn media_type(&mut self, node: &Node) -> Option<MediaType> {
        let mut media: MediaType = self.flat(
            node,
            "a media type",
            &["schema", "examples", "encoding"],
            &[],
        )?;
        if let Some(schema) = value(node, "schema") {
            media.schema = Some(referable(self, schema, Self::schema)?);
        }
        media.examples = self.referable_map(node, "examples", Self::example)?;
        if let Some(encoding) = value(node, "encoding") {
            let one = |builder: &mut Self, node: &Node| {
                builder.flat::<Encoding>(node, "an encoding", &["headers"], &[])
            };
            media.encoding = self.each(encoding, one, |_| true)?;
        }
        Some(media)
    }

    pub(crate) fn example(&mut self, node: &Node) -> Option<Example> {
        self.flat(node, "an example", &[], &[])
    }
}
