//! Documents of deals: what they say, whose files they become, and what is refused.

use super::{bring, change, document, docx, text_of};
use crate::files::Server;
use serde_json::{Value, json};

/// A deal of Falcon with two lines, somebody to write to, and a custom value.
async fn deal(server: &Server) -> String {
    server
        .made(
            "customField",
            "createCustomField(input: {subject: DEAL, type: BOOLEAN, label: \"Urgent\", key: \"urgent\"})",
        )
        .await;
    server
        .made(
            "customField",
            "createCustomField(input: {subject: ACCOUNT, type: USER, label: \"Buyer\", key: \"buyer\"})",
        )
        .await;
    let me = server.ask(&server.key, "{ viewer { id } }", json!({})).await;
    let me = me["viewer"]["id"].as_str().unwrap().to_owned();
    let account = server
        .made("account", &format!("createAccount(input: {{name: \"Falcon & <Sons>\", address: \"Náměstí 1\\nPraha\", custom: [{{key: \"buyer\", value: \"{me}\"}}]}})"))
        .await;
    let contact = server
        .made(
            "contact",
            &format!(
                "createContact(input: {{firstName: \"Jan\", lastName: \"Novák\", accountId: \"{account}\"}})"
            ),
        )
        .await;
    let deal = server
        .made("deal", &format!("createDeal(input: {{name: \"Desks {{{{deal.owner}}}}\", accountId: \"{account}\", primaryContactId: \"{contact}\", expectedCloseOn: \"2026-05-06\", custom: [{{key: \"urgent\", value: true}}]}})"))
        .await;
    for (what, price) in [("Desk", "1234.5"), ("Chair\\nblue", "10")] {
        server
            .made("dealLine", &format!("addDealLine(input: {{dealId: \"{deal}\", description: \"{what}\", unitPrice: \"{price}\", quantity: \"2\"}})"))
            .await;
    }
    deal
}

/// The file that is made, and what is said of it.
async fn made(server: &Server, input: Value) -> Value {
    let select = "file { id name version versionCount current { mediaType } category { label } deal { id } createdBy { __typename } history { nodes { kind } } } eventCursor";
    let done = change(server, "createDocument", input, select).await;
    assert_eq!(done["userErrors"], json!([]));
    done["file"].clone()
}

async fn refused(server: &Server, input: Value) -> (String, String) {
    let done = change(server, "createDocument", input, "file { id }").await;
    assert_eq!(done["file"], json!(null));
    let error = &done["userErrors"][0];
    (error["code"].as_str().unwrap().to_owned(), error["path"][0].as_str().unwrap_or_default().to_owned())
}

const LETTER: [&str; 4] = [
    "{{company.name}}, {{today}}: {{account.name}}, {{contact.name}}",
    "{{account.address}}",
    "{{deal.name}} {{deal.amount}} by {{deal.closeDate}}, {{deal.owner}}, {{deal.source}}{{deal.stage}}",
    "{{deal.custom.urgent}} {{account.custom.buyer}} {{user.name}}",
];

fn with_rows(texts: &[&str], cells: &[&str]) -> Vec<u8> {
    let paragraph = |text: &&str| format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>");
    let cells: String = cells.iter().map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell))).collect();
    let texts: String = texts.iter().map(paragraph).collect();
    docx::letter(&format!("{texts}<w:tbl><w:tr>{cells}</w:tr></w:tbl><w:p/>")).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_says_what_the_deal_says_and_becomes_its_file() {
    let server = Server::start(|_| ()).await;
    let deal = deal(&server).await;
    let cells = ["{{line.position}}", "{{line.description}}", "{{line.quantity}}", "{{line.total}}"];
    let template = bring(&server, "Letter", with_rows(&LETTER, &cells)).await;
    let category =
        server.made("lookup", "createLookup(input: {kind: FILE_CATEGORY, label: \"Letters\"})").await;
    let input = json!({ "id": template, "language": "de", "categoryId": category });
    change(&server, "updateDocumentTemplate", input, "").await;
    let file = made(&server, json!({ "templateId": template, "dealId": deal })).await;
    assert_eq!(file["name"], "Letter – Desks {{deal.owner}}.docx");
    assert_eq!(
        (&file["category"]["label"], &file["current"]["mediaType"]),
        (&json!("Letters"), &json!(docx::MEDIA_TYPE))
    );
    assert_eq!((&file["deal"]["id"], &file["versionCount"]), (&json!(deal), &json!(1)));
    assert_eq!(file["history"]["nodes"][0]["kind"], "file.added");
    let id = file["id"].as_str().unwrap();
    assert_eq!(
        text_of(&server, id).await,
        [
            "Firma, 2. März 2026: Falcon & <Sons>, Jan Novák",
            "Náměstí 1\nPraha",
            "Desks {{deal.owner}} 2.489,00 € by 6. Mai 2026, Anna, Qualification",
            "Ja Anna Anna",
            "1",
            "Desk",
            "2",
            "2.469,00 €",
            "2",
            "Chair\nblue",
            "2",
            "20,00 €",
        ]
    );
    let again = made(&server, json!({ "templateId": template, "dealId": deal, "name": "Our/own" })).await;
    assert_eq!(again["name"], "Our-own.docx");
    let bytes = async |file: &Value| {
        let path = format!("/files/{}", file["id"].as_str().unwrap());
        server.get(&path, &[]).await.bytes().await.unwrap()
    };
    assert_eq!(bytes(&file).await, bytes(&again).await, "the same input gives the same bytes");
    change(&server, "updateLookup", json!({ "id": category, "archived": true }), "").await;
    let third = made(&server, json!({ "templateId": template, "dealId": deal })).await;
    assert_eq!(third["category"], json!(null), "a category that is no longer used is none");
    assert_eq!((server.kept().len(), server.listed().await), (3, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_brings_its_own_lines_and_is_asked_for_where_it_is_needed() {
    let server = Server::start(|_| ()).await;
    let deal = deal(&server).await;
    let texts = [
        "{{proposal.number}} {{proposal.net}} {{proposal.discountPercent}} {{proposal.validUntil}}",
        "{{proposal.intro}}",
    ];
    let template = bring(&server, "Offer", with_rows(&texts, &["{{line.description}} {{line.total}}"])).await;
    let plain = json!({ "templateId": template, "dealId": deal });
    assert_eq!(refused(&server, plain.clone()).await, ("REQUIRED".into(), "proposalId".into()));
    let offer = format!(
        "createProposal(input: {{dealId: \"{deal}\", intro: \"**Hello**\\n\\n- one\\n- two\", discountPercent: \"10\"}})"
    );
    let proposal = server.made("proposal", &offer).await;
    server
        .made("proposalLine", &format!("addProposalLine(input: {{proposalId: \"{proposal}\", description: \"Delivery\", unitPrice: \"0\"}})"))
        .await;
    let file = made(&server, json!({ "templateId": template, "dealId": deal, "proposalId": proposal })).await;
    assert_eq!(
        text_of(&server, file["id"].as_str().unwrap()).await,
        [
            "P-2026-0001 €2,240.10 10% 1 April 2026",
            "Hello\n\n• one\n• two",
            "Desk €2,469.00",
            "Chair\nblue €20.00",
            "Delivery €0.00",
        ]
    );
    let other = server.deal("Other").await;
    let wrong = json!({ "templateId": template, "dealId": other, "proposalId": proposal });
    assert_eq!(refused(&server, wrong).await, ("NOT_FOUND".into(), "proposalId".into()));
    change(&server, "updateDocumentTemplate", json!({ "id": template, "archived": true }), "").await;
    assert_eq!(refused(&server, plain).await, ("INVALID".into(), "templateId".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repetition_answers_the_same_file_and_leaves_no_bytes_behind() {
    let server = Server::start(|_| ()).await;
    let (deal, template) =
        (server.deal("Desks").await, bring(&server, "Letter", document(&["{{today}}"])).await);
    let once = async |name: &str| {
        let text = format!(
            "mutation {{ createDocument(input: {{templateId: \"{template}\", dealId: \"{deal}\", name: \"{name}\"}}) {{ file {{ id }} userErrors {{ code }} }} }}"
        );
        let request = server.http.post(server.url("/graphql")).bearer_auth(&server.key);
        let request = request.header("idempotency-key", "once").json(&json!({ "query": text }));
        request.send().await.unwrap().json::<Value>().await.unwrap()
    };
    let (first, second) = (once("A").await, once("A").await);
    assert!(first["data"]["createDocument"]["file"]["id"].is_string(), "{first:#}");
    assert_eq!(first["data"], second["data"]);
    let other = once("B").await;
    assert_eq!(other["errors"][0]["extensions"]["code"], "IDEMPOTENCY_KEY_REUSED");
    assert_eq!((server.kept().len(), server.listed().await), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_room_there_is_no_document_and_nothing_of_one() {
    let server = Server::start(|settings| settings.limits.files_quota = 10).await;
    let (deal, template) =
        (server.deal("Desks").await, bring(&server, "Letter", document(&["{{today}}"])).await);
    let text = format!(
        "mutation {{ createDocument(input: {{templateId: \"{template}\", dealId: \"{deal}\"}}) {{ file {{ id }} }} }}"
    );
    let request = server.http.post(server.url("/graphql")).bearer_auth(&server.key);
    let answer: Value = request.json(&json!({ "query": text })).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["errors"][0]["extensions"]["code"], "STORAGE_FULL");
    assert_eq!((server.kept().len(), server.listed().await), (0, 0));
}
