//! Passwords: Argon2id, on threads that may block, at most two at once.
//!
//! What always holds: checking a password takes the same time whether the person exists or not, because nobody has a hash of
//! their own to be checked against; a hash says its own parameters, so they can be raised without breaking older ones.

use crate::app::error::{Error, Result};
use crate::team::rules;
use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

/// Memory in KiB, passes, lanes: OWASP's least for Argon2id.
const COST: (u32, u32, u32) = (19_456, 2, 1);

/// Each takes 19 MiB and a processor for tens of milliseconds; a storm of sign-ins must not take all of them.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// The hash of no password anybody knows, with [`COST`]'s parameters.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Letters and digits that are not taken for one another, 32 of them.
const READABLE: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A new password, checked and hashed.
#[derive(Clone)]
pub struct NewPassword {
    pub hash: String,
    /// Its text, when we made it: to be shown once.
    pub generated: Option<String>,
}

impl NewPassword {
    /// The password given for the person with this address, or a generated one.
    ///
    /// # Errors
    /// Refused on `field` when it is too short, too long, or among the first an attacker tries.
    pub async fn of(field: &str, given: Option<String>, email: &str) -> Result<Self> {
        match given {
            Some(password) => {
                rules::check_password(field, &password, email)?;
                Ok(Self { hash: hash(password).await?, generated: None })
            }
            None => {
                let password = generate();
                Ok(Self { hash: hash(password.clone()).await?, generated: Some(password) })
            }
        }
    }
}

/// Hashes a password.
pub async fn hash(password: String) -> Result<String> {
    apart(move || {
        let salt = SaltString::encode_b64(&rand::random::<[u8; 16]>()).map_err(Error::internal)?;
        Ok(hasher()?.hash_password(password.as_bytes(), &salt).map_err(Error::internal)?.to_string())
    })
    .await
}

/// Whether the password is the one of the hash. Without a hash: no, after the same time.
pub async fn is_right(password: String, hash: Option<String>) -> Result<bool> {
    apart(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
        let hash = PasswordHash::new(&hash).map_err(Error::internal)?;
        let right = hasher()?.verify_password(password.as_bytes(), &hash).is_ok();
        Ok(right && known)
    })
    .await
}

fn hasher() -> Result<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Runs blocking work on a thread of its own once one of the places is free.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let place = AT_ONCE.acquire().await.map_err(Error::internal)?;
    // The place moves along: a caller who hangs up does not make room before the work has ended.
    let done = tokio::task::spawn_blocking(move || {
        let _place = place;
        work()
    });
    done.await.map_err(Error::internal)?
}

/// A password people can read out: four groups of four, 80 bits.
pub fn generate() -> String {
    let bytes: [u8; 16] = rand::random();
    let letters: Vec<u8> = bytes.iter().map(|byte| READABLE[usize::from(byte & 31)]).collect();
    letters.chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_password_is_readable_and_allowed() {
        let password = generate();
        assert_eq!(password.len(), 19);
        assert!(password.split('-').all(|group| group.len() == 4));
        assert!(rules::check_password("password", &password, "a@b.cz").is_ok());
        assert_ne!(password, generate());
    }

    #[tokio::test]
    async fn a_hash_knows_its_password_and_nobody_s_hash_knows_none() {
        let made = hash("correct horse".to_owned()).await.unwrap_or_default();
        assert!(made.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        for (password, hash, right) in [
            ("correct horse", Some(made.clone()), true),
            ("wrong horse", Some(made), false),
            ("any", None, false),
        ] {
            assert!(
                is_right(password.to_owned(), hash).await.is_ok_and(|found| found == right),
                "{password}"
            );
        }
    }
}
