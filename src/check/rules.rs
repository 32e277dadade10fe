//! The table of rules.

use super::{
    Input, Report, acronyms, addresses, codes, completeness, house, names, numbers, omissions, pairs,
    persons, repeats, segments, spacing, spelling, style, terms, tones, unicode, variants,
};
use crate::model::Severity::{self, Error, Info, Warning};

/// A rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its name in findings and settings.
    pub name: &'static str,
    /// How grave its findings usually are.
    pub severity: Severity,
    /// What it finds.
    pub about: &'static str,
    /// How many of its findings are right, as far as the cases and clean texts of the development benchmarks tell; an estimate.
    pub confidence: f32,
    /// Looks for it.
    pub(super) check: fn(&Input<'_>, &mut Report),
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rule")
            .field("name", &self.name)
            .field("severity", &self.severity)
            .finish_non_exhaustive()
    }
}

const fn rule(
    name: &'static str,
    severity: Severity,
    about: &'static str,
    check: fn(&Input<'_>, &mut Report),
) -> Rule {
    Rule { name, severity, about, confidence: confidence(name), check }
}

const fn confidence(name: &str) -> f32 {
    let bytes = name.as_bytes();
    match bytes {
        b"tone-mark"
        | b"unicode-form"
        | b"doubled-word"
        | b"bracket-mismatch"
        | b"url-mismatch"
        | b"untranslated"
        | b"term-forbidden"
        | b"code-mismatch"
        | b"house-style"
        | b"inconsistent-target" => 0.95,
        b"number-mismatch" | b"date-mismatch" | b"quote-mismatch" | b"title-mismatch" | b"term-mismatch"
        | b"term-outdated" | b"acronym-variant" | b"name-diacritics" => 0.9,
        b"name-truncated" | b"name-variant" | b"term-variant" | b"name-conflated" | b"spelling" => 0.8,
        b"segment-missing" | b"name-missing" => 0.7,
        _ => 0.6,
    }
}

/// All rules; a new one is a function and a line here.
pub const RULES: &[Rule] = &[
    rule("name-variant", Warning, "one name rendered in two ways in one language", variants::names),
    rule(
        "name-truncated",
        Error,
        "a name that has lost words and may mean another thing",
        variants::truncated,
    ),
    rule(
        "name-diacritics",
        Warning,
        "one name with, without or with half of its marks in one text",
        names::diacritics,
    ),
    rule("name-case", Info, "one name with different capitals", names::case),
    rule("title-variant", Info, "one post or rank rendered in two ways", variants::titles),
    rule("term-variant", Warning, "one term rendered in two ways", variants::terms),
    rule(
        "acronym-variant",
        Warning,
        "one acronym with two expansions, one name with two acronyms",
        acronyms::check,
    ),
    rule(
        "spelling-variant",
        Info,
        "hyphen, space, comma or placement of the tone mark differs",
        spelling::variants,
    ),
    rule("tone-mark", Error, "Vietnamese tone mark on the wrong vowel", tones::check),
    rule("spelling", Error, "a word close to a usual one and in no list", spelling::check),
    rule("name-missing", Error, "a name of the source has no counterpart in the translation", names::missing),
    rule(
        "name-conflated",
        Warning,
        "two names of the source have one name in the translation",
        persons::check,
    ),
    rule("title-mismatch", Error, "rank or post that the glossary renders otherwise", terms::titles),
    rule("term-mismatch", Warning, "the glossary's term is not used", terms::mismatch),
    rule("term-forbidden", Error, "a term or name that the glossary forbids", terms::forbidden),
    rule("term-outdated", Warning, "a name used outside its dates of validity", terms::outdated),
    rule("number-mismatch", Error, "number, percentage or amount differs", numbers::numbers),
    rule("date-mismatch", Error, "date or time differs", numbers::dates),
    rule("url-mismatch", Error, "web or mail address differs", addresses::check),
    rule("untranslated", Error, "a segment left in another language", completeness::untranslated),
    rule("segment-missing", Error, "a segment without counterpart", omissions::missing),
    rule("inconsistent-target", Warning, "one source segment, two translations", segments::targets),
    rule("inconsistent-source", Info, "two source segments, one translation", segments::sources),
    rule("doubled-word", Warning, "a word or phrase twice in a row, or glued to itself", repeats::check),
    rule("bracket-mismatch", Warning, "bracket without its partner", pairs::brackets),
    rule("quote-mismatch", Warning, "quotation mark without its partner", pairs::quotes),
    rule(
        "punctuation",
        Info,
        "end mark differs from the source; mixed quotation marks or apostrophes",
        spacing::punctuation,
    ),
    rule("spacing", Info, "space missing, doubled or wrong for the language", spacing::spaces),
    rule("style-mixed", Info, "two styles of dates or numbers in one text", style::check),
    rule(
        "code-mismatch",
        Error,
        "an inline code or placeholder that the source has and the translation lacks, or the reverse",
        codes::check,
    ),
    rule(
        "house-style",
        Warning,
        "names, dates, numbers, quotation marks or headlines not as the house writes them",
        house::check,
    ),
    rule("unicode-form", Warning, "letters not in NFC, invisible or broken characters", unicode::check),
];

/// Whether a rule compares all segments of a text with each other, so that a part of the text is not enough.
#[must_use]
pub fn is_of_whole(rule: &Rule) -> bool {
    matches!(rule.name, "inconsistent-target" | "inconsistent-source")
}

/// Whether a rule is about form: spaces, marks, styles. A file that does it always has a habit, not a thousand faults.
#[must_use]
pub fn is_of_form(rule: &str) -> bool {
    matches!(
        rule,
        "quote-mismatch"
            | "punctuation"
            | "spacing"
            | "style-mixed"
            | "spelling-variant"
            | "house-style"
            | "unicode-form"
    )
}

/// Rules whose finding at the same place makes one of `rule` superfluous.
pub(super) fn beaten_by(rule: &str) -> &'static [&'static str] {
    match rule {
        "term-mismatch" => &["title-mismatch", "term-forbidden", "term-outdated"],
        "name-variant" | "term-variant" => {
            &["name-truncated", "name-diacritics", "acronym-variant", "untranslated", "term-forbidden"]
        }
        "name-missing" => {
            &["segment-missing", "untranslated", "name-conflated", "term-outdated", "title-mismatch"]
        }
        "number-mismatch" => &["untranslated"],
        "name-case" | "title-variant" | "spelling-variant" => &["name-variant", "name-diacritics"],
        "segment-missing" => &["untranslated"],
        "spelling" => &["tone-mark", "untranslated", "unicode-form"],
        _ => &[],
    }
}
