//! Who may merge what, which values go along, and what a reference to the merged record becomes.

use crate::accounts::model::{Account, Contact};
use crate::app::actor::{Role, Viewer};
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::db::id::Id;
use crate::fields::model::{CustomField, FieldSubject, FieldType};
use crate::fields::values::Custom;
use serde_json::Value;
use uuid::Uuid;

/// Which record becomes which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    Accounts { gone: Id<Account>, kept: Id<Account> },
    Contacts { gone: Id<Contact>, kept: Id<Contact> },
}

impl Merge {
    /// The one that is merged.
    pub fn gone(self) -> Uuid {
        match self {
            Self::Accounts { gone, .. } => gone.0,
            Self::Contacts { gone, .. } => gone.0,
        }
    }

    /// The one that stays.
    pub fn kept(self) -> Uuid {
        match self {
            Self::Accounts { kept, .. } => kept.0,
            Self::Contacts { kept, .. } => kept.0,
        }
    }

    /// Whichever of the two is concerned: what refers to accounts, or what refers to contacts.
    pub fn of<T>(self, accounts: T, contacts: T) -> T {
        match self {
            Self::Accounts { .. } => accounts,
            Self::Contacts { .. } => contacts,
        }
    }

    /// A reference to an account, afterwards.
    pub fn account(self, id: Option<Id<Account>>) -> Option<Id<Account>> {
        match self {
            Self::Accounts { gone, kept } if id == Some(gone) => Some(kept),
            _ => id,
        }
    }

    /// A reference to a contact, afterwards.
    pub fn contact(self, id: Option<Id<Contact>>) -> Option<Id<Contact>> {
        match self {
            Self::Contacts { gone, kept } if id == Some(gone) => Some(kept),
            _ => id,
        }
    }

    /// Both as custom fields hold them.
    fn texts(self) -> (String, String) {
        match self {
            Self::Accounts { gone, kept } => (gone.to_string(), kept.to_string()),
            Self::Contacts { gone, kept } => (gone.to_string(), kept.to_string()),
        }
    }

    /// The merged one as custom fields hold it.
    pub fn gone_text(self) -> String {
        self.texts().0
    }

    /// The custom fields of such records that refer to records of the merged one's kind, those no longer in use too.
    pub fn keys(self, known: &[CustomField], subject: FieldSubject) -> Vec<String> {
        let kind = self.of(FieldType::Account, FieldType::Contact);
        let fields = known.iter().filter(|field| field.subject == subject && field.kind == kind);
        fields.map(|field| field.key.clone()).collect()
    }

    /// The values of such fields, afterwards.
    pub fn custom(self, keys: &[String], custom: &Custom) -> Custom {
        let (gone, kept) = self.texts();
        let mut after = custom.clone();
        for (_, value) in after.0.iter_mut().filter(|(key, _)| keys.contains(key)) {
            if value.as_str() == Some(gone.as_str()) {
                *value = Value::String(kept.clone());
            }
        }
        after
    }

    /// Which of these are neither of the two.
    pub fn is_other(self, id: Uuid) -> bool {
        id != self.gone() && id != self.kept()
    }
}

/// Refuses those who neither keep order here nor look after both records.
pub fn check_who(viewer: &Viewer, owners: [Uuid; 2]) -> Result<()> {
    let me = viewer.user_id();
    if viewer.role >= Role::Manager || owners.into_iter().all(|owner| Some(owner) == me) {
        return Ok(());
    }
    let message = "Managers, admins, and who looks after both can merge them.";
    Err(Refusal::whole(RefusalCode::NotAllowed, message).into())
}

/// Refuses a record that is to be merged with itself.
pub fn check_two(merge: Merge) -> Result<()> {
    if merge.gone() != merge.kept() {
        return Ok(());
    }
    let message = "A record cannot be merged into itself: choose another one.";
    Err(Refusal::at(RefusalCode::Invalid, "mergeId", message).into())
}

/// Refuses to keep what was put away.
pub fn check_in_use(archived: bool) -> Result<()> {
    if !archived {
        return Ok(());
    }
    let message = "The one to keep was put away: take it out first, or keep the other.";
    Err(Refusal::at(RefusalCode::Invalid, "keepId", message).into())
}

/// A conflict on the merged record, on the input field that gave its version.
pub fn of_the_merged(error: Error) -> Error {
    let Error::Refused(mut refusals) = error else { return error };
    refusals.iter_mut().for_each(|refusal| refusal.path = vec!["mergeExpectedVersion".to_owned()]);
    Error::Refused(refusals)
}

/// Puts the merged account's value into each field named; the keys of the custom fields among them.
///
/// # Errors
/// Refused at `fields` when there is no such field.
pub fn take_account(kept: &mut Account, gone: &Account, fields: &[String]) -> Result<Vec<String>> {
    take(fields, |field| {
        match field {
            "name" => kept.name.clone_from(&gone.name),
            "website" => kept.website.clone_from(&gone.website),
            "industry" => kept.industry_id = gone.industry_id,
            "source" => kept.source_id = gone.source_id,
            "owner" => kept.owner_id = gone.owner_id,
            "parent" => kept.parent_id = gone.parent_id,
            "employees" => kept.employees = gone.employees,
            "annualRevenue" => kept.annual_revenue = gone.annual_revenue,
            "foundedYear" => kept.founded_year = gone.founded_year,
            "phone" => kept.phone.clone_from(&gone.phone),
            "address" => kept.address.clone_from(&gone.address),
            "description" => kept.description.clone_from(&gone.description),
            _ => return false,
        }
        true
    })
}

/// Puts the merged contact's value into each field named; the keys of the custom fields among them.
///
/// # Errors
/// Refused at `fields` when there is no such field.
pub fn take_contact(kept: &mut Contact, gone: &Contact, fields: &[String]) -> Result<Vec<String>> {
    take(fields, |field| {
        match field {
            "firstName" => kept.first_name.clone_from(&gone.first_name),
            "lastName" => kept.last_name.clone_from(&gone.last_name),
            "account" => kept.account_id = gone.account_id,
            "jobTitle" => kept.job_title.clone_from(&gone.job_title),
            "department" => kept.department.clone_from(&gone.department),
            "emails" => kept.emails.clone_from(&gone.emails),
            "phones" => kept.phones.clone_from(&gone.phones),
            "language" => kept.language.clone_from(&gone.language),
            "source" => kept.source_id = gone.source_id,
            "owner" => kept.owner_id = gone.owner_id,
            "description" => kept.description.clone_from(&gone.description),
            _ => return false,
        }
        true
    })
}

fn take(fields: &[String], mut put: impl FnMut(&str) -> bool) -> Result<Vec<String>> {
    let mut keys = Vec::new();
    for field in fields {
        match field.strip_prefix("custom.") {
            Some(key) => keys.push(key.to_owned()),
            None if put(field) => {}
            None => {
                let message = format!("There is no field “{field:.40}” that could be taken from the other.");
                return Err(Refusal::at(RefusalCode::Invalid, "fields", message).into());
            }
        }
    }
    Ok(keys)
}

/// What was merged into the kept one afterwards, directly or with the other.
pub fn absorbed(kept: Option<&[Uuid]>, gone: Uuid, with_it: Option<&[Uuid]>) -> Vec<Uuid> {
    let before = kept.unwrap_or_default().iter().copied();
    before.chain([gone]).chain(with_it.unwrap_or_default().iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn merge() -> Merge {
        Merge::Accounts { gone: Id::new(), kept: Id::new() }
    }

    #[test]
    fn references_to_the_merged_one_become_references_to_the_kept_one() {
        let merge = merge();
        let (gone, kept, other) = (Id::of(merge.gone()), Id::of(merge.kept()), Id::<Account>::new());
        assert_eq!(merge.account(Some(gone)), Some(kept));
        assert_eq!(merge.account(Some(other)), Some(other));
        assert_eq!(merge.account(None), None);
        let contact = Some(Id::<Contact>::of(merge.gone()));
        assert_eq!(merge.contact(contact), contact, "the same number, another kind");
        assert!(merge.is_other(other.0) && !merge.is_other(gone.0) && !merge.is_other(kept.0));
    }

    #[test]
    fn only_custom_fields_of_that_kind_are_followed() {
        let merge = merge();
        let (gone, kept) = merge.texts();
        let object = json!({ "partner": gone, "remark": gone, "other": "acct_x", "seats": 5 });
        let Value::Object(before) = object else { panic!("an object") };
        let keys = ["partner".to_owned(), "other".to_owned(), "seats".to_owned()];
        let after = Value::Object(merge.custom(&keys, &crate::db::jsonb::Jsonb(before)).0);
        assert_eq!(after, json!({ "partner": kept, "remark": gone, "other": "acct_x", "seats": 5 }));
    }

    #[test]
    fn unknown_fields_are_refused_and_custom_ones_told_apart() {
        let mut taken = Vec::new();
        let names = ["name", "custom.seats", "phone"].map(str::to_owned);
        let keys = take(&names, |field| {
            taken.push(field.to_owned());
            true
        });
        assert_eq!((keys.ok(), taken), (Some(vec!["seats".to_owned()]), vec!["name".into(), "phone".into()]));
        let Err(Error::Refused(refusals)) = take(&["colour".to_owned()], |_| false) else {
            panic!("there is no colour")
        };
        assert_eq!(refusals[0].path, ["fields"]);
    }

    #[test]
    fn what_was_merged_before_is_not_forgotten() {
        let [a, b, c] = [Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3)];
        assert_eq!(absorbed(None, a, None), [a]);
        assert_eq!(absorbed(Some(&[b]), a, Some(&[c])), [b, a, c]);
    }

    #[test]
    fn nothing_is_merged_into_itself_or_into_what_was_put_away() {
        let id = Id::new();
        assert!(check_two(Merge::Contacts { gone: id, kept: id }).is_err() && check_two(merge()).is_ok());
        assert!(check_in_use(true).is_err() && check_in_use(false).is_ok());
    }
}
