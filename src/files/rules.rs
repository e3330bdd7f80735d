//! What a file may be called, and what may be said about it.

use crate::app::checks::Checks;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::files::model::{File, Upload};

/// Most versions of one file.
pub const MOST_VERSIONS: i32 = 100;

/// Longest name.
const LONGEST: usize = 255;

/// Checks every field of a file.
pub fn check_file(file: &File) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &file.name, LONGEST);
    checks.text("description", file.description.as_deref(), 5_000);
    checks.done()
}

/// Checks what was said about an upload.
pub fn check_upload(upload: &Upload) -> Result<()> {
    let mut checks = Checks::default();
    checks.text("description", upload.description.as_deref(), 5_000);
    checks.text("comment", upload.comment.as_deref(), 1_000);
    let named = [
        upload.file_id.is_some(),
        upload.deal_id.is_some(),
        upload.account_id.is_some(),
        upload.contact_id.is_some(),
        upload.lead_id.is_some(),
        upload.activity_id.is_some(),
    ];
    let one = named.into_iter().filter(|named| *named).count() == 1;
    let message =
        "Say where it belongs: one deal, account, contact, lead or activity, or the file it is a version of.";
    checks.that(one, RefusalCode::Required, "dealId", message);
    let of_file = upload.file_id.is_some() && (upload.category_id.is_some() || upload.description.is_some());
    let message = "A new version keeps the file's category and description; change them by updateFile.";
    checks.that(!of_file, RefusalCode::Invalid, "fileId", message);
    checks.done()
}

/// Refuses one version more than a file can have.
pub fn check_number(number: i32) -> Result<()> {
    if number <= MOST_VERSIONS {
        return Ok(());
    }
    let message = format!("A file has at most {MOST_VERSIONS} versions; add it as a file of its own.");
    Err(Refusal::at(RefusalCode::Invalid, "fileId", message).into())
}

/// The name of an uploaded file without folders and control characters, cut to what fits, its ending kept; none when nothing is left.
pub fn clean_name(given: &str) -> Option<String> {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().map(|letter| if is_hidden(letter) { ' ' } else { letter }).collect();
    let plain = plain.trim().trim_start_matches('.').trim_start();
    if plain.is_empty() {
        return None;
    }
    let length = plain.chars().count();
    if length <= LONGEST {
        return Some(plain.to_owned());
    }
    let ending = plain.rfind('.').map(|dot| &plain[dot..]).filter(|ending| ending.chars().count() <= 12);
    let ending = ending.unwrap_or_default();
    let kept = LONGEST - ending.chars().count();
    Some(plain.chars().take(kept).chain(ending.chars()).collect())
}

/// Control characters, and those that turn the direction of what follows: `exe.fdp` would read as `pdf.exe`.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::id::Id;

    #[test]
    fn a_name_is_only_a_name() {
        for (given, expected) in [
            ("offer.pdf", Some("offer.pdf")),
            ("C:\\Users\\anna\\Nabídka č. 7.docx", Some("Nabídka č. 7.docx")),
            ("../../etc/passwd", Some("passwd")),
            (" a\r\nb.txt ", Some("a  b.txt")),
            ("invoice\u{202e}fdp.exe", Some("invoice fdp.exe")),
            (".htaccess", Some("htaccess")),
            ("..", None),
            ("", None),
            ("folder/", None),
        ] {
            assert_eq!(clean_name(given).as_deref(), expected, "{given:?}");
        }
        let long = clean_name(&format!("{}.pdf", "ž".repeat(400)));
        assert!(long.is_some_and(|name| name.chars().count() == 255 && name.ends_with("ž.pdf")));
    }

    #[test]
    fn an_upload_belongs_to_exactly_one() {
        let deal = Upload { deal_id: Some(Id::new()), ..Upload::default() };
        assert!(check_upload(&deal).is_ok());
        assert!(check_upload(&Upload::default()).is_err());
        assert!(check_upload(&Upload { lead_id: Some(Id::new()), ..deal.clone() }).is_err());
        assert!(check_upload(&Upload { file_id: Some(Id::new()), ..deal.clone() }).is_err());
        let version = Upload { file_id: Some(Id::new()), ..Upload::default() };
        assert!(check_upload(&version).is_ok());
        assert!(check_upload(&Upload { description: Some("D".into()), ..version }).is_err());
        assert!(check_upload(&Upload { comment: Some("x".repeat(1_001)), ..deal }).is_err());
        assert!(check_number(MOST_VERSIONS).is_ok() && check_number(MOST_VERSIONS + 1).is_err());
    }
}
