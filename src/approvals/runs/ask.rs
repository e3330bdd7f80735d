//! Asking for an approval: which policies ask, and the run that begins.

use crate::app::actor::Viewer;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::approvals::policies;
use crate::approvals::policies::model::{ApprovalPolicy, ApprovalSubjectKind};
use crate::approvals::policies::rules::{Measured, holds};
use crate::approvals::runs::actions::insert;
use crate::approvals::runs::model::{Approval, ApprovalStatus, Entry};
use crate::approvals::runs::rules::people::Asked;
use crate::approvals::runs::{rules, store};
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::pool::DbConnection;
use crate::deals::model::Deal;
use crate::pipeline::model::Stage;
use crate::proposals::model::Proposal;
use crate::proposals::packages::model::ContractPackage;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

/// What is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// That this proposal may be sent.
    Proposal(Id<Proposal>),
    /// That this deal enters this stage.
    StageEntry(Id<Deal>, Id<Stage>),
    /// That this contract package may be signed.
    ContractPackage(Id<ContractPackage>),
}

impl Subject {
    /// Its kind, as policies name it.
    pub fn kind(self) -> ApprovalSubjectKind {
        match self {
            Self::Proposal(_) => ApprovalSubjectKind::Proposal,
            Self::StageEntry(..) => ApprovalSubjectKind::StageEntry,
            Self::ContractPackage(_) => ApprovalSubjectKind::ContractPackage,
        }
    }

    /// The record that is asked about.
    pub fn id(self) -> Uuid {
        match self {
            Self::Proposal(id) => id.0,
            Self::StageEntry(deal, _) => deal.0,
            Self::ContractPackage(id) => id.0,
        }
    }

    fn stage(self) -> Option<Id<Stage>> {
        match self {
            Self::Proposal(_) | Self::ContractPackage(_) => None,
            Self::StageEntry(_, stage) => Some(stage),
        }
    }
}

/// What is asked, with what it comes to: an amount, percentages.
pub struct Request<'a> {
    pub subject: Subject,
    /// Its row is locked.
    pub deal: &'a Deal,
    pub amount: Option<Decimal>,
    /// ISO 4217 code of the amount.
    pub currency: &'a str,
    pub discount: Option<Decimal>,
    pub margin: Option<Decimal>,
    /// Of the content that is asked about.
    pub hash: Option<String>,
    pub message: Option<String>,
    pub entry: Entry,
}

/// Those of the policies that ask now.
pub async fn matching(
    conn: &mut DbConnection,
    asking: (&Viewer, DateTime<Utc>),
    (policies, deal): (Vec<ApprovalPolicy>, &Deal),
    measured: &Measured,
) -> Result<Vec<ApprovalPolicy>> {
    let mut found = Vec::new();
    for policy in policies.into_iter().filter(|policy| policy.active) {
        let condition = &policy.condition.0;
        if holds(condition, measured) && policies::store::custom_holds(conn, asking, condition, deal).await? {
            found.push(policy);
        }
    }
    Ok(found)
}

/// The policies that ask about this now: none when it is approved at once.
pub async fn asking(
    tx: &mut Tx,
    kind: ApprovalSubjectKind,
    deal: &Deal,
    measured: &Measured,
) -> Result<Vec<ApprovalPolicy>> {
    let (viewer, now, workspace_id) = (tx.viewer.clone(), tx.now, tx.workspace_id());
    let all = policies::store::of_kind(tx.conn(), workspace_id, kind).await?;
    matching(tx.conn(), (&viewer, now), (all, deal), measured).await
}

/// Begins a run of these policies, of which there is at least one.
pub async fn begin(tx: &mut Tx, request: Request<'_>, policies: &[ApprovalPolicy]) -> Result<Approval> {
    let deal = request.deal;
    let people = store::people(tx, deal.owner_id).await?;
    let asked = Asked { owner: deal.owner_id, requester: tx.by().map(Id::of), own_requests: false };
    let mut run = Approval {
        workspace_id: deal.workspace_id,
        id: Id::new(),
        subject_kind: request.subject.kind(),
        subject_id: request.subject.id(),
        deal_id: deal.id,
        stage_id: request.subject.stage(),
        status: ApprovalStatus::Pending,
        message: rules::checked_message(request.message)?,
        end_cause: None,
        end_name: None,
        amount: request.amount,
        currency: request.amount.map(|_| request.currency.to_owned()),
        discount_percent: request.discount,
        margin: request.margin,
        hash: request.hash,
        entry: Jsonb(request.entry),
        steps: Jsonb(rules::steps(policies, (&asked, &people))),
        waiting_for: Vec::new(),
        due_at: None,
        attend_at: None,
        used_at: None,
        requested_by: tx.by().map(Id::of),
        requested_at: tx.now,
        ended_at: None,
        version: 1,
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    };
    rules::advance(&mut run, (asked, &people), tx.now);
    insert(tx, deal, &run).await?;
    Ok(run)
}
