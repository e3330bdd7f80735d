//! The questions: as a GraphQL document with variables, and as the best single statement we know for the same data
//! ([`crate::bare`]).
//!
//! Both are asked as the same representative under the same policy, so both carry the same conditions on what may be seen;
//! PostgreSQL makes the whole JSON of the bare answer, which beats carrying rows and serialising them.

use crate::load::Ask;
use crate::setting::{self, Kind, QUESTIONS, id};
use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use dealstream::db::id::Id;
use dealstream::deals::model::Deal;
use dealstream::pipeline::model::{Pipeline, Stage};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// One thing to measure.
pub struct Question {
    pub name: &'static str,
    pub what: &'static str,
    /// Of the rate of the bare statement, at least this much.
    pub goal: f64,
    /// Stands in every right answer.
    pub proof: &'static str,
    document: &'static str,
}

pub const ALL: [Question; 5] = [
    Question {
        name: "q1",
        what: "deal by id with account and owner",
        goal: 0.6,
        proof: "\"owner\":{",
        document: "query($id: ID!) { deal(id: $id) { id name status amount currency probability expectedCloseOn nextStep
            stageEnteredAt version account { id name } owner { id name } } }",
    },
    Question {
        name: "q2",
        what: "board, 6 columns × 50 cards with account, owner, next task",
        goal: 0.7,
        proof: "\"weighted\":",
        document: "query($id: ID!) { board(pipelineId: $id, first: 50) { columns { stage { id name } count amount weighted
            deals { nodes { id name status amount currency probability expectedCloseOn version account { id name }
            owner { id name } nextTask { id title dueAt } } } } } }",
    },
    Question {
        name: "q3",
        what: "50 open deals of a stage by close date with account and its contacts",
        goal: 0.7,
        proof: "\"contacts\":{",
        document: "query($filter: DealFilter!) { deals(filter: $filter, orderBy: [{ field: EXPECTED_CLOSE_ON }], first: 50) {
            edges { cursor node { id name status amount currency expectedCloseOn account { id name
            contacts(first: 5) { nodes { id firstName lastName emails } } } } } pageInfo { hasNextPage } } }",
    },
    Question {
        name: "q4",
        what: "20 accounts → 10 deals each → their contacts",
        goal: 0.7,
        proof: "\"primaryContact\":{",
        document: "query($filter: AccountFilter!) { accounts(filter: $filter, orderBy: [{ field: CREATED_AT }], first: 20) { nodes { id name
            deals(first: 10) { nodes { id name status amount currency primaryContact { id firstName lastName emails } } } } } }",
    },
    Question {
        name: "m1",
        what: "move a deal to another stage",
        goal: 0.8,
        proof: "\"version\":",
        document: "mutation($input: MoveDealInput!) { moveDeal(input: $input) { deal { id version stage { id } }
            userErrors { code message } } }",
    },
];

/// How often each open deal was moved: the version and the stage the next move must name.
pub struct Moves {
    deals: u64,
    moved: Vec<AtomicU32>,
    next: AtomicU32,
}

/// A move: the deal's number, the version it is in, and the place of the stage it goes to.
pub struct Move {
    pub deal: u64,
    pub version: u32,
    pub to: u64,
}

impl Moves {
    pub fn new(deals: usize) -> Arc<Self> {
        let moved = (0..deals).map(|_| AtomicU32::new(0)).collect();
        Arc::new(Self { deals: deals as u64, moved, next: AtomicU32::new(0) })
    }

    /// The open deals one after the other, so that two moves of one deal are never under way at once.
    pub fn next(&self) -> Move {
        let turn = u64::from(self.next.fetch_add(1, Ordering::Relaxed));
        let open = self.deals / 10 * 3;
        let deal = turn % open / 3 * 10 + turn % open % 3;
        let moved = self.moved[usize::try_from(deal).unwrap()].fetch_add(1, Ordering::Relaxed);
        Move { deal, version: moved + 1, to: (deal + u64::from(moved) + 1) % 4 }
    }
}

impl Question {
    /// The GraphQL request's body.
    pub fn graphql(&self, deals: usize, moves: &Arc<Moves>) -> Ask {
        let (name, document, moves) = (self.name, self.document, moves.clone());
        Arc::new(move |count| {
            let variables = variables(name, deals as u64, count, &moves);
            json!({ "query": document, "variables": variables }).to_string()
        })
    }

    /// The same for the bare server: database ids.
    pub fn bare(&self, deals: usize, moves: &Arc<Moves>) -> Ask {
        let (name, moves) = (self.name, moves.clone());
        Arc::new(move |count| match name {
            "m1" => {
                let next = moves.next();
                json!({ "id": id(Kind::Deal, next.deal), "version": next.version, "stage": setting::stage(QUESTIONS, next.to) })
                    .to_string()
            }
            "q4" => json!({ "since": since(deals as u64, count).to_rfc3339() }).to_string(),
            _ => json!({ "id": subject(name, deals as u64, count) }).to_string(),
        })
    }
}

/// A number that looks random and repeats with every run.
fn scatter(count: u64) -> u64 {
    (count ^ (count >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xD134_2543_DE82_EF95) >> 20
}

/// When the first of twenty accounts was added: [`setting::FILL`] adds one of every twentieth second.
fn since(deals: u64, count: u64) -> DateTime<Utc> {
    let first = scatter(count) % (deals / 20 - 20) * 20;
    Utc.with_ymd_and_hms(2025, 1, 1, 0, 0, 0).unwrap() + TimeDelta::seconds(i64::try_from(first).unwrap())
}

/// What a question is about: a deal, a pipeline, a stage.
fn subject(name: &str, deals: u64, count: u64) -> uuid::Uuid {
    match name {
        "q1" => id(Kind::Deal, scatter(count) % deals),
        "q2" => id(Kind::Pipeline, QUESTIONS),
        _ => setting::stage(QUESTIONS, scatter(count) % 4),
    }
}

fn variables(name: &str, deals: u64, count: u64, moves: &Moves) -> Value {
    match name {
        "q1" => json!({ "id": Id::<Deal>::of(subject(name, deals, count)).to_string() }),
        "q2" => json!({ "id": Id::<Pipeline>::of(subject(name, deals, count)).to_string() }),
        "q3" => {
            let stage = Id::<Stage>::of(subject(name, deals, count)).to_string();
            json!({ "filter": { "stageId": { "eq": stage }, "status": { "eq": "OPEN" } } })
        }
        "m1" => {
            let next = moves.next();
            json!({ "input": {
                "id": Id::<Deal>::of(id(Kind::Deal, next.deal)).to_string(),
                "stageId": Id::<Stage>::of(setting::stage(QUESTIONS, next.to)).to_string(),
                "expectedVersion": next.version,
            } })
        }
        _ => {
            let from = since(deals, count).to_rfc3339();
            json!({ "filter": { "createdAt": { "gte": from } } })
        }
    }
}
