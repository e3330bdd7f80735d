//! A server that is killed between a decision and its answer: whoever asks again with the same key learns what was decided, and
//! nothing is decided twice.

use crate::harness::client::{Client, key_of, settle};
use crate::harness::{Server, TestDb};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::TcpStream;
use std::time::Duration;

const PENDING: usize = 12;
const DECIDE: &str = "mutation($input: DecideApprovalInput!) { decideApproval(input: $input) { approval { id status version } userErrors { code message } } }";

/// A decision with its key, as it goes over the wire.
fn request(number: usize, approval: &Value) -> (String, Value) {
    let input =
        json!({ "id": approval["id"], "expectedVersion": approval["version"], "decision": "APPROVE" });
    (format!("decision-{number}"), json!({ "query": DECIDE, "variables": { "input": input } }))
}

/// The payload of a decision; none when the server went away.
async fn decide(client: &Client, (key, body): &(String, Value)) -> Option<Value> {
    let request = client.http.post(&client.url).bearer_auth(&client.key).timeout(Duration::from_secs(20));
    let answer = request.header("idempotency-key", key).json(body).send().await.ok()?;
    let answer: Value = answer.json().await.ok()?;
    assert!(answer.get("errors").is_none(), "{answer:#}");
    Some(answer["data"]["decideApproval"].clone())
}

/// Proposals that wait for Cora; their approvals.
async fn pending(anna: &Client, cora: &Client) -> Vec<Value> {
    let cora = cora.data("{ viewer { id } }", json!({})).await.unwrap()["viewer"]["id"].clone();
    let policy = format!(
        "createApprovalPolicy(input: {{name: \"All\", subject: PROPOSAL, steps: [{{name: \"Cora\", approvers: [{{kind: USER, userId: {cora}}}]}}]}}) {{ userErrors {{ message }} }}"
    );
    anna.change(&policy).await;
    let mut all = Vec::new();
    for number in 0..PENDING {
        let deal =
            anna.change(&format!("createDeal(input: {{name: \"Deal {number}\"}}) {{ deal {{ id }} }}")).await;
        let deal = &deal["deal"]["id"];
        anna.change(&format!("addDealLine(input: {{dealId: {deal}, description: \"Pump\", unitPrice: \"10\"}}) {{ userErrors {{ message }} }}")).await;
        let made =
            anna.change(&format!("createProposal(input: {{dealId: {deal}}}) {{ proposal {{ id }} }}")).await;
        let id = &made["proposal"]["id"];
        let asked = format!(
            "submitProposal(input: {{id: {id}}}) {{ proposal {{ approval {{ id version }} }} userErrors {{ message }} }}"
        );
        all.push(anna.change(&asked).await["proposal"]["approval"].clone());
    }
    all
}

/// Sends a decision and hangs on to the connection without ever reading from it.
fn send_without_reading(server: &Server, key: &str, (idempotency, body): &(String, Value)) -> TcpStream {
    let address = server.url("/graphql");
    let host = address.trim_start_matches("http://").trim_end_matches("/graphql");
    let mut stream = TcpStream::connect(host).unwrap();
    let body = body.to_string();
    write!(
        stream,
        "POST /graphql HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {key}\r\nidempotency-key: {idempotency}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    stream
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_whose_answer_never_came_is_found_by_its_key_and_made_once() {
    let db = TestDb::new().await;
    let key = settle(&db.url);
    let args = ["--database-url", db.url.as_str()];
    let (doomed, other) = (Server::start(&args), Server::start(&args));
    let anna = Client::new(&other, &key);
    anna.change("createUser(input: {name: \"Cora\", email: \"cora@firma.cz\", role: MANAGER, password: \"a long enough word\"}) { userErrors { message } }").await;
    let key = key_of(&db.url, "cora@firma.cz");
    let (first, second) = (Client::new(&doomed, &key), Client::new(&other, &key));
    let approvals = pending(&anna, &second).await;
    let begun = anna.data("{ eventCursor }", json!({})).await.unwrap()["eventCursor"].clone();
    let requests: Vec<_> = (0..).zip(&approvals).map(|(number, one)| request(number, one)).collect();

    // One is decided, and its answer is read by nobody; some are answered; the others are under way when the server goes.
    let silent = send_without_reading(&doomed, &key, &requests[0]);
    let status = format!("{{ approval(id: {}) {{ status }} }}", approvals[0]["id"]);
    let mut decided = false;
    for _ in 0..200 {
        decided = second.data(&status, json!({})).await.unwrap()["approval"]["status"] == "APPROVED";
        if decided {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(decided, "the decision is made although nobody reads the answer");
    let answered = decide(&first, &requests[1]).await.unwrap();
    let under_way: Vec<_> = requests[2..]
        .iter()
        .cloned()
        .map(|request| {
            let client = first.clone();
            tokio::spawn(async move { decide(&client, &request).await })
        })
        .collect();
    tokio::task::spawn_blocking(move || doomed.kill()).await.unwrap();
    drop(silent);
    for task in under_way {
        task.await.unwrap();
    }

    for (request, approval) in requests.iter().zip(&approvals) {
        let payload = decide(&second, request).await.unwrap();
        assert_eq!(payload["userErrors"], json!([]), "the same key is the same decision");
        assert_eq!(
            (&payload["approval"]["id"], &payload["approval"]["status"]),
            (&approval["id"], &json!("APPROVED"))
        );
    }
    assert_eq!(
        decide(&second, &requests[1]).await.unwrap(),
        answered,
        "word by word what was answered before"
    );
    let (key, body) = request(0, &approvals[0]);
    let late = decide(&second, &(format!("{key}-again"), body)).await.unwrap();
    assert_eq!(
        late["userErrors"][0]["code"], "CONFLICT",
        "another key is another decision: it comes too late"
    );
    check(&anna, &begun, &approvals).await;
}

/// One grant for each approval, and one proposal approved by it.
async fn check(anna: &Client, begun: &Value, approvals: &[Value]) {
    let query =
        "query($after: Cursor!) { events(after: $after, first: 200) { events { kind subjectId } hasMore } }";
    let told = anna.data(query, json!({ "after": begun })).await.unwrap()["events"].clone();
    assert_eq!(told["hasMore"], false);
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for event in told["events"].as_array().unwrap() {
        let text = |field: &str| event[field].as_str().unwrap().to_owned();
        *counts.entry((text("kind"), text("subjectId"))).or_default() += 1;
    }
    assert!(counts.values().all(|count| *count == 1), "{counts:#?}");
    for kind in ["approval.granted", "proposal.approved"] {
        let found = counts.keys().filter(|(told, _)| told == kind).count();
        assert_eq!(found, approvals.len(), "{kind}");
    }
}
