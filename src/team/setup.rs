//! Founding a workspace: its first admin, its event log, and the lists and pipelines it begins with.

use crate::app::App;
use crate::app::actor::{Actor, Role, Viewer};
use crate::app::error::{Error, Refusal, RefusalCode, Result, together};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::live::event::{News, SubjectKind};
use crate::pipeline;
use crate::team::model::{DealVisibility, SetUpWorkspaceInput, User, Workspace};
use crate::team::passwords::NewPassword;
use crate::team::store::{access, found};
use crate::team::{actions, rules, store};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A workspace to be, and its first admin.
#[derive(Debug, Clone)]
pub struct NewWorkspace {
    pub name: String,
    /// Left out: made from the name.
    pub slug: Option<String>,
    pub base_currency: String,
    pub time_zone: Option<String>,
    pub admin_name: String,
    pub admin_email: String,
    /// Left out: one is made.
    pub admin_password: Option<String>,
}

/// A workspace with its first admin.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Founded {
    pub workspace: Workspace,
    pub admin: User,
    /// The admin's password, when it was made here: to be shown once.
    #[serde(skip)]
    pub password: Option<String>,
}

/// Founds a workspace with everything it begins with: the command line and the demo come here.
///
/// # Errors
/// Refused when a value cannot be used or the slug is taken.
pub async fn create_workspace(app: &App, new: NewWorkspace) -> Result<Founded> {
    let password = judged(NewPassword::of("password", new.admin_password.clone(), &new.admin_email).await)?;
    let viewer = Arc::new(Viewer::system(Id::<Workspace>::new().0, Actor::System));
    let founded = app.write(&viewer, None, async |tx| found_workspace(tx, &new, &password).await).await?;
    Ok(Founded { password: password.ok().and_then(|password| password.generated), ..founded })
}

/// Founds the first workspace of a server that has none; only ever one, also when several try at once.
///
/// # Errors
/// Refused when there is a workspace, or a value cannot be used.
pub async fn set_up_workspace(app: &App, input: SetUpWorkspaceInput) -> Result<Founded> {
    if found::any_workspace(&mut *app.read().await?).await? {
        return Err(already().into());
    }
    let new = NewWorkspace {
        name: input.workspace_name,
        slug: None,
        base_currency: input.base_currency,
        time_zone: input.time_zone,
        admin_name: input.admin_name,
        admin_email: input.admin_email,
        admin_password: None,
    };
    let password = judged(NewPassword::of("password", Some(input.password), &new.admin_email).await)?;
    let viewer = Arc::new(Viewer::system(Id::<Workspace>::new().0, Actor::System));
    let founded = app.write(&viewer, None, async |tx| {
        found::lock_set_up(tx).await?;
        if found::any_workspace(tx.conn()).await? {
            return Err(already().into());
        }
        found_workspace(tx, &new, &password).await
    });
    founded.await.map_err(named_as_in_set_up)
}

fn already() -> Refusal {
    Refusal::whole(
        RefusalCode::NotAllowed,
        "This server is set up already; sign in, or ask an admin for an account.",
    )
}

/// The set-up form has fields of its own names for the workspace and the admin; both have a name.
fn named_as_in_set_up(error: Error) -> Error {
    let Error::Refused(mut refusals) = error else { return error };
    for path in refusals.iter_mut().filter_map(|refusal| refusal.path.first_mut()) {
        let name = match path.as_str() {
            "name" => "workspaceName",
            "admin.name" => "adminName",
            "admin.email" => "adminEmail",
            _ => continue,
        };
        *path = name.to_owned();
    }
    Error::Refused(refusals)
}

/// A password, or why it was refused: to be said together with what else is.
type Judged = std::result::Result<NewPassword, Vec<Refusal>>;

fn judged(password: Result<NewPassword>) -> Result<Judged> {
    match password {
        Ok(password) => Ok(Ok(password)),
        Err(Error::Refused(refusals)) => Ok(Err(refusals)),
        Err(fault) => Err(fault),
    }
}

async fn found_workspace(tx: &mut Tx, new: &NewWorkspace, password: &Judged) -> Result<Founded> {
    let workspace = workspace(tx, new);
    let mut admin = actions::new_user(tx, &workspace, (&new.admin_name, &new.admin_email));
    admin.role = Role::Admin;
    let refused = password.as_ref().map(drop).map_err(|refusals| Error::Refused(refusals.clone()));
    together([rules::check_workspace(&workspace), rules::check_user(&admin).map_err(of_admin), refused])?;
    found::add_workspace(tx, &workspace).await?;
    tx.insert(&admin).await.map_err(store::taken)?;
    if let Ok(password) = password {
        access::set_password(tx, admin.id.0, &password.hash).await?;
    }
    let news = News::of("workspace.created", SubjectKind::Workspace, workspace.id.0, workspace.version);
    tx.emit(news.creating(&workspace));
    tx.emit(actions::user_news("user.created", &admin).creating(&admin));
    pipeline::actions::create_defaults(tx).await?;
    Ok(Founded { workspace, admin, password: None })
}

/// The paths of an admin's refusals told apart from the workspace's.
fn of_admin(error: Error) -> Error {
    let Error::Refused(mut refusals) = error else { return error };
    for path in refusals.iter_mut().filter_map(|refusal| refusal.path.first_mut()) {
        *path = format!("admin.{path}");
    }
    Error::Refused(refusals)
}

fn workspace(tx: &Tx, new: &NewWorkspace) -> Workspace {
    Workspace {
        id: Id::of(tx.workspace_id()),
        slug: new.slug.clone().unwrap_or_else(|| rules::slug(&new.name)),
        name: new.name.trim().to_owned(),
        base_currency: new.base_currency.trim().to_uppercase(),
        locale: "en".to_owned(),
        time_zone: new.time_zone.clone().unwrap_or_else(|| "UTC".to_owned()),
        deal_visibility: DealVisibility::Everyone,
        default_days_to_close: 42,
        history_grace_minutes: 120,
        version: 1,
        created_at: tx.now,
        created_by: None,
        updated_at: tx.now,
        updated_by: None,
    }
}
