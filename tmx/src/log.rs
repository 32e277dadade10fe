//! Where the parser writes problems down: places are counted lazily and the list is bounded.

use crate::problem::{Code, Problem, Severity, Verdict};
use std::collections::BTreeMap;

/// A line and a column, both from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    pub line: u64,
    pub column: u64,
}

impl Place {
    pub(crate) const START: Self = Self { line: 1, column: 1 };

    /// The place after the text.
    pub(crate) fn after(self, bytes: &[u8]) -> Self {
        match memchr::memrchr(b'\n', bytes) {
            None => Self { line: self.line, column: self.column + chars(bytes) },
            Some(last) => Self {
                line: self.line + memchr::memchr_iter(b'\n', bytes).count() as u64,
                column: 1 + chars(&bytes[last + 1..]),
            },
        }
    }
}

/// Unicode scalar values in UTF-8 bytes: all bytes but the continuation bytes.
fn chars(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&b| (b & 0xC0) != 0x80).count() as u64
}

/// The window of text that is being parsed, and the place of any offset in it.
///
/// Lines are counted only when somebody asks, from the last place asked for.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    start: Place,
    last: (usize, Place),
}

impl Places {
    pub(crate) const fn new() -> Self {
        Self { start: Place::START, last: (0, Place::START) }
    }

    /// The place of byte `at` of `window`.
    pub(crate) fn of(&mut self, window: &str, at: usize) -> Place {
        let bytes = window.as_bytes();
        let at = at.min(bytes.len());
        let (last, place) = self.last;
        let place = if last > bytes.len() {
            // The end of the window was taken back, to compose two characters.
            self.start.after(&bytes[..at])
        } else if at >= last {
            place.after(&bytes[last..at])
        } else {
            let between = &bytes[at..last];
            match memchr::memchr_iter(b'\n', between).count() as u64 {
                0 => Place { column: place.column.saturating_sub(chars(between)).max(1), ..place },
                // Back to a line before: counted from its start, if that is in the window.
                lines => memchr::memrchr(b'\n', &bytes[..at]).map_or_else(
                    || self.start.after(&bytes[..at]),
                    |line| Place {
                        line: place.line.saturating_sub(lines),
                        column: 1 + chars(&bytes[line + 1..at]),
                    },
                ),
            }
        };
        self.last = (at, place);
        place
    }

    /// Forgets the first `consumed` bytes of the window.
    pub(crate) fn advance(&mut self, window: &str, consumed: usize) {
        self.start = self.of(window, consumed);
        self.last = (0, self.start);
    }
}

/// The problems found so far.
#[derive(Debug)]
pub(crate) struct Log {
    pub problems: Vec<Problem>,
    pub counts: BTreeMap<Code, u64>,
    pub worst: Option<Severity>,
    /// How many problems of one code are kept.
    pub keep: u64,
    /// The unit that problems belong to now.
    unit: Option<u64>,
    tuid: String,
    last: Option<(Code, u64)>,
    /// For each listed problem the number of its unit when that is the unit's name.
    pub ordinals: Vec<Option<u64>>,
}

impl Log {
    pub(crate) const fn new(keep: u64) -> Self {
        Self {
            problems: Vec::new(),
            counts: BTreeMap::new(),
            worst: None,
            keep,
            unit: None,
            tuid: String::new(),
            last: None,
            ordinals: Vec::new(),
        }
    }

    /// From now on problems belong to unit number `ordinal` (from 1).
    pub(crate) fn enter(&mut self, ordinal: u64, tuid: Option<&str>) {
        self.unit = Some(ordinal);
        self.tuid.clear();
        self.tuid.push_str(tuid.unwrap_or_default());
    }

    pub(crate) const fn leave(&mut self) {
        self.unit = None;
    }

    /// The name of the current unit in messages.
    pub(crate) fn unit(&self) -> Option<String> {
        self.unit.map(|n| if self.tuid.is_empty() { format!("#{n}") } else { self.tuid.clone() })
    }

    /// Writes a problem down. Repeats of one code on one line are counted but listed once.
    pub(crate) fn report(
        &mut self,
        code: Code,
        severity: Severity,
        place: Place,
        message: impl FnOnce() -> String,
    ) {
        let count = self.counts.entry(code).or_default();
        *count += 1;
        self.worst = self.worst.max(Some(severity));
        if self.last == Some((code, place.line)) || *count > self.keep {
            return;
        }
        self.last = Some((code, place.line));
        let tu = self.unit();
        self.ordinals.push(self.unit.filter(|_| self.tuid.is_empty()));
        self.problems.push(Problem {
            code,
            severity,
            line: place.line,
            column: place.column,
            tu,
            message: message(),
        });
    }

    #[inline]
    pub(crate) fn fatal(&self) -> bool {
        self.worst == Some(Severity::Fatal)
    }

    pub(crate) fn verdict(&self) -> Verdict {
        match self.worst {
            Some(Severity::Fatal) => Verdict::Fatal,
            Some(Severity::Error) => Verdict::Repairable,
            _ => Verdict::Valid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_and_survive_a_moving_window() {
        let text = "a\nđo\nx";
        assert_eq!(text.len(), 7);
        let mut places = Places::new();
        assert_eq!(places.of(text, 4), Place { line: 2, column: 2 });
        assert_eq!(places.of(text, 0), Place { line: 1, column: 1 });
        assert_eq!(places.of(text, 6), Place { line: 3, column: 1 });
        assert_eq!(places.of(text, 2), Place { line: 2, column: 1 }, "back, to a line before");
        places.advance(text, 4);
        assert_eq!(places.of(&text[4..], 2), Place { line: 3, column: 1 });
    }
}
