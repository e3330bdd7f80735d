//! What a person can do with leads. Whoever sees one may work on it.

use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Refusal, RefusalCode, Result, together};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::list;
use crate::db::patch::{set, set_text};
use crate::fields::model::FieldSubject;
use crate::fields::standards::actions::check;
use crate::leads::input::{
    CreateLeadInput, DisqualifyLeadInput, ReopenLeadInput, StartLeadInput, UpdateLeadInput,
};
use crate::leads::model::{Lead, LeadStatus};
use crate::leads::rules;
use crate::live::event::{Audience, News, SubjectKind};
use crate::pipeline::model::LookupKind;
use crate::{fields, pipeline, team};

/// Adds a lead. Its owner is the caller unless another is named.
pub async fn create_lead(tx: &mut Tx, input: CreateLeadInput) -> Result<Lead> {
    tx.require(Role::Rep)?;
    let custom = fields::actions::fill_new(tx, FieldSubject::Lead, input.custom).await?;
    let mut lead = Lead {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        topic: input.topic.trim().to_owned(),
        company: tidy(input.company),
        first_name: tidy(input.first_name),
        last_name: tidy(input.last_name),
        job_title: tidy(input.job_title),
        email: tidy(input.email),
        phone: tidy(input.phone),
        website: tidy(input.website),
        source_id: input.source_id,
        owner_id: team::store::owner_or_me(tx, input.owner_id)?,
        status: LeadStatus::New,
        disqualify_reason: None,
        budget: tidy(input.budget),
        authority: tidy(input.authority),
        need: tidy(input.need),
        timing: tidy(input.timing),
        description: tidy(input.description),
        converted_at: None,
        account_id: None,
        contact_id: None,
        deal_id: None,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
        custom,
    };
    lead.status = rules::standing(&lead);
    let kept = check(tx, FieldSubject::Lead, None, &lead).await;
    together([rules::check_lead(&lead), kept])?;
    check_references(tx, None, &lead).await?;
    tx.insert(&lead).await?;
    tx.emit(news("lead.created", None, &lead).creating(&lead));
    Ok(lead)
}

/// Changes a lead. Its answers decide whether it is qualified.
pub async fn update_lead(tx: &mut Tx, input: UpdateLeadInput) -> Result<Lead> {
    let before = begin(tx, input.id, input.expected_version).await?;
    rules::check_open(&before, "id")?;
    let mut after = before.clone();
    if let Some(topic) = input.topic {
        after.topic = topic.trim().to_owned();
    }
    set_text(&mut after.company, input.company);
    set_text(&mut after.first_name, input.first_name);
    set_text(&mut after.last_name, input.last_name);
    set_text(&mut after.job_title, input.job_title);
    set_text(&mut after.email, input.email);
    set_text(&mut after.phone, input.phone);
    set_text(&mut after.website, input.website);
    set(&mut after.source_id, input.source_id);
    after.owner_id = input.owner_id.unwrap_or(after.owner_id);
    set_text(&mut after.budget, input.budget);
    set_text(&mut after.authority, input.authority);
    set_text(&mut after.need, input.need);
    set_text(&mut after.timing, input.timing);
    set_text(&mut after.description, input.description);
    fields::actions::fill(tx, FieldSubject::Lead, &mut after.custom, input.custom).await?;
    after.status = rules::standing(&after);
    let kept = check(tx, FieldSubject::Lead, Some(&before), &after).await;
    together([rules::check_lead(&after), kept])?;
    check_references(tx, Some(&before), &after).await?;
    save(tx, "lead.changed", before, after).await
}

/// Says that somebody works on a new lead.
pub async fn start_lead(tx: &mut Tx, input: StartLeadInput) -> Result<Lead> {
    let before = begin(tx, input.id, input.expected_version).await?;
    rules::check_open(&before, "id")?;
    if before.status != LeadStatus::New {
        let message = "Somebody works on this lead already.";
        return Err(Refusal::at(RefusalCode::Invalid, "id", message).into());
    }
    let after = Lead { status: LeadStatus::Working, ..before.clone() };
    save(tx, "lead.started", before, after).await
}

/// Puts a lead aside, with the reason.
pub async fn disqualify_lead(tx: &mut Tx, input: DisqualifyLeadInput) -> Result<Lead> {
    let before = begin(tx, input.id, input.expected_version).await?;
    rules::check_open(&before, "id")?;
    let reason = tidy(Some(input.reason));
    let missing = || Refusal::at(RefusalCode::Required, "reason", "Say why it is not worth pursuing.");
    let reason = reason.ok_or_else(missing)?;
    let after = Lead { status: LeadStatus::Disqualified, disqualify_reason: Some(reason), ..before.clone() };
    rules::check_lead(&after)?;
    save(tx, "lead.disqualified", before, after).await
}

/// Takes a disqualified lead up again. Why it was put aside stays in the history.
pub async fn reopen_lead(tx: &mut Tx, input: ReopenLeadInput) -> Result<Lead> {
    let before = begin(tx, input.id, input.expected_version).await?;
    if before.status != LeadStatus::Disqualified {
        let message = "Only a disqualified lead can be reopened.";
        return Err(Refusal::at(RefusalCode::Invalid, "id", message).into());
    }
    let mut after = Lead { status: LeadStatus::Working, disqualify_reason: None, ..before.clone() };
    after.status = rules::standing(&after);
    save(tx, "lead.reopened", before, after).await
}

/// The lead, locked, when the caller may change leads and decided on its present version.
pub async fn begin(tx: &mut Tx, id: Id<Lead>, expected_version: Option<i32>) -> Result<Lead> {
    tx.require(Role::Rep)?;
    let lead: Lead = list::get_for_update(tx, id).await?;
    tx.check_version(&lead, expected_version).await?;
    Ok(lead)
}

/// Saves and tells what changed.
pub async fn save(tx: &mut Tx, kind: &'static str, before: Lead, mut after: Lead) -> Result<Lead> {
    if tx.save(&before, &mut after).await? {
        tx.emit(news(kind, Some(&before), &after).changing(&before, &after));
    }
    Ok(after)
}

/// The lead that something new is to hang on, locked: one that is read-only takes nothing more.
pub async fn open_for_update(tx: &mut Tx, id: Id<Lead>) -> Result<Lead> {
    let lead: Lead = list::get_for_update(tx, id).await.map_err(|error| error.at("leadId"))?;
    rules::check_open(&lead, "leadId")?;
    Ok(lead)
}

async fn check_references(tx: &mut Tx, before: Option<&Lead>, after: &Lead) -> Result<()> {
    if before.map(|before| before.owner_id) != Some(after.owner_id) {
        team::store::check_user(tx, "ownerId", after.owner_id).await?;
    }
    let source = before.and_then(|before| before.source_id);
    pipeline::store::check_lookup(tx, "sourceId", LookupKind::Source, (source, after.source_id)).await
}

/// Who hears of a lead, and of what hangs on it.
pub fn audience(lead: &Lead) -> Audience {
    Audience::OwnedBy { owner_id: lead.owner_id.0 }
}

/// News of a lead.
pub fn news(kind: &'static str, before: Option<&Lead>, after: &Lead) -> News {
    News::of(kind, SubjectKind::Lead, after.id.0, after.version)
        .on(after.deal_id.map(|id| id.0), after.account_id.map(|id| id.0))
        .heard_by(before.map(audience), Some(audience(after)))
}
