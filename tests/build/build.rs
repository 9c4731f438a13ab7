//! Writes the code that this crate compiles to prove it: that of the README, and that of the reference.

mod calls;
mod readme;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    readme::write(&out)?;
    calls::write(&out)?;
    Ok(())
}
