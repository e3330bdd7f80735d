//! What becomes of an activity when two accounts or two contacts are merged.

use crate::accounts::model::Contact;
use crate::activities::interactions::actions::say_attendees;
use crate::activities::interactions::model::{Activity, ActivityAttendee};
use crate::activities::interactions::store;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::entity::Versioned as _;
use crate::db::id::Id;
use crate::db::list::SavedRow as _;
use crate::live::event::News;

/// Who took part before, and who does now.
pub type Attendees = (Vec<ActivityAttendee>, Vec<ActivityAttendee>);

/// Puts one contact in the place of another among those who take part; whoever did so twice does so once. None when neither did.
pub async fn replace_attendee(
    tx: &mut Tx,
    activity: Id<Activity>,
    (gone, kept): (Id<Contact>, Id<Contact>),
) -> Result<Option<Attendees>> {
    let workspace_id = tx.workspace_id();
    let present = store::attendees(tx.conn(), workspace_id, &[activity.0]).await?;
    let Some(merged) = present.iter().find(|one| one.contact_id == Some(gone)).cloned() else {
        return Ok(None);
    };
    store::remove_attendees(tx, &[merged.id]).await?;
    let mut now: Vec<ActivityAttendee> = present.clone();
    if now.iter().any(|one| one.contact_id == Some(kept)) {
        now.retain(|one| one.id != merged.id);
    } else {
        // The same row, so that they stand where they stood.
        let replaced = ActivityAttendee { contact_id: Some(kept), ..merged.clone() };
        tx.insert(&replaced).await?;
        now = now.into_iter().map(|one| if one.id == merged.id { replaced.clone() } else { one }).collect();
    }
    Ok(Some((present, now)))
}

/// Saves an activity, of which others may take part now; `news` of it as it is afterwards is told with what changed.
pub async fn save(
    tx: &mut Tx,
    (before, mut after): (&Activity, Activity),
    attendees: Option<Attendees>,
    news: impl FnOnce(&Activity) -> News,
) -> Result<()> {
    if attendees.is_some() && *before == after {
        // Others taking part is a new version of the activity too.
        let (now, by) = (tx.now, tx.by());
        after.touch(now, by);
        after.save(tx.conn()).await?;
    } else if !tx.save(before, &mut after).await? {
        return Ok(());
    }
    let mut news = news(&after).changing(before, &after);
    if let Some((was, is)) = attendees {
        say_attendees(&mut news, &was, &is);
    }
    tx.emit(news);
    Ok(())
}
