//! Each kind of thing: whom it is told to, and who caused it.

use super::*;
use chrono::Duration;
use dealstream::approvals::runs::upkeep;

#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_told_to_whom_somebody_else_gave_it() {
    let (house, rita, mona) = followed().await;
    let task = give(&house, &mona, &rita, json!({})).await;
    give(&house, &rita, &rita, json!({ "title": "Own" })).await;
    catch_up(&house).await;
    assert_eq!(told(&house, &rita).await, ["TASK_ASSIGNED Call x1 by Mona"]);
    assert_eq!(told(&house, &mona).await, [""; 0], "who did it knows");
    let hand_over = json!({ "id": task, "assigneeId": id_of(&house.admin) });
    done(&house, &rita, "updateTask", hand_over, "task { id }").await;
    catch_up(&house).await;
    assert_eq!(told(&house, &house.admin).await, ["TASK_ASSIGNED Call x1 by Rita"]);
    let line = &inbox(&house, &rita).await[0];
    assert_eq!(
        (&line["at"], &line["readAt"], &line["deal"]),
        (&json!("2026-03-02T09:00:00+00:00"), &Value::Null, &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_is_told_to_who_decides_then_to_who_asked() {
    let (house, rita, mona) = followed().await;
    ask_before(&house, "Proposal", &mona).await;
    let turbines = deal(&house, &rita, "Turbines").await;
    go(&house, &rita, &turbines, "Proposal").await;
    catch_up(&house).await;
    assert_eq!(told(&house, &mona).await, ["APPROVAL_REQUESTED PENDING x1 by Rita"]);
    assert_eq!(told(&house, &rita).await, [""; 0]);
    pass(&house, Duration::hours(2));
    upkeep::round(&house.app).await.unwrap();
    catch_up(&house).await;
    assert_eq!(told(&house, &mona).await, ["APPROVAL_REQUESTED PENDING x2 by Dealstream"], "overdue");
    pass(&house, Duration::hours(25));
    upkeep::round(&house.app).await.unwrap();
    catch_up(&house).await;
    assert_eq!(
        told(&house, &house.admin).await,
        ["APPROVAL_REQUESTED PENDING x1 by Dealstream"],
        "escalated"
    );
    decide(&house, &mona, &turbines, json!({ "decision": "APPROVE" })).await;
    catch_up(&house).await;
    assert_eq!(told(&house, &rita).await, ["APPROVAL_DECIDED APPROVED x1 by Mona"]);
    let refused = deal(&house, &rita, "Pumps").await;
    go(&house, &rita, &refused, "Proposal").await;
    decide(&house, &mona, &refused, json!({ "decision": "REJECT", "comment": "No." })).await;
    catch_up(&house).await;
    assert_eq!(told(&house, &rita).await[0], "APPROVAL_DECIDED REJECTED x1 by Mona");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_decided_need_not_read_that_they_were_asked() {
    let (house, rita, mona) = followed().await;
    ask_before(&house, "Proposal", &mona).await;
    let steps = json!([{ "name": "Prices", "approvers": [{ "kind": "USER", "userId": id_of(&mona) }] }]);
    let input = json!({ "name": "Offers", "subject": "PROPOSAL", "steps": steps });
    done(&house, &house.admin, "createApprovalPolicy", input, "approvalPolicy { id }").await;
    let turbines = deal(&house, &rita, "Turbines").await;
    go(&house, &rita, &turbines, "Proposal").await;
    let offer = json!({ "dealId": turbines });
    let offer = done(&house, &rita, "createProposal", offer, "proposal { id }").await["id"].clone();
    let line = json!({ "proposalId": offer, "description": "Desk", "unitPrice": "100" });
    done(&house, &rita, "addProposalLine", line, "proposalLine { id }").await;
    done(&house, &rita, "submitProposal", json!({ "id": offer }), "proposal { id }").await;
    catch_up(&house).await;
    assert_eq!(told(&house, &mona).await, ["APPROVAL_REQUESTED PENDING x2 by Rita"]);
    let waiting = "{ approvals(filter: { waitingForId: { eq: \"@me\" } }) { nodes { id version } } }";
    for left in [1, 0] {
        let all = house.ask(&mona, waiting, json!({})).await;
        let one = &all["approvals"]["nodes"][0];
        let input = json!({ "id": one["id"], "expectedVersion": one["version"], "decision": "APPROVE" });
        done(&house, &mona, "decideApproval", input, "approval { id }").await;
        catch_up(&house).await;
        assert_eq!(unread(&house, &mona).await, left, "read once nothing on the deal waits for her");
    }
    // What somebody else does with it reads nothing.
    let pumps = deal(&house, &rita, "Pumps").await;
    go(&house, &rita, &pumps, "Proposal").await;
    catch_up(&house).await;
    let one = house.ask(&mona, waiting, json!({})).await["approvals"]["nodes"][0].clone();
    let input = json!({ "id": one["id"], "expectedVersion": one["version"] });
    done(&house, &rita, "recallApproval", input, "approval { id }").await;
    catch_up(&house).await;
    assert_eq!(unread(&house, &mona).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deal_that_was_won_is_told_to_its_owner_to_who_takes_part_and_to_managers() {
    let (house, rita, mona) = followed().await;
    let (boss, eva, otto) = (
        house.person("Boss", Role::Manager).await,
        house.person("Eva", Role::Rep).await,
        house.person("Otto", Role::Rep).await,
    );
    let above = json!({ "name": "Sales", "managerId": id_of(&boss) });
    let above = done(&house, &house.admin, "createTeam", above, "team { id }").await;
    let team = json!({ "name": "North", "managerId": id_of(&mona), "parentId": above["id"] });
    let team = done(&house, &house.admin, "createTeam", team, "team { id }").await;
    let join = json!({ "id": id_of(&rita), "teamId": team["id"] });
    done(&house, &house.admin, "updateUser", join, "user { id }").await;
    let turbines = deal(&house, &rita, "Turbines").await;
    let share = json!({ "id": turbines, "restricted": false, "userIds": [id_of(&eva)] });
    done(&house, &rita, "restrictDeal", share, "deal { id }").await;
    go(&house, &house.admin, &turbines, "Won").await;
    catch_up(&house).await;
    for person in [&rita, &mona, &boss, &eva] {
        assert_eq!(told(&house, person).await, ["DEAL_WON Turbines x1 by Anna"], "{person:?}");
    }
    assert_eq!(told(&house, &otto).await, [""; 0], "it is none of his");
    assert_eq!(told(&house, &house.admin).await, [""; 0], "she won it");
    assert_eq!(inbox(&house, &rita).await[0]["deal"]["name"], "Turbines");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_due_is_reminded_of_once() {
    let (house, rita, mona) = followed().await;
    give(&house, &rita, &rita, json!({ "title": "Offer", "dueAt": "2026-03-02T10:00:00Z" })).await;
    give(&house, &rita, &rita, json!({ "title": "Late already", "dueAt": "2026-03-01T10:00:00Z" })).await;
    let shut = give(&house, &rita, &rita, json!({ "title": "Done", "dueAt": "2026-03-02T10:00:00Z" })).await;
    done(&house, &rita, "completeTask", json!({ "id": shut }), "task { id }").await;
    let kinds = house.ask(&rita, "{ lookups(kind: ACTIVITY_KIND) { id } }", json!({})).await;
    let works = done(&house, &mona, "createAccount", json!({ "name": "Works" }), "account { id }").await;
    let meeting = json!({ "accountId": works["id"], "kindId": kinds["lookups"][0]["id"], "subject": "Visit", "startsAt": "2026-03-02T10:00:00Z",
        "endsAt": "2026-03-02T11:00:00Z", "status": "PLANNED" });
    done(&house, &mona, "createActivity", meeting, "activity { id }").await;
    catch_up(&house).await;
    assert_eq!(told(&house, &rita).await, [""; 0], "not yet");
    pass(&house, Duration::minutes(61));
    for _ in 0..2 {
        catch_up(&house).await;
        assert_eq!(told(&house, &rita).await, ["REMINDER Offer x1 by Dealstream"]);
        assert_eq!(told(&house, &mona).await, [""; 0], "it is going on");
    }
    pass(&house, Duration::minutes(60));
    let (one, other) = tokio::join!(reminders::round(&house.app), reminders::round(&house.app));
    one.and(other).unwrap();
    assert_eq!(told(&house, &mona).await, ["REMINDER Visit x1 by Dealstream"], "by two servers at once");
    assert_eq!(inbox(&house, &rita).await.len(), 1);
}
