//! Numbers, amounts, dates and times that differ from the source.

use super::memo::Amounts;
use super::quantities::{
    Leftovers, Meaning, Quantity, Unit, Value, Weight, compare, is_conversion, is_temperature,
};
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
    let mut left = compare(source, target);
    let systems = Systems::of(read);
    let turned = |q: &Quantity, o: &Quantity| systems.are_one(q, o);
    systems.settle(read, &mut left);
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

/// Bytes between the ends of a range: `26 do 32`, `từ 5 đến 10`.
const RANGE: u32 = 12;

/// Whether a text begins with a metric unit, abbreviated or as the four languages begin its name.
fn is_unit(text: &str) -> bool {
    const SHORT: [&str; 10] = ["m", "km", "cm", "mm", "kg", "g", "l", "ha", "t", "ml"];
    const LONG: [&str; 8] = ["centi", "kilo", "milli", "mét", "metr", "mètre", "lit", "hect"];
    let text = text.trim_start();
    let word = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    SHORT.contains(&word) || LONG.iter().any(|u| word.starts_with(u))
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
        let Read { segment, .. } = read;
        let sides = [
            (segment.source_text(), segment.pair.source.lang()),
            (segment.target_text(), segment.pair.target.lang()),
        ];
        let counts = |text: &str, lang: Lang| {
            let units = &typography::of(lang).imperial;
            text.split(|c: char| !c.is_alphabetic()).any(|w| units.contains(w.to_lowercase().as_str()))
        };
        let short = |text: &str, unit: &str| {
            text.match_indices(unit)
                .any(|(at, _)| is_unit(&text[at..]) && !text[..at].ends_with(char::is_alphabetic))
        };
        Self {
            imperial: sides.iter().any(|(t, l)| counts(t, *l)),
            degrees: sides.iter().any(|(t, _)| DEGREES.iter().any(|d| t.contains(d))),
            centimetres: sides.iter().any(|(t, _)| short(t, "cm")),
        }
    }

    /// Takes out of what is left what another one left may be in the other system, the further end of a range whose nearer
    /// end is, and a metric amount for a measure whose number is no figure (half an inch).
    fn settle(self, read: &Read<'_>, left: &mut Leftovers) {
        if !(self.imperial || self.degrees || self.centimetres) {
            return;
        }
        let Amounts { source, target } = read.amounts;
        let (mut s, mut t): (Vec<usize>, Vec<usize>) = left.pairs.iter().copied().unzip();
        s.extend(&left.source);
        t.extend(&left.target);
        let all = |list: &[Quantity], others: &[Quantity], open: &[usize], text: &str| -> Vec<usize> {
            let turned = |i: usize| others.iter().any(|o| self.are_one(&list[i], o));
            // `26 do 32 stopni`, but not `1,98 m, 98 kg`.
            let range = |i: usize, n: usize| {
                let (a, b) = (list[i.min(n)].span, list[i.max(n)].span);
                let between = text.get(a.end as usize..b.start as usize).unwrap_or_default();
                b.start.saturating_sub(a.end) <= RANGE
                    && !is_unit(between)
                    && self.is_metric(&text[b.end as usize..])
            };
            let ends = |i: usize| {
                [i.checked_sub(1), Some(i + 1)]
                    .into_iter()
                    .flatten()
                    .any(|n| n < list.len() && turned(n) && range(i, n))
            };
            // A metric amount beside a number of another system that is no figure.
            let figureless = |i: usize| {
                self.imperial
                    && !others.iter().any(|o| o.imperial)
                    && !list[i].imperial
                    && self.is_metric(&text[list[i].span.end as usize..])
            };
            open.iter().copied().filter(|&i| turned(i) || ends(i) || figureless(i)).collect()
        };
        let (from, to) = (read.segment.source_text(), read.segment.target_text());
        let (gone_s, gone_t) = (all(source, target, &s, from), all(target, source, &t, to));
        let (mut alone_s, mut alone_t) = (Vec::new(), Vec::new());
        left.pairs.retain(|(i, j)| match (gone_s.contains(i), gone_t.contains(j)) {
            (false, false) => true,
            (true, true) => false,
            (true, false) => {
                alone_t.push(*j);
                false
            }
            (false, true) => {
                alone_s.push(*i);
                false
            }
        });
        left.source.extend(alone_s);
        left.target.extend(alone_t);
        left.source.retain(|i| !gone_s.contains(i));
        left.target.retain(|j| !gone_t.contains(j));
    }

    /// Whether a text begins with a metric unit or a degree sign.
    fn is_metric(self, behind: &str) -> bool {
        let behind = behind.trim_start();
        is_unit(behind) || self.degrees && behind.starts_with(['°', 's', 'd', 'đ'])
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
