//! UTX 1.20 (AAMT, *Universal Terminology eXchange*): a table per pair with part of speech, term status and concept id.
//!
//! `approved`, `non-standard` (variants), `provisional` (doubtful), `forbidden` (and superseded). Lines end in CR LF, as the specification wants.

use super::entries::{Entries, Term};
use super::{Export, FORBIDDEN, Field, Tally};
use crate::glossary::Status;
use crate::model::Lang;
use std::collections::BTreeSet;

/// `glossary.<source>-<target>.utx`. The date of the header is [`Entries::created`], empty unless asked for.
#[must_use]
pub fn utx(entries: &Entries, source: Lang, target: Lang) -> Export {
    let mut tally = Tally::default();
    tally.add(entries.forbidden, FORBIDDEN.0, FORBIDDEN.1);
    let created = entries.created.as_deref().unwrap_or("");
    let mut out = format!(
        "#UTX 1.20; {source}/{target}; {created}\r\n#src\ttgt\tsrc:pos\tterm status\tconcept ID\tcomment\r\n"
    );
    let mut seen = BTreeSet::new();
    for entry in &entries.entries {
        let (Some(from), Some(to)) = (entry.of(source), entry.of(target)) else { continue };
        let best = &to.terms[0];
        tally.unsaid(entry, from.terms.iter().chain(&to.terms), &[Field::Speech]);
        let superseded = from.terms.iter().chain(&to.terms).filter(|t| t.status == Status::Superseded);
        tally.add(superseded.count(), "superseded terms", "UTX has no such status: they are forbidden");
        for (i, term) in from.terms.iter().enumerate() {
            let doubtful = entry.doubtful || best.status == Status::Doubtful;
            let speech = entry.speech(term);
            let mut line = |from: &str, to: &Term, status: &str, comment: &str| {
                if seen.insert((from.to_owned(), to.text.clone())) {
                    push(&mut out, [from, &to.text, speech, status, &entry.id, comment]);
                }
            };
            let own = status(term.status, doubtful);
            line(&term.text, best, own, "");
            if i == 0 {
                for other in &to.terms[1..] {
                    line(&term.text, other, status(other.status, doubtful), "variant");
                }
            }
            let form = if own == "approved" { "non-standard" } else { own };
            for (text, _) in &term.inflected {
                line(text, best, form, &format!("form of {}", term.text));
            }
        }
    }
    tally.export(out)
}

fn push(out: &mut String, fields: [&str; 6]) {
    for (i, field) in fields.into_iter().enumerate() {
        out.push_str(if i == 0 { "" } else { "\t" });
        out.push_str(&field.replace(['\t', '\n', '\r'], " "));
    }
    out.push_str("\r\n");
}

const fn status(status: Status, doubtful: bool) -> &'static str {
    match status {
        Status::Forbidden | Status::Superseded => "forbidden",
        _ if doubtful => "provisional",
        Status::Preferred => "approved",
        Status::Admitted => "non-standard",
        Status::Doubtful => "provisional",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::Sample;

    #[test]
    fn doubtful_terms_are_provisional() {
        let sample = Sample::new();
        let glossary = sample.glossary();
        let mut entries = Entries::new(&glossary);
        let text = utx(&entries, Lang::VI, Lang::FR).text;
        assert!(text.starts_with("#UTX 1.20; vi/fr; \r\n"));
        assert!(text.contains("Huế\tHuê\tproperNoun\tprovisional\t9-huế\t\r\n"));
        entries.created = Some("2026-01-31T09:00:00Z".to_owned());
        let text = utx(&entries, Lang::PL, Lang::EN).text;
        assert!(text.starts_with("#UTX 1.20; pl/en; 2026-01-31T09:00:00Z\r\n"));
        assert!(text.contains("Sądu Okręgowego\tdistrict court\tproperNoun\tnon-standard\tc2\tform of"));
    }
}
