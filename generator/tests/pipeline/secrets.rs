//! Secrets: what the configuration calls one is not printed, docs say so, and a path that leads nowhere is an error.

use generator::model::ParameterLocation;
use generator::names::NamesLock;
use generator::pipeline::Input;

use crate::kit;

const LOGINS: &str = "\
paths:
  /v1/Logins:
    post:
      operationId: CreateLogin
      parameters:
        - {name: Trace.Id, in: query, schema: {type: string}}
        - {name: Authorization, in: header, schema: {type: string}}
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {Pass.Phrase: {type: string}, Name: {type: string}}}
      responses:
        '200':
          description: A login
          content: {application/json: {schema: {$ref: '#/components/schemas/test.v1.login'}}}
components:
  schemas:
    test.v1.login:
      type: object
      properties: {token: {type: string}, name: {type: string}}
";

fn configured(paths: &str) -> Input {
    let text = format!("{}{LOGINS}", kit::HEAD);
    let config = format!("hosts = []\nsecrets = [{paths}]\n");
    kit::configured(&[("specs/test.yaml", &text)], &config, NamesLock::new())
}

#[test]
fn a_property_and_a_parameter_are_secret_and_nothing_else_is() {
    let secrets = "\"test.yaml test.v1.login.token\", \"test.yaml CreateLogin.Pass.Phrase\"";
    let generated = kit::run(&configured(secrets));
    let code = generated.tree.get("src/test/v1/logins.rs").unwrap();
    assert!(
        code.contains("fields.add_private(\"token\", &self.token);"),
        "{code}"
    );
    assert!(code.contains("fields.add(\"name\", &self.name);"), "{code}");
    assert_eq!(
        code.matches("ecret, redacted in `Debug`.").count(),
        2,
        "{code}"
    );

    let document = &generated.model.documents[0];
    let parameters = document.operations[0].parameters.iter();
    let secret: Vec<&str> = parameters
        .filter(|parameter| parameter.constraints.secret)
        .map(|parameter| parameter.name.wire.as_str())
        .collect();
    assert_eq!(secret, ["Pass.Phrase"]);
    let declared = &document.declared;
    assert!(declared.schemas["test.v1.login"].properties["token"].secret);
    assert!(!declared.schemas["test.v1.login"].properties["name"].secret);
    let body = declared.operations["CreateLogin"].body.as_ref().unwrap();
    assert!(body.content[0].schema.properties["Pass.Phrase"].secret);

    let query = kit::run(&configured("\"test.yaml CreateLogin.Trace.Id\""));
    let operation = &query.model.documents[0].declared.operations["CreateLogin"];
    assert!(operation.parameters[0].schema.secret);
}

#[test]
fn a_path_that_leads_nowhere_is_an_error_at_its_place() {
    insta::assert_snapshot!(kit::refused(&configured(
        "'test.yaml test.v1.login.token',\n  'test.yaml test.v1.login.tokens', 'other.yaml a.b', 'test.yaml', ''"
    )));
}

#[test]
fn a_setter_of_the_authorization_says_what_to_pass() {
    let generated = kit::run(&configured(""));
    let parameters = generated.model.documents[0].operations[0].parameters.iter();
    let mut headers =
        parameters.filter(|parameter| parameter.location == ParameterLocation::Header);
    assert_eq!(headers.next().unwrap().name.wire, "Authorization");
    let code = generated.tree.get("src/test/v1/logins.rs").unwrap();
    assert!(
        code.contains("`.authorization(format!(\"Bearer {token}\"))`"),
        "{code}"
    );
    assert!(!code.contains("a secret"), "{code}");
}
