//! Numbers, amounts, dates and times of a sentence, by value: what must survive translation whatever its notation.
//!
//! [`find`] reads them from a text; [`compare`] matches the quantities of two texts and says which have no counterpart.

mod compare;
mod dates;
mod lexer;
mod measures;
mod value;
mod words;

pub use compare::{Leftovers, compare};
pub use measures::{is_conversion, is_temperature};
pub use value::Value;

use super::typography::{self, Typography};
use crate::model::{Lang, Span};
use lexer::{Kind, Tok, lex};

/// A day, a month, a year, or parts of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Date {
    /// Day of the month.
    pub day: Option<u8>,
    /// Month.
    pub month: Option<u8>,
    /// Year with four digits.
    pub year: Option<u16>,
}

/// What a quantity may mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// A number.
    Number(Value),
    /// A date.
    Date(Date),
    /// A time of day: minutes, modulo twelve hours.
    Time(u16),
}

/// What stands beside a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Per cent.
    Percent,
    /// A currency by its ISO 4217 code.
    Currency(&'static str),
}

/// How much a quantity without a counterpart says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Weight {
    /// Nothing: `one`, ordinals, Roman numerals.
    None,
    /// Something, beside another one without counterpart: numbers as words, months alone, small numbers.
    Some,
    /// Much: figures.
    Much,
}

/// A quantity of a text.
#[derive(Clone, PartialEq, Debug)]
pub struct Quantity {
    /// Where it stands, unit excluded.
    pub span: Span,
    /// What it may mean, the likeliest first.
    pub meanings: Vec<Meaning>,
    /// What stands beside it.
    pub unit: Option<Unit>,
    /// Whether a word such as "million" was multiplied in.
    pub scaled: bool,
    /// Whether it counts feet, miles, pounds …: a translator may have turned it into metres.
    pub imperial: bool,
    /// What it says without a counterpart.
    pub weight: Weight,
}

impl Quantity {
    /// Its value, if it is a number first of all.
    #[must_use]
    pub fn number(&self) -> Option<Value> {
        match self.meanings.first() {
            Some(Meaning::Number(v)) => Some(*v),
            _ => None,
        }
    }

    /// Its date, if it is one first of all.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        match self.meanings.first() {
            Some(Meaning::Date(d)) => Some(*d),
            _ => None,
        }
    }

    /// Whether it is a date or a time first of all.
    #[must_use]
    pub fn is_calendar(&self) -> bool {
        matches!(self.meanings.first(), Some(Meaning::Date(_) | Meaning::Time(_)))
    }
}

/// The quantities of a text, left to right. Addresses (URL, mail) are left out.
#[must_use]
pub fn find(text: &str, lang: Lang) -> Vec<Quantity> {
    let toks = lex(text, lang);
    let reader = Reader { toks: &toks, data: typography::of(lang), lang: lang.primary() };
    let mut out = Vec::new();
    let mut i = 0;
    while i < toks.len() {
        let read = reader
            .date(i)
            .or_else(|| reader.time(i))
            .or_else(|| reader.amount(i))
            .or_else(|| reader.month(i))
            .or_else(|| reader.spelled(i))
            .or_else(|| reader.roman(i));
        match read {
            Some((quantity, next)) => {
                out.push(quantity);
                i = next;
            }
            None => i += 1,
        }
    }
    out
}

/// A quantity and the token behind it.
type Read = Option<(Quantity, usize)>;

/// Reads quantities from tokens.
struct Reader<'a> {
    toks: &'a [Tok<'a>],
    data: &'static Typography,
    lang: Lang,
}

impl Reader<'_> {
    fn word(&self, i: usize) -> Option<&str> {
        match &self.toks.get(i)?.kind {
            Kind::Word(w) => Some(w),
            _ => None,
        }
    }

    fn mark(&self, i: usize) -> Option<char> {
        match self.toks.get(i)?.kind {
            Kind::Mark(c) => Some(c),
            _ => None,
        }
    }

    /// The token is glued to the one before it.
    fn glued(&self, i: usize) -> bool {
        self.toks.get(i).is_some_and(|t| !t.gap)
    }

    /// A whole number of at most this many digits.
    fn whole(&self, i: usize, digits: usize) -> Option<u16> {
        match &self.toks.get(i)?.kind {
            Kind::Number { raw, .. } if raw.len() <= digits && raw.bytes().all(|b| b.is_ascii_digit()) => {
                raw.parse().ok()
            }
            _ => None,
        }
    }

    fn span(&self, from: usize, to: usize) -> Span {
        Span { start: self.toks[from].span.start, end: self.toks[to - 1].span.end }
    }

    /// A number in figures with what multiplies it and what stands beside it.
    fn amount(&self, i: usize) -> Read {
        let Kind::Number { value, raw } = &self.toks[i].kind else { return None };
        let mut value = *value;
        let mut next = i + 1;
        let mut scaled = false;
        while let Some((factor, after)) = self.scale(next) {
            value = value.times(factor)?;
            scaled = true;
            next = after;
            if let Some(half) =
                self.word(next).filter(|w| self.data.half.contains(w) && self.lang == Lang::VI)
            {
                debug_assert!(!half.is_empty());
                value = value.plus(Value::HALF.times(factor)?)?;
                next += 1;
            }
        }
        // 1 triệu 200 nghìn, 5 mln 300 tys.
        if scaled
            && let Some(Kind::Number { value: more, .. }) = self.toks.get(next).map(|t| &t.kind)
            && let Some((factor, after)) = self.scale(next + 1)
            && let Some(sum) = more.times(factor).filter(|m| *m < value).and_then(|m| value.plus(m))
            && self.lang != Lang::EN
        {
            value = sum;
            next = after;
        }
        let unit = self.unit_behind(next).or_else(|| self.unit_before(i));
        let mut meanings = vec![Meaning::Number(value)];
        // 16.30 where decimals have a comma, 4.30 in English: perhaps a time.
        if let Some((h, m)) = raw.split_once('.')
            && m.len() == 2
            && let (Ok(h), Ok(m)) = (h.parse::<u16>(), m.parse::<u16>())
            && h < 25
            && m < 60
        {
            meanings.push(Meaning::Time((h * 60 + m) % 720));
        }
        // O godzinie 13 is 1 p.m.
        if i > 0
            && self.lang == Lang::PL
            && let Some(hour) = self.whole(i, 2).filter(|h| *h < 25)
            && self.toks[..i]
                .iter()
                .rev()
                .find_map(|t| if let Kind::Word(w) = &t.kind { Some(w) } else { None })
                .is_some_and(|w| self.data.hour.contains(w.as_str()))
        {
            meanings.push(Meaning::Time((hour * 60) % 720));
        }
        // The 1990s, les années 90.
        if self.word(next) == Some("s") && self.glued(next) {
            next += 1;
        }
        let code = i > 0
            && self.glued(i)
            && (matches!(self.toks[i - 1].kind, Kind::Word(_))
                || (matches!(self.mark(i - 1), Some('-' | '‑' | '_' | '#'))
                    && self.glued(i - 1)
                    && i > 1
                    && matches!(self.toks[i - 2].kind, Kind::Word(_))));
        let ordinal = self.word(next).is_some_and(|w| self.data.ordinal.contains(w)) && self.glued(next);
        let weight = if code {
            Weight::None
        } else if ordinal || (!scaled && unit.is_none() && value.is_below(13)) {
            Weight::Some
        } else {
            Weight::Much
        };
        let imperial = self.imperial(i, next);
        Some((Quantity { span: self.span(i, i + 1), meanings, unit, scaled, imperial, weight }, next))
    }

    /// A scale word at `i`: its value and the token behind it.
    fn scale(&self, i: usize) -> Option<(Value, usize)> {
        let word = self.word(i)?;
        let &factor = self.data.scale.get(word)?;
        // A letter for a scale is glued to its number and ends there: $5m, 10k.
        let short = word.chars().count() <= 2 && word.is_ascii();
        if short
            && (!self.glued(i)
                || self.word(i + 1).is_some() && self.glued(i + 1)
                || self.unit_before_number(i) && word.len() == 1)
        {
            return None;
        }
        // tys., mln.
        let dot = self.mark(i + 1) == Some('.') && self.glued(i + 1) && word == "tys";
        Some((factor, i + 1 + usize::from(dot)))
    }

    /// `5m` is five metres unless a currency sign stands before it.
    fn unit_before_number(&self, scale: usize) -> bool {
        let word = self.word(scale).unwrap_or_default();
        scale < 2 || (word == "m" || word == "b") && self.unit_before(scale - 1).is_none()
    }

    fn unit_behind(&self, i: usize) -> Option<Unit> {
        if self.mark(i) == Some('%') {
            return Some(Unit::Percent);
        }
        if let Some(c) = self.mark(i)
            && let Some(code) = self.data.currency.get(c.to_string().as_str())
        {
            return Some(Unit::Currency(code));
        }
        let mut phrase = String::new();
        for k in 0..3 {
            let Some(word) = self.word(i + k) else { break };
            if k > 0 {
                phrase.push(' ');
            }
            phrase.push_str(word);
            if self.data.percent.contains(&phrase) {
                return Some(Unit::Percent);
            }
            if let Some(code) = self.data.currency.get(&phrase) {
                return Some(Unit::Currency(code));
            }
        }
        None
    }

    /// Whether a measure that is not metric stands behind tokens `from..to` or, as in `6 foot 6`, right before them.
    fn imperial(&self, from: usize, to: usize) -> bool {
        let hyphen = usize::from(matches!(self.mark(to), Some('-' | '‑')));
        let is = |i: usize| self.word(i).is_some_and(|w| self.data.imperial.contains(w));
        let back = 1 + usize::from(from > 0 && matches!(self.mark(from - 1), Some('-' | '‑')));
        is(to + hyphen) || from.checked_sub(back).is_some_and(is)
    }

    fn unit_before(&self, i: usize) -> Option<Unit> {
        let before = i.checked_sub(1)?;
        let text = match &self.toks[before].kind {
            Kind::Mark(c) => c.to_string(),
            Kind::Word(w) if w.is_ascii() && w.len() == 3 => w.clone(),
            _ => return None,
        };
        self.data.currency.get(&text).map(|code| Unit::Currency(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str, lang: Lang) -> Vec<String> {
        find(text, lang)
            .iter()
            .map(|q| match q.meanings[0] {
                Meaning::Number(v) => v.to_string(),
                Meaning::Date(d) => {
                    let part = |p: Option<String>| p.unwrap_or_default();
                    format!(
                        "{}/{}/{}",
                        part(d.day.map(|d| d.to_string())),
                        part(d.month.map(|d| d.to_string())),
                        part(d.year.map(|d| d.to_string()))
                    )
                }
                Meaning::Time(m) => format!("{}:{:02}", m / 60, m % 60),
            })
            .collect()
    }

    #[test]
    fn amounts_in_four_notations() {
        for (lang, text) in [
            (Lang::VI, "12.400.500 đô la, tăng 3,7%"),
            (Lang::EN, "$12,400,500, up 3.7 per cent"),
            (Lang::FR, "12 400 500 dollars, soit 3,7 % de plus"),
            (Lang::PL, "12 400 500 dolarów, o 3,7 proc. więcej"),
        ] {
            let found = find(text, lang);
            assert_eq!(numbers(text, lang), ["12400500", "3.7"], "{lang}");
            assert_eq!(found[0].unit, Some(Unit::Currency("USD")), "{lang}");
            assert_eq!(found[1].unit, Some(Unit::Percent), "{lang}");
        }
    }

    #[test]
    fn scales_and_words() {
        assert_eq!(numbers("gần 2,5 tỷ đồng", Lang::VI), ["2500000000"]);
        assert_eq!(numbers("1 triệu 200 nghìn con", Lang::VI), ["1200000"]);
        assert_eq!(numbers("$5m and 12k users", Lang::EN), ["5000000", "12000"]);
        assert_eq!(numbers("ponad 300 tys. osób", Lang::PL), ["300000"]);
        assert_eq!(numbers("twenty-five boats", Lang::EN), ["25"]);
        assert_eq!(numbers("quatre-vingt-dix-sept bateaux", Lang::FR), ["97"]);
        assert_eq!(numbers("dwustu pięćdziesięciu żołnierzy", Lang::PL), ["250"]);
        assert_eq!(numbers("hai trăm ba mươi lăm người", Lang::VI), ["235"]);
        assert_eq!(numbers("three hundred and twelve", Lang::EN), ["312"]);
    }

    #[test]
    fn dates() {
        for (lang, text) in [
            (Lang::VI, "ngày 07/9/2025"),
            (Lang::VI, "7 tháng 9 năm 2025"),
            (Lang::EN, "September 7, 2025"),
            (Lang::EN, "7th of September 2025"),
            (Lang::FR, "le 7 septembre 2025"),
            (Lang::PL, "7 września 2025 r."),
            (Lang::PL, "7.09.2025"),
            (Lang::EN, "2025-09-07"),
        ] {
            assert_eq!(numbers(text, lang), ["7/9/2025"], "{text}");
        }
        assert_eq!(numbers("tháng 5/2023", Lang::VI), ["/5/2023"]);
        assert_eq!(numbers("In May it rained; it may rain.", Lang::EN), ["/5/"]);
        assert_eq!(numbers("trong 5 tháng qua", Lang::VI), ["5"]);
    }

    #[test]
    fn numbers_inside_polish_words() {
        assert_eq!(numbers("czterdziestojednoletni kapitan", Lang::PL), ["41"]);
        assert_eq!(numbers("w latach trzydziestych, w setną rocznicę", Lang::PL), ["30", "100"]);
        assert_eq!(numbers("stuprocentowy stulatek", Lang::PL), ["100", "100"]);
        assert!(numbers("stulecie studnia trzymać jednostka", Lang::PL).len() < 2);
    }

    #[test]
    fn times() {
        for (lang, text) in [
            (Lang::VI, "20 giờ 15"),
            (Lang::VI, "20h15"),
            (Lang::EN, "8.15 p.m."),
            (Lang::EN, "8:15 pm"),
            (Lang::FR, "20 h 15"),
            (Lang::PL, "20:15"),
        ] {
            assert_eq!(numbers(text, lang)[0], "8:15", "{text}");
        }
    }
}
