//! The sample's proposals: on deals that have come far enough, in every way they can go, and the orders of those that were accepted.

use super::people::House;
use super::story::Story;
use super::{Past, as_person};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::deals::model::{Deal, DealStatus};
use crate::proposals::actions::{
    accept_proposal, create_proposal, decline_proposal, revise_proposal, send_proposal, submit_proposal,
};
use crate::proposals::input::{
    AcceptProposalInput, CreateProposalInput, DeclineProposalInput, ReviseProposalInput, SendProposalInput,
    SubmitProposalInput,
};
use crate::proposals::model::Proposal;
use crate::proposals::orders::actions::update_order;
use crate::proposals::orders::input::UpdateOrderInput;
use crate::proposals::orders::model::{Order, OrderStatus};
use crate::proposals::upkeep;
use crate::team::model::User;
use async_graphql::MaybeUndefined;
use chrono::Duration;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// How far a proposal comes.
#[derive(Clone, Copy)]
enum Way {
    Draft,
    Approved,
    Sent,
    Declined(&'static str),
    Revised,
    Expired,
    /// Accepted, with an order that is then there, and why not.
    Accepted(OrderStatus, Option<&'static str>),
}

/// What becomes of one deal's proposal after the other.
const WAYS: [Way; 16] = [
    Way::Sent,
    Way::Draft,
    Way::Accepted(OrderStatus::Open, None),
    Way::Revised,
    Way::Sent,
    Way::Approved,
    Way::Declined("The licence is above what the board granted; they ask for a smaller edition."),
    Way::Sent,
    Way::Expired,
    Way::Accepted(OrderStatus::Fulfilled, None),
    Way::Draft,
    Way::Revised,
    Way::Sent,
    Way::Accepted(OrderStatus::Cancelled, Some("The site is closed; they order again for the new one.")),
    Way::Approved,
    Way::Expired,
];

const INTRO: &str = "Thank you for your time. As we discussed, we offer:";
const TERMS: &str = "Payment within **30 days** of the invoice.\n\nLicences are renewed for a year unless you tell us otherwise by the month before.";

/// Writes proposals on open deals that have lines, by their owners, minutes after each other.
pub async fn write(past: &Past, (house, story): (&House, &Story)) -> Result<()> {
    let sold: BTreeSet<Id<Deal>> =
        story.sittings.values().flat_map(|deeds| deeds.lines.iter().map(|line| line.deal_id)).collect();
    let fitting =
        |deal: &&Deal| deal.status == DealStatus::Open && deal.probability >= 40 && sold.contains(&deal.id);
    let deals = story.deals.iter().filter(fitting);
    for (number, (deal, way)) in deals.zip(WAYS).enumerate() {
        let Some(owner) = house.people.iter().find(|user| user.id == deal.owner_id) else { continue };
        // Every third leaves a bit off everything.
        let discount = if number % 3 == 2 { Decimal::from(5) } else { Decimal::ZERO };
        go(past, owner, (deal.id, discount), way).await?;
        past.pass_until(past.clock.now() + Duration::minutes(7));
    }
    Ok(())
}

/// One proposal and what becomes of it, a few minutes between each step.
async fn go(past: &Past, owner: &User, (deal_id, discount): (Id<Deal>, Decimal), way: Way) -> Result<()> {
    let viewer = as_person(owner);
    // It is valid to the end of the day it is written on: over by the time anybody looks.
    let last = matches!(way, Way::Expired).then(|| past.clock.now().date_naive());
    let input = CreateProposalInput {
        deal_id,
        discount_percent: Some(discount),
        valid_until: last.map(crate::api::scalars::Date),
        intro: Some(INTRO.to_owned()),
        terms: Some(TERMS.to_owned()),
        ..CreateProposalInput::default()
    };
    let create = async |tx: &mut Tx| create_proposal(tx, input.clone()).await;
    let Proposal { id, .. } = past.app.write(&viewer, None, create).await?;
    if matches!(way, Way::Draft) {
        return Ok(());
    }
    past.pass_until(past.clock.now() + Duration::minutes(11));
    let work = async |tx: &mut Tx| {
        submit_proposal(tx, SubmitProposalInput { id, message: None, expected_version: None }).await?;
        if matches!(way, Way::Approved) {
            return Ok(());
        }
        send_proposal(tx, SendProposalInput { id, expected_version: None }).await?;
        match way {
            Way::Declined(reason) => {
                let reason = Some(reason.to_owned());
                let input = DeclineProposalInput { id, reason, expected_version: None };
                decline_proposal(tx, input).await.map(drop)
            }
            Way::Revised => {
                revise_proposal(tx, ReviseProposalInput { id, expected_version: None }).await.map(drop)
            }
            Way::Accepted(status, reason) => accept(tx, id, (status, reason)).await,
            _ => Ok(()),
        }
    };
    past.app.write(&viewer, None, work).await
}

async fn accept(
    tx: &mut Tx,
    id: Id<Proposal>,
    (status, reason): (OrderStatus, Option<&'static str>),
) -> Result<()> {
    let input = AcceptProposalInput {
        id,
        won_stage_id: None,
        create_order: None,
        fields: None,
        account: None,
        win_loss_report: None,
        override_reason: None,
        expected_version: None,
    };
    let Some(Order { id, .. }) = accept_proposal(tx, input).await?.order else { return Ok(()) };
    let input = UpdateOrderInput {
        id,
        note: MaybeUndefined::Undefined,
        status: Some(status),
        cancel_reason: reason.map(str::to_owned),
        expected_version: None,
    };
    update_order(tx, input).await.map(drop)
}

/// What is over by now has expired.
pub async fn expire(past: &Past) -> Result<()> {
    past.pass_until(past.now);
    upkeep::round(&past.app).await.map(drop)
}
