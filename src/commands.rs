//! The command line: what each command takes is in `args`, what it does in a function of its own.
//!
//! Exit codes: 0 done, or stopped as asked; 1 failed; 2 the command line or the settings are wrong; 3 another server has
//! the data folder; 130 and 143 ended at once by a second SIGINT or SIGTERM.
//!
//! A command runs in three layers, from the outside in: the main thread starts the embedded PostgreSQL and watches over it
//! (its life hangs on this thread), a second thread holds the asynchronous runtime, and in there runs the command.

pub mod args;
mod config;
mod demo;
mod domain;
mod import;
mod migrate;
mod serve;
mod start;

use args::{Cli, Command};
use clap::Parser as _;
use std::io::Write as _;
use std::process::ExitCode;

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Usage(String),
    #[error("{0}")]
    Embedded(#[from] crate::db::embedded::Trouble),
    #[error("{0:#}")]
    Other(#[from] anyhow::Error),
}

impl From<crate::app::error::Error> for Failure {
    fn from(error: crate::app::error::Error) -> Self {
        match error {
            // The text is for the log, and here the person at the terminal is whom the log is for.
            crate::app::error::Error::Internal(text) => Self::Other(anyhow::Error::msg(text)),
            error => Self::Other(error.into()),
        }
    }
}

impl Failure {
    fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Embedded(crate::db::embedded::Trouble::InUse { .. }) => 3,
            _ => 1,
        }
    }
}

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    // Two TLS clients want one provider for the process; an error says that there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "dealstream: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}

fn run(cli: Cli) -> Result<(), Failure> {
    let environment = crate::app::config::environment();
    let loaded = crate::app::config::load::load(&cli.settings, &environment).map_err(Failure::Usage)?;
    let command = cli.command.unwrap_or(Command::Serve);
    let _traces = start::log(&loaded.settings, &command)?;
    for variable in &loaded.unknown_variables {
        tracing::warn!(%variable, "this variable looks like a setting and is none");
    }
    let settings = loaded.settings;
    match command {
        Command::Config(args) => config::run(&settings, loaded.file.as_deref(), &args),
        Command::Migrate => migrate::run(settings),
        Command::Serve => serve::run(settings, None),
        Command::Demo(args) => serve::run(settings, Some(args)),
        Command::Schema(args) => domain::schema(&args),
        Command::Workspace(args::Workspace::Create(args)) => {
            start::with_database(settings, async move |ready| domain::create_workspace(ready, args).await)
        }
        Command::User(args::User::Create(args)) => {
            start::with_database(settings, async move |ready| domain::create_user(ready, args).await)
        }
        Command::Key(args::Key::Create(args)) => {
            start::with_database(settings, async move |ready| domain::create_key(ready, args).await)
        }
        Command::Import(args) => {
            start::with_database(settings, async move |ready| import::import(ready, args).await)
        }
    }
}

/// One line of a command's result. The log goes to stderr, so that stdout is the result alone.
fn say(line: impl std::fmt::Display) {
    // Whoever closed the pipe does not want to read on.
    let _ = writeln!(std::io::stdout(), "{line}");
}
