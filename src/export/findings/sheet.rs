//! Findings as a sheet (XLSX): a row each, to sort, filter, assign and tick off.

use super::{Told, name};
use crate::sheet::Writer;

const HEAD: [&str; 13] = [
    "Severity",
    "Rule",
    "File",
    "Line or unit",
    "Language",
    "Text",
    "In context",
    "Message",
    "Suggestion",
    "Evidence",
    "Confidence",
    "Id",
    "Done",
];

/// The bytes of a workbook with one sheet.
///
/// # Errors
/// When packing fails.
pub fn xlsx(findings: &[&Told]) -> std::io::Result<Vec<u8>> {
    let mut sheet = Writer::new(Vec::new());
    sheet.row(&HEAD)?;
    for t in findings {
        let place = &t.place;
        let line = place.unit.as_ref().map_or_else(|| place.line.to_string(), ToString::to_string);
        let evidence: Vec<String> =
            t.related.iter().take(5).map(|s| format!("{}: {}", s.address(), s.text)).collect();
        sheet.row(&[
            name(t.severity),
            t.rule,
            &place.file,
            &line,
            place.lang.code(),
            &place.text,
            &format!("{}{}{}", place.lead, place.text, place.tail),
            &t.message,
            t.suggestion.as_deref().unwrap_or_default(),
            &evidence.join("\n"),
            &format!("{:.2}", t.confidence),
            &t.id,
            "",
        ])?;
    }
    sheet.finish()
}

#[cfg(test)]
mod tests {
    use super::super::sample;

    #[test]
    fn a_row_for_every_finding() {
        let list = sample();
        let bytes = super::xlsx(&list.iter().collect::<Vec<_>>()).expect("packed");
        let table = crate::sheet::read(&bytes).expect("a sheet");
        assert_eq!(table.rows.len(), 1 + list.len());
        assert_eq!(table.rows[1].1[7], list[0].message);
    }
}
