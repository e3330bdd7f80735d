//! The sample's document template: a cover letter with the lines of its deal.

use super::{Past, as_person};
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::documents::templates::actions::create_document_template;
use crate::documents::templates::{docx, make};
use crate::team::model::User;

/// Keeps the template, as whoever founded the workspace would.
pub async fn keep(past: &Past, founder: &User) -> Result<()> {
    let content = docx::letter(&body()).map_err(Error::internal)?;
    let brought = make::look_through("Cover letter.docx".to_owned(), content).await?;
    let work = async |tx: &mut Tx| create_document_template(tx, ("Cover letter", Some("en")), &brought).await;
    past.app.write(&as_person(founder), None, work).await.map(drop)
}

fn body() -> String {
    let paragraphs: String = [
        ("<w:b/>", "{{company.name}}"),
        ("", "{{company.address}}"),
        ("", ""),
        ("", "{{account.name}}"),
        ("", "{{contact.name}}"),
        ("", "{{account.address}}"),
        ("", ""),
        ("", "{{today}}"),
        ("", ""),
        ("<w:b/>", "{{deal.name}}"),
        ("", ""),
        ("", "Dear {{contact.firstName}} {{contact.lastName}},"),
        ("", "thank you for the good talks. As agreed, this is what we would deliver:"),
        ("", ""),
    ]
    .map(|(look, text)| paragraph(look, text))
    .concat();
    let head = row("<w:b/>", ["What", "Quantity", "Price", "Total"]);
    let line = ["{{line.description}}", "{{line.quantity}}", "{{line.unitPrice}}", "{{line.total}}"];
    let end: String = [
        "",
        "We hope to hear from you by {{deal.closeDate}}.",
        "",
        "Kind regards,",
        "{{user.name}}",
        "{{user.email}}",
    ]
    .map(|text| paragraph("", text))
    .concat();
    format!(
        "{paragraphs}<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"999999\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"999999\"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w=\"4536\"/><w:gridCol w:w=\"1512\"/><w:gridCol w:w=\"1512\"/><w:gridCol w:w=\"1512\"/></w:tblGrid>{head}{}</w:tbl>{end}",
        row("", line)
    )
}

fn paragraph(look: &str, text: &str) -> String {
    format!(
        "<w:p><w:r><w:rPr>{look}<w:sz w:val=\"22\"/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"
    )
}

fn row(look: &str, cells: [&str; 4]) -> String {
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", paragraph(look, text));
    format!("<w:tr>{}</w:tr>", cells.map(cell).concat())
}
