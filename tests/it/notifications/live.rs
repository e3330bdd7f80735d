//! The inbox, live: within a moment of the commit, and the same in every window.

use super::*;
use crate::harness::node::Node;
use dealstream::app::config::Limits;
use dealstream::notifications::upkeep;
use std::time::Duration;

const WATCH: &str = "subscription { notificationReceived { cursor events { ... on NotificationReceived { kind unread notification { id count readAt subject { ... on Task { title } } } } } } }";

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_is_told_arrives_at_once_in_every_window_of_theirs_alone() {
    let (house, rita, mona) = followed().await;
    // Two servers; no position check comes to the rescue on the one that tells.
    let node = Node::start(&house.db, None, Node::without_checks()).await;
    let other = Node::start(&house.db, None, Limits::default()).await;
    let mut windows =
        [node.watch_live(&rita, WATCH, json!({})).await, other.watch_live(&rita, WATCH, json!({})).await];
    let mut of_mona = node.watch_live(&mona, WATCH, json!({})).await;
    // The rounds do not run: what is heard was told by the bell.
    upkeep::heed_bell(node.app());
    let give = |title: &str| {
        format!(
            "mutation {{ createTask(input: {{title: \"{title}\", assigneeId: \"{}\"}}) {{ task {{ id }} userErrors {{ code }} }} }}",
            id_of(&rita)
        )
    };
    node.data(&mona, &give("Call"), json!({})).await;
    let (heard, _) = windows[0].events(1).await;
    assert_eq!(heard[0]["notification"]["subject"], json!({ "title": "Call" }));
    assert_eq!((&heard[0]["kind"], &heard[0]["unread"]), (&json!("notification.created"), &json!(1)));
    windows[1].events(1).await;
    let id = heard[0]["notification"]["id"].clone();
    let mark = "mutation($i: MarkNotificationsReadInput!) { markNotificationsRead(input: $i) { unread userErrors { code } } }";
    for (read, kind, unread) in [(true, "notification.read", 0), (false, "notification.unread", 1)] {
        let input = json!({ "i": { "ids": [id], "read": read } });
        assert_eq!(node.data(&rita, mark, input).await["markNotificationsRead"]["unread"], unread);
        for window in &mut windows {
            let (heard, _) = window.events(1).await;
            assert_eq!((&heard[0]["kind"], &heard[0]["unread"]), (&json!(kind), &json!(unread)));
            assert_eq!(heard[0]["notification"]["readAt"].is_string(), read);
        }
    }
    let own = give("Own").replace(&id_of(&rita), &id_of(&mona));
    node.data(&rita, &own, json!({})).await;
    let (heard, _) = of_mona.events(1).await;
    assert_eq!(heard[0]["notification"]["subject"], json!({ "title": "Own" }), "nothing of Rita's before it");
    node.app().tasks.shut_down(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn being_told_keeps_nobody_from_sharing_what_everybody_watches() {
    let (house, rita, mona) = followed().await;
    let deals = "subscription { dealEvents { cursor events { __typename } } }";
    let node = Node::start(&house.db, None, Limits::default()).await;
    let mut watch = node.watch_live(&rita, deals, json!({})).await;
    give(&house, &mona, &rita, json!({})).await;
    catch_up(&house).await;
    let told = house.events(0).await.pop().unwrap();
    assert_eq!((told.kind.as_str(), told.deal_id, told.is_private()), ("notification.created", None, true));
    deal(&house, &mona, "Turbines").await;
    assert_eq!(watch.events(1).await.0, [json!({ "__typename": "DealEntered" })], "nothing of the task");
}
