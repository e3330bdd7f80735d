//! Any record by its id: the Relay `node` and `nodes`.

use crate::accounts::model::{Account, Contact};
use crate::activities::interactions::model::Activity;
use crate::activities::model::Task;
use crate::activities::notes::model::Note;
use crate::activities::plans::model::{ActivityPlan, PlanRun};
use crate::api::context::Ask;
use crate::app::error::{Error, Result as AppResult};
use crate::approvals::policies::model::ApprovalPolicy;
use crate::approvals::runs::model::Approval;
use crate::catalogue::competitors::model::Competitor;
use crate::catalogue::products::model::Product;
use crate::db::entity::Entity;
use crate::db::id::{Id, split};
use crate::db::list::Visible;
use crate::deals::competitors::model::DealCompetitor;
use crate::deals::lines::model::DealLine;
use crate::deals::model::Deal;
use crate::deals::stakeholders::model::{InfluenceLink, Stakeholder};
use crate::documents::settings::model::ProposalSettings;
use crate::documents::templates::model::DocumentTemplate;
use crate::fields::model::CustomField;
use crate::fields::standards::model::DataStandard;
use crate::files::model::File;
use crate::integrations::import::model::Import;
use crate::integrations::import::upload::model::{ImportFile, ImportMapping};
use crate::integrations::model::ApiKey;
use crate::leads::model::Lead;
use crate::notifications::model::Notification;
use crate::pipeline::model::{Lookup, Pipeline, Stage};
use crate::proposals::lines::model::ProposalLine;
use crate::proposals::model::Proposal;
use crate::proposals::orders::model::Order;
use crate::proposals::packages::model::ContractPackage;
use crate::team::model::{Team, User, Workspace};
use crate::views::saved::model::SavedView;
use async_graphql::{Context, ID, Interface, Object, Result};
use std::sync::Arc;

/// A record with an id of its own, the same everywhere.
#[derive(Clone, Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "Its id; the part before the underscore says what it is."))]
pub enum Node {
    Workspace(Workspace),
    User(User),
    Team(Team),
    ApiKey(ApiKey),
    Account(Account),
    Contact(Contact),
    Pipeline(Pipeline),
    Stage(Stage),
    Lookup(Lookup),
    Deal(Deal),
    Task(Task),
    Import(Import),
    Stakeholder(Stakeholder),
    InfluenceLink(InfluenceLink),
    Note(Note),
    CustomField(CustomField),
    Activity(Activity),
    Lead(Lead),
    SavedView(SavedView),
    Product(Product),
    DealLine(DealLine),
    Competitor(Competitor),
    DealCompetitor(DealCompetitor),
    File(File),
    ActivityPlan(ActivityPlan),
    PlanRun(PlanRun),
    ImportFile(ImportFile),
    ImportMapping(ImportMapping),
    DataStandard(DataStandard),
    Proposal(Proposal),
    ProposalLine(ProposalLine),
    Order(Order),
    ApprovalPolicy(ApprovalPolicy),
    Approval(Approval),
    ProposalSettings(ProposalSettings),
    Notification(Notification),
    ContractPackage(ContractPackage),
    DocumentTemplate(DocumentTemplate),
}

async fn load(ctx: &Context<'_>, id: &str) -> AppResult<Option<Node>> {
    match split(id) {
        Some((prefix, uuid)) => record(ctx, prefix, uuid).await,
        None => Ok(None),
    }
}

/// The record of this kind; none when there is none or the viewer may not see it.
pub async fn record(ctx: &Context<'_>, prefix: &str, uuid: uuid::Uuid) -> AppResult<Option<Node>> {
    async fn one<R: Visible + Into<Node>>(ctx: &Context<'_>, uuid: uuid::Uuid) -> AppResult<Option<Node>> {
        Ok(ctx.one(Some(Id::<R>::of(uuid))).await?.map(Arc::unwrap_or_clone).map(Into::into))
    }
    match prefix {
        Workspace::PREFIX => one::<Workspace>(ctx, uuid).await,
        User::PREFIX => one::<User>(ctx, uuid).await,
        Team::PREFIX => one::<Team>(ctx, uuid).await,
        ApiKey::PREFIX => one::<ApiKey>(ctx, uuid).await,
        Account::PREFIX => one::<Account>(ctx, uuid).await,
        Contact::PREFIX => one::<Contact>(ctx, uuid).await,
        Pipeline::PREFIX => one::<Pipeline>(ctx, uuid).await,
        Stage::PREFIX => one::<Stage>(ctx, uuid).await,
        Lookup::PREFIX => one::<Lookup>(ctx, uuid).await,
        Deal::PREFIX => one::<Deal>(ctx, uuid).await,
        Task::PREFIX => one::<Task>(ctx, uuid).await,
        Import::PREFIX => one::<Import>(ctx, uuid).await,
        Stakeholder::PREFIX => one::<Stakeholder>(ctx, uuid).await,
        InfluenceLink::PREFIX => one::<InfluenceLink>(ctx, uuid).await,
        CustomField::PREFIX => one::<CustomField>(ctx, uuid).await,
        Note::PREFIX => one::<Note>(ctx, uuid).await,
        Activity::PREFIX => one::<Activity>(ctx, uuid).await,
        Lead::PREFIX => one::<Lead>(ctx, uuid).await,
        SavedView::PREFIX => one::<SavedView>(ctx, uuid).await,
        Product::PREFIX => one::<Product>(ctx, uuid).await,
        DealLine::PREFIX => one::<DealLine>(ctx, uuid).await,
        Competitor::PREFIX => one::<Competitor>(ctx, uuid).await,
        DealCompetitor::PREFIX => one::<DealCompetitor>(ctx, uuid).await,
        File::PREFIX => one::<File>(ctx, uuid).await,
        ActivityPlan::PREFIX => one::<ActivityPlan>(ctx, uuid).await,
        PlanRun::PREFIX => one::<PlanRun>(ctx, uuid).await,
        ImportFile::PREFIX => one::<ImportFile>(ctx, uuid).await,
        ImportMapping::PREFIX => one::<ImportMapping>(ctx, uuid).await,
        DataStandard::PREFIX => one::<DataStandard>(ctx, uuid).await,
        Proposal::PREFIX => one::<Proposal>(ctx, uuid).await,
        ProposalLine::PREFIX => one::<ProposalLine>(ctx, uuid).await,
        Order::PREFIX => one::<Order>(ctx, uuid).await,
        ApprovalPolicy::PREFIX => one::<ApprovalPolicy>(ctx, uuid).await,
        Approval::PREFIX => one::<Approval>(ctx, uuid).await,
        ProposalSettings::PREFIX => one::<ProposalSettings>(ctx, uuid).await,
        Notification::PREFIX => one::<Notification>(ctx, uuid).await,
        ContractPackage::PREFIX => one::<ContractPackage>(ctx, uuid).await,
        DocumentTemplate::PREFIX => one::<DocumentTemplate>(ctx, uuid).await,
        _ => Ok(None),
    }
}

#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// Any record by its id; null when there is none or the viewer may not see it.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The record's id.")] id: ID,
    ) -> Result<Option<Node>> {
        Ok(load(ctx, &id).await?)
    }
    /// Several records by their ids, in the order given; null where there is none or the viewer may not see it.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most 200 ids.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        let most = ctx.app().settings.limits.page_max;
        if ids.len() > most {
            return Err(Error::BadInput(format!("give at most {most} ids, not {}", ids.len()).into()).into());
        }
        let nodes = futures_util::future::try_join_all(ids.iter().map(|id| load(ctx, id)));
        Ok(nodes.await?)
    }
}
