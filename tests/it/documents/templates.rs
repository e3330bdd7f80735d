//! Templates: brought, replaced, read, changed, listed; what cannot be one.

use super::{bring, change, document, table, template};
use crate::files::Server;
use crate::harness::house::House;
use dealstream::app::actor::Role;
use dealstream::documents::templates::docx;
use serde_json::{Value, json};

/// Status and message of what somebody brings.
async fn told(server: &Server, path: &str, content: Vec<u8>) -> (u16, String) {
    let request = server.http.post(server.url(path)).bearer_auth(&server.key).body(content);
    let answer = request.send().await.unwrap();
    let (status, told) = (answer.status().as_u16(), answer.json::<Value>().await.unwrap());
    (status, told["errors"][0]["message"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_template_is_brought_read_replaced_and_told_of() {
    let server = Server::start(|_| ()).await;
    let first = document(&["{{deal.name}} for {{account.name}}, {{deal.name}}"]);
    let id = bring(&server, "Letter", first.clone()).await;
    let query = format!(
        "{{ documentTemplate(id: \"{id}\") {{ name description language fileName size url placeholders archived version category {{ label }} createdBy {{ __typename }} history(includeGrace: true) {{ nodes {{ kind changes {{ field }} }} }} }} }}"
    );
    let asked = async || server.ask(&server.key, &query, json!({})).await["documentTemplate"].clone();
    let read = asked().await;
    assert_eq!(
        (&read["name"], &read["language"], &read["fileName"]),
        (&json!("Letter"), &json!("en"), &json!("Letter.docx"))
    );
    assert_eq!(read["placeholders"], json!(["deal.name", "account.name"]));
    assert_eq!(
        (&read["size"], &read["url"]),
        (&json!(first.len()), &json!(format!("/document-templates/{id}.docx")))
    );
    let path = read["url"].as_str().unwrap().to_owned();
    let given = server.get(&path, &[]).await;
    assert_eq!(given.headers()["content-type"], docx::MEDIA_TYPE);
    assert_eq!(
        given.headers()["content-disposition"],
        "attachment; filename=\"Letter.docx\"; filename*=UTF-8''Letter.docx"
    );
    assert_eq!(given.bytes().await.unwrap(), first);
    let put = async |query: &str, content: Vec<u8>| {
        let url = server.url(&format!("/document-templates/{id}?fileName=N%C3%A1vrh.docx{query}"));
        server.http.put(url).bearer_auth(&server.key).body(content).send().await.unwrap().status().as_u16()
    };
    let second = table("{{line.total}}");
    assert_eq!(put("&expectedVersion=7", second.clone()).await, 400);
    assert_eq!(put("&expectedVersion=x", second.clone()).await, 400);
    assert_eq!(put("&expectedVersion=1", second.clone()).await, 200);
    assert_eq!(put("", second.clone()).await, 200, "the same again changes nothing");
    let read = asked().await;
    assert_eq!((&read["version"], &read["fileName"]), (&json!(2), &json!("Návrh.docx")));
    assert_eq!(read["placeholders"], json!(["line.total"]));
    let kinds: Vec<&Value> =
        read["history"]["nodes"].as_array().unwrap().iter().map(|entry| &entry["kind"]).collect();
    assert_eq!(kinds, ["document_template.replaced", "document_template.created"]);
    assert_eq!(server.get(&path, &[]).await.bytes().await.unwrap(), second);
    let missing = format!("/document-templates/{}.docx", server.deal("Desks").await);
    assert_eq!(server.get(&missing, &[]).await.status().as_u16(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_a_template_is_refused_with_what_to_do() {
    let server = Server::start(|_| ()).await;
    server
        .made(
            "customField",
            "createCustomField(input: {subject: DEAL, type: TEXT, label: \"Code\", key: \"code\"})",
        )
        .await;
    let good = "/document-templates?name=Letter&fileName=a.docx";
    for (path, content, expected) in [
        (good, b"%PDF".to_vec(), (400, "This is no Word document: save it as .docx and bring that.")),
        (
            good,
            document(&["{{deal.nmae}} {{deal.custom.code}} {{deal.custom.other}}"]),
            (
                400,
                "There is no {{deal.nmae}}, no {{deal.custom.other}}. Correct what is written in the document.",
            ),
        ),
        (
            good,
            document(&["{{line.total}}"]),
            (
                400,
                "{{line.total}} stands outside a table: put it into a table's row, which is repeated for every line.",
            ),
        ),
        (
            good,
            document(&["{{deal.name"]),
            (
                400,
                "Braces do not match in “{{deal.name”: write every placeholder as {{name}}, within one paragraph.",
            ),
        ),
        (
            good,
            vec![b'0'; docx::MOST_BYTES + 1],
            (413, "A template has at most 2 MiB: make its pictures smaller first."),
        ),
        ("/document-templates?fileName=a.docx", document(&[]), (400, "This cannot be empty.")),
        ("/document-templates?name=Letter", document(&[]), (400, "Say what the file is called: ?fileName=…")),
        (
            "/document-templates?name=Letter&fileName=a&language=fr",
            document(&[]),
            (400, "Choose one of en, cs, de, ru, pl."),
        ),
    ] {
        let (status, message) = told(&server, path, content).await;
        assert_eq!((status, message.as_str()), expected, "{path}");
    }
    bring(&server, "Letter", document(&["{{deal.custom.code}}"])).await;
    let again = told(&server, "/document-templates?name=letter&fileName=a.docx", document(&[])).await;
    assert_eq!(again, (400, "There is a template of this name; choose another.".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_is_told_to_programs_too() {
    let server = Server::start(|_| ()).await;
    bring(&server, "Letter", document(&[])).await;
    let refusals = async |name: &str, content: Vec<u8>| {
        let url = server.url(&format!("/document-templates?name={name}&fileName=a.docx"));
        let answer = server.http.post(url).bearer_auth(&server.key).body(content).send().await.unwrap();
        let told = answer.json::<Value>().await.unwrap();
        let mut refusals = told["errors"][0]["extensions"]["refusals"].clone();
        let first = refusals[0].as_object_mut().unwrap();
        assert_eq!(first.remove("message"), Some(told["errors"][0]["message"].clone()));
        refusals
    };
    let file = |reason: &str, names: &[&str]| json!([{ "code": "INVALID", "path": ["file"], "reason": reason, "names": names }]);
    for (content, expected) in [
        (document(&["{{deal.nmae}} {{a}}"]), file("UNKNOWN_PLACEHOLDERS", &["deal.nmae", "a"])),
        (document(&["{{deal.name"]), file("UNBALANCED_BRACES", &["{{deal.name"])),
        (document(&["{{line.total}}"]), file("OUTSIDE_ROW", &["line.total"])),
        (b"%PDF".to_vec(), file("NO_DOCUMENT", &[])),
        (b"\xd0\xcf\x11\xe0".to_vec(), file("OLD_DOCUMENT", &[])),
    ] {
        assert_eq!(refusals("Offer", content).await, expected);
    }
    let large = json!([{ "code": "TOO_LONG", "path": ["file"], "reason": "TOO_LARGE", "names": [], "most": docx::MOST_BYTES }]);
    assert_eq!(refusals("Offer", vec![b'0'; docx::MOST_BYTES + 1]).await, large);
    let taken = json!([{ "code": "TAKEN", "path": ["name"] }]);
    assert_eq!(refusals("letter", document(&[])).await, taken);
    let limits = "{ uploadLimits { fileBytes importBytes documentTemplateBytes logoBytes } }";
    let told = server.ask(&server.key, limits, json!({})).await;
    let expected = json!({ "fileBytes": 25 << 20, "importBytes": 25 << 20, "documentTemplateBytes": docx::MOST_BYTES, "logoBytes": 512 << 10 });
    assert_eq!(told["uploadLimits"], expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_asked_in_brings_nothing_and_the_workspaces_own_fields_are_offered() {
    let server = Server::start(|_| ()).await;
    let url = server.url("/document-templates?name=Letter&fileName=a.docx");
    let nobody = server.http.post(url.clone()).body(document(&[])).send().await.unwrap();
    assert_eq!(nobody.status().as_u16(), 401);
    let cookie = server.cookie("anna@firma.cz", "correct horse battery").await;
    let form = server.http.post(url).header("cookie", cookie).body(document(&[])).send().await.unwrap();
    assert_eq!(form.status().as_u16(), 403, "a form of another page can send that");
    let code = "createCustomField(input: {subject: DEAL, type: TEXT, label: \"Code\", key: \"code\"})";
    server.made("customField", code).await;
    let offered = server.ask(&server.key, "{ documentPlaceholders { key label repeats } }", json!({})).await;
    let offered = offered["documentPlaceholders"].as_array().unwrap();
    let custom = json!({ "key": "deal.custom.code", "label": "Code", "repeats": false });
    assert!(
        offered.contains(&custom)
            && offered.iter().any(|one| one["key"] == "line.total" && one["repeats"] == true)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn templates_are_changed_put_away_and_listed_by_name() {
    let server = Server::start(|_| ()).await;
    let letter = bring(&server, "Letter", document(&[])).await;
    bring(&server, "Agreement", document(&[])).await;
    let category =
        server.made("lookup", "createLookup(input: {kind: FILE_CATEGORY, label: \"Letters\"})").await;
    let source = server.made("lookup", "createLookup(input: {kind: SOURCE, label: \"Fair\"})").await;
    let input = json!({ "id": letter, "name": "Cover letter", "description": "First", "language": "cs", "categoryId": category, "expectedVersion": 1 });
    let done = change(
        &server,
        "updateDocumentTemplate",
        input,
        "documentTemplate { name description language category { label } version } eventCursor",
    )
    .await;
    let expected = json!({ "name": "Cover letter", "description": "First", "language": "cs", "category": { "label": "Letters" }, "version": 2 });
    assert_eq!(done["documentTemplate"], expected, "{done:#}");
    assert!(done["eventCursor"].is_string());
    for (input, code, path) in [
        (json!({ "name": "agreement" }), "TAKEN", "name"),
        (json!({ "name": " " }), "REQUIRED", "name"),
        (json!({ "language": "fr" }), "INVALID", "language"),
        (json!({ "categoryId": source }), "NOT_FOUND", "categoryId"),
        (json!({ "description": "x".repeat(5_001) }), "TOO_LONG", "description"),
        (json!({ "archived": true, "expectedVersion": 1 }), "CONFLICT", "expectedVersion"),
    ] {
        let mut whole = json!({ "id": letter });
        whole.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
        let refused = change(&server, "updateDocumentTemplate", whole, "").await;
        let error = &refused["userErrors"][0];
        assert_eq!((&error["code"], &error["path"]), (&json!(code), &json!([path])), "{input}");
    }
    let names = async |arguments: &str| {
        let query = format!("{{ documentTemplates{arguments} {{ totalCount nodes {{ name }} }} }}");
        let list = server.ask(&server.key, &query, json!({})).await["documentTemplates"].clone();
        let names =
            list["nodes"].as_array().unwrap().iter().map(|node| node["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(names("").await, "Agreement, Cover letter");
    assert_eq!(names("(orderBy: [{field: NAME, direction: DESC}])").await, "Cover letter, Agreement");
    change(&server, "updateDocumentTemplate", json!({ "id": letter, "archived": true }), "").await;
    assert_eq!(names("").await, "Agreement");
    assert_eq!(names("(filter: {archived: {eq: true}})").await, "Cover letter");
    assert_eq!(names("(filter: {language: {eq: \"cs\"}, archived: {eq: true}})").await, "Cover letter");
    assert_eq!(names("(filter: {not: {language: {eq: \"en\"}}})").await, "");
    assert_eq!(names("(search: \"agree\")").await, "Agreement");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_admins_keep_templates_and_a_page_of_them_takes_few_statements() {
    let house = House::new().await;
    let (anna, rita) = (house.admin.clone(), house.person("Rita", Role::Manager).await);
    let id = template(&house, &anna, "First", &["{{deal.name}}"]).await;
    let refused =
        house.refused(&rita, "updateDocumentTemplate", json!({ "id": id, "description": "x" })).await;
    assert_eq!(refused, ["NOT_ALLOWED"]);
    let query = "{ documentTemplates { totalCount nodes { name placeholders category { label } createdBy { name } } } }";
    let mut counts = Vec::new();
    for round in 0..2 {
        for number in 0..4 {
            template(&house, &anna, &format!("T{round}{number}"), &[]).await;
        }
        house.db.statements.take();
        let list = house.ask(&rita, query, json!({})).await;
        assert_eq!(list["documentTemplates"]["totalCount"], 5 + 4 * round);
        counts.push(house.db.statements.take().len());
    }
    assert_eq!(counts[0], counts[1], "as many templates as there are cost the same");
}
