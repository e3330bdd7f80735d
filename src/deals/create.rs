//! Making a deal: what is left out comes from its account, its pipeline and the workspace.

use crate::accounts::actions::{account_named, contact_named};
use crate::accounts::model::{Account, Contact};
use crate::activities::plans::follow;
use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::list;
use crate::deals::actions::brief_of;
use crate::deals::change::news;
use crate::deals::input::CreateDealInput;
use crate::deals::model::{Brief, Deal, DealStatus, Whole};
use crate::deals::stakeholders::actions::follow_primary;
use crate::deals::{gate, rank, rules, store};
use crate::fields::model::FieldSubject;
use crate::fields::standards::actions::check;
use crate::fields::values::Custom;
use crate::live::event::diff;
use crate::pipeline::model::{Currency, LookupKind, Pipeline, Stage, StageKind};
use crate::team::model::{User, Workspace};
use crate::{fields, pipeline, team};
use chrono::{DateTime, Duration, Utc};
use rust_decimal::Decimal;

/// What a new deal takes its values from, read already: one deal's, or those of a whole import.
pub struct Around<'a> {
    pub workspace: &'a Workspace,
    pub account: Option<&'a Account>,
    pub stage: &'a Stage,
    pub currency: &'a Currency,
    pub owner_id: Id<User>,
    /// Who makes it, and when it comes into its stage.
    pub by: Option<Id<User>>,
    pub at: DateTime<Utc>,
    /// Its custom fields, checked.
    pub custom: Custom,
}

/// A new deal, priced and in its stage. Its references and its place in the column are the caller's.
///
/// # Errors
/// Refused when it breaks a rule.
pub fn draft(around: &Around<'_>, input: &CreateDealInput) -> Result<Deal> {
    let (account, stage) = (around.account, around.stage);
    let name = tidy(input.name.clone()).or_else(|| account.map(|account| account.name.clone()));
    let days = Duration::days(i64::from(around.workspace.default_days_to_close));
    let mut deal = Deal {
        workspace_id: around.workspace.id,
        id: Id::new(),
        name: name.unwrap_or_default(),
        account_id: account.map(|account| account.id),
        primary_contact_id: input.primary_contact_id,
        owner_id: around.owner_id,
        pipeline_id: stage.pipeline_id,
        stage_id: stage.id,
        status: DealStatus::Open,
        amount: input.amount,
        currency: around.currency.code.clone(),
        rate: Decimal::ONE,
        amount_base: None,
        budget: input.budget,
        probability: stage.probability,
        forecast_category_id: input.forecast_category_id,
        expected_close_on: input.expected_close_on.map_or(around.at.date_naive() + days, |date| date.0),
        closed_at: None,
        next_step: tidy(input.next_step.clone()),
        source_id: input.source_id.or_else(|| account.and_then(|account| account.source_id)),
        loss_reason_id: input.loss_reason_id,
        last_activity_at: None,
        stage_entered_at: around.at,
        rank: String::new(),
        restricted: input.restricted.unwrap_or(false),
        version: 1,
        created_at: around.at,
        created_by: around.by,
        updated_at: around.at,
        updated_by: around.by,
        custom: around.custom.clone(),
    };
    rules::price(&mut deal, around.currency.rate);
    rules::enter_stage(&mut deal, stage, around.at)?;
    deal.forecast_category_id = input.forecast_category_id.or(deal.forecast_category_id);
    rules::check_deal(&deal)?;
    Ok(deal)
}

/// Makes a deal.
pub async fn create_deal(tx: &mut Tx, input: CreateDealInput) -> Result<Deal> {
    tx.require(Role::Rep)?;
    let workspace = team::store::workspace(tx).await?;
    let account = account_of(tx, &input).await?;
    let stage = stage_of(tx, &input).await?;
    let currency = input.currency.clone().unwrap_or_else(|| workspace.base_currency.clone());
    let currency = pipeline::store::currency(tx, "currency", &currency).await?;
    let owner_id = team::store::owner_or_me(tx, input.owner_id)?;
    team::store::check_user(tx, "ownerId", owner_id).await?;
    let custom = fields::actions::fill_new(tx, FieldSubject::Deal, input.custom.clone()).await?;
    let around = Around {
        workspace: &workspace,
        account: account.as_ref(),
        stage: &stage,
        currency: &currency,
        owner_id,
        by: tx.by().map(Id::of),
        at: tx.now,
        custom,
    };
    let mut deal = draft(&around, &input)?;
    set_probability(tx, &mut deal, input.probability).await?;
    check_lists(tx, &deal).await?;
    let (_, high) = store::neighbours(tx, (deal.id, stage.id), (None, None)).await?;
    deal.rank = rank::between(None, high.as_deref());
    let brief =
        brief_of(&deal, [input.description, input.customer_needs, input.proposed_solution, input.tactics]);
    check(tx, FieldSubject::Deal, None, &Whole { deal: &deal, brief: brief.as_ref() }).await?;
    let entering =
        gate::rules::Entering { deal: &deal, brief: brief.as_ref(), account: account.as_ref(), lines: &[] };
    let over = gate::actions::Override { reason: input.override_reason, given_before: false };
    let overridden = gate::actions::pass_new(tx, entering, &stage, over).await?;
    let deal = insert(tx, deal, brief, overridden).await?;
    follow::enter(tx, &deal, &stage).await?;
    Ok(deal)
}

/// Inserts the deal with its texts and its first stay, and tells it.
async fn insert(tx: &mut Tx, deal: Deal, brief: Option<Brief>, overridden: Option<String>) -> Result<Deal> {
    tx.insert(&deal).await?;
    let mut news = news("deal.created", &deal).creating(&deal);
    if let Some(reason) = overridden {
        news.changes.insert("override_reason".to_owned(), (serde_json::Value::Null, reason.into()));
    }
    if let Some(brief) = brief {
        rules::check_brief(&brief)?;
        store::save_brief(tx, &brief).await?;
        if let Ok(brief) = serde_json::to_value(&brief) {
            news.changes.extend(diff(&serde_json::Value::Null, &brief));
        }
    }
    store::begin_visit(tx, &deal).await?;
    let audience = store::audience(tx, deal.id).await?;
    tx.emit(news.heard_by(None, Some(audience)));
    if deal.primary_contact_id.is_some() {
        follow_primary(tx, &deal).await?;
    }
    Ok(deal)
}

/// The account named, or that of the contact named.
async fn account_of(tx: &mut Tx, input: &CreateDealInput) -> Result<Option<Account>> {
    let contact: Option<Contact> = match input.primary_contact_id {
        Some(id) => Some(contact_named(tx, "primaryContactId", id).await?),
        None => None,
    };
    match input.account_id.or_else(|| contact.and_then(|contact| contact.account_id)) {
        Some(id) => account_named(tx, "accountId", id).await.map(Some),
        None => Ok(None),
    }
}

/// The stage named, or the first that takes new deals of the pipeline named, or of the default one.
async fn stage_of(tx: &mut Tx, input: &CreateDealInput) -> Result<Stage> {
    if let Some(id) = input.stage_id {
        let stage = pipeline::store::stage_to_enter(tx, id).await.map_err(|error| error.at("stageId"))?;
        if input.pipeline_id.is_some_and(|pipeline| pipeline != stage.pipeline_id) {
            return Err(Error::NotFound("stage in this pipeline").at("stageId"));
        }
        pipeline::rules::check_create(&stage)?;
        return Ok(stage);
    }
    let pipeline: Pipeline = match input.pipeline_id {
        Some(id) => list::get(tx, id).await.map_err(|error| error.at("pipelineId"))?,
        None => pipeline::store::default_pipeline(tx).await?,
    };
    let stages = pipeline::store::stages_of(tx, pipeline.id).await?;
    let first = stages.into_iter().find(|stage| stage.kind == StageKind::Open && stage.allow_create);
    let message = "No stage of this pipeline takes new deals; an admin can allow it in one.";
    let first = first.ok_or_else(|| Refusal::at(RefusalCode::MoveForbidden, "pipelineId", message))?;
    pipeline::store::stage_to_enter(tx, first.id).await
}

async fn set_probability(tx: &mut Tx, deal: &mut Deal, probability: Option<i32>) -> Result<()> {
    let Some(probability) = probability.filter(|typed| *typed != deal.probability) else { return Ok(()) };
    let stages = pipeline::store::stages_of(tx, deal.pipeline_id).await?;
    rules::check_probability(deal.status, probability, &stages)?;
    deal.probability = probability;
    Ok(())
}

async fn check_lists(tx: &mut Tx, deal: &Deal) -> Result<()> {
    pipeline::store::check_lookup(tx, "sourceId", LookupKind::Source, (None, deal.source_id)).await?;
    let category = (None, deal.forecast_category_id);
    pipeline::store::check_lookup(tx, "forecastCategoryId", LookupKind::ForecastCategory, category).await?;
    pipeline::store::check_lookup(tx, "lossReasonId", LookupKind::LossReason, (None, deal.loss_reason_id))
        .await
}
