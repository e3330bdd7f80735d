//! SQL for leads, and who may see them: as they would see an unrestricted deal of the lead's owner.

use crate::api::loaders::{Asking, Batch};
use crate::app::actor::Scope;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::filter::{Conditions, OF_LEAD, Relation};
use crate::db::fragment::{Bind, Fragment};
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use crate::fields::filter::filter_custom;
use crate::leads::model::{Lead, LeadFilter};
use crate::pipeline::model::Lookup;
use crate::team::model::User;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

impl Visible for Lead {
    const ID: &'static str = "leads.id";
    const WORKSPACE: &'static str = "leads.workspace_id";

    /// By policy, or because it is one's own.
    fn see(conditions: &mut Conditions<'_>) {
        let viewer = conditions.viewer;
        let Scope::Owners(owners) = &viewer.scope else { return };
        let mut sql = Fragment::text("leads.owner_id = ANY(");
        sql.bind(Bind::Uuids(owners.to_vec())).push(")");
        if let Some(person) = &viewer.person {
            sql.push(" OR leads.owner_id = ").bind(Bind::Uuid(person.user_id));
        }
        conditions.and(sql);
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// Adds, of records some of which hang on a lead, that the lead named in the column `of_lead` is visible, if any is.
pub fn on_visible_lead(conditions: &Conditions<'_>, of_lead: &'static str) -> Option<Fragment> {
    let Scope::Owners(_) = &conditions.viewer.scope else { return None };
    let mut sql = Fragment::text("(");
    sql.push(of_lead)
        .push(" IS NULL OR EXISTS (SELECT FROM leads WHERE leads.id = ")
        .push(of_lead)
        .push(" AND ");
    sql.append(Lead::seen_by(conditions.viewer, conditions.now).into_sql()).push("))");
    Some(sql)
}

const OWNER: Relation = Relation {
    column: "leads.owner_id",
    select: "SELECT users.id FROM users WHERE ",
    workspace: "users.workspace_id",
};

/// Adds a filter on leads.
pub fn filter_leads(to: &mut Conditions<'_>, filter: &LeadFilter) -> Result<()> {
    to.id::<Lead>("leads.id", filter.id.as_ref())?;
    to.text("leads.topic", filter.topic.as_ref());
    to.text("leads.company", filter.company.as_ref());
    to.text("leads.email", filter.email.as_ref());
    to.one_of("leads.status", filter.status.as_ref().map(|status| status as _));
    to.id::<User>("leads.owner_id", filter.owner_id.as_ref())?;
    to.id::<Lookup>("leads.source_id", filter.source_id.as_ref())?;
    to.instant("leads.created_at", filter.created_at.as_ref())?;
    to.instant("leads.updated_at", filter.updated_at.as_ref())?;
    to.instant("leads.converted_at", filter.converted_at.as_ref())?;
    if let Some(owner) = &filter.owner {
        to.some(OWNER, |inner| crate::team::store::filter_users(inner, owner))?;
    }
    filter_custom::<Lead>(to, filter.custom.as_deref())?;
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_leads)
}

/// What a root list of leads holds: filter and search.
pub fn leads_where(
    conditions: &mut Conditions<'_>,
    filter: Option<&LeadFilter>,
    search: Option<&str>,
) -> Result<()> {
    if let Some(filter) = filter {
        filter_leads(conditions, filter)?;
    }
    if let Some(text) = search.map(str::trim).filter(|text| !text.is_empty()) {
        conditions.search(OF_LEAD, text);
    }
    Ok(())
}

/// The leads that became these deals, as far as the viewer may see them.
pub struct OfDealBatch;

impl Batch for OfDealBatch {
    type Key = Uuid;
    type Value = Arc<Lead>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        deals: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Arc<Lead>>> {
        let mut conditions = Lead::seen_by(&asking.viewer, asking.now);
        let mut of_deals = Fragment::text("leads.deal_id = ANY(");
        of_deals.bind(Bind::Uuids(deals)).push(")");
        conditions.and(of_deals);
        let leads: Vec<Lead> = list::all(conn, conditions.into_sql()).await?;
        Ok(leads.into_iter().filter_map(|lead| Some((lead.deal_id?.0, Arc::new(lead)))).collect())
    }
}

/// All records whose column `of_lead` names the lead, locked, whoever may see them: they share its fate.
pub async fn on_lead_for_update<R: Visible>(
    tx: &mut Tx,
    of_lead: &'static str,
    lead: Id<Lead>,
) -> Result<Vec<R>> {
    let mut sql = Fragment::text(R::WORKSPACE);
    sql.push(" = ").bind(Bind::Uuid(tx.workspace_id()));
    sql.push(" AND ").push(of_lead).push(" = ").bind(Bind::Uuid(lead.0)).push(" ORDER BY ").push(R::ID);
    list::locked(tx.conn(), sql).await
}
