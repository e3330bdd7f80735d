//! Steps that are refused, and those that are made once.

use super::*;
use crate::harness::node::{Node, caller};
use dealstream::app::config::Limits;

const STEPS: [&str; 5] = ["update", "submit", "reopen", "sign", "cancel"];

#[tokio::test(flavor = "multi_thread")]
async fn only_the_steps_of_the_table_are_made_from_every_status() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    policy(&house, &[&mona], Value::Null).await;
    let deal = deal(&house, &rita, json!({ "name": "D" })).await;
    let one = file(&house, &rita, &deal, "One.pdf").await;
    for (way, allowed) in [
        (&[][..], &["update", "submit", "cancel"][..]),
        (&["submit"], &["cancel"]),
        (&["submit", "APPROVE"], &["reopen", "sign", "cancel"]),
        (&["submit", "REJECT"], &["reopen", "cancel"]),
        (&["submit", "APPROVE", "sign"], &[]),
        (&["cancel"], &[]),
    ] {
        for name in STEPS {
            let id = package(&house, &rita, &deal, &[&one]).await;
            for part in way {
                if ["APPROVE", "REJECT"].contains(part) {
                    let input = decision(&house, &id, json!({ "decision": part, "comment": "So" })).await;
                    done(&house, &mona, "decideApproval", input, "approval { id }").await;
                } else {
                    step(&house, &rita, &id, part).await;
                }
            }
            let before = house.events(0).await.len();
            let input = json!({ "id": id });
            let refused = house.refused(&rita, &format!("{name}ContractPackage"), input).await;
            if allowed.contains(&name) {
                assert_eq!(refused, [""; 0], "{way:?}: {name}");
            } else {
                assert_eq!(refused, ["INVALID id"], "{way:?}: {name}");
                assert_eq!(house.events(before).await, [], "{way:?}: {name}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused_at_its_field() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let (deal, other) = (
        deal(&house, &anna, json!({ "name": "D" })).await,
        super::deal(&house, &anna, json!({ "name": "E" })).await,
    );
    let (one, foreign) =
        (file(&house, &anna, &deal, "One.pdf").await, file(&house, &anna, &other, "Two.pdf").await);
    let away = file(&house, &anna, &deal, "Away.pdf").await;
    archived(&house, &anna, &away, true).await;
    let made_up = Id::<dealstream::files::model::File>::new().to_string();
    for (input, refusal) in [
        (json!({ "name": " " }), "REQUIRED name"),
        (json!({ "name": "x".repeat(201) }), "TOO_LONG name"),
        (json!({ "note": "x".repeat(5_001) }), "TOO_LONG note"),
        (json!({ "fileIds": [foreign] }), "NOT_FOUND fileIds"),
        (json!({ "fileIds": [one, made_up] }), "NOT_FOUND fileIds"),
        (json!({ "fileIds": [away] }), "INVALID fileIds"),
        (json!({ "dealId": "deal_01h455vb4pex5vsknk084sn02q" }), "NOT_FOUND dealId"),
    ] {
        let mut whole = json!({ "dealId": deal, "name": "P", "fileIds": [one] });
        whole.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
        assert_eq!(house.refused(&anna, "createContractPackage", whole).await, [refusal]);
    }
    let many: Vec<String> =
        (0..51).map(|_| Id::<dealstream::files::model::File>::new().to_string()).collect();
    let id = package(&house, &anna, &deal, &[]).await;
    let update = json!({ "id": id, "fileIds": many });
    assert_eq!(house.refused(&anna, "updateContractPackage", update).await, ["TOO_LONG fileIds"]);
    assert_eq!(house.refused(&anna, "submitContractPackage", json!({ "id": id })).await, ["REQUIRED id"]);
    done(
        &house,
        &anna,
        "updateContractPackage",
        json!({ "id": id, "fileIds": [one] }),
        "contractPackage { id }",
    )
    .await;
    step(&house, &anna, &id, "submit").await;
    for (input, refusal) in [
        (json!({ "signedFileId": foreign }), "NOT_FOUND signedFileId"),
        (json!({ "signedFileId": made_up }), "NOT_FOUND signedFileId"),
        (json!({ "signedOn": "2026-03-03" }), "INVALID signedOn"),
        (json!({ "expectedVersion": 1 }), "CONFLICT expectedVersion"),
    ] {
        let mut whole = json!({ "id": id });
        whole.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
        assert_eq!(house.refused(&anna, "signContractPackage", whole).await, [refusal]);
    }
    assert_eq!(status(&house, &id).await, "APPROVED");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_decide_at_once_decide_once() {
    let house = House::new().await;
    let [rita, mona, cfo] = people(&house).await;
    let both = json!([{ "kind": "USER", "userId": id_of(&mona) }, { "kind": "USER", "userId": id_of(&cfo) }]);
    let steps = json!([{ "name": "Any", "approvers": both }]);
    let input = json!({ "name": "Contracts", "subject": "CONTRACT_PACKAGE", "steps": steps });
    done(&house, &house.admin, "createApprovalPolicy", input, "approvalPolicy { id }").await;
    let deal = deal(&house, &rita, json!({ "name": "D" })).await;
    let one = file(&house, &rita, &deal, "One.pdf").await;
    let id = package(&house, &rita, &deal, &[&one]).await;
    step(&house, &rita, &id, "submit").await;
    let input = decision(&house, &id, json!({ "decision": "APPROVE" })).await;
    let before = house.events(0).await.len();
    let decide = async |viewer: &Arc<Viewer>| house.refused(viewer, "decideApproval", input.clone()).await;
    let (one, other) = tokio::join!(decide(&mona), decide(&cfo));
    let mut told = [one, other];
    told.sort();
    assert_eq!(told, [vec![], vec!["CONFLICT expectedVersion".to_owned()]]);
    assert_eq!(kinds(&house, before).await, ["approval.granted", "contract_package.approved"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_sign_at_once_one_does_and_a_key_repeats_the_answer() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let node = Node::start(&house.db, None, Limits::default()).await;
    let deal = deal(&house, &anna, json!({ "name": "D" })).await;
    let one = file(&house, &anna, &deal, "One.pdf").await;
    let id = package(&house, &anna, &deal, &[&one]).await;
    step(&house, &anna, &id, "submit").await;
    let before = house.events(0).await.len();
    let document = "mutation($id: ID!) { signContractPackage(input: {id: $id}) { contractPackage { status version signedAt } userErrors { code } } }";
    let sign = async |key: &str| {
        let mut caller = caller(Some(&anna));
        caller.idempotency_key = Some(key.to_owned());
        node.ask_as(caller, document, json!({ "id": id })).await["data"]["signContractPackage"].clone()
    };
    let (first, second) = tokio::join!(sign("k1"), sign("k2"));
    let refused = |answer: &Value| answer["userErrors"] == json!([{ "code": "INVALID" }]);
    assert!(refused(&first) != refused(&second), "{first} {second}");
    let (key, answer) = if refused(&first) { ("k2", &second) } else { ("k1", &first) };
    assert_eq!(&sign(key).await, answer, "the same key, the same answer");
    assert_eq!(kinds(&house, before).await, ["contract_package.signed"]);
}
