//! What a person can do with their notifications.

use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::entity::{Entity as _, Versioned as _};
use crate::live::event::{Audience, News, SubjectKind};
use crate::notifications::deliver::news;
use crate::notifications::model::{
    MarkNotificationsReadInput, Notification, NotificationPreference, SetNotificationPreferencesInput,
};
use crate::notifications::rules::{self, Which};
use crate::notifications::store;
use serde_json::Value;

/// Marks lines read, or unread again; those that changed, the latest first.
pub async fn mark_notifications_read(
    tx: &mut Tx,
    input: MarkNotificationsReadInput,
) -> Result<Vec<Notification>> {
    let which = rules::which(&input)?;
    let named = match &which {
        Which::These(ids) => Some(ids.len()),
        Which::UpTo(_) => None,
    };
    let found = store::lock_lines(tx, which).await?;
    if named.is_some_and(|named| found.len() < named) {
        return Err(Error::NotFound(Notification::NAME).at("ids"));
    }
    let kind = if input.read { "notification.read" } else { "notification.unread" };
    let differing = found.into_iter().filter(|line| line.read_at.is_some() != input.read);
    let mut changed: Vec<Notification> = Vec::new();
    for before in differing {
        let mut after = before.clone();
        after.read_at = input.read.then_some(tx.now);
        after.touch(tx.now, tx.by());
        tx.emit(news(kind, Some(&before), &after));
        changed.push(after);
    }
    let ids = changed.iter().map(|line| line.id.0).collect();
    store::mark(tx, ids, input.read.then_some(tx.now)).await?;
    changed.sort_by_key(|line| std::cmp::Reverse((line.at, line.id.0)));
    changed.truncate(rules::MOST);
    Ok(changed)
}

/// Sets how the viewer is told of some kinds of things; how they are told of all.
pub async fn set_notification_preferences(
    tx: &mut Tx,
    input: SetNotificationPreferencesInput,
) -> Result<Vec<NotificationPreference>> {
    let me = tx.viewer.user_id().ok_or(Error::Unauthenticated)?;
    let mut all = store::preferences(tx, me).await?;
    for given in input.preferences {
        let wanted = NotificationPreference { kind: given.kind, inbox: given.inbox, email: given.email };
        let Some(kept) = all.iter_mut().find(|kept| kept.kind == given.kind) else { continue };
        if *kept != wanted {
            store::set_preference(tx, me, &wanted).await?;
            let mut news = News::of("notification.preferences_changed", SubjectKind::User, me, 0);
            let owner = || Some(Audience::People { users: vec![me], teams: Vec::new() });
            let said = |preference: &NotificationPreference| -> Value {
                let on = [(preference.inbox, "inbox"), (preference.email, "email")];
                on.into_iter().filter(|(on, _)| *on).map(|(_, name)| name).collect()
            };
            news.changes.insert(wanted.kind.as_str().to_owned(), (said(kept), said(&wanted)));
            tx.emit(news.heard_by(owner(), owner()));
            *kept = wanted;
        }
    }
    Ok(all)
}
