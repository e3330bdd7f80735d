//! Typed ids: a UUIDv7 in the database, a TypeID (`deal_01h455vb4pex5vsknk084sn02q`) for clients.
//!
//! The suffix is the UUID in Crockford base 32 as the TypeID specification (v0.3) has it: 26 characters, the first of which
//! carries only three bits.

use crate::db::entity::Entity;
use async_graphql::registry::Registry;
use async_graphql::{
    ID, InputType, InputValueError, InputValueResult, OutputType, Positioned, ServerResult, Value,
    parser::types::Field,
};
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use uuid::Uuid;

/// The id of an `E`.
#[derive(AsExpression, FromSqlRow)]
#[diesel(sql_type = diesel::sql_types::Uuid)]
pub struct Id<E: 'static>(pub Uuid, PhantomData<fn() -> E>);

impl<E> Id<E> {
    /// The `E` whose database id is `uuid`.
    pub const fn of(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }

    /// A new id, later in order than all before it on this machine.
    pub fn new() -> Self {
        Self::of(Uuid::now_v7())
    }
}

impl<E> Default for Id<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E> Clone for Id<E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E> Copy for Id<E> {}
impl<E> PartialEq for Id<E> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<E> Eq for Id<E> {}
impl<E> PartialOrd for Id<E> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<E> Ord for Id<E> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<E> Hash for Id<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<E> fmt::Debug for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// In rows, events and stored outcomes ids stay plain UUIDs.
impl<E> Serialize for Id<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
impl<'de, E> Deserialize<'de> for Id<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::of)
    }
}

impl<E> FromSql<diesel::sql_types::Uuid, Pg> for Id<E> {
    fn from_sql(bytes: PgValue<'_>) -> deserialize::Result<Self> {
        <Uuid as FromSql<diesel::sql_types::Uuid, Pg>>::from_sql(bytes).map(Self::of)
    }
}
impl<E> ToSql<diesel::sql_types::Uuid, Pg> for Id<E> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <Uuid as ToSql<diesel::sql_types::Uuid, Pg>>::to_sql(&self.0, out)
    }
}

impl<E: Entity> fmt::Display for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&type_id(E::PREFIX, self.0))
    }
}

impl<E: Entity> Id<E> {
    /// Reads a TypeID of this kind.
    ///
    /// # Errors
    /// A message naming what was expected, when the text is no id or one of another kind.
    pub fn parse(text: &str) -> Result<Self, String> {
        match split(text) {
            Some((prefix, uuid)) if prefix == E::PREFIX => Ok(Self::of(uuid)),
            _ => {
                Err(format!("expected {} id ({}_…), found {:.60}", E::ARTICLE_NAME, E::PREFIX, quoted(text)))
            }
        }
    }
}

fn quoted(text: &str) -> String {
    format!("“{}”", text.chars().take(50).collect::<String>())
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The TypeID of `uuid` under `prefix`.
pub fn type_id(prefix: &str, uuid: Uuid) -> String {
    let bits = uuid.as_u128();
    let mut text = String::with_capacity(prefix.len() + 27);
    text.push_str(prefix);
    text.push('_');
    for place in (0..26).rev() {
        text.push(char::from(ALPHABET[((bits >> (5 * place)) & 31) as usize]));
    }
    text
}

/// Prefix and UUID of a TypeID; none when it is not one.
pub fn split(text: &str) -> Option<(&str, Uuid)> {
    let (prefix, suffix) = text.rsplit_once('_')?;
    if suffix.len() != 26 || suffix.as_bytes()[0] > b'7' {
        return None;
    }
    let mut bits = 0_u128;
    for byte in suffix.bytes() {
        let digit = ALPHABET.iter().position(|letter| *letter == byte)?;
        bits = (bits << 5) | digit as u128;
    }
    Some((prefix, Uuid::from_u128(bits)))
}

impl<E: Entity> InputType for Id<E> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        <ID as InputType>::type_name()
    }
    fn create_type_info(registry: &mut Registry) -> String {
        <ID as InputType>::create_type_info(registry)
    }
    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        match value {
            Some(Value::String(text)) => Self::parse(&text).map_err(InputValueError::custom),
            other => Err(InputValueError::expected_type(other.unwrap_or_default())),
        }
    }
    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

impl<E: Entity> OutputType for Id<E> {
    fn type_name() -> Cow<'static, str> {
        <ID as OutputType>::type_name()
    }
    fn create_type_info(registry: &mut Registry) -> String {
        <ID as OutputType>::create_type_info(registry)
    }
    async fn resolve(
        &self,
        _: &async_graphql::ContextSelectionSet<'_>,
        _: &Positioned<Field>,
    ) -> ServerResult<Value> {
        Ok(Value::String(self.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_specification_s_own_examples_hold() {
        let uuid = Uuid::parse_str("01890a5d-ac96-774b-bcce-b302099a8057");
        let text = "prefix_01h455vb4pex5vsknk084sn02q";
        assert_eq!(uuid.as_ref().map(|uuid| type_id("prefix", *uuid)), Ok(text.to_owned()));
        assert_eq!(split(text).map(|(_, id)| id), uuid.ok());
        assert_eq!(split("prefix_8zzzzzzzzzzzzzzzzzzzzzzzzz"), None, "more than 128 bits");
    }
}
