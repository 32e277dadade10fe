//! SARIF 2.1.0 (OASIS), for editors and code review: regions in characters from the start of the file.

use super::{Spot, Told};
use crate::model::Severity;
use serde_json::{Value, json};
use std::io::Write;

/// A rule as the log names it.
#[derive(Clone, Copy, Debug)]
pub struct RuleOut {
    /// Its name.
    pub name: &'static str,
    /// What it finds.
    pub about: &'static str,
    /// How grave its findings usually are.
    pub severity: Severity,
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn location(spot: &Spot) -> Value {
    let mut place = json!({"physicalLocation": {"artifactLocation": {"uri": uri(&spot.file)}}});
    if let Some(unit) = &spot.unit {
        // Offsets count in the unit, not in the file: a logical place.
        place["logicalLocations"] = json!([{"name": &**unit, "kind": "element", "fullyQualifiedName": format!("{unit}/{}", spot.lang)}]);
        place["physicalLocation"]["region"] = json!({"snippet": {"text": spot.text}, "startLine": 1});
    } else {
        place["physicalLocation"]["region"] = json!({"startLine": spot.line, "startColumn": spot.column,
            "charOffset": spot.start, "charLength": spot.end - spot.start, "snippet": {"text": spot.text}});
    }
    place
}

/// A relative path as a URI: all but letters, digits and a few signs is escaped.
fn uri(file: &str) -> String {
    let path = file.replace('\\', "/");
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(byte.into());
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Writes a log with one run.
///
/// # Errors
/// When writing fails.
pub fn sarif(out: &mut impl Write, findings: &[&Told], rules: &[RuleOut]) -> std::io::Result<()> {
    let rules: Vec<Value> = rules
        .iter()
        .map(|r| {
            json!({"id": r.name, "shortDescription": {"text": r.about}, "defaultConfiguration": {"level": level(r.severity)}})
        })
        .collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|t| {
            // The standard wants them unique (3.27.22).
            let mut related: Vec<Value> = Vec::new();
            for place in t.related.iter().map(location) {
                if !related.contains(&place) {
                    related.push(place);
                }
            }
            let mut result = json!({"ruleId": t.rule, "level": level(t.severity), "message": {"text": t.message},
                "rank": f64::from((t.confidence * 100.0).round()),
                "locations": [location(&t.place)],
                "relatedLocations": related,
                "partialFingerprints": {"songngu/v1": t.id}});
            if let (Some(text), None) = (&t.suggestion, &t.place.unit) {
                let region = json!({"charOffset": t.place.start, "charLength": t.place.end - t.place.start});
                result["fixes"] = json!([{"description": {"text": "Write it so"}, "artifactChanges": [{
                    "artifactLocation": {"uri": uri(&t.place.file)},
                    "replacements": [{"deletedRegion": region, "insertedContent": {"text": text}}]}]}]);
            }
            result
        })
        .collect();
    let driver = json!({"name": "songngu", "version": env!("CARGO_PKG_VERSION"), "rules": rules});
    let log = json!({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}]});
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn results_name_rules_places_and_fixes() {
        let list = sample();
        let rules = [RuleOut { name: "spacing", about: "spaces", severity: Severity::Info }];
        let mut out = Vec::new();
        sarif(&mut out, &list.iter().collect::<Vec<_>>(), &rules).expect("written");
        let log: Value = serde_json::from_slice(&out).expect("JSON");
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "spacing");
        let result = &run["results"][0];
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a/b%C3%A0i.pl.txt");
        assert_eq!(place["region"]["charOffset"], 10);
        assert_eq!(
            result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"],
            "6"
        );
        assert!(run["results"][1].get("fixes").is_none());
    }
}
