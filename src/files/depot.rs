//! Where files' bytes are: a folder, or an S3-compatible store. Both know bytes by a random key only.
//!
//! What always holds: what is taken in is whole under its key once [`Intake::settle`] returned, and not there before; nothing is
//! overwritten; a key that holds nothing can be removed.

mod disk;
mod s3;

use crate::app::config::Settings;
use crate::app::error::{Error, Result};
use bytes::Bytes;
use disk::Disk;
use futures_util::stream::BoxStream;
use s3::S3;
use std::io;
use std::ops::Range;
use uuid::Uuid;

/// Bytes as they come.
pub type Flow = BoxStream<'static, io::Result<Bytes>>;

/// Where bytes are kept.
pub enum Depot {
    Disk(Disk),
    S3(S3),
}

/// Bytes on their way in.
pub enum Intake {
    Disk(disk::Intake),
    S3(s3::Intake),
}

/// A key that nobody can guess, under the workspace's own.
pub fn new_key(workspace_id: Uuid) -> String {
    let random = Uuid::new_v4().simple().to_string();
    format!("{}/{}/{random}", workspace_id.simple(), &random[..2])
}

impl Depot {
    /// The one the settings name.
    ///
    /// # Errors
    /// A sentence about the setting that is wrong.
    pub fn of(settings: &Settings) -> Result<Self, String> {
        if let Some(address) = &settings.files_store {
            return S3::at(address).map(Self::S3);
        }
        let folder = settings.files_dir.clone().unwrap_or_else(|| settings.data_dir.join("files"));
        Ok(Self::Disk(Disk::new(folder)))
    }

    /// Begins to take in bytes under a new key.
    pub async fn intake(&self, key: &str) -> Result<Intake> {
        match self {
            Self::Disk(disk) => disk.intake(key).await.map(Intake::Disk).map_err(fault),
            Self::S3(s3) => Ok(Intake::S3(s3.intake(key))),
        }
    }

    /// The bytes of a range.
    pub async fn open(&self, key: &str, range: Range<u64>) -> Result<Flow> {
        match self {
            Self::Disk(disk) => disk.open(key, range).await.map_err(fault),
            Self::S3(s3) => s3.open(key, range).await.map_err(fault),
        }
    }

    /// Removes the bytes of a key, also those that are only half there.
    pub async fn remove(&self, key: &str) -> Result<()> {
        match self {
            Self::Disk(disk) => disk.remove(key).await.map_err(fault),
            Self::S3(s3) => s3.remove(key).await.map_err(fault),
        }
    }
}

impl Intake {
    /// The next bytes.
    pub async fn take(&mut self, bytes: Bytes) -> Result<()> {
        match self {
            Self::Disk(intake) => intake.take(&bytes).await.map_err(fault),
            Self::S3(intake) => intake.take(bytes).await.map_err(fault),
        }
    }

    /// Makes the bytes stay, whatever happens to the machine.
    pub async fn settle(self) -> Result<()> {
        match self {
            Self::Disk(intake) => intake.settle().await.map_err(fault),
            Self::S3(intake) => intake.settle().await.map_err(fault),
        }
    }

    /// Takes back what was begun. What stands under the key is removed by [`Depot::remove`].
    pub async fn discard(self) -> Result<()> {
        match self {
            Self::Disk(_) => Ok(()),
            Self::S3(intake) => intake.discard().await.map_err(fault),
        }
    }
}

/// What went wrong with the keeping; a disk that is full can be told, and a store that does not answer.
fn fault(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::HostUnreachable => Error::StoreAway(error.to_string()),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Error::StorageFull,
        _ => Error::internal(format_args!("the files' store: {error}")),
    }
}
