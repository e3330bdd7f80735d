//! What the gate needs to know of the schema: for every field, whether objects lie below it and how many.
//!
//! Built once from the SDL. Introspection's own types are added, since an SDL does not list them.

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{FieldDefinition, ServiceDocument, Type, TypeKind, TypeSystemDefinition};
use std::collections::HashMap;

/// The types that hold fields, by number.
#[derive(Debug, Default)]
pub struct Types {
    numbers: HashMap<Box<str>, usize>,
    types: Vec<TypeEntry>,
    pub query: Option<usize>,
    pub mutation: Option<usize>,
    pub subscription: Option<usize>,
}

#[derive(Debug, Default)]
pub struct TypeEntry {
    /// One of introspection's own types.
    pub meta: bool,
    fields: HashMap<Box<str>, FieldEntry>,
}

/// How much lies below a field.
#[derive(Debug, Clone, Copy)]
pub struct FieldEntry {
    /// The object, interface or union it leads to; none for scalars and enums.
    pub target: Option<usize>,
    pub list: bool,
    /// A list as long as the page asked for above it: `edges` and `nodes` of a connection.
    pub paged: bool,
    /// Takes `first` or `last`.
    pub sized: bool,
    /// Takes `ids` and answers one object for each.
    pub by_ids: bool,
}

/// The types of introspection, as the specification has them.
const META: &str = "
type __Schema { types: [__Type!]! queryType: __Type! mutationType: __Type subscriptionType: __Type directives: [__Directive!]! description: String }
type __Type { kind: String! name: String description: String specifiedByURL: String fields: [__Field!] interfaces: [__Type!] possibleTypes: [__Type!] enumValues: [__EnumValue!] inputFields: [__InputValue!] ofType: __Type isOneOf: Boolean }
type __Field { name: String! description: String args: [__InputValue!]! type: __Type! isDeprecated: Boolean! deprecationReason: String }
type __InputValue { name: String! description: String type: __Type! defaultValue: String isDeprecated: Boolean! deprecationReason: String }
type __EnumValue { name: String! description: String isDeprecated: Boolean! deprecationReason: String }
type __Directive { name: String! description: String locations: [String!]! args: [__InputValue!]! isRepeatable: Boolean! }
";

impl Types {
    /// Reads a schema; an SDL that does not parse is a mistake of ours, told at start.
    pub fn new(sdl: &str) -> Result<Self, async_graphql::parser::Error> {
        let mut types = Self::default();
        let (schema, meta) = (parse_schema(sdl)?, parse_schema(META)?);
        types.declare(&schema);
        types.declare(&meta);
        types.fill(&schema);
        types.fill(&meta);
        types.roots(&schema);
        for entry in ["__schema", "__type"] {
            let target = types.number(if entry == "__schema" { "__Schema" } else { "__Type" });
            if let Some(query) = types.query {
                let field = FieldEntry { target, list: false, paged: false, sized: false, by_ids: false };
                types.types[query].fields.insert(entry.into(), field);
            }
        }
        Ok(types)
    }

    /// The number of a composite type.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.numbers.get(name).copied()
    }

    pub fn is_meta(&self, number: Option<usize>) -> bool {
        number.and_then(|number| self.types.get(number)).is_some_and(|entry| entry.meta)
    }

    pub fn field(&self, parent: Option<usize>, name: &str) -> Option<FieldEntry> {
        self.types.get(parent?)?.fields.get(name).copied()
    }

    fn declare(&mut self, document: &ServiceDocument) {
        for (name, kind) in definitions(document) {
            if matches!(kind, TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_)) {
                let next = self.types.len();
                if !self.numbers.contains_key(name) {
                    self.numbers.insert(name.into(), next);
                    self.types.push(TypeEntry { meta: name.starts_with("__"), fields: HashMap::new() });
                }
            }
        }
    }

    fn fill(&mut self, document: &ServiceDocument) {
        for (name, kind) in definitions(document) {
            let fields = match kind {
                TypeKind::Object(object) => &object.fields,
                TypeKind::Interface(interface) => &interface.fields,
                _ => continue,
            };
            let Some(number) = self.number(name) else { continue };
            for field in fields {
                let entry = self.entry(name, &field.node);
                self.types[number].fields.insert(field.node.name.node.as_str().into(), entry);
            }
        }
    }

    fn entry(&self, parent: &str, field: &FieldDefinition) -> FieldEntry {
        let (base, list) = base_of(&field.ty.node);
        let takes = |name: &str| field.arguments.iter().any(|argument| argument.node.name.node == name);
        let paged = list
            && (parent.ends_with("Connection")
                || parent.ends_with("Page")
                || (parent.ends_with("Payload") && field.name.node == "results"));
        FieldEntry {
            target: self.number(base),
            list,
            paged,
            sized: takes("first") || takes("last"),
            by_ids: list && takes("ids"),
        }
    }

    fn roots(&mut self, document: &ServiceDocument) {
        let named = document.definitions.iter().find_map(|definition| match definition {
            TypeSystemDefinition::Schema(schema) => Some(&schema.node),
            _ => None,
        });
        let pick = |chosen: Option<&str>, usual: &str| self.number(chosen.unwrap_or(usual));
        let name = |chosen: Option<&'_ async_graphql::Positioned<async_graphql::Name>>| {
            chosen.map(|name| name.node.to_string())
        };
        let query = name(named.and_then(|schema| schema.query.as_ref()));
        let mutation = name(named.and_then(|schema| schema.mutation.as_ref()));
        let subscription = name(named.and_then(|schema| schema.subscription.as_ref()));
        let roots = (
            pick(query.as_deref(), "Query"),
            pick(mutation.as_deref(), "Mutation"),
            pick(subscription.as_deref(), "Subscription"),
        );
        (self.query, self.mutation, self.subscription) = roots;
    }
}

fn definitions(document: &ServiceDocument) -> impl Iterator<Item = (&str, &TypeKind)> {
    document.definitions.iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(definition) => {
            Some((definition.node.name.node.as_str(), &definition.node.kind))
        }
        _ => None,
    })
}

/// The name at the bottom of a type, and whether a list lies on the way.
fn base_of(ty: &Type) -> (&str, bool) {
    use async_graphql::parser::types::BaseType;
    let (mut base, mut list) = (&ty.base, false);
    loop {
        match base {
            BaseType::Named(name) => return (name.as_str(), list),
            BaseType::List(inner) => (base, list) = (&inner.base, true),
        }
    }
}
