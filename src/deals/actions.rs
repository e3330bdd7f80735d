//! What a person can do with deals.

use crate::accounts::actions::{account_named, contact_named};
use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::patch::{set, set_text};
use crate::deals::change::{Change, empty_brief};
use crate::deals::input::{DeactivateDealInput, ReactivateDealInput, RestrictDealInput, UpdateDealInput};
use crate::deals::model::{Deal, DealShare, DealStatus};
use crate::deals::{lines, rules, store};
use crate::fields;
use crate::fields::model::FieldSubject;
use crate::pipeline::model::LookupKind;
use crate::{pipeline, team};

pub use crate::deals::create::create_deal;
pub use crate::deals::moves::{move_all_between_stages, move_deal, move_one};
pub use crate::deals::store::{touch_activity, touch_activity_at};

/// Changes a deal's fields.
pub async fn update_deal(tx: &mut Tx, input: UpdateDealInput) -> Result<Deal> {
    tx.require(Role::Rep)?;
    let sensitive = !input.amount.is_undefined() || input.currency.is_some() || input.probability.is_some();
    if sensitive && input.expected_version.is_none() {
        let message = "Say which version of the deal you are changing: amounts and probabilities are not overwritten blindly.";
        return Err(Refusal::at(RefusalCode::Required, "expectedVersion", message).into());
    }
    let mut change = Change::begin(tx, input.id, input.expected_version).await?;
    fill(tx, &mut change, &input).await?;
    if let Some(probability) = input.probability {
        let stages = pipeline::store::stages_of(tx, change.deal.pipeline_id).await?;
        rules::check_probability(change.deal.status, probability, &stages)?;
        change.deal.probability = probability;
    }
    if let Some(reason) = input.loss_reason_id {
        if change.deal.status != DealStatus::Lost {
            let message = "Only a lost deal has a loss reason.";
            return Err(Refusal::at(RefusalCode::Invalid, "lossReasonId", message).into());
        }
        change.deal.loss_reason_id = Some(reason);
    }
    let kind =
        if change.before().owner_id == change.deal.owner_id { "deal.changed" } else { "deal.owner_changed" };
    change.save(tx, kind).await
}

/// Sets the fields given, and checks what they refer to.
pub(super) async fn fill(tx: &mut Tx, change: &mut Change, input: &UpdateDealInput) -> Result<()> {
    set_fields(&mut change.deal, input);
    lines::actions::check_amount(tx, change.before(), &change.deal).await?;
    fields::actions::fill(tx, FieldSubject::Deal, &mut change.deal.custom, input.custom.clone()).await?;
    set_texts(tx, change, input).await?;
    check_references(tx, change).await?;
    reprice(tx, change, input).await
}

fn set_fields(deal: &mut Deal, input: &UpdateDealInput) {
    if let Some(name) = &input.name {
        deal.name = name.trim().to_owned();
    }
    set(&mut deal.account_id, input.account_id);
    set(&mut deal.primary_contact_id, input.primary_contact_id);
    deal.owner_id = input.owner_id.unwrap_or(deal.owner_id);
    set(&mut deal.amount, input.amount);
    if let Some(currency) = &input.currency {
        deal.currency.clone_from(currency);
    }
    set(&mut deal.budget, input.budget);
    set(&mut deal.forecast_category_id, input.forecast_category_id);
    deal.expected_close_on = input.expected_close_on.map_or(deal.expected_close_on, |date| date.0);
    set_text(&mut deal.next_step, input.next_step.clone());
    set(&mut deal.source_id, input.source_id);
}

async fn set_texts(tx: &mut Tx, change: &mut Change, input: &UpdateDealInput) -> Result<()> {
    let texts = [
        &input.description,
        &input.customer_needs,
        &input.proposed_solution,
        &input.tactics,
        &input.win_loss_report,
    ];
    if texts.iter().all(|text| text.is_undefined()) {
        return Ok(());
    }
    let brief = change.brief(tx).await?;
    set_text(&mut brief.description, input.description.clone());
    set_text(&mut brief.customer_needs, input.customer_needs.clone());
    set_text(&mut brief.proposed_solution, input.proposed_solution.clone());
    set_text(&mut brief.tactics, input.tactics.clone());
    set_text(&mut brief.win_loss_report, input.win_loss_report.clone());
    Ok(())
}

/// What the deal refers to exists, where it refers to others than before.
async fn check_references(tx: &mut Tx, change: &Change) -> Result<()> {
    let (before, after) = (change.before(), &change.deal);
    if before.owner_id != after.owner_id {
        team::store::check_user(tx, "ownerId", after.owner_id).await?;
    }
    if let Some(account) = after.account_id.filter(|id| before.account_id != Some(*id)) {
        account_named(tx, "accountId", account).await?;
    }
    if let Some(contact) = after.primary_contact_id.filter(|id| before.primary_contact_id != Some(*id)) {
        contact_named(tx, "primaryContactId", contact).await?;
    }
    let source = (before.source_id, after.source_id);
    pipeline::store::check_lookup(tx, "sourceId", LookupKind::Source, source).await?;
    let category = (before.forecast_category_id, after.forecast_category_id);
    pipeline::store::check_lookup(tx, "forecastCategoryId", LookupKind::ForecastCategory, category).await?;
    let reason = (before.loss_reason_id, after.loss_reason_id);
    pipeline::store::check_lookup(tx, "lossReasonId", LookupKind::LossReason, reason).await
}

/// Prices the deal at today's rate when its amount or currency was given anew.
async fn reprice(tx: &mut Tx, change: &mut Change, input: &UpdateDealInput) -> Result<()> {
    if !input.amount.is_undefined() || input.currency.is_some() {
        let currency = change.deal.currency.clone();
        let currency = pipeline::store::currency(tx, "currency", &currency).await?;
        rules::price(&mut change.deal, currency.rate);
    }
    Ok(())
}

/// Puts an open deal aside with a reason.
pub async fn deactivate_deal(tx: &mut Tx, input: DeactivateDealInput) -> Result<Deal> {
    tx.require(Role::Rep)?;
    let mut change = Change::begin(tx, input.id, Some(input.expected_version)).await?;
    if change.deal.status != DealStatus::Open {
        return Err(Refusal::at(RefusalCode::Invalid, "id", "Only an open deal can be put aside.").into());
    }
    let reason = tidy(Some(input.reason));
    if reason.is_none() {
        return Err(Refusal::at(RefusalCode::Required, "reason", "Say why it is put aside.").into());
    }
    change.brief(tx).await?.inactive_reason = reason;
    change.deal.status = DealStatus::Inactive;
    change.save(tx, "deal.deactivated").await
}

/// Takes an inactive deal up again, where it was.
pub async fn reactivate_deal(tx: &mut Tx, input: ReactivateDealInput) -> Result<Deal> {
    tx.require(Role::Rep)?;
    let mut change = Change::begin(tx, input.id, Some(input.expected_version)).await?;
    if change.deal.status != DealStatus::Inactive {
        return Err(
            Refusal::at(RefusalCode::Invalid, "id", "Only an inactive deal can be taken up again.").into()
        );
    }
    change.brief(tx).await?.inactive_reason = None;
    change.deal.status = DealStatus::Open;
    change.save(tx, "deal.reactivated").await
}

/// Says who may see the deal. Only its owner, managers and admins decide that.
pub async fn restrict_deal(tx: &mut Tx, input: RestrictDealInput) -> Result<Deal> {
    tx.require(Role::Rep)?;
    let mut change = Change::begin(tx, input.id, input.expected_version).await?;
    if tx.by() != Some(change.deal.owner_id.0) {
        tx.require(Role::Manager)?;
    }
    change.deal.restricted = input.restricted;
    let workspace_id = tx.workspace_id();
    let now_shared = store::shares(tx.conn(), workspace_id, &[input.id.0]).await?;
    let mut users =
        input.user_ids.unwrap_or_else(|| now_shared.iter().filter_map(|share| share.user_id).collect());
    let mut teams =
        input.team_ids.unwrap_or_else(|| now_shared.iter().filter_map(|share| share.team_id).collect());
    // Naming somebody twice is naming them once.
    users.sort();
    users.dedup();
    teams.sort();
    teams.dedup();
    if users.len() + teams.len() > 100 {
        return Err(Refusal::at(
            RefusalCode::TooLong,
            "userIds",
            "Share a deal with at most 100 users and teams.",
        )
        .into());
    }
    let mut shares = Vec::new();
    for user in &users {
        team::store::check_user(tx, "userIds", *user).await?;
        shares.push(share(&change.deal, Some(*user), None));
    }
    for team in &teams {
        team::store::check_team(tx, "teamIds", *team).await?;
        shares.push(share(&change.deal, None, Some(*team)));
    }
    let same = |a: &[DealShare], b: &[DealShare]| {
        let key = |share: &DealShare| (share.user_id, share.team_id);
        let (mut a, mut b): (Vec<_>, Vec<_>) = (a.iter().map(key).collect(), b.iter().map(key).collect());
        a.sort();
        b.sort();
        a == b
    };
    if same(&now_shared, &shares) {
        return change.save(tx, "deal.restricted").await;
    }
    store::set_shares(tx, input.id, &shares).await?;
    change.save_shared(tx, "deal.restricted").await
}

fn share(
    deal: &Deal,
    user_id: Option<Id<team::model::User>>,
    team_id: Option<Id<team::model::Team>>,
) -> DealShare {
    DealShare { workspace_id: deal.workspace_id, id: Id::new(), deal_id: deal.id, user_id, team_id }
}

/// Gives one of several deals to an owner.
pub async fn assign_one(tx: &mut Tx, id: Id<Deal>, owner_id: Id<team::model::User>) -> Result<Deal> {
    tx.require(Role::Rep)?;
    let mut change = Change::begin(tx, id, None).await?;
    change.deal.owner_id = owner_id;
    check_references(tx, &change).await?;
    change.save(tx, "deal.owner_changed").await
}

/// Texts of a new deal, when any was given.
pub fn brief_of(deal: &Deal, texts: [Option<String>; 4]) -> Option<crate::deals::model::Brief> {
    let [description, customer_needs, proposed_solution, tactics] = texts.map(tidy);
    let brief = crate::deals::model::Brief {
        description,
        customer_needs,
        proposed_solution,
        tactics,
        ..empty_brief(deal)
    };
    (brief != empty_brief(deal)).then_some(brief)
}
