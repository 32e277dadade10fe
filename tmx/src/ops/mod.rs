//! Operations on whole files: streaming, deterministic, and conserving: every unit that goes in comes out or is
//! listed as dropped.

pub mod clean;
pub mod convert;
pub mod diff;
pub mod extract;
mod fingerprint;
pub mod from;
mod json;
pub mod merge;
pub mod po;
mod sink;
pub mod split;
pub mod stats;
pub mod xliff;

use serde::Serialize;

/// How many units went in and came out. `units_in == units_out + dropped`, always.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Tally {
    /// Units read.
    pub units_in: u64,
    /// Units written.
    pub units_out: u64,
    /// Units listed as dropped.
    pub dropped: u64,
    /// Faults in the input that were mended on the way; `validate` lists them.
    pub mended: u64,
}

/// A file that is read: its name for reports and a way to open it (again, for operations that read twice).
pub struct Input<'i, R> {
    /// The name in reports.
    pub name: String,
    /// Opens it at its beginning.
    pub open: Box<dyn Fn() -> std::io::Result<R> + 'i>,
}

impl<'i, R> Input<'i, R> {
    /// An input from a closure that opens it.
    pub fn new(name: impl Into<String>, open: impl Fn() -> std::io::Result<R> + 'i) -> Self {
        Self { name: name.into(), open: Box::new(open) }
    }
}

impl Input<'static, std::fs::File> {
    /// A file.
    #[must_use]
    pub fn file(path: &std::path::Path) -> Self {
        let owned = path.to_owned();
        Self::new(path.display().to_string(), move || std::fs::File::open(&owned))
    }
}
