//! The document gate: what every GraphQL request passes before any library walks it.
//!
//! It decides in time linear in the document, whatever the document: a lexer pass bounds size and nesting before the parser
//! runs, then counts, then sums over the fragment graph (`gate/walk.rs`). The GraphQL library's own checks expand fragments
//! without memory and come too late; nothing reaches them that could hurt them.
//!
//! **Cost.** An object costs 1 point, scalars and enums nothing. A list multiplies what is below it: a connection by its
//! `first` or `last` (50 when neither is given; 1 to 200), a list by `ids` by their number, a bulk mutation's results by the
//! longest list in its input, any other list by 10. A connection without arguments of its own takes the page of the nearest
//! field above that has one. Each root field of a mutation costs 10 more, of a subscription 1 more; `__schema` costs 100,
//! `__type` 10. `nodes` counts the same objects without those surcharges. The same field twice counts twice, because it is
//! executed twice; objects of different types behind one union are added, so the estimate is never below the answer as long
//! as plain lists hold 10 on average.

mod lexer;
mod persisted;
mod sizes;
mod types;
mod walk;

use crate::api::engine::{Cost, Operation};
use crate::app::config::Limits;
use async_graphql::parser::parse_query;
use async_graphql::parser::types::{
    ExecutableDocument, OperationDefinition, OperationType, Selection, SelectionSet,
};
use async_graphql::{Pos, Variables};
use serde_json::Value;
use std::panic::catch_unwind;
use std::sync::Arc;

/// Why a document is not admitted.
#[derive(Debug, Clone, PartialEq)]
pub enum Denied {
    /// More of something than is allowed.
    Excess { limit: &'static str, found: u64, allowed: u64 },
    /// It is not GraphQL.
    Syntax { message: String, at: Option<Pos> },
    /// It is GraphQL, but cannot be meant.
    BadInput(String),
    /// A hash nobody has sent the text for yet.
    NotPersisted,
}

impl Denied {
    fn excess(limit: &'static str, found: impl TryInto<u64>, allowed: impl TryInto<u64>) -> Self {
        Self::Excess {
            limit,
            found: found.try_into().unwrap_or(u64::MAX),
            allowed: allowed.try_into().unwrap_or(u64::MAX),
        }
    }
}

/// The parameters of a GraphQL request, of the right JSON types but not yet understood.
#[derive(Debug, Clone, Default)]
pub struct Parameters {
    pub query: Option<String>,
    pub operation_name: Option<String>,
    pub variables: Value,
    pub extensions: Value,
}

/// The gate of one schema.
#[derive(Debug)]
pub struct Gate {
    types: types::Types,
    limits: Limits,
    persisted: persisted::Persisted,
    /// Documents that passed before, by their text: neither scanned nor parsed again.
    parsed: persisted::Memory<Arc<str>, Arc<ExecutableDocument>>,
}

impl Gate {
    /// A gate for the schema in `sdl`.
    pub fn new(sdl: &str, limits: &Limits) -> Result<Self, async_graphql::parser::Error> {
        let types = types::Types::new(sdl)?;
        Ok(Self { types, limits: limits.clone(), persisted: Default::default(), parsed: Default::default() })
    }

    /// Admits a request, or says what is wrong with it.
    pub fn admit(&self, parameters: Parameters) -> Result<Operation, Denied> {
        let hash = persisted_hash(&parameters.extensions)?;
        let text = self.text(parameters.query, hash)?;
        let known = self.parsed.get(&text);
        let is_new = known.is_none();
        let document = match known {
            Some(document) => document,
            None => {
                lexer::scan(&text, &self.limits)?;
                let document = parse(&text)?;
                self.count(&document)?;
                Arc::new(document)
            }
        };
        let name = parameters.operation_name.filter(|name| !name.is_empty());
        let (name, chosen) = choose(&document, name.as_deref())?;
        let name = name.map(str::to_owned);
        let variables = self.variables(chosen, parameters.variables)?;
        let cost = self.measure(&document, chosen, &variables)?;
        let kind = chosen.ty;
        if let Some(hash) = hash {
            self.persisted.put(hash, text.clone());
        }
        if is_new {
            self.parsed.put(text.clone(), document.clone());
        }
        Ok(Operation { text, document, name, kind, variables, cost })
    }

    fn text(&self, query: Option<String>, hash: Option<[u8; 32]>) -> Result<Arc<str>, Denied> {
        match (query, hash) {
            (Some(text), hash) => {
                if text.len() <= self.limits.document_bytes
                    && hash.is_some_and(|hash| hash != persisted::hash(&text))
                {
                    return Err(Denied::BadInput("sha256Hash is not the hash of this query".into()));
                }
                Ok(text.into())
            }
            (None, Some(hash)) => self.persisted.get(&hash).ok_or(Denied::NotPersisted),
            (None, None) => Err(Denied::BadInput("the request has no query".into())),
        }
    }

    /// Counts that need no sums.
    fn count(&self, document: &ExecutableDocument) -> Result<(), Denied> {
        let limits = &self.limits;
        let mut aliases = 0;
        for (_, operation) in document.operations.iter() {
            check("variables", operation.node.variable_definitions.len() as u64, limits.variables as u64)?;
            count_aliases(&operation.node.selection_set.node, &mut aliases);
        }
        for fragment in document.fragments.values() {
            count_aliases(&fragment.node.selection_set.node, &mut aliases);
        }
        check("operations", document.operations.iter().count() as u64, limits.operations as u64)?;
        check("fragments", document.fragments.len() as u64, limits.fragments as u64)?;
        check("aliases", aliases, limits.aliases as u64)
    }

    /// Values for the variables: an object, not too nested or large, and something for each that needs it.
    fn variables(&self, operation: &OperationDefinition, given: Value) -> Result<Variables, Denied> {
        let given = match given {
            Value::Null => Value::Object(Default::default()),
            Value::Object(map) => Value::Object(map),
            _ => return Err(Denied::BadInput("variables must be an object".into())),
        };
        let (values, nesting) = weigh(&given);
        check("levels of variables", nesting, self.limits.nesting as u64)?;
        check("values in variables", values, self.limits.nodes)?;
        for definition in &operation.variable_definitions {
            let definition = &definition.node;
            let optional = definition.var_type.node.nullable || definition.default_value.is_some();
            let name = definition.name.node.as_str();
            let missing = given.get(name).is_none();
            let null = given.get(name).is_some_and(Value::is_null);
            if (missing && !optional) || (null && !definition.var_type.node.nullable) {
                let expected = &definition.var_type.node;
                return Err(Denied::BadInput(format!("variable ${name} of type {expected} needs a value")));
            }
        }
        Ok(Variables::from_json(given))
    }

    fn measure(
        &self,
        document: &ExecutableDocument,
        chosen: &OperationDefinition,
        variables: &Variables,
    ) -> Result<Cost, Denied> {
        let limits = &self.limits;
        let sizes = sizes::Sizes::new(limits, chosen, variables);
        let walk = walk::Walk::new(&self.types, &sizes, document)?;
        let (mut fields, mut levels) = walk.largest_fragment();
        let mut cost = Cost::default();
        for (_, operation) in document.operations.iter() {
            let sums = walk.operation(&operation.node)?;
            let mutation = operation.node.ty == OperationType::Mutation;
            let roots = if mutation { limits.mutation_root_fields } else { limits.root_fields };
            check("root fields", sums.width, roots as u64)?;
            check("levels of fields", sums.depth, limits.depth as u64)?;
            check("levels of introspection", sums.introspection_depth, limits.introspection_depth as u64)?;
            check("lists inside lists of introspection", sums.introspection_lists, 3)?;
            check("looks at __schema", sums.schemas, 1)?;
            (fields, levels) = (fields.max(sums.fields), levels.max(sums.levels));
            if std::ptr::eq(&operation.node, chosen) {
                let depth = usize::try_from(sums.depth.max(sums.introspection_depth)).unwrap_or(usize::MAX);
                cost = Cost { requested: sums.cost(), nodes: sums.nodes(), depth };
            }
        }
        check("fields with fragments spread out", fields, limits.expanded_fields)?;
        check("levels of selections", levels, limits.nesting as u64)?;
        check("objects the answer may hold", cost.nodes, limits.nodes)?;
        check("cost points", cost.requested, limits.cost)?;
        Ok(cost)
    }
}

fn check(limit: &'static str, found: u64, allowed: u64) -> Result<(), Denied> {
    if found > allowed { Err(Denied::Excess { limit, found, allowed }) } else { Ok(()) }
}

/// The parser, with its messages cut and its panics (numbers beyond f64) told as bad syntax.
fn parse(text: &str) -> Result<ExecutableDocument, Denied> {
    match catch_unwind(|| parse_query(text)) {
        Ok(Ok(document)) => Ok(document),
        Ok(Err(error)) => {
            let at = error.positions().next();
            Err(Denied::Syntax { message: error.to_string(), at })
        }
        Err(_) => Err(Denied::Syntax { message: "a value in the document cannot be read".into(), at: None }),
    }
}

/// The operation to run, with the name it has in the document.
fn choose<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<(Option<&'a str>, &'a OperationDefinition), Denied> {
    if name.is_none() && document.operations.iter().len() > 1 {
        return Err(Denied::BadInput(
            "the document has several operations: name one in operationName".into(),
        ));
    }
    let mut operations = document.operations.iter();
    let chosen = operations.find(|(found, _)| name.is_none() || found.map(|found| found.as_str()) == name);
    chosen.map(|(found, operation)| (found.map(|found| found.as_str()), &operation.node)).ok_or_else(|| {
        let name: String = name.unwrap_or_default().chars().take(80).collect();
        Denied::BadInput(format!("the document has no operation named \"{name}\""))
    })
}

fn persisted_hash(extensions: &Value) -> Result<Option<[u8; 32]>, Denied> {
    let Some(persisted) = extensions.get("persistedQuery") else { return Ok(None) };
    let version = persisted.get("version").and_then(Value::as_u64);
    let hash = persisted.get("sha256Hash").and_then(Value::as_str).and_then(persisted::parse);
    match (version, hash) {
        (Some(1), Some(hash)) => Ok(Some(hash)),
        _ => Err(Denied::BadInput(
            "extensions.persistedQuery needs version 1 and a hexadecimal sha256Hash".into(),
        )),
    }
}

fn count_aliases(selection: &SelectionSet, aliases: &mut u64) {
    for item in &selection.items {
        match &item.node {
            Selection::Field(field) => {
                *aliases += u64::from(field.node.alias.is_some());
                count_aliases(&field.node.selection_set.node, aliases);
            }
            Selection::InlineFragment(fragment) => count_aliases(&fragment.node.selection_set.node, aliases),
            Selection::FragmentSpread(_) => {}
        }
    }
}

/// How many values a JSON value holds, and how deep; without recursion.
fn weigh(value: &Value) -> (u64, u64) {
    let (mut count, mut deepest) = (0, 0);
    let mut rest = vec![(value, 0)];
    while let Some((value, depth)) = rest.pop() {
        (count, deepest) = (count + 1, depth.max(deepest));
        match value {
            Value::Array(items) => rest.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Object(fields) => rest.extend(fields.values().map(|item| (item, depth + 1))),
            _ => {}
        }
    }
    (count, deepest)
}

#[cfg(test)]
mod tests;
