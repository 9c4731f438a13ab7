//! Digests of texts: FNV-1a of 128 bits, the same on every machine and in every release.
//!
//! They tell whether a file is still what the generator wrote. Whoever can construct a collision can just as well
//! rewrite the record, so a cryptographic digest would protect nothing more.

use std::fmt;

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// The digest of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Digest(u128);

impl Digest {
    pub(super) const MIN: Self = Self(0);

    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        let mix = |digest: u128, byte: &u8| (digest ^ u128::from(*byte)).wrapping_mul(PRIME);
        Self(bytes.iter().fold(OFFSET, mix))
    }

    /// Reads 32 hexadecimal digits.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let is_plain = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let value = is_plain.then(|| u128::from_str_radix(text, 16).ok())?;
        value.map(Self)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}
