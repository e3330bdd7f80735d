//! SQL for contract packages, and who may see them: whoever sees the deal.

use crate::api::loaders::{Asking, Batch};
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::entity::Entity as _;
use crate::db::filter::{Conditions, Relation};
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use crate::db::schema::contract_package_files;
use crate::deals::model::Deal;
use crate::deals::store::{filter_deals, on_visible_deal};
use crate::files::model::File;
use crate::proposals::packages::model::{ContractPackage, ContractPackageFile, ContractPackageFilter};
use crate::team::model::User;
use diesel::prelude::*;
use diesel::sql_types as sql;
use diesel_async::RunQueryDsl;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

impl Visible for ContractPackage {
    const ID: &'static str = "contract_packages.id";
    const WORKSPACE: &'static str = "contract_packages.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        on_visible_deal(conditions, "contract_packages.deal_id");
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

impl Visible for ContractPackageFile {
    const ID: &'static str = "contract_package_files.id";
    const WORKSPACE: &'static str = "contract_package_files.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        on_visible_deal(conditions, "contract_package_files.deal_id");
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

const DEAL: Relation = Relation {
    column: "contract_packages.deal_id",
    select: "SELECT deals.id FROM deals WHERE ",
    workspace: "deals.workspace_id",
};

/// What a search of packages looks at: what they are called, and their deal's name.
const NAMES: &str = "contract_packages.name || ' ' || (SELECT d.name FROM deals d WHERE d.workspace_id = contract_packages.workspace_id AND d.id = contract_packages.deal_id)";

/// Adds a filter on contract packages.
pub fn filter_packages(to: &mut Conditions<'_>, filter: &ContractPackageFilter) -> Result<()> {
    to.id::<ContractPackage>("contract_packages.id", filter.id.as_ref())?;
    to.text("contract_packages.name", filter.name.as_ref());
    to.one_of("contract_packages.status", filter.status.as_ref().map(|status| status as _));
    to.id::<Deal>("contract_packages.deal_id", filter.deal_id.as_ref())?;
    to.id::<User>("contract_packages.created_by", filter.created_by_id.as_ref())?;
    to.instant("contract_packages.created_at", filter.created_at.as_ref())?;
    to.instant("contract_packages.updated_at", filter.updated_at.as_ref())?;
    if let Some(deal) = &filter.deal {
        to.some(DEAL, |inner| {
            Deal::see(inner);
            filter_deals(inner, deal)
        })?;
    }
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_packages)
}

/// What a list of packages holds: filter and search.
pub fn packages_where(
    conditions: &mut Conditions<'_>,
    filter: Option<&ContractPackageFilter>,
    search: Option<&str>,
) -> Result<()> {
    if let Some(filter) = filter {
        filter_packages(conditions, filter)?;
    }
    if let Some(text) = search.map(str::trim).filter(|text| !text.is_empty()) {
        conditions.search(NAMES, text);
    }
    Ok(())
}

/// Whether a package of the deal at hand was signed. Whoever sees the deal sees them, so nothing more is asked.
pub const SIGNED: &str = "EXISTS (SELECT FROM contract_packages p WHERE p.workspace_id = deals.workspace_id AND p.deal_id = deals.id AND p.status = 'signed')";

/// The deal of a package, whoever may see either.
pub async fn deal_of(tx: &mut Tx, id: Id<ContractPackage>) -> Result<Id<Deal>> {
    let mut text = Fragment::text("SELECT p.deal_id FROM contract_packages p WHERE p.workspace_id = ");
    text.bind(Bind::Uuid(tx.workspace_id())).push(" AND p.id = ").bind(Bind::Uuid(id.0));
    let deal: Option<Uuid> = Statement::<sql::Uuid>::new(text).get_result(tx.conn()).await.optional()?;
    deal.map(Id::of).ok_or(Error::NotFound(ContractPackage::NAME))
}

/// The package, locked until the transaction ends, whoever may see it. Its deal's row is locked before.
pub async fn lock(tx: &mut Tx, id: Id<ContractPackage>) -> Result<ContractPackage> {
    let viewer = tx.viewer.clone();
    let mut conditions = Conditions::on(ContractPackage::WORKSPACE, &viewer, tx.now);
    conditions.equals(ContractPackage::ID, Bind::Uuid(id.0));
    let found = list::locked(tx.conn(), conditions.into_sql()).await?.pop();
    found.ok_or(Error::NotFound(ContractPackage::NAME))
}

/// What a package whose row is locked pins, in order.
pub async fn pins_of(tx: &mut Tx, id: Id<ContractPackage>) -> Result<Vec<ContractPackageFile>> {
    use contract_package_files as pins;
    let of_package = pins::workspace_id.eq(tx.workspace_id()).and(pins::package_id.eq(id.0));
    let rows = pins::table.filter(of_package).order((pins::position, pins::id));
    Ok(rows.select(ContractPackageFile::as_select()).load(tx.conn()).await?)
}

/// Makes a package pin these and nothing else.
pub async fn set_pins(tx: &mut Tx, id: Id<ContractPackage>, pins: &[ContractPackageFile]) -> Result<()> {
    use contract_package_files as pinned;
    let old = pinned::table.filter(pinned::workspace_id.eq(tx.workspace_id()));
    diesel::delete(old.filter(pinned::package_id.eq(id.0))).execute(tx.conn()).await?;
    tx.insert_all(pins).await
}

/// The packages in approval, or approved and not signed, that pin a file, whoever may see them. Their deal's row is locked.
pub async fn approved_with(tx: &mut Tx, file: Id<File>) -> Result<Vec<Id<ContractPackage>>> {
    let mut text = Fragment::text(
        "SELECT p.id FROM contract_package_files f JOIN contract_packages p ON p.workspace_id = f.workspace_id AND p.id = f.package_id WHERE f.workspace_id = ",
    );
    text.bind(Bind::Uuid(tx.workspace_id())).push(" AND f.file_id = ").bind(Bind::Uuid(file.0));
    text.push(" AND p.status IN ('in_approval', 'approved') ORDER BY p.id");
    let ids: Vec<Uuid> = Statement::<sql::Uuid>::new(text).load(tx.conn()).await?;
    Ok(ids.into_iter().map(Id::of).collect())
}

/// What packages pin, in order, as far as the viewer may see them.
pub struct FilesBatch;

impl Batch for FilesBatch {
    type Key = Uuid;
    type Value = Arc<Vec<ContractPackageFile>>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        packages: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Arc<Vec<ContractPackageFile>>>> {
        let mut conditions = ContractPackageFile::seen_by(&asking.viewer, asking.now);
        let mut these = Fragment::text("contract_package_files.package_id = ANY(");
        these.bind(Bind::Uuids(packages)).push(")");
        conditions.and(these);
        let mut sql = conditions.into_sql();
        sql.push(" ORDER BY contract_package_files.position, contract_package_files.id");
        let mut grouped: HashMap<Uuid, Vec<ContractPackageFile>> = HashMap::new();
        for pin in list::all::<ContractPackageFile>(conn, sql).await? {
            grouped.entry(pin.package_id.0).or_default().push(pin);
        }
        Ok(grouped.into_iter().map(|(package, pins)| (package, Arc::new(pins))).collect())
    }
}
