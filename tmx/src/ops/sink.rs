//! Where conversions put the units they made: each is made valid, written, and accounted for.

use super::Tally;
use crate::error::Error;
use crate::mend::{self, Wishes};
use crate::model::{Header, Unit};
use crate::repair::Dropped;
use crate::writer::Writer;
use std::io::Write;

/// Writes units and keeps count; what no valid unit can be made of is listed.
pub(super) struct Sink<W: Write, D> {
    writer: Writer<W>,
    srclang: Option<String>,
    dropped: D,
    tally: Tally,
}

impl<W: Write, D: FnMut(&Dropped) -> Result<(), Error>> Sink<W, D> {
    pub fn new(write: W, header: &Header, dropped: D) -> Result<Self, Error> {
        let srclang = header.srclang().map(str::to_owned);
        Ok(Self { writer: Writer::new(write, header)?, srclang, dropped, tally: Tally::default() })
    }

    /// Takes a unit that begins in this line.
    pub fn put(&mut self, mut unit: Unit, line: u64) -> Result<(), Error> {
        self.count(&mut unit, line);
        let mut mended = 0;
        let reason =
            if mend::unit(&mut unit, self.srclang.as_deref(), Wishes::default(), &mut |_, _| mended += 1) {
                match self.writer.write(&unit) {
                    Err(Error::Invalid { .. }) => Some("invalid"),
                    other => {
                        other?;
                        None
                    }
                }
            } else {
                Some("empty")
            };
        self.tally.mended += mended;
        reason.map_or(Ok(()), |reason| self.list(&unit, reason))
    }

    /// Takes a unit that shall not be written.
    pub fn refuse(&mut self, mut unit: Unit, line: u64, reason: &'static str) -> Result<(), Error> {
        self.count(&mut unit, line);
        self.list(&unit, reason)
    }

    fn count(&mut self, unit: &mut Unit, line: u64) {
        self.tally.units_in += 1;
        unit.line = line;
        unit.ordinal = self.tally.units_in;
    }

    fn list(&mut self, unit: &Unit, reason: &'static str) -> Result<(), Error> {
        self.tally.dropped += 1;
        (self.dropped)(&Dropped::new(unit, reason))
    }

    /// Ends the file.
    pub fn finish(mut self) -> Result<Tally, Error> {
        self.tally.units_out = self.writer.units();
        self.writer.finish()?;
        Ok(self.tally)
    }
}
