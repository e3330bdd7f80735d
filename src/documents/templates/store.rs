//! SQL for document templates and their content, and who may see them: everybody of the workspace.

use crate::api::loaders::Asking;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::filter::Conditions;
use crate::db::fragment::Bind;
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use crate::db::schema::document_template_contents as contents;
use crate::deals::lines::model::DealLine;
use crate::deals::model::Deal;
use crate::documents::templates::model::{DocumentTemplate, DocumentTemplateFilter};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as Failure};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

impl Visible for DocumentTemplate {
    const ID: &'static str = "document_templates.id";
    const WORKSPACE: &'static str = "document_templates.workspace_id";

    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// Adds a filter on document templates.
pub fn filter_templates(to: &mut Conditions<'_>, filter: &DocumentTemplateFilter) -> Result<()> {
    to.id::<DocumentTemplate>("document_templates.id", filter.id.as_ref())?;
    to.text("document_templates.name", filter.name.as_ref());
    to.boolean("document_templates.archived", filter.archived.as_ref());
    to.text("document_templates.language", filter.language.as_ref());
    to.instant("document_templates.created_at", filter.created_at.as_ref())?;
    to.instant("document_templates.updated_at", filter.updated_at.as_ref())?;
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_templates)
}

/// What a list of templates holds: filter, search, and only those in use unless the filter says otherwise.
pub fn templates_where(
    conditions: &mut Conditions<'_>,
    filter: Option<&DocumentTemplateFilter>,
    search: Option<&str>,
) -> Result<()> {
    if filter.is_none_or(|filter| filter.archived.is_none()) {
        conditions.equals("document_templates.archived", Bind::Bool(false));
    }
    if let Some(filter) = filter {
        filter_templates(conditions, filter)?;
    }
    if let Some(text) = search.map(str::trim).filter(|text| !text.is_empty()) {
        conditions.search("document_templates.name", text);
    }
    Ok(())
}

/// The content of a template that the viewer is known to see.
pub async fn content(conn: &mut DbConnection, template: &DocumentTemplate) -> Result<Vec<u8>> {
    let row = contents::table.find((template.workspace_id.0, template.id.0));
    Ok(row.select(contents::content).first(conn).await?)
}

/// Keeps a template's content in the place of what there was.
pub async fn put_content(tx: &mut Tx, id: Id<DocumentTemplate>, content: &[u8]) -> Result<()> {
    let row = (
        contents::workspace_id.eq(tx.workspace_id()),
        contents::template_id.eq(id.0),
        contents::content.eq(content),
    );
    let insert = diesel::insert_into(contents::table).values(row);
    let insert = insert.on_conflict((contents::workspace_id, contents::template_id));
    insert.do_update().set(contents::content.eq(content)).execute(tx.conn()).await?;
    Ok(())
}

/// The lines of a deal in order, as far as the viewer may see them.
pub async fn lines(conn: &mut DbConnection, asking: &Asking, deal: Id<Deal>) -> Result<Vec<DealLine>> {
    let mut conditions = DealLine::seen_by(&asking.viewer, asking.now);
    conditions.equals("deal_lines.deal_id", Bind::Uuid(deal.0));
    let mut sql = conditions.into_sql();
    sql.push(" ORDER BY deal_lines.position, deal_lines.id");
    list::all(conn, sql).await
}

/// A name that another template has, as a refusal; anything else as it is.
pub fn taken(error: Error) -> Error {
    match &error {
        Error::Db(Failure::DatabaseError(DatabaseErrorKind::UniqueViolation, info))
            if info.constraint_name() == Some("document_templates_unique_name") =>
        {
            Refusal::at(RefusalCode::Taken, "name", "There is a template of this name; choose another.")
                .into()
        }
        _ => error,
    }
}
