//! Which column of a file looks like which field.

use crate::integrations::import::upload::model::{
    FileColumn, ImportField, ImportKind, ImportMapping, Suggestion,
};
use crate::integrations::import::upload::words::names;

/// As the last kept mapping of the same columns has it, else by the names.
pub fn columns(
    kind: ImportKind,
    columns: &[FileColumn],
    fields: &[ImportField],
    kept: &[ImportMapping],
) -> Vec<Suggestion> {
    let has = |name: &str| columns.iter().any(|column| column.name == name);
    let known = |key: &str| fields.iter().any(|field| field.key == key);
    let fits = |mapping: &&ImportMapping| {
        let mut named = mapping.chosen.0.iter().filter_map(|choice| choice.column.as_deref()).peekable();
        named.peek().is_some() && named.all(has)
    };
    if let Some(mapping) = kept.iter().find(fits) {
        let chosen = mapping.chosen.0.iter().filter(|choice| known(&choice.field));
        let chosen = chosen.filter_map(|choice| {
            Some(Suggestion { field: choice.field.clone(), column: choice.column.clone()? })
        });
        return chosen.collect();
    }
    by_name(kind, columns, fields)
}

/// A field's own names first, so that no column goes to a field that only might mean it.
fn by_name(kind: ImportKind, columns: &[FileColumn], fields: &[ImportField]) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = Vec::new();
    for own in [true, false] {
        for field in fields.iter() {
            if found.iter().any(|one| one.field == field.key) {
                continue;
            }
            let called = |column: &&FileColumn| {
                let name = plain(&column.name);
                match own {
                    true => {
                        name == plain(&field.label) || name == plain(field.key.trim_start_matches("custom."))
                    }
                    false => names(kind, &field.key).contains(&name.as_str()),
                }
            };
            let free = |column: &&FileColumn| !found.iter().any(|one| one.column == column.name);
            if let Some(column) = columns.iter().filter(free).find(called) {
                found.push(Suggestion { field: field.key.clone(), column: column.name.clone() });
            }
        }
    }
    found
}

/// Small letters and digits alone, accents of Latin letters left out.
fn plain(text: &str) -> String {
    text.to_lowercase().chars().map(bare).filter(|letter| letter.is_alphanumeric()).collect()
}

fn bare(letter: char) -> char {
    match letter {
        'á' | 'ä' | 'à' | 'ą' => 'a',
        'č' | 'ć' | 'ç' => 'c',
        'ď' => 'd',
        'é' | 'ě' | 'ę' | 'è' => 'e',
        'í' => 'i',
        'ł' => 'l',
        'ň' | 'ń' => 'n',
        'ó' | 'ö' => 'o',
        'ř' => 'r',
        'š' | 'ś' => 's',
        'ť' => 't',
        'ú' | 'ů' | 'ü' => 'u',
        'ý' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str) -> FileColumn {
        FileColumn { name: name.to_owned(), samples: Vec::new(), filled: 1 }
    }

    fn field(key: &str, label: &str) -> ImportField {
        let (key, label, of_type) = (key.to_owned(), label.to_owned(), "text".to_owned());
        ImportField { key, label, required: false, of_type, reference: None, custom: false }
    }

    #[test]
    fn columns_are_known_by_the_names_people_and_systems_give_them() {
        let fields = [
            field("last_name", "Last name"),
            field("first_name", "First name"),
            field("job_title", "Job title"),
            field("account", "Account"),
            field("custom.tier", "Level"),
        ];
        for (headers, expected) in [
            (
                ["Last Name", "Title", "Company name", "level"],
                vec![
                    ("last_name", "Last Name"),
                    ("custom.tier", "level"),
                    ("job_title", "Title"),
                    ("account", "Company name"),
                ],
            ),
            (
                ["Příjmení", "Jméno", "Firma", "?"],
                vec![("last_name", "Příjmení"), ("first_name", "Jméno"), ("account", "Firma")],
            ),
            (
                ["Фамилия", "Имя", "Компания", "x"],
                vec![("last_name", "Фамилия"), ("first_name", "Имя"), ("account", "Компания")],
            ),
        ] {
            let columns: Vec<FileColumn> = headers.iter().map(|name| column(name)).collect();
            let found = by_name(ImportKind::Contacts, &columns, &fields);
            let found: Vec<(&str, &str)> =
                found.iter().map(|one| (one.field.as_str(), one.column.as_str())).collect();
            assert_eq!(found, expected);
        }
    }
}
