//! Writes the code of the calls that the reference shows, so that the test compiles it.

mod calls;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    calls::write(&out)
}
