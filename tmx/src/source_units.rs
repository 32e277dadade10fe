//! The units of a file, each made valid on its way: what all operations read from.

use crate::error::Error;
use crate::mend::{self, Wishes};
use crate::model::{Header, Unit};
use crate::problem::{Code, Problem, Severity};
use crate::reader::Reader;
use crate::repair::Dropped;
use std::collections::BTreeMap;
use std::io::Read;

/// How many changes of one code are listed.
const KEEP: u64 = 100_000;

/// What comes next.
pub(crate) enum Taken {
    /// A valid unit.
    Unit(Unit),
    /// A unit of which nothing is left.
    Lost(Dropped),
}

/// Reads a file unit by unit and mends.
pub(crate) struct SourceUnits<R> {
    reader: Reader<R>,
    header: Header,
    wishes: Wishes,
    /// Changes made to the model; those of the parser are in the reader.
    changes: Vec<Problem>,
    counts: BTreeMap<Code, u64>,
}

impl<R: Read> SourceUnits<R> {
    pub(crate) fn new(read: R, wishes: Wishes) -> Result<Self, Error> {
        let reader = Reader::with_limit(read, KEEP)?;
        let mut header = reader.header().clone();
        let mut changes = Vec::new();
        let mut counts = BTreeMap::new();
        mend::header(&mut header, reader.has_header(), wishes, &mut |code, message| {
            note(&mut changes, &mut counts, code, 1, None, message);
        });
        Ok(Self { reader, header, wishes, changes, counts })
    }

    /// The header, valid.
    pub(crate) const fn header(&self) -> &Header {
        &self.header
    }

    pub(crate) const fn bytes(&self) -> u64 {
        self.reader.bytes()
    }

    /// The next unit.
    pub(crate) fn next(&mut self) -> Result<Option<Taken>, Error> {
        let Some(unit) = self.reader.next() else { return Ok(None) };
        let mut unit = unit?;
        let (changes, counts) = (&mut self.changes, &mut self.counts);
        let (line, name) = (unit.line, unit.name());
        let kept = mend::unit(&mut unit, self.header.srclang(), self.wishes, &mut |code, message| {
            note(changes, counts, code, line, Some(&name), message);
        });
        if kept {
            return Ok(Some(Taken::Unit(unit)));
        }
        note(
            changes,
            counts,
            Code::TuEmpty,
            line,
            Some(&name),
            "the unit has no usable variant; it is dropped".into(),
        );
        Ok(Some(Taken::Lost(Dropped::new(&unit, "no-variant"))))
    }

    /// All changes so far in the order of the file.
    pub(crate) fn changes(&mut self) -> Vec<Problem> {
        let mut all = self.reader.take_problems();
        all.append(&mut self.changes);
        all.sort_by_key(|p| (p.line, p.column));
        all
    }

    /// How many faults were mended so far.
    pub(crate) fn mended(&mut self) -> u64 {
        self.changes().iter().filter(|c| c.severity >= Severity::Error).count() as u64
    }
}

fn note(
    changes: &mut Vec<Problem>,
    counts: &mut BTreeMap<Code, u64>,
    code: Code,
    line: u64,
    tu: Option<&str>,
    message: String,
) {
    let count = counts.entry(code).or_default();
    *count += 1;
    if *count <= KEEP {
        let tu = tu.map(str::to_owned);
        changes.push(Problem { code, severity: code.severity(), line, column: 1, tu, message });
    }
}
