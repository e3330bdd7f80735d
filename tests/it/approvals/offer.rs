//! Four people bring an offer with a large discount from the first draft to an order, through the API alone, each hearing of it live.

use crate::harness::house::{House, id_of};
use crate::harness::node::{Node, Watch};
use dealstream::app::actor::{Role, Viewer};
use dealstream::app::config::Limits;
use serde_json::{Value, json};
use std::sync::Arc;

const ASKED: &str = "subscription { approvalRequested { cursor events { ... on ApprovalChange { kind approval { id version status discountPercent message waitsForViewer deal { name } } } } } }";
const RUN: &str = "subscription($d: ID) { approvalChanged(dealId: $d) { cursor events { ... on ApprovalChange { kind approval { status } } } } }";
const OFFER: &str = "subscription($d: ID) { proposalChanged(dealId: $d) { cursor events { ... on ProposalChanged { kind actor { name } proposal { revision status } } } } }";

struct Play {
    house: House,
    node: Node,
    ada: Arc<Viewer>,
    ben: Arc<Viewer>,
    cora: Arc<Viewer>,
    rosa: Arc<Viewer>,
}

impl Play {
    async fn new() -> Self {
        let house = House::new().await;
        let node = Node::start(&house.db, None, Limits::default()).await;
        let (ben, cora) =
            (house.person("Ben", Role::Manager).await, house.person("Cora", Role::Manager).await);
        let rosa = house.person("Rosa", Role::Rep).await;
        let ada = house.admin.clone();
        Self { house, node, ada, ben, cora, rosa }
    }

    /// A mutation that is made; the record selected.
    async fn done(&self, viewer: &Arc<Viewer>, mutation: &str, input: Value, select: &str) -> Value {
        let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let document = format!(
            "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {select} userErrors {{ code message }} }} }}"
        );
        let data = self.node.data(viewer, &document, json!({ "input": input })).await;
        data[mutation][select.split_whitespace().next().unwrap()].clone()
    }

    /// What a person is asked for, as they hear of it.
    async fn heard(&self, watch: &mut Watch) -> Value {
        let (heard, _) = watch.events(1).await;
        heard[0]["approval"].clone()
    }

    async fn decide(&self, viewer: &Arc<Viewer>, asked: &Value, more: Value) -> Value {
        let mut input = json!({ "id": asked["id"], "expectedVersion": asked["version"] });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.done(viewer, "decideApproval", input, "approval { id version status }").await
    }

    /// Rosa's deal with ten licences, and the policy that asks Ben, then Ada, for every discount of a fifth.
    async fn begin(&self) -> Value {
        let step = |name: &str, who: &Viewer| json!({ "name": name, "approvers": [{ "kind": "USER", "userId": id_of(who) }] });
        let policy = json!({ "name": "Large discounts", "subject": "PROPOSAL", "condition": { "discountAtLeast": "20" },
            "steps": [step("Sales lead", &self.ben), step("Finance", &self.ada)] });
        self.done(&self.ada, "createApprovalPolicy", policy, "approvalPolicy { id }").await;
        let deal = self.done(&self.rosa, "createDeal", json!({ "name": "Licences" }), "deal { id }").await;
        let line = json!({ "dealId": deal["id"], "description": "Licence", "quantity": "10", "unitPrice": "1000", "taxPercent": "21" });
        self.done(&self.rosa, "addDealLine", line, "dealLine { id }").await;
        deal["id"].clone()
    }

    async fn won(&self) -> Value {
        let all = self.node.data(&self.rosa, "{ pipelines { stages { id kind } } }", json!({})).await;
        let stages = all["pipelines"][0]["stages"].as_array().unwrap().clone();
        stages.iter().find(|stage| stage["kind"] == "WON").unwrap()["id"].clone()
    }
}

/// The first revision: 22 %, handed on by Ben, let through by Cora, refused by Ada.
async fn refused(play: &Play, deal: &Value) -> Value {
    let mut bens = play.node.watch_live(&play.ben, ASKED, json!({})).await;
    let mut coras = play.node.watch_live(&play.cora, ASKED, json!({})).await;
    let mut adas = play.node.watch_live(&play.ada, ASKED, json!({})).await;
    let input = json!({ "dealId": deal, "discountPercent": "22" });
    let offer = play.done(&play.rosa, "createProposal", input, "proposal { id net }").await;
    assert_eq!(offer["net"], "7800.00");
    let input = json!({ "id": offer["id"], "message": "They buy ten at once" });
    let submitted = play.done(&play.rosa, "submitProposal", input, "proposal { status }").await;
    assert_eq!(submitted["status"], "IN_APPROVAL");

    let asked = play.heard(&mut bens).await;
    assert_eq!(
        (&asked["discountPercent"], &asked["message"], &asked["deal"]["name"], &asked["waitsForViewer"]),
        (&json!("22"), &json!("They buy ten at once"), &json!("Licences"), &json!(true))
    );
    let hand =
        json!({ "id": asked["id"], "expectedVersion": asked["version"], "toUserId": id_of(&play.cora) });
    play.done(&play.ben, "delegateApproval", hand, "approval { id }").await;
    assert_eq!(play.heard(&mut bens).await["waitsForViewer"], false, "it left Ben's list");
    let asked = play.heard(&mut coras).await;
    play.decide(&play.cora, &asked, json!({ "decision": "APPROVE" })).await;
    let asked = play.heard(&mut adas).await;
    let no = json!({ "decision": "REJECT", "comment": "Twenty-one is what we can give" });
    let run = play.decide(&play.ada, &asked, no).await;
    assert_eq!(run["status"], "REJECTED");
    offer["id"].clone()
}

/// The second revision: 21 %, let through by both.
async fn granted(play: &Play, first: &Value) -> Value {
    let mut bens = play.node.watch_live(&play.ben, ASKED, json!({})).await;
    let mut adas = play.node.watch_live(&play.ada, ASKED, json!({})).await;
    let revised = play
        .done(&play.rosa, "reviseProposal", json!({ "id": first }), "proposal { id revision status }")
        .await;
    assert_eq!((&revised["revision"], &revised["status"]), (&json!(2), &json!("DRAFT")));
    let input = json!({ "id": revised["id"], "discountPercent": "21" });
    play.done(&play.rosa, "updateProposal", input, "proposal { id }").await;
    play.done(&play.rosa, "submitProposal", json!({ "id": revised["id"] }), "proposal { id }").await;
    for (viewer, watch) in [(&play.ben, &mut bens), (&play.ada, &mut adas)] {
        let asked = play.heard(watch).await;
        play.decide(viewer, &asked, json!({ "decision": "APPROVE" })).await;
    }
    revised["id"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn four_people_bring_an_offer_from_the_first_draft_to_an_order() {
    let play = Play::new().await;
    let deal = play.begin().await;
    let mut run = play.node.watch_live(&play.rosa, RUN, json!({ "d": deal })).await;
    let mut offer = play.node.watch_live(&play.cora, OFFER, json!({ "d": deal })).await;
    let first = refused(&play, &deal).await;
    let second = granted(&play, &first).await;
    play.done(&play.rosa, "sendProposal", json!({ "id": second }), "proposal { status }").await;
    let yes = json!({ "id": second, "wonStageId": play.won().await });
    let accepted = play.done(&play.rosa, "acceptProposal", yes, "order { number total }").await;
    assert_eq!(accepted, json!({ "number": "O-2026-0001", "total": "9559.00" }));

    let select = "query($id: ID!) { deal(id: $id) { status amount orders { totalCount } proposals { nodes { revision status } } approvals { totalCount } } }";
    let end = play.node.data(&play.cora, select, json!({ "id": deal })).await["deal"].clone();
    let proposals = json!({ "nodes": [{ "revision": 2, "status": "ACCEPTED" }, { "revision": 1, "status": "SUPERSEDED" }] });
    assert_eq!(
        end,
        json!({ "status": "WON", "amount": "7900.00", "orders": { "totalCount": 1 }, "proposals": proposals,
            "approvals": { "totalCount": 2 } })
    );

    let kinds = |events: Vec<Value>| -> Vec<String> {
        events.iter().map(|event| event["kind"].as_str().unwrap().to_owned()).collect()
    };
    let story = ["requested", "delegated", "decided", "refused", "requested", "decided", "granted"];
    let told = kinds(run.events(story.len()).await.0);
    assert_eq!(told, story.map(|kind| format!("approval.{kind}")), "Rosa follows the run");
    let story = [
        ["created", "submitted", "rejected", "superseded", "created"],
        ["changed", "submitted", "approved", "sent", "accepted"],
    ];
    let (told, story) = (kinds(offer.events(10).await.0), story.concat());
    let story: Vec<String> = story.iter().map(|kind| format!("proposal.{kind}")).collect();
    assert_eq!(told, story, "Cora follows the offer");
    let events = play.house.events(0).await;
    assert_eq!(events.iter().filter(|event| event.kind == "order.created").count(), 1);
}
