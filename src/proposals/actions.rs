//! What a person can do with a proposal that is there, and what follows from the decisions of others. Whoever sees the deal may work
//! on it.

use crate::accounts::actions::contact_named;
use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::approvals;
use crate::approvals::policies::model::{ApprovalPolicy, ApprovalSubjectKind};
use crate::approvals::policies::rules::Measured;
use crate::approvals::runs::ask::{self, Request, Subject};
use crate::approvals::runs::model::{ApprovalEndCause, Entry};
use crate::db::id::Id;
use crate::db::patch::{set, set_text};
use crate::deals;
use crate::documents;
use crate::fields;
use crate::fields::model::FieldSubject;
use crate::pipeline;
use crate::proposals::change::Change;
use crate::proposals::input::{
    DeclineProposalInput, ReopenProposalInput, SendProposalInput, SubmitProposalInput, UpdateProposalInput,
};
use crate::proposals::lines::store as line_store;
use crate::proposals::model::Proposal;
use crate::proposals::rules::{self, Step};
use crate::team;

pub use crate::proposals::accept::accept_proposal;
pub use crate::proposals::create::{create_proposal, revise_proposal};

/// Changes a draft; puts any proposal away that nobody decides on, and takes it out again.
pub async fn update_proposal(tx: &mut Tx, input: UpdateProposalInput) -> Result<Proposal> {
    tx.require(Role::Rep)?;
    let mut change = Change::begin(tx, input.id, input.expected_version).await?;
    if let Some(archived) = input.archived.filter(|archived| *archived != change.proposal.archived) {
        if !rules::may_be_put_away(change.proposal.status) {
            let message = "Somebody decides on it: recall it first.";
            return Err(Refusal::at(RefusalCode::Invalid, "archived", message).into());
        }
        change.proposal.archived = archived;
    }
    if edits(&input) {
        change.step(Step::Edit)?;
        fill(tx, &mut change.proposal, input).await?;
        let lines = line_store::of_proposal(tx, change.proposal.id).await?;
        rules::total_up(&mut change.proposal, &lines);
    }
    change.save(tx, "proposal.changed").await
}

/// Whether anything is to change that only a draft lets change.
fn edits(input: &UpdateProposalInput) -> bool {
    !input.contact_id.is_undefined()
        || input.language.is_some()
        || input.discount_percent.is_some()
        || input.valid_until.is_some()
        || !input.intro.is_undefined()
        || !input.terms.is_undefined()
        || input.custom.as_ref().is_some_and(|custom| !custom.is_empty())
}

async fn fill(tx: &mut Tx, proposal: &mut Proposal, input: UpdateProposalInput) -> Result<()> {
    let before = proposal.contact_id;
    set(&mut proposal.contact_id, input.contact_id);
    if let Some(contact) = proposal.contact_id.filter(|id| before != Some(*id)) {
        contact_named(tx, "contactId", contact).await?;
    }
    if let Some(language) = input.language {
        proposal.language = language;
    }
    proposal.discount_percent = input.discount_percent.unwrap_or(proposal.discount_percent);
    proposal.valid_until = input.valid_until.map_or(proposal.valid_until, |day| day.0);
    set_text(&mut proposal.intro, input.intro);
    set_text(&mut proposal.terms, input.terms);
    fields::actions::fill(tx, FieldSubject::Proposal, &mut proposal.custom, input.custom).await?;
    rules::check_proposal(proposal)
}

/// Asks for the approval of a draft.
pub async fn submit_proposal(tx: &mut Tx, input: SubmitProposalInput) -> Result<Proposal> {
    tx.require(Role::Rep)?;
    let message = tidy(input.message);
    rules::check_text("message", message.as_deref(), 2_000)?;
    let mut change = Change::begin(tx, input.id, input.expected_version).await?;
    change.step(Step::Submit)?;
    change.proposal.submitted_at = Some(tx.now);
    change.said.extend(message.clone().map(|message| ("message", message)));
    submitted(tx, change, message).await
}

/// What becomes of a proposal that was submitted: whoever has to approve it is asked; when nobody has to, it is approved at once.
async fn submitted(tx: &mut Tx, mut change: Change, message: Option<String>) -> Result<Proposal> {
    let lines = line_store::of_proposal(tx, change.proposal.id).await?;
    rules::check_lines(&lines)?;
    let hash = rules::content_hash(&change.proposal, &lines);
    let policies = asking(tx, &change).await?;
    if policies.is_empty() {
        change.step(Step::Grant)?;
        change.proposal.approved_hash = Some(hash);
        return change.save(tx, "proposal.approved").await;
    }
    let deal = change.deal.clone();
    let proposal = change.save(tx, "proposal.submitted").await?;
    let request = Request {
        subject: Subject::Proposal(proposal.id),
        deal: &deal,
        amount: Some(proposal.net),
        currency: &proposal.currency,
        discount: Some(proposal.highest_discount_percent),
        margin: proposal.margin,
        hash: Some(hash),
        message,
        entry: Entry::default(),
    };
    ask::begin(tx, request, &policies).await?;
    Ok(proposal)
}

/// The policies that ask for an approval of a proposal as it is.
async fn asking(tx: &mut Tx, change: &Change) -> Result<Vec<ApprovalPolicy>> {
    let proposal = &change.proposal;
    let currency = pipeline::store::currency(tx, "id", &proposal.currency).await?;
    let measured = Measured {
        amount: Some(proposal.net.saturating_mul(currency.rate)),
        discount: Some(proposal.highest_discount_percent),
        margin: proposal.margin,
        pipeline: change.deal.pipeline_id,
    };
    ask::asking(tx, ApprovalSubjectKind::Proposal, &change.deal, &measured).await
}

/// A proposal in approval was approved, as it is.
pub async fn granted(tx: &mut Tx, id: Id<Proposal>) -> Result<Proposal> {
    let mut change = Change::of(tx, id).await?;
    change.step(Step::Grant)?;
    let lines = line_store::of_proposal(tx, id).await?;
    change.proposal.approved_hash = Some(rules::content_hash(&change.proposal, &lines));
    change.save(tx, "proposal.approved").await
}

/// A proposal in approval was not approved.
pub async fn refused(tx: &mut Tx, id: Id<Proposal>) -> Result<Proposal> {
    let mut change = Change::of(tx, id).await?;
    change.step(Step::Refuse)?;
    change.save(tx, "proposal.rejected").await
}

/// The request for approval was taken back: it is a draft again.
pub async fn recalled(tx: &mut Tx, id: Id<Proposal>) -> Result<Proposal> {
    let mut change = Change::of(tx, id).await?;
    change.step(Step::Recall)?;
    change.save(tx, "proposal.recalled").await
}

/// An approval does not hold any more: it is a draft again.
pub async fn reopened(tx: &mut Tx, id: Id<Proposal>) -> Result<Proposal> {
    let change = Change::of(tx, id).await?;
    reopen(tx, change).await
}

/// Makes an approved proposal a draft again.
pub async fn reopen_proposal(tx: &mut Tx, input: ReopenProposalInput) -> Result<Proposal> {
    tx.require(Role::Rep)?;
    let change = Change::begin(tx, input.id, input.expected_version).await?;
    reopen(tx, change).await
}

async fn reopen(tx: &mut Tx, mut change: Change) -> Result<Proposal> {
    change.step(Step::Reopen)?;
    change.proposal.approved_hash = None;
    let deal = change.deal.clone();
    let proposal = change.save(tx, "proposal.reopened").await?;
    let why = (ApprovalEndCause::ProposalReopened, None);
    approvals::runs::actions::void(tx, &deal, Subject::Proposal(proposal.id), why).await?;
    Ok(proposal)
}

/// Says that the customer has it.
pub async fn send_proposal(tx: &mut Tx, input: SendProposalInput) -> Result<Proposal> {
    tx.require(Role::Rep)?;
    let mut change = Change::begin(tx, input.id, input.expected_version).await?;
    change.step(Step::Send)?;
    let lines = line_store::of_proposal(tx, change.proposal.id).await?;
    let workspace = team::store::workspace(tx).await?;
    rules::check_sendable(&change.proposal, &lines, rules::today(&workspace.time_zone, tx.now))?;
    change.proposal.sent_at = Some(tx.now);
    change.proposal.sent_by = tx.by().map(Id::of);
    deals::store::touch_activity(tx, change.deal.id).await?;
    documents::store::want(tx, change.proposal.id).await?;
    change.save(tx, "proposal.sent").await
}

/// Says that the customer said no.
pub async fn decline_proposal(tx: &mut Tx, input: DeclineProposalInput) -> Result<Proposal> {
    tx.require(Role::Rep)?;
    let reason = tidy(input.reason);
    rules::check_text("reason", reason.as_deref(), 1_000)?;
    let mut change = Change::begin(tx, input.id, input.expected_version).await?;
    change.step(Step::Decline)?;
    change.proposal.decided_at = Some(tx.now);
    change.proposal.decline_reason = reason;
    change.save(tx, "proposal.declined").await
}
