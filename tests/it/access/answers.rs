//! What an answer says, to be compared with another.

use super::world::Ids;
use serde_json::{Value, json};

/// An answer with ids given back as their names: `data`, and the codes and messages of errors.
pub fn told(answer: &Value, ids: &Ids) -> String {
    let errors = answer["errors"].as_array().into_iter().flatten();
    let errors: Vec<Value> =
        errors.map(|error| json!([error["extensions"]["code"], error["message"]])).collect();
    let mut text = json!({ "data": answer["data"], "errors": errors }).to_string();
    for (name, id) in ids {
        text = text.replace(id, &format!("<{name}>"));
    }
    text
}

/// Every `code` in an answer, of errors and of refusals.
pub fn codes(answer: &Value) -> Vec<String> {
    match answer {
        Value::Object(fields) => {
            let own = fields.get("code").and_then(Value::as_str).map(str::to_owned);
            own.into_iter().chain(fields.values().flat_map(codes)).collect()
        }
        Value::Array(items) => items.iter().flat_map(codes).collect(),
        _ => Vec::new(),
    }
}
