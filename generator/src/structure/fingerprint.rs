//! A stable 128-bit digest (FNV-1a): the same on every machine and in every release.
//!
//! It detects accidental changes. It does not resist somebody who constructs two structures with one digest, but
//! whoever can commit those can rewrite the lock file as well; so it needs no cryptography.

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// A digest under construction. Every piece is hashed with its length, so that two different sequences of pieces are
/// never hashed as the same bytes.
#[derive(Clone, Copy)]
pub(super) struct Fingerprint(u128);

impl Fingerprint {
    pub(super) fn new() -> Self {
        Self(OFFSET)
    }

    /// Adds a piece: a tag for its type, and its text.
    pub(super) fn add(&mut self, tag: u8, text: &str) {
        self.byte(tag);
        for byte in (text.len() as u64).to_le_bytes() {
            self.byte(byte);
        }
        for byte in text.bytes() {
            self.byte(byte);
        }
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(PRIME);
    }

    /// The digest as 32 hexadecimal digits.
    pub(super) fn hex(self) -> String {
        format!("{:032x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_fnv_1a() {
        let mut bare = Fingerprint::new();
        bare.byte(b'a');
        assert_eq!(bare.hex(), "d228cb696f1a8caf78912b704e4a8964");
    }

    #[test]
    fn pieces_do_not_run_together() {
        let (mut one, mut two) = (Fingerprint::new(), Fingerprint::new());
        one.add(b's', "ab");
        one.add(b's', "c");
        two.add(b's', "a");
        two.add(b's', "bc");
        assert_ne!(one.hex(), two.hex());
    }
}
