//! The sample's activities: what was held, what lies ahead, and what somebody has yet to say the outcome of.

use super::customers::Customers;
use super::deals::later;
use super::names::{ACTIVITIES, ACTIVITY_OUTCOMES, MINUTES};
use super::people::House;
use super::story::{Sitting, Story, sitting};
use super::{Dice, Past};
use crate::accounts::model::Contact;
use crate::activities::interactions::model::{Activity, ActivityAttendee, ActivityStatus};
use crate::app::actor::Viewer;
use crate::app::error::Result;
use crate::db::id::Id;
use crate::deals::change::part_news;
use crate::deals::model::{Deal, DealStatus};
use crate::integrations::import::store as lists;
use crate::live::event::{Audience, SubjectKind};
use crate::pipeline::model::{Lookup, LookupKind};
use crate::team::model::User;
use chrono::{DateTime, Datelike as _, Duration, DurationRound as _, NaiveTime, Utc, Weekday};
use std::collections::HashMap;
use std::sync::Arc;

/// Invents activities on deals that are known.
pub async fn invent(
    past: &Past,
    system: &Arc<Viewer>,
    (house, customers): (&House, &Customers),
    story: &mut Story,
) -> Result<()> {
    let lookups = past.app.write(system, None, async |tx| lists::lookups(tx).await).await?;
    let kinds: Vec<Lookup> =
        lookups.into_iter().filter(|value| value.kind == LookupKind::ActivityKind).collect();
    let mut dice = Dice::new(41);
    let mut done: HashMap<Id<Deal>, DateTime<Utc>> = HashMap::new();
    for deal in story.deals.clone() {
        let Some(primary) = deal.primary_contact_id else { continue };
        let owner = house.people.iter().position(|user| user.id == deal.owner_id).unwrap_or_default();
        let people = people(customers, &deal, (primary, house.people[owner].id));
        let age = (past.now - deal.created_at).num_days().max(1);
        let day = |days: i64| later(sitting(past.now, owner, days), deal.created_at + Duration::hours(3));
        let open = deal.status == DealStatus::Open;
        if dice.chance(if open { 60 } else { 25 }) {
            let at = day(dice.between(1, age.min(90)));
            let began = quarter(at.0 - Duration::minutes(dice.between(5, 12) * 15));
            tell(story, (&deal, &kinds, &people), (at, began, ActivityStatus::Held), &mut dice);
            done.insert(deal.id, began);
        }
        if open && dice.chance(45) {
            // Most lie ahead; some are over, and nobody said yet what came of them.
            let ahead = if dice.chance(80) { dice.between(1, 16) } else { -dice.between(1, 3) };
            let starts = working_hour(past.now + Duration::days(ahead), &mut dice);
            tell(story, (&deal, &kinds, &people), (day(4), starts, ActivityStatus::Planned), &mut dice);
        }
    }
    for deal in story.sittings.values_mut().flat_map(|deeds| &mut deeds.deals) {
        deal.last_activity_at = deal.last_activity_at.max(done.get(&deal.id).copied());
    }
    Ok(())
}

/// Who takes part: the deal's owner, its primary contact, and one more from the same account.
fn people(customers: &Customers, deal: &Deal, (primary, owner): (Id<Contact>, Id<User>)) -> People {
    let others = customers.contacts.iter().filter(|contact| contact.account_id == deal.account_id);
    let second = others.map(|contact| contact.id).find(|id| *id != primary);
    People { primary, second, owner }
}

struct People {
    primary: Id<Contact>,
    second: Option<Id<Contact>>,
    owner: Id<User>,
}

fn tell(
    story: &mut Story,
    (deal, kinds, people): (&Deal, &[Lookup], &People),
    (at, starts_at, status): (Sitting, DateTime<Utc>, ActivityStatus),
    dice: &mut Dice,
) {
    let (key, subject) = ACTIVITIES[dice.below(ACTIVITIES.len())];
    let Some(kind) = kinds.iter().find(|kind| kind.key == key) else { return };
    let held = status == ActivityStatus::Held;
    let lasts = match key {
        "email" | "letter" => None,
        "call" => Some(Duration::minutes(30)),
        _ => Some(Duration::minutes(60 + 30 * dice.between(0, 2))),
    };
    let activity = Activity {
        workspace_id: deal.workspace_id,
        id: Id::new(),
        kind_id: kind.id,
        subject: subject.to_owned(),
        minutes: dice.pick(&MINUTES).filter(|_| held).map(|text| (*text).to_owned()),
        starts_at,
        ends_at: lasts.map(|lasts| starts_at + lasts),
        status,
        outcome: dice.pick(&ACTIVITY_OUTCOMES).filter(|_| held).map(|text| (*text).to_owned()),
        archived: false,
        owner_id: people.owner,
        deal_id: Some(deal.id),
        account_id: deal.account_id,
        contact_id: None,
        version: 1,
        created_at: at.0,
        created_by: Some(people.owner),
        updated_at: at.0,
        updated_by: Some(people.owner),
        lead_id: None,
    };
    let second = people.second.filter(|_| key != "call" && dice.chance(50));
    let audience = Audience::deal(deal.owner_id.0, deal.restricted);
    let subject = (SubjectKind::Activity, activity.id.0, activity.version);
    let deeds = story.at(at);
    deeds.news.push(part_news("activity.created", deal, subject, audience).creating(&activity));
    let contacts = [Some(people.primary), second].into_iter().flatten().map(|id| (Some(id), None));
    for (contact_id, user_id) in contacts.chain([(None, Some(people.owner))]) {
        deeds.attendees.push(ActivityAttendee {
            workspace_id: deal.workspace_id,
            id: Id::new(),
            activity_id: activity.id,
            contact_id,
            user_id,
        });
    }
    deeds.activities.push(activity);
}

/// People meet on the quarter.
fn quarter(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(Duration::minutes(15)).unwrap_or(at)
}

/// A quarter of an hour between eight and three; on a Friday in place of a weekend.
fn working_hour(day: DateTime<Utc>, dice: &mut Dice) -> DateTime<Utc> {
    let day = match day.weekday() {
        Weekday::Sat => day - Duration::days(1),
        Weekday::Sun => day - Duration::days(2),
        _ => day,
    };
    let morning = day.date_naive().and_time(NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default()).and_utc();
    morning + Duration::minutes(15 * dice.between(0, 28))
}
