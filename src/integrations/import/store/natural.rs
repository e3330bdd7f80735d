//! SQL that finds records by what people recognise them by: for rows whose file has no key, and for names that refer.

use crate::accounts::model::{Account, Contact};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::catalogue::products::model::Product;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::list::Visible;
use crate::deals::model::Deal;
use crate::integrations::import::mapping::Kind;
use crate::leads::model::Lead;
use diesel::sql_types as sql;
use diesel_async::RunQueryDsl;
use std::collections::HashMap;
use uuid::Uuid;

/// Which visible records each key may stand for.
pub type Candidates = HashMap<String, Vec<Uuid>>;

/// What was merged into another means that one.
const ACCOUNT: &str = "coalesce(accounts.merged_into_id, accounts.id)";
const CONTACT: &str = "coalesce(contacts.merged_into_id, contacts.id)";

/// The records rows are about, by their natural keys.
pub async fn records(tx: &mut Tx, kind: Kind, keys: &[String]) -> Result<Candidates> {
    match kind {
        Kind::Accounts => find::<Account>(tx, ACCOUNT, keys, &["lower(accounts.name) = w.key"]).await,
        Kind::Contacts => {
            let nameless = "lower(contacts.last_name) || E'\\x1f' || lower(contacts.first_name) || E'\\x1f' || coalesce((SELECT lower(a.name) FROM accounts a WHERE a.workspace_id = contacts.workspace_id AND a.id = contacts.account_id), '') = w.key";
            let by_email = "position(E'\\x1f' IN w.key) = 0 AND lower_all(contacts.emails) @> ARRAY[w.key]";
            find::<Contact>(tx, CONTACT, keys, &[by_email, nameless]).await
        }
        Kind::Leads => {
            let by = "leads.status NOT IN ('converted', 'disqualified') AND coalesce(lower(leads.email), '') || E'\\x1f' || lower(leads.topic) || CASE WHEN leads.email IS NULL THEN E'\\x1f' || coalesce(lower(leads.company), '') ELSE '' END = w.key";
            find::<Lead>(tx, Lead::ID, keys, &[by]).await
        }
        Kind::Deals => {
            let by = "lower(deals.name) = split_part(w.key, E'\\x1f', 1) AND coalesce((SELECT lower(a.name) FROM accounts a WHERE a.workspace_id = deals.workspace_id AND a.id = deals.account_id), '') = split_part(w.key, E'\\x1f', 2)";
            find::<Deal>(tx, Deal::ID, keys, &[by]).await
        }
        Kind::Products => {
            let by_code = "'code' || E'\\x1f' || lower(products.code) = w.key";
            let by_name = "starts_with(w.key, 'name' || E'\\x1f') AND lower(products.name) = split_part(w.key, E'\\x1f', 2)";
            find::<Product>(tx, Product::ID, keys, &[by_code, by_name]).await
        }
        Kind::Teams | Kind::Users => Ok(Candidates::new()),
    }
}

/// The records that names refer to: an account by its name, else by its domain; a product by its code, else by its name.
/// Names are given in small letters.
pub async fn referred(tx: &mut Tx, kind: Kind, names: &[String]) -> Result<Candidates> {
    match kind {
        Kind::Accounts => {
            let by_domain = "w.key LIKE '%.%' AND regexp_replace(lower(accounts.website), '^(https?://)?(www\\.)?|/.*$', '', 'g') = w.key";
            find::<Account>(tx, ACCOUNT, names, &["lower(accounts.name) = w.key", by_domain]).await
        }
        Kind::Products => {
            let by_name = "lower(products.name) = w.key";
            find::<Product>(tx, Product::ID, names, &["lower(products.code) = w.key", by_name]).await
        }
        _ => Ok(Candidates::new()),
    }
}

/// The records that a key of some uploaded file stands for, whichever column of it that was.
pub async fn by_key(tx: &mut Tx, kind: Kind, keys: &[String]) -> Result<Candidates> {
    let mut text = Fragment::text("SELECT DISTINCT x.external_id, x.record_id FROM external_ids x");
    text.push(" WHERE x.workspace_id = ").bind(Bind::Uuid(tx.workspace_id()));
    text.push(" AND x.source LIKE 'upload:%' AND x.kind = ").bind(Bind::Text(kind.as_str().to_owned()));
    text.push(" AND x.external_id = ANY(").bind(Bind::Texts(keys.to_vec())).push(")");
    let rows: Vec<(String, Uuid)> = Statement::<(sql::Text, sql::Uuid)>::new(text).load(tx.conn()).await?;
    Ok(grouped(rows))
}

/// Those found in one of the ways, the first that finds something counting for a key.
/// `record` is the id of what is meant by a row found.
async fn find<R: Visible>(
    tx: &mut Tx,
    record: &'static str,
    keys: &[String],
    ways: &[&'static str],
) -> Result<Candidates> {
    let mut found = Candidates::new();
    for way in ways {
        let left: Vec<String> = keys.iter().filter(|key| !found.contains_key(*key)).cloned().collect();
        if left.is_empty() {
            break;
        }
        let (viewer, now) = (tx.viewer.clone(), tx.now);
        let mut text = Fragment::text("SELECT DISTINCT w.key, ");
        text.push(record).push(" FROM unnest(").bind(Bind::Texts(left)).push(") AS w(key) JOIN ");
        text.push(R::TABLE).push(" ON ").push(way).push(" WHERE ");
        text.append(R::seen_by(&viewer, now).into_sql());
        let rows: Vec<(String, Uuid)> =
            Statement::<(sql::Text, sql::Uuid)>::new(text).load(tx.conn()).await?;
        found.extend(grouped(rows));
    }
    Ok(found)
}

fn grouped(rows: Vec<(String, Uuid)>) -> Candidates {
    let mut candidates = Candidates::new();
    for (key, id) in rows {
        candidates.entry(key).or_default().push(id);
    }
    candidates
}
