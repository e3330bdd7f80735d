//! Plans that stages start: on every way into a stage, and called off on every way out.

use super::{done, go, kinds, made, of_deal, plan, runs, stage, stand, starts, step};
use crate::harness::house::House;
use dealstream::app::actor::Role;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn leaving_calls_off_what_the_stage_started_and_coming_back_takes_up_exactly_that() {
    let house = House::new().await;
    let (presentation, proposal) = (stage(&house, "Presentation").await, stage(&house, "Proposal").await);
    starts(&house, &presentation, Some(&plan(&house).await)).await;
    let deal = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    made(&house, &house.admin, "task", json!({ "title": "By hand", "dealId": deal })).await;
    let told = house.events(0).await.len();
    go(&house, &deal, &presentation).await;
    assert_eq!(kinds(&house, told).await[..3], ["deal.stage_changed", "plan_run.started", "task.created"]);
    step(&house, "completeTask", &deal, "Book a room").await;
    go(&house, &deal, &proposal).await;
    assert_eq!(stand(&house, &deal).await, "DONE CANCELLED CANCELLED");
    assert_eq!(runs(&house, &deal).await, ["Prepare CANCELLED 1/3 Presentation"]);
    let open = of_deal(&house, &deal, "tasks(filter: {status: {eq: OPEN}}) { nodes { title } }").await;
    assert_eq!(open["tasks"]["nodes"], json!([{ "title": "By hand" }]), "what was made by hand stays");
    go(&house, &deal, &presentation).await;
    assert_eq!(stand(&house, &deal).await, "DONE OPEN OPEN", "a card dragged by mistake loses nothing");
    assert_eq!(runs(&house, &deal).await, ["Prepare RUNNING 1/3 Presentation"], "the same run");
    // What somebody called off stays off; what somebody took up and called off again, too.
    step(&house, "cancelTask", &deal, "Invite").await;
    go(&house, &deal, &proposal).await;
    step(&house, "reopenTask", &deal, "Call them").await;
    assert_eq!(runs(&house, &deal).await, ["Prepare RUNNING 1/3 Presentation"]);
    step(&house, "cancelTask", &deal, "Call them").await;
    go(&house, &deal, &presentation).await;
    assert_eq!(stand(&house, &deal).await, "DONE CANCELLED CANCELLED");
    // A run that is over does not begin again by itself.
    assert_eq!(runs(&house, &deal).await, ["Prepare DONE 1/3 Presentation"]);
    go(&house, &deal, &proposal).await;
    go(&house, &deal, &presentation).await;
    assert_eq!(runs(&house, &deal).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_way_in_starts_the_plan_and_every_way_out_calls_it_off() {
    let house = House::new().await;
    let presentation = stage(&house, "Presentation").await;
    starts(&house, &presentation, Some(&plan(&house).await)).await;
    let lists = "{ pipelines { id stages { id name } } lookups(kind: LOSS_REASON) { id } }";
    let lists = house.ask(&house.admin, lists, json!({})).await;
    let born = made(&house, &house.admin, "deal", json!({ "name": "Born", "stageId": presentation })).await;
    assert_eq!(runs(&house, &born).await, ["Prepare RUNNING 0/3 Presentation"]);
    let many = made(&house, &house.admin, "deal", json!({ "name": "Many" })).await;
    done(&house, "moveDeals", json!({ "ids": [many], "stageId": presentation }), "changed").await;
    let lead = json!({ "topic": "L", "company": "Acme", "lastName": "N", "budget": "1", "authority": "a", "need": "n", "timing": "t" });
    let lead = made(&house, &house.admin, "lead", lead).await;
    let input = json!({ "id": lead, "deal": { "stageId": presentation } });
    let became = done(&house, "convertLead", input, "deal { id }").await["id"].as_str().unwrap().to_owned();
    for deal in [&born, &many, &became] {
        assert_eq!(runs(&house, deal).await, ["Prepare RUNNING 0/3 Presentation"]);
    }
    go(&house, &born, &stage(&house, "Won").await).await;
    let lost = json!({ "ids": [many], "stageId": stage(&house, "Lost").await, "lossReasonId": lists["lookups"][0]["id"] });
    done(&house, "moveDeals", lost, "changed").await;
    let elsewhere = lists["pipelines"][1]["stages"][0]["id"].as_str().unwrap();
    go(&house, &became, elsewhere).await;
    for deal in [&born, &many, &became] {
        assert_eq!(stand(&house, deal).await, "CANCELLED CANCELLED CANCELLED");
        assert_eq!(runs(&house, deal).await, ["Prepare CANCELLED 0/3 Presentation"]);
    }
    go(&house, &born, &presentation).await;
    assert_eq!(stand(&house, &born).await, "OPEN OPEN OPEN", "reopened where it was won from");
    starts(&house, &presentation, None).await;
    go(&house, &born, &stage(&house, "Proposal").await).await;
    assert_eq!(
        stand(&house, &born).await,
        "CANCELLED CANCELLED CANCELLED",
        "also when it starts none any more"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stage_that_is_removed_hands_over_what_goes_on() {
    let house = House::new().await;
    let (presentation, proposal) = (stage(&house, "Presentation").await, stage(&house, "Proposal").await);
    let plan = plan(&house).await;
    starts(&house, &presentation, Some(&plan)).await;
    let other = json!({ "name": "Other", "items": [{ "title": "O" }] });
    let other = made(&house, &house.admin, "activityPlan", other).await;
    starts(&house, &proposal, Some(&other)).await;
    let deal = made(&house, &house.admin, "deal", json!({ "name": "D", "stageId": presentation })).await;
    let input = json!({ "id": presentation, "moveDealsToStageId": proposal });
    done(&house, "removeStage", input, "movedDeals").await;
    assert_eq!(stand(&house, &deal).await, "OPEN OPEN OPEN");
    assert_eq!(runs(&house, &deal).await, ["Prepare RUNNING 0/3 Proposal"], "and nothing was started");
    go(&house, &deal, &stage(&house, "Negotiation").await).await;
    assert_eq!(stand(&house, &deal).await, "CANCELLED CANCELLED CANCELLED");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_started_by_hand_outlives_the_stage_and_is_not_started_twice() {
    let house = House::new().await;
    let (presentation, proposal) = (stage(&house, "Presentation").await, stage(&house, "Proposal").await);
    let plan = plan(&house).await;
    let deal = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    done(&house, "startActivityPlan", json!({ "planId": plan, "dealId": deal }), "planRun { id }").await;
    starts(&house, &presentation, Some(&plan)).await;
    go(&house, &deal, &presentation).await;
    go(&house, &deal, &proposal).await;
    assert_eq!(runs(&house, &deal).await, ["Prepare RUNNING 0/3 by hand"]);
    let read = "query($id: ID!) { activityPlan(id: $id) { stages { name activityPlan { name } } } }";
    let read = house.ask(&house.admin, read, json!({ "id": plan })).await;
    assert_eq!(
        read["activityPlan"]["stages"],
        json!([{ "name": "Presentation", "activityPlan": { "name": "Prepare" } }])
    );
    done(&house, "updateActivityPlan", json!({ "id": plan, "archived": true }), "activityPlan { id }").await;
    let late = made(&house, &house.admin, "deal", json!({ "name": "Late", "stageId": presentation })).await;
    assert!(runs(&house, &late).await.is_empty(), "put away");
    let again = json!({ "id": proposal, "activityPlanId": plan });
    assert_eq!(house.refused(&house.admin, "updateStage", again).await, ["INVALID activityPlanId"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn mandatory_tasks_of_a_plan_hold_a_deal_at_the_next_gate() {
    let house = House::new().await;
    let (presentation, proposal) = (stage(&house, "Presentation").await, stage(&house, "Proposal").await);
    starts(&house, &presentation, Some(&plan(&house).await)).await;
    let gate = json!([{ "kind": "FACT", "key": "mandatoryTasksDone" }]);
    done(&house, "updateStage", json!({ "id": proposal, "gate": gate }), "stage { id }").await;
    let rita = house.person("Rita", Role::Rep).await;
    let deal = made(&house, &rita, "deal", json!({ "name": "D", "stageId": presentation })).await;
    let on = json!({ "id": deal, "stageId": proposal, "expectedVersion": 1 });
    assert_eq!(house.refused(&rita, "moveDeal", on.clone()).await, ["GATE_UNMET stageId"]);
    assert_eq!(stand(&house, &deal).await, "OPEN OPEN OPEN", "a refused move calls nothing off");
    step(&house, "completeTask", &deal, "Book a room").await;
    go(&house, &deal, &proposal).await;
    assert_eq!(stand(&house, &deal).await, "DONE CANCELLED CANCELLED");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_between_stages_without_plans_asks_nothing_about_them() {
    let house = House::new().await;
    let proposal = stage(&house, "Proposal").await;
    let deal = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    house.db.statements.take();
    let input = json!({ "id": deal, "stageId": proposal, "expectedVersion": 1 });
    done(&house, "moveDeal", input, "deal { version }").await;
    let asked = house.db.statements.take();
    let about = |sql: &&String| sql.contains("plan_runs") || sql.contains("activity_plans");
    // Only in the statement that ends the stay, which is made anyway.
    assert_eq!(asked.iter().filter(about).count(), 1, "{asked:#?}");
}
