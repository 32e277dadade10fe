//! Rules of the user's over ours: where one of theirs matches, it decides; everywhere else we do.

use super::marks::skip_space;
use super::reason::Reason;
use super::scan::Decision;
use super::srx::Ruleset;

/// What the user's rules say about one text, used up from its beginning to its end.
pub(super) struct Overlay<'t> {
    text: &'t str,
    soft: bool,
    /// Byte, whether it is a break, number of the rule.
    places: std::iter::Peekable<std::vec::IntoIter<(usize, bool, u32)>>,
}

impl<'t> Overlay<'t> {
    pub fn new(rules: &Ruleset, text: &'t str, soft: bool) -> Self {
        Self { text, soft, places: rules.places(text).into_iter().peekable() }
    }

    /// Reports the user's breaks before a candidate of ours, then the candidate, decided by their rule if one matches there.
    /// A line break that ends a segment stays one.
    pub fn pass(&mut self, mut ours: Decision, report: &mut impl FnMut(Decision)) {
        self.breaks_before(ours.end, report);
        let mut theirs = None;
        while let Some(place) = self.places.next_if(|p| p.0 <= ours.next) {
            theirs.get_or_insert(place);
        }
        if let Some((_, cut, number)) = theirs.filter(|_| ours.reason != Reason::LineBreak) {
            ours.cut = cut;
            ours.reason = Reason::Setting(number);
        }
        report(ours);
    }

    /// Reports what is left.
    pub fn finish(&mut self, report: &mut impl FnMut(Decision)) {
        self.breaks_before(self.text.len(), report);
    }

    fn breaks_before(&mut self, end: usize, report: &mut impl FnMut(Decision)) {
        while let Some((at, cut, number)) = self.places.next_if(|p| p.0 < end) {
            let next = skip_space(self.text, at, self.soft);
            if cut && next < self.text.len() {
                report(Decision { end: at, next, cut, reason: Reason::Setting(number) });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Lang;
    use crate::segment::{Breaks, Cutting};
    use crate::settings::Settings;

    #[test]
    fn their_rules_go_before_ours() {
        let settings = Settings::parse(
            "[segment.abbreviations]\nen = [\"Qx\"]\n[segment.final_abbreviations]\nany = [\"Zk\"]\n\
             [[segment.rules]]\nbreak = false\nbefore = 'Never\\.'\n[[segment.rules]]\nbreak = true\nbefore = ';'\nafter = '\\s'\n\
             [[segment.rules]]\nlang = \"pl\"\nbreak = true\nbefore = ','\n",
        )
        .expect("settings");
        let cutting = Cutting::new(&settings.segment).expect("rules");
        for (text, wanted) in [
            ("Ask Qx. Hill. Now", "Ask Qx. Hill.|Now"),
            ("Never. Go; stay, run. Zk. Fine", "Never. Go;|stay, run.|Zk. Fine"),
            ("; a\n; b", ";|a|;|b"),
            ("Never.\nGo", "Never.|Go"),
            (" ; ", ";"),
        ] {
            let cut = cutting.with(Lang::EN, Breaks::Hard, |s| s.segment(text)).expect("rules");
            let cut: Vec<&str> = cut.iter().map(|s| &text[s.range()]).collect();
            assert_eq!(cut.join("|"), wanted);
        }
    }
}
