//! What a person can do with activities. Whoever sees one may work on it.

use crate::accounts::model::{Account, Contact};
use crate::activities::actions::create_task;
use crate::activities::interactions::input::{
    CreateActivityInput, FollowUpTaskInput, RecordOutcomeInput, ReopenActivityInput, UpdateActivityInput,
};
use crate::activities::interactions::minutes::send_minutes;
use crate::activities::interactions::model::{Activity, ActivityAttendee, ActivityStatus};
use crate::activities::interactions::rules::{self, Step};
use crate::activities::interactions::store;
use crate::activities::model::{CreateTaskInput, Task};
use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::entity::Versioned as _;
use crate::db::id::Id;
use crate::db::list::{self, SavedRow as _};
use crate::db::patch::{set, set_text};
use crate::deals::change::news_on;
use crate::deals::model::Deal;
use crate::leads::model::Lead;
use crate::live::event::{News, SubjectKind};
use crate::pipeline::model::{Lookup, LookupKind};
use crate::team::model::User;
use crate::{accounts, deals, leads, pipeline, team};
use serde_json::Value;
use uuid::Uuid;

/// An activity and the tasks made together with it.
pub type Done = (Activity, Vec<Task>);

/// Who takes part: contacts, and users.
type People = (Vec<Id<Contact>>, Vec<Id<User>>);

/// Who is to take part; left out: who does now.
type Named = (Option<Vec<Id<Contact>>>, Option<Vec<Id<User>>>);

/// Writes down an activity, planned or past, with tasks that follow from it.
pub async fn create_activity(tx: &mut Tx, input: CreateActivityInput) -> Result<Done> {
    tx.require(Role::Rep)?;
    rules::check_tasks(input.tasks.as_ref().map_or(0, Vec::len))?;
    let deal: Option<Deal> = match input.deal_id {
        Some(id) => Some(list::get_for_update(tx, id).await.map_err(|error| error.at("dealId"))?),
        None => None,
    };
    if let Some(lead) = input.lead_id {
        leads::actions::open_for_update(tx, lead).await?;
    }
    let account_id = account_of(tx, &input, deal.as_ref()).await?;
    let activity = Activity {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        kind_id: input.kind_id,
        subject: input.subject.trim().to_owned(),
        minutes: tidy(input.minutes),
        starts_at: input.starts_at,
        ends_at: input.ends_at,
        status: rules::status_of(input.status, input.starts_at, tx.now),
        outcome: tidy(input.outcome),
        archived: false,
        owner_id: team::store::owner_or_me(tx, input.owner_id)?,
        deal_id: input.deal_id,
        account_id,
        contact_id: input.contact_id,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
        lead_id: input.lead_id,
    };
    let named = (input.contact_ids.unwrap_or_default(), input.user_ids.unwrap_or_default());
    let people = with_contact(&activity, named);
    rules::check_activity(&activity, people.0.len() + people.1.len(), tx.now)?;
    let kind = check_kind(tx, (None, activity.kind_id)).await?;
    team::store::check_user(tx, "ownerId", activity.owner_id).await?;
    check_people(tx, (&[], &people)).await?;
    tx.insert(&activity).await?;
    let attendees = attendees(&activity, &people);
    tx.insert_all(&attendees).await?;
    let mut news = news(tx, deal.as_ref(), "activity.created", &activity).await?.creating(&activity);
    say_attendees(&mut news, &[], &attendees);
    tx.emit(news);
    count(tx, deal.as_ref(), &activity, &attendees).await?;
    let mut tasks = follow_up(tx, &activity, input.tasks).await?;
    if activity.status == ActivityStatus::Held && kind.is_some_and(|kind| kind.minutes_expected) {
        tasks.extend(send_minutes(tx, &activity).await?);
    }
    Ok((activity, tasks))
}

/// The account named; else the deal's, or the contact's.
async fn account_of(
    tx: &mut Tx,
    input: &CreateActivityInput,
    deal: Option<&Deal>,
) -> Result<Option<Id<Account>>> {
    let contact: Option<Contact> = match input.contact_id {
        Some(id) => Some(accounts::actions::contact_named(tx, "contactId", id).await?),
        None => None,
    };
    if let Some(account) = input.account_id {
        accounts::actions::account_named(tx, "accountId", account).await?;
    }
    let of_deal = || deal.and_then(|deal| deal.account_id);
    let of_contact = || contact.and_then(|contact| contact.account_id);
    Ok(input.account_id.or_else(of_deal).or_else(of_contact))
}

/// Changes an activity.
pub async fn update_activity(tx: &mut Tx, input: UpdateActivityInput) -> Result<Done> {
    tx.require(Role::Rep)?;
    let (deal, before) = lock(tx, input.id, input.expected_version).await?;
    let mut after = before.clone();
    after.kind_id = input.kind_id.unwrap_or(after.kind_id);
    after.subject = input.subject.map_or(after.subject, |subject| subject.trim().to_owned());
    after.starts_at = input.starts_at.unwrap_or(after.starts_at);
    set(&mut after.ends_at, input.ends_at);
    set_text(&mut after.minutes, input.minutes);
    set_text(&mut after.outcome, input.outcome);
    after.owner_id = input.owner_id.unwrap_or(after.owner_id);
    after.archived = input.archived.unwrap_or(after.archived);
    check_kind(tx, (Some(before.kind_id), after.kind_id)).await?;
    if after.owner_id != before.owner_id {
        team::store::check_user(tx, "ownerId", after.owner_id).await?;
    }
    let kind = match (before.archived, after.archived) {
        (false, true) => "activity.archived",
        (true, false) => "activity.restored",
        _ => "activity.changed",
    };
    let people = (input.contact_ids, input.user_ids);
    save(tx, (deal.as_ref(), kind), (&before, &mut after), people).await?;
    Ok((after, Vec::new()))
}

/// Says what came of an activity, with tasks that follow from it.
pub async fn record_outcome(tx: &mut Tx, input: RecordOutcomeInput) -> Result<Done> {
    tx.require(Role::Rep)?;
    rules::check_tasks(input.tasks.as_ref().map_or(0, Vec::len))?;
    let (deal, before) = lock(tx, input.id, input.expected_version).await?;
    let mut after = before.clone();
    after.status = rules::next(before.status, Step::Record(input.status))?;
    after.starts_at = input.starts_at.unwrap_or(after.starts_at);
    set(&mut after.ends_at, input.ends_at);
    set_text(&mut after.outcome, input.outcome);
    set_text(&mut after.minutes, input.minutes);
    let kind = match after.status {
        ActivityStatus::Missed => "activity.missed",
        _ => "activity.held",
    };
    save(tx, (deal.as_ref(), kind), (&before, &mut after), (None, None)).await?;
    let mut tasks = follow_up(tx, &after, input.tasks).await?;
    if after.status == ActivityStatus::Held && before.status != ActivityStatus::Held {
        let kind: Lookup = list::get(tx, after.kind_id).await?;
        if kind.minutes_expected {
            tasks.extend(send_minutes(tx, &after).await?);
        }
    }
    Ok((after, tasks))
}

/// Plans an activity again. What came of it the first time stays in the history.
pub async fn reopen_activity(tx: &mut Tx, input: ReopenActivityInput) -> Result<Done> {
    tx.require(Role::Rep)?;
    let (deal, before) = lock(tx, input.id, input.expected_version).await?;
    let status = rules::next(before.status, Step::Reopen)?;
    let mut after = Activity { status, outcome: None, ..before.clone() };
    save(tx, (deal.as_ref(), "activity.reopened"), (&before, &mut after), (None, None)).await?;
    Ok((after, Vec::new()))
}

/// Locks an activity's deal, then the activity: always in this order, so that no two changes wait for each other.
async fn lock(tx: &mut Tx, id: Id<Activity>, expected: Option<i32>) -> Result<(Option<Deal>, Activity)> {
    let found: Activity = list::get(tx, id).await?;
    let deal = match found.deal_id {
        Some(deal) => Some(list::get_for_update(tx, deal).await?),
        None => None,
    };
    let activity = list::get_for_update(tx, id).await?;
    tx.check_version(&activity, expected).await?;
    Ok((deal, activity))
}

/// Checks and saves what changed, who takes part included, and tells it. Nothing changed: nothing is written or told.
async fn save(
    tx: &mut Tx,
    (deal, kind): (Option<&Deal>, &'static str),
    (before, after): (&Activity, &mut Activity),
    (contacts, users): Named,
) -> Result<()> {
    let workspace_id = tx.workspace_id();
    let present = store::attendees(tx.conn(), workspace_id, &[before.id.0]).await?;
    let named = (
        contacts.unwrap_or_else(|| present.iter().filter_map(|one| one.contact_id).collect()),
        users.unwrap_or_else(|| present.iter().filter_map(|one| one.user_id).collect()),
    );
    let people = with_contact(after, named);
    rules::check_activity(after, people.0.len() + people.1.len(), tx.now)?;
    check_people(tx, (&present, &people)).await?;
    let attendees = replace(tx, after, &present, &people).await?;
    if attendees != present && before == after {
        // Others taking part is a new version of the activity too.
        let (now, by) = (tx.now, tx.by());
        after.touch(now, by);
        after.save(tx.conn()).await?;
    } else if !tx.save(before, after).await? {
        return Ok(());
    }
    let mut news = news(tx, deal, kind, after).await?.changing(before, after);
    say_attendees(&mut news, &present, &attendees);
    tx.emit(news);
    count(tx, deal, after, &attendees).await
}

/// Each of the people once, and the contact the activity is about among them.
fn with_contact(activity: &Activity, (mut contacts, mut users): People) -> People {
    if let Some(contact) = activity.contact_id.filter(|contact| !contacts.contains(contact)) {
        contacts.insert(0, contact);
    }
    let mut seen = std::collections::HashSet::new();
    contacts.retain(|id| seen.insert(id.0));
    users.retain(|id| seen.insert(id.0));
    (contacts, users)
}

/// Refuses people who do not exist, and users who cannot sign in, unless they take part already.
async fn check_people(tx: &mut Tx, (present, people): (&[ActivityAttendee], &People)) -> Result<()> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut contacts: Vec<Uuid> = people.0.iter().map(|id| id.0).collect();
    contacts.retain(|id| !present.iter().any(|one| one.contact_id.is_some_and(|known| known.0 == *id)));
    if !contacts.is_empty() {
        let named = contacts.len();
        let found = list::held::<Contact>(tx, contacts).await?;
        if found.len() < named {
            return Err(Error::NotFound("contact").at("contactIds"));
        }
        let merged = found.iter().find_map(|contact| contact.merged_into_id);
        accounts::rules::check_not_merged("contactIds", merged)?;
    }
    let mut users: Vec<Uuid> = people.1.iter().map(|id| id.0).collect();
    users.retain(|id| !present.iter().any(|one| one.user_id.is_some_and(|known| known.0 == *id)));
    if !users.is_empty() {
        let named = users.len();
        let found = list::by_ids::<User>(tx.conn(), (&viewer, now), users).await?;
        if found.iter().filter(|user| user.active).count() < named {
            return Err(Error::NotFound("active user").at("userIds"));
        }
    }
    Ok(())
}

/// The kind, where it is another than before.
async fn check_kind(
    tx: &mut Tx,
    (before, after): (Option<Id<Lookup>>, Id<Lookup>),
) -> Result<Option<Lookup>> {
    pipeline::store::lookup(tx, "kindId", LookupKind::ActivityKind, (before, Some(after))).await
}

fn attendees(activity: &Activity, (contacts, users): &People) -> Vec<ActivityAttendee> {
    let one = |contact_id: Option<Id<Contact>>, user_id: Option<Id<User>>| ActivityAttendee {
        workspace_id: activity.workspace_id,
        id: Id::new(),
        activity_id: activity.id,
        contact_id,
        user_id,
    };
    let contacts = contacts.iter().map(|id| one(Some(*id), None));
    contacts.chain(users.iter().map(|id| one(None, Some(*id)))).collect()
}

/// Makes these the people who take part; those who do now stay as they are.
async fn replace(
    tx: &mut Tx,
    activity: &Activity,
    present: &[ActivityAttendee],
    people: &People,
) -> Result<Vec<ActivityAttendee>> {
    let same = |one: &ActivityAttendee, other: &ActivityAttendee| {
        (one.contact_id, one.user_id) == (other.contact_id, other.user_id)
    };
    let wanted = attendees(activity, people);
    let (stay, go): (Vec<_>, Vec<_>) =
        present.iter().cloned().partition(|one| wanted.iter().any(|other| same(one, other)));
    let new = wanted.into_iter().filter(|one| !stay.iter().any(|other| same(one, other)));
    let new: Vec<ActivityAttendee> = new.collect();
    if !go.is_empty() {
        store::remove_attendees(tx, &go.iter().map(|one| one.id).collect::<Vec<_>>()).await?;
    }
    tx.insert_all(&new).await?;
    Ok(stay.into_iter().chain(new).collect())
}

/// On a deal one that was held is something done, and its stakeholders among those who took part were met.
async fn count(
    tx: &mut Tx,
    deal: Option<&Deal>,
    activity: &Activity,
    attendees: &[ActivityAttendee],
) -> Result<()> {
    let (Some(deal), Some(at)) = (deal, rules::done_at(activity, tx.now)) else { return Ok(()) };
    deals::actions::touch_activity_at(tx, deal.id, at).await?;
    let contacts: Vec<Id<Contact>> = attendees.iter().filter_map(|one| one.contact_id).collect();
    if contacts.is_empty() {
        return Ok(());
    }
    let day = rules::day_in(&team::store::workspace(tx).await?.time_zone, activity.starts_at);
    deals::stakeholders::actions::met(tx, deal, &contacts, day).await
}

/// Puts the activities of a lead on the deal it became, as something done there.
pub async fn carry(tx: &mut Tx, lead: &Lead, deal: &Deal) -> Result<()> {
    let activities: Vec<Activity> =
        leads::store::on_lead_for_update(tx, "activities.lead_id", lead.id).await?;
    for before in activities {
        let account_id = before.account_id.or(deal.account_id);
        let mut after = Activity { deal_id: Some(deal.id), account_id, ..before.clone() };
        if tx.save(&before, &mut after).await? {
            let mut news = news(tx, Some(deal), "activity.changed", &after).await?.changing(&before, &after);
            news.audience_before = Some(leads::actions::audience(lead));
            tx.emit(news);
            count(tx, Some(deal), &after, &[]).await?;
        }
    }
    Ok(())
}

/// Makes the tasks that follow, about what the activity is about.
async fn follow_up(
    tx: &mut Tx,
    activity: &Activity,
    tasks: Option<Vec<FollowUpTaskInput>>,
) -> Result<Vec<Task>> {
    let mut made = Vec::new();
    for (place, task) in tasks.into_iter().flatten().enumerate() {
        let input = CreateTaskInput {
            title: task.title,
            description: task.description,
            assignee_id: task.assignee_id,
            due_at: task.due_at,
            priority: task.priority,
            mandatory: task.mandatory,
            deal_id: activity.deal_id,
            account_id: activity.account_id,
            contact_id: activity.contact_id,
            lead_id: activity.lead_id,
            custom: task.custom,
        };
        let task = create_task(tx, input).await;
        made.push(task.map_err(|error| error.below(&place.to_string()).below("tasks"))?);
    }
    Ok(made)
}

/// Who took part before and takes part now, as part of the news, where that differs.
pub(super) fn say_attendees(news: &mut News, before: &[ActivityAttendee], after: &[ActivityAttendee]) {
    let ids = |of: &[ActivityAttendee]| -> Vec<Value> {
        let id = |one: &ActivityAttendee| match (one.contact_id, one.user_id) {
            (Some(contact), _) => contact.to_string(),
            (_, user) => user.map(|user| user.to_string()).unwrap_or_default(),
        };
        of.iter().map(|one| Value::from(id(one))).collect()
    };
    let (before, after) = (ids(before), ids(after));
    if before != after {
        news.changes.insert("attendees".to_owned(), (before.into(), after.into()));
    }
}

async fn news(tx: &mut Tx, deal: Option<&Deal>, kind: &'static str, activity: &Activity) -> Result<News> {
    let (id, version) = (activity.id.0, activity.version);
    if let Some(deal) = deal {
        return news_on(tx, deal, kind, (SubjectKind::Activity, id, version)).await;
    }
    let news = News::of(kind, SubjectKind::Activity, id, version)
        .on(None, activity.account_id.map(|account| account.0));
    Ok(match activity.lead_id {
        Some(lead) => {
            let audience = leads::actions::audience(&list::get(tx, lead).await?);
            news.heard_by(Some(audience.clone()), Some(audience))
        }
        None => news,
    })
}
