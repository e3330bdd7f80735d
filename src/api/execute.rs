//! The engine: runs operations of the schema for a viewer, and subscriptions over batches of events.

use crate::activities::model::Task;
use crate::api::auth;
use crate::api::context::Request as Carried;
use crate::api::engine::{Caller, Credentials, Delivery, Engine, Operation};
use crate::api::errors::{self, Reader, code};
use crate::api::loaders::Loaders;
use crate::api::roots::ApiSchema;
use crate::api::run;
use crate::app::App;
use crate::app::actor::Viewer;
use crate::app::error::{Error, Result};
use crate::db::personal;
use crate::deals::model::Deal;
use crate::files::depot::Depot;
use crate::live::cursor;
use crate::live::feed::{self, Plan};
use crate::live::group::GroupKey;
use crate::live::hub::{Attendance, Hub};
use crate::live::log;
use crate::live::runner::{Batch, Opening, Ran, Runner, Topic};
use async_graphql::parser::types::{OperationDefinition, OperationType, Selection};
use async_graphql::{Name, Request, Response, Value, Variables};
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};
use futures_util::{FutureExt, StreamExt};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;
use tracing::Instrument as _;

/// Subscriptions about oneself: never shared between people.
const PERSONAL_ROOTS: [&str; 6] =
    ["taskAssigned", "myTasks", "events", "importProgress", "approvalRequested", "notificationReceived"];

/// Subscriptions that tell nothing of the log: their resolvers go on by themselves, and are not run for batches of events.
const BESIDE_THE_LOG: [&str; 1] = ["presence"];

/// Fields that depend on the person and not only on their scope.
const PERSONAL_FIELDS: [&str; 4] = ["viewerCanEdit", "waitsForViewer", "viewerCanRecall", "actions"];

/// How values of filters begin that depend on the person: `@me`, `@myTeams`; also with the sign escaped.
const PERSONAL_VALUES: [&str; 2] = ["\"@m", "\\u0040"];

/// Lists through which tasks are reached. Those of a deal one sees are seen by everybody who sees the deal; those of an account
/// are not. No other record that a shared execution reaches is seen by person.
const TASK_LISTS: &str = "tasks";

/// Between two tries to run a batch while the database is away.
const AGAIN: Duration = Duration::from_millis(250);

/// Runs the schema.
pub struct Executor {
    app: Arc<App>,
    depot: Arc<Depot>,
    hub: Arc<Hub>,
    schema: ApiSchema,
}

impl Executor {
    /// The engine of a running application; also becomes its hub's runner.
    pub fn start((app, depot): (Arc<App>, Arc<Depot>), hub: Arc<Hub>, schema: ApiSchema) -> Arc<Self> {
        let executor = Arc::new(Self { app, depot, hub: hub.clone(), schema });
        hub.set_runner(executor.clone());
        executor
    }

    /// A request for the schema, carrying what resolvers ask for.
    fn request(&self, operation: &Operation, viewer: Option<&Arc<Viewer>>, carried: Carried) -> Request {
        let mut request =
            Request::new(&*operation.text).variables(operation.variables.clone()).data(self.app.clone());
        request.operation_name.clone_from(&operation.name);
        request.set_parsed_query((*operation.document).clone());
        match viewer {
            Some(viewer) => request
                .data(viewer.clone())
                .data(self.depot.clone())
                .data(Arc::new(Loaders::new(self.app.clone(), viewer.clone())))
                .data(carried),
            None => request.data(carried).disable_introspection(),
        }
    }

    /// The log's position, read before anything else, for documents that ask for it: data loaded after it and a subscription
    /// from it leave no gap.
    async fn position(
        &self,
        operation: &Operation,
        viewer: Option<&Arc<Viewer>>,
    ) -> Result<Option<Arc<str>>> {
        match viewer {
            Some(viewer) if operation.text.contains("eventCursor") => {
                let head = log::head(&mut *self.app.read().await?, viewer.workspace_id).await?;
                Ok(Some(cursor::encode(&head, head.seq).into()))
            }
            _ => Ok(None),
        }
    }

    /// What the topic's document says of a batch; none when the batch does not concern it.
    async fn run_batch(&self, topic: &Topic, batch: &Arc<Batch>) -> Option<Response> {
        let request =
            self.request(&topic.operation, Some(&topic.viewer), Carried::default()).data(batch.clone());
        let limit = self.app.settings.limits.operation_timeout;
        let first = async { self.schema.execute_stream(request).boxed().next().await };
        let first = self.app.database.unless_away(first);
        let mut response = match tokio::time::timeout(limit, first).await {
            Ok(Some(response)) => response?,
            Ok(None) => errors::response(errors::of(&Error::Unavailable)),
            Err(_) => errors::response(errors::of(&Error::Timeout)),
        };
        errors::finish(&mut response, Reader::Known, "live");
        Some(response)
    }

    /// Runs a subscription's resolver for as long as it goes on.
    fn beside_the_log(&self, topic: &Topic) -> BoxStream<'static, Delivery> {
        let request = self.request(&topic.operation, Some(&topic.viewer), Carried::default());
        let deliver = |mut response: Response| {
            errors::finish(&mut response, Reader::Known, "live");
            // Its root field is all there is: where that is refused, the subscription is.
            let refused = response.is_err() && response.data == Value::Null;
            match refused || run::is_request_error(&response) {
                true => Delivery::Error(run::list(&response.errors)),
                false => Delivery::Next(run::body(&response)),
            }
        };
        self.schema.execute_stream(request).map(deliver).boxed()
    }

    async fn run_now(&self, operation: Operation, caller: Caller) -> Response {
        let position = match self.position(&operation, caller.viewer.as_ref()).await {
            Ok(position) => position,
            Err(error) => return errors::response(errors::of(&error)),
        };
        // Only a request that may be repeated needs to be known again.
        let hash = caller.idempotency_key.as_ref().map(|_| hash(&operation)).unwrap_or_default();
        let carried = Carried {
            idempotency_key: caller.idempotency_key,
            hash: hash.into(),
            remote: caller.remote,
            session: caller.session,
            position,
        };
        self.schema.execute(self.request(&operation, caller.viewer.as_ref(), carried)).await
    }
}

/// What makes two requests the same for an Idempotency-Key.
fn hash(operation: &Operation) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(operation.text.as_bytes());
    hash.update([0]);
    hash.update(operation.name.as_deref().unwrap_or_default().as_bytes());
    hash.update([0]);
    hash.update(canonical(&operation.variables).as_bytes());
    hash.finalize().to_vec()
}

/// Variables as JSON; the map is sorted, so equal variables give equal text.
fn canonical(variables: &Variables) -> String {
    serde_json::to_string(variables).unwrap_or_default()
}

impl Engine for Executor {
    fn authenticate(&self, credentials: Credentials) -> BoxFuture<'_, Result<Option<Arc<Viewer>>>> {
        let found = async move { auth::viewer_of(&self.app, &credentials).await };
        async move { self.app.database.unless_away(found).await.unwrap_or(Err(Error::Unavailable)) }.boxed()
    }

    fn execute(&self, operation: Operation, caller: Caller) -> BoxFuture<'_, Response> {
        let database = self.app.database.clone();
        if operation.kind != OperationType::Mutation {
            let running = self.run_now(operation, caller);
            let away = || errors::response(errors::of(&Error::Unavailable));
            return async move { database.unless_away(running).await.unwrap_or_else(away) }.boxed();
        }
        if database.is_away() {
            return std::future::ready(errors::response(errors::of(&Error::Unavailable))).boxed();
        }
        // A task of its own: a client that hangs up cannot stop a mutation half-way.
        let (app, depot) = (self.app.clone(), self.depot.clone());
        let this = Self { app, depot, hub: self.hub.clone(), schema: self.schema.clone() };
        let running = async move { this.run_now(operation, caller).await }.in_current_span();
        let running = self.app.tasks.spawn(running);
        async move {
            match database.unless_away(running).await {
                Some(Ok(response)) => response,
                Some(Err(error)) => errors::response(errors::of(&Error::internal(error))),
                // It was begun: whether it was done is known when the database is back.
                None => errors::response(errors::of(&Error::Timeout)),
            }
        }
        .boxed()
    }

    fn subscribe(&self, operation: Operation, caller: Caller) -> BoxStream<'static, Delivery> {
        let Some(viewer) = caller.viewer else {
            return refused(&Error::Unauthenticated);
        };
        match plan(operation, viewer) {
            Ok(plan) if plan.beside_the_log => self.beside_the_log(&plan.personal),
            Ok(plan) => match self.hub.runner() {
                Some(runner) => feed::open(self.hub.clone(), runner, plan),
                None => refused(&Error::Unavailable),
            },
            Err(error) => refused(&error),
        }
    }

    fn revoked(&self, viewer: Arc<Viewer>) -> BoxFuture<'static, ()> {
        let (app, hub) = (self.app.clone(), self.hub.clone());
        let reread = app.settings.limits.rights_check;
        async move {
            let mut attendance: Option<Attendance> = None;
            loop {
                match &mut attendance {
                    Some(attendance) => drop(tokio::time::timeout(reread, attendance.changed()).await),
                    // Looked at once right away: what changed between signing in and attending was not heard.
                    None => match hub.attend(viewer.workspace_id).await {
                        Ok(begun) => attendance = Some(begun),
                        Err(_) => tokio::time::sleep(Duration::from_secs(1)).await,
                    },
                }
                match auth::still(&app, &viewer).await {
                    Ok(now) if same_rights(&now, &viewer) => {}
                    // The database is away: rights cannot have been changed through it.
                    Err(Error::Unavailable | Error::Db(_)) => {}
                    _ => {
                        // Whoever comes back at once is looked at anew, not taken for who they were.
                        auth::forget(viewer.user_id().unwrap_or_default());
                        return;
                    }
                }
            }
        }
        .boxed()
    }

    fn ready(&self) -> BoxFuture<'_, std::result::Result<Option<String>, String>> {
        async move {
            let asked = async { log::heads(&mut *self.app.read().await?, &[]).await };
            match tokio::time::timeout(self.app.settings.limits.pool_wait, asked).await {
                Ok(Ok(_)) => Ok(self.app.bus.trouble()),
                _ => Err("the database does not answer".to_owned()),
            }
        }
        .boxed()
    }
}

fn same_rights(one: &Viewer, other: &Viewer) -> bool {
    (one.role, &one.scope, &one.person) == (other.role, &other.scope, &other.person)
}

fn refused(error: &Error) -> BoxStream<'static, Delivery> {
    stream::iter([Delivery::Error(run::list(&[errors::of(error)]))]).boxed()
}

/// How a subscription is served: where it begins, and whether others can share its execution.
fn plan(operation: Operation, viewer: Arc<Viewer>) -> Result<Plan> {
    let definition = match &operation.name {
        Some(name) => {
            operation.document.operations.iter().find(|(known, _)| known.is_some_and(|known| known == name))
        }
        None => operation.document.operations.iter().next(),
    };
    let (_, definition) = definition.ok_or(Error::BadInput("there is no such operation".into()))?;
    let (root, after) = root_of(&definition.node, &operation.variables)?;
    let mut operation = operation.clone();
    if let Some(variable) = &after.variable
        && occurrences(&operation.text, variable) == 2
    {
        operation.variables.insert(Name::new(variable), Value::Null);
    }
    let personal_fields = PERSONAL_FIELDS.iter().any(|field| operation.text.contains(field));
    let given = canonical(&operation.variables);
    let personal_values =
        PERSONAL_VALUES.iter().any(|value| operation.text.contains(value) || given.contains(value));
    let shareable = !PERSONAL_ROOTS.contains(&root.as_str()) && !personal_fields && !personal_values;
    let impersonal = Arc::new(viewer.impersonal());
    let shared = shareable.then(|| topic(operation.clone(), impersonal));
    let beside_the_log = BESIDE_THE_LOG.contains(&root.as_str());
    Ok(Plan { personal: topic(operation, viewer), shared, after: after.value, beside_the_log })
}

fn topic(operation: Operation, viewer: Arc<Viewer>) -> Arc<Topic> {
    let key = GroupKey {
        text: operation.text.clone(),
        name: operation.name.clone(),
        variables: canonical(&operation.variables).into(),
        scope: viewer.scope.clone(),
        person: viewer.person.clone(),
    };
    Arc::new(Topic { key, operation, viewer })
}

/// The cursor of a subscription, and the variable it came in.
struct After {
    value: Option<String>,
    variable: Option<String>,
}

/// The one root field of a subscription and its `after`.
fn root_of(definition: &OperationDefinition, variables: &Variables) -> Result<(String, After)> {
    let [selection] = definition.selection_set.node.items.as_slice() else {
        return Err(Error::BadInput("a subscription has exactly one root field".into()));
    };
    let Selection::Field(field) = &selection.node else {
        return Err(Error::BadInput("write a subscription's root field directly, not in a fragment".into()));
    };
    let given =
        field.node.arguments.iter().find(|(name, _)| name.node == "after").map(|(_, value)| &value.node);
    let text = |value: &Value| match value {
        Value::String(text) => Ok(Some(text.clone())),
        Value::Null => Ok(None),
        _ => Err(Error::BadInput("after takes a cursor".into())),
    };
    let after = match given {
        None => After { value: None, variable: None },
        Some(async_graphql_value::Value::Variable(name)) => {
            let value = variables.get(name).map_or(Ok(None), text)?;
            After { value, variable: Some(name.to_string()) }
        }
        Some(literal) => {
            let value = literal.clone().into_const().as_ref().map_or(Ok(None), text)?;
            After { value, variable: None }
        }
    };
    Ok((field.node.name.node.to_string(), after))
}

/// How often `$name` stands in the text: twice when it is declared and used once.
fn occurrences(text: &str, name: &str) -> usize {
    let marker = format!("${name}");
    text.match_indices(&marker)
        .filter(|(at, _)| {
            let next = text[at + marker.len()..].chars().next();
            !next.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
        })
        .count()
}

impl Runner for Executor {
    fn run(&self, topic: Arc<Topic>, batch: Batch) -> BoxFuture<'_, Ran> {
        async move {
            let batch = Arc::new(batch);
            let response = loop {
                let Some(response) = self.run_batch(&topic, &batch).await else { return Ran::Nothing };
                // News is not lost with the database: it waits. Whoever only begins is told to come back.
                let away =
                    response.errors.iter().any(|told| errors::code_in(told) == Some(code::UNAVAILABLE));
                if !away || batch.opening != Opening::No {
                    break response;
                }
                tokio::time::sleep(AGAIN).await;
            };
            if run::is_request_error(&response) {
                return Ran::Failed(run::list(&response.errors));
            }
            Ran::Payload(run::body(&response))
        }
        .boxed()
    }

    fn has_personal(&self, topic: Arc<Topic>) -> BoxFuture<'_, bool> {
        async move {
            let Ok(mut conn) = self.app.read().await else { return true };
            let asking = (&*topic.viewer, self.app.clock.now());
            // In doubt alone: it is dearer, and right.
            personal::sees_more::<Deal>(&mut conn, asking).await.unwrap_or(true)
                || (topic.operation.text.contains(TASK_LISTS)
                    && personal::sees_more::<Task>(&mut conn, asking).await.unwrap_or(true))
        }
        .boxed()
    }
}
