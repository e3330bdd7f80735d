//! Rights that change on one server close the sockets of another within two seconds, whatever carries the news.

use super::{deal, linked};
use crate::harness::client::{Client, key_of, settle};
use crate::harness::socket::Socket;
use crate::harness::{Redis, Server, TestDb};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const WITHIN: Duration = Duration::from_secs(2);
const PASSWORD: &str = "correct horse battery";

/// A firm on two servers.
struct Firm {
    db: TestDb,
    one: Server,
    two: Server,
    /// Anna, an admin, on the first.
    anna: Client,
}

impl Firm {
    async fn new(redis: Option<&Redis>, more: &[&str]) -> Self {
        let db = TestDb::new().await;
        let key = settle(&db.url);
        let url = redis.map(Redis::url);
        let mut args = vec!["--database-url", &db.url];
        args.extend(url.iter().flat_map(|url| ["--redis-url", url.as_str()]));
        args.extend(more);
        let (one, two) = (Server::start(&args), Server::start(&args));
        linked(&[&one, &two]).await;
        let anna = Client::new(&one, &key);
        Self { db, one, two, anna }
    }

    /// Somebody new: their id and address.
    async fn person(&self, name: &str) -> (String, String) {
        let email = format!("{name}@firma.cz");
        let made = format!(
            "createUser(input: {{name: \"{name}\", email: \"{email}\", role: REP, password: \"{PASSWORD}\"}}) {{ user {{ id }} userErrors {{ code }} }}"
        );
        let made = self.anna.change(&made).await;
        (made["user"]["id"].as_str().unwrap().to_owned(), email)
    }

    /// A socket on the second server, with a subscription that is live.
    async fn listen(&self, key: Option<&str>, cookie: Option<&str>) -> Socket {
        let mut socket = Socket::open(self.two.port, key, cookie).await;
        socket
            .subscribe_live("live", "subscription { dealEvents { cursor events { __typename } } }", json!({}))
            .await;
        socket
    }

    /// Signs in at the first server; the session's cookie.
    async fn sign_in(&self, email: &str) -> String {
        let sign_in = format!(
            "mutation {{ signIn(input: {{email: \"{email}\", password: \"{PASSWORD}\"}}) {{ userErrors {{ code }} }} }}"
        );
        let answer = reqwest::Client::new().post(self.one.url("/graphql")).json(&json!({ "query": sign_in }));
        let answer = answer.send().await.unwrap();
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    async fn sign_out(&self, cookie: &str) {
        let request = reqwest::Client::new().post(self.one.url("/graphql"));
        let request = request.header("cookie", cookie).header("x-dealstream-client", "test");
        let answer = request.json(&json!({ "query": "mutation { signOut { ok } }" })).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["data"]["signOut"]["ok"], true, "{answer}");
    }
}

/// The socket closes for want of rights in time.
async fn closes(what: &str, by: &str, socket: &mut Socket, since: Instant) {
    assert_eq!(socket.closed().await, 4403, "{what}, told by {by}");
    let spent = since.elapsed();
    println!("{what}, told by {by}: closed after {spent:?}");
    assert!(spent < WITHIN, "{what}, told by {by}: {spent:?}");
}

async fn every_way_to_lose_them(by: &str, redis: Option<&Redis>, more: &[&str]) {
    let firm = Firm::new(redis, more).await;
    let made =
        firm.anna.change("createTeam(input: {name: \"Sales\"}) { team { id } userErrors { code } }").await;
    let team = made["team"]["id"].as_str().unwrap();
    for (what, change) in [
        ("another role", "role: VIEWER".to_owned()),
        ("another team", format!("teamId: \"{team}\"")),
        ("deactivation", "active: false".to_owned()),
    ] {
        let (id, email) = firm.person(&what.replace(' ', ".")).await;
        let key = key_of(&firm.db.url, &email);
        let mut socket = firm.listen(Some(&key), None).await;
        let change =
            format!("updateUser(input: {{id: \"{id}\", {change}}}) {{ userErrors {{ code message }} }}");
        firm.anna.change(&change).await;
        closes(what, by, &mut socket, Instant::now()).await;
    }
    let (_, email) = firm.person("out").await;
    let cookie = firm.sign_in(&email).await;
    let mut socket = firm.listen(None, Some(&cookie)).await;
    firm.sign_out(&cookie).await;
    closes("signing out", by, &mut socket, Instant::now()).await;

    let key = key_of(&firm.db.url, &email);
    let (keys, prefix) = (firm.anna.data("{ apiKeys { id prefix } }", json!({})).await.unwrap(), &key[..12]);
    let keys = keys["apiKeys"].as_array().unwrap();
    let id = &keys.iter().find(|known| known["prefix"] == prefix).unwrap_or_else(|| panic!("{keys:?}"))["id"];
    let mut socket = firm.listen(Some(&key), None).await;
    firm.anna.change(&format!("revokeApiKey(input: {{id: {id}}}) {{ userErrors {{ code }} }}")).await;
    closes("a revoked key", by, &mut socket, Instant::now()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_loses_rights_loses_the_socket_by_way_of_redis() {
    let never = ["--set", "limits.position_check=10m", "--set", "limits.rights_check=10m"];
    every_way_to_lose_them("Redis", Some(&Redis::start()), &never).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_loses_rights_loses_the_socket_without_redis_too() {
    every_way_to_lose_them("the log", None, &["--set", "limits.rights_check=10m"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_loses_rights_loses_the_socket_even_when_nothing_is_heard() {
    let deaf = ["--set", "limits.position_check=10m", "--set", "limits.rights_check=300ms"];
    every_way_to_lose_them("looking again", None, &deaf).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_visibility_policy_is_never_silence() {
    let redis = Redis::start();
    let firm = Firm::new(Some(&redis), &["--set", "limits.position_check=10m"]).await;
    let (bob, email) = firm.person("bob").await;
    let key = key_of(&firm.db.url, &email);
    let query = "subscription($after: Cursor) { dealEvents(after: $after) { cursor events { __typename ... on DealEntered { deal { name } } ... on ResyncRequired { cursor } } } }";
    let mut of_bob = Socket::open(firm.two.port, Some(&key), None).await;
    of_bob.subscribe_live("live", query, json!({})).await;
    let mut of_anna = Socket::open(firm.two.port, Some(&firm.anna.key), None).await;
    of_anna.subscribe_live("live", query, json!({})).await;
    deal(&firm.anna, "Anna's, seen by all").await;
    let (_, cursor) = of_bob.events("live", 1).await;
    of_anna.events("live", 1).await;

    let owner = "updateWorkspace(input: {dealVisibility: OWNER}) { userErrors { code message } }";
    firm.anna.change(owner).await;
    closes("another policy", "Redis", &mut of_bob, Instant::now()).await;
    let mut of_bob = Socket::open(firm.two.port, Some(&key), None).await;
    let first = of_bob.subscribe_live("live", query, json!({ "after": cursor })).await;
    assert_eq!(first["events"][0]["__typename"], "ResyncRequired", "{first}");
    assert_eq!(first["events"][0]["cursor"], first["cursor"]);
    let seen = Client::new(&firm.two, &key).data("{ deals { totalCount } }", json!({})).await.unwrap();
    assert_eq!(seen["deals"]["totalCount"], 0);
    deal(&firm.anna, "Anna's own").await;
    let for_bob =
        format!("createDeal(input: {{name: \"Bob's\", ownerId: \"{bob}\"}}) {{ userErrors {{ code }} }}");
    firm.anna.change(&for_bob).await;
    let entered = |name: &str| json!({ "__typename": "DealEntered", "deal": { "name": name } });
    let (told, live) = of_bob.events("live", 1).await;
    assert_eq!(told, [entered("Bob's")]);
    assert_eq!(
        of_anna.events("live", 2).await.0,
        [entered("Anna's own"), entered("Bob's")],
        "nothing changed for her"
    );
    drop(of_bob);
    let now = Client::new(&firm.two, &key).data("{ eventCursor }", json!({})).await.unwrap();
    for (which, cursor) in [("of now", &now["eventCursor"]), ("of a live message", &json!(live))] {
        let mut of_bob = Socket::open(firm.two.port, Some(&key), None).await;
        let resumed = of_bob.subscribe_live("live", query, json!({ "after": cursor })).await;
        assert_eq!(resumed["events"], json!([]), "the cursor {which} is good");
    }
}
