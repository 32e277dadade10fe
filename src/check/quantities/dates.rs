//! Dates and times of day in the four notations.

use super::lexer::Kind;
use super::{Date, Meaning, Quantity, Read, Reader, Value, Weight};
use crate::model::Lang;

impl Reader<'_> {
    /// A date with two parts at least.
    pub(super) fn date(&self, i: usize) -> Read {
        self.iso(i).or_else(|| self.day_first(i)).or_else(|| self.slashed(i)).or_else(|| self.month_first(i))
    }

    /// A month by itself.
    pub(super) fn month(&self, i: usize) -> Read {
        let (month, next, sure) = self.month_name(i)?;
        let weight = if sure { Weight::Some } else { Weight::None };
        let date = Date { month: Some(month), ..Date::default() };
        Some((self.dated(i, next, vec![date], weight), next))
    }

    /// The name of a month, or its word and number: the month, the token behind it, and whether it can be nothing else.
    fn month_name(&self, i: usize) -> Option<(u8, usize, bool)> {
        let word = self.word(i)?;
        if self.data.month_word.contains(word) {
            if let Some(n) = self.whole(i + 1, 2).filter(|n| (1..=12).contains(n)) {
                return Some((n as u8, i + 2, true));
            }
            if let Some(&n) = self.word(i + 1).and_then(|w| self.data.months.get(w)) {
                return Some((n, i + 2, true));
            }
            let (value, next) = self.cardinal(i + 1)?;
            let capital = self.toks[i + 1].text.chars().next().is_some_and(char::is_uppercase);
            let n = value.to_whole().filter(|n| (1..=12).contains(n) && capital)?;
            return Some((n as u8, next, true));
        }
        if !self.data.month_word.is_empty() {
            return None;
        }
        let &month = self.data.months.get(word)?;
        let capital = self.toks[i].text.chars().next().is_some_and(char::is_uppercase);
        if capital != (self.lang == Lang::EN) && i > 0 {
            return None;
        }
        let dot = word.chars().count() <= 5 && self.mark(i + 1) == Some('.') && self.glued(i + 1);
        Some((month, i + 1 + usize::from(dot), !self.data.ambiguous_months.contains(word)))
    }

    /// A year of four digits at `i`, perhaps behind a comma, a slash, a dash or the word for year.
    fn year(&self, i: usize) -> Option<(u16, usize)> {
        let four = |at: usize| match &self.toks.get(at)?.kind {
            Kind::Number { raw, .. } if raw.len() == 4 => {
                raw.parse().ok().filter(|y| (1000..2200).contains(y))
            }
            _ => None,
        };
        let skips = matches!(self.mark(i), Some(',' | '/' | '-' | '–' | '.'))
            || self.word(i).is_some_and(|w| self.data.year_word.contains(w) || self.data.of.contains(w));
        let at = if skips { i + 1 } else { i };
        Some((four(at)?, at + 1))
    }

    fn day(&self, i: usize) -> Option<u8> {
        self.whole(i, 2).filter(|d| (1..=31).contains(d)).map(|d| d as u8)
    }

    fn dated(&self, from: usize, to: usize, dates: Vec<Date>, weight: Weight) -> Quantity {
        Quantity {
            span: self.span(from, to),
            meanings: dates.into_iter().map(Meaning::Date).collect(),
            unit: None,
            scaled: false,
            imperial: false,
            weight,
        }
    }

    /// 7 September 2025, 7th of September, 7 tháng 9 năm 2025.
    fn day_first(&self, i: usize) -> Read {
        let day = self.day(i)?;
        let mut at = i + 1;
        if self.glued(at) && self.word(at).is_some_and(|w| self.data.ordinal.contains(w)) {
            at += 1;
        }
        if self.word(at).is_some_and(|w| self.data.of.contains(w)) {
            at += 1;
        }
        let (month, next, _) = self.month_name(at)?;
        // "trong 5 tháng 9": a count of months is not followed by a number; "5 tháng Tư" is.
        let year = self.year(next);
        let date = Date { day: Some(day), month: Some(month), year: year.map(|y| y.0) };
        let next = year.map_or(next, |y| y.1);
        Some((self.dated(i, next, vec![date], Weight::Much), next))
    }

    /// September 7, 2025; September 2025; tháng 9/2025.
    fn month_first(&self, i: usize) -> Read {
        let (month, next, _) = self.month_name(i)?;
        let month = Some(month);
        if let Some((year, next)) = self.year(next) {
            let date = Date { day: None, month, year: Some(year) };
            return Some((self.dated(i, next, vec![date], Weight::Much), next));
        }
        if self.lang != Lang::EN {
            return None;
        }
        let day = self.day(next)?;
        let mut next = next + 1;
        if self.glued(next) && self.word(next).is_some_and(|w| self.data.ordinal.contains(w)) {
            next += 1;
        }
        // "May 5 million" is no date; "September 7 2025" is.
        if self.scale(next).is_some() {
            return None;
        }
        let year = self.year(next);
        let date = Date { day: Some(day), month, year: year.map(|y| y.0) };
        let next = year.map_or(next, |y| y.1);
        Some((self.dated(i, next, vec![date], Weight::Much), next))
    }

    /// 2025-09-07.
    fn iso(&self, i: usize) -> Read {
        let dash = |k: usize| self.mark(k) == Some('-') && self.glued(k) && self.glued(k + 1);
        let year = self.whole(i, 4).filter(|y| (1000..2200).contains(y))?;
        let month = self.whole(i + 2, 2).filter(|m| dash(i + 1) && (1..=12).contains(m))?;
        let day = self.day(i + 4).filter(|_| dash(i + 3))?;
        let date = Date { day: Some(day), month: Some(month as u8), year: Some(year) };
        Some((self.dated(i, i + 5, vec![date], Weight::Much), i + 5))
    }

    /// 7/9, 7/9/2025, 07.09.2025, 7-9-2025, 9/2025.
    fn slashed(&self, i: usize) -> Read {
        let first = self.whole(i, 2)?;
        let separator = self
            .mark(i + 1)
            .filter(|c| matches!(c, '/' | '.' | '-') && self.glued(i + 1) && self.glued(i + 2))?;
        let full = |y: u16| if y < 100 { y + 2000 } else { y };
        let calendar = |day: u16, month: u16, year: Option<u16>| {
            ((1..=31).contains(&day) && (1..=12).contains(&month)).then_some(Date {
                day: Some(day as u8),
                month: Some(month as u8),
                year,
            })
        };
        if let Some(second) = self.whole(i + 2, 2) {
            let third = (self.mark(i + 3) == Some(separator) && self.glued(i + 3) && self.glued(i + 4))
                .then(|| self.whole(i + 4, 4))
                .flatten();
            if third.is_none() && separator != '/' {
                return None;
            }
            if third.is_some_and(|y| y > 99 && !(1000..2200).contains(&y)) {
                return None;
            }
            let year = third.map(full);
            let mut dates: Vec<Date> = calendar(first, second, year).into_iter().collect();
            if self.lang == Lang::EN {
                dates.extend(calendar(second, first, year).filter(|d| !dates.contains(d)));
            }
            // A law's number goes on: 15/2020/QH14, 12/5/NQ-CP.
            let next = if third.is_some() { i + 5 } else { i + 3 };
            if dates.is_empty() || self.mark(next) == Some('/') && self.glued(next) {
                return None;
            }
            let said = i > 0
                && self
                    .word(i - 1)
                    .is_some_and(|w| self.data.month_word.contains(w) || self.data.day_word.contains(w));
            // 1/3 may be a third.
            let weight = if third.is_some() || said { Weight::Much } else { Weight::Some };
            return Some((self.dated(i, next, dates, weight), next));
        }
        let year = self.whole(i + 2, 4).filter(|y| separator != '-' && (1900..2200).contains(y))?;
        let next = i + 3;
        if !(1..=12).contains(&first) || self.mark(next) == Some('/') && self.glued(next) {
            return None;
        }
        let date = Date { day: None, month: Some(first as u8), year: Some(year) };
        Some((self.dated(i, next, vec![date], Weight::Much), next))
    }

    /// 20:15, 20 giờ 15, 8.15 p.m., 20 h 15, godz. 16.30.
    pub(super) fn time(&self, i: usize) -> Read {
        let (hour, minute, mut next) = self.clock(i)?;
        let mut said = minute.is_some();
        if self.word(next).is_some_and(|w| self.data.half_day.contains(w)) {
            said = true;
            next += 1;
            if self.mark(next) == Some('.') && self.glued(next) {
                next += 1;
            }
        } else if minute.is_none() && !self.word(next).is_some_and(|w| self.data.hour.contains(w)) {
            return None;
        } else if minute.is_none() {
            next += 1;
            let half = self.word(next).is_some_and(|w| self.data.half.contains(w));
            let joined = self.word(next).is_some_and(|w| self.data.joiner.contains(w));
            if half || joined && self.word(next + 1).is_some_and(|w| self.data.half.contains(w)) {
                next += if half { 1 } else { 2 };
                return Some((self.timed(i, next, hour, 30, true), next));
            }
            if let Some(m) = self.whole(next, 2).filter(|m| *m < 60 && self.scale(next + 1).is_none()) {
                let digits = self.toks[next].text.len();
                let word = self.word(next + 1).is_some_and(|w| self.data.minute.contains(w));
                if digits == 2 || word {
                    next += 1 + usize::from(word);
                    return Some((self.timed(i, next, hour, m, true), next));
                }
            }
        }
        Some((self.timed(i, next, hour, minute.unwrap_or(0), said), next))
    }

    /// Hour and minute in figures: 20:15, 8.15, 8.
    fn clock(&self, i: usize) -> Option<(u16, Option<u16>, usize)> {
        let Kind::Number { raw, .. } = &self.toks[i].kind else { return None };
        if let Some(hour) = self.whole(i, 2).filter(|h| *h < 25) {
            let colon = self.mark(i + 1) == Some(':') && self.glued(i + 1) && self.glued(i + 2);
            if colon
                && let Some(minute) = self.whole(i + 2, 2).filter(|m| *m < 60)
                && self.toks[i + 2].text.len() == 2
            {
                let seconds =
                    self.mark(i + 3) == Some(':') && self.glued(i + 3) && self.whole(i + 4, 2).is_some();
                return Some((hour, Some(minute), i + if seconds { 5 } else { 3 }));
            }
            return Some((hour, None, i + 1));
        }
        let (h, m) = raw.split_once('.').filter(|(_, m)| m.len() == 2)?;
        let (h, m) = (h.parse().ok().filter(|h| *h < 25)?, m.parse().ok().filter(|m| *m < 60)?);
        let marked = self.word(i + 1).is_some_and(|w| self.data.half_day.contains(w));
        let before = |k: usize| i >= k && self.word(i - k).is_some_and(|w| self.data.hour.contains(w));
        (marked || before(1) || before(2) && self.mark(i - 1) == Some('.')).then_some((h, Some(m), i + 1))
    }

    fn timed(&self, from: usize, to: usize, hour: u16, minute: u16, said: bool) -> Quantity {
        let time = Meaning::Time((hour * 60 + minute) % 720);
        let number = Meaning::Number(Value::whole(hour.into()));
        let meanings = match (said, minute) {
            (true, 0) => vec![time, number],
            (true, _) => vec![time],
            (false, _) => vec![number, time],
        };
        let weight = if said && minute > 0 { Weight::Much } else { Weight::Some };
        Quantity { span: self.span(from, to), meanings, unit: None, scaled: false, imperial: false, weight }
    }
}
