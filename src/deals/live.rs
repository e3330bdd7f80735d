//! What a batch of events means for somebody who watches deals that meet a filter.

use crate::app::actor::Viewer;
use crate::app::error::Result;
use crate::db::filter::Conditions;
use crate::db::pool::DbConnection;
use crate::deals::store::membership;
use crate::live::event::{Event, SubjectKind};
use std::sync::Arc;

/// What an event does to one watched deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It meets the filter and is visible, and was not both before.
    Entered,
    /// It was and is among the watched ones, and changed.
    Changed,
    /// It does not meet the filter any more.
    Left,
    /// It may not be seen any more.
    Hidden,
    /// Something about a record on it: a task, a stakeholder.
    Part,
}

/// What each event does to the deals watched, in order; events without an effect are left out.
///
/// Where the filter `asks_of_parts`, news of a record on a deal can bring the deal in or take it out. Which it was before is not
/// asked: the deal enters, perhaps again, or leaves, perhaps never seen.
pub async fn effects(
    conn: &mut DbConnection,
    viewer: &Viewer,
    (conditions, asks_of_parts): (&Conditions<'_>, bool),
    events: &[Arc<Event>],
) -> Result<Vec<(Arc<Event>, Effect)>> {
    // The deal counts, not the task: who sees only the task hears of it elsewhere.
    let sees = |event: &Event| event.deal_seen_before(viewer) || event.deal_seen_after(viewer);
    let about: Vec<Arc<Event>> =
        events.iter().filter(|event| event.deal_id.is_some() && sees(event)).cloned().collect();
    let membership = membership::of(conn, conditions, &about).await?;
    let mut effects = Vec::new();
    for event in about {
        let after = membership.after.contains(&event.seq) && event.deal_seen_after(viewer);
        match event.subject_kind {
            SubjectKind::Deal => {
                let before = membership.before.contains(&event.seq) && event.deal_seen_before(viewer);
                effects.extend(
                    change(before, after, event.deal_seen_after(viewer)).map(|effect| (event, effect)),
                );
            }
            SubjectKind::Task | SubjectKind::Approval => {
                // Who is given the task, or asked, comes to see the deal by it, and who no longer is stops seeing it.
                let member = membership.after.contains(&event.seq);
                let seen_before = event.audience_before.is_none() || event.deal_seen_before(viewer);
                match (seen_before, event.deal_seen_after(viewer)) {
                    (false, true) if member => {
                        effects.push((event.clone(), Effect::Entered));
                        effects.push((event, Effect::Part));
                    }
                    (true, true) => part(event, (member, asks_of_parts), &mut effects),
                    (true, false) if member => effects.push((event, Effect::Hidden)),
                    _ => {}
                }
            }
            _ if event.deal_seen_after(viewer) => {
                let member = membership.after.contains(&event.seq);
                part(event, (member, asks_of_parts), &mut effects);
            }
            _ => {}
        }
    }
    Ok(effects)
}

/// News of a record on a deal that is as visible as before.
fn part(event: Arc<Event>, (member, asks_of_parts): (bool, bool), effects: &mut Vec<(Arc<Event>, Effect)>) {
    match (member, asks_of_parts) {
        (true, true) => {
            effects.push((event.clone(), Effect::Entered));
            effects.push((event, Effect::Part));
        }
        (true, false) => effects.push((event, Effect::Part)),
        (false, true) => effects.push((event, Effect::Left)),
        (false, false) => {}
    }
}

fn change(before: bool, after: bool, visible: bool) -> Option<Effect> {
    match (before, after) {
        (false, true) => Some(Effect::Entered),
        (true, true) => Some(Effect::Changed),
        (true, false) if visible => Some(Effect::Left),
        (true, false) => Some(Effect::Hidden),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_change_means_depends_on_both_states() {
        for (before, after, visible, expected) in [
            (false, true, true, Some(Effect::Entered)),
            (true, true, true, Some(Effect::Changed)),
            (true, false, true, Some(Effect::Left)),
            (true, false, false, Some(Effect::Hidden)),
            (false, false, true, None),
            (false, false, false, None),
        ] {
            assert_eq!(change(before, after, visible), expected, "{before} {after} {visible}");
        }
    }
}
