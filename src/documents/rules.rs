//! What a proposal says on paper: worked out from its rows, as the screen works it out.

use crate::accounts::model::{Account, Contact};
use crate::catalogue::products::model::Product;
use crate::deals::lines::rules::tax;
use crate::documents::pdf::{Customer, Language, Line, Mark, TaxSum, Totals};
use crate::proposals::lines::model::ProposalLine;
use crate::proposals::model::{Proposal, ProposalStatus};
use crate::proposals::rules;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::collections::HashMap;
use uuid::Uuid;

/// What the file is called: `P-2026-0001.pdf`, and `P-2026-0001 v2.pdf` from the second revision on.
pub fn file_name(proposal: &Proposal) -> String {
    match proposal.revision {
        1 => format!("{}.pdf", proposal.number),
        revision => format!("{} v{revision}.pdf", proposal.number),
    }
}

/// Whether it may be relied on: only what was approved as it is.
pub fn mark(proposal: &Proposal, lines: &[ProposalLine]) -> Mark {
    let approved = match proposal.status {
        ProposalStatus::Draft | ProposalStatus::InApproval | ProposalStatus::Rejected => false,
        ProposalStatus::Approved
        | ProposalStatus::Sent
        | ProposalStatus::Accepted
        | ProposalStatus::Declined
        | ProposalStatus::Expired => true,
        ProposalStatus::Superseded => {
            proposal.approved_hash.as_deref() == Some(rules::content_hash(proposal, lines).as_str())
        }
    };
    if approved { Mark::None } else { Mark::Draft }
}

/// Its date, in the workspace's time zone: when the customer got it, else when its approval was asked for, else when it was made.
pub fn dated(proposal: &Proposal, time_zone: &str) -> NaiveDate {
    rules::today(time_zone, proposal.sent_at.or(proposal.submitted_at).unwrap_or(proposal.created_at))
}

/// The language it is set in.
pub fn language(proposal: &Proposal) -> Language {
    Language::from_code(&proposal.language).unwrap_or(Language::En)
}

/// Whom it is for. A person without a company stands in its place.
pub fn customer(account: Option<&Account>, contact: Option<&Contact>) -> Customer {
    let person = contact.map(|contact| format!("{} {}", contact.first_name, contact.last_name));
    let person = person.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let Some(account) = account else {
        return Customer { company: person.unwrap_or_default(), ..Customer::default() };
    };
    let address = account.address.as_deref().map(lines_of).unwrap_or_default();
    Customer { company: account.name.clone(), contact: person, address }
}

/// The lines of a text that say something.
pub fn lines_of(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// What is offered, position by position.
pub fn positions(lines: &[ProposalLine], products: &HashMap<Uuid, Product>) -> Vec<Line> {
    let code = |line: &ProposalLine| products.get(&line.product_id?.0)?.code.clone();
    (1..)
        .zip(lines)
        .map(|(position, line)| Line {
            position,
            description: line.description.clone(),
            product_code: code(line),
            quantity: line.quantity,
            unit_price: line.unit_price,
            discount_percent: line.discount_percent,
            tax_percent: line.tax_percent,
            total: line.total,
        })
        .collect()
}

/// What it comes to: the proposal's own amounts, and its tax rate by rate, the highest first.
pub fn totals(proposal: &Proposal, lines: &[ProposalLine]) -> Totals {
    let mut rates: BTreeMap<Decimal, (Decimal, Decimal)> = BTreeMap::new();
    for line in lines {
        let net = rules::net(line, proposal.discount_percent);
        let rate = rates.entry(line.tax_percent.normalize()).or_default();
        rate.0 += net;
        rate.1 += tax(net, line.tax_percent);
    }
    Totals {
        subtotal: proposal.subtotal,
        discount_percent: proposal.discount_percent,
        discount: proposal.subtotal - proposal.net,
        net: proposal.net,
        taxes: rates.into_iter().rev().map(|(percent, (net, tax))| TaxSum { percent, net, tax }).collect(),
        total: proposal.net + proposal.tax,
    }
}
