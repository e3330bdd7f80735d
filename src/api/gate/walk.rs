//! Sums over a parsed document, in time linear in it.
//!
//! A fragment's sums depend on its own type condition only, so each is computed once, in topological order, and every spread
//! of it adds them: 2^50 expanded fields are one saturating addition fifty times. What does depend on the place of a spread,
//! the page size asked for above it, is kept open: a sum is `fixed + page × paged`, and the nearest field that takes `first` or
//! `last` closes it.
//!
//! Recursion follows the nesting inside one definition, which the lexer has bounded; cycles of fragments are refused first.

use super::types::{FieldEntry, Types};
use super::{Denied, sizes::Sizes};
use async_graphql::Positioned;
use async_graphql::parser::types::{
    ExecutableDocument, Field, OperationDefinition, OperationType, Selection, SelectionSet,
};
use std::collections::HashMap;

/// Objects assumed in a list whose length nothing tells.
const PLAIN_LIST: u64 = 10;
/// What one root field of a mutation costs besides its answer.
const MUTATION: u64 = 10;
/// What a subscription costs besides its first answer.
const SUBSCRIPTION: u64 = 1;
/// What a look at the whole schema costs.
const SCHEMA: u64 = 100;

/// A number that may still depend on the page size asked for above.
#[derive(Debug, Clone, Copy, Default)]
struct Open {
    fixed: u64,
    paged: u64,
}

impl Open {
    fn plus(self, other: Self) -> Self {
        Self { fixed: self.fixed.saturating_add(other.fixed), paged: self.paged.saturating_add(other.paged) }
    }

    fn times(self, by: u64) -> Self {
        Self { fixed: self.fixed.saturating_mul(by), paged: self.paged.saturating_mul(by) }
    }

    fn closed(self, page: u64) -> Self {
        Self { fixed: self.fixed.saturating_add(self.paged.saturating_mul(page)), paged: 0 }
    }
}

/// What a selection amounts to once its fragments are spread out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sums {
    /// Fields, each time one is reached.
    pub fields: u64,
    /// Fields at this level alone.
    pub width: u64,
    /// Levels of fields.
    pub depth: u64,
    /// Levels of selections of any kind: what a recursive executor descends.
    pub levels: u64,
    /// Levels below `__schema` and `__type`.
    pub introspection_depth: u64,
    /// Lists inside lists of introspection.
    pub introspection_lists: u64,
    /// Times `__schema` is asked for.
    pub schemas: u64,
    nodes: Open,
    cost: Open,
}

impl Sums {
    pub fn nodes(&self) -> u64 {
        self.nodes.fixed
    }

    pub fn cost(&self) -> u64 {
        self.cost.fixed
    }

    /// These and those side by side.
    fn beside(self, other: Self) -> Self {
        Self {
            fields: self.fields.saturating_add(other.fields),
            width: self.width.saturating_add(other.width),
            depth: self.depth.max(other.depth),
            levels: self.levels.max(other.levels),
            introspection_depth: self.introspection_depth.max(other.introspection_depth),
            introspection_lists: self.introspection_lists.max(other.introspection_lists),
            schemas: self.schemas.saturating_add(other.schemas),
            nodes: self.nodes.plus(other.nodes),
            cost: self.cost.plus(other.cost),
        }
    }

    fn sized(mut self, with: impl Fn(Open) -> Open) -> Self {
        (self.nodes, self.cost) = (with(self.nodes), with(self.cost));
        self
    }
}

/// One walk: the schema, the sizes that arguments name, and the fragments done so far.
pub struct Walk<'a> {
    types: &'a Types,
    sizes: &'a Sizes<'a>,
    fragments: HashMap<&'a str, Sums>,
}

impl<'a> Walk<'a> {
    /// Computes every fragment; refuses cycles.
    pub fn new(
        types: &'a Types,
        sizes: &'a Sizes<'a>,
        document: &'a ExecutableDocument,
    ) -> Result<Self, Denied> {
        let mut walk = Self { types, sizes, fragments: HashMap::with_capacity(document.fragments.len()) };
        for name in in_order(document)? {
            if let Some(fragment) = document.fragments.get(name) {
                let on = types.number(&fragment.node.type_condition.node.on.node);
                let sums = walk.selection(&fragment.node.selection_set.node, on)?;
                walk.fragments.insert(name, sums);
            }
        }
        Ok(walk)
    }

    /// The largest number of expanded fields and of levels in any fragment, used or not.
    pub fn largest_fragment(&self) -> (u64, u64) {
        self.fragments
            .values()
            .fold((0, 0), |(fields, levels), sums| (fields.max(sums.fields), levels.max(sums.levels)))
    }

    /// The sums of one operation, every page size closed.
    pub fn operation(&self, operation: &OperationDefinition) -> Result<Sums, Denied> {
        let (root, extra) = match operation.ty {
            OperationType::Query => (self.types.query, 0),
            OperationType::Mutation => (self.types.mutation, MUTATION),
            OperationType::Subscription => (self.types.subscription, SUBSCRIPTION),
        };
        let sums = self.selection(&operation.selection_set.node, root)?;
        let mut sums = sums.sized(|open| open.closed(self.sizes.page_default()));
        sums.cost.fixed = sums.cost.fixed.saturating_add(extra.saturating_mul(sums.width));
        Ok(sums)
    }

    fn selection(&self, selection: &SelectionSet, parent: Option<usize>) -> Result<Sums, Denied> {
        let mut sums = Sums::default();
        for item in &selection.items {
            let one = match &item.node {
                Selection::Field(field) => self.field(field, parent)?,
                Selection::InlineFragment(fragment) => {
                    let on = fragment.node.type_condition.as_ref();
                    let on = on.map_or(parent, |condition| self.types.number(&condition.node.on.node));
                    let inner = self.selection(&fragment.node.selection_set.node, on)?;
                    Sums { levels: inner.levels + 1, ..inner }
                }
                Selection::FragmentSpread(spread) => {
                    let name = spread.node.fragment_name.node.as_str();
                    let inner = self.fragments.get(name).copied().unwrap_or_default();
                    Sums { levels: inner.levels + 1, ..inner }
                }
            };
            sums = sums.beside(one);
        }
        Ok(sums)
    }

    fn field(&self, field: &Positioned<Field>, parent: Option<usize>) -> Result<Sums, Denied> {
        let entry = self.types.field(parent, &field.node.name.node);
        let leaf = field.node.selection_set.node.items.is_empty();
        let target = entry.and_then(|entry| entry.target);
        let below =
            if leaf { Sums::default() } else { self.selection(&field.node.selection_set.node, target)? };
        let mut sums = Sums {
            fields: below.fields.saturating_add(1),
            width: 1,
            depth: below.depth + 1,
            levels: below.levels + 1,
            ..below
        };
        if self.types.is_meta(target) || self.types.is_meta(parent) {
            return Ok(introspection(sums, entry, self.types.is_meta(parent), &field.node.name.node));
        }
        if target.is_none() && leaf {
            return Ok(sums);
        }
        sums = sums.sized(|open| open.plus(Open { fixed: 1, paged: 0 }));
        self.lists(sums, &field.node, entry, parent)
    }

    /// Multiplies by the length of the list a field leads to, and closes page sizes.
    fn lists(
        &self,
        mut sums: Sums,
        field: &Field,
        entry: Option<FieldEntry>,
        parent: Option<usize>,
    ) -> Result<Sums, Denied> {
        let Some(entry) = entry else { return Ok(sums) };
        let page = if entry.sized { Some(self.sizes.page(field)?) } else { None };
        if let Some(page) = page {
            sums = sums.sized(|open| open.closed(page));
        } else if parent.is_some() && parent == self.types.mutation {
            let longest = self.sizes.longest_list(field);
            sums = sums.sized(|open| open.closed(longest));
        }
        if !entry.list {
            return Ok(sums);
        }
        if entry.paged {
            let inner = self.sizes.page_default();
            return Ok(sums.sized(|open| Open { fixed: 0, paged: open.closed(inner).fixed }));
        }
        let length = match page {
            Some(page) => page,
            None if entry.by_ids => self.sizes.ids(field),
            None => PLAIN_LIST,
        };
        Ok(sums.sized(|open| open.times(length)))
    }
}

/// A field of introspection: no objects of the domain, its own depth, and lists inside lists counted.
fn introspection(mut sums: Sums, entry: Option<FieldEntry>, inside: bool, name: &str) -> Sums {
    sums = sums.sized(|_| Open::default());
    if inside {
        let composite = entry.is_some_and(|entry| entry.list && entry.target.is_some());
        sums.introspection_lists += u64::from(composite);
        return sums;
    }
    sums.introspection_depth = sums.depth;
    sums.depth = 1;
    sums.schemas = u64::from(name == "__schema");
    sums.cost.fixed = if name == "__schema" { SCHEMA } else { MUTATION };
    sums
}

/// The fragments so that each comes after those it spreads.
fn in_order(document: &ExecutableDocument) -> Result<Vec<&str>, Denied> {
    let mut waiting: HashMap<&str, usize> = HashMap::with_capacity(document.fragments.len());
    let mut used_by: HashMap<&str, Vec<&str>> = HashMap::new();
    for (name, fragment) in &document.fragments {
        let mut spreads = Vec::new();
        spreads_of(&fragment.node.selection_set.node, &mut spreads);
        spreads.sort_unstable();
        spreads.dedup();
        spreads.retain(|spread| document.fragments.contains_key(*spread));
        waiting.insert(name.as_str(), spreads.len());
        for spread in spreads {
            used_by.entry(spread).or_default().push(name.as_str());
        }
    }
    let mut order: Vec<&str> = waiting.iter().filter(|(_, n)| **n == 0).map(|(name, _)| *name).collect();
    let mut next = 0;
    while let Some(done) = order.get(next).copied() {
        next += 1;
        for user in used_by.get(done).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(user) {
                *count -= 1;
                if *count == 0 {
                    order.push(user);
                }
            }
        }
    }
    if order.len() < waiting.len() {
        return Err(Denied::BadInput("a fragment spreads itself, directly or through others".into()));
    }
    Ok(order)
}

fn spreads_of<'a>(selection: &'a SelectionSet, into: &mut Vec<&'a str>) {
    for item in &selection.items {
        match &item.node {
            Selection::Field(field) => spreads_of(&field.node.selection_set.node, into),
            Selection::InlineFragment(fragment) => spreads_of(&fragment.node.selection_set.node, into),
            Selection::FragmentSpread(spread) => into.push(spread.node.fragment_name.node.as_str()),
        }
    }
}
