//! Digests of files: FNV-1a of 128 bits, the same on every machine and in every release.
//!
//! They tell whether a file is still what the generator wrote. Whoever can make a collision can as well rewrite the
//! record, so no cryptography is compiled for it.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// The digest of a file's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Digest(u128);

impl Digest {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(OFFSET).and(bytes)
    }

    /// The digest of a file that need not fit into memory.
    pub(super) fn of_file(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let mut digest = Self(OFFSET);
        let mut buffer = vec![0; 1 << 16];
        loop {
            let count = file.read(&mut buffer)?;
            match buffer.get(..count) {
                Some([]) | None => return Ok(digest),
                Some(bytes) => digest = digest.and(bytes),
            }
        }
    }

    /// Reads 32 hexadecimal digits.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let plain = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        plain
            .then(|| u128::from_str_radix(text, 16).ok().map(Self))
            .flatten()
    }

    fn and(self, bytes: &[u8]) -> Self {
        Self(bytes.iter().fold(self.0, |digest, byte| {
            (digest ^ u128::from(*byte)).wrapping_mul(PRIME)
        }))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_fnv_1a() {
        let digest = Digest::of(b"a");
        assert_eq!(digest.to_string(), "d228cb696f1a8caf78912b704e4a8964");
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        assert_eq!(Digest::parse("+228cb696f1a8caf78912b704e4a8964"), None);
    }
}
