//! Dealstream: a CRM deal-management server. Every change is an event; the event log is the history, the live feed, the outbox
//! and the audit at once.
//!
//! # The map, in reading order
//!
//! * [`app`]: the running application. [`app::App`] has two doors to the database: `read`, and `write`, which gives an
//!   [`app::tx::Tx`], the only thing that commits. [`app::actor::Viewer`] is who asks; every read starts from one.
//! * [`db`]: everything SQL that is not about one area: typed ids, the conditions and orders of lists, the pool, the embedded
//!   PostgreSQL.
//! * [`live`]: from a committed change to a connected client: the log, the bus, the hub, the groups of equal subscriptions, the feed;
//!   and [`live::presence`], which is in no log.
//! * [`api`]: HTTP, sockets and event streams, the document gate, the engine, loaders and pages.
//! * The areas, what the business knows: [`team`], [`accounts`], [`leads`], [`pipeline`], [`catalogue`], [`deals`], [`proposals`], [`approvals`], [`documents`], [`activities`], [`files`], [`fields`], [`history`], [`views`],
//!   [`notifications`], [`integrations`]. Inside each the same files: `model` (rows = GraphQL objects), `rules` (pure), `store` (SQL, and who may see
//!   what), `actions` (what a person can do, on a `Tx`), `graphql`. What belongs to a record of an area is a folder inside it
//!   with the same files: [`deals::stakeholders`], [`deals::lines`], [`deals::competitors`], [`deals::gate`], [`deals::steps`],
//!   [`activities::notes`], [`activities::interactions`], [`activities::plans`], [`proposals::lines`], [`proposals::orders`], [`proposals::packages`], [`documents::templates`], [`approvals::policies`], [`approvals::runs`].
//! * [`commands`]: the command line.
//!
//! # What always holds
//!
//! * No row of the domain changes without an event in the same transaction; a mutation that changes nothing writes none.
//! * Events are numbered per workspace without gaps, in the order of commits ([`live::log::append`]).
//! * What a viewer may not see does not exist for them: one `impl Visible` per kind of record, used by lists, counts, sums,
//!   loaders, locks and search; the events' audiences say the same without the database. A store function without a viewer
//!   does not exist outside housekeeping.
//! * Every table's key begins with the workspace, and so does every condition ([`db::filter::Conditions::on`]).
//! * Redis carries, PostgreSQL guarantees: nothing is lost with the bus, it only comes later.
//! * A refusal is data (`userErrors`), a fault is an error with a code, and nothing internal reaches a client.
//!
//! # Moving a deal, file by file
//!
//! `api/http` (negotiation) → `api/auth` (token → `Viewer`) → `api/gate` (is the document harmless, what does it cost) →
//! `api/execute` → `deals/graphql/mutation::move_deal` → `api/context::write` → `app::App::write` begins a `Tx` →
//! `deals/moves::move_deal` → `deals/change::Change::begin` locks the row (not visible = not found) and checks the version →
//! `pipeline/rules::check_move` → `deals/gate` (does it have what the stage asks for) → `deals/rules::enter_stage` → `Change::save` writes the row and emits the news →
//! `activities/plans/follow` (what the stage left had started, and what the one entered starts) →
//! `app/tx::commit` numbers and stores the events and commits → `live/bus` → every server's `live/hub` puts them in order →
//! `live/group` runs each distinct subscription once → `live/feed` → `api/socket`.
//!
//! # Adding things
//!
//! * **A field to deals**: a migration and `script/print-schema`; a line in `deals/model` (row and filter) and `deals/store`
//!   (filter); its input in `deals/input` and `deals/actions`; its place in the client; a scenario.
//! * **What refers to accounts or contacts**: a line in `accounts/merge/follow`, so that it goes along when two are merged; its action calls
//!   `accounts::actions::account_named` or `contact_named`.
//! * **A custom field** is data, not code: `fields` says what it may be, and every record's `custom` column holds its value. A record that is to
//!   have them implements `fields::values::HasCustom`, says `or Custom` in its `orders!`, and calls `fields::actions::fill` and `fill_new`.
//! * **What a data standard can ask for**: a line in `fields/standards/rules`; actions that write the record call `fields::standards::actions::check`.
//! * **A mutation**: the input in `model` (or `input`); rules in `rules`; an action on a `Tx`; ten lines in `graphql`; a row in the
//!   access table; a scenario.
//! * **An event**: emit it with its kind (dotted, past tense) and audience; its name in the client's history texts.
//! * **An entity**: a table; `model` with `entity!`; `store` with `impl Visible`; `rules`, `actions`, `graphql`; merge into
//!   `api/roots` and `api/node`; a row in the access table. One on a deal takes its news from `deals/change::news_on`: `dealEvents`
//!   then tells it as `DealRecordChanged`, and `DealFilter::asks_of_parts` knows it when deals can be filtered by it.

// The futures of a mutation stand in each other, root by root and action by action, deeper than the compiler looks by default.
#![recursion_limit = "256"]

pub mod accounts;
pub mod activities;
pub mod api;
pub mod app;
pub mod approvals;
pub mod catalogue;
pub mod commands;
pub mod db;
pub mod deals;
pub mod documents;
pub mod fields;
pub mod files;
pub mod history;
pub mod integrations;
pub mod leads;
pub mod live;
pub mod notifications;
pub mod pipeline;
pub mod proposals;
pub mod team;
pub mod views;
