//! What files of a list can hold, in GraphQL. The files themselves come from `/export`.

use crate::api::context::Ask;
use crate::integrations::export::model::{ExportColumn, ExportList};
use crate::integrations::export::run::columns;
use async_graphql::{Context, Object, Result};

#[derive(Default)]
pub struct ExportQuery;

#[Object]
impl ExportQuery {
    /// The columns that a file of a list can have, in the order they are offered in: its fields, those of related records, and
    /// the custom fields in use.
    async fn export_columns(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The list.")] list: ExportList,
        #[graphql(desc = "The language of custom fields' labels, a BCP 47 tag.")] language: Option<String>,
    ) -> Result<Vec<ExportColumn>> {
        Ok(columns(ctx.viewer()?, list, language.as_deref()))
    }
}
