//! Repair: a file that every program loads, out of one that none does, and a list of all that was changed.
//!
//! The tolerant reader recovers units, [`crate::mend`] makes each valid, the writer writes them. Nothing is dropped
//! or changed without a line in the report.
//!
//! ```
//! let broken = r#"<tmx version="1.4"><body><tu><tuv lang="en"><seg>Tom & Jerry</tuv></tu></body></tmx>"#;
//! let mut mended = Vec::new();
//! let report = tmx::repair(broken.as_bytes(), &mut mended)?;
//! assert_eq!((report.units_in, report.units_out), (1, 1));
//! assert!(tmx::validate(mended.as_slice())?.verdict == tmx::Verdict::Valid);
//! # Ok::<(), tmx::Error>(())
//! ```

use crate::error::Error;
use crate::mend::Wishes;
use crate::model::Unit;
use crate::problem::{Code, Problem, Severity};
use crate::source_units::{SourceUnits, Taken};
use crate::writer::Writer;
use serde::Serialize;
use std::io::{Read, Write};

/// What a repair did.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RepairReport {
    /// Units in the file: start tags, and variants that stood in none.
    pub units_in: u64,
    /// Units written.
    pub units_out: u64,
    /// Units of which nothing could be kept; each is among the changes too.
    pub dropped: Vec<Dropped>,
    /// Every change: the problem and what was done about it.
    pub changes: Vec<Problem>,
}

/// A unit that is not in the output, and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Dropped {
    /// The file, when there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The unit's tuid, or `#7`.
    pub tu: String,
    /// The line of its start tag.
    pub line: u64,
    /// Why: a short, stable word such as `duplicate`.
    pub reason: &'static str,
    /// The unit that it equals, when that is the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

impl Dropped {
    pub(crate) fn new(unit: &Unit, reason: &'static str) -> Self {
        Self { file: None, tu: unit.name(), line: unit.line, reason, of: None }
    }
}

/// Repairs a file of any size. Changes are listed in memory; a file with very many of them lists the first 100 000
/// of each kind.
///
/// # Errors
/// When the file is beyond repair, or reading or writing fails.
pub fn repair<R: Read, W: Write>(read: R, write: W) -> Result<RepairReport, Error> {
    repair_with(read, write, |_| {})
}

/// Repairs, and tells `progress` how many bytes have been read.
///
/// # Errors
/// When the file is beyond repair, or reading or writing fails.
pub fn repair_with<R: Read, W: Write>(
    read: R,
    write: W,
    mut progress: impl FnMut(u64),
) -> Result<RepairReport, Error> {
    let mut units = SourceUnits::new(read, Wishes { dates: true })?;
    let mut writer = Writer::new(write, units.header())?;
    let mut dropped = Vec::new();
    let mut units_in = 0;
    while let Some(taken) = units.next()? {
        units_in += 1;
        match taken {
            Taken::Unit(unit) => writer.write(&unit)?,
            Taken::Lost(lost) => dropped.push(lost),
        }
        progress(units.bytes());
    }
    let units_out = writer.units();
    writer.finish()?;
    let mut changes = units.changes();
    changes
        .retain(|c| c.severity >= Severity::Error || matches!(c.code, Code::DateFormat | Code::VersionOld));
    Ok(RepairReport { units_in, units_out, dropped, changes })
}
