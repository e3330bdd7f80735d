//! The least a server could do: each question by one statement whose JSON PostgreSQL makes, and the moves by the statements of
//! `moveDeal` alone, behind the same accept loop and router as Dealstream. No sign-in, no GraphQL, no limits, no log.

use crate::Args;
use crate::bare_move;
use crate::setting::connect;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::post;
use chrono::{DateTime, Utc};
use dealstream::api::assemble::assemble;
use dealstream::app::App;
use dealstream::app::clock::Clock;
use dealstream::app::config::Settings;
use dealstream::app::tasks::Tasks;
use dealstream::db::pool;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, Semaphore};
use tokio_postgres::{Client, Statement};
use uuid::Uuid;

/// A connection with everything prepared.
pub struct Worker {
    pub client: Client,
    pub questions: HashMap<&'static str, Statement>,
    pub moves: Vec<Statement>,
}

/// As many connections as Dealstream has.
pub struct Bare {
    pub workspace_id: Uuid,
    pub user_id: Uuid,
    free: Semaphore,
    workers: Mutex<Vec<Worker>>,
}

/// Serves until killed.
pub async fn serve(address: &str, args: &Args) {
    let database = args.database.clone().unwrap();
    let (workspace, user) = args.viewer.as_deref().unwrap().split_once('/').unwrap();
    let settings = Settings::default();
    let mut workers = Vec::new();
    for _ in 0..settings.pool_size {
        let client = connect(&database).await;
        let mut questions = HashMap::new();
        for (name, text) in [("q1", Q1), ("q2", Q2), ("q3", Q3), ("q4", Q4)] {
            questions.insert(name, client.prepare(&text.replace("{seen}", SEEN)).await.unwrap());
        }
        let moves = bare_move::prepare(&client).await;
        workers.push(Worker { client, questions, moves });
    }
    let bare = Arc::new(Bare {
        workspace_id: workspace.parse().unwrap(),
        user_id: user.parse().unwrap(),
        free: Semaphore::new(workers.len()),
        workers: Mutex::new(workers),
    });
    let router = axum::Router::new().route("/{question}", post(answer)).with_state(bare);
    // The accept loop wants a server's limits; of the rest of it nothing is used.
    let pool = pool::connect(&database, &settings).await.unwrap();
    let app = App::new(pool, settings, Tasks::default(), Clock::real());
    let transport = assemble(app).unwrap().transport;
    let listener = TcpListener::bind(address).await.unwrap();
    dealstream::api::serve::serve(listener, transport, router).await.unwrap();
}

async fn answer(
    State(bare): State<Arc<Bare>>,
    Path(question): Path<String>,
    Json(body): Json<Value>,
) -> impl IntoResponse {
    let permit = bare.free.acquire().await.unwrap();
    let worker = bare.workers.lock().await.pop().unwrap();
    let text = match question.as_str() {
        "m1" => bare_move::run(&bare, &worker, &body).await,
        name => one_statement(&bare, &worker, name, &body).await,
    };
    bare.workers.lock().await.push(worker);
    drop(permit);
    ([(header::CONTENT_TYPE, "application/json")], text)
}

async fn one_statement(bare: &Bare, worker: &Worker, name: &str, body: &Value) -> String {
    let statement = &worker.questions[name];
    let row = match body.get("since").and_then(Value::as_str) {
        Some(since) => {
            let since: DateTime<Utc> = since.parse().unwrap();
            worker.client.query_one(statement, &[&bare.workspace_id, &bare.user_id, &since]).await
        }
        None => {
            let id: Uuid = body["id"].as_str().unwrap().parse().unwrap();
            worker.client.query_one(statement, &[&bare.workspace_id, &bare.user_id, &id]).await
        }
    };
    row.unwrap().get(0)
}

/// May be seen by the one who asks: `d` is a deal.
const SEEN: &str = "(NOT d.restricted OR d.owner_id = $2
    OR d.id = ANY(ARRAY(SELECT s.deal_id FROM deal_shares s WHERE s.workspace_id = $1 AND s.user_id = $2))
    OR d.id = ANY(ARRAY(SELECT o.deal_id FROM tasks o WHERE o.workspace_id = $1 AND o.assignee_id = $2 AND o.status = 'open'
                        AND o.deal_id IS NOT NULL)))";

const Q1: &str = "SELECT json_build_object('deal', json_build_object('id', d.id, 'name', d.name, 'status', d.status,
    'amount', d.amount::text, 'currency', d.currency, 'probability', d.probability, 'expectedCloseOn', d.expected_close_on,
    'nextStep', d.next_step, 'stageEnteredAt', d.stage_entered_at, 'version', d.version,
    'account', CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'name', a.name) END,
    'owner', json_build_object('id', u.id, 'name', u.name)))::text
  FROM deals d JOIN users u ON u.workspace_id = $1 AND u.id = d.owner_id
  LEFT JOIN accounts a ON a.workspace_id = $1 AND a.id = d.account_id
  WHERE d.workspace_id = $1 AND d.id = $3 AND {seen}";

const Q2: &str = "SELECT json_build_object('board', json_build_object('columns', json_agg(json_build_object(
    'stage', json_build_object('id', s.id, 'name', s.name), 'count', coalesce(t.count, 0), 'amount', coalesce(t.amount, 0)::text,
    'weighted', coalesce(t.weighted, 0)::text, 'deals', json_build_object('nodes', coalesce(c.cards, '[]'))) ORDER BY s.position)))::text
  FROM stages s
  LEFT JOIN (SELECT p.stage_id, sum(p.deals) AS count, sum(p.amount) AS amount, round(sum(p.weighted) / 100, 2) AS weighted
             FROM (SELECT k.stage_id, k.deals, k.amount, k.weighted FROM deal_sums k WHERE k.workspace_id = $1 AND NOT k.restricted
                     AND k.stage_id = ANY(ARRAY(SELECT id FROM stages WHERE workspace_id = $1 AND pipeline_id = $3))
                   UNION ALL
                   SELECT d.stage_id, 1, coalesce(d.amount_base, 0), coalesce(d.amount_base * d.probability, 0)
                   FROM deals d WHERE d.workspace_id = $1 AND d.pipeline_id = $3 AND d.restricted AND {seen}) p
             GROUP BY p.stage_id) t ON t.stage_id = s.id
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('id', d.id, 'name', d.name, 'status', d.status, 'amount', d.amount::text,
        'currency', d.currency, 'probability', d.probability, 'expectedCloseOn', d.expected_close_on, 'version', d.version,
        'account', CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'name', a.name) END,
        'owner', json_build_object('id', u.id, 'name', u.name),
        'nextTask', CASE WHEN n.id IS NOT NULL THEN json_build_object('id', n.id, 'title', n.title, 'dueAt', n.due_at) END)
        ORDER BY d.rank, d.id) AS cards
    FROM (SELECT * FROM deals d WHERE d.workspace_id = $1 AND d.stage_id = s.id AND d.pipeline_id = $3 AND {seen}
          ORDER BY d.rank, d.id LIMIT 51) d
    JOIN users u ON u.workspace_id = $1 AND u.id = d.owner_id
    LEFT JOIN accounts a ON a.workspace_id = $1 AND a.id = d.account_id
    LEFT JOIN LATERAL (SELECT n.id, n.title, n.due_at FROM tasks n WHERE n.workspace_id = $1 AND n.deal_id = d.id
                       AND n.status = 'open' ORDER BY n.due_at NULLS LAST, n.id LIMIT 1) n ON true
  ) c ON true
  WHERE s.workspace_id = $1 AND s.pipeline_id = $3 AND s.removed_at IS NULL";

const Q3: &str = "SELECT json_build_object('deals', json_build_object('edges', coalesce(json_agg(json_build_object('node',
    json_build_object('id', d.id, 'name', d.name, 'status', d.status, 'amount', d.amount::text, 'currency', d.currency,
    'expectedCloseOn', d.expected_close_on, 'account', CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'name', a.name,
    'contacts', json_build_object('nodes', c.contacts)) END)) ORDER BY d.expected_close_on, d.id), '[]')))::text
  FROM (SELECT d.* FROM deals d WHERE d.workspace_id = $1 AND d.stage_id = $3 AND d.status = 'open' AND {seen}
        ORDER BY d.expected_close_on, d.id LIMIT 51) d
  LEFT JOIN accounts a ON a.workspace_id = $1 AND a.id = d.account_id
  LEFT JOIN LATERAL (SELECT json_agg(json_build_object('id', c.id, 'firstName', c.first_name, 'lastName', c.last_name,
                            'emails', c.emails)) AS contacts
                     FROM (SELECT * FROM contacts c WHERE c.workspace_id = $1 AND c.account_id = a.id AND NOT c.archived
                           ORDER BY c.last_name COLLATE \"und-x-icu\", c.first_name COLLATE \"und-x-icu\", c.id LIMIT 6) c) c ON true";

const Q4: &str = "SELECT json_build_object('accounts', json_build_object('nodes', coalesce(json_agg(json_build_object('id', a.id,
    'name', a.name, 'deals', json_build_object('nodes', coalesce(l.deals, '[]'))) ORDER BY a.created_at, a.id), '[]')))::text
  FROM (SELECT * FROM accounts a WHERE a.workspace_id = $1 AND a.created_at >= $3 AND NOT a.archived
        ORDER BY a.created_at, a.id LIMIT 21) a
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('id', d.id, 'name', d.name, 'status', d.status, 'amount', d.amount::text,
        'currency', d.currency, 'primaryContact', CASE WHEN c.id IS NOT NULL THEN json_build_object('id', c.id,
        'firstName', c.first_name, 'lastName', c.last_name, 'emails', c.emails) END) ORDER BY d.updated_at DESC, d.id DESC) AS deals
    FROM (SELECT * FROM deals d WHERE d.workspace_id = $1 AND d.account_id = a.id AND {seen}
          ORDER BY d.updated_at DESC, d.id DESC LIMIT 11) d
    LEFT JOIN contacts c ON c.workspace_id = $1 AND c.id = d.primary_contact_id
  ) l ON true
  CROSS JOIN (SELECT $2::uuid) viewer";
