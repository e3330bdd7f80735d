//! SQL for stakeholders and influence, and who may see them: whoever sees the deal.

use crate::accounts::model::Contact;
use crate::accounts::store::filter_contacts;
use crate::api::loaders::{Asking, Batch};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::filter::{Conditions, Relation};
use crate::db::fragment::{Bind, Fragment};
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use crate::db::schema::{influence_links, stakeholders};
use crate::deals::model::Deal;
use crate::deals::stakeholders::model::{
    CoverageFilter, InfluenceLink, Stakeholder, StakeholderFilter, StakeholderListFilter,
};
use crate::deals::store::on_visible_deal;
use crate::pipeline::model::{Lookup, LookupKind};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

impl Visible for Stakeholder {
    const ID: &'static str = "stakeholders.id";
    const WORKSPACE: &'static str = "stakeholders.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        on_visible_deal(conditions, "stakeholders.deal_id");
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

impl Visible for InfluenceLink {
    const ID: &'static str = "influence_links.id";
    const WORKSPACE: &'static str = "influence_links.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        on_visible_deal(conditions, "influence_links.deal_id");
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

const CONTACT: Relation = Relation {
    column: "stakeholders.contact_id",
    select: "SELECT contacts.id FROM contacts WHERE ",
    workspace: "contacts.workspace_id",
};

/// Adds a filter on stakeholders.
pub fn filter_stakeholders(to: &mut Conditions<'_>, filter: &StakeholderFilter) -> Result<()> {
    to.id::<Stakeholder>("stakeholders.id", filter.id.as_ref())?;
    to.id::<Contact>("stakeholders.contact_id", filter.contact_id.as_ref())?;
    to.id::<Lookup>("stakeholders.role_id", filter.role_id.as_ref())?;
    to.one_of("stakeholders.side", filter.side.as_ref().map(|side| side as _));
    to.int("stakeholders.influence", filter.influence.as_ref())?;
    to.int("stakeholders.loyalty", filter.loyalty.as_ref())?;
    to.date("stakeholders.last_met_on", filter.last_met_on.as_ref())?;
    if let Some(contact) = &filter.contact {
        to.some(CONTACT, |inner| filter_contacts(inner, contact))?;
    }
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_stakeholders)
}

/// Adds a filter on a list of stakeholders; only visible ones count.
pub fn filter_list(
    to: &mut Conditions<'_>,
    relation: Relation,
    filter: &StakeholderListFilter,
) -> Result<()> {
    let visible = |inner: &mut Conditions<'_>, filter: &StakeholderFilter| {
        Stakeholder::see(inner);
        filter_stakeholders(inner, filter)
    };
    if let Some(some) = &filter.some {
        to.some(relation, |inner| visible(inner, some))?;
    }
    if let Some(none) = &filter.none {
        to.none(relation, |inner| visible(inner, none))?;
    }
    if let Some(every) = &filter.every {
        let see = |inner: &mut Conditions<'_>| {
            Stakeholder::see(inner);
            Ok(())
        };
        to.every(relation, see, |inner| filter_stakeholders(inner, every))?;
    }
    Ok(())
}

/// Whether one of the stakeholders of the deal at hand decides. Whoever sees the deal sees them, so nothing more is asked.
pub const DECISION_MAKER_KNOWN: &str = "EXISTS (SELECT FROM stakeholders s JOIN lookups l ON l.workspace_id = s.workspace_id AND l.id = s.role_id WHERE s.workspace_id = deals.workspace_id AND s.deal_id = deals.id AND l.key = 'decision_maker')";
const WEIGHTED_LOYALTY: &str = "(SELECT round(sum(s.influence * s.loyalty)::numeric / sum(s.influence), 2) FROM stakeholders s WHERE s.workspace_id = deals.workspace_id AND s.deal_id = deals.id)";
const COUNT: &str = "(SELECT count(*)::int FROM stakeholders s WHERE s.workspace_id = deals.workspace_id AND s.deal_id = deals.id)";
const ALL_MET_SINCE: &str = "(SELECT CASE WHEN bool_and(s.last_met_on IS NOT NULL) THEN min(s.last_met_on) END FROM stakeholders s WHERE s.workspace_id = deals.workspace_id AND s.deal_id = deals.id)";

/// Adds a filter on how well a deal's stakeholders are covered.
pub fn filter_coverage(to: &mut Conditions<'_>, filter: &CoverageFilter) -> Result<()> {
    to.boolean(DECISION_MAKER_KNOWN, filter.decision_maker_known.as_ref());
    to.decimal(WEIGHTED_LOYALTY, filter.weighted_loyalty.as_ref())?;
    to.int(COUNT, filter.stakeholders.as_ref())?;
    to.date(ALL_MET_SINCE, filter.all_met_since.as_ref())
}

/// The stakeholders of a deal whose row is locked, whose word counts most first.
pub async fn of_deal(tx: &mut Tx, deal: Id<Deal>) -> Result<Vec<Stakeholder>> {
    let rows = stakeholders::table
        .filter(stakeholders::workspace_id.eq(tx.workspace_id()).and(stakeholders::deal_id.eq(deal.0)))
        .order((stakeholders::influence.desc(), stakeholders::created_at, stakeholders::id))
        .select(Stakeholder::as_select());
    Ok(rows.load(tx.conn()).await?)
}

/// The influence drawn on a deal whose row is locked.
pub async fn links_of_deal(tx: &mut Tx, deal: Id<Deal>) -> Result<Vec<InfluenceLink>> {
    let rows = influence_links::table
        .filter(influence_links::workspace_id.eq(tx.workspace_id()).and(influence_links::deal_id.eq(deal.0)))
        .select(InfluenceLink::as_select());
    Ok(rows.load(tx.conn()).await?)
}

/// Takes a stakeholder off its deal; the influence from and to them must be gone.
pub async fn delete(tx: &mut Tx, id: Id<Stakeholder>) -> Result<()> {
    let row = stakeholders::table
        .filter(stakeholders::workspace_id.eq(tx.workspace_id()).and(stakeholders::id.eq(id.0)));
    diesel::delete(row).execute(tx.conn()).await?;
    Ok(())
}

/// Takes an influence back.
pub async fn delete_link(tx: &mut Tx, id: Id<InfluenceLink>) -> Result<()> {
    let row = influence_links::table
        .filter(influence_links::workspace_id.eq(tx.workspace_id()).and(influence_links::id.eq(id.0)));
    diesel::delete(row).execute(tx.conn()).await?;
    Ok(())
}

fn on_deals<'v, R: Visible>(asking: &'v Asking, column: &'static str, deals: Vec<Uuid>) -> Conditions<'v> {
    let mut conditions = R::seen_by(&asking.viewer, asking.now);
    let mut these = Fragment::text(column);
    these.push(" = ANY(").bind(Bind::Uuids(deals)).push(")");
    conditions.and(these);
    conditions
}

/// All stakeholders of deals, for what they come to.
pub struct StakeholdersBatch;

impl Batch for StakeholdersBatch {
    type Key = Uuid;
    type Value = Arc<Vec<Stakeholder>>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        deals: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Arc<Vec<Stakeholder>>>> {
        let which = on_deals::<Stakeholder>(asking, "stakeholders.deal_id", deals);
        let mut grouped: HashMap<Uuid, Vec<Stakeholder>> = HashMap::new();
        for row in list::all::<Stakeholder>(conn, which.into_sql()).await? {
            grouped.entry(row.deal_id.0).or_default().push(row);
        }
        Ok(grouped.into_iter().map(|(deal, rows)| (deal, Arc::new(rows))).collect())
    }
}

/// All influence drawn on deals, the oldest first.
pub struct LinksBatch;

impl Batch for LinksBatch {
    type Key = Uuid;
    type Value = Vec<InfluenceLink>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        deals: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Vec<InfluenceLink>>> {
        let which = on_deals::<InfluenceLink>(asking, "influence_links.deal_id", deals);
        let mut rows: Vec<InfluenceLink> = list::all(conn, which.into_sql()).await?;
        rows.sort_by_key(|link| (link.created_at, link.id));
        let mut grouped: HashMap<Uuid, Vec<InfluenceLink>> = HashMap::new();
        for row in rows {
            grouped.entry(row.deal_id.0).or_default().push(row);
        }
        Ok(grouped)
    }
}

/// The workspace's list of roles, archived ones too.
pub struct RolesBatch;

impl Batch for RolesBatch {
    type Key = ();
    type Value = Arc<Vec<Lookup>>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        _: Vec<()>,
    ) -> Result<HashMap<(), Arc<Vec<Lookup>>>> {
        let mut which = Lookup::seen_by(&asking.viewer, asking.now);
        which.equals("lookups.kind", Bind::Text(LookupKind::StakeholderRole.as_str().to_owned()));
        let mut roles: Vec<Lookup> = list::all(conn, which.into_sql()).await?;
        roles.sort_by_key(|role| role.position);
        Ok(HashMap::from([((), Arc::new(roles))]))
    }
}
