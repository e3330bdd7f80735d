//! The values of custom fields on a record.

use crate::accounts::model::{Account, Contact};
use crate::activities::model::Task;
use crate::db::jsonb::Jsonb;
use crate::deals::model::Deal;
use crate::fields::model::FieldSubject;
use crate::leads::model::Lead;
use crate::proposals::model::Proposal;
use serde_json::{Map, Value};

/// What stands in a record's `custom` column: values by key, without those that are empty.
pub type Custom = Jsonb<Map<String, Value>>;

/// A record that has custom fields.
pub trait HasCustom: Clone + Send + Sync + 'static {
    /// Which fields it has.
    const SUBJECT: FieldSubject;
    /// Its `custom` column, with the table's name.
    const COLUMN: &'static str;
    /// Its values.
    fn custom(&self) -> &Custom;
}

impl HasCustom for Account {
    const SUBJECT: FieldSubject = FieldSubject::Account;
    const COLUMN: &'static str = "accounts.custom";
    fn custom(&self) -> &Custom {
        &self.custom
    }
}

impl HasCustom for Contact {
    const SUBJECT: FieldSubject = FieldSubject::Contact;
    const COLUMN: &'static str = "contacts.custom";
    fn custom(&self) -> &Custom {
        &self.custom
    }
}

impl HasCustom for Deal {
    const SUBJECT: FieldSubject = FieldSubject::Deal;
    const COLUMN: &'static str = "deals.custom";
    fn custom(&self) -> &Custom {
        &self.custom
    }
}

impl HasCustom for Task {
    const SUBJECT: FieldSubject = FieldSubject::Task;
    const COLUMN: &'static str = "tasks.custom";
    fn custom(&self) -> &Custom {
        &self.custom
    }
}

impl HasCustom for Lead {
    const SUBJECT: FieldSubject = FieldSubject::Lead;
    const COLUMN: &'static str = "leads.custom";
    fn custom(&self) -> &Custom {
        &self.custom
    }
}

impl HasCustom for Proposal {
    const SUBJECT: FieldSubject = FieldSubject::Proposal;
    const COLUMN: &'static str = "proposals.custom";
    fn custom(&self) -> &Custom {
        &self.custom
    }
}
