//! SQL for competitors, and who may see them: everybody of the workspace.

use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::catalogue::competitors::model::{Competitor, CompetitorFilter};
use crate::db::filter::Conditions;
use crate::db::fragment::Bind;
use crate::db::list::Visible;
use diesel::result::{DatabaseErrorKind, Error as Failure};
use uuid::Uuid;

impl Visible for Competitor {
    const ID: &'static str = "competitors.id";
    const WORKSPACE: &'static str = "competitors.workspace_id";

    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// Adds a filter on competitors.
pub fn filter_competitors(to: &mut Conditions<'_>, filter: &CompetitorFilter) -> Result<()> {
    to.id::<Competitor>("competitors.id", filter.id.as_ref())?;
    to.text("competitors.name", filter.name.as_ref());
    to.boolean("competitors.archived", filter.archived.as_ref());
    to.instant("competitors.created_at", filter.created_at.as_ref())?;
    to.instant("competitors.updated_at", filter.updated_at.as_ref())?;
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_competitors)
}

/// What a root list of competitors holds: filter, search, and only those in use unless the filter says otherwise.
pub fn competitors_where(
    conditions: &mut Conditions<'_>,
    filter: Option<&CompetitorFilter>,
    search: Option<&str>,
) -> Result<()> {
    if filter.is_none_or(|filter| filter.archived.is_none()) {
        conditions.equals("competitors.archived", Bind::Bool(false));
    }
    if let Some(filter) = filter {
        filter_competitors(conditions, filter)?;
    }
    if let Some(text) = search.map(str::trim).filter(|text| !text.is_empty()) {
        conditions.search("competitors.name", text);
    }
    Ok(())
}

/// A name that another competitor has, as a refusal; anything else as it is.
pub fn taken(error: Error) -> Error {
    match &error {
        Error::Db(Failure::DatabaseError(DatabaseErrorKind::UniqueViolation, info))
            if info.constraint_name() == Some("competitors_unique_name") =>
        {
            Refusal::at(RefusalCode::Taken, "name", "There is a competitor of this name.").into()
        }
        _ => error,
    }
}
