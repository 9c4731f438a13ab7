//! What lowering chooses where a document says more than one thing, or where a number decides.

use generator::model::{Document, Type};

use crate::kit::{self, OK, document};

fn lower(text: &str) -> Document {
    kit::lower(&kit::input(&[("test.yaml", text)]))
        .model
        .documents
        .remove(0)
}

#[test]
fn three_required_parameters_are_arguments_and_four_are_a_struct() {
    let operation = |count: usize| {
        let parameters: Vec<String> = (0..count)
            .map(|number| {
                format!("{{name: P{number}, in: query, required: true, schema: {{type: string}}}}")
            })
            .collect();
        let parameters = parameters.join(", ");
        format!(
            "  /v1/T{count}: {{get: {{operationId: FetchT{count}, parameters: [{parameters}], {OK}}}}}\n"
        )
    };
    let lowered = lower(&document(&(operation(3) + &operation(4)), ""));
    assert_eq!(lowered.operations[0].required_struct, None);
    assert_eq!(
        lowered.operations[1].required_struct.as_deref(),
        Some("FetchT4Required")
    );
}

#[test]
fn an_operation_on_an_item_knows_its_parameter_better_than_one_below() {
    let parameter = |docs: &str| {
        format!(
            "parameters: [{{name: Sid, in: path, required: true, description: {docs}, \
             schema: {{type: string, pattern: '^KS[0-9a-fA-F]{{32}}$'}}}}]"
        )
    };
    let paths = format!(
        "  /v1/Things/{{Sid}}/Parts: {{get: {{operationId: ListPart, {}, {OK}}}}}\n  \
         /v1/Things/{{Sid}}: {{get: {{operationId: FetchThing, {}, {OK}}}}}\n",
        parameter("In passing"),
        parameter("The thing itself")
    );
    let lowered = lower(&document(&paths, ""));
    let mut links = lowered
        .resources
        .iter()
        .flat_map(|resource| &resource.links);
    let id = links.find_map(|link| link.id.as_ref()).unwrap();
    assert_eq!(id.docs, ["The thing itself"]);
    assert_eq!(id.ty, Type::Sid(String::from("KS")));
}

#[test]
fn a_kind_of_sid_is_named_after_the_word_that_most_properties_use() {
    let sid = "{type: string, pattern: '^KS[0-9a-fA-F]{32}$'}";
    let schemas = format!(
        "    a: {{type: object, properties: {{a_sid: {sid}, service_sid: {sid}}}}}\n    \
         b: {{type: object, properties: {{service_sid: {sid}}}}}\n"
    );
    let lowered = lower(&document("  {}", &schemas));
    assert_eq!(lowered.sid_aliases[0].ident, "ServiceSid");
}
