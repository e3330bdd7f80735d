//! The sample's past, in the order it happened: who did what on which day.

use super::people::House;
use super::{Past, as_person};
use crate::activities::interactions::model::{Activity, ActivityAttendee};
use crate::activities::model::Task;
use crate::activities::notes::model::Note;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::deals::competitors::model::DealCompetitor;
use crate::deals::lines::model::DealLine;
use crate::deals::model::{Deal, DealShare, StageVisit};
use crate::deals::stakeholders::model::{InfluenceLink, Stakeholder};
use crate::integrations::import::store::look_again;
use crate::leads::model::Lead;
use crate::live::event::News;
use chrono::{DateTime, Datelike as _, Duration, NaiveTime, Utc, Weekday};
use std::collections::BTreeMap;

/// Days back up to which people sat down every day, and up to which every other week; before that once in four weeks. Fewer
/// sittings keep the telling short.
const DAILY: i64 = 14;
const FORTNIGHTLY: i64 = 84;

/// One sitting of one person.
pub type Sitting = (DateTime<Utc>, usize);

/// What somebody did in one sitting.
#[derive(Default)]
pub struct Deeds {
    /// New deals, as they are in the end.
    pub deals: Vec<Deal>,
    pub visits: Vec<StageVisit>,
    pub shares: Vec<DealShare>,
    /// New tasks, as they are in the end.
    pub tasks: Vec<Task>,
    pub lines: Vec<DealLine>,
    pub rivals: Vec<DealCompetitor>,
    pub stakeholders: Vec<Stakeholder>,
    pub links: Vec<InfluenceLink>,
    pub notes: Vec<Note>,
    pub activities: Vec<Activity>,
    pub attendees: Vec<ActivityAttendee>,
    /// Leads, written down once they have become what they are.
    pub leads: Vec<Lead>,
    /// Everything as it was told then, step by step.
    pub news: Vec<News>,
}

/// All sittings in order, and the deals they came to.
#[derive(Default)]
pub struct Story {
    pub sittings: BTreeMap<Sitting, Deeds>,
    pub deals: Vec<Deal>,
}

/// The sitting of a person some days before now.
pub fn sitting(now: DateTime<Utc>, person: usize, days_ago: i64) -> Sitting {
    let days_ago = days_ago.max(1);
    let days_ago = if days_ago > FORTNIGHTLY {
        FORTNIGHTLY + (days_ago - FORTNIGHTLY) / 28 * 28
    } else if days_ago > DAILY {
        DAILY + (days_ago - DAILY) / 14 * 14
    } else {
        days_ago
    };
    let mut day = (now - Duration::days(days_ago)).date_naive();
    // Who would have worked on a weekend did it on the Friday before.
    let weekend = match day.weekday() {
        Weekday::Sat => 1,
        Weekday::Sun => 2,
        _ => 0,
    };
    day -= Duration::days(weekend);
    let morning = day.and_time(NaiveTime::from_hms_opt(7, 0, 0).unwrap_or_default()).and_utc();
    let minutes = i64::try_from(person * 23 % 480).unwrap_or_default();
    (morning + Duration::minutes(minutes), person)
}

impl Story {
    /// The deeds of a sitting, to be added to.
    pub fn at(&mut self, sitting: Sitting) -> &mut Deeds {
        self.sittings.entry(sitting).or_default()
    }

    /// Writes it all down, sitting by sitting, by those who did it.
    pub async fn tell(&self, past: &Past, house: &House) -> Result<()> {
        for (number, ((at, person), deeds)) in self.sittings.iter().enumerate() {
            if [20, 100, 400].contains(&number) {
                look_again(&mut *past.app.read().await?).await?;
            }
            past.pass_until(*at);
            let viewer = as_person(&house.people[*person]);
            let work = async |tx: &mut Tx| write_down(tx, deeds).await;
            past.app.write(&viewer, None, work).await?;
        }
        Ok(())
    }
}

async fn write_down(tx: &mut Tx, deeds: &Deeds) -> Result<()> {
    tx.insert_all(&deeds.deals).await?;
    tx.insert_all(&deeds.visits).await?;
    tx.insert_all(&deeds.shares).await?;
    tx.insert_all(&deeds.lines).await?;
    tx.insert_all(&deeds.rivals).await?;
    tx.insert_all(&deeds.tasks).await?;
    tx.insert_all(&deeds.stakeholders).await?;
    tx.insert_all(&deeds.links).await?;
    tx.insert_all(&deeds.notes).await?;
    tx.insert_all(&deeds.activities).await?;
    tx.insert_all(&deeds.attendees).await?;
    tx.insert_all(&deeds.leads).await?;
    for news in &deeds.news {
        tx.emit(news.clone());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sittings_keep_the_order_of_days_and_leave_weekends_out() {
        let now = DateTime::UNIX_EPOCH + Duration::days(20_000);
        let days: Vec<DateTime<Utc>> = (0..200).map(|days| sitting(now, 3, days).0).collect();
        assert!(days.windows(2).all(|pair| pair[0] >= pair[1]));
        assert!(days.iter().all(|day| *day < now && day.weekday().number_from_monday() < 6));
    }
}
