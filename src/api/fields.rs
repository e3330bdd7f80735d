//! async-graphql for the objects of the schema, with one part exchanged: how the fields of an object are resolved.
//!
//! The library puts a future on the heap for each field and hands all of them to a scheduler. Most fields are columns of a row
//! that is there already, and so is their answer. Here every field is asked once where it stands, and only those that wait for
//! something are kept. It also keeps two promises of the specification the library does not: fields come in the order they were
//! asked for, and a field that failed and may not be null takes its object with it, up to the next that may be null
//! (October 2021, 6.2.2 and 6.4.4).
//!
//! Objects name this module as their `crate`; a test sees to it.

pub use async_graphql::*;

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{Field, Selection};
use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, OptionFuture, join_all};
use std::borrow::Cow;
use std::future::poll_fn;
use std::task::Poll;

/// The library's, but for what is exchanged.
pub mod resolver_utils {
    pub use super::resolve_container;
    pub use async_graphql::resolver_utils::*;
}

/// What an object answers to a selection of its fields. Boxed, so that the types of objects that hold one another stay finite.
///
/// # Errors
/// The first of a field that may not be null.
pub fn resolve_container<'a, T>(
    ctx: &'a ContextSelectionSet<'_>,
    object: &'a T,
) -> BoxFuture<'a, ServerResult<Value>>
where
    T: ContainerType + ?Sized,
{
    async move {
        let mut chosen = Vec::with_capacity(ctx.item.node.items.len());
        choose(ctx, &object.introspection_type_name(), &mut chosen)?;
        let resolved = together(chosen.iter().map(|field| async move {
            let ctx = ctx.with_field(field);
            if field.node.name.node == "__typename" {
                return Ok(Some(Value::String(object.introspection_type_name().into_owned())));
            }
            object.resolve_field(&ctx).await
        }));
        let mut answer = IndexMap::with_capacity(chosen.len());
        for (field, value) in chosen.iter().zip(resolved.await) {
            let value = match value {
                Ok(value) => value.unwrap_or_default(),
                Err(error) if may_be_null(ctx, &T::type_name(), field) => {
                    ctx.add_error(error);
                    Value::Null
                }
                Err(error) => return Err(error),
            };
            insert(&mut answer, field.node.response_key().node.clone(), value);
        }
        Ok(Value::Object(answer))
    }
    .boxed()
}

/// Whether a field of this type is one that may be null.
fn may_be_null(ctx: &ContextSelectionSet<'_>, type_name: &str, field: &Positioned<Field>) -> bool {
    let object = ctx.schema_env.registry.types.get(type_name);
    let known = object.and_then(|object| object.field_by_name(&field.node.name.node));
    known.is_some_and(|field| !field.ty.ends_with('!'))
}

/// The fields a selection asks an object of this type for, those of fragments that apply included.
fn choose<'a>(
    ctx: &ContextSelectionSet<'a>,
    type_name: &str,
    chosen: &mut Vec<&'a Positioned<Field>>,
) -> ServerResult<()> {
    for selection in &ctx.item.node.items {
        let (condition, set) = match &selection.node {
            Selection::Field(field) => {
                chosen.push(field);
                continue;
            }
            Selection::InlineFragment(fragment) => {
                (fragment.node.type_condition.as_ref(), &fragment.node.selection_set)
            }
            Selection::FragmentSpread(spread) => {
                let name = &spread.node.fragment_name.node;
                let fragment = ctx.query_env.fragments.get(name).ok_or_else(|| {
                    ServerError::new(format!("there is no fragment {name}"), Some(spread.pos))
                })?;
                (Some(&fragment.node.type_condition), &fragment.node.selection_set)
            }
        };
        let applies = condition.is_none_or(|condition| {
            let wanted = condition.node.on.node.as_str();
            let implements = ctx.schema_env.registry.implements.get(type_name);
            wanted == type_name || implements.is_some_and(|interfaces| interfaces.contains(wanted))
        });
        if applies {
            choose(&ctx.with_selection_set(set), type_name, chosen)?;
        }
    }
    Ok(())
}

/// Adds a field; one that was asked for twice, with other fields below it each time, comes together again.
fn insert(into: &mut IndexMap<Name, Value>, name: Name, value: Value) {
    match into.get_mut(&name) {
        Some(there) => merge(there, value),
        None => drop(into.insert(name, value)),
    }
}

fn merge(there: &mut Value, more: Value) {
    match (there, more) {
        (Value::Object(there), Value::Object(more)) => {
            for (name, value) in more {
                insert(there, name, value);
            }
        }
        (Value::List(there), Value::List(more)) => {
            for (there, more) in there.iter_mut().zip(more) {
                merge(there, more);
            }
        }
        _ => {}
    }
}

/// A list whose items are asked where they stand.
pub struct List<T>(pub Vec<T>);

impl<T: OutputType> OutputType for List<T> {
    fn type_name() -> Cow<'static, str> {
        Vec::<T>::type_name()
    }

    fn qualified_type_name() -> String {
        Vec::<T>::qualified_type_name()
    }

    fn create_type_info(registry: &mut registry::Registry) -> String {
        Vec::<T>::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let items = self.0.iter().enumerate().map(|(index, item)| async move {
            let ctx = ctx.with_index(index);
            // An error from below says more precisely where it happened.
            let placed =
                |error: ServerError| if error.path.is_empty() { ctx.set_error_path(error) } else { error };
            item.resolve(&ctx, field).await.map_err(placed)
        });
        Ok(Value::List(together(items).await.into_iter().collect::<ServerResult<_>>()?))
    }
}

/// What futures come to, in their order; they run side by side.
///
/// Each is asked in turn in one place on the heap. One that is ready leaves it to the next, one that is not keeps it.
pub async fn together<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut outputs = Vec::with_capacity(futures.size_hint().0);
    let (mut places, mut waiting) = (Vec::new(), Vec::new());
    let mut futures = Some(futures);
    poll_fn(|cx| {
        let mut now = Box::pin(OptionFuture::from(None));
        for future in futures.take().into_iter().flatten() {
            now.set(Some(future).into());
            let output = match now.as_mut().poll(cx) {
                Poll::Ready(output) => output,
                Poll::Pending => {
                    places.push(outputs.len());
                    waiting.push(std::mem::replace(&mut now, Box::pin(None.into())));
                    None
                }
            };
            outputs.push(output);
        }
        Poll::Ready(())
    })
    .await;
    if !waiting.is_empty() {
        // All that stand anywhere beside these are asked before any is asked again: loaders count on it to fill their batches.
        woken().await;
        for (place, output) in places.into_iter().zip(join_all(waiting).await) {
            outputs[place] = output;
        }
    }
    outputs.into_iter().flatten().collect()
}

/// Waits until whatever was asked before wakes the task.
async fn woken() {
    let mut asked = false;
    poll_fn(|_| if std::mem::replace(&mut asked, true) { Poll::Ready(()) } else { Poll::Pending }).await;
}

#[cfg(test)]
mod tests;
