//! Who is mentioned in a note is told: newly, once, and only if they may see it.

use super::*;
use crate::harness::node::Node;
use dealstream::app::actor::Actor;
use dealstream::app::config::Limits;
use dealstream::notifications::follow::Turn;
use dealstream::notifications::upkeep;
use std::time::Duration;

/// What mentions somebody in a body.
pub fn at(name: &str, viewer: &Viewer) -> String {
    format!("@[{name}]({})", id_of(viewer))
}

/// Writes a note on a record; its id.
pub async fn write(house: &House, by: &Arc<Viewer>, (field, on): (&str, &str), body: &str) -> String {
    let input = json!({ field: on, "body": body });
    done(house, by, "createNote", input, "note { id }").await["id"].as_str().unwrap().to_owned()
}

/// Changes a note.
pub async fn change(house: &House, by: &Arc<Viewer>, note: &str, more: Value) {
    let mut input = json!({ "id": note });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    done(house, by, "updateNote", input, "note { id }").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_newly_mentioned_is_told_once_and_who_wrote_it_is_not() {
    let (house, rita, mona) = followed().await;
    let (otto, sven) = (house.person("Otto", Role::Viewer).await, house.stranger().await);
    let turbines = deal(&house, &mona, "Turbines").await;
    let (of_rita, of_mona, of_otto) = (at("Rita", &rita), at("Mona", &mona), at("Otto", &otto));
    let body = format!("{of_rita}, {of_mona} says: {of_rita} calls. {}", at("Sven", &sven));
    let note = write(&house, &mona, ("dealId", &turbines), &body).await;
    let both = || follow::catch_up(&house.app, house.workspace_id, Turn::Wait);
    let (one, other) = tokio::join!(both(), both());
    one.and(other).unwrap();
    assert_eq!(told(&house, &rita).await, [format!("MENTION {body} x1 by Mona")], "by two servers at once");
    let line = &inbox(&house, &rita).await[0];
    assert_eq!((&line["deal"]["name"], &line["subject"]["__typename"]), (&json!("Turbines"), &json!("Note")));
    assert_eq!(line["subject"]["mentions"], json!([{ "name": "Rita" }, { "name": "Mona" }]));
    let longer = format!("{body} And {of_otto}.");
    change(&house, &mona, &note, json!({ "body": longer })).await;
    change(&house, &rita, &note, json!({ "pinned": true })).await;
    catch_up(&house).await;
    assert_eq!(told(&house, &otto).await, [format!("MENTION {longer} x1 by Mona")], "who came to it");
    assert_eq!(told(&house, &rita).await, [format!("MENTION {longer} x1 by Mona")], "once, as it is now");
    for person in [&mona, &house.admin, &sven] {
        assert_eq!(told(&house, person).await, [""; 0]);
    }
    // Another one on the deal goes into the line; one elsewhere makes its own.
    let bo = house.person("Bo", Role::Manager).await;
    write(&house, &bo, ("dealId", &turbines), &of_rita).await;
    let works = done(&house, &mona, "createAccount", json!({ "name": "Works" }), "account { id }").await;
    catch_up(&house).await;
    write(&house, &mona, ("accountId", works["id"].as_str().unwrap()), &of_rita).await;
    catch_up(&house).await;
    let mut lines = told(&house, &rita).await;
    lines.sort();
    assert_eq!(lines, [format!("MENTION {of_rita} x1 by Mona"), format!("MENTION {of_rita} x2 by Bo")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_see_the_note_is_told_nothing() {
    let (house, rita, mona) = followed().await;
    let otto = house.person("Otto", Role::Rep).await;
    let hidden = deal(&house, &rita, "Hidden").await;
    let open = deal(&house, &rita, "Open at first").await;
    let hide = |deal: &str| json!({ "id": deal, "restricted": true });
    done(&house, &rita, "restrictDeal", hide(&hidden), "deal { id }").await;
    let body = format!("{} {} {}", at("Otto", &otto), at("Mona", &mona), at("Anna", &house.admin));
    write(&house, &rita, ("dealId", &hidden), &body).await;
    write(&house, &rita, ("dealId", &open), &body).await;
    done(&house, &rita, "restrictDeal", hide(&open), "deal { id }").await;
    catch_up(&house).await;
    for outsider in [&otto, &mona] {
        assert_eq!((told(&house, outsider).await.len(), unread(&house, outsider).await), (0, json!(0)));
    }
    assert_eq!(told(&house, &house.admin).await.len(), 2, "she sees all");
    // Seeing it later brings no news of what was; it brings what comes.
    let share = json!({ "id": hidden, "restricted": true, "userIds": [id_of(&otto)] });
    done(&house, &rita, "restrictDeal", share, "deal { id }").await;
    catch_up(&house).await;
    assert_eq!(told(&house, &otto).await, [""; 0]);
    write(&house, &rita, ("dealId", &hidden), &at("Otto", &otto)).await;
    catch_up(&house).await;
    assert_eq!(told(&house, &otto).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_on_leads_accounts_and_contacts_are_told_to_who_sees_those() {
    let (house, rita, mona) = followed().await;
    let otto = house.person("Otto", Role::Rep).await;
    let policy = json!({ "dealVisibility": "OWNER" });
    done(&house, &house.admin, "updateWorkspace", policy, "workspace { id }").await;
    let of_otto = at("Otto", &otto);
    let made = async |mutation: &str, input: Value, select: &str| {
        done(&house, &rita, mutation, input, select).await["id"].as_str().unwrap().to_owned()
    };
    let lead = made("createLead", json!({ "topic": "Turbines", "company": "Works" }), "lead { id }").await;
    write(&house, &rita, ("leadId", &lead), &of_otto).await;
    catch_up(&house).await;
    assert_eq!(told(&house, &otto).await, [""; 0], "not his lead");
    let to_him = json!({ "id": lead, "ownerId": id_of(&otto) });
    done(&house, &house.admin, "updateLead", to_him, "lead { id }").await;
    write(&house, &house.admin, ("leadId", &lead), &of_otto).await;
    catch_up(&house).await;
    assert_eq!(told(&house, &otto).await, [format!("MENTION {of_otto} x1 by Anna")], "his lead");
    let account = made("createAccount", json!({ "name": "Works" }), "account { id }").await;
    let contact = made("createContact", json!({ "lastName": "Horák" }), "contact { id }").await;
    for (field, id) in [("accountId", &account), ("contactId", &contact)] {
        write(&house, &mona, (field, id), &of_otto).await;
    }
    catch_up(&house).await;
    assert_eq!(told(&house, &otto).await.len(), 3, "everybody sees accounts and contacts");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_put_away_taken_back_or_imported_tells_nobody() {
    let (house, rita, mona) = followed().await;
    let (turbines, of_rita) = (deal(&house, &mona, "Turbines").await, at("Rita", &rita));
    let on = ("dealId", turbines.as_str());
    let away = write(&house, &mona, on, &of_rita).await;
    change(&house, &mona, &away, json!({ "archived": true })).await;
    catch_up(&house).await;
    let (added, both) = (format!("{of_rita}!"), write(&house, &mona, on, "Plain").await);
    change(&house, &mona, &away, json!({ "body": added })).await;
    change(&house, &mona, &both, json!({ "body": added, "archived": true })).await;
    catch_up(&house).await;
    change(&house, &mona, &both, json!({ "archived": false })).await;
    let back = write(&house, &mona, on, &of_rita).await;
    change(&house, &mona, &back, json!({ "body": "Not you after all." })).await;
    let import = Actor::Import { user_id: mona.user_id() };
    let importing = Arc::new(Viewer { actor: import, ..(*mona).clone() });
    write(&house, &importing, on, &of_rita).await;
    catch_up(&house).await;
    assert_eq!(told(&house, &rita).await, [""; 0]);
    let leave = json!({ "id": id_of(&rita), "active": false });
    done(&house, &house.admin, "updateUser", leave, "user { id }").await;
    write(&house, &mona, on, &of_rita).await;
    catch_up(&house).await;
    let again = json!({ "id": id_of(&rita), "active": true });
    done(&house, &house.admin, "updateUser", again, "user { id }").await;
    assert_eq!(told(&house, &rita).await, [""; 0], "she could not sign in");
    change(&house, &mona, &back, json!({ "body": of_rita })).await;
    catch_up(&house).await;
    assert_eq!(told(&house, &rita).await, [format!("MENTION {of_rita} x1 by Mona")], "mentioned anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_arrives_at_once_with_the_note_and_nobody_else_hears_of_it() {
    let (house, rita, mona) = followed().await;
    let works = done(&house, &mona, "createAccount", json!({ "name": "Works" }), "account { id }").await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let watch = "subscription { notificationReceived { cursor events { ... on NotificationReceived { kind unread notification { kind subject { ... on Note { body mentions { name } account { name } } } } } } } }";
    let mut of_rita = node.watch_live(&rita, watch, json!({})).await;
    let mut of_mona = node.watch_live(&mona, watch, json!({})).await;
    upkeep::heed_bell(node.app());
    let create =
        "mutation($i: CreateNoteInput!) { createNote(input: $i) { note { id } userErrors { message } } }";
    for (by, to) in [(&mona, &rita), (&rita, &mona)] {
        let body = format!("Look, {}", at("you", to));
        node.data(by, create, json!({ "i": { "accountId": works["id"], "body": body } })).await;
    }
    for (watch, to, name) in [(&mut of_rita, &rita, "Rita"), (&mut of_mona, &mona, "Mona")] {
        let (heard, _) = watch.events(1).await;
        let note = json!({ "body": format!("Look, {}", at("you", to)), "mentions": [{ "name": name }], "account": { "name": "Works" } });
        let expected = json!({ "kind": "notification.created", "unread": 1, "notification": { "kind": "MENTION", "subject": note } });
        assert_eq!(heard[0], expected, "the first each hears is their own");
    }
    node.app().tasks.shut_down(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_takes_as_many_statements_for_many_mentions_as_for_one() {
    let (house, rita, mona) = followed().await;
    let query = "{ notifications { nodes { kind subject { ... on Note { body mentions { name } deal { name } } } deal { name } actor { name } } } }";
    let mut counts = Vec::new();
    for _ in 0..6 {
        let on = deal(&house, &mona, "D").await;
        let body = format!("{} {}", at("Rita", &rita), at("Mona", &mona));
        write(&house, &mona, ("dealId", &on), &body).await;
        catch_up(&house).await;
        counts.push(house.db.statements.of(house.ask(&rita, query, json!({}))).await.1);
    }
    assert_eq!(inbox(&house, &rita).await.len(), 6);
    assert!(counts.iter().all(|count| *count == counts[0] && *count <= 4), "{counts:?}");
}
