//! What each command takes, as `--help` tells it.

use crate::app::config::load::SettingsArgs;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Dealstream: a CRM deal-management server with typed GraphQL and live subscriptions.
///
/// Without a command it serves. Without settings it keeps its data in a PostgreSQL of its own, which it starts and stops
/// itself; DATABASE_URL and REDIS_URL switch to real services.
#[derive(Debug, Parser)]
#[command(
    name = "dealstream",
    version,
    after_help = "Every setting is also a DEALSTREAM_* variable and a line of dealstream.toml; `dealstream config` lists them.\n\
                  Exit codes: 0 done or stopped as asked, 1 failed, 2 wrong command line or settings, 3 the data folder is in use."
)]
pub struct Cli {
    #[command(flatten)]
    pub settings: SettingsArgs,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API and the web client (the default)
    Serve,
    /// Serve a sample workspace: people, deals, tasks; prints who can sign in
    Demo(Demo),
    /// Bring the database up to date and end; `serve` does it at start as well
    Migrate,
    /// Print the GraphQL schema, or check the file that holds it
    Schema(Schema),
    /// Workspaces
    #[command(subcommand)]
    Workspace(Workspace),
    /// People
    #[command(subcommand)]
    User(User),
    /// API keys
    #[command(subcommand)]
    Key(Key),
    /// Load accounts, people and deals from CSV files
    Import(Import),
    /// Print the settings in effect, passwords masked
    Config(Config),
}

/// `dealstream demo`
#[derive(Debug, Args)]
pub struct Demo {
    /// Load this folder of CSV files too
    #[arg(long, value_name = "DIR")]
    pub import: Option<PathBuf>,
}

/// `dealstream schema`
#[derive(Debug, Args)]
pub struct Schema {
    /// Compare with the file instead of printing; exit code 1 when they differ
    #[arg(long)]
    pub check: bool,
    /// The file to compare with
    #[arg(long, value_name = "FILE", default_value = "schema.graphql")]
    pub path: PathBuf,
}

/// `dealstream workspace …`
#[derive(Debug, Subcommand)]
pub enum Workspace {
    /// Create a workspace and its first admin
    Create(CreateWorkspace),
}

/// `dealstream workspace create`
#[derive(Debug, Args)]
pub struct CreateWorkspace {
    /// Its name, as people see it
    #[arg(long)]
    pub name: String,
    /// Its name in addresses and commands: small letters, digits, hyphens
    #[arg(long)]
    pub slug: String,
    /// Its base currency, ISO 4217
    #[arg(long, default_value = "EUR", value_name = "CODE")]
    pub currency: String,
    /// The admin's e-mail address
    #[arg(long, value_name = "EMAIL")]
    pub admin_email: String,
    /// The admin's name
    #[arg(long, value_name = "NAME")]
    pub admin_name: String,
    #[command(flatten)]
    pub password: Password,
}

/// `dealstream user …`
#[derive(Debug, Subcommand)]
pub enum User {
    /// Add a person to a workspace
    Create(CreateUser),
}

/// `dealstream user create`
#[derive(Debug, Args)]
pub struct CreateUser {
    /// The workspace
    #[arg(long, value_name = "SLUG")]
    pub workspace: String,
    /// Their e-mail address, which they sign in with
    #[arg(long, value_name = "EMAIL")]
    pub email: String,
    /// Their name, as colleagues read it
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// What they may do
    #[arg(long, default_value = "rep", value_parser = ["viewer", "rep", "manager", "admin"])]
    pub role: String,
    #[command(flatten)]
    pub password: Password,
}

/// Where a new person's password comes from.
#[derive(Debug, Args)]
pub struct Password {
    /// Read the password from standard input; otherwise one is made and printed once
    #[arg(long)]
    pub password_stdin: bool,
}

/// `dealstream key …`
#[derive(Debug, Subcommand)]
pub enum Key {
    /// Create an API key with a person's rights; prints the key alone
    Create(CreateKey),
}

/// `dealstream key create`
#[derive(Debug, Args)]
pub struct CreateKey {
    /// The workspace
    #[arg(long, value_name = "SLUG")]
    pub workspace: String,
    /// The person whose rights it has
    #[arg(long, value_name = "EMAIL")]
    pub user: String,
    /// What it is for
    #[arg(long)]
    pub name: String,
}

/// `dealstream import`
#[derive(Debug, Args)]
pub struct Import {
    /// A CSV file, or a folder of them
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// The workspace to load into
    #[arg(long, value_name = "SLUG")]
    pub workspace: String,
    /// Which column becomes what
    #[arg(long, value_name = "FILE")]
    pub mapping: PathBuf,
    /// Check every row and report, change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write the rows that were not taken, with their reasons, to this file
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

/// `dealstream config`
#[derive(Debug, Args)]
pub struct Config {
    /// Print the page about all settings and their defaults instead (docs/settings.md)
    #[arg(long)]
    pub guide: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_hold_together() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }
}
