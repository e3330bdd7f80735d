//! In what two proposals of a deal differ.

use crate::api::fields::List;
use crate::db::id::type_id;
use crate::live::event::{SubjectKind, custom_name};
use crate::proposals::lines::model::ProposalLine;
use crate::proposals::model::Proposal;
use async_graphql::{Enum, Json, SimpleObject};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// In what two proposals of a deal differ.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct ProposalComparison {
    /// The one compared with.
    from: Arc<Proposal>,
    /// The one asked.
    to: Arc<Proposal>,
    /// The fields in which they differ.
    fields: Vec<ProposalFieldDifference>,
    /// Their lines side by side: those of `to` as they stand, each removed one where it stood.
    lines: List<ProposalLineDifference>,
    /// How much more the customer pays before tax; less, when it is negative.
    net_difference: Decimal,
    /// How much more the customer pays with tax; less, when it is negative.
    total_difference: Decimal,
}

/// A field in which two proposals differ.
#[derive(Debug, Clone, PartialEq, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct ProposalFieldDifference {
    /// The field's name in the API: `discountPercent`, `validUntil`, `contact`, `language`, `intro`, `terms`, `currency`, and
    /// `custom.` with its key for a custom field.
    pub field: String,
    /// Its value in the one compared with: a contact as its id, decimals as strings.
    pub before: Option<Json<Value>>,
    /// Its value in the one asked.
    pub after: Option<Json<Value>>,
}

/// What became of a line from one proposal to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum DifferenceKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is there in both, with differences.
    Changed,
    /// It is the same in both.
    Same,
}

/// What became of a line from one proposal to another. Lines of revisions are matched by the line they began as.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct ProposalLineDifference {
    /// What became of it.
    pub kind: DifferenceKind,
    /// The line in the one compared with; null when it is new.
    pub before: Option<ProposalLine>,
    /// The line in the one asked; null when it is gone.
    pub after: Option<ProposalLine>,
    /// The fields in which a changed line differs: `product`, `description`, `quantity`, `unitPrice`, `unitCost`, `discountPercent`,
    /// `taxPercent`, `total`.
    pub fields: Vec<String>,
}

/// Compares two proposals with their lines.
pub fn compare(
    (from, before): (Arc<Proposal>, &[ProposalLine]),
    (to, after): (Arc<Proposal>, &[ProposalLine]),
) -> ProposalComparison {
    ProposalComparison {
        fields: fields(&from, &to),
        lines: List(lines(before, after)),
        net_difference: to.net - from.net,
        total_difference: to.net + to.tax - from.net - from.tax,
        from,
        to,
    }
}

/// The fields in which two proposals differ.
pub fn fields(from: &Proposal, to: &Proposal) -> Vec<ProposalFieldDifference> {
    let said = |one: &Proposal| {
        let contact = one.contact_id.map(|id| type_id(SubjectKind::Contact.prefix(), id.0));
        [
            ("discountPercent", json!(one.discount_percent.normalize())),
            ("validUntil", json!(one.valid_until)),
            ("contact", json!(contact)),
            ("language", json!(one.language)),
            ("intro", json!(one.intro)),
            ("terms", json!(one.terms)),
            ("currency", json!(one.currency)),
        ]
    };
    let given = |value: Value| (!value.is_null()).then_some(Json(value));
    let both = said(from).into_iter().zip(said(to));
    let own = both.map(|((field, before), (_, after))| (field.to_owned(), before, after));
    let keys: BTreeSet<&String> = from.custom.0.keys().chain(to.custom.0.keys()).collect();
    let value = |one: &Proposal, key: &str| one.custom.0.get(key).cloned().unwrap_or_default();
    let custom = keys.into_iter().map(|key| (custom_name(key), value(from, key), value(to, key)));
    own.chain(custom)
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, after)| ProposalFieldDifference {
            field,
            before: given(before),
            after: given(after),
        })
        .collect()
}

/// The lines of two proposals side by side.
pub fn lines(before: &[ProposalLine], after: &[ProposalLine]) -> Vec<ProposalLineDifference> {
    let begun_as = |line: &ProposalLine| line.origin_id;
    let mut differences: Vec<ProposalLineDifference> = after
        .iter()
        .map(|line| match before.iter().find(|old| begun_as(old) == begun_as(line)) {
            Some(old) => {
                let fields = line_fields(old, line);
                let kind = if fields.is_empty() { DifferenceKind::Same } else { DifferenceKind::Changed };
                difference(kind, Some(old), Some(line), fields)
            }
            None => difference(DifferenceKind::Added, None, Some(line), Vec::new()),
        })
        .collect();
    for (index, old) in before.iter().enumerate() {
        if after.iter().any(|line| begun_as(line) == begun_as(old)) {
            continue;
        }
        // Behind the one it stood behind, which was put in its place before.
        let above = index.checked_sub(1).and_then(|above| before.get(above));
        let is_above =
            |one: &ProposalLineDifference| one.before.as_ref().map(begun_as) == above.map(begun_as);
        let at = above.and_then(|_| differences.iter().position(is_above)).map_or(0, |at| at + 1);
        let gone = difference(DifferenceKind::Removed, Some(old), None, Vec::new());
        differences.insert(at, gone);
    }
    differences
}

fn difference(
    kind: DifferenceKind,
    before: Option<&ProposalLine>,
    after: Option<&ProposalLine>,
    fields: Vec<String>,
) -> ProposalLineDifference {
    ProposalLineDifference { kind, before: before.cloned(), after: after.cloned(), fields }
}

fn line_fields(before: &ProposalLine, after: &ProposalLine) -> Vec<String> {
    [
        ("product", before.product_id != after.product_id),
        ("description", before.description != after.description),
        ("quantity", before.quantity != after.quantity),
        ("unitPrice", before.unit_price != after.unit_price),
        ("unitCost", before.unit_cost != after.unit_cost),
        ("discountPercent", before.discount_percent != after.discount_percent),
        ("taxPercent", before.tax_percent != after.tax_percent),
        ("total", before.total != after.total),
    ]
    .into_iter()
    .filter(|(_, differs)| *differs)
    .map(|(field, _)| field.to_owned())
    .collect()
}
