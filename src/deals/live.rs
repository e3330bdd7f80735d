//! What a batch of events means for somebody who watches deals that meet a filter.

use crate::app::actor::{Actor, Viewer};
use crate::app::error::Result;
use crate::db::filter::Conditions;
use crate::db::pool::DbConnection;
use crate::deals::model::DealStatus;
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

/// Whether it is that a deal was won, by whatever way. An import tells of what has been there before.
pub fn is_win(event: &Event) -> bool {
    event.subject_kind == SubjectKind::Deal
        && !matches!(event.actor, Actor::Import { .. })
        && event.after("status").is_some_and(|status| status == DealStatus::Won.as_str())
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
    fn a_win_is_the_change_of_a_deal_s_status_and_nothing_else() {
        let event = |actor: &Actor, subject_kind, (field, before, after): (&str, Option<&str>, &str)| Event {
            seq: 1,
            at: Default::default(),
            kind: "deal.stage_changed".to_owned(),
            actor: actor.clone(),
            subject_kind,
            subject_id: Default::default(),
            subject_version: 2,
            deal_id: None,
            account_id: None,
            changes: [(field.to_owned(), (before.into(), after.into()))].into(),
            audience_before: None,
            audience_after: None,
            within_grace: false,
            pipeline_id: None,
        };
        let person = Actor::User { user_id: Default::default() };
        let import = Actor::Import { user_id: None };
        for (actor, kind, change, expected) in [
            (&person, SubjectKind::Deal, ("status", Some("open"), "won"), true),
            (&person, SubjectKind::Deal, ("status", None, "won"), true),
            (&Actor::System, SubjectKind::Deal, ("status", Some("lost"), "won"), true),
            (&import, SubjectKind::Deal, ("status", Some("open"), "won"), false),
            (&person, SubjectKind::Deal, ("status", Some("won"), "open"), false),
            (&person, SubjectKind::Deal, ("name", Some("open"), "won"), false),
            (&person, SubjectKind::Order, ("status", Some("open"), "won"), false),
        ] {
            assert_eq!(is_win(&event(actor, kind, change)), expected, "{actor:?} {kind:?} {change:?}");
        }
    }

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
