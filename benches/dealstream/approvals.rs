//! News of approvals: how long after somebody pressed the button others hear of it, beside the answer to who pressed it; and
//! how long a proposal's PDF takes.

use crate::Args;
use crate::harness::Server;
use crate::harness::client::Client;
use crate::harness::socket::Socket;
use crate::load::percentile;
use crate::queries::{UNLIMITED, millis};
use crate::setting::Setting;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinSet;

/// Rounds in a second of measurement: each is a deal with its proposal, asked about and decided.
const ROUNDS: u64 = 5;

/// So long nothing happens before each button, so that what is told together has been told.
const STILL: Duration = Duration::from_millis(120);

const ASKED: &str =
    "subscription { approvalRequested { events { __typename ... on ApprovalChange { approval { id } } } } }";
const CHANGED: &str = "subscription { approvalChanged { events { __typename ... on ApprovalChange { approval { id status } } } } }";
const NEWS: &str = "subscription { notificationReceived { events { __typename ... on NotificationReceived {
    notification { kind subject { ... on Approval { id } } } } } } }";

const SUBMIT: &str = "mutation($input: SubmitProposalInput!) { submitProposal(input: $input) {
    proposal { approval { id version } } userErrors { message } } }";
const DECIDE: &str = "mutation($input: DecideApprovalInput!) { decideApproval(input: $input) {
    approval { status } userErrors { message } } }";

/// What is measured, in the order it is printed.
const MEASURED: [&str; 7] = [
    "submitted: the answer",
    "submitted → approvalRequested",
    "submitted → notification",
    "decided: the answer",
    "decided → approvalChanged",
    "decided → notification",
    "a proposal's PDF",
];

pub async fn measure(args: &Args, database: &str) {
    let setting = Setting::made(database).await;
    let mut options = UNLIMITED.to_vec();
    options.extend(["--database-url", &setting.database]);
    let server = Server::start(&options);
    let rep = Client::new(&server, &setting.key);
    let chief = Client::new(&server, &setting.key_of("ada@bench.example"));
    let viewer = chief.data("{ viewer { id } }", json!({})).await.unwrap();
    let approver = viewer["viewer"]["id"].as_str().unwrap();
    chief
        .change(&format!(
            "createApprovalPolicy(input: {{ name: \"Every offer\", subject: PROPOSAL, steps: [{{ name: \"One\",
               approvers: [{{ kind: USER, userId: \"{approver}\" }}], mode: ANY }}] }}) {{ userErrors {{ message }} }}"
        ))
        .await;
    let mut hears = Screens {
        asked: Screen::open(&server, &chief, ASKED).await,
        asked_news: Screen::open(&server, &chief, NEWS).await,
        changed: Screen::open(&server, &rep, CHANGED).await,
        changed_news: Screen::open(&server, &rep, NEWS).await,
    };
    let mut times: [Vec<Duration>; 7] = Default::default();
    let rounds = args.seconds * ROUNDS;
    for _ in 0..rounds {
        let took = round(&rep, &chief, &mut hears).await;
        times.iter_mut().zip(took).for_each(|(times, one)| times.push(one));
    }
    println!("\nnews of approvals, {rounds} proposals one after the other");
    println!("  {:<30} {:>10} {:>10}   beside the answer", "", "p50", "p95");
    for times in &mut times {
        times.sort_unstable();
    }
    for (place, what) in MEASURED.into_iter().enumerate() {
        let (p50, p95) = (percentile(&times[place], 50), percentile(&times[place], 95));
        let answer = percentile(&times[place / 3 * 3], 50);
        let ratio = format!("{:.1}", p50.as_secs_f64() / answer.as_secs_f64());
        let ratio = if place % 3 == 0 { "" } else { &ratio };
        println!("  {what:<30} {:>10} {:>10}   {ratio}", millis(p50), millis(p95));
    }
}

/// Where those who wait for news look.
struct Screens {
    asked: Screen,
    asked_news: Screen,
    changed: Screen,
    changed_news: Screen,
}

/// One proposal, submitted and approved; the times of [`MEASURED`].
async fn round(rep: &Client, chief: &Client, hears: &mut Screens) -> [Duration; 7] {
    let (proposal, pdf) = proposal(rep).await;
    tokio::time::sleep(STILL).await;
    let asked = Instant::now();
    let input = json!({ "input": { "id": proposal["id"], "expectedVersion": proposal["version"] } });
    let answer = rep.data(SUBMIT, input).await.unwrap();
    let answered = asked.elapsed();
    let approval = answer["submitProposal"]["proposal"]["approval"].clone();
    assert!(approval["id"].is_string(), "{answer:#}");
    let requested = hears.asked.hear(|event| event["approval"]["id"] == approval["id"]).await - asked;
    let about = |event: &Value| event["notification"]["subject"]["id"] == approval["id"];
    let request_news = hears.asked_news.hear(about).await - asked;

    tokio::time::sleep(STILL).await;
    let decided = Instant::now();
    let input = json!({ "input": { "id": approval["id"], "decision": "APPROVE", "expectedVersion": approval["version"] } });
    let answer = chief.data(DECIDE, input).await.unwrap();
    let decision_answered = decided.elapsed();
    assert_eq!(answer["decideApproval"]["approval"]["status"], "APPROVED", "{answer:#}");
    let approved = |event: &Value| {
        event["approval"]["id"] == approval["id"] && event["approval"]["status"] == "APPROVED"
    };
    let changed = hears.changed.hear(approved).await - decided;
    let decided_news = hears.changed_news.hear(|event| event["notification"]["kind"] == "APPROVAL_DECIDED");
    let decision_news = decided_news.await - decided;
    [answered, requested, request_news, decision_answered, changed, decision_news, pdf]
}

/// A deal's new proposal with one line, and how long its PDF took.
async fn proposal(rep: &Client) -> (Value, Duration) {
    let deal = rep.change(
        "createDeal(input: { name: \"Measured\", amount: \"1000\" }) { deal { id } userErrors { message } }",
    );
    let deal = deal.await["deal"]["id"].as_str().unwrap().to_owned();
    let made = rep
        .change(&format!(
            "createProposal(input: {{ dealId: \"{deal}\" }}) {{ proposal {{ id }} userErrors {{ message }} }}"
        ))
        .await;
    let id = made["proposal"]["id"].as_str().unwrap().to_owned();
    let line = rep
        .change(&format!(
            "addProposalLine(input: {{ proposalId: \"{id}\", description: \"A thing\", quantity: \"2\", unitPrice: \"500\",
               taxPercent: \"21\" }}) {{ proposal {{ id version pdfUrl }} userErrors {{ message }} }}"
        ))
        .await;
    let url = rep.url.replace("/graphql", line["proposal"]["pdfUrl"].as_str().unwrap());
    let asked = Instant::now();
    let paper = rep.http.get(url).bearer_auth(&rep.key).send().await.unwrap().bytes().await.unwrap();
    assert!(paper.starts_with(b"%PDF-"));
    (line["proposal"].clone(), asked.elapsed())
}

/// What one person is told by one subscription, each event with its instant.
struct Screen {
    events: UnboundedReceiver<(Instant, Value)>,
    /// Ends with it.
    _listener: JoinSet<()>,
}

impl Screen {
    /// The subscription, once it is live.
    async fn open(server: &Server, who: &Client, document: &'static str) -> Self {
        let mut socket = Socket::open(server.port, Some(&who.key), None).await;
        socket.subscribe_live("1", document, json!({})).await;
        let (tell, hear) = unbounded_channel();
        let mut listener = JoinSet::new();
        listener.spawn(async move {
            loop {
                let message = socket.told("1").await;
                let now = Instant::now();
                for event in message["events"].as_array().unwrap() {
                    if tell.send((now, event.clone())).is_err() {
                        return;
                    }
                }
            }
        });
        Self { events: hear, _listener: listener }
    }

    /// When the next event that is the one came.
    async fn hear(&mut self, is_it: impl Fn(&Value) -> bool) -> Instant {
        loop {
            let next = tokio::time::timeout(Duration::from_secs(10), self.events.recv()).await;
            let (at, event) = next.expect("news within ten seconds").expect("the socket stays open");
            if is_it(&event) {
                return at;
            }
        }
    }
}
