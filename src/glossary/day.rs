//! Days of validity.

use std::fmt;

/// A day of the calendar; days compare by time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day {
    /// Year.
    pub year: u16,
    /// Month, from 1.
    pub month: u8,
    /// Day, from 1.
    pub day: u8,
}

impl Day {
    /// Reads `2025-02-28` or `20250228`; a time behind it is left aside. `None` for anything else.
    ///
    /// ```
    /// use songngu::glossary::Day;
    /// assert_eq!(Day::parse("2025-02-28"), Some(Day { year: 2025, month: 2, day: 28 }));
    /// assert_eq!(Day::parse("2025-02-30"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let date = text.trim().split(['T', ' ']).next()?;
        let digits: String = match date.split('-').collect::<Vec<_>>()[..] {
            [whole] => whole.to_owned(),
            [y, m, d] if y.len() == 4 && m.len() == 2 && d.len() == 2 => [y, m, d].concat(),
            _ => return None,
        };
        if digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let year: u16 = digits[..4].parse().ok()?;
        let (month, day) = (digits[4..6].parse().ok()?, digits[6..].parse().ok()?);
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let last = match month {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (1..=last).contains(&day).then_some(Self { year, month, day })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
