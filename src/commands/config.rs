//! `dealstream config`: the settings in effect.

use super::{Failure, args, say};
use crate::app::config::{Settings, table};
use std::path::Path;

/// Prints the settings as a file that would give them, or the page about them.
pub fn run(settings: &Settings, file: Option<&Path>, args: &args::Config) -> Result<(), Failure> {
    if args.guide {
        say(table::to_markdown().trim_end());
        return Ok(());
    }
    match file {
        Some(file) => say(format_args!("# with {}\n", file.display())),
        None => say("# without a settings file\n"),
    }
    say(table::to_toml(settings).trim_end());
    Ok(())
}
