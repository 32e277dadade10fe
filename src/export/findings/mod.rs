//! Findings as they are told: each with its texts, so that every format can be written without the files at hand.

mod html;
mod identity;
mod json;
mod sarif;
mod sheet;
mod terminal;

pub use html::html;
pub use identity::identify;
pub use json::json;
pub use sarif::{RuleOut, sarif};
pub use sheet::xlsx;
pub use terminal::text;

use crate::model::{Lang, Severity};
use std::sync::Arc;

/// A finding with its texts.
#[derive(Clone, PartialEq, Debug)]
pub struct Told {
    /// Stable while the rest of the text changes (see [`identify`]); empty until then.
    pub id: String,
    /// The rule.
    pub rule: &'static str,
    /// How grave.
    pub severity: Severity,
    /// How sure the rule is, 0 to 1.
    pub confidence: f32,
    /// Where.
    pub place: Spot,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The other places that prove it.
    pub related: Vec<Spot>,
    /// What to write instead.
    pub suggestion: Option<String>,
}

/// A place with its text and the line around it.
#[derive(Clone, PartialEq, Debug)]
pub struct Spot {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// The unit of a bilingual file; offsets and columns count from the start of its text.
    pub unit: Option<Arc<str>>,
    /// The language.
    pub lang: Lang,
    /// First Unicode scalar value.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The text marked.
    pub text: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in scalar values, from 1.
    pub column: usize,
    /// The end of what stands before it in its line.
    pub lead: String,
    /// The beginning of what stands behind it in its line.
    pub tail: String,
}

impl Spot {
    /// File and line, or file and unit.
    #[must_use]
    pub fn address(&self) -> String {
        match &self.unit {
            Some(unit) => format!("{}: unit {unit} ({}), column {}", self.file, self.lang, self.column),
            None => format!("{}:{}:{}", self.file, self.line, self.column),
        }
    }
}

/// The name of a severity.
#[must_use]
pub const fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// Errors, warnings and remarks of a list.
fn counts(findings: &[&Told]) -> [usize; 3] {
    [Severity::Error, Severity::Warning, Severity::Info]
        .map(|s| findings.iter().filter(|t| t.severity == s).count())
}

#[cfg(test)]
pub(crate) fn sample() -> Vec<Told> {
    let spot = |start: usize, text: &str, lead: &str, tail: &str| Spot {
        file: "a/bài.pl.txt".into(),
        unit: None,
        lang: Lang::PL,
        start,
        end: start + text.chars().count(),
        text: text.to_owned(),
        line: 2,
        column: lead.chars().count() + 1,
        lead: lead.to_owned(),
        tail: tail.to_owned(),
    };
    let told = |rule, severity, place: Spot, suggestion: Option<&str>| Told {
        id: String::new(),
        rule,
        severity,
        confidence: 0.9,
        place,
        message: "“5” here, “6” in the source & <more>".to_owned(),
        related: vec![spot(40, "sześć", "było ", " łodzi")],
        suggestion: suggestion.map(str::to_owned),
    };
    let mut list = vec![
        told("number-mismatch", Severity::Error, spot(10, "5", "Było ", " łodzi."), Some("6")),
        told("spacing", Severity::Info, spot(20, "łodzi .", "Było 5 ", ""), None),
        told("spacing", Severity::Info, spot(20, "łodzi .", "Było 5 ", ""), None),
    ];
    identify(&mut list);
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_do_not_depend_on_the_place_in_the_file_and_twins_are_numbered() {
        let first = sample();
        let mut moved = sample();
        for told in &mut moved {
            told.place.line += 7;
            told.place.start += 300;
            told.place.end += 300;
        }
        identify(&mut moved);
        let ids = |l: &[Told]| l.iter().map(|t| t.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&first), ids(&moved));
        assert_eq!(first[2].id, format!("{}-2", first[1].id));
        moved[0].place.text = "7".to_owned();
        identify(&mut moved);
        assert_ne!(first[0].id, moved[0].id);
    }
}
