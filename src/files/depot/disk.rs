//! Bytes in a folder: written beside their place, made to stay, and moved there as the last step.

use super::Flow;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;
use futures_util::stream;
use std::io::{self, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use tokio::fs::{DirBuilder, File, OpenOptions};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _};

/// Bytes read at once.
const CHUNK: usize = 64 << 10;

/// A folder of bytes.
pub struct Disk {
    folder: PathBuf,
}

/// Bytes being written.
pub struct Intake {
    file: File,
    beside: PathBuf,
    place: PathBuf,
}

impl Disk {
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Where bytes stand in the end, and where they are written first. Keys are ours: letters, digits and slashes.
    fn places(&self, key: &str) -> (PathBuf, PathBuf) {
        (self.folder.join(key), self.folder.join("incoming").join(key.replace('/', "-")))
    }

    pub async fn intake(&self, key: &str) -> io::Result<Intake> {
        let (place, beside) = self.places(key);
        make_folder(parent(&beside)).await?;
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside).await?;
        Ok(Intake { file, beside, place })
    }

    pub async fn open(&self, key: &str, range: Range<u64>) -> io::Result<Flow> {
        let mut file = File::open(self.places(key).0).await?;
        if range.start > 0 {
            file.seek(SeekFrom::Start(range.start)).await?;
        }
        let rest = range.end.saturating_sub(range.start);
        Ok(stream::try_unfold((file, rest), next).boxed())
    }

    pub async fn remove(&self, key: &str) -> io::Result<()> {
        let (place, beside) = self.places(key);
        for path in [place, beside] {
            match tokio::fs::remove_file(path).await {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}

/// The next chunk of so many bytes that are left.
async fn next((mut file, rest): (File, u64)) -> io::Result<Option<(Bytes, (File, u64))>> {
    if rest == 0 {
        return Ok(None);
    }
    let size = usize::try_from(rest).map_or(CHUNK, |rest| rest.min(CHUNK));
    let mut chunk = BytesMut::zeroed(size);
    file.read_exact(&mut chunk).await?;
    Ok(Some((chunk.freeze(), (file, rest - size as u64))))
}

impl Intake {
    pub async fn take(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes).await
    }

    pub async fn settle(mut self) -> io::Result<()> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        let folder = parent(&self.place);
        make_folder(folder).await?;
        tokio::fs::rename(&self.beside, &self.place).await?;
        // The name is kept by its folder, and the folder's by the one above it.
        for folder in folder.ancestors().take(3) {
            File::open(folder).await?.sync_all().await?;
        }
        Ok(())
    }
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

/// For this user's eyes only.
async fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).await
}
