//! How long a list an argument asks for: `first`, `last` and `ids`, written out, by variable, or by default.

use super::Denied;
use crate::app::config::Limits;
use async_graphql::parser::types::{Field, OperationDefinition};
use async_graphql_value::{ConstValue, Value, Variables};

/// The values that arguments can take in one request.
pub struct Sizes<'a> {
    limits: &'a Limits,
    operation: &'a OperationDefinition,
    variables: &'a Variables,
}

impl<'a> Sizes<'a> {
    pub fn new(limits: &'a Limits, operation: &'a OperationDefinition, variables: &'a Variables) -> Self {
        Self { limits, operation, variables }
    }

    pub fn page_default(&self) -> u64 {
        self.limits.page_default as u64
    }

    /// The page a connection or list is asked for: the greater of `first` and `last`, 50 when neither is given.
    pub fn page(&self, field: &Field) -> Result<u64, Denied> {
        let mut page = None;
        for name in ["first", "last"] {
            if let Some(size) = self.number(field, name)? {
                page = page.max(Some(size));
            }
        }
        Ok(page.unwrap_or_else(|| self.page_default()))
    }

    /// The number of ids asked for.
    pub fn ids(&self, field: &Field) -> u64 {
        field.get_argument("ids").map_or(0, |value| self.longest(&value.node))
    }

    /// The longest list anywhere in a field's arguments, at least 1: what a bulk mutation answers for.
    pub fn longest_list(&self, field: &Field) -> u64 {
        field.arguments.iter().map(|(_, value)| self.longest(&value.node)).max().unwrap_or(1).max(1)
    }

    fn number(&self, field: &Field, name: &str) -> Result<Option<u64>, Denied> {
        let Some(value) = field.get_argument(name) else { return Ok(None) };
        let number = match &value.node {
            Value::Variable(variable) => match self.variable(variable) {
                Some(ConstValue::Number(number)) => number.clone(),
                _ => return Ok(None),
            },
            Value::Number(number) => number.clone(),
            _ => return Ok(None),
        };
        let max = self.limits.page_max as u64;
        match number.as_u64() {
            Some(size) if (1..=max).contains(&size) => Ok(Some(size)),
            _ => Err(Denied::BadInput(format!(
                "`{name}` of `{}` must be from 1 to {max}, not {number}; ask for further pages with a cursor",
                field.name.node
            ))),
        }
    }

    fn variable(&self, name: &str) -> Option<&ConstValue> {
        self.variables.get(name).or_else(|| {
            let definitions = &self.operation.variable_definitions;
            let definition = definitions.iter().find(|definition| definition.node.name.node == name)?;
            definition.node.default_value.as_ref().map(|value| &value.node)
        })
    }

    fn longest(&self, value: &Value) -> u64 {
        match value {
            Value::Variable(name) => self.variable(name).map_or(1, longest_const),
            Value::List(items) => {
                items.iter().map(|item| self.longest(item)).max().unwrap_or(0).max(items.len() as u64)
            }
            Value::Object(fields) => fields.values().map(|item| self.longest(item)).max().unwrap_or(1),
            _ => 1,
        }
    }
}

/// Recursion follows the variables' nesting, which the gate has bounded.
fn longest_const(value: &ConstValue) -> u64 {
    match value {
        ConstValue::List(items) => items.iter().map(longest_const).max().unwrap_or(0).max(items.len() as u64),
        ConstValue::Object(fields) => fields.values().map(longest_const).max().unwrap_or(1),
        _ => 1,
    }
}
