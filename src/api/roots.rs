//! The roots of the schema: each area's queries, mutations and subscriptions, merged in two levels. A flat merge of many areas
//! does not compile on async-graphql 7.2: each area of a group is a level of futures in futures, so groups are kept to six.

use crate::accounts::graphql::mutation::AccountMutation;
use crate::accounts::graphql::query::AccountQuery;
use crate::accounts::model::{Account, Contact};
use crate::activities::graphql::subscription::ActivitySubscription;
use crate::activities::graphql::{ActivityMutation, ActivityQuery};
use crate::activities::interactions::graphql::InteractionQuery;
use crate::activities::interactions::graphql::mutation::InteractionMutation;
use crate::activities::interactions::model::Activity;
use crate::activities::model::Task;
use crate::activities::notes::graphql::NoteMutation;
use crate::activities::notes::model::Note;
use crate::activities::plans::graphql::PlanQuery;
use crate::activities::plans::graphql::mutation::PlanMutation;
use crate::activities::plans::model::{ActivityPlan, PlanRun};
use crate::api::node::NodeQuery;
use crate::api::page::Counting;
use crate::app::config::Limits;
use crate::approvals::policies::graphql::{ApprovalPolicyMutation, ApprovalPolicyQuery};
use crate::approvals::policies::model::ApprovalPolicy;
use crate::approvals::runs::graphql::ApprovalQuery;
use crate::approvals::runs::graphql::mutation::ApprovalMutation;
use crate::approvals::runs::graphql::subscription::ApprovalSubscription;
use crate::approvals::runs::model::Approval;
use crate::catalogue::competitors::graphql::{CompetitorMutation, CompetitorQuery};
use crate::catalogue::competitors::model::Competitor;
use crate::catalogue::products::graphql::{ProductMutation, ProductQuery};
use crate::catalogue::products::model::Product;
use crate::deals::competitors::graphql::DealCompetitorMutation;
use crate::deals::competitors::model::DealCompetitor;
use crate::deals::gate::graphql::GateQuery;
use crate::deals::graphql::mutation::DealMutation;
use crate::deals::graphql::subscription::DealSubscription;
use crate::deals::graphql::won::DealWonSubscription;
use crate::deals::graphql::{DealConnection, DealQuery};
use crate::deals::lines::graphql::DealLineMutation;
use crate::deals::lines::model::DealLine;
use crate::deals::stakeholders::graphql::StakeholderMutation;
use crate::deals::stakeholders::model::Stakeholder;
use crate::deals::steps::graphql::StepMutation;
use crate::documents::settings::graphql::ProposalSettingsMutation;
use crate::documents::templates::graphql::{DocumentTemplateMutation, DocumentTemplateQuery};
use crate::documents::templates::model::DocumentTemplate;
use crate::fields::graphql::{FieldMutation, FieldQuery};
use crate::fields::standards::graphql::{StandardMutation, StandardQuery};
use crate::files::graphql::{FileMutation, FileQuery};
use crate::files::model::File;
use crate::history::model::HistoryConnection;
use crate::history::timeline::model::TimelineConnection;
use crate::integrations::export::graphql::ExportQuery;
use crate::integrations::graphql::{IntegrationMutation, IntegrationQuery};
use crate::integrations::import::graphql::{ImportMutation, ImportQuery, IntegrationSubscription};
use crate::integrations::import::model::Import;
use crate::integrations::import::upload::graphql::{UploadMutation, UploadQuery};
use crate::integrations::import::upload::model::ImportMapping;
use crate::leads::graphql::LeadQuery;
use crate::leads::graphql::mutation::LeadMutation;
use crate::leads::model::Lead;
use crate::live::graphql::{EventQuery, EventSubscription};
use crate::live::presence::graphql::{PresenceMutation, PresenceSubscription};
use crate::notifications::graphql::subscription::NotificationSubscription;
use crate::notifications::graphql::{NotificationMutation, NotificationQuery};
use crate::notifications::model::Notification;
use crate::pipeline::graphql::{PipelineMutation, PipelineQuery};
use crate::proposals::graphql::ProposalQuery;
use crate::proposals::graphql::mutation::ProposalMutation;
use crate::proposals::graphql::subscription::ProposalSubscription;
use crate::proposals::lines::graphql::ProposalLineMutation;
use crate::proposals::model::Proposal;
use crate::proposals::orders::graphql::{OrderMutation, OrderQuery};
use crate::proposals::orders::model::Order;
use crate::proposals::packages::graphql::ContractPackageQuery;
use crate::proposals::packages::graphql::mutation::ContractPackageMutation;
use crate::proposals::packages::graphql::subscription::ContractPackageSubscription;
use crate::proposals::packages::model::ContractPackage;
use crate::team::graphql::{TeamMutation, TeamQuery};
use crate::team::model::{Team, User};
use crate::views::graphql::ViewQuery;
use crate::views::saved::graphql::{SavedViewMutation, SavedViewQuery};
use crate::views::saved::model::SavedView;
use async_graphql::connection::PageInfo;
use async_graphql::{MergedObject, MergedSubscription, Schema, SchemaBuilder};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

/// People and what belongs to nobody.
#[derive(MergedObject, Default)]
pub struct HouseQuery(TeamQuery, FieldQuery, IntegrationQuery, ImportQuery, NodeQuery, EventQuery);

/// Whom one sells to, and how far it has come.
#[derive(MergedObject, Default)]
pub struct SalesQuery(AccountQuery, LeadQuery, PipelineQuery, DealQuery, GateQuery, StandardQuery);

/// What is to be done about it, and how one looks at it.
#[derive(MergedObject, Default)]
pub struct WorkQuery(ActivityQuery, InteractionQuery, PlanQuery, FileQuery, ViewQuery, SavedViewQuery);

/// What is sold, and against whom.
#[derive(MergedObject, Default)]
pub struct CatalogueQuery(ProductQuery, CompetitorQuery);

/// What comes in and goes out: files of records, and word to people.
#[derive(MergedObject, Default)]
pub struct TransferQuery(UploadQuery, ExportQuery, NotificationQuery);

/// What is offered, who has to agree, and what comes of it.
#[derive(MergedObject, Default)]
pub struct OfferQuery(
    ProposalQuery,
    OrderQuery,
    ContractPackageQuery,
    ApprovalPolicyQuery,
    ApprovalQuery,
    DocumentTemplateQuery,
);

/// Everything one can ask for.
#[derive(MergedObject, Default)]
pub struct Query(HouseQuery, SalesQuery, WorkQuery, CatalogueQuery, TransferQuery, OfferQuery);

/// Everything one can change. Each mutation takes one `input` and answers with the record and `userErrors`; with the header
/// `Idempotency-Key` a repetition has no second effect.
#[derive(MergedObject, Default)]
pub struct Mutation(
    HouseMutation,
    SalesMutation,
    WorkMutation,
    CatalogueMutation,
    OfferMutation,
    TogetherMutation,
);

#[derive(MergedObject, Default)]
pub struct HouseMutation(
    TeamMutation,
    FieldMutation,
    StandardMutation,
    IntegrationMutation,
    ImportMutation,
    UploadMutation,
);

#[derive(MergedObject, Default)]
pub struct SalesMutation(
    AccountMutation,
    LeadMutation,
    PipelineMutation,
    DealMutation,
    StepMutation,
    StakeholderMutation,
);

#[derive(MergedObject, Default)]
pub struct WorkMutation(
    ActivityMutation,
    NoteMutation,
    InteractionMutation,
    PlanMutation,
    FileMutation,
    SavedViewMutation,
);

#[derive(MergedObject, Default)]
pub struct CatalogueMutation(
    ProductMutation,
    CompetitorMutation,
    DealLineMutation,
    DealCompetitorMutation,
    DocumentTemplateMutation,
);

#[derive(MergedObject, Default)]
pub struct OfferMutation(
    ProposalSettingsMutation,
    ProposalMutation,
    ProposalLineMutation,
    OrderMutation,
    ContractPackageMutation,
);

#[derive(MergedObject, Default)]
pub struct TogetherMutation(ApprovalPolicyMutation, ApprovalMutation, PresenceMutation, NotificationMutation);

/// Everything one can watch. Each message is a batch with a `cursor`; give it back as `after` and nothing is missed.
#[derive(MergedSubscription, Default)]
pub struct Subscription(
    DealSubscription,
    ActivitySubscription,
    EventSubscription,
    IntegrationSubscription,
    OfferSubscription,
    TogetherSubscription,
);

#[derive(MergedSubscription, Default)]
pub struct OfferSubscription(ProposalSubscription, ContractPackageSubscription, DealWonSubscription);

#[derive(MergedSubscription, Default)]
pub struct TogetherSubscription(ApprovalSubscription, PresenceSubscription, NotificationSubscription);

/// The schema.
pub type ApiSchema = Schema<Query, Mutation, Subscription>;

/// Builds it. The library's own limits stand behind the document gate's.
pub fn schema(limits: &Limits) -> ApiSchema {
    described(Schema::build(Query::default(), Mutation::default(), Subscription::default()))
        .limit_recursive_depth(limits.nesting)
        .limit_depth(limits.introspection_depth + limits.depth)
        .limit_directives(limits.directives)
        .disable_suggestions()
        .finish()
}

/// Says of the library's types what ours say of themselves.
fn described(
    schema: SchemaBuilder<Query, Mutation, Subscription>,
) -> SchemaBuilder<Query, Mutation, Subscription> {
    schema
        .override_output_type_description::<Counting<Account>>("A page of accounts.")
        .override_output_type_description::<Counting<Contact>>("A page of contacts.")
        .override_output_type_description::<Counting<User>>("A page of users.")
        .override_output_type_description::<Counting<Team>>("A page of teams.")
        .override_output_type_description::<Counting<Task>>("A page of tasks.")
        .override_output_type_description::<Counting<Stakeholder>>("A page of stakeholders.")
        .override_output_type_description::<Counting<Note>>("A page of notes.")
        .override_output_type_description::<Counting<Activity>>("A page of activities.")
        .override_output_type_description::<Counting<Lead>>("A page of leads.")
        .override_output_type_description::<Counting<SavedView>>("A page of saved views.")
        .override_output_type_description::<Counting<Product>>("A page of products.")
        .override_output_type_description::<Counting<DealLine>>("A page of lines.")
        .override_output_type_description::<Counting<Competitor>>("A page of competitors.")
        .override_output_type_description::<Counting<DealCompetitor>>("A page of competitors on deals.")
        .override_output_type_description::<Counting<Proposal>>("A page of proposals.")
        .override_output_type_description::<Counting<Order>>("A page of orders.")
        .override_output_type_description::<Counting<ContractPackage>>("A page of contract packages.")
        .override_output_type_description::<Counting<File>>("A page of files.")
        .override_output_type_description::<Counting<ActivityPlan>>("A page of activity plans.")
        .override_output_type_description::<Counting<PlanRun>>("A page of runs of plans.")
        .override_output_type_description::<Counting<DocumentTemplate>>("A page of document templates.")
        .override_output_type_description::<Counting<ApprovalPolicy>>("A page of approval policies.")
        .override_output_type_description::<Counting<Approval>>("A page of approvals.")
        .override_output_type_description::<Counting<Notification>>("A page of notifications.")
        .override_output_type_description::<Counting<Import>>("A page of imports.")
        .override_output_type_description::<Counting<ImportMapping>>("A page of import mappings.")
        .override_output_type_description::<DealConnection>("A page of deals, and what they come to over all pages.")
        .override_output_type_description::<TimelineConnection>("A page of a timeline.")
        .override_output_type_description::<HistoryConnection>("A page of a record's history.")
        .override_output_type_description::<PageInfo>(
            "Where a page stands in its list: what lies beyond it either way, and the cursors to go there.",
        )
        .override_output_type_description::<Decimal>(
            "An exact decimal number, as a string: `\"10.50\"`. A JSON number is taken too, to some fifteen digits.",
        )
        .override_output_type_description::<DateTime<Utc>>(
            "An instant, as RFC 3339 has it: `2026-03-02T09:00:00Z`. Given with any offset, answered in UTC.",
        )
}

/// The schema as integrators read it: `schema.graphql`.
pub fn sdl() -> String {
    let options =
        async_graphql::SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items();
    schema(&Limits::default()).sdl_with_options(options)
}
