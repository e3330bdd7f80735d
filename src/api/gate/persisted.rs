//! What the gate remembers: documents that clients name by their SHA-256 instead of sending them (automatic persisted queries),
//! and the parsed form of those that came before, because a client asks the same few all day.
//!
//! Bounded: two generations of at most [`GENERATION`] entries each; a hit moves its entry to the younger one, and a full younger
//! one becomes the older. Only what passed the gate gets in, so a flood of nonsense evicts nothing.

use parking_lot::Mutex;
use sha2::{Digest, Sha256};
use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash as Hashable;
use std::sync::Arc;

/// Entries in one generation; with texts of at most 64 KiB the texts stay below 64 MiB, in practice a few.
const GENERATION: usize = 512;

type Hash = [u8; 32];

/// Texts by their hash.
pub type Persisted = Memory<Hash, Arc<str>>;

/// Values by key, the unused ones forgotten.
#[derive(Debug)]
pub struct Memory<K, V> {
    generations: Mutex<Generations<K, V>>,
}

#[derive(Debug)]
struct Generations<K, V> {
    young: HashMap<K, V>,
    old: HashMap<K, V>,
}

impl<K, V> Default for Memory<K, V> {
    fn default() -> Self {
        let generations = Generations { young: HashMap::new(), old: HashMap::new() };
        Self { generations: Mutex::new(generations) }
    }
}

impl<K: Eq + Hashable, V: Clone> Generations<K, V> {
    fn keep(&mut self, key: K, value: V) {
        if self.young.len() >= GENERATION {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, value);
    }
}

impl<K: Eq + Hashable, V: Clone> Memory<K, V> {
    /// What was kept under this key, if it is not forgotten.
    pub fn get<Q>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Eq + Hashable + ?Sized,
    {
        let mut generations = self.generations.lock();
        if let Some(value) = generations.young.get(key) {
            return Some(value.clone());
        }
        let (key, value) = generations.old.remove_entry(key)?;
        generations.keep(key, value.clone());
        Some(value)
    }

    pub fn put(&self, key: K, value: V) {
        self.generations.lock().keep(key, value);
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
