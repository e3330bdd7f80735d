//! Imports in GraphQL.

use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::page::{Counting, PageArgs, counted};
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::app::error::{Error, RefusalCode, Result as AppResult};
use crate::db::id::Id;
use crate::db::list::{Listing, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::history::model::ActorNode;
use crate::integrations::import::model::{
    CancelImportInput, Import, ImportOrder, ImportOrderField, ImportProblemSeverity, ImportStatus, Problem,
};
use crate::integrations::import::upload::model::{ImportFile, ImportMapping};
use crate::integrations::import::{progress, store};
use crate::live::event::SubjectKind;
use crate::live::graphql::batch;
use async_graphql::{
    ComplexObject, Context, InputType as _, Json, Name, Object, Result, SimpleObject, Subscription,
    Value as GraphqlValue,
};
use chrono::{DateTime, Utc};
use futures_util::{Stream, try_join};
use serde_json::{Value, json};
use std::sync::Arc;

impl Related for Import {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(page.one("file", |import| import.file_id), page.one("mapping", |import| import.mapping_id),)
            .map(drop)
    }
}

#[ComplexObject]
impl Import {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Import> {
        self.id
    }
    /// The file it reads, when it was uploaded.
    async fn file(&self, ctx: &Context<'_>) -> Result<Option<Arc<ImportFile>>> {
        Ok(ctx.one(self.file_id).await?)
    }
    /// What the columns of its file mean: a list of `ImportColumnInput`, to be sent as it is.
    async fn columns(&self) -> Option<Json<Value>> {
        self.chosen.as_ref().map(|chosen| Json(json!(chosen.0)))
    }
    /// The kept mapping that was used.
    async fn mapping(&self, ctx: &Context<'_>) -> Result<Option<Arc<ImportMapping>>> {
        Ok(ctx.one(self.mapping_id).await?)
    }
    /// Who began it; null for one from the command line.
    async fn started_by(&self) -> Option<ActorNode> {
        user_actor(self.started_by.map(|id| id.0))
    }
    /// Where the rows that were not taken can be had as they were, each with its reason. Null while it runs, when every row was
    /// taken, and for files named by a mapping file.
    async fn rejected_url(&self) -> Option<String> {
        let some = self.failed > 0 && self.finished_at.is_some() && self.file_id.is_some();
        some.then(|| format!("/imports/{}/rejected.csv", self.id))
    }
    /// What its owner should know about its rows, in the order they were met.
    async fn problems(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Only those after this `position`.")] after: Option<i32>,
        #[graphql(desc = "Only those of this severity; left out: all.")] severity: Option<
            ImportProblemSeverity,
        >,
    ) -> Result<Vec<Problem>> {
        let page = PageArgs::forward(first, None).page(&ctx.app().settings.limits)?;
        let most = i64::try_from(page.limit).unwrap_or_default();
        let key = (self.id.0, most, after.unwrap_or(-1), severity);
        Ok(ctx.loaders()?.load::<store::Problems>(key).await?.unwrap_or_default())
    }
}

#[ComplexObject]
impl Problem {
    /// Why the row was not taken, for programs: the first of its refusals. Null for warnings, and for what was imported before there
    /// were codes.
    async fn code(&self) -> Option<RefusalCode> {
        RefusalCode::parse(Some(GraphqlValue::Enum(Name::new(self.code.as_deref()?)))).ok()
    }
    /// All that is wrong with a row that was not taken, as a mutation would have refused it: what a stage's gate asks for is in
    /// `GateUnmet.missing`. Empty for warnings, and for what was imported before it was kept.
    async fn refusals(&self) -> Vec<UserError> {
        self.refusals.0.iter().cloned().map(UserError::from).collect()
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

impl ImportPayload {
    /// Of a change that was made or refused.
    pub fn of(done: AppResult<Import>) -> Result<Self> {
        let (import, user_errors) = outcome(done)?;
        Ok(Self { import, user_errors })
    }
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
        ImportPayload::of(ctx.write(async |tx| progress::cancel(tx, input.id).await).await)
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
