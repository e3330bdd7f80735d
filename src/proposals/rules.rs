//! What a proposal must be, what may become of it, and what it comes to.

use crate::app::checks::Checks;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::catalogue::products::rules::percent;
use crate::deals::lines::rules::{kept, tax, worth};
use crate::deals::model::{Deal, DealStatus};
use crate::proposals::lines::model::ProposalLine;
use crate::proposals::model::{Proposal, ProposalAction, ProposalStatus};
use crate::team::rules::LOCALES;
use chrono::{DateTime, Datelike as _, Days, NaiveDate, Utc};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// The most lines a proposal can have: as many as a deal.
pub use crate::deals::lines::rules::MOST;

/// What happens to a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Edit,
    Submit,
    Grant,
    Refuse,
    Recall,
    Reopen,
    Send,
    Accept,
    Decline,
    Revise,
    Expire,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Edit,
        Self::Submit,
        Self::Grant,
        Self::Refuse,
        Self::Recall,
        Self::Reopen,
        Self::Send,
        Self::Accept,
        Self::Decline,
        Self::Revise,
        Self::Expire,
    ];

    /// What people call it; none for what does not lie with those who work on the deal.
    fn words(self) -> Option<(&'static str, ProposalAction)> {
        Some(match self {
            Self::Edit => ("edit it", ProposalAction::Edit),
            Self::Submit => ("submit it", ProposalAction::Submit),
            Self::Recall => ("recall it", ProposalAction::Recall),
            Self::Reopen => ("reopen it", ProposalAction::Reopen),
            Self::Send => ("send it", ProposalAction::Send),
            Self::Accept => ("accept it", ProposalAction::Accept),
            Self::Decline => ("decline it", ProposalAction::Decline),
            Self::Revise => ("revise it", ProposalAction::Revise),
            Self::Grant | Self::Refuse | Self::Expire => return None,
        })
    }
}

/// The one table of what may become of a proposal: where a step leads from a status; none where it leads nowhere.
pub fn leads_to(status: ProposalStatus, step: Step) -> Option<ProposalStatus> {
    use ProposalStatus::{
        Accepted, Approved, Declined, Draft, Expired, InApproval, Rejected, Sent, Superseded,
    };
    match (status, step) {
        (Draft, Step::Edit) => Some(Draft),
        (Draft, Step::Submit) => Some(InApproval),
        (InApproval, Step::Grant) => Some(Approved),
        (InApproval, Step::Refuse) => Some(Rejected),
        (InApproval, Step::Recall) | (Approved, Step::Reopen) => Some(Draft),
        (Approved, Step::Send) => Some(Sent),
        (Sent, Step::Accept) => Some(Accepted),
        (Sent, Step::Decline) => Some(Declined),
        (Approved | Sent, Step::Expire) => Some(Expired),
        (Approved | Sent | Rejected | Declined | Expired, Step::Revise) => Some(Superseded),
        _ => None,
    }
}

/// Where a step leads.
///
/// # Errors
/// Refused when it leads nowhere, saying what does; and, but for what happens by itself, when the proposal was put away.
pub fn step(proposal: &Proposal, step: Step) -> Result<ProposalStatus> {
    if proposal.archived && step.words().is_some() {
        let message = format!("{} was put away: take it out again first.", name(proposal));
        return Err(Refusal::at(RefusalCode::Invalid, "id", message).into());
    }
    leads_to(proposal.status, step).ok_or_else(|| impossible(proposal).into())
}

/// Why something cannot be done with a proposal as it stands, and what can.
pub fn impossible(proposal: &Proposal) -> Refusal {
    let possible = Step::ALL.into_iter().filter(|step| leads_to(proposal.status, *step).is_some());
    let words: Vec<&str> = possible.filter_map(Step::words).map(|(words, _)| words).collect();
    let stands = match proposal.status {
        ProposalStatus::Draft => "is a draft",
        ProposalStatus::InApproval => "is in approval",
        ProposalStatus::Approved => "is approved",
        ProposalStatus::Sent => "was sent",
        ProposalStatus::Accepted => "was accepted",
        ProposalStatus::Declined => "was declined",
        ProposalStatus::Rejected => "was not approved",
        ProposalStatus::Expired => "has expired",
        ProposalStatus::Superseded => "was replaced by a later revision",
    };
    let can = match words.split_last() {
        None => "this cannot be done any more".to_owned(),
        Some((only, [])) => format!("you can only {only}"),
        Some((last, others)) => format!("you can {} or {last}", others.join(", ")),
    };
    Refusal::at(RefusalCode::Invalid, "id", format!("{} {stands}: {can}.", name(proposal)))
}

/// `P-2026-0001`, or `P-2026-0001, revision 2`.
fn name(proposal: &Proposal) -> String {
    match proposal.revision {
        1 => proposal.number.clone(),
        revision => format!("{}, revision {revision},", proposal.number),
    }
}

/// What somebody who may work on the deal can do with a proposal.
pub fn actions(proposal: &Proposal) -> Vec<ProposalAction> {
    let possible = Step::ALL.into_iter().filter(|one| step(proposal, *one).is_ok());
    let mut actions: Vec<ProposalAction> =
        possible.filter_map(Step::words).map(|(_, action)| action).collect();
    if may_be_put_away(proposal.status) {
        actions.push(ProposalAction::Archive);
    }
    if check_orderable(proposal).is_ok() {
        actions.push(ProposalAction::Order);
    }
    actions
}

/// Whether a proposal can be put away: not while somebody decides on it.
pub fn may_be_put_away(status: ProposalStatus) -> bool {
    status != ProposalStatus::InApproval
}

/// Refuses a proposal that no order can be made from.
pub fn check_orderable(proposal: &Proposal) -> Result<()> {
    let accepted = proposal.status == ProposalStatus::Accepted && !proposal.archived;
    let message = format!("{} was not accepted: orders are made from accepted proposals.", name(proposal));
    if accepted { Ok(()) } else { Err(Refusal::at(RefusalCode::Invalid, "proposalId", message).into()) }
}

/// Refuses a new proposal on a deal that nobody works on.
pub fn check_open(deal: &Deal) -> Result<()> {
    if deal.status == DealStatus::Open {
        return Ok(());
    }
    let message = "Proposals are made on open deals: take the deal up again first.";
    Err(Refusal::at(RefusalCode::Invalid, "dealId", message).into())
}

/// Checks every field of a proposal, and puts its numbers as they are kept.
pub fn check_proposal(proposal: &mut Proposal) -> Result<()> {
    let mut checks = Checks::default();
    percent(&mut checks, "discountPercent", proposal.discount_percent);
    let known = LOCALES.contains(&proposal.language.as_str());
    checks.that(known, RefusalCode::Invalid, "language", "Choose one of en, cs, de, ru, pl.");
    checks.text("intro", proposal.intro.as_deref(), 20_000);
    checks.text("terms", proposal.terms.as_deref(), 20_000);
    let far = (2000..=2999).contains(&proposal.valid_until.year());
    checks.that(far, RefusalCode::Invalid, "validUntil", "Give a day of this millennium.");
    checks.done()?;
    proposal.discount_percent = proposal.discount_percent.normalize();
    Ok(())
}

/// What the customer said, or whoever asks for approval has to say.
pub fn check_text(field: &str, text: Option<&str>, most: usize) -> Result<()> {
    let mut checks = Checks::default();
    checks.text(field, text, most);
    checks.done()
}

/// Refuses to have nothing approved.
pub fn check_lines(lines: &[ProposalLine]) -> Result<()> {
    let message = "A proposal without lines offers nothing: add one first.";
    match lines {
        [] => Err(Refusal::at(RefusalCode::Required, "id", message).into()),
        _ => Ok(()),
    }
}

/// Refuses to send what is not valid any more, or is not what was approved.
pub fn check_sendable(proposal: &Proposal, lines: &[ProposalLine], today: NaiveDate) -> Result<()> {
    if proposal.valid_until < today {
        let message = format!("It was valid until {}: reopen it and give a later day.", proposal.valid_until);
        return Err(Refusal::at(RefusalCode::Invalid, "id", message).into());
    }
    if proposal.approved_hash.as_deref() != Some(content_hash(proposal, lines).as_str()) {
        let message = "It is not what was approved any more: reopen it and submit it again.";
        return Err(Refusal::at(RefusalCode::Invalid, "id", message).into());
    }
    Ok(())
}

/// The day it is in a time zone; in UTC where the zone is not known.
pub fn today(time_zone: &str, now: DateTime<Utc>) -> NaiveDate {
    let zone = time_zone.parse::<chrono_tz::Tz>().unwrap_or(chrono_tz::UTC);
    now.with_timezone(&zone).date_naive()
}

/// How long a proposal is valid that is written today.
pub fn valid_until(today: NaiveDate, days: i32) -> NaiveDate {
    today.checked_add_days(Days::new(days.unsigned_abs().into())).unwrap_or(today)
}

/// `P-2026-0001`: the letter says of what kind, the count has at least four digits.
pub fn number(letter: char, year: i32, count: i32) -> String {
    format!("{letter}-{year}-{count:04}")
}

/// What a line comes to after both discounts: rounded once.
pub fn net(line: &ProposalLine, header_percent: Decimal) -> Decimal {
    let discounts = [kept(line.discount_percent), kept(header_percent)];
    worth(&[line.quantity, line.unit_price], &discounts).unwrap_or_default()
}

/// Two discounts as one, exactly.
pub fn both(discount_percent: Decimal, header_percent: Decimal) -> Decimal {
    let left = kept(discount_percent).saturating_mul(kept(header_percent)) / Decimal::ONE_HUNDRED;
    kept(left).normalize()
}

/// Works out what a proposal with these lines comes to.
pub fn total_up(proposal: &mut Proposal, lines: &[ProposalLine]) {
    let header = proposal.discount_percent;
    let nothing = Decimal::new(0, 2);
    let nets: Vec<Decimal> = lines.iter().map(|line| net(line, header)).collect();
    proposal.subtotal = lines.iter().fold(nothing, |sum, line| sum + line.total);
    proposal.net = nets.iter().fold(nothing, |sum, net| sum + net);
    proposal.tax =
        lines.iter().zip(&nets).fold(nothing, |sum, (line, net)| sum + tax(*net, line.tax_percent));
    let highest = lines.iter().map(|line| both(line.discount_percent, header)).max();
    proposal.highest_discount_percent = highest.unwrap_or(header);
    proposal.margin = margin(proposal.net, lines);
}

/// How much of the net amount is left above cost, in percent.
fn margin(net: Decimal, lines: &[ProposalLine]) -> Option<Decimal> {
    let mut cost = Decimal::ZERO;
    for line in lines {
        cost = cost.checked_add(worth(&[line.quantity, line.unit_cost?], &[])?)?;
    }
    if net <= Decimal::ZERO {
        return None;
    }
    let left = net.checked_sub(cost)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(net)?;
    let mut left = left.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    left.rescale(2);
    Some(left)
}

/// What was decided on, as a hash: all that the customer reads and what it costs the company. Not whom it is for, nor
/// custom fields, which may name somebody: two contacts that turn out to be one change nothing that was approved.
pub fn content_hash(proposal: &Proposal, lines: &[ProposalLine]) -> String {
    let number = |number: &Decimal| number.normalize().to_string();
    let lines: Vec<serde_json::Value> = lines
        .iter()
        .map(|line| {
            json!([
                line.product_id.map(|id| id.0),
                line.description,
                number(&line.quantity),
                number(&line.unit_price),
                line.unit_cost.as_ref().map(number),
                number(&line.discount_percent),
                number(&line.tax_percent),
            ])
        })
        .collect();
    let content = json!([
        proposal.number,
        proposal.revision,
        proposal.language,
        proposal.currency,
        number(&proposal.discount_percent),
        proposal.valid_until,
        proposal.intro,
        proposal.terms,
        lines,
    ]);
    let digest = Sha256::digest(content.to_string().as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
