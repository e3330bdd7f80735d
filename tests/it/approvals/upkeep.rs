//! Reminders and escalation: once each, whatever the number of servers.

use super::*;
use crate::harness::node::Node;
use dealstream::app::App;
use dealstream::app::clock::Clock;
use dealstream::app::config::Settings;
use dealstream::app::tasks::Tasks;
use dealstream::approvals::runs::upkeep;
use dealstream::db::pool;

/// Another server on the same database at another time.
async fn server(house: &House, at: &str) -> Arc<App> {
    let settings = Settings { pool_size: 4, ..Settings::default() };
    let pool = pool::connect(&house.db.url, &settings).await.unwrap();
    App::new(pool, settings, Tasks::default(), Clock::fixed(at.parse().unwrap()))
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_remind_once_and_escalate_once() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    let steps = json!([{ "name": "Sales", "approvers": [user(&mona)], "dueHours": 2 }]);
    gate(&house, "Proposal", &policy(&house, steps, Value::Null).await, &[]).await;
    let deals = [deal(&house, &rita, json!({})).await, deal(&house, &rita, json!({})).await];
    for deal in &deals {
        go(&house, &rita, deal, "Proposal").await;
    }
    let before = house.events(0).await.len();
    let round = async |at: &str| {
        let (one, other) = (server(&house, at).await, server(&house, at).await);
        let (one, other) = tokio::join!(upkeep::round(&one), upkeep::round(&other));
        one.and(other).unwrap();
        kinds(&house, before).await
    };
    assert!(round("2026-03-02T10:59:59Z").await.is_empty(), "not due");
    // What one server skipped because the other held it is done by the next round at the latest.
    round("2026-03-02T11:00:00Z").await;
    assert_eq!(round("2026-03-02T11:00:00Z").await, ["approval.reminded"; 2]);
    assert_eq!(round("2026-03-03T10:59:59Z").await.len(), 2, "not a day later yet");
    round("2026-03-03T11:00:00Z").await;
    let told = round("2026-03-03T11:00:00Z").await;
    assert_eq!(told[2..], ["approval.escalated"; 2]);
    assert_eq!(round("2026-03-09T11:00:00Z").await.len(), 4, "and that is all");
    let run = last(
        &house,
        &deals[0],
        "status waitsForViewer currentStep { remindedAt escalatedAt approvers { user { name } via } }",
    )
    .await;
    assert_eq!(run["currentStep"]["approvers"][1], json!({ "user": { "name": "Anna" }, "via": "ESCALATED" }));
    assert_eq!((&run["status"], &run["waitsForViewer"]), (&json!("PENDING"), &json!(true)));
    assert_eq!(run["currentStep"]["remindedAt"], "2026-03-02T11:00:00+00:00");
    assert_eq!(approve(&house, &house.admin, &deals[0]).await["status"], "APPROVED");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reminder_is_heard_by_who_is_late() {
    let house = House::new().await;
    let [rita, mona, cfo] = people(&house).await;
    let steps = json!([{ "name": "Sales", "approvers": [user(&mona)], "dueHours": 1 }]);
    gate(&house, "Proposal", &policy(&house, steps, Value::Null).await, &[]).await;
    let deal = deal(&house, &rita, json!({})).await;
    go(&house, &rita, &deal, "Proposal").await;
    let node = Node::start(&house.db, None, dealstream::app::config::Limits::default()).await;
    let watch = "subscription { approvalRequested { cursor events { ... on ApprovalChange { kind } } } }";
    let (mut late, mut other) =
        (node.watch_live(&mona, watch, json!({})).await, node.watch_live(&cfo, watch, json!({})).await);
    // The node's own clock is the real one: by it everything is overdue.
    upkeep::round(node.app()).await.unwrap();
    assert_eq!(late.events(1).await.0, [json!({ "kind": "approval.reminded" })]);
    let to = json!({ "toUserId": id_of(&cfo) });
    let input = decision(&house, &deal, to).await;
    done(&house, &mona, "delegateApproval", input, STANDS).await;
    assert_eq!(other.events(1).await.0, [json!({ "kind": "approval.delegated" })], "nothing before it");
}
