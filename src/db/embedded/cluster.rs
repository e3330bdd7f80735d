//! Making the database: `initdb`, then the database itself and the check for ICU, over the socket.

use super::{Binaries, NAME, Trouble, folder::Folder};
use std::path::Path;
use std::time::Duration;
use tokio_postgres::NoTls;

/// Runs `initdb` when there is no database yet. True when it did.
///
/// It works in a folder beside the final one and is moved there whole: a start that was cut off leaves nothing that looks
/// like a database.
pub fn initialise(binaries: &Binaries, folder: &Folder) -> Result<bool, Trouble> {
    let data = folder.pgdata();
    if let Ok(version) = std::fs::read_to_string(data.join("PG_VERSION")) {
        return same_version(version.trim(), binaries, &data).map(|()| false);
    }
    let begun = std::time::Instant::now();
    let draft = folder.make_private("pgdata.new")?;
    let output = folder
        .command(&binaries.program("initdb"))
        .args(["-U", NAME, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"])
        .arg("-D")
        .arg(&draft)
        .output()
        .map_err(Trouble::io("running initdb"))?;
    if !output.status.success() {
        let output = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(Trouble::Failed { step: "initdb", output });
    }
    std::fs::rename(&draft, &data).map_err(Trouble::io(format_args!("creating {}", data.display())))?;
    folder.flush_soon();
    tracing::info!(took_ms = begun.elapsed().as_millis(), "made a new database");
    Ok(true)
}

fn same_version(of: &str, binaries: &Binaries, data: &Path) -> Result<(), Trouble> {
    if of == binaries.major.to_string() {
        return Ok(());
    }
    Err(Trouble::OtherVersion {
        data: data.display().to_string(),
        of: of.to_owned(),
        bin: binaries.bin.display().to_string(),
        found: binaries.major.to_string(),
    })
}

/// The address of `database` behind the socket in `dir`.
pub fn url(dir: &Path, database: &str) -> String {
    let mut host = String::new();
    for byte in dir.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => host.push(char::from(*byte)),
            other => host.push_str(&format!("%{other:02X}")),
        }
    }
    format!("postgresql://{NAME}@{host}/{database}")
}

/// Creates the database after making sure that this PostgreSQL can sort by ICU's rules.
pub fn create_database(socket: &Path, name: &str, bin: &Path) -> Result<(), Trouble> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Trouble::io("starting a runtime"))?;
    let icu = runtime.block_on(async {
        let (client, connection) =
            tokio_postgres::connect(&url(socket, "postgres"), NoTls).await.map_err(|error| failed(&error))?;
        let work = async move {
            let icu = client.query_opt("SELECT FROM pg_collation WHERE collname = 'und-x-icu'", &[]).await?;
            let exists = client.query_opt("SELECT FROM pg_database WHERE datname = $1", &[&name]).await?;
            if icu.is_some() && exists.is_none() {
                client.batch_execute(&format!("CREATE DATABASE {name}")).await?;
            }
            Ok::<bool, tokio_postgres::Error>(icu.is_some())
        };
        // The connection is driven beside the work and ends with it, when the client is dropped.
        let both = async { tokio::join!(work, connection).0 };
        match tokio::time::timeout(Duration::from_secs(30), both).await {
            Ok(answer) => answer.map_err(|error| failed(&error)),
            Err(_) => Err("no answer within 30 s".to_owned()),
        }
    });
    match icu {
        Ok(true) => Ok(()),
        Ok(false) => Err(Trouble::NoIcu { bin: bin.display().to_string() }),
        Err(output) => Err(Trouble::Failed { step: "creating the database", output }),
    }
}

fn failed(error: &tokio_postgres::Error) -> String {
    error.as_db_error().map_or_else(|| error.to_string(), |db| db.message().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_s_address_is_written_so_that_it_parses_back() {
        let dir = Path::new("/var/lib/deal stream/ü/run");
        let parsed = url(dir, "dealstream").parse::<tokio_postgres::Config>();
        let hosts = parsed.map(|config| config.get_hosts().to_vec()).unwrap_or_default();
        assert_eq!(hosts, [tokio_postgres::config::Host::Unix(dir.to_owned())]);
    }
}
