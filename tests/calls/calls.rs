//! Writes each call that the reference builds as a function, so that it is compiled and can be made.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use generator::config::Config;
use generator::model::{Document, Operation};
use generator::names::names_lock;
use generator::pipeline::{Input, lower_documents};
use generator::reference::call::{CallForm, CallType, build};
use generator::reference::page::Language;
use serde_json::{Map, Value, json};

const SPECS: &str = "../../specs";

/// Writes `built_calls.rs`: a function for each call, and a table of them.
pub(crate) fn write(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={SPECS}");
    let mut functions = String::new();
    let mut table = String::from("const CALLS: &[BuiltCall] = &[\n");
    let lowered =
        lower_documents(&input()?).map_err(|failure| format!("{:?}", failure.diagnostics))?;
    let package = &lowered.model.package;
    for document in &lowered.model.documents {
        for operation in &document.operations {
            for (case, values) in [
                ("least", least_values(operation)),
                ("most", all_values(document, operation, package)?),
            ] {
                let call = |language| {
                    let call = build(document, operation, package, &values, language);
                    call.ok_or_else(|| format!("no accessors lead to {}", operation.id))
                };
                let name = format!("{}_{}_{case}", document.key, operation.id);
                function(&mut functions, &name, "async ", &call(Language::Rust)?.code)?;
                function(
                    &mut functions,
                    &format!("{name}_blocking"),
                    "",
                    &call(Language::Blocking)?.code,
                )?;
                let curl = call(Language::Curl)?;
                writeln!(
                    table,
                    "BuiltCall {{ name: {name:?}, operation: {:?}, host: {:?}, curl: {:?}, method: {:?}, url: {:?}, \
                     body: {:?}, problems: {:?}, make: |client| Box::pin({name}(client)) }},",
                    operation.id,
                    document.host,
                    curl.code,
                    curl.request.method,
                    curl.request.url,
                    curl.request.body.unwrap_or_default(),
                    problems(&curl.problems, case),
                )?;
            }
        }
    }
    std::fs::write(out.join("built_calls.rs"), functions + &table + "];\n")?;
    Ok(())
}

/// What is wrong with the values; without any, those that are required are missing.
fn problems(problems: &[generator::reference::call::Problem], case: &str) -> String {
    let unexpected = problems
        .iter()
        .filter(|problem| case == "most" || problem.problem != "Required.");
    unexpected
        .map(|problem| format!("{}: {}; ", problem.parameter, problem.problem))
        .collect()
}

fn function(functions: &mut String, name: &str, qualifier: &str, code: &str) -> std::fmt::Result {
    writeln!(
        functions,
        "{qualifier}fn {name}(client: &Client) -> Result<(), Box<dyn Error + Send + Sync>> {{\n{code}\nOk(())\n}}\n"
    )
}

/// What a call needs that none of its parameters needs alone.
fn least_values(operation: &Operation) -> Map<String, Value> {
    let names = operation
        .at_least_one_of
        .iter()
        .filter_map(|names| names.first());
    names.map(|name| (name.clone(), json!("text"))).collect()
}

/// A value for everything that can be given, two in each list, with characters that every language writes differently.
fn all_values(
    document: &Document,
    operation: &Operation,
    package: &str,
) -> Result<Map<String, Value>, Box<dyn Error>> {
    let form = CallForm::new(document, operation, package, false).ok_or("no accessors")?;
    let value = |ty: CallType, sample: &Option<String>| match (ty, sample) {
        (CallType::Integer, _) => json!(10),
        (CallType::Number, _) => json!(2.5),
        (CallType::Boolean, _) => json!(true),
        (CallType::Json, _) => json!({"key": "it's \"here\" & there"}),
        (CallType::String, Some(sample)) => json!(sample),
        (CallType::String, None) => json!("a 'quoted' \"text\" & more, 100% \u{e9}"),
    };
    let values = form.parameters.iter().map(|parameter| {
        let one = value(parameter.ty, &parameter.sample);
        let value = if parameter.list {
            json!([one, one])
        } else {
            one
        };
        (parameter.key.clone(), value)
    });
    Ok(values.collect())
}

fn input() -> Result<Input, Box<dyn Error>> {
    let folder = Path::new(SPECS);
    let text = std::fs::read_to_string(folder.join("codegen.toml"))?;
    let config = Config::read("codegen.toml", &text).map_err(|problem| problem.problem)?;
    let names = std::fs::read_to_string(folder.join("names.lock"))?;
    let names =
        names_lock::read("names.lock", &names).map_err(|problems| format!("{problems:?}"))?;
    let documents = config.documents.iter();
    let documents = documents.map(|document| {
        Ok((
            document.file.clone(),
            std::fs::read(folder.join(&document.file))?,
        ))
    });
    Ok(Input {
        documents: documents.collect::<std::io::Result<_>>()?,
        overlays: Vec::new(),
        config,
        config_file: String::from("codegen.toml"),
        names,
    })
}
