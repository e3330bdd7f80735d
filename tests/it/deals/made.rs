//! What a new deal is when little is said, what it is worth, and who sees it.

use super::{changed, deal, kinds, lookup, made, stage};
use crate::harness::house::{House, id_of};
use dealstream::app::actor::Role;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_out_comes_from_the_account_the_pipeline_and_the_workspace() {
    let house = House::new().await;
    let source = lookup(&house, "SOURCE").await;
    let account = made(&house, &house.admin, "account", json!({ "name": "Acme", "sourceId": source })).await;
    let contact =
        made(&house, &house.admin, "contact", json!({ "lastName": "Novák", "accountId": account })).await;
    let select = "name account { id } source { id } owner { name } expectedCloseOn stage { name } pipeline { name } status probability currency amount amountBase version stageVisits { stage { name } leftAt enteredBy { name } }";
    let bare = changed(&house, "createDeal", json!({ "primaryContactId": contact }), select).await;
    assert_eq!(
        bare,
        json!({
            "name": "Acme", "account": { "id": account }, "source": { "id": source }, "owner": { "name": "Anna" },
            "expectedCloseOn": "2026-04-13", "stage": { "name": "Qualification" },
            "pipeline": { "name": "Corporate sales" }, "status": "OPEN", "probability": 10, "currency": "EUR",
            "amount": null, "amountBase": null, "version": 1,
            "stageVisits": [{ "stage": { "name": "Qualification" }, "leftAt": null, "enteredBy": { "name": "Anna" } }]
        }),
        "six weeks from the day it is made"
    );
    house.change(&house.admin, "updateWorkspace", json!({ "defaultDaysToClose": 1 }), "").await;
    let said = json!({ "name": " Big one ", "accountId": account, "expectedCloseOn": "2026-12-24" });
    let said = changed(&house, "createDeal", said, "name expectedCloseOn").await;
    assert_eq!(said, json!({ "name": "Big one", "expectedCloseOn": "2026-12-24" }));
    let said = changed(&house, "createDeal", json!({ "name": "Soon" }), "expectedCloseOn").await;
    assert_eq!(said["expectedCloseOn"], "2026-03-03");
    assert_eq!(house.refused(&house.admin, "createDeal", json!({})).await, ["REQUIRED name"]);
    let wrong = json!({ "name": "X", "amount": "-1", "currency": "XXX" });
    assert_eq!(house.refused(&house.admin, "createDeal", wrong).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deal_made_in_a_final_stage_is_closed_at_once() {
    let house = House::new().await;
    let select = "status probability closedAt lossReason { id }";
    let won = json!({ "name": "Won", "stageId": stage(&house, 0, "Won").await });
    let won = changed(&house, "createDeal", won, select).await;
    assert_eq!((&won["status"], &won["probability"]), (&json!("WON"), &json!(100)));
    assert_eq!(won["closedAt"].as_str().map(|at| &at[..10]), Some("2026-03-02"));
    let lost = stage(&house, 0, "Lost").await;
    let input = json!({ "name": "Lost", "stageId": lost });
    assert_eq!(house.refused(&house.admin, "createDeal", input).await, ["LOSS_REASON_REQUIRED lossReasonId"]);
    let reason = lookup(&house, "LOSS_REASON").await;
    let input = json!({ "name": "Lost", "stageId": lost, "lossReasonId": reason });
    let lost = changed(&house, "createDeal", input, select).await;
    assert_eq!((&lost["status"], &lost["lossReason"]["id"]), (&json!("LOST"), &json!(reason)));
}

#[tokio::test(flavor = "multi_thread")]
async fn amounts_are_exact_and_keep_the_rate_of_the_day_they_were_priced() {
    let house = House::new().await;
    let rate = async |rate: &str| {
        let input = json!({ "code": "JPY", "rate": rate });
        house.change(&house.admin, "setCurrency", input, "currency { code }").await
    };
    rate("0.00615385").await;
    let select = "id amount currency amountBase weightedAmount weightedBase probability version";
    let input = json!({ "name": "Tokyo", "amount": "1234567.895", "currency": "JPY", "probability": 33 });
    let deal = changed(&house, "createDeal", input, select).await;
    assert_eq!(
        deal,
        json!({ "id": deal["id"], "amount": "1234567.90", "currency": "JPY", "amountBase": "7597.35",
                "weightedAmount": "407407.41", "weightedBase": "2507.13", "probability": 33, "version": 1 })
    );
    rate("0.0062").await;
    let renamed =
        changed(&house, "updateDeal", json!({ "id": deal["id"], "name": "Kyoto" }), "amountBase").await;
    assert_eq!(renamed["amountBase"], "7597.35", "priced when it was priced");
    let input = json!({ "id": deal["id"], "amount": "1000000", "expectedVersion": 2 });
    let priced = changed(&house, "updateDeal", input, "amountBase amount").await;
    assert_eq!(priced, json!({ "amountBase": "6200.00", "amount": "1000000.00" }));
    let input = json!({ "id": deal["id"], "currency": "EUR", "expectedVersion": 3 });
    let moved = changed(&house, "updateDeal", input, "amountBase amount currency").await;
    assert_eq!(moved, json!({ "amountBase": "1000000.00", "amount": "1000000.00", "currency": "EUR" }));
    let input = json!({ "id": deal["id"], "amount": null, "expectedVersion": 4 });
    assert_eq!(changed(&house, "updateDeal", input, "amountBase").await["amountBase"], json!(null));
    let unknown = json!({ "id": deal["id"], "currency": "GEL", "expectedVersion": 5 });
    assert_eq!(house.refused(&house.admin, "updateDeal", unknown).await, ["NOT_FOUND currency"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restricted_deal_is_seen_by_its_owner_admins_and_those_it_is_shared_with() {
    let house = House::new().await;
    let (rita, rolf) = (house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    let max = house.person("Max", Role::Manager).await;
    let id = made(&house, &rita, "deal", json!({ "name": "Quiet" })).await;
    let told = house.events(0).await.len();
    let input = json!({ "id": id, "restricted": true });
    assert_eq!(house.refused(&rolf, "restrictDeal", input.clone()).await, ["NOT_ALLOWED"], "not his");
    house.change(&rita, "restrictDeal", input.clone(), "").await;
    house.change(&rita, "restrictDeal", input.clone(), "").await;
    assert_eq!(kinds(&house, told).await, ["deal.restricted"], "the second changes nothing");
    for (viewer, sees) in [(&rita, true), (&house.admin, true), (&rolf, false), (&max, false)] {
        assert_eq!(deal(&house, viewer, &id, "id").await.is_object(), sees);
    }
    assert_eq!(house.refused(&max, "restrictDeal", input).await, ["NOT_FOUND id"]);
    let shared = json!({ "id": id, "restricted": true, "userIds": [id_of(&rolf)] });
    let shared =
        house.change(&rita, "restrictDeal", shared, "deal { sharedWith { user { name } } version }").await;
    assert_eq!(shared["deal"], json!({ "sharedWith": [{ "user": { "name": "Rolf" } }], "version": 3 }));
    assert!(deal(&house, &rolf, &id, "id").await.is_object());
    let twice = json!({ "id": id, "restricted": true, "userIds": [id_of(&rolf), id_of(&rolf)] });
    assert_eq!(house.change(&rita, "restrictDeal", twice, "").await["userErrors"], json!([]));
    assert_eq!(kinds(&house, told).await.len(), 2, "naming somebody twice is naming them once");
    let nobody = json!({ "id": id, "restricted": false, "userIds": [] });
    house.change(&rita, "restrictDeal", nobody, "").await;
    assert!(deal(&house, &max, &id, "id").await.is_object(), "the policy decides again");
    let team = json!({ "id": id, "restricted": true, "teamIds": ["team_01h455vb4pex5vsknk084sn02q"] });
    assert_eq!(house.refused(&rita, "restrictDeal", team).await, ["NOT_FOUND teamIds"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_put_away_stays_with_its_deals() {
    let house = House::new().await;
    let account = made(&house, &house.admin, "account", json!({ "name": "Acme" })).await;
    let id = made(&house, &house.admin, "deal", json!({ "accountId": account })).await;
    house.change(&house.admin, "updateAccount", json!({ "id": account, "archived": true }), "").await;
    assert_eq!(deal(&house, &house.admin, &id, "account { name }").await["account"]["name"], "Acme");
}
