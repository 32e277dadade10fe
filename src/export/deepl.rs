//! DeepL's glossary: source, translation; no header, each source once, no field over 1024 bytes (limits of its API).

use super::entries::Entries;
use super::omegat::pairs;
use super::table::separated;
use super::{Export, FORBIDDEN, Tally};
use crate::model::Lang;
use std::collections::BTreeSet;

const LONGEST: usize = 1024;

/// `glossary.<source>-<target>.deepl.csv`: base forms only, since DeepL inflects by itself.
#[must_use]
pub fn csv(entries: &Entries, source: Lang, target: Lang) -> Export {
    let mut tally = Tally::default();
    tally.add(entries.forbidden, FORBIDDEN.0, FORBIDDEN.1);
    let mut rows = Vec::new();
    let mut seen = BTreeSet::new();
    for (entry, sources, targets) in pairs(entries, source, target, &mut tally) {
        tally.add(targets.len() - 1, "variants of translations", "one translation per term");
        tally.unsaid(entry, sources.iter().chain(&targets).copied(), &[]);
        for term in &sources {
            tally.add(term.inflected.len(), "inflected forms", "DeepL inflects by itself");
            if term.text.len() > LONGEST || targets[0].text.len() > LONGEST {
                tally.add(1, "terms over 1024 bytes", "DeepL refuses them");
            } else if seen.insert(&term.text) {
                rows.push(vec![term.text.as_str(), targets[0].text.as_str()]);
            } else {
                tally.add(1, "terms with a second meaning", "DeepL takes each source term once");
            }
        }
    }
    tally.export(separated(&rows, b','))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::Sample;

    #[test]
    fn base_forms_without_header() {
        let sample = Sample::new();
        let glossary = sample.glossary();
        let export = csv(&Entries::new(&glossary), Lang::EN, Lang::VI);
        let wanted = "Da Lat,Đà Lạt\nDalat,Đà Lạt\ndistrict court,Tòa án\n\"Q&A, \"\"live\"\"\",\"\"\"Hỏi & đáp\"\" <AI>\"\n";
        assert_eq!(export.text, wanted);
        assert!(export.left_out.iter().any(|l| l.what == "contexts"));
    }
}
