//! What an activity must be, and how it goes from one status to another.

use crate::activities::interactions::model::{Activity, ActivityStatus};
use crate::app::checks::Checks;
use crate::app::error::{Refusal, RefusalCode, Result};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;

/// The most people who can take part in one activity.
pub const MOST_ATTENDEES: usize = 100;

/// The most tasks that can be made together with an activity.
pub const MOST_TASKS: usize = 20;

/// The longest an activity lasts; more is a slip of the year.
const LONGEST: Duration = Duration::days(31);

/// How far the clock of whoever writes down what just began may be ahead of ours.
const SKEW: Duration = Duration::minutes(5);

/// Checks every field of an activity as it is at `now`.
pub fn check_activity(activity: &Activity, attendees: usize, now: DateTime<Utc>) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("subject", &activity.subject, 300);
    checks.text("minutes", activity.minutes.as_deref(), 20_000);
    checks.text("outcome", activity.outcome.as_deref(), 1_000);
    let ends_at = activity.ends_at.unwrap_or(activity.starts_at);
    let message = "It cannot end before it begins.";
    checks.that(ends_at >= activity.starts_at, RefusalCode::Invalid, "endsAt", message);
    let message = "An activity lasts at most 31 days.";
    checks.that(ends_at - activity.starts_at <= LONGEST, RefusalCode::Invalid, "endsAt", message);
    let planned = activity.status == ActivityStatus::Planned;
    let message = "What lies ahead can be planned, but it was not held or missed yet.";
    checks.that(planned || activity.starts_at <= now + SKEW, RefusalCode::Invalid, "startsAt", message);
    let message = "What is planned has no outcome yet: say first whether it was held or missed.";
    checks.that(!planned || activity.outcome.is_none(), RefusalCode::Invalid, "outcome", message);
    let about = activity.deal_id.is_some()
        || activity.account_id.is_some()
        || activity.contact_id.is_some()
        || activity.lead_id.is_some();
    let message = "Say what it is about: a deal, an account or a contact.";
    checks.that(about, RefusalCode::Required, "dealId", message);
    let message = format!("At most {MOST_ATTENDEES} people fit into one activity.");
    checks.that(attendees <= MOST_ATTENDEES, RefusalCode::TooLong, "contactIds", message);
    checks.done()
}

/// Refuses more tasks than can be made together with an activity.
pub fn check_tasks(number: usize) -> Result<()> {
    let mut checks = Checks::default();
    let message = format!("At most {MOST_TASKS} tasks can be made in one step.");
    checks.that(number <= MOST_TASKS, RefusalCode::TooLong, "tasks", message);
    checks.done()
}

/// What one can do about where an activity stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Say that it was held or missed; also in place of what was said before.
    Record(ActivityStatus),
    Reopen,
}

/// Where a step leads from a status: the only transitions there are.
///
/// # Errors
/// `INVALID`, saying why, when the step does not lead anywhere from there.
pub fn next(status: ActivityStatus, step: Step) -> Result<ActivityStatus, Refusal> {
    use ActivityStatus::{Held, Missed, Planned};
    match (status, step) {
        (_, Step::Record(outcome @ (Held | Missed))) => Ok(outcome),
        (_, Step::Record(Planned)) => {
            let message = "Say whether it was held or missed; to plan it again, reopen it.";
            Err(Refusal::at(RefusalCode::Invalid, "status", message))
        }
        (Held | Missed, Step::Reopen) => Ok(Planned),
        (Planned, Step::Reopen) => {
            Err(Refusal::at(RefusalCode::Invalid, "id", "This activity is planned already."))
        }
    }
}

/// What an activity is when nothing is said: planned when it lies ahead, else held.
pub fn status_of(
    given: Option<ActivityStatus>,
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> ActivityStatus {
    given.unwrap_or(if starts_at > now + SKEW { ActivityStatus::Planned } else { ActivityStatus::Held })
}

/// Whether it is over and nobody said what came of it.
pub fn awaits_outcome(activity: &Activity, now: DateTime<Utc>) -> bool {
    activity.status == ActivityStatus::Planned
        && !activity.archived
        && activity.ends_at.unwrap_or(activity.starts_at) < now
}

/// When something was done by it, as far as that is past; none unless it was held.
pub fn done_at(activity: &Activity, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let held = activity.status == ActivityStatus::Held && !activity.archived;
    held.then(|| activity.ends_at.unwrap_or(activity.starts_at).min(now))
}

/// The day an instant falls on in a time zone; in UTC when the zone is not known.
pub fn day_in(time_zone: &str, at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&time_zone.parse::<Tz>().unwrap_or(Tz::UTC)).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::id::Id;
    use ActivityStatus::{Held, Missed, Planned};

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + Duration::days(20_000) + Duration::hours(hours)
    }

    fn activity(status: ActivityStatus, starts: i64, ends: Option<i64>) -> Activity {
        Activity {
            workspace_id: Id::new(),
            id: Id::new(),
            kind_id: Id::new(),
            subject: "Kick-off".to_owned(),
            minutes: None,
            starts_at: at(starts),
            ends_at: ends.map(at),
            status,
            outcome: None,
            archived: false,
            owner_id: Id::new(),
            deal_id: Some(Id::new()),
            lead_id: None,
            account_id: None,
            contact_id: None,
            version: 1,
            created_at: at(0),
            created_by: None,
            updated_at: at(0),
            updated_by: None,
        }
    }

    fn refused(activity: &Activity) -> Vec<String> {
        match check_activity(activity, 1, at(0)) {
            Err(crate::app::error::Error::Refused(refusals)) => {
                refusals.into_iter().flat_map(|refusal| refusal.path).collect()
            }
            _ => Vec::new(),
        }
    }

    #[test]
    fn an_activity_is_what_time_allows() {
        for (status, starts, ends, paths) in [
            (Planned, 1, None, &[][..]),
            (Planned, -5, Some(-4), &[]),
            (Held, -1, None, &[]),
            (Held, 0, Some(1), &[]),
            (Held, 1, None, &["startsAt"]),
            (Missed, 1, Some(2), &["startsAt"]),
            (Planned, 2, Some(1), &["endsAt"]),
            (Planned, 1, Some(24 * 32 + 2), &["endsAt"]),
            (Held, 2, Some(1), &["endsAt", "startsAt"]),
        ] {
            assert_eq!(refused(&activity(status, starts, ends)), paths, "{status:?} {starts} {ends:?}");
        }
        let told = Activity { outcome: Some("Fine".to_owned()), ..activity(Planned, 1, None) };
        assert_eq!(refused(&told), ["outcome"]);
        assert_eq!(refused(&Activity { deal_id: None, ..activity(Held, -1, None) }), ["dealId"]);
    }

    #[test]
    fn an_activity_goes_where_the_table_says_and_nowhere_else() {
        for (status, step, leads_to) in [
            (Planned, Step::Record(Held), Some(Held)),
            (Planned, Step::Record(Missed), Some(Missed)),
            (Planned, Step::Record(Planned), None),
            (Planned, Step::Reopen, None),
            (Held, Step::Record(Missed), Some(Missed)),
            (Held, Step::Record(Held), Some(Held)),
            (Held, Step::Record(Planned), None),
            (Held, Step::Reopen, Some(Planned)),
            (Missed, Step::Record(Held), Some(Held)),
            (Missed, Step::Reopen, Some(Planned)),
        ] {
            assert_eq!(next(status, step).ok(), leads_to, "{status:?}, {step:?}");
        }
    }

    #[test]
    fn what_is_over_awaits_its_outcome_and_what_was_held_counts_up_to_now() {
        for (status, starts, ends, awaits, done) in [
            (Planned, -2, None, true, None),
            (Planned, -2, Some(1), false, None),
            (Planned, 1, None, false, None),
            (Held, -2, Some(1), false, Some(at(0))),
            (Held, -2, None, false, Some(at(-2))),
            (Missed, -2, None, false, None),
        ] {
            let activity = activity(status, starts, ends);
            assert_eq!(awaits_outcome(&activity, at(0)), awaits, "{status:?} {starts} {ends:?}");
            assert_eq!(done_at(&activity, at(0)), done, "{status:?} {starts} {ends:?}");
        }
        assert_eq!(status_of(None, at(1), at(0)), Planned);
        assert_eq!(status_of(None, at(0), at(0)), Held);
    }

    #[test]
    fn a_day_is_the_workspace_s() {
        let late = at(0) + Duration::hours(23);
        assert_eq!(day_in("Europe/Prague", late), day_in("UTC", late + Duration::hours(1)));
        assert_eq!(day_in("Nowhere/Here", late), late.date_naive());
    }
}
