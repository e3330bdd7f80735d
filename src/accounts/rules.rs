//! What an account and a contact must be.

use crate::accounts::model::{Account, Contact};
use crate::app::checks::Checks;
use crate::app::error::{Refusal, RefusalCode, Result};

/// Most e-mail addresses or phone numbers of one contact.
const MOST_ADDRESSES: usize = 10;

/// Checks every field of an account.
pub fn check_account(account: &Account) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &account.name, 200);
    checks.text("website", account.website.as_deref(), 200);
    checks.text("phone", account.phone.as_deref(), 50);
    checks.text("address", account.address.as_deref(), 1_000);
    checks.text("description", account.description.as_deref(), 10_000);
    checks.int("employees", account.employees, 0..=100_000_000);
    checks.int("foundedYear", account.founded_year, 1000..=2200);
    checks.money("annualRevenue", account.annual_revenue);
    checks.that(account.parent_id != Some(account.id), RefusalCode::Cycle, "parentId", CYCLE);
    checks.done()
}

/// Why an account cannot be put below one of its own.
pub const CYCLE: &str = "An account cannot belong to itself or to one of its own subsidiaries.";

/// Refuses, on the input field that names it, a record that was merged into another.
pub fn check_not_merged<T>(field: &str, merged_into: Option<T>) -> Result<()> {
    match merged_into {
        None => Ok(()),
        Some(_) => Err(Refusal::at(RefusalCode::Invalid, field, MERGED).into()),
    }
}

const MERGED: &str = "This one was merged into another: use that one.";

/// Checks every field of a contact.
pub fn check_contact(contact: &Contact) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("lastName", &contact.last_name, 100);
    checks.text("firstName", Some(&contact.first_name), 100);
    checks.text("jobTitle", contact.job_title.as_deref(), 200);
    checks.text("department", contact.department.as_deref(), 200);
    checks.text("language", contact.language.as_deref(), 35);
    checks.text("description", contact.description.as_deref(), 10_000);
    let few = |list: &[String]| list.len() <= MOST_ADDRESSES;
    checks.that(few(&contact.emails), RefusalCode::TooLong, "emails", "At most ten addresses fit here.");
    checks.that(few(&contact.phones), RefusalCode::TooLong, "phones", "At most ten numbers fit here.");
    for email in &contact.emails {
        checks.email("emails", email);
    }
    for phone in &contact.phones {
        checks.text("phones", Some(phone), 50);
    }
    checks.done()
}
