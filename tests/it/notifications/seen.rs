//! Who may not see something is not told of it, and sees in the inbox only what they may; what they do not want is left out.

use super::*;
use dealstream::notifications::model::Notification;

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_see_it_is_not_told() {
    let (house, rita, mona) = followed().await;
    let otto = house.person("Otto", Role::Rep).await;
    for (name, manager, member) in [("North", &mona, &rita), ("South", &otto, &otto)] {
        let team = json!({ "name": name, "managerId": id_of(manager) });
        let team = done(&house, &house.admin, "createTeam", team, "team { id }").await;
        let join = json!({ "id": id_of(member), "teamId": team["id"] });
        done(&house, &house.admin, "updateUser", join, "user { id }").await;
    }
    let hidden = deal(&house, &rita, "Hidden").await;
    let hide = json!({ "id": hidden, "restricted": true });
    done(&house, &house.admin, "restrictDeal", hide, "deal { id }").await;
    go(&house, &house.admin, &hidden, "Won").await;
    catch_up(&house).await;
    assert_eq!(told(&house, &rita).await, ["DEAL_WON Hidden x1 by Anna"]);
    assert_eq!(told(&house, &mona).await, [""; 0], "she manages its owner, and may not see it");
    // The approval asks Otto; while it waits for him he sees the deal. Rita asked, and lost sight of it before it was decided.
    done(&house, &house.admin, "updateWorkspace", json!({ "dealVisibility": "TEAM" }), "workspace { id }")
        .await;
    ask_before(&house, "Proposal", &otto).await;
    let turbines = deal(&house, &rita, "Turbines").await;
    go(&house, &rita, &turbines, "Proposal").await;
    let away = json!({ "id": turbines, "ownerId": id_of(&otto) });
    done(&house, &house.admin, "updateDeal", away, "deal { id }").await;
    decide(&house, &otto, &turbines, json!({ "decision": "REJECT", "comment": "No." })).await;
    catch_up(&house).await;
    let mut of_otto = told(&house, &otto).await;
    of_otto.sort();
    assert_eq!(of_otto, ["APPROVAL_REQUESTED REJECTED x1 by Rita", "DEAL_ASSIGNED Turbines x1 by Anna"]);
    assert_eq!(told(&house, &rita).await.len(), 1, "another team's deal by now");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_may_not_see_any_more_is_a_line_without_its_subject() {
    let (house, rita, mona) = followed().await;
    let turbines = deal(&house, &mona, "Turbines").await;
    let share = json!({ "id": turbines, "restricted": true, "userIds": [id_of(&rita)] });
    done(&house, &mona, "restrictDeal", share, "deal { id }").await;
    go(&house, &house.admin, &turbines, "Won").await;
    catch_up(&house).await;
    assert_eq!(told(&house, &rita).await, ["DEAL_WON Turbines x1 by Anna"]);
    let unshare = json!({ "id": turbines, "restricted": true, "userIds": [] });
    done(&house, &house.admin, "restrictDeal", unshare, "deal { id }").await;
    let line = &inbox(&house, &rita).await[0];
    assert_eq!(
        (&line["subject"], &line["deal"], &line["kind"]),
        (&Value::Null, &Value::Null, &json!("DEAL_WON"))
    );
    // Nobody else sees the line at all.
    let query = "query($id: ID!) { node(id: $id) { id } }";
    for (viewer, expected) in [(&rita, line["id"].clone()), (&house.admin, Value::Null)] {
        let node = house.ask(viewer, query, json!({ "id": line["id"] })).await;
        assert_eq!(node["node"].get("id").cloned().unwrap_or_default(), expected);
    }
    let foreign = json!({ "ids": [line["id"]] });
    assert_eq!(house.refused(&house.admin, "markNotificationsRead", foreign).await, ["NOT_FOUND ids"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_sign_in_and_who_does_not_want_it_is_not_told() {
    let (house, rita, mona) = followed().await;
    let query = "{ emailAvailable notificationPreferences { kind inbox email } }";
    let all = house.ask(&rita, query, json!({})).await;
    assert_eq!(all["emailAvailable"], false);
    let kinds = [
        "TASK_ASSIGNED",
        "DEAL_ASSIGNED",
        "APPROVAL_REQUESTED",
        "APPROVAL_DECIDED",
        "MENTION",
        "REMINDER",
        "DEAL_WON",
    ];
    let default = |(place, kind): (usize, &&str)| json!({ "kind": kind, "inbox": true, "email": place < 5 });
    assert_eq!(all["notificationPreferences"], kinds.iter().enumerate().map(default).collect::<Value>());
    let off = json!({ "preferences": [{ "kind": "TASK_ASSIGNED", "inbox": false, "email": false }] });
    let before = house.events(0).await.len();
    for _ in 0..2 {
        let select = "preferences { kind inbox }";
        let set = done(&house, &rita, "setNotificationPreferences", off.clone(), select).await;
        assert_eq!(set[0], json!({ "kind": "TASK_ASSIGNED", "inbox": false }));
        assert_eq!(set.as_array().unwrap().len(), 7);
    }
    let news = house.events(before).await;
    assert_eq!(news.len(), 1, "setting the same again is no change");
    assert!(news[0].seen_after(&rita) && !news[0].seen_after(&mona));
    assert!(!news[0].seen_after(&house.admin), "not even an admin");
    give(&house, &mona, &rita, json!({})).await;
    let otto = house.person("Otto", Role::Rep).await;
    give(&house, &mona, &otto, json!({})).await;
    let leave = json!({ "id": id_of(&otto), "active": false });
    done(&house, &house.admin, "updateUser", leave, "user { id }").await;
    catch_up(&house).await;
    assert_eq!(told(&house, &rita).await, [""; 0]);
    assert_eq!(told(&house, &otto).await, [""; 0]);
    let on = json!({ "preferences": [{ "kind": "TASK_ASSIGNED", "inbox": true, "email": false }] });
    done(&house, &rita, "setNotificationPreferences", on, "preferences { kind }").await;
    give(&house, &mona, &rita, json!({})).await;
    catch_up(&house).await;
    assert_eq!(told(&house, &rita).await.len(), 1, "from then on");
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_are_marked_by_id_or_up_to_an_instant_and_listed_by_what_they_are() {
    let (house, rita, mona) = followed().await;
    for title in ["One", "Two", "Three"] {
        give(&house, &mona, &rita, json!({ "title": title })).await;
        catch_up(&house).await;
        pass(&house, chrono::Duration::minutes(1));
    }
    let upto = json!({ "upTo": "2026-03-02T09:01:00Z" });
    let select = "unread notifications { count readAt }";
    let payload = house.change(&rita, "markNotificationsRead", upto.clone(), select).await;
    assert_eq!((&payload["unread"], payload["notifications"].as_array().unwrap().len()), (&json!(1), 2));
    let again = house.change(&rita, "markNotificationsRead", upto, select).await;
    assert_eq!(again["notifications"], json!([]), "nothing changes twice");
    let last = inbox(&house, &rita).await.pop().unwrap();
    let back = json!({ "ids": [last["id"]], "read": false });
    assert_eq!(house.change(&rita, "markNotificationsRead", back, "unread").await["unread"], 2);
    for (refused, why) in [
        (json!({}), "REQUIRED ids"),
        (json!({ "ids": [], "upTo": "2026-03-02T09:01:00Z" }), "INVALID upTo"),
        (json!({ "upTo": "2026-03-02T09:01:00Z", "read": false }), "INVALID read"),
    ] {
        assert_eq!(house.refused(&rita, "markNotificationsRead", refused).await, [why]);
    }
    let query = "query($f: NotificationFilter) { notifications(filter: $f) { totalCount nodes { subject { ... on Task { title assignee { name } } } actor { name } } } }";
    for (filter, count) in [
        (json!({ "unread": true }), 2),
        (json!({ "unread": false }), 1),
        (json!({ "kind": { "eq": "DEAL_WON" } }), 0),
        (json!({ "kind": { "in": ["TASK_ASSIGNED"] } }), 3),
    ] {
        let (all, statements) = house.db.statements.of(house.ask(&rita, query, json!({ "f": filter }))).await;
        assert_eq!(all["notifications"]["totalCount"], count, "{filter}");
        assert!(statements <= 4, "page, total, subjects, people: {statements}");
    }
    let page = "query($a: String) { notifications(first: 2, after: $a) { pageInfo { hasNextPage endCursor } nodes { id } } }";
    let first = house.ask(&rita, page, json!({})).await["notifications"].clone();
    let rest = house.ask(&rita, page, json!({ "a": first["pageInfo"]["endCursor"] })).await;
    assert_eq!(rest["notifications"]["nodes"], json!([{ "id": last["id"] }]));
    assert!(
        last["id"].as_str().unwrap().starts_with("notif_"),
        "{}",
        <Notification as dealstream::db::entity::Entity>::PREFIX
    );
}
