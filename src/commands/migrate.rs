//! `dealstream migrate`: the schema brought up to date, for those who want that apart from starting servers.

use super::{Failure, say, start};
use crate::app::config::Settings;
use crate::db::migrate;

/// Runs what is pending and names it.
pub fn run(settings: Settings) -> Result<(), Failure> {
    start::with_address(settings, async |address| {
        let ran = migrate::run(&address.url).await?;
        for migration in &ran {
            say(migration);
        }
        if ran.is_empty() {
            say("nothing to do");
        }
        Ok(())
    })
}
