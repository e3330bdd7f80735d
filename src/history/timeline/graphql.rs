//! Timelines in GraphQL.

use crate::api::context::Ask;
use crate::api::node::{self, Node};
use crate::api::page::PageArgs;
use crate::app::error::{Error, Result as AppResult};
use crate::db::id::Id;
use crate::db::list::Slice;
use crate::deals::model::Deal;
use crate::history::graphql::{label, position};
use crate::history::store::Heads;
use crate::history::timeline::model::{TimelineConnection, TimelineEntry, TimelineKind};
use crate::history::timeline::store::{self, Of};
use crate::live::event::Event;
use async_graphql::connection::EmptyFields;
use async_graphql::{ComplexObject, Context, Result};
use futures_util::future::try_join_all;
use std::sync::Arc;

#[ComplexObject]
impl TimelineEntry {
    /// The record it happened to, as it is now; null when it is gone, or the viewer may not see it.
    async fn record(&self, ctx: &Context<'_>) -> Result<Option<Node>> {
        let (kind, id) = self.subject;
        Ok(Box::pin(node::record(ctx, kind.prefix(), id)).await?)
    }
    /// What that record is called, also a stakeholder that was taken off the deal; null where records have no name of their own, and
    /// where the viewer may not see it.
    async fn record_label(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(label(ctx, Some(self.subject)).await?)
    }
    /// The deal it belongs to; null when it belongs to none.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Option<Arc<Deal>>> {
        Ok(ctx.one(self.deal_id.map(Id::of)).await?)
    }
}

/// So many reads at most for one page: what is hidden between is passed over.
const ROUNDS: usize = 20;

/// Whether the viewer sees now what an event is about. Those on a deal were asked for by the deal; of the others the record itself is
/// asked for: what hung on a lead when it was written may be on a restricted deal since.
async fn is_seen(ctx: &Context<'_>, event: &Event) -> AppResult<bool> {
    if event.deal_id.is_some() {
        return Ok(true);
    }
    Ok(node::record(ctx, event.subject_kind.prefix(), event.subject_id).await?.is_some())
}

/// The timeline of a record that the viewer is known to see, newest first.
pub async fn timeline(
    ctx: &Context<'_>,
    of: Of,
    kinds: Option<Vec<TimelineKind>>,
    args: PageArgs,
) -> AppResult<TimelineConnection> {
    let page = args.page(&ctx.app().settings.limits)?;
    let mut below = page.cursor.as_deref().map_or(Ok(i64::MAX), position)?;
    let asking = &ctx.loaders()?.asking;
    let workspace_id = asking.viewer.workspace_id;
    let head = ctx.loaders()?.load::<Heads>(workspace_id).await?.ok_or(Error::NotFound("event log"))?;
    let (mut rows, mut more) = (Vec::new(), true);
    for _ in 0..ROUNDS {
        let wanted = (below, page.limit + 1 - rows.len());
        let events = {
            // Given back before the records are loaded, which takes one of its own.
            let mut conn = ctx.app().read().await?;
            store::page(&mut conn, (&asking.viewer, asking.now), &of, kinds.as_deref(), wanted).await?
        };
        more = events.len() == wanted.1;
        let seen = try_join_all(events.iter().map(|event| Box::pin(is_seen(ctx, event)))).await?;
        for (event, seen) in events.into_iter().zip(seen) {
            below = event.seq;
            if seen {
                let cursor = event.seq.to_string();
                rows.extend(TimelineEntry::new(event, &head).map(|entry| (cursor, entry)));
            }
        }
        if !more || rows.len() > page.limit {
            break;
        }
    }
    let has_next = more && !rows.is_empty();
    rows.truncate(page.limit);
    Ok(TimelineConnection::new(Slice { rows, has_next, has_previous: page.cursor.is_some() }, EmptyFields))
}
