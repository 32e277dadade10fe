//! Dates as TMX wants them: ISO 8601 in the form `YYYYMMDDThhmmssZ`.

/// How a date is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// `20260301T101500Z`.
    Recommended,
    /// ISO 8601 in another form: `2026-03-01T10:15:00Z`, `20260301`.
    Iso,
    /// Something else: `01/03/2026 10:15`.
    Other,
}

/// The numbers of a date that was understood.
struct Parts {
    year: u32,
    month: u32,
    day: u32,
    time: Option<(u32, u32, u32)>,
    utc: bool,
}

/// Judges a date.
///
/// ```
/// use tmx::date::{form, Form};
/// assert_eq!(form("20260301T101500Z"), Form::Recommended);
/// assert_eq!(form("2026-03-01"), Form::Iso);
/// assert_eq!(form("01/03/2026"), Form::Other);
/// ```
#[must_use]
pub fn form(date: &str) -> Form {
    match parse(date) {
        None => Form::Other,
        Some(_) if is_recommended(date) => Form::Recommended,
        Some(_) => Form::Iso,
    }
}

/// The recommended form of an ISO date whose moment is not in doubt; `None` for the others (a date without a time,
/// or without a zone, is left as it is).
///
/// ```
/// assert_eq!(tmx::date::recommended("2026-03-01T10:15:00Z").as_deref(), Some("20260301T101500Z"));
/// assert_eq!(tmx::date::recommended("20260301"), None);
/// ```
#[must_use]
pub fn recommended(date: &str) -> Option<String> {
    let Parts { year, month, day, time: Some((h, m, s)), utc: true } = parse(date)? else { return None };
    Some(format!("{year:04}{month:02}{day:02}T{h:02}{m:02}{s:02}Z"))
}

fn is_recommended(date: &str) -> bool {
    let b = date.as_bytes();
    b.len() == 16 && b[8] == b'T' && b[15] == b'Z' && b[..8].iter().chain(&b[9..15]).all(u8::is_ascii_digit)
}

fn parse(date: &str) -> Option<Parts> {
    let (day, time) = match date.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (date, None),
    };
    let digits = |s: &str, n: usize| -> Option<u32> {
        (s.len() == n && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok())?
    };
    let (year, month, day) = match day.len() {
        8 => (digits(day.get(..4)?, 4)?, digits(day.get(4..6)?, 2)?, digits(day.get(6..)?, 2)?),
        10 if day.as_bytes()[4] == b'-' && day.as_bytes()[7] == b'-' => {
            (digits(day.get(..4)?, 4)?, digits(day.get(5..7)?, 2)?, digits(day.get(8..)?, 2)?)
        }
        _ => return None,
    };
    let days = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=days).contains(&day) {
        return None;
    }
    let Some(time) = time else { return Some(Parts { year, month, day, time: None, utc: false }) };
    let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone);
    let clock = clock.split(['.', ',']).next().unwrap_or_default();
    let (h, m, s) = match clock.len() {
        4 => (digits(clock.get(..2)?, 2)?, digits(clock.get(2..)?, 2)?, 0),
        5 => (digits(clock.get(..2)?, 2)?, digits(clock.get(3..)?, 2)?, 0),
        6 => (digits(clock.get(..2)?, 2)?, digits(clock.get(2..4)?, 2)?, digits(clock.get(4..)?, 2)?),
        8 => (digits(clock.get(..2)?, 2)?, digits(clock.get(3..5)?, 2)?, digits(clock.get(6..)?, 2)?),
        _ => return None,
    };
    let offset = zone.trim_start_matches(['+', '-']).replace(':', "");
    let zone_ok =
        zone.is_empty() || zone == "Z" || ((zone.starts_with(['+', '-'])) && matches!(offset.len(), 2 | 4));
    (h < 24 && m < 60 && s <= 60 && zone_ok).then_some(Parts {
        year,
        month,
        day,
        time: Some((h, m, s)),
        utc: zone == "Z",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (date, want) in [
            ("20260301T101500Z", Form::Recommended),
            ("20261301T101500Z", Form::Other),
            ("20260230T101500Z", Form::Other),
            ("20240229T101500Z", Form::Recommended),
            ("2026-03-01T10:15:00Z", Form::Iso),
            ("2026-03-01T10:15:00+07:00", Form::Iso),
            ("20260301", Form::Iso),
            ("20260301T101500", Form::Iso),
            ("01/03/2026 10:15", Form::Other),
            ("", Form::Other),
            ("năm 2026", Form::Other),
        ] {
            assert_eq!(form(date), want, "{date}");
        }
    }
}
