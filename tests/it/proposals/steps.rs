//! Every step of a proposal, and every refused one.

use super::{deal, done, draft, go, kinds, made, proposal, status};
use crate::harness::house::House;
use dealstream::app::tx::Tx;
use dealstream::db::id::Id;
use dealstream::proposals::{actions, upkeep};
use diesel_async::SimpleAsyncConnection as _;
use serde_json::json;
use std::sync::Arc;

const STEPS: [&str; 6] = ["submit", "reopen", "send", "accept", "decline", "revise"];

/// Puts a proposal where only somebody's decision would.
async fn stand(house: &House, id: &str, status: &str) {
    let uuid = dealstream::db::id::split(id).unwrap().1;
    let sql = format!("UPDATE proposals SET status = '{status}' WHERE id = '{uuid}'");
    house.app.read().await.unwrap().batch_execute(&sql).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_steps_of_the_table_are_made_from_every_status() {
    let house = House::new().await;
    let deal = deal(&house).await;
    for (way, then, allowed) in [
        (&[][..], None, &["submit"][..]),
        (&[], Some("in_approval"), &[]),
        (&["submit"], None, &["reopen", "send", "revise"]),
        (&["submit", "send"], None, &["accept", "decline", "revise"]),
        (&["submit", "send", "decline"], None, &["revise"]),
        (&[], Some("rejected"), &["revise"]),
        (&["submit"], Some("expired"), &["revise"]),
        (&["submit"], Some("superseded"), &[]),
        (&["submit", "send", "accept"], None, &[]),
    ] {
        for step in STEPS {
            let id = draft(&house, &deal).await;
            go(&house, &id, way).await;
            if let Some(then) = then {
                stand(&house, &id, then).await;
            }
            let before = house.events(0).await.len();
            let refused = house.refused(&house.admin, &format!("{step}Proposal"), json!({ "id": id })).await;
            if allowed.contains(&step) {
                assert_eq!(refused, [""; 0], "{way:?} {then:?}: {step}");
            } else {
                assert_eq!(refused, ["INVALID id"], "{way:?} {then:?}: {step}");
                assert_eq!(house.events(before).await, [], "{way:?} {then:?}: {step}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_goes_from_draft_to_sent_and_says_what_happened() {
    let house = House::new().await;
    let deal = deal(&house).await;
    let before = house.events(0).await.len();
    let id = draft(&house, &deal).await;
    let select = "number revision status language currency validUntil subtotal discount net tax total highestDiscountPercent margin actions lines { description total net tax unitCost } version";
    let made = proposal(&house, &house.admin, &id, select).await;
    assert_eq!(
        made,
        json!({ "number": "P-2026-0001", "revision": 1, "status": "DRAFT", "language": "en", "currency": "EUR",
            "validUntil": "2026-04-01", "subtotal": "90.08", "discount": "0.00", "net": "90.08", "tax": "17.11",
            "total": "107.19", "highestDiscountPercent": "50", "margin": null, "actions": ["EDIT", "SUBMIT", "ARCHIVE"],
            "lines": [
                { "description": "Chair", "total": "90.05", "net": "90.05", "tax": "17.11", "unitCost": "20.00" },
                { "description": "Delivery", "total": "0.03", "net": "0.03", "tax": "0.00", "unitCost": null }],
            "version": 1 })
    );
    done(&house, "updateProposal", json!({ "id": id, "discountPercent": "5", "terms": " Net 30 " }), "")
        .await;
    let priced = proposal(&house, &house.admin, &id, "subtotal discount net tax total terms version").await;
    assert_eq!(
        priced,
        json!({ "subtotal": "90.08", "discount": "4.52", "net": "85.56", "tax": "16.25", "total": "101.81",
            "terms": "Net 30", "version": 2 })
    );
    done(&house, "submitProposal", json!({ "id": id, "message": "Please", "expectedVersion": 2 }), "").await;
    let late = json!({ "id": id, "intro": "Too late" });
    assert_eq!(house.refused(&house.admin, "updateProposal", late).await, ["INVALID id"]);
    let stale = json!({ "id": id, "expectedVersion": 2 });
    assert_eq!(house.refused(&house.admin, "sendProposal", stale).await, ["CONFLICT expectedVersion"]);
    go(&house, &id, &["send"]).await;
    let sent = proposal(&house, &house.admin, &id, "status sentAt sentBy { name } submittedAt").await;
    assert_eq!((&sent["status"], &sent["sentBy"]["name"]), (&json!("SENT"), &json!("Anna")));
    assert_eq!(
        kinds(&house, before).await,
        [
            "proposal.created",
            "proposal_line.added",
            "proposal_line.added",
            "proposal.changed",
            "proposal.approved",
            "proposal.sent"
        ]
    );
    let approved = &house.events(before + 4).await[0];
    assert_eq!(approved.after("message"), Some(&json!("Please")));
    assert_eq!(approved.after("approved_hash"), None, "nobody's business");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_offered_is_refused_and_what_was_put_away_rests() {
    let house = House::new().await;
    let (deal, empty) = (deal(&house).await, made(&house, "deal", json!({ "name": "Empty" })).await);
    let bare = draft(&house, &empty).await;
    assert_eq!(house.refused(&house.admin, "submitProposal", json!({ "id": bare })).await, ["REQUIRED id"]);
    let id = draft(&house, &deal).await;
    for (input, refusal) in [
        (json!({ "discountPercent": "100.01" }), "INVALID discountPercent"),
        (json!({ "discountPercent": "1.234" }), "INVALID discountPercent"),
        (json!({ "language": "fr" }), "INVALID language"),
        (json!({ "intro": "x".repeat(20_001) }), "TOO_LONG intro"),
    ] {
        let mut whole = json!({ "id": id });
        whole.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
        assert_eq!(house.refused(&house.admin, "updateProposal", whole).await, [refusal]);
    }
    done(&house, "updateProposal", json!({ "id": id, "archived": true }), "").await;
    assert_eq!(house.refused(&house.admin, "submitProposal", json!({ "id": id })).await, ["INVALID id"]);
    let back = json!({ "id": id, "archived": false, "validUntil": "2026-03-01" });
    done(&house, "updateProposal", back, "").await;
    go(&house, &id, &["submit"]).await;
    assert_eq!(
        house.refused(&house.admin, "sendProposal", json!({ "id": id })).await,
        ["INVALID id"],
        "past"
    );
    let lost = json!({ "id": empty, "reason": "Later", "expectedVersion": 1 });
    done(&house, "deactivateDeal", lost, "").await;
    let closed = json!({ "dealId": empty });
    assert_eq!(house.refused(&house.admin, "createProposal", closed).await, ["INVALID dealId"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revision_takes_the_place_of_the_one_before_once() {
    let house = Arc::new(House::new().await);
    let deal = deal(&house).await;
    let old = draft(&house, &deal).await;
    go(&house, &old, &["submit", "send"]).await;
    let tries = (0..2).map(|_| {
        let (house, input) = (house.clone(), json!({ "id": old }));
        tokio::spawn(
            async move { house.change(&house.admin, "reviseProposal", input, "proposal { id }").await },
        )
    });
    let tries: Vec<_> = futures_util::future::join_all(tries).await.into_iter().map(Result::unwrap).collect();
    let won: Vec<&str> = tries.iter().filter_map(|one| one["proposal"]["id"].as_str()).collect();
    assert_eq!(won.len(), 1, "{tries:?}");
    let line = proposal(&house, &house.admin, won[0], "lines { id }").await["lines"][0]["id"].clone();
    done(&house, "updateProposalLine", json!({ "id": line, "quantity": 2 }), "").await;
    done(&house, "updateProposal", json!({ "id": won[0], "intro": "New" }), "").await;
    let select = "number revision status previous { id status next { id } } revisions { revision } comparison { netDifference totalDifference fields { field before after } lines { kind fields } from { revision } }";
    let new = proposal(&house, &house.admin, won[0], select).await;
    assert_eq!(
        new,
        json!({ "number": "P-2026-0001", "revision": 2, "status": "DRAFT",
            "previous": { "id": old, "status": "SUPERSEDED", "next": { "id": won[0] } },
            "revisions": [{ "revision": 2 }, { "revision": 1 }],
            "comparison": { "netDifference": "-30.02", "totalDifference": "-35.72",
                "fields": [{ "field": "intro", "before": null, "after": "New" }],
                "lines": [{ "kind": "CHANGED", "fields": ["quantity", "total"] }, { "kind": "SAME", "fields": [] }],
                "from": { "revision": 1 } } })
    );
    assert_eq!(
        proposal(&house, &house.admin, &old, "comparison { netDifference }").await["comparison"],
        json!(null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_decisions_of_others_are_told_and_a_grant_can_be_sent() {
    let house = House::new().await;
    let deal = deal(&house).await;
    let system = Arc::new(dealstream::app::actor::Viewer::system(
        house.workspace_id,
        dealstream::app::actor::Actor::System,
    ));
    for (decision, becomes, kind) in [
        ("grant", "APPROVED", "proposal.approved"),
        ("refuse", "REJECTED", "proposal.rejected"),
        ("recall", "DRAFT", "proposal.recalled"),
        ("reopen", "DRAFT", "proposal.reopened"),
    ] {
        let id = draft(&house, &deal).await;
        stand(&house, &id, if decision == "reopen" { "approved" } else { "in_approval" }).await;
        let before = house.events(0).await.len();
        let parsed = Id::parse(&id).unwrap();
        let work = async |tx: &mut Tx| match decision {
            "grant" => actions::granted(tx, parsed).await,
            "refuse" => actions::refused(tx, parsed).await,
            "recall" => actions::recalled(tx, parsed).await,
            _ => actions::reopened(tx, parsed).await,
        };
        house.app.write(&system, None, work).await.unwrap();
        assert_eq!(status(&house, &id).await, becomes);
        assert_eq!(kinds(&house, before).await, [kind]);
        if decision == "grant" {
            go(&house, &id, &["send"]).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_expires_once_after_its_last_day_however_many_servers_look() {
    let house = House::new().await;
    done(&house, "updateWorkspace", json!({ "timeZone": "Europe/Prague" }), "workspace { timeZone }").await;
    let deal = deal(&house).await;
    let mut ids = Vec::new();
    for way in [&["submit"][..], &["submit", "send"], &[]] {
        let id = draft(&house, &deal).await;
        done(&house, "updateProposal", json!({ "id": id, "validUntil": "2026-03-02" }), "").await;
        go(&house, &id, way).await;
        ids.push(id);
    }
    let now = house.app.clock.now();
    let last = "2026-03-02T22:59:59Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    house.app.clock.advance(last - now);
    assert_eq!(upkeep::round(&house.app).await.unwrap(), 0, "it is still the second in Prague");
    house.app.clock.advance(chrono::Duration::seconds(1));
    let before = house.events(0).await.len();
    let rounds = futures_util::future::join_all((0..4).map(|_| upkeep::round(&house.app))).await;
    let mut expired: usize = rounds.into_iter().map(Result::unwrap).sum();
    expired += upkeep::round(&house.app).await.unwrap();
    assert_eq!(expired, 2);
    assert_eq!(kinds(&house, before).await, ["proposal.expired", "proposal.expired"]);
    let mut stands = Vec::new();
    for id in &ids {
        stands.push(status(&house, id).await);
    }
    assert_eq!(stands, ["EXPIRED", "EXPIRED", "DRAFT"]);
    let again = go(&house, &ids[1], &["revise"]).await;
    assert_eq!(proposal(&house, &house.admin, &again, "validUntil").await["validUntil"], "2026-04-02");
}
