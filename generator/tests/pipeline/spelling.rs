//! What emitters spell where a number of the document decides: seen in the text of the emitted files.

use crate::kit::{OK, document, emitted};

/// The source of the crate of a document, all files in one text.
fn source(text: &str) -> String {
    let tree = emitted(text).tree;
    let files = tree.files().filter(|(path, _)| path.starts_with("src/"));
    let files = files.filter(|(path, _)| !path.starts_with("src/runtime/"));
    files.map(|(_, text)| text).collect()
}

/// A list of things, whose `PageSize` is at most this.
fn list(most: u32) -> String {
    let size = format!(
        "{{name: PageSize, in: query, schema: {{type: integer, minimum: 1, maximum: {most}}}}}"
    );
    let token = "{name: PageToken, in: query, schema: {type: string}}";
    let meta = "meta: {type: object, properties: {key: {type: string}, next_page_url: {type: string, nullable: true}}}";
    let things = "things: {type: array, items: {$ref: '#/components/schemas/root'}}";
    let schema = format!("{{type: object, properties: {{{meta}, {things}}}}}");
    let reply = format!("{{description: OK, content: {{application/json: {{schema: {schema}}}}}}}");
    document(
        &format!(
            "  /v1/Things: {{get: {{operationId: ListThing, parameters: [{size}, {token}], responses: {{'200': {reply}}}}}}}"
        ),
        "",
    )
}

#[test]
fn a_list_says_how_it_is_paged_where_that_is_not_as_usual() {
    assert!(!source(&list(1000)).contains(".paged_by("));
    assert!(source(&list(50)).contains(".paged_by(\"PageSize\", 50, \"PageToken\")"));
}

#[test]
fn a_length_that_is_fixed_is_one_number() {
    let code = "code: {type: object, properties: {a: {type: string, minLength: 4, maxLength: 4}, \
                b: {type: string, minLength: 2, maxLength: 4}}}";
    let reply = "{description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/code'}}}}";
    let text = document(
        &format!("  /v1/Code: {{get: {{operationId: FetchCode, responses: {{'200': {reply}}}}}}}"),
        &format!("    {code}\n"),
    );
    let source = source(&text);
    assert!(
        source.contains("4 characters") && source.contains("2 to 4 characters"),
        "{source}"
    );
    assert!(!source.contains("4 to 4"), "{source}");
}

#[test]
fn a_model_of_many_required_properties_is_not_made_by_arguments() {
    let source = |count: usize| {
        let names: Vec<String> = (0..count).map(|number| format!("p{number}")).collect();
        let properties: Vec<String> = names
            .iter()
            .map(|name| format!("{name}: {{type: string}}"))
            .collect();
        let schema = format!(
            "    parcel: {{type: object, required: [{}], properties: {{{}}}}}\n",
            names.join(", "),
            properties.join(", ")
        );
        let body = "{required: true, content: {application/json: {schema: {$ref: '#/components/schemas/parcel'}}}}";
        let operation = format!("{{operationId: CreateParcel, requestBody: {body}, {OK}}}");
        source(&document(
            &format!("  /v1/Parcels: {{post: {operation}}}"),
            &schema,
        ))
    };
    let made = "Parcel::new(";
    assert!(source(7).contains(made));
    assert!(!source(8).contains(made));
}

/// Without the features of any document, a crate has no kinds of SIDs, and needs no import for them.
#[test]
fn what_the_kinds_of_sids_need_is_imported_with_them() {
    let schemas = "    of: {type: object, properties: {sid: {type: string, pattern: '^TH[0-9a-fA-F]{32}$'}}}\n";
    let paths = format!("  /v1/Things: {{get: {{operationId: FetchThing, {}}}}}", OK);
    let generated = emitted(&document(&paths, schemas));
    let sids = generated.tree.get("src/sids.rs").unwrap();
    let (cfg, import) = (
        "#[cfg(feature = \"test-v1\")]\n",
        "use crate::runtime::model::Prefix;",
    );
    assert!(sids.contains(&format!("{cfg}{import}")), "{sids}");
}
