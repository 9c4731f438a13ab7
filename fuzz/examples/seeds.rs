//! Fills `fuzz/corpus` with small documents: the fixtures as they are, and the large documents cut into pieces
//! with one path each and the components that it needs.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_yaml::{Mapping, Value};

/// The largest seed, in bytes.
const LIMIT: usize = 30_000;
const TARGETS: [&str; 2] = ["load_lower", "pipeline"];
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let published = std::env::var_os("TWILIO_OAI_DIR")
        .map_or_else(|| root.join("../shared/twilio-oai-2.6.7"), PathBuf::from);
    let mut seeds: Vec<(String, Vec<u8>)> = Vec::new();
    let folders = [
        ("fixture", root.join("generator/tests/fixtures")),
        ("spec", root.join("specs")),
        ("published", published),
    ];
    for (kind, folder) in folders {
        let mut files = Vec::new();
        if folder.is_dir() {
            collect_documents(&folder, &mut files)?;
        }
        for file in files {
            let relative = file
                .strip_prefix(&folder)
                .unwrap_or(&file)
                .to_string_lossy();
            let name = format!("{kind}-{}", relative.replace(['/', '\\'], "-"));
            let bytes = fs::read(&file)?;
            if bytes.len() <= LIMIT {
                seeds.push((name, bytes));
                continue;
            }
            let pieces = cut_document(&bytes, name.ends_with("json"));
            for (number, piece) in pieces.into_iter().enumerate() {
                seeds.push((format!("{name}-{number:03}"), piece));
            }
        }
    }
    for target in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("corpus")
            .join(target);
        fs::create_dir_all(&folder)?;
        for (name, bytes) in &seeds {
            fs::write(folder.join(name), bytes)?;
        }
    }
    let largest = seeds
        .iter()
        .map(|(_, bytes)| bytes.len())
        .max()
        .unwrap_or(0);
    eprintln!("{} seeds, the largest of {largest} bytes", seeds.len());
    Ok(())
}

fn collect_documents(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect_documents(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|end| end == "yaml" || end == "json")
        {
            files.push(path);
        }
    }
    Ok(())
}

/// The pieces of a document: one for each path or, where that is still too large, one for each operation.
fn cut_document(bytes: &[u8], json: bool) -> Vec<Vec<u8>> {
    let Ok(document) = serde_yaml::from_slice::<Value>(bytes) else {
        return Vec::new();
    };
    let Some(paths) = document.get("paths").and_then(Value::as_mapping) else {
        return Vec::new();
    };
    let mut pieces = Vec::new();
    for (path, item) in paths {
        let whole = document_of_path(&document, path, item.clone(), json);
        if whole.len() <= LIMIT {
            pieces.push(whole);
            continue;
        }
        for method in METHODS.iter().filter(|method| item.get(**method).is_some()) {
            let mut part = item.clone();
            if let Some(map) = part.as_mapping_mut() {
                map.retain(|key, _| key == *method || !METHODS.iter().any(|other| key == *other));
            }
            let part = document_of_path(&document, path, part, json);
            if part.len() <= LIMIT {
                pieces.push(part);
            }
        }
    }
    pieces
}

fn document_of_path(document: &Value, path: &Value, item: Value, json: bool) -> Vec<u8> {
    let mut needed = BTreeSet::new();
    collect_references(&item, &mut needed);
    let mut open: Vec<String> = needed.iter().cloned().collect();
    while let Some(name) = open.pop() {
        let mut more = BTreeSet::new();
        if let Some(schema) = document["components"]["schemas"].get(name.as_str()) {
            collect_references(schema, &mut more);
        }
        open.extend(more.into_iter().filter(|name| needed.insert(name.clone())));
    }
    let mut small = document.clone();
    small["paths"] = Value::Mapping(Mapping::from_iter([(path.clone(), item)]));
    if let Some(schemas) = small["components"]["schemas"].as_mapping_mut() {
        schemas.retain(|name, _| name.as_str().is_some_and(|name| needed.contains(name)));
    }
    if json {
        serde_json::to_vec_pretty(&small).unwrap_or_default()
    } else {
        serde_yaml::to_string(&small)
            .unwrap_or_default()
            .into_bytes()
    }
}

/// Collects the names of the schemas that a value refers to.
fn collect_references(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Mapping(map) => {
            for (key, value) in map {
                match (key.as_str(), value.as_str()) {
                    (Some("$ref"), Some(to)) => {
                        names.extend(to.strip_prefix("#/components/schemas/").map(str::to_owned));
                    }
                    _ => collect_references(value, names),
                }
            }
        }
        Value::Sequence(items) => items
            .iter()
            .for_each(|item| collect_references(item, names)),
        _ => {}
    }
}
