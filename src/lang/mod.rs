//! What is true of one language: data files a linguist can edit, and the little code that data cannot say.
//!
//! A language is a folder of word lists (`<code>/*.txt`: one or more entries a line, `#` comments, `[name]` opens a part)
//! and one line in [`of`]. Languages without a folder get neutral defaults.

pub mod abbreviations;
pub(crate) mod furniture;
pub mod identify;
pub mod inflect;
pub mod names;
pub mod stem;

pub use abbreviations::{Abbreviations, Kinds};
pub use identify::{Diacritics, Identified, contradicts, identify};

use crate::model::Lang;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Words of one kind, looked up in lower case.
pub type Words = FxHashSet<&'static str>;

/// The data of one language.
#[derive(Debug)]
pub struct Language {
    /// Which language; `und` for the neutral defaults.
    pub lang: Lang,
    /// Grammar words, lower case.
    pub function_words: Words,
    /// Abbreviations written with a stop.
    pub abbreviations: Abbreviations,
    /// Names that carry a mark of their own (Yahoo!).
    pub marked_names: Words,
    /// Words that begin sentences and family names alike (Le Goff).
    pub particles: Words,
    /// Verbs that name a speaker beside a quotation, lower case.
    pub speech: Words,
    /// Verbs (or, with a hyphen before them, endings of verbs) that stand in a full clause.
    pub finite: Words,
    /// Capitalised words that go on behind a unit (5 p.m. Monday).
    pub followers: Words,
    /// Nouns that take an ordinal with a stop before them, lower case.
    pub ordinal_nouns: Words,
    /// Words that begin a sentence far more often than a name, as written there.
    pub starters: Words,
    /// The same and the grammar words, in lower case.
    pub openers: FxHashSet<String>,
    /// Words that open a numbered heading, lower case.
    pub headings: Words,
    /// Grammar words whose capital in mid-sentence shows that a headline has run into its text.
    pub after_headline: Words,
    /// Prepositions and conjunctions that stand inside titles, lower case.
    pub joiners: Words,
    /// Words that stand in clauses and not in noun phrases, lower case.
    pub clause_words: Words,
    /// Words that stand before an address or a telephone number, lower case.
    pub labels: Words,
    /// Words that open a letter, lower case.
    pub greetings: Words,
    /// Formulas that close a letter, lower case.
    pub closings: Vec<String>,
}

/// The files of one language.
struct Files {
    function_words: &'static str,
    abbreviations: &'static str,
    starters: &'static str,
    headings: &'static str,
    speech: &'static str,
}

macro_rules! files {
    ($code:literal) => {
        Files {
            function_words: include_str!(concat!($code, "/function_words.txt")),
            abbreviations: include_str!(concat!($code, "/abbreviations.txt")),
            starters: include_str!(concat!($code, "/starters.txt")),
            headings: include_str!(concat!($code, "/headings.txt")),
            speech: include_str!(concat!($code, "/speech.txt")),
        }
    };
}

static VI: LazyLock<Language> = LazyLock::new(|| Language::read(Lang::VI, &files!("vi")));
static EN: LazyLock<Language> = LazyLock::new(|| Language::read(Lang::EN, &files!("en")));
static FR: LazyLock<Language> = LazyLock::new(|| Language::read(Lang::FR, &files!("fr")));
static PL: LazyLock<Language> = LazyLock::new(|| Language::read(Lang::PL, &files!("pl")));
static NEUTRAL: LazyLock<Language> = LazyLock::new(Language::neutral);

/// The data of a language (region and script do not matter); neutral defaults for those without a folder.
#[must_use]
pub fn of(lang: Lang) -> &'static Language {
    match lang.primary() {
        Lang::VI => &VI,
        Lang::EN => &EN,
        Lang::FR => &FR,
        Lang::PL => &PL,
        _ => &NEUTRAL,
    }
}

impl Language {
    fn read(lang: Lang, files: &Files) -> Self {
        let set = |words: &mut dyn Iterator<Item = &'static str>| words.collect::<Words>();
        Self {
            lang,
            function_words: set(&mut entries(files.function_words)),
            abbreviations: Self::abbreviations(lang, files),
            marked_names: set(&mut part(files.abbreviations, "closed")),
            particles: set(&mut part(files.abbreviations, "particle")),
            speech: set(&mut entries(files.speech)),
            finite: set(&mut part(files.abbreviations, "finite")),
            followers: set(&mut part(files.abbreviations, "follower")),
            ordinal_nouns: set(&mut part(files.abbreviations, "ordinal")),
            openers: entries(files.starters)
                .map(str::to_lowercase)
                .chain(entries(files.function_words).map(str::to_owned))
                .collect(),
            starters: set(&mut entries(files.starters)),
            after_headline: set(&mut part(files.headings, "after")),
            joiners: set(&mut part(files.headings, "joiner")),
            clause_words: set(&mut part(files.headings, "clause")),
            labels: set(&mut part(files.headings, "label")),
            greetings: set(&mut part(files.headings, "greeting")),
            closings: part(files.headings, "closing").map(|formula| formula.replace('_', " ")).collect(),
            headings: set(&mut part(files.headings, "numbered")),
        }
    }

    /// Its own abbreviations, and the titles of the others (Vietnamese has its own rule for TP.).
    fn abbreviations(lang: Lang, files: &Files) -> Abbreviations {
        let mut out = Abbreviations::parse(files.abbreviations);
        if lang != Lang::VI {
            for title in part(include_str!("other/titles.txt"), "title") {
                out.add(title, Kinds::TITLE);
            }
        }
        out
    }

    /// What holds where nothing is known of the language.
    fn neutral() -> Self {
        Self::read(
            Lang::UND,
            &Files {
                function_words: "",
                abbreviations: include_str!("other/abbreviations.txt"),
                starters: "",
                headings: "",
                speech: "",
            },
        )
    }
}

/// The entries of a data file: comments and part headings left out.
pub fn entries(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().filter(|l| !l.starts_with(['#', '['])).flat_map(str::split_whitespace)
}

/// The entries below the heading `[name]`.
pub fn part(data: &'static str, name: &str) -> impl Iterator<Item = &'static str> {
    let heading = format!("[{name}]");
    let mut inside = false;
    data.lines()
        .filter(move |l| {
            if l.starts_with('[') {
                inside = l.trim_end() == heading;
            }
            inside && !l.starts_with(['#', '['])
        })
        .flat_map(str::split_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_file_stay_apart() {
        let data = "# note\n[a]\nx y\n[b]\nz\n# w\n";
        assert_eq!(part(data, "a").collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(part(data, "b").collect::<Vec<_>>(), ["z"]);
        assert_eq!(entries(data).count(), 3);
    }

    #[test]
    fn regions_share_the_data_of_their_language() {
        assert_eq!(of(Lang::parse("en-GB").expect("a code")).lang, Lang::EN);
        assert_eq!(of(Lang::parse("de").expect("a code")).lang, Lang::UND);
    }
}
