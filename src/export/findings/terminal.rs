//! Findings for people at a terminal: as compilers tell theirs, with the line and the place marked.

use super::{Spot, Told, counts, name};
use crate::model::Severity;
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// Letters shown around a place.
const AROUND: usize = 36;
/// Letters of a place that are shown.
const LONGEST: usize = 60;
/// Other places that are shown.
const RELATED: usize = 3;

/// Writes the findings and their number; `colour` for terminals.
///
/// # Errors
/// When writing fails.
pub fn text(out: &mut impl Write, findings: &[&Told], colour: bool) -> std::io::Result<()> {
    let paint = |code: &str, text: &str| {
        if colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    };
    for t in findings {
        let code = match t.severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Info => "1;36",
        };
        let head = format!("{}[{}]", name(t.severity), t.rule);
        writeln!(out, "{}: {}", paint(code, &head), paint("1", &t.message))?;
        excerpt(out, &t.place, "-->", '^', &paint)?;
        for place in t.related.iter().take(RELATED) {
            excerpt(out, place, ":::", '-', &paint)?;
        }
        if t.related.len() > RELATED {
            writeln!(out, "      … and {} more places", t.related.len() - RELATED)?;
        }
        if let Some(suggestion) = &t.suggestion {
            writeln!(out, "  {} {suggestion}", paint("1;32", "write:"))?;
        }
        writeln!(out, "  id: {}\n", t.id)?;
    }
    let [errors, warnings, remarks] = counts(findings);
    writeln!(out, "{errors} errors, {warnings} warnings, {remarks} remarks")
}

/// Where, and the line around the place with the place marked.
fn excerpt(
    out: &mut impl Write,
    spot: &Spot,
    arrow: &str,
    sign: char,
    paint: &dyn Fn(&str, &str) -> String,
) -> std::io::Result<()> {
    writeln!(out, "  {} {}", paint("1;34", arrow), spot.address())?;
    let before: Vec<char> = spot.lead.chars().collect();
    let cut = before.len().saturating_sub(AROUND);
    let more = cut > 0 || before.len() + 1 < spot.column;
    let lead: String = if more { "…" } else { "" }.chars().chain(before[cut..].iter().copied()).collect();
    let whole = spot.text.chars().count() <= LONGEST;
    let mut marked: String =
        spot.text.chars().map(|c| if c == '\n' { ' ' } else { c }).take(LONGEST).collect();
    let mut tail: String = spot.tail.chars().take(AROUND).collect();
    if !whole {
        marked.push('…');
        tail.clear();
    }
    let number = if spot.unit.is_some() { String::from(" ") } else { spot.line.to_string() };
    let margin = " ".repeat(number.len());
    let bar = paint("1;34", "|");
    writeln!(out, "  {} {bar} {lead}{marked}{tail}", paint("1;34", &number))?;
    let signs: String = std::iter::repeat_n(sign, marked.width().max(1)).collect();
    writeln!(out, "  {margin} {bar} {}{}", " ".repeat(lead.width()), paint("1;33", &signs))
}

#[cfg(test)]
mod tests {
    use super::super::sample;

    #[test]
    fn the_sign_stands_below_the_place() {
        let list = sample();
        let mut out = Vec::new();
        super::text(&mut out, &[&list[0]], false).expect("written");
        let text = String::from_utf8(out).expect("UTF-8");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1], "  --> a/bài.pl.txt:2:6");
        assert_eq!(lines[2].find('5'), lines[3].find('^').map(|at| at + "ł".len() - 1));
        assert!(text.contains("write: 6") && text.ends_with("1 errors, 0 warnings, 0 remarks\n"));
    }
}
