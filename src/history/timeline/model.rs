//! Entries of a timeline as clients see them.

use crate::api::ahead::Related;
use crate::api::connection::{Connection, Naming};
use crate::api::scalars::Cursor;
use crate::history::model::{ActorNode, FieldChange, HistoryEntry};
use crate::live::event::{Event, SubjectKind};
use crate::live::log::Head;
use async_graphql::connection::EmptyFields;
use async_graphql::{Enum, ID, OutputType, SimpleObject};
use chrono::{DateTime, Utc};
use std::borrow::Cow;
use uuid::Uuid;

/// What an entry of a timeline is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum TimelineKind {
    /// A deal came into a stage: it was made, moved, won, lost or reopened.
    Stage,
    /// A deal's own fields, owner, rights, or its being put aside.
    Deal,
    /// A task was given, changed, done, called off or taken up again; a plan was started, finished, called off or taken up again.
    Task,
    /// Something was written down.
    Note,
    /// A meeting, a call or the like was planned, took place or was missed.
    Activity,
    /// A document was added, replaced by a new version, changed or put away.
    File,
    /// Who takes part in the decision, and who listens to whom.
    Stakeholder,
    /// What is sold.
    Line,
    /// Against whom.
    Competitor,
    /// What is offered: a proposal, with its lines, was made, changed or went on.
    Proposal,
    /// What was ordered.
    Order,
    /// Files were put together for signing, approved, signed, or a change to one of them undid that.
    ContractPackage,
    /// An approval was asked, decided, handed on, recalled or voided; somebody was reminded of it.
    Approval,
    /// The lead it began as.
    Lead,
    /// The account's own fields.
    Account,
    /// The contact's own fields.
    Contact,
}

/// Events that bring a deal into a stage.
pub const STAGE_EVENTS: [&str; 2] = ["deal.created", "deal.stage_changed"];

/// Events that say nothing worth reading: a card's place in its column.
pub const SILENT: [&str; 1] = ["deal.ranked"];

impl TimelineKind {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Stage,
        Self::Deal,
        Self::Task,
        Self::Note,
        Self::Activity,
        Self::File,
        Self::Stakeholder,
        Self::Line,
        Self::Competitor,
        Self::Proposal,
        Self::Order,
        Self::ContractPackage,
        Self::Approval,
        Self::Lead,
        Self::Account,
        Self::Contact,
    ];

    /// The subjects whose events it is told by.
    pub const fn subjects(self) -> &'static [SubjectKind] {
        match self {
            Self::Stage | Self::Deal => &[SubjectKind::Deal],
            Self::Task => &[SubjectKind::Task, SubjectKind::PlanRun],
            Self::Note => &[SubjectKind::Note],
            Self::Activity => &[SubjectKind::Activity],
            Self::File => &[SubjectKind::File],
            Self::Stakeholder => &[SubjectKind::Stakeholder, SubjectKind::InfluenceLink],
            Self::Line => &[SubjectKind::DealLine],
            Self::Competitor => &[SubjectKind::DealCompetitor],
            Self::Proposal => &[SubjectKind::Proposal, SubjectKind::ProposalLine],
            Self::Order => &[SubjectKind::Order],
            Self::ContractPackage => &[SubjectKind::ContractPackage],
            Self::Approval => &[SubjectKind::Approval],
            Self::Lead => &[SubjectKind::Lead],
            Self::Account => &[SubjectKind::Account],
            Self::Contact => &[SubjectKind::Contact],
        }
    }

    /// Whether an event is told by it.
    pub fn tells(self, event: &Event) -> bool {
        let of_stage = STAGE_EVENTS.contains(&event.kind.as_str());
        self.subjects().contains(&event.subject_kind)
            && match self {
                Self::Stage => of_stage,
                Self::Deal => !of_stage,
                _ => true,
            }
    }

    /// The kind that tells an event; none of what belongs in no timeline.
    pub fn of(event: &Event) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.tells(event))
    }
}

/// One thing that happened. Entries are never edited or removed.
#[derive(Clone, SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct TimelineEntry {
    /// Tells it from every other entry of the workspace; the same as in the record's history.
    pub id: ID,
    /// What it is about.
    pub about: TimelineKind,
    /// What happened, dotted and in the past tense: `deal.stage_changed`, `task.completed`.
    pub kind: String,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Who caused it.
    pub actor: ActorNode,
    /// The fields that changed; for a new record all that had a value.
    pub changes: Vec<FieldChange>,
    /// The log's position at this entry: subscribe after it to hear all that came later.
    pub cursor: Cursor,
    #[graphql(skip)]
    pub subject: (SubjectKind, Uuid),
    #[graphql(skip)]
    pub deal_id: Option<Uuid>,
}

impl TimelineEntry {
    /// An event of the log that `head` stands for; none of what belongs in no timeline.
    pub fn new(event: Event, head: &Head) -> Option<Self> {
        let (about, subject, deal_id) =
            (TimelineKind::of(&event)?, (event.subject_kind, event.subject_id), event.deal_id);
        let HistoryEntry { id, kind, at, actor, changes, cursor, .. } = HistoryEntry::new(event, head);
        Some(Self { id, about, kind, at, actor, changes, cursor, subject, deal_id })
    }
}

impl Related for TimelineEntry {}

/// Pages of it are called after what they hold: a timeline.
pub struct TimelineName;

impl Naming for TimelineName {
    fn name<R: OutputType>() -> Cow<'static, str> {
        "Timeline".into()
    }
}

/// What happened, newest first.
pub type TimelineConnection = Connection<TimelineEntry, EmptyFields, TimelineName>;
