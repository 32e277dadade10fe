//! OmegaT's glossary: tab-separated term, translation, comment; the ending `.utf8` makes OmegaT read it as UTF-8.
//!
//! OmegaT has no status and, but for its own stemmers, no morphology: doubtful terms stay out, and every form of the source
//! term is an entry of its own, so that a Polish genitive is recognised too.

use super::entries::{Entries, Entry, Term};
use super::{Export, FORBIDDEN, Tally};
use crate::glossary::Status;
use crate::model::Lang;
use std::collections::BTreeSet;

/// `glossary.<source>-<target>.utf8`.
///
/// Lines of one concept: the preferred term with each translation, then its variants and forms with the preferred translation.
#[must_use]
pub fn utf8(entries: &Entries, source: Lang, target: Lang) -> Export {
    let mut tally = Tally::default();
    tally.add(entries.forbidden, FORBIDDEN.0, FORBIDDEN.1);
    let mut out = String::from("# Glossary in tab-separated format -*- coding: utf-8 -*-\n");
    let mut seen = BTreeSet::new();
    for (entry, sources, targets) in pairs(entries, source, target, &mut tally) {
        tally.unsaid(entry, sources.iter().chain(&targets).copied(), &[]);
        for (from, to, comment) in lines(entry, &sources, &targets) {
            if from.starts_with('#') {
                tally.add(1, "terms that begin with #", "OmegaT takes such a line for a comment");
            } else if seen.insert((from.to_owned(), to.to_owned())) {
                for (i, field) in [from, to, comment.as_str()].into_iter().enumerate() {
                    out.push_str(if i == 0 { "" } else { "\t" });
                    out.push_str(&field.replace(['\t', '\n', '\r'], " "));
                }
                out.push('\n');
            }
        }
    }
    tally.export(out)
}

/// Source forms, translations and comments of an entry.
fn lines<'t>(entry: &Entry, sources: &[&'t Term], targets: &[&'t Term]) -> Vec<(&'t str, &'t str, String)> {
    let kind = entry.subject.as_str();
    let comment = |text: String| if kind.is_empty() { text } else { format!("{kind}; {text}") };
    let preferred = targets[0].text.as_str();
    let mut out = Vec::new();
    for (i, term) in sources.iter().enumerate() {
        if i == 0 {
            out.push((term.text.as_str(), preferred, kind.to_owned()));
            let also = |t: &&'t Term| (term.text.as_str(), t.text.as_str(), comment("variant".to_owned()));
            out.extend(targets[1..].iter().map(also));
        } else {
            out.push((&term.text, preferred, comment(format!("variant of {}", sources[0].text))));
        }
        for (form, _) in &term.inflected {
            out.push((form, preferred, comment(format!("form of {}", term.text))));
        }
    }
    out
}

/// An entry with its good terms in two languages.
pub(super) type Paired<'e> = (&'e Entry, Vec<&'e Term>, Vec<&'e Term>);

/// Entries for a format without status: those that both languages have, without the terms that must not be used unasked, which
/// are counted.
pub(super) fn pairs<'e>(
    entries: &'e Entries,
    source: Lang,
    target: Lang,
    tally: &mut Tally,
) -> Vec<Paired<'e>> {
    const WHY: &str = "the format has no status";
    let mut out = Vec::new();
    for entry in &entries.entries {
        let (Some(from), Some(to)) = (entry.of(source), entry.of(target)) else { continue };
        if entry.doubtful {
            tally.add(1, "doubtful entries", WHY);
            continue;
        }
        for (status, what) in [
            (Status::Doubtful, "doubtful terms"),
            (Status::Superseded, "superseded terms"),
            (Status::Forbidden, "forbidden terms"),
        ] {
            let all = from.terms.iter().chain(&to.terms);
            tally.add(all.filter(|t| t.status == status).count(), what, WHY);
        }
        let (sources, targets): (Vec<_>, Vec<_>) = (from.good().collect(), to.good().collect());
        if sources.is_empty() || targets.is_empty() {
            tally.add(1, "entries", "nothing is left of them in one of the languages");
            continue;
        }
        out.push((entry, sources, targets));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::Sample;

    #[test]
    fn forms_are_entries_and_doubtful_ones_are_counted() {
        let sample = Sample::new();
        let glossary = sample.glossary();
        let entries = Entries::new(&glossary);
        let export = utf8(&entries, Lang::PL, Lang::VI);
        assert!(export.text.contains("Sądu Okręgowego\tTòa án\torganisation; form of Sąd Okręgowy\n"));
        assert!(!export.text.contains("#pytania"));
        let left: Vec<String> = export.left_out.iter().map(ToString::to_string).collect();
        assert!(left.contains(&"1 doubtful terms (the format has no status)".to_owned()), "{left:?}");
        assert!(left.iter().any(|l| l.starts_with("1 terms that begin with #")), "{left:?}");
        let export = utf8(&entries, Lang::VI, Lang::FR);
        assert!(!export.text.contains("Huế"));
        assert!(utf8(&entries, Lang::VI, Lang::EN).text.contains("Đà Lạt\tDalat\tplace; variant\n"));
    }
}
