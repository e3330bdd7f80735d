//! The kinds of record that events are about.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    Workspace,
    User,
    Team,
    ApiKey,
    Currency,
    Lookup,
    Account,
    Contact,
    Pipeline,
    Stage,
    Deal,
    Task,
    Import,
    Stakeholder,
    InfluenceLink,
    Note,
    CustomField,
    Activity,
    Lead,
    SavedView,
    Product,
    DealLine,
    Competitor,
    DealCompetitor,
    File,
    ActivityPlan,
    PlanRun,
    ImportFile,
    ImportMapping,
    DataStandard,
    Proposal,
    ProposalLine,
    Order,
    ApprovalPolicy,
    Approval,
    ProposalSettings,
    Notification,
    ContractPackage,
    DocumentTemplate,
}

impl SubjectKind {
    /// The TypeID prefix.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Workspace => "ws",
            Self::User => "user",
            Self::Team => "team",
            Self::ApiKey => "key",
            Self::Currency => "cur",
            Self::Lookup => "look",
            Self::Account => "acct",
            Self::Contact => "cont",
            Self::Pipeline => "pipe",
            Self::Stage => "stage",
            Self::Deal => "deal",
            Self::Task => "task",
            Self::Import => "imp",
            Self::Stakeholder => "stake",
            Self::InfluenceLink => "infl",
            Self::Note => "note",
            Self::CustomField => "field",
            Self::Activity => "activity",
            Self::Lead => "lead",
            Self::SavedView => "view",
            Self::Product => "prod",
            Self::DealLine => "line",
            Self::Competitor => "comp",
            Self::DealCompetitor => "rival",
            Self::File => "file",
            Self::ActivityPlan => "plan",
            Self::PlanRun => "planrun",
            Self::ImportFile => "impf",
            Self::ImportMapping => "impm",
            Self::DataStandard => "standard",
            Self::Proposal => "prop",
            Self::ProposalLine => "pline",
            Self::Order => "order",
            Self::ApprovalPolicy => "apol",
            Self::Approval => "appr",
            Self::ProposalSettings => "propset",
            Self::Notification => "notif",
            Self::ContractPackage => "pack",
            Self::DocumentTemplate => "tmpl",
        }
    }

    /// The kind a prefix names.
    pub fn from_prefix(prefix: &str) -> Option<Self> {
        const ALL: [SubjectKind; 39] = [
            SubjectKind::Workspace,
            SubjectKind::User,
            SubjectKind::Team,
            SubjectKind::ApiKey,
            SubjectKind::Currency,
            SubjectKind::Lookup,
            SubjectKind::Account,
            SubjectKind::Contact,
            SubjectKind::Pipeline,
            SubjectKind::Stage,
            SubjectKind::Deal,
            SubjectKind::Task,
            SubjectKind::Import,
            SubjectKind::Stakeholder,
            SubjectKind::InfluenceLink,
            SubjectKind::Note,
            SubjectKind::CustomField,
            SubjectKind::Activity,
            SubjectKind::Lead,
            SubjectKind::SavedView,
            SubjectKind::Product,
            SubjectKind::DealLine,
            SubjectKind::Competitor,
            SubjectKind::DealCompetitor,
            SubjectKind::File,
            SubjectKind::ActivityPlan,
            SubjectKind::PlanRun,
            SubjectKind::ImportFile,
            SubjectKind::ImportMapping,
            SubjectKind::DataStandard,
            SubjectKind::Proposal,
            SubjectKind::ProposalLine,
            SubjectKind::Order,
            SubjectKind::ApprovalPolicy,
            SubjectKind::Approval,
            SubjectKind::ProposalSettings,
            SubjectKind::Notification,
            SubjectKind::ContractPackage,
            SubjectKind::DocumentTemplate,
        ];
        ALL.into_iter().find(|kind| kind.prefix() == prefix)
    }

    /// The text kept in the log.
    pub fn text(self) -> String {
        match serde_json::to_value(self) {
            Ok(Value::String(text)) => text,
            _ => String::new(),
        }
    }
}
