//! What the amounts of a history are in: the currency of then, whatever the deal's is now.

use crate::history::model::FieldChange;
use crate::live::event::{Event, SubjectKind};
use serde_json::Value;
use uuid::Uuid;

/// Who tells an amount's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Priced {
    /// The deal, as it was at this position of the log.
    Deal(Uuid, i64),
    /// The proposal: it keeps its currency.
    Proposal(Uuid),
    /// The proposal this line is on.
    ProposalLine(Uuid),
}

/// What an amount is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Money {
    /// The change itself says so: before and after.
    Said(Option<String>, Option<String>),
    Of(Priced),
}

/// The fields of a record that are amounts in its own currency, by their names in the API. Those in the base currency are not
/// among them.
const fn amounts(kind: SubjectKind) -> &'static [&'static str] {
    match kind {
        SubjectKind::Deal => &["amount", "budget"],
        SubjectKind::DealLine => &["unitPrice", "total", "tax"],
        SubjectKind::Proposal => &["subtotal", "net", "tax"],
        SubjectKind::ProposalLine => &["unitPrice", "unitCost", "total"],
        SubjectKind::Order => &["net", "tax"],
        SubjectKind::Approval => &["amount"],
        _ => &[],
    }
}

/// An event's changes with what their amounts are in.
pub fn priced(event: &Event, mut changes: Vec<FieldChange>) -> Vec<FieldChange> {
    let amounts = amounts(event.subject_kind);
    let mut unpriced =
        changes.iter_mut().filter(|change| amounts.contains(&change.field.as_str())).peekable();
    if unpriced.peek().is_some() {
        let money = money(event);
        unpriced.for_each(|change| change.money.clone_from(&money));
    }
    changes
}

fn money(event: &Event) -> Option<Money> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    if let Some((before, after)) = event.changes.get("currency") {
        return Some(Money::Said(text(before), text(after)));
    }
    let proposal = event.changes.get("proposal_id");
    let proposal = proposal.and_then(|(before, after)| after.as_str().or(before.as_str())?.parse().ok());
    Some(Money::Of(match event.subject_kind {
        SubjectKind::Deal => Priced::Deal(event.subject_id, event.seq),
        SubjectKind::DealLine => Priced::Deal(event.deal_id?, event.seq),
        SubjectKind::Proposal => Priced::Proposal(event.subject_id),
        SubjectKind::ProposalLine => {
            proposal.map_or(Priced::ProposalLine(event.subject_id), Priced::Proposal)
        }
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::actor::Actor;
    use chrono::DateTime;
    use serde_json::json;

    fn told(kind: SubjectKind, changes: Value) -> Vec<(String, Option<Money>)> {
        let changes: crate::live::event::Changes = serde_json::from_value(changes).unwrap_or_default();
        let event = Event {
            seq: 7,
            at: DateTime::UNIX_EPOCH,
            kind: String::new(),
            actor: Actor::System,
            subject_kind: kind,
            subject_id: Uuid::from_u128(1),
            subject_version: 1,
            deal_id: Some(Uuid::from_u128(2)),
            account_id: None,
            changes: changes.clone(),
            audience_before: None,
            audience_after: None,
            within_grace: false,
            pipeline_id: None,
        };
        let fields = changes.iter();
        let fields = fields.map(|(field, (was, is))| FieldChange::about(kind, field, was, is)).collect();
        priced(&event, fields).into_iter().map(|change| (change.field, change.money)).collect()
    }

    #[test]
    fn amounts_are_in_what_the_change_says_or_else_the_record() {
        let (one, two, proposal) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let said = Some(Money::Said(Some("EUR".into()), Some("USD".into())));
        let both = json!({ "amount": [null, "5"], "currency": ["EUR", "USD"], "name": ["a", "b"] });
        let expected =
            [("amount".to_owned(), said), ("currency".to_owned(), None), ("name".to_owned(), None)];
        assert_eq!(told(SubjectKind::Deal, both), expected);
        for (kind, changes, expected) in [
            (SubjectKind::Deal, json!({ "budget": ["5", null] }), Some(Priced::Deal(one, 7))),
            (SubjectKind::DealLine, json!({ "unit_price": ["5", "6"] }), Some(Priced::Deal(two, 7))),
            (SubjectKind::Proposal, json!({ "net": ["5", "6"] }), Some(Priced::Proposal(one))),
            (SubjectKind::ProposalLine, json!({ "total": ["5", "6"] }), Some(Priced::ProposalLine(one))),
            (SubjectKind::Account, json!({ "annual_revenue": ["5", "6"] }), None),
        ] {
            assert_eq!(told(kind, changes)[0].1, expected.map(Money::Of), "{kind:?}");
        }
        let removed = json!({ "total": ["5", null], "proposal_id": [proposal, null] });
        let money = told(SubjectKind::ProposalLine, removed).pop().and_then(|(_, money)| money);
        assert_eq!(money, Some(Money::Of(Priced::Proposal(proposal))));
    }
}
