//! How dates and numbers are written.

use super::own;
use crate::check::quantities::{self, Meaning, Quantity};
use crate::check::{Report, Text};
use crate::model::Span;
use crate::settings::Profile;

pub(super) fn check(text: &Text<'_>, profile: &Profile, report: &mut Report) {
    for (block, content) in own(text) {
        let at = block.span.start as usize;
        for quantity in quantities::find(content, text.lang()) {
            let written = &content[quantity.span.range()];
            let place = text.place(quantity.span.shifted(at));
            if let Some(style) = date_style(&quantity, written)
                && !profile.dates.is_empty()
                && !profile.dates.iter().any(|d| d == style)
            {
                let message = format!(
                    "“{written}” is written as {style}; the house writes {}",
                    profile.dates.join(" or ")
                );
                report.add(place, message);
            }
        }
        for (span, wanted) in numbers(content, profile) {
            let message = format!("“{}” is not written as the house writes numbers", &content[span.range()]);
            report.add(text.place(span.shifted(at)), message).suggestion = Some(wanted);
        }
    }
}

/// How a date with a day and a month is written.
fn date_style(quantity: &Quantity, written: &str) -> Option<&'static str> {
    let Meaning::Date(date) = quantity.meanings.first()? else { return None };
    (date.day.is_some() && date.month.is_some()).then_some(())?;
    if written.chars().any(char::is_alphabetic) {
        let day_first = written.starts_with(|c: char| c.is_ascii_digit());
        return Some(if day_first { "d month y" } else { "month d y" });
    }
    let year_first = written.chars().take_while(char::is_ascii_digit).count() == 4;
    match written.find(['/', '.', '-']).map(|i| written.as_bytes()[i]) {
        Some(b'/') => Some("d/m/y"),
        Some(b'.') => Some("d.m.y"),
        Some(b'-') if year_first => Some("y-m-d"),
        _ => None,
    }
}

/// Numbers whose decimal or grouping sign is not the house's, each with what to write.
fn numbers(content: &str, profile: &Profile) -> Vec<(Span, String)> {
    let mut out = Vec::new();
    let bytes = content.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        if !bytes[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let from = i;
        while i < bytes.len()
            && (bytes[i].is_ascii_digit()
                || (matches!(bytes[i], b'.' | b',') && bytes.get(i + 1).is_some_and(u8::is_ascii_digit)))
        {
            i += 1;
        }
        let before = content[..from].chars().next_back();
        let behind = content[i..].chars().next();
        // Parts of dates, codes, addresses and scores are no amounts.
        let inside = |c: Option<char>| {
            c.is_some_and(|c| c.is_alphabetic() || matches!(c, '/' | '-' | '–' | '_' | ':' | '.'))
        };
        if inside(before) || behind.is_some_and(|c| matches!(c, '/' | '-' | '_' | ':')) {
            continue;
        }
        if let Some(wanted) = rewritten(&content[from..i], profile) {
            out.push((Span::new(from, i), wanted));
        }
    }
    out
}

/// A number with the signs of the house; `None` where they stand already or nothing is sure.
fn rewritten(number: &str, profile: &Profile) -> Option<String> {
    let signs: Vec<char> = number.chars().filter(|c| !c.is_ascii_digit()).collect();
    let (&last, rest) = signs.split_last()?;
    let parts: Vec<&str> = number.split(['.', ',']).collect();
    let grouped =
        |parts: &[&str]| parts.iter().skip(1).all(|p| p.len() == 3) && (1..=3).contains(&parts[0].len());
    let groups_only = rest.iter().all(|s| *s == last) && grouped(&parts) && parts[0] != "0";
    let group = profile.grouping.as_ref().and_then(|g| g.chars().next());
    if groups_only && (!rest.is_empty() || group.is_some_and(|g| g != last) && profile.decimal != Some(last))
    {
        let allowed = profile.grouping.as_deref()?;
        let group = space(group?);
        return (!allowed.contains(last)).then(|| parts.join(&group));
    }
    if groups_only && rest.is_empty() {
        // 1,234 where the comma is the decimal sign: nobody knows.
        return None;
    }
    let decimal = profile.decimal?;
    // Three parts with unequal signs only: 1.234,5; versions and sections (1.2.3) are no amounts.
    if !rest.is_empty() && (rest.contains(&last) || !grouped(&parts[..parts.len() - 1])) {
        return None;
    }
    let wrong = decimal != last || rest.first().is_some_and(|s| group.is_some_and(|g| g != *s));
    let whole =
        if rest.is_empty() { parts[0].to_owned() } else { parts[..parts.len() - 1].join(&space(group?)) };
    wrong.then(|| format!("{whole}{decimal}{}", parts[parts.len() - 1]))
}

/// A blank between groups does not break.
fn space(sign: char) -> String {
    if sign == ' ' { "\u{a0}".to_owned() } else { sign.to_string() }
}

#[cfg(test)]
mod tests {
    use super::super::profiles;
    use super::*;
    use crate::model::Lang;

    #[test]
    fn signs_of_numbers() {
        let wanted = |number: &str, name: &str| rewritten(number, &profiles()[name]);
        assert_eq!(wanted("12.5", "pl-news").as_deref(), Some("12,5"));
        assert_eq!(wanted("1,234,567", "vi-news").as_deref(), Some("1.234.567"));
        assert_eq!(wanted("1.234,5", "en-news").as_deref(), Some("1,234.5"));
        assert_eq!(wanted("12,345", "fr-news"), None);
        for (number, name) in
            [("12,5", "vi-news"), ("1.2.3", "en-news"), ("2024", "fr-news"), ("1.250", "vi-news")]
        {
            assert_eq!(wanted(number, name), None, "{number}");
        }
        assert!(numbers("v1.5, 3:2, 10.5.2", &profiles()["vi-news"]).is_empty());
    }

    #[test]
    fn styles_of_dates() {
        let style = |text: &str, lang| {
            let found = quantities::find(text, lang);
            found.first().and_then(|q| date_style(q, &text[q.span.range()]))
        };
        assert_eq!(style("7/9/2025", Lang::VI), Some("d/m/y"));
        assert_eq!(style("September 7, 2025", Lang::EN), Some("month d y"));
        assert_eq!(style("7 września 2025", Lang::PL), Some("d month y"));
        assert_eq!(style("2025-09-07", Lang::EN), Some("y-m-d"));
        assert_eq!(style("2025", Lang::EN), None);
    }
}
