//! `dealstream demo`: the sample workspace made or found, and who can sign in to it.

use super::args::Demo;
use super::domain::told;
use super::import::{Terminal, load};
use super::{Failure, say, start::Ready};
use crate::app::App;
use crate::app::clock::Clock;
use crate::app::error::Error;
use crate::integrations::import::Files;
use crate::integrations::import::mapping::{Mapping, WorkspaceHint};
use crate::integrations::sample::{self, PASSWORD};
use crate::team::actions::{NewWorkspace, create_workspace};
use crate::team::store::found;
use anyhow::Context as _;
use std::path::Path;
use std::sync::Arc;

/// The mapping of a folder that brings none of its own.
const MAPPING: &str = include_str!("../../docs/examples/crm-sales-opportunities.toml");

/// Fills the sample workspace and prints who can sign in.
pub async fn prepare(ready: &Ready, url: &str, demo: Demo) -> Result<(), Failure> {
    let app = App::new(ready.pool.clone(), ready.settings.clone(), ready.tasks.clone(), Clock::real());
    let made = sample::prepare(&app).await.map_err(told)?;
    say(if made { "The sample workspace is ready." } else { "The sample workspace is as it was left." });
    say(format_args!("Open {url} and sign in with the password {PASSWORD} as"));
    let logins = sample::logins();
    for (role, login) in [
        ("admin", &logins.admin),
        ("manager", &logins.manager),
        ("rep", &logins.rep),
        ("viewer", &logins.viewer),
    ] {
        say(format_args!("  {role:<8} {}", login.email));
    }
    if let Some(folder) = demo.import {
        import(&app, &folder).await?;
    }
    say(serde_json::json!({ "logins": logins, "url": url }));
    Ok(())
}

/// Loads a folder of CSV files into a workspace of its own.
async fn import(app: &Arc<App>, folder: &Path) -> Result<(), Failure> {
    let own = folder.join("mapping.toml");
    let text = match own.is_file() {
        true => std::fs::read_to_string(&own).with_context(|| format!("reading {}", own.display()))?,
        false => MAPPING.to_owned(),
    };
    let mapping = Mapping::parse(&text).map_err(|reason| Failure::Usage(format!("the mapping: {reason}")))?;
    let hint = mapping.workspace.clone().unwrap_or_else(|| WorkspaceHint {
        slug: "import".to_owned(),
        name: mapping.title().to_owned(),
        currency: "EUR".to_owned(),
    });
    let email = format!("admin@{}.example", hint.slug);
    let found = found::workspace_called(&mut *app.read().await?, &hint.slug).await;
    let workspace = match found {
        Ok(workspace) => workspace,
        Err(Error::NotFound(_)) => {
            create_workspace(app, founder(&hint, &email)).await.map_err(told)?.workspace
        }
        Err(error) => return Err(told(error)),
    };
    let files = Files { folder: folder.to_owned(), mapping, dry_run: false };
    let mut terminal = Terminal::new(None)?;
    let report = load(app, &workspace, &files, &mut terminal).await?;
    terminal.end()?;
    let import = report.import;
    let (new, same) = (import.created + import.updated, import.unchanged);
    say(format_args!(
        "{}: {new} records loaded, {same} as before, {} rejected; sign in as {email}",
        hint.name, import.failed
    ));
    Ok(())
}

fn founder(hint: &WorkspaceHint, email: &str) -> NewWorkspace {
    NewWorkspace {
        name: hint.name.clone(),
        slug: Some(hint.slug.clone()),
        base_currency: hint.currency.clone(),
        time_zone: None,
        admin_name: "Admin".to_owned(),
        admin_email: email.to_owned(),
        admin_password: Some(PASSWORD.to_owned()),
    }
}
