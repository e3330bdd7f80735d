//! SQL for products, and who may see them: everybody of the workspace.

use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::catalogue::products::model::{Product, ProductFilter};
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment};
use crate::db::list::{self, Visible};
use diesel::result::{DatabaseErrorKind, Error as Failure};
use uuid::Uuid;

impl Visible for Product {
    const ID: &'static str = "products.id";
    const WORKSPACE: &'static str = "products.workspace_id";

    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// Adds a filter on products.
pub fn filter_products(to: &mut Conditions<'_>, filter: &ProductFilter) -> Result<()> {
    to.id::<Product>("products.id", filter.id.as_ref())?;
    to.text("products.name", filter.name.as_ref());
    to.text("products.code", filter.code.as_ref());
    to.text("products.series", filter.series.as_ref());
    to.boolean("products.active", filter.active.as_ref());
    to.instant("products.created_at", filter.created_at.as_ref())?;
    to.instant("products.updated_at", filter.updated_at.as_ref())?;
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_products)
}

/// What a root list of products holds: filter, search, and only those that are sold unless the filter says otherwise.
pub fn products_where(
    conditions: &mut Conditions<'_>,
    filter: Option<&ProductFilter>,
    search: Option<&str>,
) -> Result<()> {
    if filter.is_none_or(|filter| filter.active.is_none()) {
        conditions.equals("products.active", Bind::Bool(true));
    }
    if let Some(filter) = filter {
        filter_products(conditions, filter)?;
    }
    if let Some(text) = search.map(str::trim).filter(|text| !text.is_empty()) {
        conditions.search(
            "products.name || ' ' || coalesce(products.code, '') || ' ' || coalesce(products.series, '')",
            text,
        );
    }
    Ok(())
}

/// Those products that have one of these codes, whatever their case. Codes are given in lower case.
pub async fn by_codes(tx: &mut Tx, codes: Vec<String>) -> Result<Vec<Product>> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut conditions = Product::seen_by(&viewer, now);
    let mut these = Fragment::text("lower(products.code) = ANY(");
    these.bind(Bind::Texts(codes)).push(")");
    conditions.and(these);
    list::all(tx.conn(), conditions.into_sql()).await
}

/// A code that another product has, as a refusal; anything else as it is.
pub fn taken(error: Error) -> Error {
    match &error {
        Error::Db(Failure::DatabaseError(DatabaseErrorKind::UniqueViolation, info))
            if info.constraint_name() == Some("products_code") =>
        {
            Refusal::at(RefusalCode::Taken, "code", "Another product has this code.").into()
        }
        _ => error,
    }
}
