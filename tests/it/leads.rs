//! Leads: what qualifies them, what they become, who sees them.

use crate::harness::house::{House, id_of};
use dealstream::app::actor::{Role, Viewer};
use serde_json::{Value, json};
use std::sync::Arc;

/// All four questions answered.
fn answered(mut input: Value) -> Value {
    for (question, answer) in [
        ("budget", "80,000 a year"),
        ("authority", "The plant manager"),
        ("need", "Fewer errors"),
        ("timing", "June"),
    ] {
        input[question] = json!(answer);
    }
    input
}

async fn lead(house: &House, viewer: &Arc<Viewer>, input: Value) -> String {
    let payload = house.change(viewer, "createLead", input, "lead { id }").await;
    payload["lead"]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

async fn made(house: &House, viewer: &Arc<Viewer>, record: &str, input: Value) -> String {
    let mutation = format!("create{}{}", record[..1].to_uppercase(), &record[1..]);
    let payload = house.change(viewer, &mutation, input, &format!("{record} {{ id }}")).await;
    payload[record]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn four_answers_qualify_a_lead() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    assert_eq!(
        house.refused(&rita, "createLead", json!({ "topic": " " })).await,
        ["REQUIRED topic", "REQUIRED company"]
    );
    let wrong = json!({ "topic": "Desks", "company": "Acme", "email": "ann" });
    assert_eq!(house.refused(&rita, "createLead", wrong).await, ["INVALID email"]);
    let id = lead(&house, &rita, json!({ "topic": " Fifty desks ", "company": "Acme" })).await;
    let select = "lead { status missing version topic owner { name } viewerCanEdit }";
    let started = house.change(&rita, "startLead", json!({ "id": id }), select).await;
    assert_eq!(started["lead"]["status"], "WORKING");
    assert_eq!(started["lead"]["topic"], "Fifty desks");
    assert_eq!(started["lead"]["owner"]["name"], "Rita");
    assert_eq!(started["lead"]["missing"], json!(["BUDGET", "AUTHORITY", "NEED", "TIMING"]));
    assert_eq!(house.refused(&rita, "startLead", json!({ "id": id })).await, ["INVALID id"]);
    let three = json!({ "id": id, "budget": "80", "authority": "Ann", "need": "Desks" });
    let three = house.change(&rita, "updateLead", three, select).await;
    assert_eq!(
        (&three["lead"]["status"], &three["lead"]["missing"]),
        (&json!("WORKING"), &json!(["TIMING"]))
    );
    let four = house.change(&rita, "updateLead", json!({ "id": id, "timing": "June" }), select).await;
    assert_eq!((&four["lead"]["status"], &four["lead"]["missing"]), (&json!("QUALIFIED"), &json!([])));
    let back = house.change(&rita, "updateLead", json!({ "id": id, "need": null }), select).await;
    assert_eq!(back["lead"]["status"], "WORKING");
    let stale = json!({ "id": id, "topic": "Late", "expectedVersion": 1 });
    assert_eq!(house.refused(&rita, "updateLead", stale).await, ["CONFLICT expectedVersion"]);
    let at_once = lead(&house, &rita, answered(json!({ "topic": "T", "lastName": "Novák" }))).await;
    let found = house
        .ask(&rita, "query($id: ID!) { lead(id: $id) { status person } }", json!({ "id": at_once }))
        .await;
    assert_eq!(found["lead"], json!({ "status": "QUALIFIED", "person": "Novák" }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disqualified_lead_is_read_only_until_it_is_reopened() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    let id = lead(&house, &rita, json!({ "topic": "Desks", "company": "Acme", "need": "Desks" })).await;
    assert_eq!(
        house.refused(&rita, "disqualifyLead", json!({ "id": id, "reason": "  " })).await,
        ["REQUIRED reason"]
    );
    assert_eq!(house.refused(&rita, "reopenLead", json!({ "id": id })).await, ["INVALID id"]);
    let select = "lead { status disqualifyReason viewerCanEdit }";
    let aside = json!({ "id": id, "reason": "Too small" });
    let aside = house.change(&rita, "disqualifyLead", aside, select).await;
    assert_eq!(
        aside["lead"],
        json!({ "status": "DISQUALIFIED", "disqualifyReason": "Too small", "viewerCanEdit": false })
    );
    for (mutation, input) in [
        ("updateLead", json!({ "id": id, "topic": "X" })),
        ("startLead", json!({ "id": id })),
        ("convertLead", json!({ "id": id })),
        ("disqualifyLead", json!({ "id": id, "reason": "Again" })),
    ] {
        assert_eq!(house.refused(&rita, mutation, input).await, ["INVALID id"], "{mutation}");
    }
    let note = json!({ "body": "N", "leadId": id });
    assert_eq!(house.refused(&rita, "createNote", note).await, ["INVALID leadId"]);
    let again = house.change(&rita, "reopenLead", json!({ "id": id }), select).await;
    assert_eq!(
        again["lead"],
        json!({ "status": "WORKING", "disqualifyReason": null, "viewerCanEdit": true })
    );
    let told: Vec<String> = house.events(0).await.into_iter().map(|event| event.kind).collect();
    let of_lead: Vec<&str> =
        told.iter().map(String::as_str).filter(|kind| kind.starts_with("lead.")).collect();
    assert_eq!(of_lead, ["lead.created", "lead.disqualified", "lead.reopened"]);
}

const CONVERTED: &str = "lead { status convertedAt account { name } contact { name } deal { name } } account { id name website owner { name } } contact { id name emails account { name } } deal { id name customerNeeds amount primaryContact { name } lead { id topic } owner { name } source { label } }";

#[tokio::test(flavor = "multi_thread")]
async fn a_qualified_lead_becomes_account_contact_and_deal() {
    let house = House::new().await;
    let (rita, rolf) = (house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    let source = json!({ "kind": "SOURCE", "label": "Fair" });
    let source = made(&house, &house.admin, "lookup", source).await;
    let input = json!({
        "topic": "Fifty desks", "company": "Acme GmbH", "website": "https://acme.example", "firstName": "Ann", "lastName": "Lee",
        "email": "ann@acme.example", "phone": "1", "jobTitle": "Buyer", "sourceId": source, "ownerId": id_of(&rolf),
    });
    let id = lead(&house, &rita, input).await;
    assert_eq!(
        house.refused(&rita, "convertLead", json!({ "id": id })).await,
        ["REQUIRED budget", "REQUIRED authority", "REQUIRED need", "REQUIRED timing"]
    );
    house.change(&rita, "updateLead", answered(json!({ "id": id })), "").await;
    let told = house.events(0).await.len();
    let input = json!({ "id": id, "deal": { "amount": "1200.50" } });
    let done = house.change(&rita, "convertLead", input, CONVERTED).await;
    assert_eq!(done["userErrors"], json!([]));
    assert_eq!(done["lead"]["status"], "CONVERTED");
    assert_eq!(done["lead"]["convertedAt"], "2026-03-02T09:00:00+00:00");
    assert_eq!(done["account"]["name"], "Acme GmbH");
    assert_eq!(done["account"]["owner"]["name"], "Rolf");
    assert_eq!(done["contact"]["name"], "Ann Lee");
    assert_eq!(done["contact"]["emails"], json!(["ann@acme.example"]));
    assert_eq!(done["contact"]["account"]["name"], "Acme GmbH");
    let deal = &done["deal"];
    assert_eq!(
        (&deal["name"], &deal["customerNeeds"], &deal["amount"]),
        (&json!("Fifty desks"), &json!("Fewer errors"), &json!("1200.50"))
    );
    assert_eq!((&deal["lead"]["id"], &deal["owner"]["name"]), (&json!(id), &json!("Rolf")));
    assert_eq!(
        (&deal["primaryContact"]["name"], &deal["source"]["label"]),
        (&json!("Ann Lee"), &json!("Fair"))
    );
    // One transaction: its events have consecutive numbers and one time.
    let news = house.events(told).await;
    let kinds: Vec<&str> = news.iter().map(|event| event.kind.as_str()).collect();
    for kind in ["account.created", "contact.created", "deal.created", "lead.converted"] {
        assert_eq!(kinds.iter().filter(|other| **other == kind).count(), 1, "{kind}: {kinds:?}");
    }
    assert_eq!(house.refused(&rita, "convertLead", json!({ "id": id })).await, ["INVALID id"], "once");
    assert_eq!(house.refused(&rita, "updateLead", json!({ "id": id, "topic": "X" })).await, ["INVALID id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_about_a_lead_goes_along_to_its_deal() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    let input = answered(json!({ "topic": "Fifty desks", "company": "Acme GmbH" }));
    let id = lead(&house, &rita, input).await;
    let task = made(&house, &rita, "task", json!({ "title": "Call", "leadId": id })).await;
    made(&house, &rita, "note", json!({ "body": "Met at the fair", "leadId": id })).await;
    let kind = json!({ "kind": "ACTIVITY_KIND", "label": "Visit" });
    let kind = made(&house, &house.admin, "lookup", kind).await;
    let call =
        json!({ "leadId": id, "kindId": kind, "subject": "First call", "startsAt": "2026-03-01T09:00:00Z" });
    made(&house, &rita, "activity", call).await;
    let told = house.events(0).await.len();
    let deal = house.change(&rita, "convertLead", json!({ "id": id }), CONVERTED).await["deal"].clone();
    let carried = "query($id: ID!) { deal(id: $id) { lastActivityAt tasks { nodes { id lead { topic } account { name } } } notes { nodes { body } } activities { nodes { subject account { name } } } } }";
    let carried = house.ask(&rita, carried, json!({ "id": deal["id"] })).await["deal"].clone();
    assert_eq!(
        carried["tasks"]["nodes"],
        json!([{ "id": task, "lead": { "topic": "Fifty desks" }, "account": { "name": "Acme GmbH" } }])
    );
    assert_eq!(carried["notes"]["nodes"], json!([{ "body": "Met at the fair" }]));
    assert_eq!(
        carried["activities"]["nodes"],
        json!([{ "subject": "First call", "account": { "name": "Acme GmbH" } }])
    );
    assert_eq!(carried["lastActivityAt"], "2026-03-01T09:00:00+00:00");
    let kinds: Vec<String> = house.events(told).await.into_iter().map(|event| event.kind).collect();
    for kind in ["task.changed", "note.changed", "activity.changed"] {
        assert_eq!(kinds.iter().filter(|other| *other == kind).count(), 1, "{kind}: {kinds:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_is_converted_into_what_is_there_or_not_at_all() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    let account = made(&house, &rita, "account", json!({ "name": "Acme" })).await;
    let contact = made(&house, &rita, "contact", json!({ "lastName": "Lee", "accountId": account })).await;
    let new = |name: &str| answered(json!({ "topic": name, "lastName": "Lee" }));
    let id = lead(&house, &rita, new("One")).await;
    let told = house.events(0).await.len();
    // Nothing of it stays when a part is refused.
    for (input, refused) in [
        (json!({ "id": id }), "REQUIRED newAccount"),
        (json!({ "id": id, "newAccount": { "name": " " } }), "REQUIRED newAccount.name"),
        (json!({ "id": id, "accountId": account, "newAccount": { "name": "A" } }), "INVALID accountId"),
        (
            json!({ "id": id, "accountId": account, "newContact": { "lastName": "" } }),
            "REQUIRED newContact.lastName",
        ),
        (
            json!({ "id": id, "newAccount": { "name": "A" }, "deal": { "amount": "-1" } }),
            "INVALID deal.amount",
        ),
        (
            json!({ "id": id, "accountId": account, "contactId": contact, "withoutContact": true }),
            "INVALID withoutContact",
        ),
        (json!({ "id": id, "accountId": account, "expectedVersion": 7 }), "CONFLICT expectedVersion"),
    ] {
        assert_eq!(house.refused(&rita, "convertLead", input.clone()).await, [refused], "{input}");
    }
    assert_eq!(house.events(told).await, []);
    let input = json!({ "id": id, "accountId": account, "contactId": contact, "deal": { "name": "Desks" } });
    let done = house.change(&rita, "convertLead", input, CONVERTED).await;
    assert_eq!((&done["account"]["id"], &done["contact"]["id"]), (&json!(account), &json!(contact)));
    assert_eq!(done["deal"]["name"], "Desks");
    let id = lead(&house, &rita, new("Two")).await;
    let input = json!({ "id": id, "accountId": account, "withoutContact": true });
    let done = house.change(&rita, "convertLead", input, CONVERTED).await;
    assert_eq!((&done["contact"], &done["deal"]["primaryContact"]), (&json!(null), &json!(null)));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_convert_a_lead_at_once_one_does() {
    let house = House::new().await;
    let (rita, rolf) = (house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    for round in 0..5 {
        let id =
            lead(&house, &rita, answered(json!({ "topic": format!("T{round}"), "company": "Acme" }))).await;
        let input = json!({ "id": id });
        let (one, other) = tokio::join!(
            house.change(&rita, "convertLead", input.clone(), CONVERTED),
            house.change(&rolf, "convertLead", input.clone(), CONVERTED),
        );
        let made = [&one, &other].iter().filter(|done| done["deal"]["id"].is_string()).count();
        assert_eq!(made, 1, "{one} {other}");
        let refused = if one["deal"].is_null() { &one } else { &other };
        assert_eq!(refused["userErrors"][0]["code"], "INVALID");
    }
    let deals = house.ask(&rita, "{ deals { totalCount } accounts { totalCount } }", json!({})).await;
    assert_eq!(deals, json!({ "deals": { "totalCount": 5 }, "accounts": { "totalCount": 5 } }));
}

#[tokio::test(flavor = "multi_thread")]
async fn duplicates_are_found_by_address_domain_and_name() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    let acme = json!({ "name": "Škoda Works", "website": "https://www.Skoda-Works.example/cz" });
    let acme = made(&house, &rita, "account", acme).await;
    made(&house, &rita, "account", json!({ "name": "Elbe Logistics" })).await;
    let gone = made(&house, &rita, "account", json!({ "name": "Skoda Works Old" })).await;
    house.change(&rita, "updateAccount", json!({ "id": gone, "archived": true }), "").await;
    let jana = json!({ "firstName": "Jana", "lastName": "Nováková", "emails": ["Jana@skoda-works.example"] });
    let jana = made(&house, &rita, "contact", jana).await;
    let first = lead(&house, &rita, json!({ "topic": "Desks", "company": "Skoda Works s.r.o." })).await;
    let query = "query($company: String, $website: String, $firstName: String, $lastName: String, $email: String) { leadDuplicates(company: $company, website: $website, firstName: $firstName, lastName: $lastName, email: $email) { leads { id } accounts { id } contacts { id } } }";
    let ids = |found: &Value, kind: &str| -> Vec<String> {
        found[kind].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    for (typed, accounts, contacts) in [
        (json!({ "company": "skoda works" }), vec![&acme], vec![]),
        (json!({ "website": "skoda-works.example" }), vec![&acme], vec![]),
        (json!({ "email": "someone@skoda-works.example" }), vec![&acme], vec![]),
        (json!({ "email": "jana@SKODA-works.example" }), vec![&acme], vec![&jana]),
        (json!({ "firstName": "Jana", "lastName": "Novakova" }), vec![], vec![&jana]),
        (json!({ "email": "jana@gmail.com" }), vec![], vec![]),
        (json!({ "company": "Zeta" }), vec![], vec![]),
        (json!({ "company": "S" }), vec![], vec![]),
        (json!({}), vec![], vec![]),
    ] {
        let found = house.ask(&rita, query, typed.clone()).await["leadDuplicates"].clone();
        let owned = |list: Vec<&String>| list.into_iter().cloned().collect::<Vec<_>>();
        assert_eq!(ids(&found, "accounts"), owned(accounts), "{typed}");
        assert_eq!(ids(&found, "contacts"), owned(contacts), "{typed}");
    }
    let second = lead(&house, &rita, json!({ "topic": "Chairs", "company": "Škoda Works" })).await;
    let of =
        "query($id: ID!) { lead(id: $id) { duplicates { leads { id } accounts { id } contacts { id } } } }";
    let found = house.ask(&rita, of, json!({ "id": second })).await["lead"]["duplicates"].clone();
    assert_eq!((ids(&found, "leads"), ids(&found, "accounts")), (vec![first], vec![acme]));
}

#[tokio::test(flavor = "multi_thread")]
async fn leads_are_listed_searched_and_counted_in_few_statements() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    for (topic, company, last_name) in
        [("Desks", Some("Acme"), "Lee"), ("Chairs", None, "Žák"), ("Lamps", Some("Škoda"), "Moss")]
    {
        let company = company.map_or(Value::Null, Value::from);
        lead(&house, &rita, json!({ "topic": topic, "company": company, "lastName": last_name })).await;
        house.app.clock.advance(chrono::Duration::minutes(1));
    }
    let topics = async |arguments: &str| -> Vec<String> {
        let found = house
            .ask(&rita, &format!("{{ leads{arguments} {{ totalCount nodes {{ topic }} }} }}"), json!({}))
            .await;
        let nodes = found["leads"]["nodes"].as_array().unwrap().clone();
        assert_eq!(found["leads"]["totalCount"], json!(nodes.len()));
        nodes.iter().map(|node| node["topic"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(topics("").await, ["Lamps", "Chairs", "Desks"], "the newest first");
    assert_eq!(
        topics("(orderBy: {field: COMPANY})").await,
        ["Desks", "Lamps", "Chairs"],
        "without one: last"
    );
    assert_eq!(topics("(orderBy: {field: TOPIC, direction: DESC})").await, ["Lamps", "Desks", "Chairs"]);
    assert_eq!(topics("(search: \"zak\")").await, ["Chairs"]);
    assert_eq!(topics("(search: \"skoda lam\")").await, ["Lamps"]);
    assert_eq!(topics("(filter: {status: {in: [NEW]}, company: {isNull: true}})").await, ["Chairs"]);
    assert_eq!(
        topics("(filter: {owner: {name: {eq: \"Rita\"}}, not: {topic: {eq: \"Desks\"}}})").await,
        ["Lamps", "Chairs"]
    );
    let wide = "{ leads { nodes { topic owner { name } source { label } deal { name } account { name } tasks { totalCount nodes { title } } notes { nodes { body } } activities { nodes { subject } } } } }";
    let (_, statements) = house.db.statements.of(house.ask(&rita, wide, json!({}))).await;
    assert!(statements <= 7, "{statements} statements");
    let deals = "{ deals { nodes { lead { topic } } } }";
    for name in ["A", "B", "C"] {
        made(&house, &rita, "deal", json!({ "name": name })).await;
    }
    let (_, statements) = house.db.statements.of(house.ask(&rita, deals, json!({}))).await;
    assert!(statements <= 2, "{statements} statements");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_is_seen_like_its_owner_s_deals() {
    let house = House::new().await;
    let (rita, rolf) = (house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    let hers = house.seeing(&rita, &[&rita]);
    let id = lead(&house, &rolf, answered(json!({ "topic": "Secret", "company": "Osprey" }))).await;
    made(&house, &rolf, "note", json!({ "body": "Hidden", "leadId": id })).await;
    let kind = json!({ "kind": "ACTIVITY_KIND", "label": "Visit" });
    let kind = made(&house, &house.admin, "lookup", kind).await;
    let call =
        json!({ "leadId": id, "kindId": kind, "subject": "Hidden", "startsAt": "2026-03-01T09:00:00Z" });
    made(&house, &rolf, "activity", call).await;
    let query = "query($id: ID!) { lead(id: $id) { topic } node(id: $id) { id } leads { totalCount } activities { totalCount } leadDuplicates(company: \"Osprey\") { leads { topic } } }";
    let nothing = json!({ "lead": null, "node": null, "leads": { "totalCount": 0 }, "activities": { "totalCount": 0 }, "leadDuplicates": { "leads": [] } });
    assert_eq!(house.ask(&hers, query, json!({ "id": id })).await, nothing);
    for (mutation, input, path) in [
        ("updateLead", json!({ "id": id, "topic": "X" }), "NOT_FOUND id"),
        ("convertLead", json!({ "id": id }), "NOT_FOUND id"),
        ("createNote", json!({ "body": "X", "leadId": id }), "NOT_FOUND leadId"),
        ("createTask", json!({ "title": "X", "leadId": id }), "NOT_FOUND leadId"),
    ] {
        assert_eq!(house.refused(&hers, mutation, input).await, [path], "{mutation}");
    }
    let events = house.events(0).await;
    let of = |kind: &str| events.iter().find(|event| event.kind == kind).unwrap();
    for kind in ["lead.created", "note.created", "activity.created"] {
        assert!(of(kind).concerns(&rolf) && !of(kind).concerns(&hers), "{kind}");
        assert!(of(kind).concerns(&house.admin), "{kind}");
    }
    let give = json!({ "id": id, "ownerId": id_of(&rita) });
    house.change(&rolf, "updateLead", give, "").await;
    assert_eq!(house.ask(&hers, query, json!({ "id": id })).await["lead"]["topic"], "Secret");
    let last = house.events(0).await.pop().unwrap();
    assert!(last.seen_after(&hers) && !last.seen_before(&hers), "it came to her");
}

#[tokio::test(flavor = "multi_thread")]
async fn leads_have_custom_fields_and_a_history() {
    let house = House::new().await;
    let field = json!({ "subject": "LEAD", "type": "NUMBER", "label": "Seats", "filterable": true });
    let field = house.change(&house.admin, "createCustomField", field, "customField { key }").await;
    assert_eq!(field["customField"]["key"], "seats");
    let admin = house.knowing(&house.admin).await;
    for seats in [20, 5, 300] {
        let input = json!({ "topic": format!("{seats}"), "company": "A", "custom": [{ "key": "seats", "value": seats }] });
        lead(&house, &admin, input).await;
    }
    let query = "{ leads(filter: {custom: [{key: \"seats\", gte: 20}]}, orderBy: {field: CUSTOM, customKey: \"seats\", direction: DESC}) { nodes { custom(key: \"seats\") history { nodes { kind changes { field after } } } } } }";
    let found = house.ask(&admin, query, json!({})).await["leads"]["nodes"].clone();
    assert_eq!((&found[0]["custom"], &found[1]["custom"]), (&json!("300"), &json!("20")));
    let created = &found[0]["history"]["nodes"][0];
    assert_eq!(created["kind"], "lead.created");
    let seats =
        created["changes"].as_array().unwrap().iter().find(|change| change["field"] == "custom.seats");
    assert_eq!(seats.unwrap()["after"], "300");
}
