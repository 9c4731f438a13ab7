//! Path items, operations, and what these send and receive.

use indexmap::IndexMap;
use openapiv3::{
    Content, Encoding, Example, Header, MediaType, Operation, Parameter, ParameterSchemaOrContent,
    PathItem, ReferenceOr, RequestBody, Response, Responses, Server,
};

use super::builder::{OpenApiBuilder, empty_map, value};
use crate::load::check::status::parse_status;
use crate::load::yaml::node::Node;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl OpenApiBuilder<'_> {
    pub(super) fn servers(&mut self, node: &Node) -> Option<Vec<Server>> {
        let Some(list) = value(node, "servers") else {
            return Some(Vec::new());
        };
        list.items()
            .iter()
            .map(|server| self.flat_object(server, "a server", &["variables"], &[]))
            .collect()
    }

    pub(super) fn path_item(&mut self, node: &Node) -> Option<PathItem> {
        let mut without = vec!["servers", "parameters"];
        without.extend(METHODS);
        let mut item: PathItem = self.flat_object(node, "a path item", &without, &[])?;
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
        let mut operation: Operation = self.flat_object(
            node,
            "an operation",
            &without,
            &[("responses", empty_map())],
        )?;
        operation.servers = self.servers(node)?;
        operation.parameters = self.parameters(node)?;
        if let Some(body) = value(node, "requestBody") {
            operation.request_body = Some(self.referable(body, Self::request_body)?);
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
            .map(|parameter| self.referable(parameter, Self::parameter))
            .collect()
    }

    pub(super) fn parameter(&mut self, node: &Node) -> Option<Parameter> {
        let without = ["schema", "content", "examples"];
        let mut parameter: Parameter =
            self.flat_object(node, "a parameter", &without, &[("schema", empty_map())])?;
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

    pub(super) fn header(&mut self, node: &Node) -> Option<Header> {
        let without = ["schema", "content", "examples"];
        let mut header: Header =
            self.flat_object(node, "a header", &without, &[("schema", empty_map())])?;
        header.format = self.schema_or_content(node)?;
        header.examples = self.referable_map(node, "examples", Self::example)?;
        Some(header)
    }

    fn schema_or_content(&mut self, node: &Node) -> Option<ParameterSchemaOrContent> {
        match value(node, "schema") {
            Some(schema) => self
                .referable(schema, Self::schema)
                .map(ParameterSchemaOrContent::Schema),
            None => self.content(node).map(ParameterSchemaOrContent::Content),
        }
    }

    fn responses(&mut self, node: &Node) -> Option<Responses> {
        let mut responses = Responses {
            extensions: self.extensions(node)?,
            ..Responses::default()
        };
        for (key, child) in node.entries() {
            if key == "default" {
                responses.default = Some(self.referable(child, Self::response)?);
            } else if let Some(status) = parse_status(key) {
                let response = self.referable(child, Self::response)?;
                responses.responses.insert(status, response);
            }
        }
        Some(responses)
    }

    pub(super) fn response(&mut self, node: &Node) -> Option<Response> {
        let without = ["headers", "content", "links"];
        let mut response: Response =
            self.flat_object(node, "a response", &without, &[("description", "".into())])?;
        response.headers = self.referable_map(node, "headers", Self::header)?;
        response.content = self.content(node)?;
        Some(response)
    }

    pub(super) fn request_body(&mut self, node: &Node) -> Option<RequestBody> {
        let mut body: RequestBody = self.flat_object(node, "a request body", &["content"], &[])?;
        body.content = self.content(node)?;
        Some(body)
    }

    fn content(&mut self, node: &Node) -> Option<Content> {
        match value(node, "content") {
            Some(content) => self.map(content, Self::media_type),
            None => Some(IndexMap::new()),
        }
    }

    fn media_type(&mut self, node: &Node) -> Option<MediaType> {
        let mut media: MediaType = self.flat_object(
            node,
            "a media type",
            &["schema", "examples", "encoding"],
            &[],
        )?;
        if let Some(schema) = value(node, "schema") {
            media.schema = Some(self.referable(schema, Self::schema)?);
        }
        media.examples = self.referable_map(node, "examples", Self::example)?;
        if let Some(encoding) = value(node, "encoding") {
            media.encoding = self.map(encoding, Self::encoding)?;
        }
        Some(media)
    }

    fn encoding(&mut self, node: &Node) -> Option<Encoding> {
        self.flat_object(node, "an encoding", &["headers"], &[])
    }

    pub(super) fn example(&mut self, node: &Node) -> Option<Example> {
        self.flat_object(node, "an example", &[], &[])
    }
}
