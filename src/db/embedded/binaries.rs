//! Which PostgreSQL programs to use: the setting, then the data folder, then the newest the system has.

use super::Trouble;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest version whose SQL we speak.
const OLDEST: u32 = 15;

/// Where systems put the programs of each installed version, as (folder, what follows the version's folder).
const SHELVES: [(&str, &str); 5] = [
    ("/usr/lib/postgresql", "bin"),
    ("/usr", "bin"), // pgsql-17
    ("/opt/homebrew/opt", "bin"),
    ("/usr/local/opt", "bin"),
    ("/home/linuxbrew/.linuxbrew/opt", "bin"),
];

/// A folder with `postgres` and `initdb`, and their version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    pub bin: PathBuf,
    /// Major version.
    pub major: u32,
}

impl Binaries {
    /// Looks in this order, and takes the first that has the programs: `setting`; `pg/bin` in the data folder; the newest
    /// version in the places where distributions put them; PATH; what `pg_config` names.
    ///
    /// # Errors
    /// [`Trouble::NotFound`], or [`Trouble::TooOld`] when the first found is.
    pub fn find(setting: Option<&Path>, data_dir: &Path) -> Result<Self, Trouble> {
        let ours = data_dir.join("pg/bin");
        let found = match setting {
            Some(bin) => Some(bin.to_owned()).filter(|bin| is_complete(bin)),
            None => Some(ours.clone()).filter(|bin| is_complete(bin)).or_else(newest).or_else(on_path),
        };
        let Some(bin) = found else {
            let looked = setting.map_or_else(
                || {
                    "looked in the data folder, /usr/lib/postgresql, /usr/pgsql-*, Homebrew and PATH"
                        .to_owned()
                },
                |bin| format!("{} has no postgres and initdb", bin.display()),
            );
            return Err(Trouble::NotFound { looked, ours: ours.display().to_string() });
        };
        let text = version_text(&bin)?;
        match major(&text) {
            Some(major) if major >= OLDEST => {
                tracing::info!(bin = %bin.display(), major, "PostgreSQL programs");
                Ok(Self { bin, major })
            }
            _ => Err(Trouble::TooOld { bin: bin.display().to_string(), found: text }),
        }
    }

    /// The program of that name.
    pub fn program(&self, name: &str) -> PathBuf {
        self.bin.join(name)
    }
}

fn is_complete(bin: &Path) -> bool {
    bin.join("postgres").is_file() && bin.join("initdb").is_file()
}

/// The highest version on the shelves.
fn newest() -> Option<PathBuf> {
    let mut candidates: Vec<(u32, PathBuf)> = Vec::new();
    for (shelf, below) in SHELVES {
        for entry in std::fs::read_dir(shelf).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let bin = entry.path().join(below);
            if let Some(version) = shelf_version(&name)
                && is_complete(&bin)
            {
                candidates.push((version, bin));
            }
        }
    }
    candidates.into_iter().max_by_key(|(version, _)| *version).map(|(_, bin)| bin)
}

/// The version in a folder's name: `17`, `pgsql-17`, `postgresql@17`, and `postgresql` as the oldest.
fn shelf_version(name: &str) -> Option<u32> {
    let digits = ["pgsql-", "postgresql@", ""].iter().find_map(|prefix| name.strip_prefix(prefix))?;
    match digits {
        "postgresql" => Some(0),
        digits => digits.parse().ok(),
    }
}

/// What PATH and `pg_config` lead to.
fn on_path() -> Option<PathBuf> {
    let on_path = crate::app::config::search_path().into_iter().find(|bin| is_complete(bin));
    on_path.or_else(|| {
        let output = Command::new("pg_config").arg("--bindir").output().ok()?;
        let bin = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
        is_complete(&bin).then_some(bin)
    })
}

fn version_text(bin: &Path) -> Result<String, Trouble> {
    let program = bin.join("postgres");
    let output = Command::new(&program)
        .arg("--version")
        .output()
        .map_err(Trouble::io(format_args!("running {}", program.display())))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` is 15.
fn major(text: &str) -> Option<u32> {
    let number = text.split_once("(PostgreSQL) ")?.1;
    number.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_the_program_says_and_from_folder_names() {
        assert_eq!(major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major("something else"), None);
        let names = ["17", "pgsql-16", "postgresql@18", "postgresql", "share", "pgsql-x"];
        let versions = names.map(shelf_version);
        assert_eq!(versions, [Some(17), Some(16), Some(18), Some(0), None, None]);
    }
}
