//! Telling one person one thing: whether they want to know it and may, into which line it goes, and whether an e-mail does.

use crate::activities::interactions::model::Activity;
use crate::activities::model::Task;
use crate::activities::notes;
use crate::activities::notes::model::Note;
use crate::app::actor::{Actor, Viewer};
use crate::app::config::Settings;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::approvals::runs::model::Approval;
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use crate::deals::model::Deal;
use crate::live::event::{Audience, Event, News, SubjectKind};
use crate::notifications::mail;
use crate::notifications::model::{Notification, Target, TargetKind};
use crate::notifications::rules::{self, Told};
use crate::notifications::store;
use crate::team;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// What somebody is told because of.
#[derive(Debug, Clone, Copy)]
pub struct Cause<'a> {
    pub actor: &'a Actor,
    pub at: DateTime<Utc>,
    /// None when time alone is the cause.
    pub event: Option<&'a Event>,
}

/// Whether this server sends e-mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mailing {
    On,
    Off,
}

impl Mailing {
    /// As it is set up.
    pub fn of(settings: &Settings) -> Self {
        if settings.smtp.host.is_some() { Self::On } else { Self::Off }
    }
}

/// Tells somebody something, if they want to know it and may.
pub async fn deliver(tx: &mut Tx, told: &Told, cause: &Cause<'_>, mailing: Mailing) -> Result<()> {
    let wanted = store::preference(tx, told.user, told.kind).await?;
    let by_mail = wanted.email && mailing == Mailing::On;
    if !(wanted.inbox || by_mail) || !may_know(tx, told, cause).await? {
        return Ok(());
    }
    let line = match wanted.inbox {
        true => Some(put(tx, told, cause).await?.id.0),
        false => None,
    };
    match by_mail {
        true => mail::store::add(tx, told, cause.actor, line).await,
        false => Ok(()),
    }
}

/// Whether somebody can sign in, and sees what they would be told about: by what the event said, and by their rights as they are.
async fn may_know(tx: &mut Tx, told: &Told, cause: &Cause<'_>) -> Result<bool> {
    let (workspace_id, now) = (tx.workspace_id(), tx.now);
    let found = team::store::viewers::of_person(tx.conn(), (workspace_id, told.user), now).await?;
    let Some(viewer) = found else { return Ok(false) };
    match cause.event.is_none_or(|event| event.seen_after(&viewer)) {
        true => sees(tx.conn(), (&viewer, now), told.target).await,
        false => Ok(false),
    }
}

/// Whether somebody sees a record now, and a note still speaks to them.
async fn sees(conn: &mut DbConnection, asking: (&Viewer, DateTime<Utc>), target: Target) -> Result<bool> {
    async fn one<R: Visible>(
        conn: &mut DbConnection,
        asking: (&Viewer, DateTime<Utc>),
        target: Target,
    ) -> Result<bool> {
        Ok(list::find::<R>(conn, asking, Id::of(target.id)).await?.is_some())
    }
    match target.kind {
        TargetKind::Task => one::<Task>(conn, asking, target).await,
        TargetKind::Activity => one::<Activity>(conn, asking, target).await,
        TargetKind::Approval => one::<Approval>(conn, asking, target).await,
        TargetKind::Deal => one::<Deal>(conn, asking, target).await,
        TargetKind::Note => {
            let note = list::find::<Note>(conn, asking, Id::of(target.id)).await?;
            let me = asking.0.user_id().map(Id::of);
            Ok(note.zip(me).is_some_and(|(note, me)| notes::rules::speaks_to(&note, me)))
        }
    }
}

/// Puts it into the inbox: into the unread line of the same kind about the same deal, else into one of its own.
async fn put(tx: &mut Tx, told: &Told, cause: &Cause<'_>) -> Result<Notification> {
    let (workspace_id, now) = (tx.workspace_id(), tx.now);
    let happened = (cause.actor, cause.at);
    if let Some(before) = store::open_line(tx, told, happened).await? {
        let mut after = before.clone();
        rules::take_in(&mut after, told, happened);
        tx.save(&before, &mut after).await?;
        tx.emit(news("notification.grouped", Some(&before), &after));
        return Ok(after);
    }
    let line = rules::line(workspace_id, told, happened, now);
    tx.insert(&line).await?;
    tx.emit(news("notification.created", None, &line));
    Ok(line)
}

/// Whoever has decided need not read any more that they were asked to: reads what says so, once nothing on the deal waits for them.
pub async fn read_requests(tx: &mut Tx, user: Uuid, deal: Uuid) -> Result<()> {
    for before in store::settled_lines(tx, user, deal).await? {
        let mut after = before.clone();
        after.read_at = Some(tx.now);
        tx.save(&before, &mut after).await?;
        tx.emit(news("notification.read", Some(&before), &after));
    }
    Ok(())
}

/// News of a line, for its owner alone. What it is about they ask for themselves: who may see it changes.
pub fn news(kind: &'static str, before: Option<&Notification>, after: &Notification) -> News {
    const TOLD: [&str; 3] = ["kind", "count", "read_at"];
    let owner = || Audience::People { users: vec![after.user_id.0], teams: Vec::new() };
    let news = News::of(kind, SubjectKind::Notification, after.id.0, after.version);
    let mut news = match before {
        Some(before) => news.changing(before, after),
        None => news.creating(after),
    };
    news.changes.retain(|field, _| TOLD.contains(&field.as_str()));
    news.heard_by(before.map(|_| owner()), Some(owner()))
}
