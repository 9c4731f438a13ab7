//! Any bytes are loaded and lowered, or refused with diagnostics. A second run that is given the names of the first
//! gives the same names.

#![no_main]

use generator::config::Config;
use generator::diagnostic::{Diagnostic, Sources};
use generator::load;
use generator::lower::{self, Settings};
use generator::names::{NamesLock, names_lock};
use generator_fuzz::{FILE, check_diagnostics, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed)
});

fuzz_target!(|data: &[u8]| {
    let mut sources = Sources::new();
    sources.add(FILE, data);
    let document = match load::load(FILE, data) {
        Ok(document) => document,
        Err(diagnostics) => {
            assert!(!diagnostics.is_empty(), "refused without a diagnostic");
            return check_diagnostics(&diagnostics, &sources);
        }
    };
    check_diagnostics(document.warnings(), &sources);
    let documents = [document];
    let config = Config::default();
    let lower = |names: &NamesLock, reports: &mut Vec<Diagnostic>| {
        let settings = Settings {
            config: &config,
            config_file: "codegen.toml",
            names,
        };
        lower::lower(&documents, &settings, reports)
    };
    let mut reports = Vec::new();
    let Some((_, names)) = lower(&NamesLock::new(), &mut reports) else {
        assert!(!reports.is_empty(), "refused without a diagnostic");
        return check_diagnostics(&reports, &sources);
    };
    check_diagnostics(&reports, &sources);
    let text = names_lock::print(&names);
    let printed = names_lock::read("names.lock", &text).expect("a printed lock can be read");
    assert_eq!(printed, names, "a printed lock reads as another one");
    let (_, again) = lower(&names, &mut reports).expect("what lowered once lowers again");
    assert_eq!(again, names, "a second run gives other names");
});
