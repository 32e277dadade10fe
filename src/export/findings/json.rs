//! The machine-readable contract: an array of findings.

use super::{Spot, Told, name};
use serde::{Serialize, Serializer};
use std::io::Write;

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    lang: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct Finding<'a> {
    id: &'a str,
    rule: &'a str,
    severity: &'a str,
    confidence: f64,
    #[serde(flatten)]
    place: Place<'a>,
    message: &'a str,
    related: Vec<Place<'a>>,
    suggestion: Option<&'a str>,
}

fn place(spot: &Spot) -> Place<'_> {
    let Spot { file, unit, lang, start, end, text, .. } = spot;
    Place { file, unit: unit.as_deref(), lang: lang.code(), start: *start, end: *end, text }
}

/// Writes an array of findings.
///
/// # Errors
/// When writing fails.
pub fn json(out: &mut impl Write, findings: &[&Told]) -> std::io::Result<()> {
    let list = findings.iter().map(|t| Finding {
        id: &t.id,
        rule: t.rule,
        severity: name(t.severity),
        confidence: f64::from((t.confidence * 100.0).round()) / 100.0,
        place: place(&t.place),
        message: &t.message,
        related: t.related.iter().map(place).collect(),
        suggestion: t.suggestion.as_deref(),
    });
    serde_json::Serializer::pretty(&mut *out).collect_seq(list)?;
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::super::sample;

    #[test]
    fn fields_of_the_contract() {
        let list = sample();
        let mut out = Vec::new();
        super::json(&mut out, &list.iter().collect::<Vec<_>>()).expect("written");
        let value: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
        for key in [
            "rule",
            "severity",
            "file",
            "start",
            "end",
            "text",
            "message",
            "related",
            "suggestion",
            "id",
            "confidence",
        ] {
            assert!(value[0].get(key).is_some(), "{key}");
        }
        assert_eq!(value[0]["related"][0]["text"], "sześć");
        assert!(value[1]["suggestion"].is_null());
    }
}
