//! SQL for saved views, and who may see them: their owner, and those they are shared with.

use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::list::Visible;
use crate::deals;
use crate::views::saved::model::{Asked, SavedView};
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

impl Visible for SavedView {
    const ID: &'static str = "saved_views.id";
    const WORKSPACE: &'static str = "saved_views.workspace_id";

    /// Another's private view is nobody's business, not even an admin's.
    fn see(conditions: &mut Conditions<'_>) {
        let mut sql = Fragment::text("saved_views.sharing = 'everyone'");
        if let Some(person) = &conditions.viewer.person {
            sql.push(" OR saved_views.owner_id = ").bind(Bind::Uuid(person.user_id));
            sql.push(" OR saved_views.team_id = ANY(").bind(Bind::Uuids(person.team_ids.to_vec())).push(")");
        }
        conditions.and(sql);
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// Refuses a filter or an order that names what there is not: an id of another kind, a custom field nobody has.
pub fn check_asked(tx: &Tx, asked: &Asked) -> Result<()> {
    let mut conditions = deals::model::Deal::seen_by(&tx.viewer, tx.now);
    deals::store::filter_deals(&mut conditions, &asked.filter)?;
    deals::model::DealOrder::terms(&asked.order_by, &[], &tx.viewer).map(drop)
}

/// How many views somebody keeps, those put away included.
pub async fn count_of(tx: &mut Tx, owner: Uuid) -> Result<i64> {
    let mut sql = Fragment::text("SELECT count(*) FROM saved_views v WHERE v.workspace_id = ");
    sql.bind(Bind::Uuid(tx.workspace_id())).push(" AND v.owner_id = ").bind(Bind::Uuid(owner));
    Ok(Statement::<BigInt>::new(sql).get_result(tx.conn()).await?)
}
