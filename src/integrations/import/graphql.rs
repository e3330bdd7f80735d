//! Imports in GraphQL.

use crate::api::ahead::Related;
use crate::api::context::Ask;
use crate::api::page::{Counting, PageArgs, counted};
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position};
use crate::app::error::Error;
use crate::db::id::Id;
use crate::db::list::{Listing, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::integrations::import::model::{
    CancelImportInput, Import, ImportOrder, ImportOrderField, ImportStatus, Problem,
};
use crate::integrations::import::{progress, store};
use crate::live::event::SubjectKind;
use crate::live::graphql::batch;
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject, Subscription};
use chrono::{DateTime, Utc};
use futures_util::Stream;
use std::sync::Arc;

impl Related for Import {}

#[ComplexObject]
impl Import {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Import> {
        self.id
    }
    /// What its owner should know about its rows, in the order they were met.
    async fn problems(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many, 1 to 200; 50 when left out.")] first: Option<i32>,
    ) -> Result<Vec<Problem>> {
        let page = PageArgs::forward(first, None).page(&ctx.app().settings.limits)?;
        let most = i64::try_from(page.limit).unwrap_or_default();
        Ok(ctx.loaders()?.load::<store::Problems>((self.id.0, most)).await?.unwrap_or_default())
    }
}

#[derive(Default)]
pub struct ImportQuery;

#[Object]
impl ImportQuery {
    /// Imports, the latest first: all for admins, for others those they started.
    async fn imports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Counting<Import>> {
        let conditions = Import::seen_by(ctx.viewer()?, ctx.app().clock.now()).into_sql();
        let last_first = [(ImportOrderField::StartedAt, OrderDirection::Desc)];
        let terms = ImportOrder::terms(&[], &last_first, ctx.viewer()?)?;
        let keyset = Keyset::new(terms, Import::ID, Import::uuid);
        let page = PageArgs::forward(first, after).page(&ctx.app().settings.limits)?;
        Ok(counted(ctx, Listing { conditions: conditions.into(), keyset, page }).await?)
    }
    /// An import by its id; null when there is none or the viewer may not see it.
    async fn import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The import.")] id: Id<Import>,
    ) -> Result<Option<Arc<Import>>> {
        Ok(ctx.one(Some(id)).await?)
    }
}

/// What came of a change to an import.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ImportPayload {
    /// The import as it is now; null when the change was refused.
    import: Option<Import>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl ImportPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

#[derive(Default)]
pub struct ImportMutation;

#[Object]
impl ImportMutation {
    /// Stops an import that runs: it ends with its next chunk of rows, and what was loaded stays. For admins, and for whoever
    /// started it.
    async fn cancel_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: CancelImportInput,
    ) -> Result<ImportPayload> {
        let (import, user_errors) =
            outcome(ctx.write(async |tx| progress::cancel(tx, input.id).await).await)?;
        Ok(ImportPayload { import, user_errors })
    }
}

/// How far an import is.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct ImportBatch {
    /// Where to continue after a cut.
    cursor: Cursor,
    /// The import as it is now; null when the viewer may not see it any more.
    import: Option<Arc<Import>>,
    /// Rows read in a second, on average so far.
    rows_per_second: f64,
    /// Seconds it will take from here, as it looks; null before the first rows and after the end.
    seconds_left: Option<i32>,
}

impl ImportBatch {
    fn of(cursor: Cursor, import: Option<Arc<Import>>, now: DateTime<Utc>) -> Self {
        let Some(import) = import else {
            return Self { cursor, import, rows_per_second: 0.0, seconds_left: None };
        };
        let spent = import.finished_at.unwrap_or(now) - import.started_at;
        let seconds = spent.as_seconds_f64().max(0.001);
        let rows_per_second = (f64::from(import.done) / seconds * 10.0).round() / 10.0;
        let runs = import.status == ImportStatus::Running && rows_per_second > 0.0;
        let left = f64::from(import.total - import.done) / rows_per_second;
        #[allow(clippy::cast_possible_truncation)] // saturates
        let seconds_left = runs.then(|| left.ceil() as i32);
        Self { cursor, import: Some(import), rows_per_second, seconds_left }
    }
}

#[derive(Default)]
pub struct IntegrationSubscription;

#[Subscription]
impl IntegrationSubscription {
    /// How far an import is, told with every chunk of rows it commits. The first message says where it stands.
    async fn import_progress(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The import.")] id: Id<Import>,
        #[graphql(desc = "Continue after this cursor; from now on when left out.")] after: Option<Cursor>,
    ) -> Result<impl Stream<Item = ImportBatch> + use<>> {
        drop(after); // where a batch begins is the feed's business
        let batch = batch(ctx)?;
        let viewer = ctx.viewer()?;
        let about = |event: &crate::live::event::Event| {
            event.subject_kind == SubjectKind::Import && event.subject_id == id.0 && event.concerns(viewer)
        };
        let told = batch.events.iter().any(|event| about(event));
        let opens = batch.opening != crate::live::runner::Opening::No;
        let import = if told || opens { ctx.one(Some(id)).await? } else { None };
        if opens && import.is_none() {
            return Err(Error::NotFound("import").into());
        }
        let (cursor, now) = (batch.cursor(), ctx.app().clock.now());
        Ok(batch.answer(told, move || ImportBatch::of(cursor, import, now)))
    }
}
