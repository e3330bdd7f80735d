//! Live news: in order, once, after cuts, between servers, and to nobody it does not concern.

use crate::harness::house::{House, id_of};
use crate::harness::node::Node;
use crate::harness::{Redis, eventually};
use dealstream::api::engine::Engine as _;
use dealstream::app::actor::{Role, Viewer};
use dealstream::app::config::Limits;
use dealstream::live::bus::Published;
use dealstream::live::log;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

const EVENTS: &str = "subscription($after: Cursor) { events(after: $after) { cursor events { ... on Event { seq kind } ... on ResyncRequired { reason } } } }";
const DEALS: &str = "subscription($after: Cursor, $filter: DealFilter) { dealEvents(after: $after, filter: $filter) { cursor events { __typename ... on DealEntered { deal { id name } } ... on DealChanged { deal { id name } kind } ... on DealLeft { dealId } ... on DealHidden { dealId } ... on DealRecordChanged { kind dealId } } } }";

async fn create(node: &Node, viewer: &Arc<Viewer>, name: &str) -> String {
    let query = "mutation($name: String) { createDeal(input: {name: $name, amount: \"100\"}) { deal { id } userErrors { message } } }";
    let data = node.data(viewer, query, json!({ "name": name })).await;
    data["createDeal"]["deal"]["id"].as_str().unwrap().to_owned()
}

async fn rename(node: &Node, viewer: &Arc<Viewer>, id: &str, name: &str) {
    let query = "mutation($id: ID!, $name: String) { updateDeal(input: {id: $id, name: $name}) { userErrors { message } } }";
    node.data(viewer, query, json!({ "id": id, "name": name })).await;
}

fn seqs(events: &[Value]) -> Vec<i64> {
    events.iter().map(|event| event["seq"].as_i64().unwrap()).collect()
}

fn types(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["__typename"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_loaded_and_what_is_then_told_leave_no_gap_and_no_double() {
    let house = House::new().await;
    let node = Arc::new(Node::start(&house.db, None, Limits::default()).await);
    let cursor = node.data(&house.admin, "{ eventCursor }", json!({})).await["eventCursor"].clone();
    let writers = (0..4).map(|writer| {
        let (node, admin) = (node.clone(), house.admin.clone());
        tokio::spawn(async move {
            for round in 0..10 {
                create(&node, &admin, &format!("{writer}-{round}")).await;
            }
        })
    });
    let writers: Vec<_> = writers.collect();
    let mut watch = node.watch_live(&house.admin, EVENTS, json!({ "after": cursor })).await;
    let (events, _) = watch.events(40).await;
    for writer in writers {
        writer.await.unwrap();
    }
    let seqs = seqs(&events);
    assert!(seqs.windows(2).all(|pair| pair[1] == pair[0] + 1), "in order, each once: {seqs:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_was_cut_off_gets_what_it_missed() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let mut watch = node.watch_live(&house.admin, EVENTS, json!({})).await;
    create(&node, &house.admin, "one").await;
    let (_, cursor) = watch.events(1).await;
    drop(watch);
    create(&node, &house.admin, "two").await;
    create(&node, &house.admin, "three").await;
    let mut watch = node.watch_live(&house.admin, EVENTS, json!({ "after": cursor })).await;
    let (missed, _) = watch.events(2).await;
    assert!(seqs(&missed).windows(2).all(|pair| pair[0] < pair[1]));
    create(&node, &house.admin, "four").await;
    assert_eq!(watch.events(1).await.0[0]["kind"], "deal.created");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_that_cannot_be_resumed_from_is_never_silence() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let cursor = node.data(&house.admin, "{ eventCursor }", json!({})).await["eventCursor"].clone();
    let mut conn = house.app.read().await.unwrap();
    log::renew_epoch(&mut conn, house.workspace_id).await.unwrap();
    let first = node.watch(&house.admin, EVENTS, json!({ "after": cursor })).next().await;
    assert!(first["events"][0]["reason"].is_string(), "{first}");
    let resumed = node.watch(&house.admin, EVENTS, json!({ "after": first["cursor"] })).next().await;
    assert_eq!(resumed["events"], json!([]), "its cursor is good");
    let garbage = node.watch(&house.admin, EVENTS, json!({ "after": "nonsense" })).error_code().await;
    assert_eq!(garbage, "BAD_USER_INPUT");
    let page = node
        .ask(&house.admin, "query($c: Cursor!) { events(after: $c) { hasMore } }", json!({ "c": cursor }))
        .await;
    assert_eq!(page["errors"][0]["extensions"]["code"], "CURSOR_EXPIRED", "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_server_commits_the_other_tells_through_redis() {
    let house = House::new().await;
    let redis = Redis::start();
    let one = Node::start(&house.db, Some(redis.url()), Node::without_checks()).await;
    let two = Node::start(&house.db, Some(redis.url()), Node::without_checks()).await;
    until_linked(&[&one, &two]).await;
    let mut watch = two.watch_live(&house.admin, EVENTS, json!({})).await;
    for round in 0..20 {
        create(&one, &house.admin, &format!("deal {round}")).await;
    }
    let (events, _) = watch.events(20).await;
    let seqs = seqs(&events);
    assert!(seqs.windows(2).all(|pair| pair[1] == pair[0] + 1), "{seqs:?}");
}

async fn until_linked(nodes: &[&Node]) {
    for node in nodes {
        let bus = node.app().bus.clone();
        tokio::task::spawn_blocking(move || {
            eventually("the link to Redis", Duration::from_secs(10), || {
                bus.trouble().is_none().then_some(())
            });
        })
        .await
        .unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_lost_on_the_way_is_read_from_the_log() {
    let house = House::new().await;
    let one = Node::start(&house.db, None, Limits::default()).await;
    let two = Node::start(&house.db, None, Node::without_checks()).await;
    let mut watch = two.watch_live(&house.admin, EVENTS, json!({})).await;
    create(&one, &house.admin, "lost").await;
    create(&one, &house.admin, "arrives").await;
    // Nothing connects the two servers; only the second message is carried over.
    let events = house.events(0).await;
    let last = Arc::new(events.last().unwrap().clone());
    two.app().bus.publish(Published {
        workspace_id: house.workspace_id,
        first_seq: last.seq,
        events: vec![last.clone()],
    });
    let (told, _) = watch.events(2).await;
    assert_eq!(seqs(&told), [last.seq - 1, last.seq]);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_redis_nothing_fails_and_news_comes_by_the_position_check() {
    let house = House::new().await;
    let mut redis = Redis::start();
    let one = Node::start(&house.db, Some(redis.url()), Limits::default()).await;
    let two = Node::start(&house.db, Some(redis.url()), Limits::default()).await;
    until_linked(&[&one, &two]).await;
    let mut watch = two.watch_live(&house.admin, EVENTS, json!({})).await;
    redis.kill();
    create(&one, &house.admin, "while it is away").await;
    watch.events(1).await;
    let bus = one.app().bus.clone();
    tokio::task::spawn_blocking(move || {
        eventually("degraded", Duration::from_secs(10), || bus.trouble());
    })
    .await
    .unwrap();
    assert_eq!(one.server.executor.ready().await, Ok(Some("redis".to_owned())));
    redis.restart();
    until_linked(&[&one, &two]).await;
    create(&one, &house.admin, "when it is back").await;
    watch.events(1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_does_not_keep_up_gets_everything_from_the_log_and_holds_up_nobody() {
    let house = House::new().await;
    let limits =
        Limits { queue_events: 5, gather: Duration::from_millis(1), log_page: 7, ..Limits::default() };
    let node = Node::start(&house.db, None, limits).await;
    let mut slow = node.watch_live(&house.admin, EVENTS, json!({})).await;
    let mut quick = node.watch_live(&house.admin, EVENTS, json!({})).await;
    for round in 0..30 {
        create(&node, &house.admin, &format!("{round}")).await;
    }
    let (of_quick, _) = quick.events(30).await;
    let (of_slow, _) = slow.events(30).await;
    assert_eq!(seqs(&of_slow), seqs(&of_quick));
    create(&node, &house.admin, "live again").await;
    assert_eq!(slow.events(1).await.0, quick.events(1).await.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_tells_what_enters_changes_and_leaves() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let filter =
        json!({ "filter": { "name": { "startsWith": "big" }, "owner": { "name": { "eq": "Anna" } } } });
    let mut watch = node.watch_live(&house.admin, DEALS, filter).await;
    create(&node, &house.admin, "small").await;
    let id = create(&node, &house.admin, "big").await;
    assert_eq!(types(&watch.events(1).await.0), ["DealEntered"]);
    rename(&node, &house.admin, &id, "bigger").await;
    assert_eq!(types(&watch.events(1).await.0), ["DealChanged"]);
    rename(&node, &house.admin, &id, "tiny").await;
    let (left, _) = watch.events(1).await;
    assert_eq!(left, [json!({ "__typename": "DealLeft", "dealId": id })]);
    rename(&node, &house.admin, &id, "big again").await;
    assert_eq!(types(&watch.events(1).await.0), ["DealEntered"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deal_that_is_restricted_disappears_with_nothing_of_its_content() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let (bob, eva) = (house.person("Bob", Role::Rep).await, house.person("Eva", Role::Rep).await);
    let id = create(&node, &house.admin, "secret").await;
    let mut of_bob = node.watch_live(&bob, DEALS, json!({})).await;
    let mut of_eva = node.watch_live(&eva, DEALS, json!({})).await;
    let restrict = "mutation($id: ID!, $eva: ID!) { restrictDeal(input: {id: $id, restricted: true, userIds: [$eva]}) { userErrors { message } } }";
    node.data(&house.admin, restrict, json!({ "id": id, "eva": id_of(&eva) })).await;
    let (hidden, _) = of_bob.events(1).await;
    assert_eq!(hidden, [json!({ "__typename": "DealHidden", "dealId": id })]);
    assert_eq!(types(&of_eva.events(1).await.0), ["DealChanged"], "shared with her by name");
    rename(&node, &house.admin, &id, "more secret").await;
    assert_eq!(of_eva.events(1).await.0[0]["deal"]["name"], "more secret");
    // A task on it shows the deal to whoever is to do it.
    let assign = "mutation($id: ID!, $bob: ID!) { createTask(input: {title: \"call\", dealId: $id, assigneeId: $bob}) { userErrors { message } } }";
    node.data(&house.admin, assign, json!({ "id": id, "bob": id_of(&bob) })).await;
    let (seen, _) = of_bob.events(2).await;
    assert_eq!(
        types(&seen),
        ["DealEntered", "DealRecordChanged"],
        "and nothing of the change in between: {seen:?}"
    );
    let fresh = node.data(&bob, "query($id: ID!) { deal(id: $id) { name } }", json!({ "id": id })).await;
    assert_eq!(fresh["deal"]["name"], "more secret");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_is_told_its_new_totals() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let pipelines = node.data(&house.admin, "{ pipelines { id stages { id } } }", json!({})).await;
    let (pipeline, stages) = (&pipelines["pipelines"][0]["id"], &pipelines["pipelines"][0]["stages"]);
    let query = "subscription($p: ID!) { boardChanged(pipelineId: $p) { cursor events { __typename } columns { stageId count amount weighted } } }";
    let mut watch = node.watch_live(&house.admin, query, json!({ "p": pipeline })).await;
    let id = create(&node, &house.admin, "one").await;
    let created = watch.next().await;
    assert_eq!(
        created["columns"],
        json!([{ "stageId": stages[0]["id"], "count": 1, "amount": "100.00", "weighted": "10.00" }])
    );
    let change = "mutation($id: ID!, $s: ID!) { moveDeal(input: {id: $id, stageId: $s, expectedVersion: 1}) { userErrors { message } } }";
    node.data(&house.admin, change, json!({ "id": id, "s": stages[1]["id"] })).await;
    let moved = watch.next().await;
    assert_eq!(
        moved["columns"],
        json!([
            { "stageId": stages[0]["id"], "count": 0, "amount": "0.00", "weighted": "0.00" },
            { "stageId": stages[1]["id"], "count": 1, "amount": "100.00", "weighted": "20.00" }
        ])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn equal_subscriptions_share_one_execution() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Node::without_checks()).await;
    let mut watches = Vec::new();
    for number in 0..30 {
        let person = house.person(&format!("Rep{number}"), Role::Rep).await;
        watches.push(node.watch_live(&person, DEALS, json!({})).await);
    }
    // The node's own pool is not counted; the one execution is seen by everybody getting the very same bytes.
    create(&node, &house.admin, "for all").await;
    let mut told = Vec::new();
    for watch in &mut watches {
        told.push(watch.next().await);
    }
    assert!(told.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_told_to_its_new_assignee_at_once() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let bob = house.person("Bob", Role::Rep).await;
    let query = "subscription { taskAssigned { cursor events { ... on TaskChange { kind actor { name } task { title } } } } }";
    let mut of_bob = node.watch_live(&bob, query, json!({})).await;
    let mine = "subscription { myTasks { cursor events { ... on TaskChange { kind task { status } } } } }";
    let mut of_anna = node.watch_live(&house.admin, mine, json!({})).await;
    let assign = "mutation($bob: ID!) { createTask(input: {title: \"call them\", assigneeId: $bob}) { task { id } userErrors { message } } }";
    let made = node.data(&house.admin, assign, json!({ "bob": id_of(&bob) })).await;
    let (told, _) = of_bob.events(1).await;
    assert_eq!(told[0]["task"]["title"], "call them");
    assert_eq!(told[0]["actor"]["name"], "Anna");
    of_anna.events(1).await;
    let complete = "mutation($id: ID!) { completeTask(input: {id: $id}) { userErrors { message } } }";
    node.data(&bob, complete, json!({ "id": made["createTask"]["task"]["id"] })).await;
    assert_eq!(of_anna.events(1).await.0[0]["task"]["status"], "DONE");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_tells_what_comes_to_be_called_that() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let query = "subscription { dealEvents(search: \"čaj lipa\") { cursor events { __typename ... on DealEntered { deal { name } } } } }";
    let mut watch = node.watch_live(&house.admin, query, json!({})).await;
    let id = create(&node, &house.admin, "Kava").await;
    rename(&node, &house.admin, &id, "Lipa a caj").await;
    let (entered, _) = watch.events(1).await;
    assert_eq!(entered, [json!({ "__typename": "DealEntered", "deal": { "name": "Lipa a caj" } })]);
    rename(&node, &house.admin, &id, "Lipa").await;
    assert_eq!(types(&watch.events(1).await.0), ["DealLeft"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deal_that_changes_pipeline_leaves_one_board_and_enters_the_other() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let all = node.data(&house.admin, "{ pipelines { id stages { id } } }", json!({})).await;
    let board = |place: usize| all["pipelines"][place]["id"].clone();
    let query = "subscription($p: ID!) { boardChanged(pipelineId: $p) { cursor events { __typename ... on DealEntered { seq } ... on DealChanged { seq } ... on DealLeft { seq } } } }";
    let mut here = node.watch_live(&house.admin, query, json!({ "p": board(0) })).await;
    let mut there = node.watch_live(&house.admin, query, json!({ "p": board(1) })).await;
    let id = create(&node, &house.admin, "Wanderer").await;
    rename(&node, &house.admin, &id, "Wanderer still").await;
    assert_eq!(types(&here.events(2).await.0), ["DealEntered", "DealChanged"]);
    let moves = "mutation($i: MoveDealInput!) { moveDeal(input: $i) { userErrors { message } } }";
    for (version, to) in [(2, 1), (3, 0)] {
        let stage = &all["pipelines"][to]["stages"][0]["id"];
        let input = json!({ "id": id, "stageId": stage, "expectedVersion": version });
        node.data(&house.admin, moves, json!({ "i": input })).await;
        let (from, into) = if to == 1 { (&mut here, &mut there) } else { (&mut there, &mut here) };
        assert_eq!(types(&from.events(1).await.0), ["DealLeft"]);
        // The other board's first news: what happened elsewhere was not for it.
        assert_eq!(types(&into.events(1).await.0), ["DealEntered"]);
    }
}
