//! Two styles of dates or numbers in one text.

use super::{Input, Report, Text};
use crate::model::{Lang, Place, Span};
use crate::text::tokens::{Token, TokenKind, tokens};

/// `style-mixed`.
pub(super) fn check(input: &Input<'_>, report: &mut Report) {
    for text in input.checked() {
        let mut seen: Vec<(&'static str, &'static str, Span)> = Vec::new();
        for (block, lang, content) in text.blocks().filter(|b| b.1.primary() == text.lang().primary()) {
            let list = tokens(content);
            for i in 0..list.len() {
                if let Some((kind, style, to)) = style(content, &list, i, lang) {
                    let span = Span { start: list[i].span.start, end: list[to].span.end };
                    seen.push((kind, style, span.shifted(block.span.start as usize)));
                }
            }
        }
        for kind in ["year", "date", "decimal"] {
            report_kind(text, kind, &seen, report);
        }
    }
}

/// Tells of the rarer styles of a kind.
fn report_kind(
    text: &Text<'_>,
    kind: &str,
    seen: &[(&'static str, &'static str, Span)],
    report: &mut Report,
) {
    let mine: Vec<_> = seen.iter().filter(|s| s.0 == kind).collect();
    let mut styles: Vec<(&str, usize)> = Vec::new();
    for s in &mine {
        match styles.iter_mut().find(|x| x.0 == s.1) {
            Some(x) => x.1 += 1,
            None => styles.push((s.1, 1)),
        }
    }
    styles.sort_by_key(|s| std::cmp::Reverse(s.1));
    let Some(((usual, _), rarer)) = styles.split_first() else { return };
    let usual_place: Option<Place> = mine.iter().find(|s| s.1 == *usual).map(|s| text.place(s.2));
    for (style, _) in rarer {
        let places: Vec<Place> = mine.iter().filter(|s| s.1 == *style).map(|s| text.place(s.2)).collect();
        let finding = report
            .add(places[0], format!("{kind} written as “{style}”, elsewhere in this text as “{usual}”"));
        finding.related.extend(places.iter().skip(1).chain(&usual_place));
    }
}

/// Kind and style of what begins at token `i`, and its last token.
fn style(content: &str, list: &[Token], i: usize, lang: Lang) -> Option<(&'static str, &'static str, usize)> {
    let word = |k: usize| list.get(k).map(|t| t.text(content));
    let number = |k: usize, least: usize, most: usize| {
        word(k).is_some_and(|w| (least..=most).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_digit()))
    };
    let month = |k: usize| {
        word(k).is_some_and(|w| super::typography::of(lang).months.contains_key(w.to_lowercase().as_str()))
    };
    match lang.primary() {
        Lang::PL if number(i, 4, 4) => match word(i + 1)? {
            "r" => Some(("year", "2025 r.", i + 1)),
            "roku" => Some(("year", "2025 roku", i + 1)),
            _ => None,
        },
        Lang::EN if number(i, 1, 2) && month(i + 1) => Some(("date", "25 October", i + 1)),
        Lang::EN if month(i) && number(i + 1, 1, 2) => Some(("date", "October 25", i + 1)),
        Lang::VI if number(i, 1, 2) && word(i + 1) == Some("tháng") && number(i + 2, 1, 2) => {
            Some(("date", "25 tháng 10", i + 2))
        }
        Lang::VI
            if number(i, 1, 2)
                && word(i + 1) == Some("/")
                && number(i + 2, 1, 2)
                && i > 0
                && word(i - 1) == Some("ngày") =>
        {
            Some(("date", "25/10", i + 2))
        }
        _ => decimal(content, list, i, lang),
    }
}

/// A number whose decimal mark cannot group thousands.
fn decimal(
    content: &str,
    list: &[Token],
    i: usize,
    lang: Lang,
) -> Option<(&'static str, &'static str, usize)> {
    let token = list[i];
    let text = token.text(content);
    if token.kind != TokenKind::Number || lang.primary() == Lang::EN {
        return None;
    }
    let percent = list.get(i + 1).is_some_and(|t| t.text(content) == "%");
    let (mark, rest) = text
        .split_once(',')
        .map(|(_, r)| (',', r))
        .or_else(|| text.split_once('.').map(|(_, r)| ('.', r)))?;
    if !percent || rest.len() > 2 || !rest.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(("decimal", if mark == ',' { "3,5 %" } else { "3.5 %" }, i + 1))
}
