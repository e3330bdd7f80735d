//! The filter inputs every list shares, and how they become SQL.
//!
//! [`Conditions`] always begins with the workspace, so no filter can be built that forgets it. A relation is a subselect
//! (`deals.account_id IN (SELECT …)`), never a join: it cannot multiply rows, and it nests to any depth the document gate allows.

use crate::app::actor::Viewer;
use crate::app::error::{Error, Result};
use crate::db::entity::Entity;
use crate::db::fragment::{Bind, Fragment};
use crate::db::id::Id;
use async_graphql::ID;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

mod folded;
mod input;
mod relative;

pub use folded::{OF_CONTACT, OF_LEAD, folded, folded_text};
pub use input::{
    BooleanFilter, Choice, DateFilter, DateTimeFilter, IdFilter, NumberFilter, StringFilter, chosen,
};
pub use relative::{day, instant};

/// A conjunction being built for one table, for one viewer, at one instant.
#[derive(Clone)]
pub struct Conditions<'v> {
    sql: Fragment,
    pub viewer: &'v Viewer,
    pub now: DateTime<Utc>,
}

/// The subselect a relation looks into.
#[derive(Clone, Copy)]
pub struct Relation {
    /// The column on this side.
    pub column: &'static str,
    /// `SELECT <column of the other side> FROM <table> WHERE `
    pub select: &'static str,
    /// The other side's workspace column.
    pub workspace: &'static str,
}

impl<'v> Conditions<'v> {
    /// Begins with `workspace_column = the viewer's workspace`.
    pub fn on(workspace_column: &'static str, viewer: &'v Viewer, now: DateTime<Utc>) -> Self {
        let mut sql = Fragment::text(workspace_column);
        sql.push(" = ").bind(Bind::Uuid(viewer.workspace_id));
        Self { sql, viewer, now }
    }

    /// The finished condition.
    pub fn into_sql(self) -> Fragment {
        self.sql
    }

    /// The condition so far.
    pub fn sql(&self) -> Fragment {
        self.sql.clone()
    }

    /// Adds a condition written as a fragment.
    pub fn and(&mut self, condition: Fragment) {
        self.sql.push(" AND (").append(condition).push(")");
    }

    pub(crate) fn compare(&mut self, column: &'static str, operator: &'static str, value: Bind) {
        self.sql.push(" AND ").push(column).push(operator).bind(value);
    }

    pub(crate) fn not_any(&mut self, column: &'static str, values: Bind) {
        self.sql.push(" AND (").push(column).push(" = ANY(").bind(values).push(")) IS NOT TRUE");
    }

    /// One value is an equality, which an index can sort behind; PostgreSQL sorts no list.
    pub(crate) fn any(&mut self, column: &'static str, values: Bind) {
        match values {
            Bind::Uuids(ids) if ids.len() == 1 => {
                ids.into_iter().for_each(|id| self.equals(column, Bind::Uuid(id)));
            }
            Bind::Texts(texts) if texts.len() == 1 => {
                texts.into_iter().for_each(|text| self.equals(column, Bind::Text(text)));
            }
            values => drop(self.sql.push(" AND ").push(column).push(" = ANY(").bind(values).push(")")),
        }
    }

    pub(crate) fn null(&mut self, column: &'static str, is_null: Option<bool>) {
        match is_null {
            Some(true) => drop(self.sql.push(" AND ").push(column).push(" IS NULL")),
            Some(false) => drop(self.sql.push(" AND ").push(column).push(" IS NOT NULL")),
            None => {}
        }
    }

    /// `column` equals `value`.
    pub fn equals(&mut self, column: &'static str, value: Bind) {
        self.compare(column, " = ", value);
    }

    /// A text column.
    pub fn text(&mut self, column: &'static str, filter: Option<&StringFilter>) {
        let Some(filter) = filter else { return };
        if let Some(value) = &filter.eq {
            self.compare(column, " = ", Bind::Text(value.clone()));
        }
        if let Some(value) = &filter.ne {
            self.compare(column, " IS DISTINCT FROM ", Bind::Text(value.clone()));
        }
        if let Some(values) = &filter.is_in {
            self.any(column, Bind::Texts(values.clone()));
        }
        if let Some(values) = &filter.not_in {
            self.not_any(column, Bind::Texts(values.clone()));
        }
        if let Some(value) = &filter.contains {
            self.like(column, format!("%{}%", escape_like(value)));
        }
        if let Some(value) = &filter.starts_with {
            self.like(column, format!("{}%", escape_like(value)));
        }
        self.null(column, filter.is_null);
    }

    /// A column that refers to an `E`.
    pub fn id<E: Entity>(&mut self, column: &'static str, filter: Option<&IdFilter>) -> Result<()> {
        let Some(filter) = filter else { return Ok(()) };
        if let Some(value) = &filter.eq {
            let ids = self.ids::<E>(std::slice::from_ref(value))?;
            self.any(column, Bind::Uuids(ids));
        }
        if let Some(value) = &filter.ne {
            let ids = self.ids::<E>(std::slice::from_ref(value))?;
            self.not_any(column, Bind::Uuids(ids));
        }
        if let Some(values) = &filter.is_in {
            let ids = self.ids::<E>(values)?;
            self.any(column, Bind::Uuids(ids));
        }
        if let Some(values) = &filter.not_in {
            let ids = self.ids::<E>(values)?;
            self.not_any(column, Bind::Uuids(ids));
        }
        self.null(column, filter.is_null);
        Ok(())
    }

    /// A column of several ids of `E`: that one of them is, or is not, among those named.
    pub fn id_among<E: Entity>(&mut self, column: &'static str, filter: Option<&IdFilter>) -> Result<()> {
        let Some(filter) = filter else { return Ok(()) };
        let one = |value: &Option<ID>| value.as_ref().map(|value| vec![value.clone()]);
        let wanted = [(one(&filter.eq), true), (filter.is_in.clone(), true), (one(&filter.ne), false)];
        for (values, among) in wanted.into_iter().chain([(filter.not_in.clone(), false)]) {
            let Some(values) = values else { continue };
            let ids = Bind::Uuids(self.ids::<E>(&values)?);
            self.sql.push(if among { " AND (" } else { " AND NOT (" }).push(column);
            self.sql.push(" && ").bind(ids).push(")");
        }
        if let Some(empty) = filter.is_null {
            self.compare(column, if empty { " = " } else { " <> " }, Bind::Uuids(Vec::new()));
        }
        Ok(())
    }

    fn ids<E: Entity>(&self, values: &[ID]) -> Result<Vec<uuid::Uuid>> {
        let mut ids = Vec::with_capacity(values.len());
        for value in values {
            match (value.as_str(), &self.viewer.person) {
                ("@me", person) => ids.extend(person.as_ref().map(|person| person.user_id)),
                ("@myTeams", person) => ids.extend(person.iter().flat_map(|person| person.team_ids.iter())),
                (text, _) => {
                    ids.push(Id::<E>::parse(text).map_err(|message| Error::BadInput(message.into()))?.0)
                }
            }
        }
        Ok(ids)
    }

    /// A number column.
    pub fn number<T: async_graphql::InputType + Copy>(
        &mut self,
        column: &'static str,
        filter: Option<&NumberFilter<T>>,
        one: fn(T) -> Bind,
        many: fn(Vec<T>) -> Bind,
    ) -> Result<()> {
        let Some(filter) = filter else { return Ok(()) };
        for (operator, value) in [
            (" = ", filter.eq),
            (" IS DISTINCT FROM ", filter.ne),
            (" < ", filter.lt),
            (" <= ", filter.lte),
            (" > ", filter.gt),
            (" >= ", filter.gte),
        ] {
            if let Some(value) = value {
                self.compare(column, operator, one(value));
            }
        }
        if let Some(values) = &filter.is_in {
            self.any(column, many(values.clone()));
        }
        if let Some(values) = &filter.not_in {
            self.not_any(column, many(values.clone()));
        }
        if let Some(range) = &filter.between {
            let (low, high) = pair(range)?;
            self.compare(column, " >= ", one(*low));
            self.compare(column, " <= ", one(*high));
        }
        self.null(column, filter.is_null);
        Ok(())
    }

    /// A whole-number column.
    pub fn int(&mut self, column: &'static str, filter: Option<&NumberFilter<i32>>) -> Result<()> {
        self.number(column, filter, Bind::Int, Bind::Ints)
    }

    /// A decimal column.
    pub fn decimal(&mut self, column: &'static str, filter: Option<&NumberFilter<Decimal>>) -> Result<()> {
        self.number(column, filter, Bind::Decimal, Bind::Decimals)
    }

    /// A day column.
    pub fn date(&mut self, column: &'static str, filter: Option<&DateFilter>) -> Result<()> {
        let Some(filter) = filter else { return Ok(()) };
        for (operator, value) in [
            (" = ", &filter.eq),
            (" IS DISTINCT FROM ", &filter.ne),
            (" < ", &filter.lt),
            (" <= ", &filter.lte),
            (" > ", &filter.gt),
            (" >= ", &filter.gte),
        ] {
            if let Some(text) = value {
                self.compare(column, operator, Bind::Date(day(text, self.now)?));
            }
        }
        if let Some(range) = &filter.between {
            let (low, high) = pair(range)?;
            self.compare(column, " >= ", Bind::Date(day(low, self.now)?));
            self.compare(column, " <= ", Bind::Date(day(high, self.now)?));
        }
        self.null(column, filter.is_null);
        Ok(())
    }

    /// An instant column.
    pub fn instant(&mut self, column: &'static str, filter: Option<&DateTimeFilter>) -> Result<()> {
        let Some(filter) = filter else { return Ok(()) };
        for (operator, value) in
            [(" < ", &filter.lt), (" <= ", &filter.lte), (" > ", &filter.gt), (" >= ", &filter.gte)]
        {
            if let Some(text) = value {
                self.compare(column, operator, Bind::Instant(instant(text, self.now)?));
            }
        }
        if let Some(range) = &filter.between {
            let (low, high) = pair(range)?;
            self.compare(column, " >= ", Bind::Instant(instant(low, self.now)?));
            self.compare(column, " <= ", Bind::Instant(instant(high, self.now)?));
        }
        self.null(column, filter.is_null);
        Ok(())
    }

    /// A yes-or-no column.
    pub fn boolean(&mut self, column: &'static str, filter: Option<&BooleanFilter>) {
        if let Some(value) = filter.and_then(|filter| filter.eq) {
            self.compare(column, " = ", Bind::Bool(value));
        }
    }

    /// A column that is one of a closed set of texts.
    pub fn one_of(&mut self, column: &'static str, filter: Option<&dyn Choice>) {
        let Some(filter) = filter else { return };
        let (is, not) = filter.chosen();
        if let Some(values) = is {
            self.any(column, Bind::Texts(values));
        }
        if let Some(values) = not {
            self.not_any(column, Bind::Texts(values));
        }
    }

    /// The record referred to (or, for a list relation, one of them) meets what `build` adds.
    pub fn some(
        &mut self,
        relation: Relation,
        build: impl FnOnce(&mut Conditions<'v>) -> Result<()>,
    ) -> Result<()> {
        let inner = self.inner(relation, build)?;
        self.sql
            .push(" AND ")
            .push(relation.column)
            .push(" IN (")
            .push(relation.select)
            .append(inner)
            .push(")");
        Ok(())
    }

    /// No record of the list meets what `build` adds.
    pub fn none(
        &mut self,
        relation: Relation,
        build: impl FnOnce(&mut Conditions<'v>) -> Result<()>,
    ) -> Result<()> {
        let inner = self.inner(relation, build)?;
        // COALESCE: NOT IN is never true once the subselect holds a null.
        self.sql.push(" AND ").push(relation.column).push(" NOT IN (SELECT r.id FROM (");
        self.sql.push(relation.select).append(inner).push(") AS r(id) WHERE r.id IS NOT NULL)");
        Ok(())
    }

    /// Every record of the list that `visible` admits meets what `build` adds: there is none that does not.
    pub fn every(
        &mut self,
        relation: Relation,
        visible: impl FnOnce(&mut Conditions<'v>) -> Result<()>,
        build: impl FnOnce(&mut Conditions<'v>) -> Result<()>,
    ) -> Result<()> {
        let wanted = self.inner(relation, build)?;
        self.none(relation, |inner| {
            visible(inner)?;
            inner.sql.push(" AND (").append(wanted).push(") IS NOT TRUE");
            Ok(())
        })
    }

    fn inner(
        &self,
        relation: Relation,
        build: impl FnOnce(&mut Conditions<'v>) -> Result<()>,
    ) -> Result<Fragment> {
        let mut inner = Conditions::on(relation.workspace, self.viewer, self.now);
        build(&mut inner)?;
        Ok(inner.sql)
    }

    /// `and`, `or` and `not` of a filter: `build` adds one filter's conditions.
    pub fn logic<F>(
        &mut self,
        (and, or, not): (Option<&[F]>, Option<&[F]>, Option<&F>),
        build: impl Fn(&mut Conditions<'v>, &F) -> Result<()>,
    ) -> Result<()> {
        let branch = |this: &Self, filter: &F| -> Result<Fragment> {
            let mut inner = Conditions { sql: Fragment::text("true"), viewer: this.viewer, now: this.now };
            build(&mut inner, filter)?;
            Ok(inner.sql)
        };
        for filter in and.unwrap_or_default() {
            build(self, filter)?;
        }
        if let Some(filters) = or {
            let mut any = Fragment::text("false");
            for filter in filters {
                any.push(" OR (").append(branch(self, filter)?).push(")");
            }
            self.and(any);
        }
        if let Some(filter) = not {
            let inner = branch(self, filter)?;
            self.sql.push(" AND (").append(inner).push(") IS NOT TRUE");
        }
        Ok(())
    }
}

pub(crate) fn escape_like(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

pub(crate) fn pair<T>(range: &[T]) -> Result<(&T, &T)> {
    match range {
        [low, high] => Ok((low, high)),
        _ => Err(Error::BadInput("between takes exactly two values: the lowest and the highest".into())),
    }
}
