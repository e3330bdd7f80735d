//! Who is told of what: the one place that says so; and how several things become one line.

#[cfg(test)]
mod tests;

use crate::activities::notes;
use crate::app::actor::Actor;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::db::id::{Id, split};
use crate::db::jsonb::Jsonb;
use crate::live::event::{Audience, Event, SubjectKind};
use crate::notifications::model::{
    MarkNotificationsReadInput, Notification, NotificationKind, NotificationPreference, Target, TargetKind,
};
use chrono::{DateTime, Duration, Utc};
use serde_json::Value;
use uuid::Uuid;

/// An unread line takes in what happens within this time of the latest it stands for.
pub const GROUPED_WITHIN: Duration = Duration::hours(24);

/// Deals that one person hands over within this time of each other are handed over together: as many as they are, one line and one
/// e-mail tell of them.
pub const TOGETHER_WITHIN: Duration = Duration::minutes(1);

/// What happened longer ago than this is told to nobody any more: it would be no news.
pub const NEWS_FOR: Duration = Duration::days(7);

/// The most notifications that are named at once.
pub const MOST: usize = 200;

/// Somebody who is to be told of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    pub user: Uuid,
    pub kind: NotificationKind,
    pub target: Target,
}

/// What an event does not say itself.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Of news of an approval that ended: who asked for it.
    pub requester: Option<Uuid>,
    /// Of news of a deal that was won: who manages its owner's team and the teams it is shared with, and those above them.
    pub managers: Vec<Uuid>,
}

/// What kinds of things somebody may be told of by an event; none of nearly all.
pub fn news(event: &Event) -> Vec<NotificationKind> {
    if matches!(event.actor, Actor::Import { .. }) {
        return Vec::new();
    }
    match event.subject_kind {
        SubjectKind::Task if assignee(event).is_some() => vec![NotificationKind::TaskAssigned],
        SubjectKind::Approval if !newly_asked(event).is_empty() => vec![NotificationKind::ApprovalRequested],
        SubjectKind::Approval if ENDS.contains(&event.kind.as_str()) => {
            vec![NotificationKind::ApprovalDecided]
        }
        SubjectKind::Note if !newly_mentioned(event).is_empty() => vec![NotificationKind::Mention],
        SubjectKind::Deal => {
            // One that is written down as won already, for somebody else, is both.
            let given = new_owner(event).map(|_| NotificationKind::DealAssigned);
            let won = event.after("status").is_some_and(|status| status == "won");
            given.into_iter().chain(won.then_some(NotificationKind::DealWon)).collect()
        }
        _ => Vec::new(),
    }
}

/// How an approval ends that who asked is told of, unless it was their own doing.
const ENDS: [&str; 4] = ["approval.granted", "approval.refused", "approval.recalled", "approval.voided"];

/// Who is told of an event, each once of each kind; never who did it.
pub fn told(event: &Event, facts: &Facts) -> Vec<Told> {
    news(event).into_iter().flat_map(|kind| told_of(kind, event, facts)).collect()
}

fn told_of(kind: NotificationKind, event: &Event, facts: &Facts) -> Vec<Told> {
    let (target, mut users) = match kind {
        NotificationKind::TaskAssigned => (TargetKind::Task, assignee(event).into_iter().collect()),
        NotificationKind::DealAssigned => (TargetKind::Deal, new_owner(event).into_iter().collect()),
        NotificationKind::ApprovalRequested => (TargetKind::Approval, newly_asked(event)),
        NotificationKind::ApprovalDecided => (TargetKind::Approval, facts.requester.into_iter().collect()),
        NotificationKind::Mention => (TargetKind::Note, newly_mentioned(event)),
        NotificationKind::DealWon => (TargetKind::Deal, taking_part(event, facts)),
        // No event says that time has passed.
        NotificationKind::Reminder => return Vec::new(),
    };
    users.sort_unstable();
    users.dedup();
    users.retain(|user| event.actor.user_id() != Some(*user));
    let target = Target { kind: target, id: event.subject_id, deal_id: event.deal_id };
    users.into_iter().map(|user| Told { user, kind, target }).collect()
}

/// Whose task an event made it, while it is to be done.
fn assignee(event: &Event) -> Option<Uuid> {
    let open = event.after("status").is_none_or(|status| status == "open");
    event.after("assignee_id").filter(|_| open)?.as_str()?.parse().ok()
}

/// Whose deal an event made it, unless they took it themselves.
fn new_owner(event: &Event) -> Option<Uuid> {
    let owner = event.after("owner_id")?.as_str()?.parse().ok()?;
    (event.actor.user_id() != Some(owner)).then_some(owner)
}

/// Those an approval waits for by this event and did not before, and those reminded of it.
fn newly_asked(event: &Event) -> Vec<Uuid> {
    let people = |value: Option<&Value>| -> Vec<Uuid> {
        let ids = value.and_then(Value::as_array).into_iter().flatten();
        ids.filter_map(|id| split(id.as_str()?).map(|(_, id)| id)).collect()
    };
    let before = people(event.before("waiting_for"));
    people(event.after("waiting_for")).into_iter().filter(|user| !before.contains(user)).collect()
}

/// Who decided about an approval that waited for them, or handed it on, so that it waits for them no more.
pub fn settled(event: &Event) -> Option<Uuid> {
    let by = event.actor.user_id().filter(|_| event.subject_kind == SubjectKind::Approval)?;
    let waited = |value: Option<&Value>| {
        let mut ids = value.and_then(Value::as_array).into_iter().flatten();
        ids.any(|id| id.as_str().and_then(split).is_some_and(|(_, id)| id == by))
    };
    (waited(event.before("waiting_for")) && !waited(event.after("waiting_for"))).then_some(by)
}

/// Those a note mentions by this event and did not before; nobody when it was put away.
fn newly_mentioned(event: &Event) -> Vec<Uuid> {
    if event.after("archived").is_some_and(|archived| archived == true) {
        return Vec::new();
    }
    let before = event.before("body").and_then(Value::as_str).unwrap_or_default();
    let after = event.after("body").and_then(Value::as_str).unwrap_or_default();
    notes::rules::newly_mentioned(before, after).into_iter().map(|user| user.0).collect()
}

/// Whose the deal is, whom it is shared with by name, who has something to do on it, and the managers.
fn taking_part(event: &Event, facts: &Facts) -> Vec<Uuid> {
    let Some(Audience::Deal { owner_id, users, .. }) = &event.audience_after else { return Vec::new() };
    let mut all = facts.managers.clone();
    all.push(*owner_id);
    all.extend(users);
    all
}

/// A new line.
pub fn line(
    workspace: Uuid,
    told: &Told,
    (actor, at): (&Actor, DateTime<Utc>),
    now: DateTime<Utc>,
) -> Notification {
    Notification {
        workspace_id: Id::of(workspace),
        id: Id::new(),
        user_id: Id::of(told.user),
        kind: told.kind,
        target_kind: told.target.kind,
        target_id: told.target.id,
        deal_id: told.target.deal_id.map(Id::of),
        actor: Jsonb(actor.clone()),
        count: 1,
        at,
        read_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
        updated_by: None,
    }
}

/// Takes something else in that happened on the same deal, or another deal that was handed over together with it. A deal that is
/// handed over again is no other deal.
pub fn take_in(line: &mut Notification, told: &Told, (actor, at): (&Actor, DateTime<Utc>)) {
    let again = told.kind == NotificationKind::DealAssigned && line.target_id == told.target.id;
    line.count += i32::from(!again);
    line.deal_id = told.target.deal_id.map(Id::of);
    line.target_kind = told.target.kind;
    line.target_id = told.target.id;
    line.actor = Jsonb(actor.clone());
    line.at = line.at.max(at);
}

/// How everybody is told of a kind who did not say otherwise.
pub fn by_default(kind: NotificationKind) -> NotificationPreference {
    let email = match kind {
        NotificationKind::TaskAssigned
        | NotificationKind::DealAssigned
        | NotificationKind::ApprovalRequested
        | NotificationKind::ApprovalDecided
        | NotificationKind::Mention => true,
        NotificationKind::Reminder | NotificationKind::DealWon => false,
    };
    NotificationPreference { kind, inbox: true, email }
}

/// Which lines are to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    These(Vec<Uuid>),
    UpTo(DateTime<Utc>),
}

/// What somebody wants to be marked.
///
/// # Errors
/// Refused when it does not say which, or says it twice.
pub fn which(input: &MarkNotificationsReadInput) -> Result<Which> {
    let refused = |code, field, message: &'static str| Err(Refusal::at(code, field, message).into());
    match (&input.ids, input.up_to) {
        (Some(_), Some(_)) => {
            refused(RefusalCode::Invalid, "upTo", "Say which ones by their ids or by an instant, not both.")
        }
        (None, None) => {
            refused(RefusalCode::Required, "ids", "Say which ones: by their ids, or all up to an instant.")
        }
        (Some(ids), None) if ids.len() > MOST => {
            refused(RefusalCode::TooLong, "ids", "At most 200 can be named at once; use upTo for all.")
        }
        (Some(ids), None) => Ok(Which::These(ids.iter().map(|id| id.0).collect())),
        (None, Some(_)) if !input.read => {
            refused(RefusalCode::Invalid, "read", "Only those named by their ids can be marked unread again.")
        }
        (None, Some(at)) => Ok(Which::UpTo(at)),
    }
}
