//! The statements of `moveDeal`, one after the other as it sends them, and nothing else: what moving a deal costs at least.

use crate::bare::{Bare, Worker};
use chrono::{DateTime, Utc};
use dealstream::deals::rank;
use serde_json::{Value, json};
use tokio_postgres::{Client, Row, Statement};
use uuid::Uuid;

const LOCK: &str = "SELECT d.* FROM deals d WHERE d.workspace_id = $1 AND (NOT d.restricted OR d.owner_id = $2
    OR d.id = ANY(ARRAY(SELECT s.deal_id FROM deal_shares s WHERE s.workspace_id = $1 AND s.user_id = $2))
    OR d.id = ANY(ARRAY(SELECT t.deal_id FROM tasks t WHERE t.workspace_id = $1 AND t.assignee_id = $2 AND t.status = 'open'
                        AND t.deal_id IS NOT NULL))) AND d.id = $3 FOR NO KEY UPDATE OF d";
const AUDIENCE: &str = "SELECT d.owner_id, d.restricted,
    ARRAY(SELECT s.user_id FROM deal_shares s WHERE s.workspace_id = d.workspace_id AND s.deal_id = d.id AND s.user_id IS NOT NULL
          UNION SELECT t.assignee_id FROM tasks t WHERE t.workspace_id = d.workspace_id AND t.deal_id = d.id AND t.status = 'open' ORDER BY 1),
    ARRAY(SELECT s.team_id FROM deal_shares s WHERE s.workspace_id = d.workspace_id AND s.deal_id = d.id AND s.team_id IS NOT NULL ORDER BY 1)
    FROM deals d WHERE d.workspace_id = $1 AND d.id = $2";
const STAGE: &str = "SELECT s.* FROM stages s WHERE s.workspace_id = $1 AND s.id = $2 AND s.removed_at IS NULL FOR KEY SHARE OF s";
const PIPELINE: &str = "SELECT p.* FROM pipelines p WHERE p.workspace_id = $1 AND p.id = ANY($2)";
const STAGES: &str = "SELECT s.* FROM stages s WHERE s.workspace_id = $1 AND s.pipeline_id = $2 AND s.removed_at IS NULL ORDER BY s.position";
const FROM: &str = "SELECT s.* FROM stages s WHERE s.workspace_id = $1 AND s.id = ANY($2)";
const LEAVE: &str = "UPDATE stage_visits SET left_at = $3, left_by = $4 WHERE workspace_id = $1 AND deal_id = $2 AND left_at IS NULL";
const ENTER: &str =
    "INSERT INTO stage_visits (workspace_id, id, deal_id, stage_id, entered_at, entered_by, left_at, left_by)
    VALUES ($1, $2, $3, $4, $5, $6, NULL, NULL)";
const NEIGHBOURS: &str = "SELECT NULL::text, (SELECT min(o.rank) FROM deals o WHERE o.workspace_id = $1 AND o.stage_id = $2 AND o.id <> $3)";
const SAVE: &str = "UPDATE deals SET stage_id = $3, stage_entered_at = $4, rank = $5, probability = $6, version = version + 1,
    updated_at = $4, updated_by = $7, name = name, account_id = account_id, primary_contact_id = primary_contact_id,
    owner_id = owner_id, pipeline_id = pipeline_id, status = status, amount = amount, currency = currency, rate = rate
    WHERE workspace_id = $1 AND id = $2";
const EVENT: &str = "WITH head AS (
      UPDATE event_heads SET seq = seq + $2 WHERE workspace_id = $1 RETURNING seq - $2 AS seq
    ), stored AS (
      INSERT INTO events (workspace_id, seq, at, kind, actor, subject_kind, subject_id, subject_version,
                          deal_id, account_id, changes, audience_before, audience_after, within_grace)
      SELECT $1, head.seq + e.ordinality, $3, e.n->>'kind', $4, e.n->>'subject_kind', (e.n->>'subject_id')::uuid,
             (e.n->>'subject_version')::int, (e.n->>'deal_id')::uuid, (e.n->>'account_id')::uuid, e.n->'changes',
             nullif(e.n->'audience_before', 'null'), nullif(e.n->'audience_after', 'null'), (e.n->>'within_grace')::bool
      FROM head, unnest($5::jsonb[]) WITH ORDINALITY AS e(n, ordinality)
    )
    SELECT seq + 1 AS seq FROM head";

pub async fn prepare(client: &Client) -> Vec<Statement> {
    let mut prepared = Vec::new();
    for text in [LOCK, AUDIENCE, STAGE, PIPELINE, STAGES, FROM, LEAVE, ENTER, NEIGHBOURS, SAVE, EVENT] {
        prepared.push(client.prepare(text).await.unwrap());
    }
    prepared
}

/// Moves the deal to the top of a stage.
pub async fn run(bare: &Bare, worker: &Worker, body: &Value) -> String {
    let id = |field: &str| body[field].as_str().unwrap().parse::<Uuid>().unwrap();
    let (workspace, me, deal, to, now) = (bare.workspace_id, bare.user_id, id("id"), id("stage"), Utc::now());
    let (client, prepared) = (&worker.client, &worker.moves);
    let [lock, audience, stage, pipeline, stages, from, leave, enter, neighbours, save, event] =
        prepared.as_slice()
    else {
        panic!("eleven statements");
    };
    client.batch_execute("BEGIN").await.unwrap();
    let row = client.query_one(lock, &[&workspace, &me, &deal]).await.unwrap();
    assert_eq!(i64::from(row.get::<_, i32>("version")), body["version"].as_i64().unwrap());
    let heard = client.query_one(audience, &[&workspace, &deal]).await.unwrap();
    let entered = client.query_one(stage, &[&workspace, &to]).await.unwrap();
    let of: Uuid = row.get("pipeline_id");
    let left: Uuid = row.get("stage_id");
    client.query(pipeline, &[&workspace, &vec![of]]).await.unwrap();
    client.query(stages, &[&workspace, &of]).await.unwrap();
    client.query(from, &[&workspace, &vec![left]]).await.unwrap();
    client.execute(leave, &[&workspace, &deal, &now, &me]).await.unwrap();
    client.execute(enter, &[&workspace, &Uuid::now_v7(), &deal, &to, &now, &me]).await.unwrap();
    let places = client.query_one(neighbours, &[&workspace, &to, &deal]).await.unwrap();
    let rank = rank::between(None, places.get::<_, Option<&str>>(1));
    let chance: i32 = entered.get("probability");
    client.execute(save, &[&workspace, &deal, &to, &now, &rank, &chance, &me]).await.unwrap();
    let news = news(&row, &heard, (left, to), (&rank, now));
    let actor = json!({ "kind": "user", "user_id": me });
    client.query_one(event, &[&workspace, &1_i64, &now, &actor, &vec![news]]).await.unwrap();
    client.batch_execute("COMMIT").await.unwrap();
    json!({ "version": row.get::<_, i32>("version") + 1 }).to_string()
}

fn news(row: &Row, heard: &Row, (left, to): (Uuid, Uuid), (rank, now): (&str, DateTime<Utc>)) -> Value {
    let version: i32 = row.get("version");
    let audience = json!({ "deal": {
        "owner_id": heard.get::<_, Uuid>(0), "restricted": heard.get::<_, bool>(1),
        "users": heard.get::<_, Vec<Uuid>>(2), "teams": heard.get::<_, Vec<Uuid>>(3),
    } });
    json!({
        "kind": "deal.stage_changed",
        "subject_kind": "deal",
        "subject_id": row.get::<_, Uuid>("id"),
        "subject_version": version + 1,
        "deal_id": row.get::<_, Uuid>("id"),
        "account_id": row.get::<_, Option<Uuid>>("account_id"),
        "changes": {
            "stage_id": [left, to],
            "rank": [row.get::<_, &str>("rank"), rank],
            "stage_entered_at": [row.get::<_, DateTime<Utc>>("stage_entered_at"), now],
        },
        "audience_before": audience,
        "audience_after": audience,
        "within_grace": false,
    })
}
