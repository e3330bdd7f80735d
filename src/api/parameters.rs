//! A GraphQL request's parameters, from a JSON body, a query string, or a socket's message: the right names and JSON types,
//! or a sentence that says which is wrong.

use crate::api::gate::Parameters;
use axum::extract::Query;
use axum::http::Uri;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Reads a JSON body.
pub fn from_body(body: &[u8]) -> Result<Parameters, String> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(map)) => from_map(map),
        Ok(Value::Array(_)) => Err("batches are not accepted: send one operation a request".into()),
        Ok(_) => Err("the body must be a JSON object".into()),
        Err(error) => Err(format!("the body is not JSON: {error}")),
    }
}

/// Reads a query string, where variables and extensions are JSON in text.
pub fn from_uri(uri: &Uri) -> Result<Parameters, String> {
    let Query(mut pairs) = Query::<HashMap<String, String>>::try_from_uri(uri)
        .map_err(|_| "the query string cannot be read".to_owned())?;
    let mut json = |name: &str| match pairs.remove(name).filter(|text| !text.is_empty()) {
        Some(text) => serde_json::from_str(&text).map_err(|error| format!("{name} is not JSON: {error}")),
        None => Ok(Value::Null),
    };
    let (variables, extensions) =
        (object("variables", json("variables")?)?, object("extensions", json("extensions")?)?);
    Ok(Parameters {
        query: pairs.remove("query"),
        operation_name: pairs.remove("operationName"),
        variables,
        extensions,
    })
}

/// Reads a JSON object.
pub fn from_map(mut map: Map<String, Value>) -> Result<Parameters, String> {
    let mut take = |name: &str| map.remove(name).unwrap_or_default();
    Ok(Parameters {
        query: text("query", take("query"))?,
        operation_name: text("operationName", take("operationName"))?,
        variables: object("variables", take("variables"))?,
        extensions: object("extensions", take("extensions"))?,
    })
}

fn text(name: &str, value: Value) -> Result<Option<String>, String> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        _ => Err(format!("{name} must be a string")),
    }
}

fn object(name: &str, value: Value) -> Result<Value, String> {
    match value {
        Value::Null | Value::Object(_) => Ok(value),
        _ => Err(format!("{name} must be an object")),
    }
}
