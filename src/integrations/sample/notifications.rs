//! The sample's notifications: what happened in the last days is told as it would have been; who has looked since has read it.

use super::people::House;
use super::{Past, as_person};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::notifications::actions::mark_notifications_read;
use crate::notifications::follow::{self, Turn};
use crate::notifications::model::MarkNotificationsReadInput;
use crate::notifications::store;
use chrono::Duration;

/// How far back it is told.
const TOLD: Duration = Duration::days(6);

/// How long ago everybody looked at their inbox last.
const LOOKED: Duration = Duration::hours(30);

/// Follows the log of the last days, and lets everybody read what was there when they looked.
pub async fn tell(past: &Past, house: &House) -> Result<()> {
    past.pass_until(past.now);
    let Some(somebody) = house.people.first() else { return Ok(()) };
    let workspace_id = somebody.workspace_id.0;
    let (since, now) = (past.now - TOLD, past.now);
    store::begin_in(&mut *past.app.read().await?, workspace_id, (since, now)).await?;
    follow::catch_up(&past.app, workspace_id, Turn::Wait).await?;
    for person in &house.people {
        let looked = MarkNotificationsReadInput { ids: None, up_to: Some(now - LOOKED), read: true };
        let look = async |tx: &mut Tx| mark_notifications_read(tx, looked.clone()).await;
        past.app.write(&as_person(person), None, look).await?;
    }
    Ok(())
}
