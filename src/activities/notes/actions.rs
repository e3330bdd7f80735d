//! What a person can do with notes.

use crate::accounts::actions::{account_named, contact_named};
use crate::accounts::model::{Account, Contact};
use crate::activities::notes::model::{CreateNoteInput, Note, UpdateNoteInput};
use crate::activities::notes::rules;
use crate::app::actor::Role;
use crate::app::checks::Checks;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::list;
use crate::deals;
use crate::deals::change::news_on;
use crate::deals::model::Deal;
use crate::leads;
use crate::leads::model::Lead;
use crate::live::event::{News, SubjectKind};

/// The record a note is on, its row locked when it is a deal: who sees it may be changing.
enum On {
    Deal(Box<Deal>),
    Account(Id<Account>),
    Contact(Box<Contact>),
    Lead(Box<Lead>),
}

/// Writes a note, and says on its deal that something happened.
pub async fn create_note(tx: &mut Tx, input: CreateNoteInput) -> Result<Note> {
    tx.require(Role::Rep)?;
    let on = match (input.deal_id, input.account_id, input.contact_id, input.lead_id) {
        (Some(id), None, None, None) => {
            On::Deal(list::get_for_update(tx, id).await.map_err(|error| error.at("dealId"))?.into())
        }
        (None, Some(id), None, None) => On::Account(account_named(tx, "accountId", id).await?.id),
        (None, None, Some(id), None) => On::Contact(contact_named(tx, "contactId", id).await?.into()),
        (None, None, None, Some(id)) => On::Lead(leads::actions::open_for_update(tx, id).await?.into()),
        _ => {
            let message = "Say what it is about: one deal, one account, one contact or one lead.";
            return Err(Refusal::at(RefusalCode::Required, "dealId", message).into());
        }
    };
    let note = Note {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        body: input.body.trim().to_owned(),
        pinned: input.pinned.unwrap_or(false),
        archived: false,
        deal_id: input.deal_id,
        account_id: input.account_id,
        contact_id: input.contact_id,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
        lead_id: input.lead_id,
    };
    check(&note)?;
    tx.insert(&note).await?;
    let news = news(tx, &on, "note.created", &note).await?;
    tx.emit(news.creating(&note));
    if let On::Deal(deal) = on {
        deals::actions::touch_activity(tx, deal.id).await?;
    }
    Ok(note)
}

/// Changes a note. Its words belong to its author, and to managers who put things in order; pinning is everybody's.
pub async fn update_note(tx: &mut Tx, input: UpdateNoteInput) -> Result<Note> {
    tx.require(Role::Rep)?;
    let found: Note = list::get(tx, input.id).await?;
    let on = on(tx, &found).await?;
    let before: Note = list::get_for_update(tx, input.id).await?;
    tx.check_version(&before, input.expected_version).await?;
    let mine = before.created_by.map(|id| id.0) == tx.by();
    if !mine && (input.body.is_some() || input.archived.is_some()) && tx.viewer.role < Role::Manager {
        let message = "Only its author and managers change a note.";
        return Err(Refusal::at(RefusalCode::NotAllowed, "id", message).into());
    }
    let mut after = before.clone();
    if let Some(body) = input.body {
        after.body = body.trim().to_owned();
    }
    after.pinned = input.pinned.unwrap_or(after.pinned);
    after.archived = input.archived.unwrap_or(after.archived);
    check(&after)?;
    if tx.save(&before, &mut after).await? {
        let kind = match (before.archived, after.archived) {
            (false, true) => "note.archived",
            (true, false) => "note.restored",
            _ => "note.changed",
        };
        let news = news(tx, &on, kind, &after).await?;
        tx.emit(news.changing(&before, &after));
    }
    Ok(after)
}

/// Puts the notes of a lead on the deal it became.
pub async fn carry(tx: &mut Tx, lead: &Lead, deal: &Deal) -> Result<()> {
    let notes: Vec<Note> = leads::store::on_lead_for_update(tx, "notes.lead_id", lead.id).await?;
    for before in notes {
        let mut after = Note { deal_id: Some(deal.id), ..before.clone() };
        if tx.save(&before, &mut after).await? {
            let subject = (SubjectKind::Note, after.id.0, after.version);
            let mut news = news_on(tx, deal, "note.changed", subject).await?.changing(&before, &after);
            news.audience_before = Some(leads::actions::audience(lead));
            tx.emit(news);
        }
    }
    Ok(())
}

fn check(note: &Note) -> Result<()> {
    let mut checks = Checks::default();
    rules::check_body(&mut checks, &note.body);
    checks.done()
}

async fn on(tx: &mut Tx, note: &Note) -> Result<On> {
    Ok(match (note.deal_id, note.account_id, note.contact_id, note.lead_id) {
        (Some(id), _, _, _) => On::Deal(list::get_for_update(tx, id).await?.into()),
        (_, Some(id), _, _) => On::Account(id),
        (_, _, Some(id), _) => On::Contact(list::get(tx, id).await?.into()),
        (_, _, _, Some(id)) => On::Lead(list::get_for_update(tx, id).await?.into()),
        _ => return Err(crate::app::error::Error::internal("a note on nothing")),
    })
}

async fn news(tx: &mut Tx, on: &On, kind: &'static str, note: &Note) -> Result<News> {
    let news = News::of(kind, SubjectKind::Note, note.id.0, note.version);
    match on {
        On::Deal(deal) => news_on(tx, deal, kind, (SubjectKind::Note, note.id.0, note.version)).await,
        On::Account(id) => Ok(news.on(None, Some(id.0))),
        On::Contact(contact) => Ok(news.on(None, contact.account_id.map(|id| id.0))),
        On::Lead(lead) => {
            let audience = leads::actions::audience(lead);
            Ok(news.heard_by(Some(audience.clone()), Some(audience)))
        }
    }
}
