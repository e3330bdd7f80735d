//! Documents from templates: templates come and go over HTTP, what is made of them becomes files of deals.

mod made;
mod templates;

use crate::files::Server;
use crate::harness::house::House;
use dealstream::app::actor::Viewer;
use dealstream::app::tx::Tx;
use dealstream::documents::templates::actions::create_document_template;
use dealstream::documents::templates::{docx, make};
use serde_json::{Value, json};
use std::io::{Cursor, Read as _};
use std::sync::Arc;

/// A document with a paragraph of each text.
pub fn document(texts: &[&str]) -> Vec<u8> {
    let paragraph = |text: &&str| format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>");
    docx::letter(&texts.iter().map(paragraph).collect::<String>()).unwrap()
}

/// The same in a table of one row.
fn table(text: &str) -> Vec<u8> {
    let cell = format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    docx::letter(&format!("<w:tbl><w:tr>{cell}</w:tr></w:tbl><w:p/>")).unwrap()
}

/// A template brought in process.
pub async fn template(house: &House, viewer: &Arc<Viewer>, name: &str, texts: &[&str]) -> String {
    let brought = make::look_through("Letter.docx".to_owned(), document(texts)).await.unwrap();
    let work = async |tx: &mut Tx| create_document_template(tx, (name, None), &brought).await;
    house.app.write(viewer, None, work).await.unwrap().id.to_string()
}

/// A template brought as its admin would; its id.
async fn bring(server: &Server, name: &str, content: Vec<u8>) -> String {
    let url = server.url(&format!("/document-templates?name={name}&fileName=Letter.docx"));
    let answer = server.http.post(url).bearer_auth(&server.key).body(content).send().await.unwrap();
    let (status, told) = (answer.status().as_u16(), answer.json::<Value>().await.unwrap());
    assert_eq!(status, 201, "{told:#}");
    told["documentTemplate"]["id"].as_str().unwrap().to_owned()
}

/// What is selected of the payload of a mutation.
async fn change(server: &Server, mutation: &str, input: Value, select: &str) -> Value {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let text = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {select} userErrors {{ code path message }} }} }}"
    );
    server.ask(&server.key, &text, json!({ "input": input })).await[mutation].clone()
}

/// What a reader of Word documents finds in the file, paragraph by paragraph.
async fn text_of(server: &Server, file: &str) -> Vec<String> {
    let bytes = server.get(&format!("/files/{file}"), &[]).await.bytes().await.unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    let paragraphs = text.split("</w:p>").map(|paragraph| {
        let lines = paragraph.replace("<w:br/>", "\n");
        let plain: String =
            lines.split('<').map(|piece| piece.split_once('>').map_or(piece, |cut| cut.1)).collect();
        plain
            .replace(['\u{a0}', '\u{202f}'], " ")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
    });
    let mut paragraphs: Vec<String> = paragraphs.collect();
    paragraphs.pop();
    paragraphs
}
