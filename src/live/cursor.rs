//! A client's place in the log: opaque, signed, and bound to its workspace and epoch.

use crate::app::error::{Error, Result};
use crate::live::log::Head;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

const VERSION: u8 = 1;
const SIGNATURE: usize = 8;

/// Position `seq` in the log of `head`'s workspace, as clients get it.
pub fn encode(head: &Head, seq: i64) -> String {
    let mut bytes = Vec::with_capacity(13 + SIGNATURE);
    bytes.push(VERSION);
    bytes.extend(head.epoch.to_be_bytes());
    bytes.extend(seq.to_be_bytes());
    let signature = sign(head, &bytes);
    bytes.extend(signature);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The position a client resumes from.
///
/// # Errors
/// `BadInput` for what is no cursor of this workspace; `CursorExpired` for one from another epoch, or older than retention.
pub fn decode(head: &Head, text: &str) -> Result<i64> {
    let garbage = || {
        Error::BadInput(
            "this is not a cursor of this workspace: use one from eventCursor or a live message".into(),
        )
    };
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| garbage())?;
    let (body, signature) = bytes.split_at_checked(13).ok_or_else(garbage)?;
    let good = subtle::ConstantTimeEq::ct_eq(sign(head, body).as_slice(), signature);
    if body[0] != VERSION || !bool::from(good) {
        return Err(garbage());
    }
    let epoch = i32::from_be_bytes([body[1], body[2], body[3], body[4]]);
    let seq = body[5..13].iter().fold(0_i64, |seq, byte| (seq << 8) | i64::from(*byte));
    if epoch != head.epoch || seq < head.floor_seq {
        return Err(Error::CursorExpired);
    }
    Ok(seq)
}

fn sign(head: &Head, body: &[u8]) -> Vec<u8> {
    // A MAC takes keys of any length, so this cannot fail; an empty signature would fit nothing.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&head.cursor_key) else { return Vec::new() };
    mac.update(head.workspace_id.as_bytes());
    mac.update(body);
    mac.finalize().into_bytes()[..SIGNATURE].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn head(workspace: u128, epoch: i32, floor_seq: i64) -> Head {
        Head { workspace_id: Uuid::from_u128(workspace), epoch, seq: 100, floor_seq, cursor_key: vec![7; 32] }
    }

    #[test]
    fn a_cursor_is_good_in_its_own_workspace_and_epoch_only() {
        let text = encode(&head(1, 5, 0), 42);
        assert!(matches!(decode(&head(1, 5, 0), &text), Ok(42)));
        assert!(matches!(decode(&head(2, 5, 0), &text), Err(Error::BadInput(_))), "another workspace");
        assert!(matches!(decode(&head(1, 6, 0), &text), Err(Error::CursorExpired)), "another epoch");
        assert!(matches!(decode(&head(1, 5, 43), &text), Err(Error::CursorExpired)), "older than retention");
        for garbage in ["", "x", "42", "AAAA", &text[1..], &format!("{text}A")] {
            assert!(matches!(decode(&head(1, 5, 0), garbage), Err(Error::BadInput(_))), "{garbage}");
        }
    }
}
