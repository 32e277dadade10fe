//! Numbers, amounts, dates and times that differ from the source.

use super::memo::Amounts;
use super::quantities::{Meaning, Quantity, Unit, Value, Weight, compare};
use super::{Input, Pair, Report, Segment};
use super::{typography, weekdays};
use crate::model::{Lang, Severity, Span};

/// `number-mismatch`.
pub(super) fn numbers(input: &Input<'_>, report: &mut Report) {
    each(input, report, false);
}

/// `date-mismatch`.
pub(super) fn dates(input: &Input<'_>, report: &mut Report) {
    each(input, report, true);
    weekdays::check(input, report);
}

/// The quantities of a bead.
struct Read<'a> {
    segment: Segment<'a>,
    amounts: &'a Amounts,
}

fn each(input: &Input<'_>, report: &mut Report, calendar: bool) {
    for (number, pair) in input.pairs.iter().enumerate() {
        let amounts = input.amounts(number);
        let read: Vec<Read<'_>> =
            pair.segments().zip(amounts).map(|(segment, amounts)| Read { segment, amounts }).collect();
        for (n, this) in read.iter().enumerate().filter(|(_, r)| r.segment.is_linked()) {
            let near = &read[n.saturating_sub(1)..(n + 2).min(read.len())];
            segment(pair, this, near, report, calendar);
        }
    }
}

fn segment(pair: &Pair<'_>, read: &Read<'_>, near: &[Read<'_>], report: &mut Report, calendar: bool) {
    let Read { segment, amounts: Amounts { source, target } } = read;
    let left = compare(source, target);
    let absolute = |q: &Quantity, at: Span| q.span.shifted(at.start as usize);
    let elsewhere = |q: &Quantity, target: bool| {
        let other = |r: &Read<'_>| r.segment.source != segment.source || r.segment.target != segment.target;
        near.iter().filter(|r| other(r)).any(|r| {
            let list = if target { &r.amounts.target } else { &r.amounts.source };
            list.iter().any(|o| q.meanings.iter().any(|m| o.meanings.contains(m)))
        })
    };
    for &(i, j) in &left.pairs {
        let (s, t) = (&source[i], &target[j]);
        // Two faint ones say nothing about each other, and what stands next door was only aligned a line off.
        let faint = s.weight.min(t.weight) < Weight::Some || (elsewhere(s, true) && elsewhere(t, false));
        if s.is_calendar() != calendar || faint || converted(s, t) {
            continue;
        }
        let (from, to) = (absolute(s, segment.source), absolute(t, segment.target));
        let (a, b) = (&pair.source.text()[from.range()], &pair.target.text()[to.range()]);
        let finding = report.add(segment.target_place(to), format!("“{b}” here, “{a}” in the source"));
        finding.related.push(segment.source_place(from));
        finding.suggestion = suggestion(s, t, pair.source.lang(), pair.target.lang(), a);
    }
    for &i in &left.source {
        let q = &source[i];
        if q.is_calendar() == calendar && q.weight == Weight::Much && !elsewhere(q, true) && !is_idiom(q) {
            let span = absolute(q, segment.source);
            let message =
                format!("“{}” has no counterpart in the translation", &pair.source.text()[span.range()]);
            let finding = report.add(segment.source_place(span), message);
            finding.severity = Severity::Warning;
            finding.related.push(segment.target_place(segment.target));
        }
    }
    for &j in &left.target {
        let q = &target[j];
        if q.is_calendar() == calendar && q.weight == Weight::Much && !elsewhere(q, false) && !is_idiom(q) {
            let span = absolute(q, segment.target);
            let message = format!("“{}” does not stand in the source", &pair.target.text()[span.range()]);
            let finding = report.add(segment.target_place(span), message);
            finding.severity = Severity::Warning;
            finding.related.push(segment.source_place(segment.source));
        }
    }
}

/// Whether only one of two counts feet, miles or pounds: the translator turned it into the other system of measures.
fn converted(s: &Quantity, t: &Quantity) -> bool {
    s.imperial != t.imperial
}

/// `100 %`, which is said for "wholly" where the other language has no number.
fn is_idiom(q: &Quantity) -> bool {
    q.unit == Some(Unit::Percent) && q.number() == Some(Value::whole(100))
}

/// The source's value in the notation of the target.
fn suggestion(s: &Quantity, t: &Quantity, from: Lang, to: Lang, text: &str) -> Option<String> {
    match s.meanings.first()? {
        Meaning::Date(date) => {
            let (day, month) = (date.day?, usize::from(date.month?));
            let name = *typography::of(to).month_names.get(month - 1)?;
            let year = date.year.filter(|_| t.date().is_some_and(|d| d.year.is_some()));
            let tail = year.map(|y| format!(" {y}")).unwrap_or_default();
            Some(match to.primary() {
                Lang::VI => format!("{day}/{month}{}", year.map(|y| format!("/{y}")).unwrap_or_default()),
                Lang::EN => {
                    let mut letters = name.chars();
                    let first = letters.next()?.to_uppercase();
                    format!("{day} {first}{}{tail}", letters.as_str())
                }
                Lang::FR if day == 1 => format!("1er {name}{tail}"),
                _ => format!("{day} {name}{tail}"),
            })
        }
        Meaning::Number(value) if !s.scaled && !t.scaled && s.weight >= Weight::Some => {
            let figures = text.starts_with(|c: char| c.is_ascii_digit());
            (figures && from.primary() != Lang::UND).then(|| figures_in(*value, to))
        }
        _ => None,
    }
}

/// A value in figures, with the decimal mark and the grouping of a language.
fn figures_in(value: Value, lang: Lang) -> String {
    let text = value.to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let (group, mark) = match lang.primary() {
        Lang::EN => (",", '.'),
        Lang::VI => (".", ','),
        _ => ("\u{a0}", ','),
    };
    let least = if lang.primary() == Lang::PL { 5 } else { 4 };
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && whole.len() >= least && (whole.len() - i).is_multiple_of(3) {
            out.push_str(group);
        }
        out.push(c);
    }
    if !decimals.is_empty() {
        out.push(mark);
        out.push_str(decimals);
    }
    out
}
