//! SRX 2.0: segmentation rules of other tools, as users bring them.
//!
//! Follows the specification (GALA, SRX 2.0, section on processing): a rule says break or no break *between* a text that its first
//! expression matches and a text that its second one matches; of all rules in order, **the first that matches a place decides** it.
//! With `cascade="yes"` the rules of every language map that fits are one list, in the order of the maps; else the first map counts.
//! Rules that cannot be run are listed with their reason, never dropped in silence.

mod export;
mod matching;
mod pattern;
mod set;
mod xml;

pub use export::{Loss, export, loss};

use super::marks::{is_line_end, skip_space};
use super::reason::Reason;
use super::scan::Decision;
use crate::model::Lang;
use crate::settings;
use matching::{Matcher, last_chars};
use pattern::Node;

/// The rules that OmegaT applies unless told otherwise, written for this project from its manual (chapter on segmentation).
const OMEGAT: &str = include_str!("omegat.srx");

/// Why a file of rules cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SrxError {
    /// Not well-formed XML.
    #[error("the SRX file is broken at byte {at}: {reason}")]
    Xml {
        /// Where.
        at: u64,
        /// What the XML reader says.
        reason: String,
    },
    /// No language map, or a map that names rules which are not there.
    #[error("the SRX file has no rules named `{0}`, which a language map asks for")]
    MissingRules(String),
    /// A pattern of a language map cannot be read.
    #[error("the language pattern `{pattern}` cannot be read: {reason}")]
    BadMap {
        /// The pattern.
        pattern: String,
        /// Why.
        reason: String,
    },
    /// No map fits the language.
    #[error("the SRX file has no rules for `{lang}`; its maps are: {maps}")]
    NoRules {
        /// The language asked for.
        lang: String,
        /// The patterns of the maps.
        maps: String,
    },
}

/// A rule as the file has it.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Written {
    /// Its number in the file, from 1.
    number: u32,
    cut: bool,
    before: String,
    after: String,
}

/// A file of rules.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Srx {
    cascade: bool,
    /// Named lists of rules.
    lists: Vec<(String, Vec<Written>)>,
    /// Language patterns and the names of the lists.
    maps: Vec<(String, String)>,
}

/// A rule that cannot be run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// Its number in the file, from 1.
    pub number: u32,
    /// What is wrong with it.
    pub reason: String,
}

#[derive(Clone, Debug)]
struct Rule {
    number: u32,
    cut: bool,
    before: Node,
    after: Node,
}

/// The rules for one language, ready to run.
#[derive(Clone, Debug)]
pub struct Ruleset {
    rules: Vec<Rule>,
    /// For every ASCII character, and last for all others: the rules whose first expression may end with it, in order.
    by_last: Vec<Vec<u32>>,
    /// Rules that cannot be run.
    pub refused: Vec<Refused>,
}

impl Srx {
    /// Reads a file.
    ///
    /// # Errors
    /// [`SrxError::Xml`] when it is not well-formed.
    pub fn parse(text: &str) -> Result<Self, SrxError> {
        xml::read(text)
    }

    /// The default rules of a translation tool: only `omegat` so far.
    #[must_use]
    pub fn of_tool(tool: &str) -> Option<Self> {
        (tool == "omegat").then(|| Self::parse(OMEGAT).unwrap_or_default())
    }

    /// The rules for a language. Codes are compared without regard to case; a file whose maps tell apart where one or two line breaks end
    /// a paragraph (`pl_one`, `pl_two`, as LanguageTool's does) is asked for the second.
    ///
    /// # Errors
    /// No map fits, a map is broken, or it names a list that is not there.
    pub fn rules(&self, lang: Lang) -> Result<Ruleset, SrxError> {
        let code = lang.code().to_owned();
        for asked in [code.clone(), format!("{code}_two"), format!("{code}_one")] {
            let rules = self.collect(&asked)?;
            if !rules.is_empty() {
                return Ok(Ruleset::compile(&rules));
            }
        }
        let maps = self.maps.iter().map(|m| m.0.as_str()).collect::<Vec<_>>().join(", ");
        Err(SrxError::NoRules { lang: code, maps })
    }

    fn collect(&self, code: &str) -> Result<Vec<&Written>, SrxError> {
        let mut out = Vec::new();
        for (pattern, name) in &self.maps {
            let whole = pattern::parse(&format!("(?i)(?:{pattern})\\z"))
                .map_err(|reason| SrxError::BadMap { pattern: pattern.clone(), reason })?;
            if !Matcher::begins(code, &whole, 0) {
                continue;
            }
            let list = self.lists.iter().find(|l| l.0 == *name);
            out.extend(list.ok_or_else(|| SrxError::MissingRules(name.clone()))?.1.iter());
            if !self.cascade {
                break;
            }
        }
        Ok(out)
    }
}

impl Ruleset {
    /// Rules of a project's settings that go before our own, in order.
    ///
    /// # Errors
    /// The number of a rule, from 1, and why it cannot be run.
    pub fn of_settings<'r>(rules: impl Iterator<Item = (u32, &'r settings::Rule)>) -> Result<Self, Refused> {
        let written: Vec<Written> = rules
            .map(|(number, r)| Written {
                number,
                cut: r.cut,
                before: r.before.clone(),
                after: r.after.clone(),
            })
            .collect();
        let out = Self::read(&written.iter().collect::<Vec<_>>());
        out.refused.first().map_or(Ok(()), |r| Err(r.clone()))?;
        Ok(out)
    }

    /// The rules of a file: where none of them cuts, none needs to be asked.
    fn compile(written: &[&Written]) -> Self {
        let mut out = Self::read(written);
        for list in &mut out.by_last {
            if !list.iter().any(|&i| out.rules[i as usize].cut) {
                list.clear();
            }
        }
        out
    }

    fn read(written: &[&Written]) -> Self {
        let mut rules = Vec::new();
        let mut refused = Vec::new();
        for w in written {
            match (pattern::parse(&w.before), pattern::parse(&w.after)) {
                (Ok(before), Ok(after)) => rules.push(Rule { number: w.number, cut: w.cut, before, after }),
                (Err(reason), _) | (_, Err(reason)) => refused.push(Refused { number: w.number, reason }),
            }
        }
        let mut by_last = vec![Vec::new(); 129];
        for (i, rule) in rules.iter().enumerate() {
            let (ascii, others) = last_chars(&rule.before);
            for (b, list) in by_last.iter_mut().enumerate() {
                if (b < 128 && ascii >> b & 1 == 1) || (b == 128 && others) {
                    list.push(i as u32);
                }
            }
        }
        Self { rules, by_last, refused }
    }

    /// How many rules there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The first rule that matches the place `at`, which stands behind the character `last`.
    fn first(&self, text: &str, at: usize, last: char) -> Option<&Rule> {
        self.by_last[if last.is_ascii() { last as usize } else { 128 }]
            .iter()
            .map(|&i| &self.rules[i as usize])
            .find(|rule| Matcher::begins(text, &rule.after, at) && Matcher::ends(text, &rule.before, at))
    }

    /// Every place inside a text that a rule decides: its byte, whether it is a break, the number of the rule.
    pub(super) fn places(&self, text: &str) -> Vec<(usize, bool, u32)> {
        let ends = text.char_indices().map(|(start, c)| (start + c.len_utf8(), c));
        ends.filter(|&(at, _)| at < text.len())
            .filter_map(|(at, c)| self.first(text, at, c).map(|rule| (at, rule.cut, rule.number)))
            .collect()
    }

    /// Reports every place that a rule decides; line ends cut unless they are `soft`.
    pub(super) fn scan(&self, text: &str, soft: bool, mut report: impl FnMut(Decision)) {
        let mut chars = text.char_indices().peekable();
        let lead = skip_space(text, 0, true);
        while let Some((start, c)) = chars.next() {
            let Some(&(at, next)) = chars.peek() else { return };
            if at <= lead {
                continue;
            }
            if is_line_end(c) && !soft {
                let next = skip_space(text, at, true);
                let end = start;
                if next < text.len() && !text[..end].trim_end().is_empty() {
                    report(Decision { end, next, cut: true, reason: Reason::LineBreak });
                }
                while chars.peek().is_some_and(|&(i, _)| i < next) {
                    chars.next();
                }
                continue;
            }
            if !soft && is_line_end(next) {
                continue;
            }
            if let Some(rule) = self.first(text, at, c) {
                let next = skip_space(text, at, true);
                let cut = rule.cut && next < text.len();
                report(Decision { end: at, next, cut, reason: Reason::Srx(rule.number) });
                // Nothing is left to cut inside the white space.
                while cut && chars.peek().is_some_and(|&(i, _)| i < next) {
                    chars.next();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::{Breaks, Segmenter};

    fn file(cascade: &str, rules: &str, maps: &str) -> Srx {
        Srx::parse(&format!(
            "<srx xmlns=\"http://www.lisa.org/srx20\" version=\"2.0\"><header segmentsubflows=\"yes\" cascade=\"{cascade}\"/>\
             <body><languagerules>{rules}</languagerules><maprules>{maps}</maprules></body></srx>"
        ))
        .expect("well-formed")
    }

    fn cut(srx: &Srx, lang: &str, text: &str) -> Vec<String> {
        let rules = srx.rules(Lang::parse(lang).expect("a code")).expect("rules");
        let segmenter = Segmenter::new(Lang::EN, Breaks::Hard).with_srx(&rules);
        segmenter.segment(text).iter().map(|s| text[s.range()].to_owned()).collect()
    }

    const ENGLISH: &str = "<languagerule languagerulename=\"E\">\
        <rule break=\"no\"><beforebreak>\\b(Mr|J|K)\\.</beforebreak><afterbreak>\\s</afterbreak></rule></languagerule>";
    const ALL: &str = "<languagerule languagerulename=\"D\">\
        <rule break=\"yes\"><beforebreak>[.!?]+</beforebreak><afterbreak>\\s+\\p{Lu}</afterbreak></rule></languagerule>";
    const MAPS: &str = "<languagemap languagepattern=\"EN.*\" languagerulename=\"E\"/>\
        <languagemap languagepattern=\".*\" languagerulename=\"D\"/>";

    #[test]
    fn the_first_rule_that_matches_decides_and_neighbours_overlap() {
        let srx = file("yes", &format!("{ENGLISH}{ALL}"), MAPS);
        assert_eq!(
            cut(&srx, "en-GB", "See Mr. J. K. Hill. He left. ok"),
            ["See Mr. J. K. Hill.", "He left. ok"]
        );
        assert_eq!(cut(&srx, "fr", "See Mr. Hill."), ["See Mr.", "Hill."]);
    }

    #[test]
    fn without_cascade_the_first_map_counts() {
        let srx = file("no", &format!("{ENGLISH}{ALL}"), MAPS);
        assert_eq!(cut(&srx, "en", "One. Two."), ["One. Two."]);
    }

    #[test]
    fn no_rules_and_bad_rules_are_said() {
        let bad = "<languagerule languagerulename=\"E\"><rule break=\"yes\"><beforebreak>(a)\\1</beforebreak></rule></languagerule>";
        let srx = file("no", bad, "<languagemap languagepattern=\"en\" languagerulename=\"E\"/>");
        assert!(matches!(srx.rules(Lang::VI), Err(SrxError::NoRules { .. })));
        assert_eq!(srx.rules(Lang::EN).expect("rules").refused.len(), 1);
        let srx = file("no", "", "<languagemap languagepattern=\"en\" languagerulename=\"E\"/>");
        assert!(matches!(srx.rules(Lang::EN), Err(SrxError::MissingRules(_))));
    }

    #[test]
    fn entities_in_rules_are_kept_whole() {
        let rules = "<languagerule languagerulename=\"D\"><rule break=\"yes\"><beforebreak>[&quot;&amp;]\\.</beforebreak>\
                     <afterbreak>\\s</afterbreak></rule></languagerule>";
        let srx = file("yes", rules, "<languagemap languagepattern=\".*\" languagerulename=\"D\"/>");
        assert_eq!(cut(&srx, "en", "a\". b&. c. d"), ["a\".", "b&.", "c. d"]);
    }

    #[test]
    fn the_rules_for_omegat_can_all_be_run() {
        let srx = Srx::of_tool("omegat").expect("built in");
        for lang in Lang::HOME {
            let rules = srx.rules(lang).expect("rules");
            assert!(rules.refused.is_empty() && !rules.is_empty());
        }
        assert_eq!(
            cut(&srx, "en", "Mr. Hill left. \"Why?\" Nobody knew. Ask."),
            ["Mr. Hill left.", "\"Why?\" Nobody knew.", "Ask."]
        );
    }
}
