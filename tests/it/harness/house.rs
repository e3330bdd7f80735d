//! A workspace on a database of its own, at a fixed time, with people who ask the schema in process: no sockets, no gate.

use super::TestDb;
use async_graphql::{Request, Variables};
use chrono::{DateTime, Utc};
use dealstream::api::context::Request as Carried;
use dealstream::api::loaders::Loaders;
use dealstream::api::roots::{self, ApiSchema};
use dealstream::app::App;
use dealstream::app::actor::{Actor, Person, Role, Scope, Viewer};
use dealstream::app::clock::Clock;
use dealstream::app::config::Settings;
use dealstream::app::tasks::Tasks;
use dealstream::app::tx::Tx;
use dealstream::db::id::Id;
use dealstream::fields;
use dealstream::files::depot::Depot;
use dealstream::live::event::Event;
use dealstream::live::log;
use dealstream::team::actions::{self, Founded, NewWorkspace};
use dealstream::team::model::User;
use parking_lot::Mutex;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

pub struct House {
    pub app: Arc<App>,
    pub db: TestDb,
    pub workspace_id: Uuid,
    /// Anna, who founded it.
    pub admin: Arc<Viewer>,
    founded: Founded,
    schema: ApiSchema,
}

impl House {
    pub async fn new() -> Self {
        let db = TestDb::new().await;
        let clock = Clock::fixed("2026-03-02T09:00:00Z".parse::<DateTime<Utc>>().unwrap());
        let app = App::new(db.pool.clone(), Settings::default(), Tasks::default(), clock);
        let founded = actions::create_workspace(&app, workspace("Firma", "Anna")).await.unwrap();
        let schema = roots::schema(&app.settings.limits);
        let admin = viewer(&founded.admin, Scope::All);
        Self { app, db, workspace_id: founded.workspace.id.0, admin, founded, schema }
    }

    /// The admin of another workspace on the same server.
    pub async fn stranger(&self) -> Arc<Viewer> {
        let founded = actions::create_workspace(&self.app, workspace("Jinde", "Sven")).await.unwrap();
        viewer(&founded.admin, Scope::All)
    }

    /// Somebody else, as the workspace's policy of everybody seeing everything lets them see.
    pub async fn person(&self, name: &str, role: Role) -> Arc<Viewer> {
        let (id, email) = (Id::new(), format!("{}@firma.cz", name.to_lowercase()));
        let user = User { id, email, name: name.to_owned(), role, ..self.founded.admin.clone() };
        let system = Arc::new(Viewer::system(self.workspace_id, Actor::System));
        self.app.write(&system, None, async |tx: &mut Tx| tx.insert(&user).await).await.unwrap();
        viewer(&user, if role == Role::Admin { Scope::All } else { Scope::Everyone })
    }

    /// The same person seeing by policy only what these people own.
    pub fn seeing(&self, viewer: &Arc<Viewer>, owners: &[&Arc<Viewer>]) -> Arc<Viewer> {
        let mut owners: Vec<Uuid> = owners.iter().filter_map(|owner| owner.user_id()).collect();
        owners.sort();
        Arc::new(Viewer { scope: Scope::Owners(owners.into()), ..(**viewer).clone() })
    }

    /// The same person with the custom fields and standards there are now, as a request of theirs would begin.
    pub async fn knowing(&self, viewer: &Arc<Viewer>) -> Arc<Viewer> {
        let mut conn = self.app.read().await.unwrap();
        let known = fields::store::known(&mut conn, self.workspace_id).await.unwrap();
        Arc::new(Viewer { known: Some(known), ..(**viewer).clone() })
    }

    /// The data of an answer without errors.
    #[track_caller]
    pub fn ask(&self, viewer: &Arc<Viewer>, document: &str, variables: Value) -> impl Future<Output = Value> {
        let carried = Carried {
            idempotency_key: None,
            hash: Arc::from([]),
            remote: None,
            session: Arc::new(Mutex::new(None)),
            position: None,
        };
        let request = Request::new(document)
            .variables(Variables::from_json(variables))
            .data(self.app.clone())
            .data(viewer.clone())
            .data(Arc::new(Depot::of(&self.app.settings).unwrap()))
            .data(Arc::new(Loaders::new(self.app.clone(), viewer.clone())))
            .data(carried);
        let schema = self.schema.clone();
        async move {
            // On a worker, as in the server: there a loader that yields lets everything else that is ready ask first.
            let response = tokio::spawn(async move { schema.execute(request).await }).await.unwrap();
            assert!(response.errors.is_empty(), "{:#?}", response.errors);
            response.data.into_json().unwrap()
        }
    }

    /// The payload of a mutation with one `input`, given its name, its input's type and what to select.
    pub async fn change(&self, viewer: &Arc<Viewer>, mutation: &str, input: Value, select: &str) -> Value {
        let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let document = format!(
            "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {select} userErrors {{ code path message }} }} }}"
        );
        self.ask(viewer, &document, json!({ "input": input })).await[mutation].clone()
    }

    /// The codes and paths of a refused mutation: `INVALID color`.
    pub async fn refused(&self, viewer: &Arc<Viewer>, mutation: &str, input: Value) -> Vec<String> {
        let payload = self.change(viewer, mutation, input, "").await;
        let errors = payload["userErrors"].as_array().unwrap().iter();
        let path = |error: &Value| {
            error["path"]
                .as_array()
                .unwrap()
                .iter()
                .map(|part| part.as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let told =
            errors.map(|error| format!("{} {}", error["code"].as_str().unwrap(), path(error).join(".")));
        told.map(|text| text.trim().to_owned()).collect()
    }

    /// All events after this many.
    pub async fn events(&self, after: usize) -> Vec<Event> {
        let mut conn = self.app.read().await.unwrap();
        let after = i64::try_from(after).unwrap();
        log::read(&mut conn, self.workspace_id, after, i64::MAX, 10_000).await.unwrap()
    }
}

fn workspace(name: &str, admin: &str) -> NewWorkspace {
    let slug = name.to_lowercase();
    NewWorkspace {
        name: name.to_owned(),
        base_currency: "EUR".to_owned(),
        time_zone: None,
        admin_name: admin.to_owned(),
        admin_email: format!("{}@{slug}.cz", admin.to_lowercase()),
        admin_password: Some("correct horse battery".to_owned()),
        slug: Some(slug),
    }
}

fn viewer(user: &User, scope: Scope) -> Arc<Viewer> {
    let user_id = user.id.0;
    Arc::new(Viewer {
        workspace_id: user.workspace_id.0,
        role: user.role,
        scope,
        person: Some(Person { user_id, team_ids: Arc::from([]) }),
        actor: Actor::User { user_id },
        credential_id: None,
        known: None,
    })
}

/// The TypeID of a person.
pub fn id_of(viewer: &Viewer) -> String {
    Id::<User>::of(viewer.user_id().unwrap()).to_string()
}
