//! Numbers, amounts, dates and times that differ from the source.

use super::memo::Amounts;
use super::quantities::{Meaning, Quantity, Unit, Value, Weight, compare, is_conversion, is_temperature};
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
    let systems = Systems::of(read);
    let turned = |q: &Quantity, o: &Quantity| systems.are_one(q, o);
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
        if s.is_calendar() != calendar || faint || converted(s, t) || turned(s, t) {
            continue;
        }
        let (from, to) = (absolute(s, segment.source), absolute(t, segment.target));
        let (a, b) = (&pair.source.text()[from.range()], &pair.target.text()[to.range()]);
        let digits = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>();
        let message = if !digits(a).is_empty() && digits(a) == digits(b) {
            format!(
                "“{b}” here, “{a}” in the source: one of them is not written as its language writes numbers"
            )
        } else {
            format!("“{b}” here, “{a}” in the source")
        };
        let finding = report.add(segment.target_place(to), message);
        finding.related.push(segment.source_place(from));
        finding.suggestion = suggestion(s, t, pair.source.lang(), pair.target.lang(), a);
    }
    for &i in &left.source {
        let q = &source[i];
        if source.iter().chain(target).any(|o| turned(q, o)) {
            continue;
        }
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
        if source.iter().chain(target).any(|o| turned(q, o)) {
            continue;
        }
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

/// How two numbers of a bead may be one measure in two systems.
#[derive(Clone, Copy)]
struct Systems {
    /// A side counts in feet, miles or pounds.
    imperial: bool,
    /// A side speaks of degrees.
    degrees: bool,
    /// A side counts in centimetres.
    centimetres: bool,
}

impl Systems {
    fn of(read: &Read<'_>) -> Self {
        const DEGREES: [&str; 6] = ["°", "degré", "degree", "stopni", "stopień", " độ"];
        let Read { segment, amounts } = read;
        let degrees = |text: &str| DEGREES.iter().any(|d| text.contains(d));
        Self {
            imperial: amounts.source.iter().chain(&amounts.target).any(|q| q.imperial),
            degrees: degrees(segment.source_text()) || degrees(segment.target_text()),
            centimetres: segment.source_text().contains(" cm") || segment.target_text().contains(" cm"),
        }
    }

    /// Whether two numbers are one measure in two systems.
    fn are_one(self, q: &Quantity, o: &Quantity) -> bool {
        let Some((a, b)) = q.number().zip(o.number()).filter(|(a, b)| a != b) else { return false };
        self.imperial && (is_conversion(a, b) || is_conversion(b, a))
            || self.centimetres && a.same_but_scale(b)
            || self.degrees && (is_temperature(a, b) || is_temperature(b, a))
    }
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
