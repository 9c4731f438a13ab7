//! A walk over documents as they are written: each parameter, header, status, property, value, format, bound, default
//! and example of theirs stands on a page.

use std::collections::HashMap;

use generator::model::{Api, Document};
use generator::reference::Reference;
use generator::reference::id::Subject;
use serde_yaml::Value;

use crate::html::{Html, squeeze};
use crate::written::{collect, innermost, plain, reference, resolve};

#[test]
fn every_fact_of_our_documents_stands_on_a_page() {
    let documents = crate::specs();
    assert_eq!(documents.len(), 3);
    check(documents);
}

#[test]
fn every_fact_of_the_published_documents_stands_on_a_page() {
    let Some(folder) = crate::published() else {
        println!(
            "every_fact_of_the_published_documents_stands_on_a_page: skipped, the published documents are not at hand \
             (TWILIO_OAI_DIR)"
        );
        return;
    };
    let documents = crate::folder(&folder);
    check(documents);
}

fn check(documents: Vec<(String, Vec<u8>)>) {
    let read =
        |(name, bytes): &(String, Vec<u8>)| (name.clone(), serde_yaml::from_slice(bytes).unwrap());
    let roots: Vec<(String, Value)> = documents.iter().map(read).collect();
    let api = crate::lower(documents);
    let reference = crate::reference(&api);
    let mut walk = Walk {
        api: &api,
        reference: &reference,
        root: &Value::Null,
        key: String::new(),
        page: String::new(),
        pages: HashMap::new(),
        facts: 0,
        missing: Vec::new(),
    };
    for (name, root) in &roots {
        walk.root = root;
        let document = api
            .documents
            .iter()
            .find(|document| document.file == *name)
            .unwrap();
        walk.key.clone_from(&document.key);
        walk.document();
    }
    println!("{} facts", walk.facts);
    assert!(walk.facts > 1_000);
    let shown: Vec<&String> = walk.missing.iter().take(40).collect();
    assert!(
        walk.missing.is_empty(),
        "{} of {} facts are missing: {shown:#?}",
        walk.missing.len(),
        walk.facts
    );
}

struct Walk<'w> {
    api: &'w Api,
    reference: &'w Reference<'w>,
    /// The document that is read.
    root: &'w Value,
    key: String,
    /// The page that is read.
    page: String,
    pages: HashMap<String, Html>,
    facts: usize,
    missing: Vec<String>,
}

impl<'w> Walk<'w> {
    fn document(&mut self) {
        let paths = self.root["paths"].as_mapping().unwrap();
        for (path, item) in paths {
            for method in ["get", "post", "put", "patch", "delete"] {
                let operation = &item[method];
                if operation.is_mapping() {
                    self.operation(path.as_str().unwrap(), method, item, operation);
                }
            }
        }
        let schemas = self.root["components"]["schemas"].as_mapping();
        for (name, schema) in schemas.into_iter().flatten() {
            self.component(name.as_str().unwrap(), schema);
        }
    }

    fn operation(&mut self, path: &str, method: &str, item: &'w Value, operation: &'w Value) {
        let id = operation["operationId"].as_str().unwrap();
        let Some(page) = self.id(Subject::Operation, id) else {
            self.missing.push(format!("no page for {id}"));
            return;
        };
        self.page = page;
        let text = squeeze(&self.html().text);
        self.expect(&text, "request", &method.to_uppercase());
        let address = path.split(['{', '}']).filter(|part| !part.is_empty());
        for part in address.collect::<Vec<_>>() {
            self.expect(&text, "path", part);
        }
        let parameters = [&item["parameters"], &operation["parameters"]];
        for parameter in parameters
            .into_iter()
            .filter_map(Value::as_sequence)
            .flatten()
        {
            let parameter = self.resolve(parameter);
            let (place, name) = (
                parameter["in"].as_str().unwrap(),
                parameter["name"].as_str().unwrap(),
            );
            let anchor = format!("{place}.{name}");
            let schema = &parameter["schema"];
            self.member(
                &anchor,
                schema,
                parameter["required"].as_bool().unwrap_or(false),
                &mut Vec::new(),
            );
        }
        let body = self.resolve(&operation["requestBody"]);
        for (media, content) in body["content"].as_mapping().into_iter().flatten() {
            let is_form = media.as_str() == Some("application/x-www-form-urlencoded");
            self.expect(&text, "media type", media.as_str().unwrap());
            self.payload(if is_form { "form" } else { "body" }, &content["schema"]);
            self.examples(content);
        }
        self.responses(&text, operation);
    }

    fn responses(&mut self, text: &str, operation: &'w Value) {
        let responses = operation["responses"].as_mapping().unwrap();
        let is_success = |status: &str| status.starts_with('2');
        let first = responses
            .keys()
            .map(plain)
            .find(|status| is_success(status));
        let first = first.or_else(|| responses.keys().map(plain).next());
        for (key, response) in responses {
            let status = plain(key);
            let response = self.resolve(response);
            let anchor = if Some(&status) == first.as_ref() {
                String::from("reply")
            } else {
                format!("reply-{status}")
            };
            self.expect(text, "status", &status);
            for (name, header) in response["headers"].as_mapping().into_iter().flatten() {
                let header = self.resolve(header);
                let anchor = format!("{anchor}.headers.{}", name.as_str().unwrap());
                self.member(&anchor, &header["schema"], false, &mut Vec::new());
            }
            for (media, content) in response["content"].as_mapping().into_iter().flatten() {
                self.expect(text, "media type", media.as_str().unwrap());
                self.payload(&anchor, &content["schema"]);
                self.examples(content);
            }
        }
    }

    fn payload(&mut self, anchor: &str, schema: &'w Value) {
        let mut within = Vec::new();
        if let Some(name) = reference(schema) {
            within.push(name);
        }
        let target = self.resolve(schema);
        if target["properties"]
            .as_mapping()
            .is_some_and(|properties| !properties.is_empty())
        {
            self.properties(anchor, target, &mut within);
        } else if target.as_mapping().is_some_and(|keys| !keys.is_empty()) {
            self.member(&format!("{anchor}.whole"), schema, false, &mut Vec::new());
        }
    }

    fn properties(&mut self, anchor: &str, schema: &'w Value, within: &mut Vec<String>) {
        let required = schema["required"]
            .as_sequence()
            .cloned()
            .unwrap_or_default();
        for (name, property) in schema["properties"].as_mapping().into_iter().flatten() {
            let name_text = name.as_str().unwrap();
            self.member(
                &format!("{anchor}.{name_text}"),
                property,
                required.contains(name),
                within,
            );
        }
    }

    /// A component on the page of its model or enum; one that is neither stands wherever it is used.
    fn component(&mut self, name: &str, schema: &'w Value) {
        let document = self.lowered();
        let model = document
            .models
            .iter()
            .find(|model| model.component && model.name.wire == name);
        let list = document
            .enums
            .iter()
            .find(|list| list.component && list.name.wire == name);
        if let Some(model) = model {
            self.page = self.id(Subject::Model, &model.name.ident).unwrap();
            let text = squeeze(&self.html().text);
            self.expect(&text, "schema", name);
            self.properties("property", schema, &mut vec![name.to_owned()]);
        } else if let Some(list) = list {
            self.page = self.id(Subject::Enum, &list.name.ident).unwrap();
            for value in schema["enum"].as_sequence().into_iter().flatten() {
                let value = plain(value);
                let anchor = format!("values.{value}").replace(char::is_whitespace, "_");
                let part = self.html().part(&anchor).unwrap_or_default();
                self.expect(&part, &anchor, &value);
            }
        }
    }

    /// What a schema says of one parameter, header or property.
    fn member(
        &mut self,
        anchor: &str,
        schema: &'w Value,
        required: bool,
        within: &mut Vec<String>,
    ) {
        let Some(part) = self.html().part(anchor) else {
            self.facts += 1;
            self.missing.push(format!("{}#{anchor}", self.page));
            return;
        };
        let name = anchor.rsplit('.').next().unwrap_or(anchor);
        if !anchor.ends_with(".whole") {
            self.expect(&part, anchor, name);
        }
        if required {
            self.expect(&part, anchor, "required");
        }
        let is_model = self.type_facts(anchor, &part, schema, 0);
        let (item, component) = innermost(self.root, schema);
        let is_cycle = component.as_ref().is_some_and(|name| within.contains(name));
        // On the page of a model, another model is a link to its page.
        let is_elsewhere = is_model && self.page.contains("/models/");
        if is_cycle || is_elsewhere {
            return;
        }
        let depth = within.len();
        within.extend(component);
        self.properties(anchor, item, within);
        within.truncate(depth);
    }

    /// The facts of a schema and of what it lists; whether that is a model with a page of its own.
    fn type_facts(&mut self, anchor: &str, part: &str, schema: &'w Value, depth: usize) -> bool {
        let component = reference(schema);
        let target = self.resolve(schema);
        let format = target["format"].as_str();
        let is_model = component.as_ref().is_some_and(|name| {
            let models = &self.lowered().models;
            models
                .iter()
                .any(|model| model.component && model.name.wire == *name)
        });
        match (target["type"].as_str(), format) {
            (Some("array"), _) => self.expect(part, anchor, "list of"),
            (Some("object"), _) if is_model => {}
            (Some(ty), Some(format)) => self.expect(part, anchor, &format!("{ty} ({format})")),
            (Some(ty), None) => self.expect(part, anchor, ty),
            (None, _) => {}
        }
        // What stands beside a `$ref` does not count in OpenAPI 3.0.
        if target["nullable"] == true {
            self.expect(part, anchor, "or null");
        }
        for key in [
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "multipleOf",
            "pattern",
            "default",
            "example",
        ] {
            if !target[key].is_null() {
                let value = plain(&target[key]);
                self.expect(part, &format!("{anchor} {key}"), &value);
            }
        }
        for value in target["enum"]
            .as_sequence()
            .cloned()
            .unwrap_or_default()
            .iter()
            .take(60)
        {
            self.expect(part, &format!("{anchor} value"), &plain(value));
        }
        if depth < 4 {
            for inner in ["items", "additionalProperties"] {
                if target[inner].is_mapping() {
                    return self.type_facts(anchor, part, &target[inner], depth + 1) || is_model;
                }
            }
        }
        is_model
    }

    fn examples(&mut self, content: &'w Value) {
        for (name, example) in content["examples"].as_mapping().into_iter().flatten() {
            let anchor = format!("example.{}", name.as_str().unwrap());
            let text = self.parts_of(&anchor);
            let text = text.replace("\\\"", "\"").replace("\\\\", "\\");
            let value = self.resolve(example)["value"].clone();
            let mut leaves = Vec::new();
            collect(&value, &mut leaves);
            for leaf in leaves {
                let leaf = leaf.replace("\\\"", "\"").replace("\\\\", "\\");
                // A form shows lines as lines, JSON as one.
                let line = leaf.replace('\n', "\\n").replace('\t', "\\t");
                let leaf = if text.contains(&squeeze(&leaf)) {
                    leaf
                } else {
                    line
                };
                self.expect(&text, &anchor, &leaf);
            }
        }
    }

    /// What stands at an anchor, on the page or on that of its further examples; two bodies may have examples of the
    /// same name.
    fn parts_of(&mut self, anchor: &str) -> String {
        let mut text = String::new();
        let page = self.page.clone();
        for id in [page.clone(), format!("{page}~examples")] {
            let mut pages = self.reference.pages().iter();
            if pages.all(|page| page.id.as_str() != id) {
                continue;
            }
            self.page = id;
            for (id, part) in &self.html().parts {
                if id.split('~').next() == Some(anchor) {
                    text += &squeeze(part);
                }
            }
        }
        self.page = page;
        text
    }

    fn resolve(&self, value: &'w Value) -> &'w Value {
        resolve(self.root, value)
    }

    fn expect(&mut self, part: &str, anchor: &str, fact: &str) {
        self.facts += 1;
        let fact = squeeze(fact);
        if !part.contains(&fact) {
            self.missing
                .push(format!("{}#{anchor}: {fact} in: {part:.160}", self.page));
        }
    }

    fn html(&mut self) -> &Html {
        let (reference, page) = (self.reference, self.page.clone());
        self.pages
            .entry(page.clone())
            .or_insert_with(|| Html::read(&crate::html(reference, &page)))
    }

    fn lowered(&self) -> &Document {
        self.api
            .documents
            .iter()
            .find(|document| document.key == self.key)
            .unwrap()
    }

    fn id(&self, subject: Subject, name: &str) -> Option<String> {
        let id = self.reference.ids().get(self.lowered(), subject, name);
        id.map(ToString::to_string)
    }
}
