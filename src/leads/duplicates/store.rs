//! The SQL of possible duplicates, each kind by its indexes: trigrams of the folded name, the domain, the e-mail address.

use crate::accounts::model::{Account, Contact};
use crate::app::actor::Viewer;
use crate::app::error::Result;
use crate::db::filter::{OF_CONTACT, folded};
use crate::db::fragment::{Bind, Fragment, Select};
use crate::db::list::Visible;
use crate::leads::duplicates::Sought;
use crate::leads::model::Lead;
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

type Asking<'a> = (&'a Viewer, DateTime<Utc>);

/// How alike names must be, 0 to 1 by shared trigrams: `Acme` and `Acme GmbH` are at one half.
const COMPANY: &str = " >= 0.45";
/// People share first names: theirs must be more alike.
const PERSON: &str = " >= 0.6";

/// Ways to recognise a record: any of them is enough, and the more the likelier.
#[derive(Default)]
struct Signs {
    any: Fragment,
    rank: Fragment,
}

impl Signs {
    fn or(&mut self) -> (&mut Fragment, &mut Fragment) {
        if !self.any.is_empty() {
            self.any.push(" OR ");
            self.rank.push(" + ");
        }
        (&mut self.any, &mut self.rank)
    }

    /// `test` of the value.
    fn same(&mut self, (before, after): (&'static str, &'static str), value: Bind) {
        let mut test = Fragment::text("coalesce(");
        test.push(before).bind(value).push(after).push(", false)");
        let (any, rank) = self.or();
        any.append(test.clone());
        rank.push("2 * (").append(test).push(")::int");
    }

    /// `name` is about as alike to `text` as `enough` says.
    fn alike(&mut self, name: &'static str, text: &str, enough: &'static str) {
        let text = || Bind::Text(text.to_owned());
        let similarity = |to: &mut Fragment| {
            to.push("similarity(").append(folded(name)).push(", fold(").bind(text()).push("))");
        };
        let (any, rank) = self.or();
        any.push("(").append(folded(name)).push(" % fold(").bind(text()).push(") AND ");
        similarity(any);
        any.push(enough).push(")");
        rank.push("coalesce(");
        similarity(rank);
        rank.push(", 0)");
    }

    /// The visible rows with any of the signs, the likeliest first.
    async fn find<R: Visible>(
        self,
        conn: &mut AsyncPgConnection,
        (viewer, now): Asking<'_>,
        also: Option<Fragment>,
        most: i64,
    ) -> Result<Vec<R>> {
        if self.any.is_empty() {
            return Ok(Vec::new());
        }
        let mut conditions = R::seen_by(viewer, now);
        if let Some(also) = also {
            conditions.and(also);
        }
        conditions.and(self.any);
        let mut sql = Fragment::text("FROM ");
        sql.push(R::TABLE).push(" WHERE ").append(conditions.into_sql());
        sql.push(" ORDER BY ").append(self.rank).push(" DESC, ").push(R::ID).push(" DESC LIMIT ");
        sql.bind(Bind::BigInt(most));
        R::load(conn, Select::new(sql)).await
    }
}

/// Those in use, other than the one that duplicates are sought of.
fn others(in_use: &'static str, id: &'static str, than: Option<Uuid>) -> Fragment {
    let mut sql = Fragment::text(in_use);
    if let Some(than) = than {
        sql.push(" AND ").push(id).push(" <> ").bind(Bind::Uuid(than));
    }
    sql
}

/// Other leads of the same e-mail address, domain or company.
pub async fn leads(
    conn: &mut AsyncPgConnection,
    asking: Asking<'_>,
    sought: &Sought,
    most: i64,
) -> Result<Vec<Lead>> {
    let mut signs = Signs::default();
    for email in &sought.emails {
        signs.same(("lower(leads.email) = lower(", ")"), Bind::Text(email.clone()));
    }
    if let Some(company) = &sought.company {
        signs.alike("leads.company", company, COMPANY);
    }
    let others = sought.except.map(|id| {
        let mut sql = Fragment::text("leads.id <> ");
        sql.bind(Bind::Uuid(id.0));
        sql
    });
    signs.find(conn, asking, others, most).await
}

/// Accounts of the same domain or company.
pub async fn accounts(
    conn: &mut AsyncPgConnection,
    asking: Asking<'_>,
    sought: &Sought,
    most: i64,
) -> Result<Vec<Account>> {
    let mut signs = Signs::default();
    if !sought.domains.is_empty() {
        signs.same(("domain_of(accounts.website) = ANY(", ")"), Bind::Texts(sought.domains.clone()));
    }
    if let Some(company) = &sought.company {
        signs.alike("accounts.name", company, COMPANY);
    }
    let others = others("NOT accounts.archived", "accounts.id", sought.account.map(|id| id.0));
    signs.find(conn, asking, Some(others), most).await
}

/// Contacts of the same e-mail address or name.
pub async fn contacts(
    conn: &mut AsyncPgConnection,
    asking: Asking<'_>,
    sought: &Sought,
    most: i64,
) -> Result<Vec<Contact>> {
    let mut signs = Signs::default();
    for email in &sought.emails {
        let same = ("lower_all(contacts.emails) @> ARRAY[lower(", ")]");
        signs.same(same, Bind::Text(email.clone()));
    }
    if let Some(person) = &sought.person {
        signs.alike(OF_CONTACT, person, PERSON);
    }
    let others = others("NOT contacts.archived", "contacts.id", sought.contact.map(|id| id.0));
    signs.find(conn, asking, Some(others), most).await
}
