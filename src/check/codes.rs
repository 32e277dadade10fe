//! Inline codes and placeholders: what a program fills in or a browser shows must be in the translation as well.

use super::{Input, Report, Segment};
use crate::model::Span;

/// `code-mismatch`.
pub(super) fn check(input: &Input<'_>, report: &mut Report) {
    for pair in &input.pairs {
        for (n, segment) in pair.segments().enumerate().filter(|(_, s)| s.is_linked()) {
            let (source, target) = (found(segment.source_text()), found(segment.target_text()));
            tell(&segment, &source, &target, report);
            if let Some([a, b]) = pair.codes.get(n) {
                inline(&segment, a, b, report);
            }
        }
    }
}

/// Placeholders of one side that the other lacks.
fn tell(segment: &Segment<'_>, source: &[(Span, &str)], target: &[(Span, &str)], report: &mut Report) {
    for (span, code) in surplus(source, target) {
        let place = segment.source_place(span.shifted(segment.source.start as usize));
        let finding = report.add(place, format!("{code} is missing in the translation"));
        finding.related.push(segment.target_place(segment.target));
    }
    for (span, code) in surplus(target, source) {
        let place = segment.target_place(span.shifted(segment.target.start as usize));
        let finding = report.add(place, format!("{code} does not stand in the source"));
        finding.related.push(segment.source_place(segment.source));
    }
}

/// What the first list has more often than the second.
fn surplus<'t>(list: &[(Span, &'t str)], other: &[(Span, &str)]) -> Vec<(Span, &'t str)> {
    let mut left: Vec<&str> = other.iter().map(|o| o.1).collect();
    list.iter()
        .filter(|(_, code)| match left.iter().position(|l| l == code) {
            Some(at) => {
                left.swap_remove(at);
                false
            }
            None => true,
        })
        .copied()
        .collect()
}

/// Codes of a bilingual file, which the text does not show.
fn inline(segment: &Segment<'_>, source: &[String], target: &[String], report: &mut Report) {
    let count = |list: &[String], code: &String| list.iter().filter(|c| *c == code).count();
    let lost: Vec<&str> =
        source.iter().filter(|c| count(source, c) > count(target, c)).map(String::as_str).collect();
    let added: Vec<&str> =
        target.iter().filter(|c| count(target, c) > count(source, c)).map(String::as_str).collect();
    if lost.is_empty() && added.is_empty() {
        return;
    }
    let part = |what: &str, list: &[&str]| (!list.is_empty()).then(|| format!("{what}: {}", list.join(" ")));
    let parts: Vec<String> =
        [part("missing", &lost), part("not in the source", &added)].into_iter().flatten().collect();
    let message = format!("the inline codes differ ({})", parts.join("; "));
    report
        .add(segment.target_place(segment.target), message)
        .related
        .push(segment.source_place(segment.source));
}

/// Placeholders of a text: `{0}`, `{name}`, `${name}`, `%s`, `%1$d`, `<b>`, `&nbsp;`.
fn found(text: &str) -> Vec<(Span, &str)> {
    let mut out = Vec::new();
    let mut i = 0;
    while let Some(step) = text[i..].find(['{', '%', '<', '&']) {
        let at = i + step;
        let len = length(&text[at..]);
        if len > 0 {
            // The sign before belongs to it.
            let from =
                if text[at..].starts_with('{') && text[..at].ends_with(['$', '#']) { at - 1 } else { at };
            out.push((Span::new(from, at + len), &text[from..at + len]));
        }
        i = at + len.max(1);
    }
    out
}

/// The length of the placeholder that a text begins with; 0 for none.
fn length(text: &str) -> usize {
    let inner = |close: char, fits: fn(char) -> bool| {
        let end = text.find(close)?;
        let body = &text[1..end];
        (!body.is_empty() && body.len() <= 80 && body.chars().all(fits)).then_some(end + 1)
    };
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    match text.as_bytes()[0] {
        b'{' => inner('}', word),
        b'&' => inner(';', |c| c.is_ascii_alphanumeric() || c == '#'),
        b'<' => {
            let name = text[1..].trim_start_matches('/');
            let tag = name.starts_with(|c: char| c.is_ascii_alphabetic());
            inner('>', |c| c != '<' && c != '\n').filter(|_| tag && !text[1..].contains('@'))
        }
        _ => {
            let rest = &text[1..];
            let number = rest.bytes().take_while(u8::is_ascii_digit).count();
            let dollar = usize::from(number > 0 && rest[number..].starts_with('$')) * (number + 1);
            let sign = rest[dollar..].bytes().next().filter(|b| b"sdif@u".contains(b));
            let ends = !rest.get(dollar + 1..).is_some_and(|r| r.starts_with(|c: char| c.is_alphanumeric()));
            sign.filter(|_| ends).map(|_| dollar + 2)
        }
    }
    .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_and_what_is_none() {
        let list = |text| found(text).iter().map(|f| f.1.to_owned()).collect::<Vec<_>>();
        assert_eq!(
            list("Hello {name}, %d of %1$s<br/> ${x}&nbsp;"),
            ["{name}", "%d", "%1$s", "<br/>", "${x}", "&nbsp;"]
        );
        assert!(list("100% sure, 5 < 6 & 7 > 3; {a b} 20 %, <me@example.org>").is_empty());
    }

    #[test]
    fn what_one_side_has_more_often() {
        let (a, b) = (found("%s and %s"), found("%s"));
        assert_eq!(surplus(&a, &b).len(), 1);
        assert!(surplus(&b, &a).is_empty());
    }
}
