//! A deal that somebody else made one's own: by every way an owner changes, several at once as one line and one e-mail.

use super::mail::{header, mailing, sent, text};
use super::sink::Sink;
use super::*;
use crate::import::uploads::{Desk, columns, counts};
use chrono::Duration;

async fn version(house: &House, deal: &str) -> Value {
    let query = "query($id: ID!) { deal(id: $id) { version } }";
    house.ask(&house.admin, query, json!({ "id": deal })).await["deal"]["version"].clone()
}

/// Makes somebody the owner of deals, in one step.
async fn hand_over(house: &House, by: &Arc<Viewer>, deals: &[&String], to: &Viewer) {
    let input = json!({ "ids": deals, "ownerId": id_of(to) });
    done(house, by, "assignDeals", input, "changed").await;
}

/// What was told of deals, and read at once so that the next thing is a line of its own.
async fn news(house: &House, viewer: &Arc<Viewer>) -> Vec<String> {
    catch_up(house).await;
    let unread = |lines: Vec<Value>| lines.into_iter().filter(|line| line["readAt"].is_null()).count();
    let new = unread(inbox(house, viewer).await);
    let mut all = told(house, viewer).await;
    all.truncate(new);
    let read = json!({ "upTo": house.app.clock.now().to_rfc3339() });
    done(house, viewer, "markNotificationsRead", read, "notifications { id }").await;
    pass(house, Duration::minutes(2));
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deal_is_told_to_its_new_owner_by_every_way_it_may_come() {
    let (house, rita, mona) = followed().await;
    let pumps = json!({ "name": "Pumps", "ownerId": id_of(&rita) });
    let pumps = done(&house, &mona, "createDeal", pumps, "deal { id }").await["id"].clone();
    assert_eq!(news(&house, &rita).await, ["DEAL_ASSIGNED Pumps x1 by Mona"], "made for her");
    let away = json!({ "id": pumps, "ownerId": id_of(&mona) });
    done(&house, &rita, "updateDeal", away, "deal { id }").await;
    assert_eq!(news(&house, &mona).await, ["DEAL_ASSIGNED Pumps x1 by Rita"], "passed on");
    let renamed = json!({ "id": pumps, "name": "Two pumps" });
    done(&house, &rita, "updateDeal", renamed, "deal { id }").await;
    hand_over(&house, &rita, &[&pumps.as_str().unwrap().to_owned()], &mona).await;
    assert_eq!(news(&house, &mona).await, [""; 0], "hers already");
    let fans = deal(&house, &mona, "Fans").await;
    let go = json!({ "dealId": fans, "decision": "GO", "responsibleId": id_of(&rita), "reason": "Yes", "expectedVersion": version(&house, &fans).await });
    done(&house, &mona, "decideGoNoGo", go, "deal { id }").await;
    assert_eq!(news(&house, &rita).await, ["DEAL_ASSIGNED Fans x1 by Mona"], "responsible from now on");
    let turbines = deal(&house, &mona, "Turbines").await;
    hand_over(&house, &mona, &[&turbines], &rita).await;
    assert_eq!(news(&house, &rita).await, ["DEAL_ASSIGNED Turbines x1 by Mona"], "handed over");
    let lead = json!({ "topic": "Boilers", "company": "Works", "ownerId": id_of(&mona), "budget": "1", "authority": "a", "need": "n", "timing": "t" });
    let lead = done(&house, &mona, "createLead", lead, "lead { id }").await;
    let input = json!({ "id": lead["id"], "deal": { "ownerId": id_of(&rita) } });
    done(&house, &mona, "convertLead", input, "deal { id }").await;
    assert_eq!(news(&house, &rita).await, ["DEAL_ASSIGNED Boilers x1 by Mona"], "what became of a lead");
    assert_eq!(news(&house, &mona).await, [""; 0], "who did it knows");
    let take = json!({ "id": turbines, "ownerId": id_of(&mona) });
    done(&house, &mona, "updateDeal", take, "deal { id }").await;
    for person in [&mona, &rita, &house.admin] {
        assert_eq!(news(&house, person).await, [""; 0], "taken");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_an_approval_is_waited_for_the_deal_is_told_once_to_whom_it_went() {
    let (house, rita, mona) = followed().await;
    ask_before(&house, "Needs analysis", &house.admin).await;
    let fans = deal(&house, &mona, "Fans").await;
    let go = json!({ "dealId": fans, "decision": "GO", "responsibleId": id_of(&rita), "reason": "Yes", "expectedVersion": 1 });
    done(&house, &mona, "decideGoNoGo", go, "deal { id }").await;
    assert_eq!(news(&house, &rita).await, ["DEAL_ASSIGNED Fans x1 by Mona"], "though it waits");
    decide(&house, &house.admin, &fans, json!({ "decision": "APPROVE" })).await;
    assert_eq!(news(&house, &rita).await, [""; 0], "it was hers");
}

#[tokio::test(flavor = "multi_thread")]
async fn deals_handed_over_together_are_one_line_and_one_e_mail() {
    let (house, rita, mona) = followed().await;
    let sink = Sink::start().await;
    let server = mailing(&house, &sink);
    let mut deals = Vec::new();
    for name in ["One", "Two", "Three", "Four"] {
        deals.push(deal(&house, &mona, name).await);
    }
    hand_over(&house, &mona, &[&deals[0], &deals[1]], &rita).await;
    catch_up(&house).await;
    pass(&house, Duration::seconds(30));
    hand_over(&house, &mona, &[&deals[2]], &rita).await;
    hand_over(&house, &house.admin, &[&deals[3]], &rita).await;
    catch_up(&house).await;
    let lines = ["DEAL_ASSIGNED Four x1 by Anna", "DEAL_ASSIGNED Three x3 by Mona"];
    let mut all = told(&house, &rita).await;
    all.sort();
    assert_eq!(all, lines, "of each who did it");
    let line = &inbox(&house, &rita).await;
    let three = line.iter().find(|line| line["count"] == 3).unwrap();
    assert_eq!(three["deal"]["name"], "Three", "where it leads");
    // By e-mail only: as many are one e-mail all the same.
    let wanted = json!({ "preferences": [{ "kind": "DEAL_ASSIGNED", "inbox": false, "email": true }] });
    done(&house, &mona, "setNotificationPreferences", wanted, "preferences { kind }").await;
    pass(&house, Duration::minutes(5));
    hand_over(&house, &rita, &[&deals[0], &deals[1], &deals[2]], &mona).await;
    let mails = sent(&house, &server, &sink).await;
    assert_eq!(mails.len(), 1, "{mails:#?}");
    assert_eq!(header(&mails[0], "Subject"), "Your deals: Three");
    assert!(text(&mails[0]).starts_with("Rita made you the owner of 3 deals, the latest: Three.\n"));
    assert!(text(&mails[0]).contains(&format!("Open: https://crm.firma.cz/deals/{}\n", deals[2])));
    // Later it is another line; the same deal again stays one while it is unread.
    for _ in 0..2 {
        hand_over(&house, &mona, &[&deals[0]], &rita).await;
        hand_over(&house, &rita, &[&deals[0]], &mona).await;
    }
    hand_over(&house, &house.admin, &[&deals[0]], &rita).await;
    catch_up(&house).await;
    assert_eq!(told(&house, &rita).await[0], "DEAL_ASSIGNED One x1 by Anna", "one deal, whoever gave it");
    assert_eq!(inbox(&house, &rita).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_e_mail_tells_the_new_owner_unless_the_deal_went_on_or_out_of_sight() {
    let (house, rita, mona) = followed().await;
    let sink = Sink::start().await;
    let server = mailing(&house, &sink);
    let (turbines, pumps) = (deal(&house, &mona, "Turbines").await, deal(&house, &mona, "Pumps").await);
    let otto = house.person("Otto", Role::Rep).await;
    hand_over(&house, &mona, &[&turbines], &rita).await;
    let mails = sent(&house, &server, &sink).await;
    assert_eq!(mails.len(), 1, "{mails:#?}");
    assert_eq!(header(&mails[0], "To"), "Rita <rita@firma.cz>");
    assert_eq!(header(&mails[0], "Subject"), "Your deal: Turbines");
    let body = text(&mails[0]);
    assert!(body.starts_with("Mona made you the owner of the deal Turbines.\n\nOpen: "), "{body}");
    // Handed on within the minute: only who has it now is written to.
    hand_over(&house, &mona, &[&pumps], &rita).await;
    follow::round(&server.0).await.unwrap();
    hand_over(&house, &mona, &[&pumps], &otto).await;
    let mails = sent(&house, &server, &sink).await;
    let to: Vec<&str> = mails.iter().map(|mail| header(mail, "To")).collect();
    assert_eq!(to, ["Otto <otto@firma.cz>"]);
    // A restricted deal is seen by its owner, and not any more by who was.
    let hide = json!({ "id": turbines, "restricted": true });
    done(&house, &house.admin, "restrictDeal", hide, "deal { id }").await;
    hand_over(&house, &house.admin, &[&turbines], &otto).await;
    catch_up(&house).await;
    assert_eq!(told(&house, &otto).await[0], "DEAL_ASSIGNED Turbines x1 by Anna");
    let lines = inbox(&house, &rita).await;
    let hidden = lines.iter().find(|line| line["subject"].is_null()).unwrap();
    assert_eq!((&hidden["kind"], &hidden["deal"]), (&json!("DEAL_ASSIGNED"), &Value::Null));
    assert_eq!(lines.iter().filter(|line| line["deal"]["name"] == "Pumps").count(), 1, "this one she sees");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_gives_deals_to_somebody_tells_nobody() {
    let desk = Desk::new().await;
    let house = &desk.house;
    let rita = house.person("Rita", Role::Rep).await;
    follow::round(&house.app).await.unwrap();
    let load = async |owner: &str| {
        let rows = format!("Deal;Owner\nTurbines;{owner}\nPumps;{owner}\n");
        let chosen = columns(&[("name", "Deal"), ("owner", "Owner")]);
        let input = json!({ "kind": "DEALS", "dryRun": false, "columns": chosen });
        counts(&desk.load(&rows, input).await)
    };
    assert_eq!(load("rita@firma.cz").await, [2, 0, 0, 0]);
    catch_up(house).await;
    assert_eq!(told(house, &rita).await, [""; 0]);
    let owned = house.ask(&rita, "{ deals { nodes { id owner { name } } } }", json!({})).await;
    let nodes = owned["deals"]["nodes"].as_array().unwrap();
    assert!(nodes.len() == 2 && nodes.iter().all(|deal| deal["owner"]["name"] == "Rita"), "{owned}");
    let by_hand = json!({ "name": "By hand", "ownerId": id_of(&rita) });
    done(house, &house.admin, "createDeal", by_hand, "deal { id }").await;
    catch_up(house).await;
    assert_eq!(told(house, &rita).await, ["DEAL_ASSIGNED By hand x1 by Anna"]);
}
