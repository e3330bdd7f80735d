//! The sample's accounts and contacts.

use super::names::{FIRST_NAMES, JOB_TITLES, LAST_NAMES, PLACES, ROOTS, TRADES};
use super::people::House;
use super::{Dice, Past, address, fields, plain};
use crate::accounts::actions::{contact_news, news};
use crate::accounts::model::{Account, Contact};
use crate::app::actor::Viewer;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::fields::model::FieldSubject;
use crate::fields::standards::actions::check;
use crate::fields::values::Custom;
use crate::integrations::import::store::lookups;
use crate::pipeline::model::{Lookup, LookupKind};
use crate::team::model::User;
use rust_decimal::Decimal;
use std::sync::Arc;

const ACCOUNTS: usize = 120;
const CONTACTS: usize = 450;

/// Whom one sells to.
pub struct Customers {
    pub accounts: Vec<Account>,
    pub contacts: Vec<Contact>,
}

/// Adds accounts and their people.
pub async fn meet(past: &Past, system: &Arc<Viewer>, house: &House) -> Result<Customers> {
    let work = async |tx: &mut Tx| add(tx, house).await;
    let (accounts, contacts) = past.app.write(system, None, work).await?;
    Ok(Customers { accounts, contacts })
}

async fn add(tx: &mut Tx, house: &House) -> Result<(Vec<Account>, Vec<Contact>)> {
    let lists = lookups(tx).await?;
    let (mut dice, sellers) = (Dice::new(11), house.sellers());
    let mut accounts: Vec<Account> = Vec::new();
    for number in 0..ACCOUNTS {
        let owner = sellers[dice.below(sellers.len())];
        let mut account = account(tx, (number, owner), &lists, &mut dice);
        // Every fourth name is a group: its later companies belong to the first.
        let first = number % ROOTS.len();
        if number >= ROOTS.len() && first.is_multiple_of(4) {
            account.parent_id = accounts.get(first).map(|parent| parent.id);
        }
        accounts.push(account);
    }
    let contacts: Vec<Contact> =
        (0..CONTACTS).map(|number| contact(tx, &accounts[number % ACCOUNTS], number, &mut dice)).collect();
    for account in &accounts {
        check(tx, FieldSubject::Account, None, account).await?;
    }
    for contact in &contacts {
        check(tx, FieldSubject::Contact, None, contact).await?;
    }
    tx.insert_all(&accounts).await?;
    tx.insert_all(&contacts).await?;
    for account in &accounts {
        tx.emit(news("account.created", account).creating(account));
    }
    for contact in &contacts {
        tx.emit(contact_news("contact.created", contact).creating(contact));
    }
    Ok((accounts, contacts))
}

fn account(tx: &Tx, (number, owner): (usize, &User), lists: &[Lookup], dice: &mut Dice) -> Account {
    let root = ROOTS[number % ROOTS.len()];
    let (trade, industry) = TRADES[(number + 4 * (number / ROOTS.len())) % TRADES.len()];
    let (place, _) = PLACES[number % PLACES.len()];
    let sources: Vec<&Lookup> = lists.iter().filter(|value| value.kind == LookupKind::Source).collect();
    let employees = [12, 35, 80, 150, 320, 700, 1_500, 4_200][dice.below(8)] + dice.between(0, 9);
    let industry = lists.iter().find(|value| value.kind == LookupKind::Industry && value.key == industry);
    Account {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        name: format!("{root} {trade}"),
        website: Some(format!("https://{}", domain(root, trade))),
        industry_id: industry.map(|value| value.id),
        source_id: dice.pick(&sources).map(|value| value.id),
        owner_id: owner.id,
        parent_id: None,
        employees: i32::try_from(employees).ok(),
        annual_revenue: Some(Decimal::new(employees * dice.between(60, 240) * 100_000, 2)),
        founded_year: i32::try_from(dice.between(1890, 2019)).ok(),
        phone: Some(format!(
            "+{} {} {}",
            dice.between(30, 49),
            dice.between(200, 999),
            dice.between(100_000, 999_999)
        )),
        address: Some(place.to_owned()),
        description: None,
        archived: false,
        version: 1,
        created_at: tx.now,
        created_by: Some(owner.id),
        updated_at: tx.now,
        updated_by: Some(owner.id),
        custom: fields::of_account(number),
        merged_into_id: None,
        absorbed: None,
    }
}

fn domain(root: &str, trade: &str) -> String {
    let first = trade.split(' ').next().unwrap_or_default();
    format!("{}-{}.example", plain(root), plain(first))
}

fn contact(tx: &Tx, account: &Account, number: usize, dice: &mut Dice) -> Contact {
    // Thirty first names and thirty family names, shifted each round of accounts: no two people are called the same, and colleagues
    // share neither name.
    let first = FIRST_NAMES[(number + 11 * (number / ACCOUNTS)) % FIRST_NAMES.len()];
    let last = LAST_NAMES[(number * 7 + number / FIRST_NAMES.len()) % LAST_NAMES.len()];
    let (title, department) = JOB_TITLES[dice.below(JOB_TITLES.len())];
    let website = account.website.as_deref().unwrap_or_default();
    let email = address(&format!("{first} {last}"), website.trim_start_matches("https://"));
    let phone =
        format!("+{} {} {}", dice.between(30, 49), dice.between(600, 799), dice.between(100_000, 999_999));
    Contact {
        workspace_id: account.workspace_id,
        id: Id::new(),
        account_id: Some(account.id),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        job_title: Some(title.to_owned()),
        department: Some(department.to_owned()),
        emails: vec![email],
        phones: if dice.chance(70) { vec![phone] } else { Vec::new() },
        language: None,
        source_id: account.source_id,
        owner_id: account.owner_id,
        description: None,
        archived: false,
        version: 1,
        created_at: tx.now,
        created_by: account.created_by,
        updated_at: tx.now,
        updated_by: account.updated_by,
        custom: Custom::default(),
        merged_into_id: None,
        absorbed: None,
    }
}
