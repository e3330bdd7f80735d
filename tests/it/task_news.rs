//! News of tasks and of who sees what: nobody who sees a record misses its news, nobody else hears of it.

use crate::harness::eventually;
use crate::harness::house::{House, id_of};
use crate::harness::node::Node;
use dealstream::activities::actions::create_task;
use dealstream::activities::model::CreateTaskInput;
use dealstream::app::actor::{Role, Viewer};
use dealstream::app::config::Limits;
use dealstream::app::tx::Tx;
use dealstream::db::id::Id;
use dealstream::deals::actions::restrict_deal;
use dealstream::deals::input::RestrictDealInput;
use dealstream::deals::model::Deal;
use dealstream::live::event::Audience;
use diesel_async::RunQueryDsl as _;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

const MINE: &str = "subscription { myTasks { cursor events { ... on TaskChange { kind task { title } changes { field after } } } } }";
const EVENTS: &str = "subscription { events { cursor events { ... on Event { kind subjectId dealId } } } }";
const DEALS: &str = "subscription { dealEvents { cursor events { __typename ... on DealEntered { deal { name } } ... on DealHidden { dealId } ... on DealRecordChanged { dealId } } } }";

/// Makes a change that must succeed; the id of the record.
async fn change(node: &Node, viewer: &Arc<Viewer>, line: &str, record: &str) -> String {
    let text = format!("mutation {{ {line} {{ {record} {{ id }} userErrors {{ code message }} }} }}");
    let data = node.data(viewer, &text, json!({})).await;
    data.as_object().unwrap().values().next().unwrap()[record]["id"].as_str().unwrap().to_owned()
}

async fn deal(node: &Node, viewer: &Arc<Viewer>, name: &str) -> String {
    change(node, viewer, &format!("createDeal(input: {{name: \"{name}\"}})"), "deal").await
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sees_a_task_hears_of_it_whether_or_not_they_see_its_deal() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let anna = house.admin.clone();
    let (rita, rolf, eva) = (
        house.person("Rita", Role::Rep).await,
        house.person("Rolf", Role::Rep).await,
        house.person("Eva", Role::Rep).await,
    );
    let secret = deal(&node, &anna, "Secret").await;
    let task = format!(
        "createTask(input: {{title: \"Call\", dealId: \"{secret}\", assigneeId: \"{}\"}})",
        id_of(&rolf)
    );
    let task = change(&node, &rita, &task, "task").await;
    change(&node, &anna, &format!("restrictDeal(input: {{id: \"{secret}\", restricted: true}})"), "deal")
        .await;
    let mut mine =
        [node.watch_live(&rita, MINE, json!({})).await, node.watch_live(&rolf, MINE, json!({})).await];
    let mut all =
        [node.watch_live(&rita, EVENTS, json!({})).await, node.watch_live(&eva, EVENTS, json!({})).await];
    let mut deals =
        [node.watch_live(&rita, DEALS, json!({})).await, node.watch_live(&rolf, DEALS, json!({})).await];

    change(&node, &anna, &format!("updateTask(input: {{id: \"{task}\", title: \"Call now\"}})"), "task")
        .await;
    change(&node, &rolf, &format!("completeTask(input: {{id: \"{task}\"}})"), "task").await;
    let sentinel = deal(&node, &anna, "Sentinel").await;
    for watch in &mut mine {
        let (heard, _) = watch.events(2).await;
        assert_eq!(heard[0]["changes"], json!([{ "field": "title", "after": "Call now" }]));
        assert_eq!(
            (&heard[1]["kind"], &heard[1]["task"]["title"]),
            (&json!("task.completed"), &json!("Call now"))
        );
    }
    let (heard, _) = all[0].events(3).await;
    let told = |kind: &str| json!({ "kind": kind, "subjectId": task, "dealId": null });
    assert_eq!(
        heard[..2],
        [told("task.changed"), told("task.completed")],
        "which deal, the maker may not see"
    );
    let created = json!({ "kind": "deal.created", "subjectId": sentinel, "dealId": sentinel });
    assert_eq!(all[1].events(1).await.0, [created], "nothing of it to anybody else");
    let entered = json!({ "__typename": "DealEntered", "deal": { "name": "Sentinel" } });
    assert_eq!(deals[0].events(1).await.0, std::slice::from_ref(&entered), "the maker does not see the deal");
    let hidden = json!({ "__typename": "DealHidden", "dealId": secret });
    let changed = json!({ "__typename": "DealRecordChanged", "dealId": secret });
    assert_eq!(deals[1].events(3).await.0, [changed, hidden, entered], "seen as long as the task was open");
}

/// Whether somebody waits for a lock in this database.
async fn somebody_waits(house: &House) {
    #[derive(diesel::QueryableByName)]
    struct Waiting {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        count: i64,
    }
    let (app, runtime) = (house.app.clone(), tokio::runtime::Handle::current());
    let look = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let wait = move || {
        eventually("the second waits for the first", Duration::from_secs(5), || {
            let waiting = runtime.block_on(async {
                let mut conn = app.read().await.unwrap();
                diesel::sql_query(look).get_result::<Waiting>(&mut *conn).await.unwrap()
            });
            (waiting.count > 0).then_some(())
        })
    };
    tokio::task::spawn_blocking(wait).await.unwrap();
}

#[derive(Clone, Copy)]
enum Step {
    Restrict,
    Assign,
}

impl Step {
    async fn run(self, tx: &mut Tx, deal: Id<Deal>, bob: &Viewer) {
        match self {
            Self::Restrict => {
                let input = RestrictDealInput {
                    id: deal,
                    restricted: true,
                    user_ids: None,
                    team_ids: None,
                    expected_version: None,
                };
                drop(restrict_deal(tx, input).await.unwrap());
            }
            Self::Assign => {
                let input = CreateTaskInput {
                    title: "Call".into(),
                    description: None,
                    assignee_id: bob.user_id().map(Id::of),
                    due_at: None,
                    priority: None,
                    mandatory: None,
                    deal_id: Some(deal),
                    account_id: None,
                    contact_id: None,
                    lead_id: None,
                    custom: None,
                };
                drop(create_task(tx, input).await.unwrap());
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn restricting_a_deal_and_giving_out_a_task_on_it_do_not_miss_each_other() {
    for (first, second) in [(Step::Restrict, Step::Assign), (Step::Assign, Step::Restrict)] {
        let house = House::new().await;
        let node = Node::start(&house.db, None, Limits::default()).await;
        let bob = house.person("Bob", Role::Rep).await;
        let deal: Id<Deal> = Id::parse(&deal(&node, &house.admin, "Contested").await).unwrap();
        let (begun, go_on) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let (app, admin) = (house.app.clone(), house.admin.clone());
        let (open, wait, of_bob) = (begun.clone(), go_on.clone(), bob.clone());
        let held = tokio::spawn(async move {
            let work = async |tx: &mut Tx| {
                first.run(tx, deal, &of_bob).await;
                open.add_permits(1);
                wait.acquire().await.unwrap().forget();
                Ok(())
            };
            app.write(&admin, None, work).await.unwrap();
        });
        begun.acquire().await.unwrap().forget();
        let (app, admin, of_bob) = (house.app.clone(), house.admin.clone(), bob.clone());
        let other = tokio::spawn(async move {
            let work = async |tx: &mut Tx| {
                second.run(tx, deal, &of_bob).await;
                Ok(())
            };
            app.write(&admin, None, work).await.unwrap();
        });
        somebody_waits(&house).await;
        go_on.add_permits(1);
        held.await.unwrap();
        other.await.unwrap();
        let last = house.events(0).await.pop().unwrap();
        let Some(Audience::Deal { restricted, users, .. }) = &last.audience_after else { panic!("{last:?}") };
        assert!(*restricted, "{}: it is restricted by now", last.kind);
        assert!(users.contains(&bob.user_id().unwrap()), "{}: Bob has a task by now", last.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_reached_through_an_account_are_each_person_s_own() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let anna = house.admin.clone();
    let (otto, rita, rolf) = (
        house.person("Otto", Role::Rep).await,
        house.person("Rita", Role::Rep).await,
        house.person("Rolf", Role::Rep).await,
    );
    let (of_rita, of_rolf) = (house.seeing(&rita, &[&anna]), house.seeing(&rolf, &[&anna]));
    let account = change(&node, &anna, "createAccount(input: {name: \"Acme\"})", "account").await;
    let with = |owner: &Viewer| {
        format!("createDeal(input: {{accountId: \"{account}\", ownerId: \"{}\"}})", id_of(owner))
    };
    let seen = change(&node, &anna, &with(&anna), "deal").await;
    let unseen = change(&node, &anna, &with(&otto), "deal").await;
    let task = format!(
        "createTask(input: {{title: \"For Rita\", dealId: \"{unseen}\", assigneeId: \"{}\"}})",
        id_of(&rita)
    );
    let task = change(&node, &anna, &task, "task").await;
    // Done, so that she does not see the deal by it.
    change(&node, &anna, &format!("completeTask(input: {{id: \"{task}\"}})"), "task").await;
    let query = "subscription { dealEvents { cursor events { ... on DealChanged { deal { account { tasks { nodes { title } } } } } } } }";
    let mut watches = [
        (node.watch_live(&of_rita, query, json!({})).await, json!([{ "title": "For Rita" }])),
        (node.watch_live(&of_rolf, query, json!({})).await, json!([])),
    ];
    change(&node, &anna, &format!("updateDeal(input: {{id: \"{seen}\", name: \"Renamed\"}})"), "deal").await;
    for (watch, expected) in &mut watches {
        assert_eq!(&watch.events(1).await.0[0]["deal"]["account"]["tasks"]["nodes"], expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_that_says_me_means_whoever_listens() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let (rita, rolf) = (house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    let by_variable = "subscription($filter: DealFilter) { dealEvents(filter: $filter) { cursor events { ... on DealEntered { deal { name } } } } }";
    let in_text = "subscription { dealEvents(filter: {ownerId: {eq: \"@me\"}}) { cursor events { ... on DealEntered { deal { name } } } } }";
    let mine = json!({ "filter": { "ownerId": { "eq": "@me" } } });
    let mut of_rita = [
        node.watch_live(&rita, by_variable, mine.clone()).await,
        node.watch_live(&rita, in_text, json!({})).await,
    ];
    let mut of_rolf = node.watch_live(&rolf, by_variable, mine).await;
    deal(&node, &rita, "Of Rita").await;
    deal(&node, &rolf, "Of Rolf").await;
    for watch in &mut of_rita {
        assert_eq!(watch.events(1).await.0[0]["deal"]["name"], "Of Rita");
    }
    assert_eq!(of_rolf.events(1).await.0[0]["deal"]["name"], "Of Rolf");
}

/// One of everything; the id of the deal.
async fn furnish(house: &House, node: &Node) -> String {
    let anna = &house.admin;
    let me = id_of(anna);
    let team =
        change(node, anna, &format!("createTeam(input: {{name: \"T\", managerId: \"{me}\"}})"), "team").await;
    change(node, anna, &format!("createTeam(input: {{name: \"U\", parentId: \"{team}\"}})"), "team").await;
    change(
        node,
        anna,
        &format!("createUser(input: {{name: \"N\", email: \"n@x.cz\", role: REP, teamId: \"{team}\"}})"),
        "user",
    )
    .await;
    change(node, anna, "createApiKey(input: {name: \"K\"})", "apiKey").await;
    let account = change(node, anna, "createAccount(input: {name: \"A\"})", "account").await;
    change(node, anna, &format!("createAccount(input: {{name: \"B\", parentId: \"{account}\"}})"), "account")
        .await;
    let contact = format!("createContact(input: {{lastName: \"C\", accountId: \"{account}\"}})");
    let contact = change(node, anna, &contact, "contact").await;
    let made =
        format!("createDeal(input: {{primaryContactId: \"{contact}\", description: \"D\", amount: \"1\"}})");
    let made = change(node, anna, &made, "deal").await;
    change(node, anna, &format!("createTask(input: {{title: \"T\", dealId: \"{made}\"}})"), "task").await;
    let pipelines = node.data(anna, "{ pipelines { id } }", json!({})).await;
    let copy =
        format!("createPipeline(input: {{name: \"P\", copyFromId: {}}})", pipelines["pipelines"][0]["id"]);
    change(node, anna, &copy, "pipeline").await;
    change(node, anna, "createLookup(input: {kind: SOURCE, label: \"L\"})", "lookup").await;
    let enter = "mutation { signIn(input: {email: \"anna@firma.cz\", password: \"correct horse battery\"}) { userErrors { code } } }";
    node.data(anna, enter, json!({})).await;
    let begin = async |tx: &mut Tx| {
        dealstream::integrations::import::progress::begin(tx, ("I", 1), false).await.map(drop)
    };
    house.app.write(anna, None, begin).await.unwrap();
    made
}

#[tokio::test(flavor = "multi_thread")]
async fn news_speaks_the_api_s_words_and_shows_no_ids_of_the_database() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let anna = &house.admin;
    let made = furnish(&house, &node).await;
    let mut conn = house.app.read().await.unwrap();
    let head = dealstream::live::log::head(&mut conn, house.workspace_id).await.unwrap();
    drop(conn);
    let all = "query($after: Cursor!) { events(after: $after, first: 200) { events { kind changes { field before after } } } }";
    let after = dealstream::live::cursor::encode(&head, 0);
    let all = node.data(anna, all, json!({ "after": after })).await;
    let all = all["events"]["events"].as_array().unwrap();
    let mut kinds: Vec<&str> = all.iter().map(|event| event["kind"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert!(kinds.len() > 10, "{kinds:?}");
    for event in all {
        for changed in event["changes"].as_array().unwrap() {
            let field = changed["field"].as_str().unwrap();
            assert!(!["id", "", "workspace", "version"].contains(&field), "{event:#}");
            for value in [&changed["before"], &changed["after"]] {
                assert!(
                    !value
                        .to_string()
                        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
                        .any(is_uuid),
                    "{field}: {event:#}"
                );
            }
        }
    }
    let history = "query($id: ID!) { deal(id: $id) { history { nodes { kind changes { field } } } } }";
    let history = node.data(anna, history, json!({ "id": made })).await;
    let entry = &history["deal"]["history"]["nodes"][0];
    assert_eq!(entry["kind"], "deal.created");
    let fields: Vec<&Value> =
        entry["changes"].as_array().unwrap().iter().map(|change| &change["field"]).collect();
    assert!(fields.contains(&&json!("description")) && !fields.contains(&&json!("id")), "{fields:?}");
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36 && text.bytes().filter(|byte| *byte == b'-').count() == 4
}

#[test]
fn an_audience_kept_before_tasks_named_people_reads_as_one_that_names_nobody() {
    let kept =
        json!({ "of": "deal", "owner_id": uuid::Uuid::nil(), "restricted": true, "users": [], "teams": [] });
    let audience: Audience = serde_json::from_value(kept.clone()).unwrap();
    assert_eq!(audience, Audience::deal(uuid::Uuid::nil(), true));
    assert_eq!(serde_json::to_value(audience).unwrap(), kept, "and is written as it was");
}
