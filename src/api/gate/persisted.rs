//! Documents that clients name by their SHA-256 instead of sending them (automatic persisted queries).
//!
//! Bounded: two generations of at most [`GENERATION`] texts each; a hit moves its text to the younger one, and a full younger
//! one becomes the older. Only texts that passed the gate get in, so a flood of nonsense evicts nothing.

use parking_lot::Mutex;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Arc;

/// Texts in one generation; with texts of at most 64 KiB the whole stays below 64 MiB, in practice a few.
const GENERATION: usize = 512;

type Hash = [u8; 32];

#[derive(Debug, Default)]
pub struct Persisted {
    generations: Mutex<Generations>,
}

#[derive(Debug, Default)]
struct Generations {
    young: HashMap<Hash, Arc<str>>,
    old: HashMap<Hash, Arc<str>>,
}

impl Generations {
    fn keep(&mut self, hash: Hash, text: Arc<str>) {
        if self.young.len() >= GENERATION {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(hash, text);
    }
}

impl Persisted {
    /// The text with this hash, if it was sent before and is not forgotten.
    pub fn get(&self, hash: &Hash) -> Option<Arc<str>> {
        let mut generations = self.generations.lock();
        if let Some(text) = generations.young.get(hash) {
            return Some(text.clone());
        }
        let text = generations.old.remove(hash)?;
        generations.keep(*hash, text.clone());
        Some(text)
    }

    pub fn put(&self, hash: Hash, text: Arc<str>) {
        self.generations.lock().keep(hash, text);
    }
}

/// The hash of a text.
pub fn hash(text: &str) -> Hash {
    Sha256::digest(text.as_bytes()).into()
}

/// A hash written in hexadecimal.
pub fn parse(hex: &str) -> Option<Hash> {
    let mut hash = [0; 32];
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    for (byte, digits) in hash.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_stays_and_the_rest_is_forgotten() {
        let persisted = Persisted::default();
        let used = hash("used");
        persisted.put(used, "used".into());
        for n in 0..3 * GENERATION {
            let text = n.to_string();
            persisted.put(hash(&text), text.as_str().into());
            if n % 100 == 0 {
                assert!(persisted.get(&used).is_some(), "after {n}");
            }
        }
        assert!(persisted.get(&hash("0")).is_none());
        let generations = persisted.generations.lock();
        assert!(generations.young.len() + generations.old.len() <= 2 * GENERATION + 1);
    }

    #[test]
    fn hashes_are_64_hexadecimal_digits() {
        assert!(parse("ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38").is_some());
        for bad in [
            "",
            "zz",
            "ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b3",
            "é".repeat(32).as_str(),
        ] {
            assert!(parse(bad).is_none(), "{bad}");
        }
    }
}
