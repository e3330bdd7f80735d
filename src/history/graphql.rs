//! History in GraphQL: who did what, and what the values are called.

use crate::accounts::model::{Account, Contact};
use crate::activities::plans::model::{ActivityPlan, PlanRun};
use crate::api::context::Ask;
use crate::api::page::PageArgs;
use crate::app::actor::Actor;
use crate::app::error::{Error, Result as AppResult};
use crate::approvals::policies::model::ApprovalPolicy;
use crate::catalogue::competitors::model::Competitor;
use crate::catalogue::products::model::Product;
use crate::db::id::{Id, split};
use crate::db::list::{Slice, Visible};
use crate::deals::model::Deal;
use crate::deals::stakeholders::model::Stakeholder;
use crate::files::model::File;
use crate::history::model::{ActorKind, ActorNode, FieldChange, HistoryConnection, HistoryEntry, Reference};
use crate::history::money::Money;
use crate::history::store::{Currencies, Heads, KeyNames, RemovedStakeholders};
use crate::integrations::import::upload::model::{ImportFile, ImportMapping};
use crate::leads::model::Lead;
use crate::live::event::{Event, SubjectKind};
use crate::live::log;
use crate::pipeline::model::{Lookup, Pipeline, Stage};
use crate::proposals::model::Proposal;
use crate::proposals::orders::model::Order;
use crate::proposals::packages::model::ContractPackage;
use crate::team::model::{Team, User};
use crate::views::saved::model::SavedView;
use async_graphql::connection::EmptyFields;
use async_graphql::{ComplexObject, Context, Json, Object, Result};
use futures_util::future::try_join_all;
use serde_json::Value;
use std::sync::Arc;
use uuid::Uuid;

/// Who caused a change: a person, an integration, an import or the server itself.
#[Object(name = "Actor", crate = "crate::api::fields")]
impl ActorNode {
    /// What kind of actor it is.
    async fn kind(&self) -> ActorKind {
        ActorKind::of(&self.0)
    }
    /// As people read it: the person's name, the key's name, `Import` or `Dealstream`.
    async fn name(&self, ctx: &Context<'_>) -> Result<String> {
        Ok(match &self.0 {
            Actor::User { user_id } => user_name(ctx, *user_id).await?,
            Actor::ApiKey { key_id, user_id } => match ctx.loaders()?.load::<KeyNames>(*key_id).await? {
                Some(name) => name,
                None => user_name(ctx, *user_id).await?,
            },
            Actor::Import { .. } => "Import".to_owned(),
            Actor::System => "Dealstream".to_owned(),
        })
    }
    /// The person behind it: whose key it is, who started the import; null for the server itself.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<Arc<User>>> {
        Ok(ctx.one(self.0.user_id().map(Id::of)).await?)
    }
}

async fn user_name(ctx: &Context<'_>, id: Uuid) -> AppResult<String> {
    Ok(ctx.one::<User>(Some(Id::of(id))).await?.map(|user| user.name.clone()).unwrap_or_default())
}

#[ComplexObject]
impl FieldChange {
    /// What the record it referred to before is called now, or the records, parted by commas; null for plain values, and for records
    /// the viewer may not see.
    async fn before_label(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(labels(ctx, self.before_of, self.before.as_ref()).await?)
    }
    /// What the record it refers to is called now, or the records, parted by commas; null for plain values, and for records the viewer
    /// may not see.
    async fn after_label(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(labels(ctx, self.after_of, self.after.as_ref()).await?)
    }
    /// ISO 4217 code of what the value before is in, of an amount of a deal, a proposal, an order, an approval or one of their lines;
    /// null for everything else, and for amounts in the base currency.
    async fn before_currency(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(match (&self.before, &self.money) {
            (Some(_), Some(Money::Said(before, _))) => before.clone(),
            (Some(_), Some(Money::Of(of))) => ctx.loaders()?.load::<Currencies>(*of).await?,
            _ => None,
        })
    }
    /// The same of the value after: the currency of then, whatever the record's is now.
    async fn after_currency(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(match (&self.after, &self.money) {
            (Some(_), Some(Money::Said(_, after))) => after.clone(),
            (Some(_), Some(Money::Of(of))) => ctx.loaders()?.load::<Currencies>(*of).await?,
            _ => None,
        })
    }
}

/// The name of what a value refers to, or of each that a list does.
async fn labels(
    ctx: &Context<'_>,
    of: Option<Reference>,
    value: Option<&Json<Value>>,
) -> AppResult<Option<String>> {
    let Some(Json(Value::Array(listed))) = value else { return label(ctx, of).await };
    let reference = |one: &Value| {
        let (prefix, id) = split(one.as_str()?)?;
        Some((SubjectKind::from_prefix(prefix)?, id))
    };
    let named = listed.iter().filter_map(reference).map(|one| label(ctx, Some(one)));
    let names: Vec<String> = try_join_all(named).await?.into_iter().flatten().collect();
    Ok((!names.is_empty()).then(|| names.join(", ")))
}

/// What a record is called; nothing for kinds without names, and when the viewer may not see it.
pub async fn label(ctx: &Context<'_>, of: Option<Reference>) -> AppResult<Option<String>> {
    let Some((kind, id)) = of else { return Ok(None) };
    Ok(match kind {
        SubjectKind::User => called(ctx, id, |one: &User| &one.name).await?,
        SubjectKind::Team => called(ctx, id, |one: &Team| &one.name).await?,
        SubjectKind::Account => called(ctx, id, |one: &Account| &one.name).await?,
        SubjectKind::Contact => contact_name(ctx, Id::of(id)).await?,
        SubjectKind::Stakeholder => stakeholder_name(ctx, Id::of(id)).await?,
        SubjectKind::Pipeline => called(ctx, id, |one: &Pipeline| &one.name).await?,
        SubjectKind::Stage => called(ctx, id, |one: &Stage| &one.name).await?,
        SubjectKind::Lookup => called(ctx, id, |one: &Lookup| &one.label).await?,
        SubjectKind::Deal => called(ctx, id, |one: &Deal| &one.name).await?,
        SubjectKind::Lead => called(ctx, id, |one: &Lead| &one.topic).await?,
        SubjectKind::Product => called(ctx, id, |one: &Product| &one.name).await?,
        SubjectKind::Competitor => called(ctx, id, |one: &Competitor| &one.name).await?,
        SubjectKind::ActivityPlan => called(ctx, id, |one: &ActivityPlan| &one.name).await?,
        SubjectKind::ApprovalPolicy => called(ctx, id, |one: &ApprovalPolicy| &one.name).await?,
        SubjectKind::PlanRun => run_name(ctx, Id::of(id)).await?,
        SubjectKind::SavedView => called(ctx, id, |one: &SavedView| &one.name).await?,
        SubjectKind::File => called(ctx, id, |one: &File| &one.name).await?,
        SubjectKind::ImportFile => called(ctx, id, |one: &ImportFile| &one.name).await?,
        SubjectKind::ImportMapping => called(ctx, id, |one: &ImportMapping| &one.name).await?,
        SubjectKind::Proposal => called(ctx, id, |one: &Proposal| &one.number).await?,
        SubjectKind::Order => called(ctx, id, |one: &Order| &one.number).await?,
        SubjectKind::ContractPackage => called(ctx, id, |one: &ContractPackage| &one.name).await?,
        SubjectKind::Workspace
        | SubjectKind::ApiKey
        | SubjectKind::Currency
        | SubjectKind::Task
        | SubjectKind::Import
        | SubjectKind::InfluenceLink
        | SubjectKind::Note
        | SubjectKind::CustomField
        | SubjectKind::Activity
        | SubjectKind::DealLine
        | SubjectKind::ProposalLine
        | SubjectKind::DealCompetitor
        | SubjectKind::ProposalSettings
        | SubjectKind::Notification
        | SubjectKind::DocumentTemplate
        | SubjectKind::DataStandard
        | SubjectKind::Approval => None,
    })
}

/// What a record is called; nothing when the viewer may not see it.
async fn called<R: Visible>(
    ctx: &Context<'_>,
    id: Uuid,
    name: fn(&R) -> &String,
) -> AppResult<Option<String>> {
    Ok(ctx.one(Some(Id::<R>::of(id))).await?.map(|record| name(&record).clone()))
}

/// A stakeholder is called as the contact is, also one that was taken off the deal.
async fn stakeholder_name(ctx: &Context<'_>, id: Id<Stakeholder>) -> AppResult<Option<String>> {
    let contact_id = match ctx.one(Some(id)).await? {
        Some(stakeholder) => Some(stakeholder.contact_id),
        None => ctx.loaders()?.load::<RemovedStakeholders>(id.0).await?.map(Id::of),
    };
    match contact_id {
        Some(contact_id) => contact_name(ctx, contact_id).await,
        None => Ok(None),
    }
}

/// A run is called as its plan is.
async fn run_name(ctx: &Context<'_>, id: Id<PlanRun>) -> AppResult<Option<String>> {
    let Some(run) = ctx.one(Some(id)).await? else { return Ok(None) };
    Ok(ctx.one(Some(run.plan_id)).await?.map(|plan| plan.name.clone()))
}

async fn contact_name(ctx: &Context<'_>, id: Id<Contact>) -> AppResult<Option<String>> {
    let contact = ctx.one(Some(id)).await?;
    Ok(contact.map(|contact| format!("{} {}", contact.first_name, contact.last_name).trim().to_owned()))
}

/// The history of a record that the viewer is known to see, newest first. What its creator corrected within the grace period is
/// left out unless asked for.
pub async fn of(
    ctx: &Context<'_>,
    subject: Uuid,
    args: PageArgs,
    include_grace: Option<bool>,
) -> AppResult<HistoryConnection> {
    of_all(ctx, vec![subject], args, include_grace).await
}

/// The same of a record and those that were merged into it, as one.
pub async fn of_all(
    ctx: &Context<'_>,
    subjects: Vec<Uuid>,
    args: PageArgs,
    include_grace: Option<bool>,
) -> AppResult<HistoryConnection> {
    let page = args.page(&ctx.app().settings.limits)?;
    let below = page.cursor.as_deref().map_or(Ok(i64::MAX), position)?;
    let workspace_id = ctx.viewer()?.workspace_id;
    let head = ctx.loaders()?.load::<Heads>(workspace_id).await?.ok_or(Error::NotFound("event log"))?;
    let which = (below, include_grace == Some(true));
    let mut conn = ctx.app().read().await?;
    let mut events = log::of_subjects(&mut conn, workspace_id, &subjects, which, page.limit + 1).await?;
    let more = events.len() > page.limit;
    events.truncate(page.limit);
    let entry = |event: Event| (event.seq.to_string(), HistoryEntry::new(event, &head));
    let rows = events.into_iter().map(entry).collect();
    Ok(HistoryConnection::new(
        Slice { rows, has_next: more, has_previous: page.cursor.is_some() },
        EmptyFields,
    ))
}

/// The number a cursor of a history stands for.
pub fn position(cursor: &str) -> AppResult<i64> {
    let wrong = |_| Error::BadInput("this page cursor cannot be read: use one from pageInfo".into());
    cursor.parse().map_err(wrong)
}
