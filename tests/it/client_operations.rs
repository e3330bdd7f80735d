//! Every operation of the web client against the document gate: one that has grown too large for it fails here, by name,
//! before a screen is silently refused its data. Runs where the client's operations have been compiled (`npm run relay`).

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{BaseType, Type, VariableDefinition};
use dealstream::api::gate::{Gate, Parameters};
use dealstream::app::config::Limits;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The largest page the client asks for where a variable without a default says how many (`PAGE` of its lists). A document
/// that the gate would refuse at this size names its own page as the variable's default.
const PAGE: u64 = 50;

/// The texts of the operations that relay-compiler wrote, by name.
fn operations() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("frontend/src/__generated__");
    let artifacts = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found = BTreeMap::new();
    for path in artifacts.filter(|path| path.extension().is_some_and(|end| end == "ts")) {
        let artifact = fs::read_to_string(&path).unwrap();
        let Some(line) = artifact.lines().find_map(|line| line.trim().strip_prefix("\"text\": \"")) else {
            continue;
        };
        let text: String = serde_json::from_str(&format!("\"{line}")).unwrap();
        found.insert(path.file_name().unwrap().to_string_lossy().replace(".graphql.ts", ""), text);
    }
    found
}

/// Something for a variable that must have a value.
fn value(of: &Type) -> Value {
    match &of.base {
        BaseType::List(item) => json!([value(item)]),
        BaseType::Named(name) if name == "Int" => json!(PAGE),
        BaseType::Named(name) if name == "Boolean" => json!(true),
        BaseType::Named(name) if name.ends_with("Input") => json!({}),
        BaseType::Named(_) => json!("1"),
    }
}

fn variables(text: &str) -> Map<String, Value> {
    let document = parse_query(text).unwrap();
    let (_, operation) = document.operations.iter().next().unwrap();
    let needed = |one: &&VariableDefinition| !one.var_type.node.nullable && one.default_value.is_none();
    let definitions = operation.node.variable_definitions.iter().map(|definition| &definition.node);
    definitions.filter(needed).map(|one| (one.name.node.to_string(), value(&one.var_type.node))).collect()
}

#[test]
fn the_gate_admits_every_operation_of_the_web_client() {
    let operations = operations();
    if operations.is_empty() {
        return;
    }
    let gate = Gate::new(include_str!("../../schema.graphql"), &Limits::default()).unwrap();
    let mut refused = Vec::new();
    let mut dearest = Vec::new();
    for (name, text) in &operations {
        let parameters = Parameters {
            query: Some(text.clone()),
            variables: Value::Object(variables(text)),
            ..Parameters::default()
        };
        match gate.admit(parameters) {
            Ok(operation) => dearest.push((operation.cost.requested, name)),
            Err(denied) => refused.push(format!("{name}: {denied:?}")),
        }
    }
    dearest.sort_unstable_by(|one, other| other.cmp(one));
    println!(
        "{} operations, the dearest in points: {:?}",
        operations.len(),
        &dearest[..5.min(dearest.len())]
    );
    assert!(operations.len() > 300, "only {} operations were found", operations.len());
    assert_eq!(refused, Vec::<String>::new());
}
