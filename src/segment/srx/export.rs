//! Our rules as an SRX file, and what is lost by it.
//!
//! SRX sees only what stands beside a place. It cannot count quotation marks, measure a clause, find its verb, look at the start of
//! a segment, or know that a headline has run into its text: those decisions are left out.

use super::Srx;
use crate::lang::{self, Kinds};
use crate::model::Lang;
#[cfg(test)]
use crate::segment::Breaks;
use crate::segment::Segmenter;
use crate::settings;
use std::fmt::Write;

/// What closes after a mark.
const CLOSERS: &str = r#"(?:\h?[»›]|[”’"'\)\]])*"#;

/// What opens before a word.
const OPENERS: &str = r#"["“„«‹‘‚'\(\[¿¡]?\h?"#;

/// A rule of the file: break or not, and its two expressions.
type Line = (bool, String, String);

/// The rules of the four languages, and neutral ones for the others, as SRX 2.0, with the rules and abbreviations of the project.
#[must_use]
pub fn export(wanted: &settings::Segment) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- Segmentation rules of songngu. SRX cannot say everything: quotations inside a \
         sentence, the length and verb of a clause,\n     numbers at the start of a segment and headlines without a stop are judged better by \
         songngu itself. -->\n<srx xmlns=\"http://www.lisa.org/srx20\" version=\"2.0\">\n<header segmentsubflows=\"yes\" \
         cascade=\"no\">\n<formathandle type=\"start\" include=\"no\"/>\n<formathandle type=\"end\" include=\"yes\"/>\n\
         <formathandle type=\"isolated\" include=\"no\"/>\n</header>\n<body>\n<languagerules>\n",
    );
    let languages = Lang::HOME.into_iter().chain([Lang::UND]);
    for lang in languages.clone() {
        let _ = writeln!(out, "<languagerule languagerulename=\"{lang}\">");
        for (cut, before, after) in rules(lang, wanted) {
            let cut = if cut { "yes" } else { "no" };
            let (before, after) = (escape(&before), escape(&after));
            let _ = writeln!(
                out,
                "<rule break=\"{cut}\"><beforebreak>{before}</beforebreak><afterbreak>{after}</afterbreak></rule>"
            );
        }
        out.push_str("</languagerule>\n");
    }
    out.push_str("</languagerules>\n<maprules>\n");
    for lang in languages {
        let pattern = match lang {
            Lang::UND => ".*".to_owned(),
            _ => format!("(?i){lang}(?:[-_].*)?"),
        };
        let _ = writeln!(out, "<languagemap languagepattern=\"{pattern}\" languagerulename=\"{lang}\"/>");
    }
    out.push_str("</maprules>\n</body>\n</srx>\n");
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// `(?:a|b)` of literal words, sorted.
fn any_of(words: &[String]) -> String {
    let escaped: Vec<String> = words.iter().map(|w| regex_syntax::escape(w)).collect();
    format!("(?:{})", escaped.join("|"))
}

/// The rules of a language in order.
fn rules(lang: Lang, wanted: &settings::Segment) -> Vec<Line> {
    let language = lang::of(lang);
    let mut abbreviations = language.abbreviations.clone();
    for (list, kind) in [(&wanted.abbreviations, Kinds::HARD), (&wanted.final_abbreviations, Kinds::SOFT)] {
        for word in list.iter().filter(|(scope, _)| scope.holds(lang)).flat_map(|(_, words)| words) {
            abbreviations.add(word.trim(), kind);
        }
    }
    let listed = abbreviations.sorted();
    let of = |kinds: Kinds| {
        let words: Vec<String> = listed
            .iter()
            .filter(|e| e.1.any(kinds))
            .flat_map(|(word, _, exact)| {
                let mut first = word.chars();
                let capital: String =
                    first.next().into_iter().flat_map(char::to_uppercase).chain(first).collect();
                let other = (!exact && capital != *word).then_some(capital);
                [Some((*word).to_owned()), other].into_iter().flatten()
            })
            .collect();
        (!words.is_empty()).then(|| format!(r"(?<![\p{{L}}\p{{Nd}}.]){}\.", any_of(&words)))
    };
    let mut starters: Vec<String> = language.starters.iter().map(|w| (*w).to_owned()).collect();
    starters.sort_unstable();
    // Elided words (L’) go on without a blank.
    let start = if starters.is_empty() {
        String::new()
    } else {
        format!(r"\s+{OPENERS}{}(?:\b|(?<=['’]))(?!\.)", any_of(&starters))
    };
    let blank = r"\s".to_owned();
    let initials = r"(?<![\p{L}\p{Nd}])(?:\p{Lu}\.?-?)*\p{Lu}\.".to_owned();
    let soft = of(Kinds::SOFT.with(Kinds::PLACE).with(Kinds::UNIT));
    let own = wanted.rules.iter().filter(|r| r.lang.holds(lang));
    let mut out: Vec<Line> = own.map(|r| (r.cut, r.before.clone(), r.after.clone())).collect();
    out.push((false, r"^\s*(?:\p{Nd}{1,3}|\p{L})\.".to_owned(), blank.clone()));
    let headings: Vec<String> = {
        let mut all: Vec<String> = language.headings.iter().map(|w| (*w).to_owned()).collect();
        all.sort_unstable();
        all
    };
    if !headings.is_empty() {
        out.push((
            false,
            format!(r"^\s*(?i:{})\.?\s+(?:\p{{Nd}}+|[IVXLC]+)\.", any_of(&headings)),
            blank.clone(),
        ));
    }
    if let Some(hard) = of(Kinds::TITLE.with(Kinds::HARD)) {
        out.push((false, hard, blank.clone()));
    }
    if let Some(number) = of(Kinds::NUMBER) {
        out.push((false, number, r"\s+(?:\p{Nd}|[IVXLC]+\b)".to_owned()));
    }
    for list in soft.into_iter().chain([initials]) {
        if !start.is_empty() {
            out.push((true, list.clone(), start.clone()));
        }
        out.push((false, list, blank.clone()));
    }
    let mut nouns: Vec<String> = language.ordinal_nouns.iter().map(|w| (*w).to_owned()).collect();
    nouns.sort_unstable();
    if !nouns.is_empty() {
        out.push((false, r"(?<!\p{Nd})\p{Nd}{1,3}\.".to_owned(), format!(r"\s+(?i:{})", any_of(&nouns))));
    } else if lang == Lang::UND {
        out.push((false, r"(?<!\p{Nd})\p{Nd}{1,2}\.".to_owned(), r"\s+\p{Lu}".to_owned()));
    }
    // A whole word before a small letter; strong marks before one.
    out.push((true, r"\p{L}{5,}\.".to_owned(), r#"\s+["“„«]?\p{Ll}"#.to_owned()));
    out.push((true, r"(?<![.…])[!?]+".to_owned(), r"\s+\p{Ll}".to_owned()));
    out.push((false, format!(r"[.!?…]{CLOSERS}"), r"\s+[-–—]?\s*\p{Ll}".to_owned()));
    // What closes belongs to the sentence.
    out.push((false, r"[.!?…]".to_owned(), r"\h[»›]".to_owned()));
    out.push((true, format!(r"[.!?…]{CLOSERS}(?:\[\p{{Nd}}{{1,3}}\]|[¹²³])*"), r"\s".to_owned()));
    out.push((true, "[。！？]".to_owned(), String::new()));
    out
}

/// How far the exported rules agree with our own on a set of texts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Loss {
    /// Ends that both find.
    pub both: u32,
    /// Ends that only songngu finds.
    pub missed: u32,
    /// Ends that only the exported rules find.
    pub extra: u32,
}

impl Loss {
    /// Agreement as F1, per cent.
    #[must_use]
    pub fn f1(self) -> f64 {
        let sum = 2 * self.both + self.missed + self.extra;
        if sum == 0 { 100.0 } else { 200.0 * f64::from(self.both) / f64::from(sum) }
    }

    fn add(&mut self, ours: &[u32], theirs: &[u32]) {
        let both = ours.iter().filter(|e| theirs.binary_search(e).is_ok()).count() as u32;
        self.both += both;
        self.missed += ours.len() as u32 - both;
        self.extra += theirs.len() as u32 - both;
    }
}

/// Cuts the texts both ways and compares the ends.
#[must_use]
pub fn loss<'a>(srx: &Srx, own: Segmenter, texts: impl IntoIterator<Item = &'a str>) -> Loss {
    let mut out = Loss::default();
    let lang = own.language.lang;
    let Ok(rules) = srx.rules(lang) else { return out };
    let theirs = Segmenter::new(lang, own.breaks).with_srx(&rules);
    let ends = |segmenter: &Segmenter, text: &str| -> Vec<u32> {
        let mut ends: Vec<u32> = segmenter.segment(text).iter().map(|s| s.end).collect();
        ends.pop();
        ends
    };
    for text in texts {
        out.add(&ends(&own, text), &ends(&theirs, text));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_goes_with_the_export() {
        let settings = settings::Settings::parse(
            "[segment.abbreviations]\npl = [\"zarz\"]\n[[segment.rules]]\nbreak = true\nbefore = ';'\nafter = '\\s'\n",
        )
        .expect("settings");
        let srx = Srx::parse(&export(&settings.segment)).expect("well-formed");
        let rules = srx.rules(Lang::PL).expect("rules");
        let text = "Pytaj zarz. Nowaka; potem czekaj.";
        let cut = Segmenter::new(Lang::PL, Breaks::Hard).with_srx(&rules).segment(text);
        assert_eq!(
            cut.iter().map(|s| &text[s.range()]).collect::<Vec<_>>(),
            ["Pytaj zarz. Nowaka;", "potem czekaj."]
        );
    }

    #[test]
    fn exported_rules_can_be_run_and_agree() {
        let srx = Srx::parse(&export(&settings::Segment::default())).expect("well-formed");
        for lang in Lang::HOME {
            let rules = srx.rules(lang).expect("rules");
            assert!(rules.refused.is_empty(), "{lang}: {:?}", rules.refused);
            let texts = crate::segment::cases::texts(lang);
            let loss = loss(&srx, Segmenter::new(lang, Breaks::Hard), texts.iter().map(String::as_str));
            assert!(loss.f1() > 85.0, "{lang}: {loss:?}");
        }
    }
}
