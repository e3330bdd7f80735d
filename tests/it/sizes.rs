//! What a field of the schema weighs while it is resolved.
//!
//! async-graphql boxes one future for each field of each record, as large as the largest of the record's resolvers; a list of
//! 300 cards makes some thousands. Anything large in one of them (a filter's struct, a statement under way) is paid for by all.

use async_graphql::ComplexObject;
use async_graphql::Context;
use dealstream::accounts::model::{Account, Contact};
use dealstream::activities::model::Task;
use dealstream::deals::model::Deal;
use dealstream::team::model::User;

/// Bytes of the future that resolves any field of an `O`.
fn weight<'a, O: 'a, F>(_: impl Fn(&'a O, &'a Context<'a>) -> F) -> usize {
    size_of::<F>()
}

#[test]
fn fields_of_records_stay_light() {
    let weights = [
        ("Deal", weight(<Deal as ComplexObject>::resolve_field)),
        ("Account", weight(<Account as ComplexObject>::resolve_field)),
        ("Contact", weight(<Contact as ComplexObject>::resolve_field)),
        ("Task", weight(<Task as ComplexObject>::resolve_field)),
        ("User", weight(<User as ComplexObject>::resolve_field)),
    ];
    println!("{weights:?}");
    for (name, bytes) in weights {
        assert!(bytes <= 2_560, "a field of {name} takes {bytes} bytes; box what is large in its resolvers");
    }
}
