//! Which versions of which files a package is about.

use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::entity::Entity as _;
use crate::db::id::Id;
use crate::db::list;
use crate::deals::lines::rules::nth;
use crate::files;
use crate::files::model::File;
use crate::proposals::packages::model::{ContractPackage, ContractPackageFile};
use crate::proposals::packages::rules;

/// The latest version of each file named, in order; each file once. The deal's row is locked, so that none gets another meanwhile.
///
/// # Errors
/// `NOT_FOUND` for what is no file of the package's deal, refused for one that was put away.
pub async fn chosen(
    tx: &mut Tx,
    package: &ContractPackage,
    ids: Vec<Id<File>>,
) -> Result<Vec<ContractPackageFile>> {
    let mut wanted: Vec<Id<File>> = Vec::with_capacity(ids.len());
    for id in ids {
        if !wanted.contains(&id) {
            wanted.push(id);
        }
    }
    rules::check_count(wanted.len())?;
    let found = by_ids(tx, &wanted).await?;
    let mut files = Vec::with_capacity(wanted.len());
    for id in wanted {
        let file = found.iter().find(|file| file.id == id && file.deal_id == Some(package.deal_id));
        let file = file.ok_or_else(|| Error::NotFound(File::NAME).at("fileIds"))?;
        rules::check_taken(file)?;
        files.push(file);
    }
    latest(tx, package, &files).await
}

/// The same files in the latest version of each, whether or not they were put away.
pub async fn again(
    tx: &mut Tx,
    package: &ContractPackage,
    pins: &[ContractPackageFile],
) -> Result<Vec<ContractPackageFile>> {
    let found = files_of(tx, pins).await?;
    let files = pins.iter().filter_map(|pin| found.iter().find(|file| file.id == pin.file_id));
    let files: Vec<&File> = files.collect();
    latest(tx, package, &files).await
}

/// The files that are pinned, as they are now.
pub async fn files_of(tx: &mut Tx, pins: &[ContractPackageFile]) -> Result<Vec<File>> {
    let ids: Vec<Id<File>> = pins.iter().map(|pin| pin.file_id).collect();
    by_ids(tx, &ids).await
}

async fn by_ids(tx: &mut Tx, ids: &[Id<File>]) -> Result<Vec<File>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    list::by_ids(tx.conn(), (&viewer, now), ids.iter().map(|id| id.0).collect()).await
}

async fn latest(tx: &mut Tx, package: &ContractPackage, files: &[&File]) -> Result<Vec<ContractPackageFile>> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let workspace_id = tx.workspace_id();
    let keys = files.iter().map(|file| (file.id.0, file.number)).collect();
    let versions = files::store::numbered(tx.conn(), workspace_id, keys).await?;
    let pin = |(index, file): (usize, &&File)| {
        let version = versions.iter().find(|version| version.file_id == file.id);
        let version = version.ok_or_else(|| Error::internal("a file without a version"))?;
        Ok(ContractPackageFile {
            workspace_id: package.workspace_id,
            id: Id::new(),
            deal_id: package.deal_id,
            package_id: package.id,
            position: nth(index),
            file_id: file.id,
            number: version.number,
            sha256: version.sha256.clone(),
        })
    };
    files.iter().enumerate().map(pin).collect()
}
