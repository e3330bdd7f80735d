//! What the rows of a page refer to, as far as the viewer may see it.

use crate::accounts::model::{Account, Contact};
use crate::activities::interactions::model::{Activity, ActivityAttendee};
use crate::activities::interactions::store::attendees;
use crate::api::loaders::Asking;
use crate::app::App;
use crate::app::error::Result;
use crate::db::id::{Id, split};
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use crate::deals::model::{Brief, Deal};
use crate::deals::store::briefs;
use crate::integrations::export::cells::Cell;
use crate::leads::model::Lead;
use crate::pipeline::model::{Lookup, Pipeline, Stage};
use crate::proposals::model::Proposal;
use crate::team::model::{User, Workspace};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::collections::HashMap;
use uuid::Uuid;

/// The records a row refers to.
#[derive(Debug, Clone, Default)]
pub struct Refers {
    pub accounts: Vec<Uuid>,
    pub contacts: Vec<Uuid>,
    pub deals: Vec<Uuid>,
    pub leads: Vec<Uuid>,
    pub proposals: Vec<Uuid>,
    /// The activity whose people are asked for.
    pub attended: Option<Uuid>,
    /// The deal whose long texts are asked for.
    pub brief: Option<Uuid>,
}

impl Refers {
    /// What a custom field's value refers to.
    pub fn named(&mut self, text: &str) {
        match split(text) {
            Some(("acct", id)) => self.accounts.push(id),
            Some(("cont", id)) => self.contacts.push(id),
            _ => {}
        }
    }

    fn extend(&mut self, more: Self) {
        self.accounts.extend(more.accounts);
        self.contacts.extend(more.contacts);
        self.deals.extend(more.deals);
        self.leads.extend(more.leads);
        self.proposals.extend(more.proposals);
    }
}

/// What cells are made from besides their row.
pub struct Around {
    pub zone: Tz,
    users: HashMap<Uuid, User>,
    lookups: HashMap<Uuid, Lookup>,
    pipelines: HashMap<Uuid, Pipeline>,
    stages: HashMap<Uuid, Stage>,
    accounts: HashMap<Uuid, Account>,
    contacts: HashMap<Uuid, Contact>,
    deals: HashMap<Uuid, Deal>,
    leads: HashMap<Uuid, Lead>,
    proposals: HashMap<Uuid, Proposal>,
    attendees: HashMap<Uuid, Vec<ActivityAttendee>>,
    briefs: HashMap<Uuid, Brief>,
}

async fn every<R: Visible>(conn: &mut DbConnection, asking: &Asking) -> Result<HashMap<Uuid, R>> {
    let rows: Vec<R> = list::all(conn, R::seen_by(&asking.viewer, asking.now).into_sql()).await?;
    Ok(rows.into_iter().map(|row| (row.uuid(), row)).collect())
}

async fn some<R: Visible>(
    conn: &mut DbConnection,
    asking: &Asking,
    mut ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, R>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    ids.sort_unstable();
    ids.dedup();
    let rows: Vec<R> = list::by_ids(conn, (&asking.viewer, asking.now), ids).await?;
    Ok(rows.into_iter().map(|row| (row.uuid(), row)).collect())
}

impl Around {
    /// What is the same for all pages: people, lists, stages, and the viewer's zone.
    pub async fn begin(app: &App, asking: &Asking) -> Result<Self> {
        let mut conn = app.read().await?;
        let users: HashMap<Uuid, User> = every(&mut conn, asking).await?;
        let own = asking.viewer.user_id().and_then(|id| users.get(&id)).map(|user| user.time_zone.clone());
        let zone = match own {
            Some(zone) => Some(zone),
            None => {
                let workspaces: HashMap<Uuid, Workspace> = every(&mut conn, asking).await?;
                workspaces.into_values().next().map(|workspace| workspace.time_zone)
            }
        };
        Ok(Self {
            zone: zone.and_then(|zone| zone.parse().ok()).unwrap_or(Tz::UTC),
            users,
            lookups: every(&mut conn, asking).await?,
            pipelines: every(&mut conn, asking).await?,
            stages: every(&mut conn, asking).await?,
            accounts: HashMap::new(),
            contacts: HashMap::new(),
            deals: HashMap::new(),
            leads: HashMap::new(),
            proposals: HashMap::new(),
            attendees: HashMap::new(),
            briefs: HashMap::new(),
        })
    }

    /// Turns to another page: what its rows refer to.
    pub async fn turn(&mut self, conn: &mut DbConnection, asking: &Asking, rows: Vec<Refers>) -> Result<()> {
        let (mut all, mut of_deals, mut attended) = (Refers::default(), Vec::new(), Vec::new());
        for refers in rows {
            of_deals.extend(refers.brief);
            attended.extend(refers.attended);
            all.extend(refers);
        }
        self.meet(conn, asking, &attended).await?;
        let people = self.attendees.values().flatten();
        all.contacts.extend(people.filter_map(|one| one.contact_id).map(|id| id.0));
        self.deals = some(conn, asking, all.deals).await?;
        all.accounts.extend(self.deals.values().filter_map(|deal| deal.account_id).map(|id| id.0));
        self.leads = some(conn, asking, all.leads).await?;
        self.proposals = some(conn, asking, all.proposals).await?;
        self.contacts = some(conn, asking, all.contacts).await?;
        self.accounts = some(conn, asking, all.accounts).await?;
        self.briefs.clear();
        if !of_deals.is_empty() {
            let rows = briefs(conn, asking.viewer.workspace_id, &of_deals).await?;
            self.briefs = rows.into_iter().map(|row| (row.id.0, row)).collect();
        }
        Ok(())
    }

    /// Who takes part in these activities.
    async fn meet(&mut self, conn: &mut DbConnection, asking: &Asking, activities: &[Uuid]) -> Result<()> {
        self.attendees.clear();
        if activities.is_empty() {
            return Ok(());
        }
        for one in attendees(conn, asking.viewer.workspace_id, activities).await? {
            self.attendees.entry(one.activity_id.0).or_default().push(one);
        }
        Ok(())
    }

    pub fn user(&self, id: Id<User>) -> Option<&User> {
        self.users.get(&id.0)
    }

    pub fn account(&self, id: Option<Id<Account>>) -> Option<&Account> {
        self.accounts.get(&id?.0)
    }

    pub fn contact(&self, id: Option<Id<Contact>>) -> Option<&Contact> {
        self.contacts.get(&id?.0)
    }

    pub fn deal(&self, id: Option<Id<Deal>>) -> Option<&Deal> {
        self.deals.get(&id?.0)
    }

    pub fn lead(&self, id: Option<Id<Lead>>) -> Option<&Lead> {
        self.leads.get(&id?.0)
    }

    pub fn proposal(&self, id: Option<Id<Proposal>>) -> Option<&Proposal> {
        self.proposals.get(&id?.0)
    }

    /// Who takes part in an activity, as far as the viewer sees them: contacts first, as the API lists them.
    pub fn attendees(&self, id: Id<Activity>) -> Cell {
        let all = self.attendees.get(&id.0).map(Vec::as_slice).unwrap_or_default();
        let contacts = all.iter().filter_map(|one| self.contact(one.contact_id)).map(full_name);
        let users = all.iter().filter_map(|one| self.user(one.user_id?)).map(|user| user.name.clone());
        Cell::list(&contacts.chain(users).collect::<Vec<_>>())
    }

    pub fn pipeline(&self, id: Id<Pipeline>) -> Option<&Pipeline> {
        self.pipelines.get(&id.0)
    }

    pub fn stage(&self, id: Id<Stage>) -> Option<&Stage> {
        self.stages.get(&id.0)
    }

    pub fn brief(&self, id: Id<Deal>) -> Option<&Brief> {
        self.briefs.get(&id.0)
    }

    /// The name of a person.
    pub fn person(&self, id: Option<Id<User>>) -> Cell {
        Cell::text(id.and_then(|id| self.user(id)).map(|user| user.name.as_str()))
    }

    /// The label of a list's value.
    pub fn lookup(&self, id: Option<Id<Lookup>>) -> Cell {
        Cell::text(id.and_then(|id| self.lookups.get(&id.0)).map(|value| value.label.as_str()))
    }

    /// An instant in the viewer's zone.
    pub fn at(&self, at: Option<DateTime<Utc>>) -> Cell {
        at.map_or(Cell::Empty, |at| Cell::Instant(at.with_timezone(&self.zone).fixed_offset()))
    }

    /// What people call the record a custom field's value names.
    pub fn called(&self, text: &str) -> Cell {
        match split(text) {
            Some(("user", id)) => self.person(Some(Id::of(id))),
            Some(("acct", id)) => {
                Cell::text(self.account(Some(Id::of(id))).map(|account| account.name.as_str()))
            }
            Some(("cont", id)) => Cell::text(self.contact(Some(Id::of(id))).map(full_name).as_deref()),
            _ => Cell::Empty,
        }
    }
}

/// A contact's whole name.
pub fn full_name(contact: &Contact) -> String {
    format!("{} {}", contact.first_name, contact.last_name).trim().to_owned()
}
