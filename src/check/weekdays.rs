//! Days of the week that differ from the source.

use super::typography;
use super::{Input, Report, Segment};
use crate::model::{Lang, Span};
use crate::text::tokens::{TokenKind, tokens};

/// Days of a sentence, each 0 (Monday) to 6.
type Days = Vec<(Span, u8)>;

/// Adds to `date-mismatch`: one day of the week on each side, and not the same.
pub(super) fn check(input: &Input<'_>, report: &mut Report) {
    for pair in &input.pairs {
        let (from, to) = (pair.source.lang(), pair.target.lang());
        let read: Vec<(Segment<'_>, Days, Days)> =
            pair.segments().map(|s| (s, find(s.source_text(), from), find(s.target_text(), to))).collect();
        for (n, (segment, source, target)) in read.iter().enumerate() {
            let (Some(s), Some(t)) = (only(source), only(target)) else { continue };
            let near = || read[n.saturating_sub(1)..(n + 2).min(read.len())].iter();
            let moved = near().any(|r| r.1.iter().any(|d| d.1 == t.1))
                || near().any(|r| r.2.iter().any(|d| d.1 == s.1));
            if s.1 == t.1 || moved {
                continue;
            }
            let source_place = segment.source_place(s.0.shifted(segment.source.start as usize));
            let message = format!(
                "“{}” here, “{}” in the source",
                &segment.target_text()[t.0.range()],
                &segment.source_text()[s.0.range()]
            );
            let place = segment.target_place(t.0.shifted(segment.target.start as usize));
            report.add(place, message).related.push(source_place);
        }
    }
}

/// The day when all of a list are the same one.
fn only(list: &[(Span, u8)]) -> Option<(Span, u8)> {
    list.first().copied().filter(|first| list.iter().all(|d| d.1 == first.1))
}

/// The days of the week of a text, each 0 (Monday) to 6.
fn find(text: &str, lang: Lang) -> Days {
    let days = &typography::of(lang).weekdays;
    let list = tokens(text);
    let lower: Vec<String> = list.iter().map(|t| t.text(text).to_lowercase()).collect();
    let capital = |i: usize| list[i].text(text).chars().next().is_some_and(char::is_uppercase);
    let mut out = Vec::new();
    let mut i = 0;
    while i < list.len() {
        let two = (i + 1 < list.len()).then(|| format!("{} {}", lower[i], lower[i + 1]));
        if let Some(&day) = two.and_then(|t| days.get(t.as_str())) {
            // "thứ hai" is "second" as well: a capital or a part of the day tells.
            let told = i > 0
                && matches!(
                    lower[i - 1].as_str(),
                    "sáng" | "trưa" | "chiều" | "tối" | "đêm" | "ngày" | "hôm"
                );
            if capital(i + 1) || told || lower[i] != "thứ" {
                out.push((Span { start: list[i].span.start, end: list[i + 1].span.end }, day));
            }
            i += 2;
            continue;
        }
        let one = list[i].kind == TokenKind::Word && (lang.primary() != Lang::EN || capital(i));
        if let Some(&day) = days.get(lower[i].as_str()).filter(|_| one) {
            out.push((list[i].span, day));
        }
        i += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_four_languages() {
        for (lang, text) in [
            (Lang::VI, "họp vào tối thứ Năm"),
            (Lang::EN, "met on Thursday"),
            (Lang::FR, "réunis jeudi soir"),
            (Lang::PL, "w czwartkowy wieczór"),
        ] {
            assert_eq!(only(&find(text, lang)).map(|d| d.1), Some(3), "{text}");
        }
        assert!(find("lần thứ hai trong năm", Lang::VI).is_empty());
        assert!(find("they sat, wed and sun", Lang::EN).is_empty());
        assert_eq!(find("Chủ nhật", Lang::VI)[0].1, 6);
    }
}
