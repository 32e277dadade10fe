//! The words that open or mark names in a language: data files read once.

use super::known::word_key;
use super::token::words;
use crate::model::Lang;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Phrases looked up by their words, the longest first.
#[derive(Debug, Default)]
pub struct Phrases {
    set: FxHashSet<String>,
    longest: FxHashMap<String, usize>,
}

impl Phrases {
    /// Adds a phrase, lower case, blanks between its words.
    pub fn add(&mut self, phrase: &str) {
        let first = phrase.split(' ').next().unwrap_or_default().to_owned();
        let longest = self.longest.entry(first).or_default();
        *longest = (*longest).max(phrase.split(' ').count());
        self.set.insert(phrase.to_owned());
    }

    /// How many of these words, from the first, are a phrase of the list; 0 when none is.
    pub fn len_at<'a>(&self, words: impl Iterator<Item = &'a str>) -> usize {
        let words: Vec<&str> = words.take(8).collect();
        let Some(&longest) = words.first().and_then(|w| self.longest.get(*w)) else { return 0 };
        (1..=longest.min(words.len())).rev().find(|&n| self.set.contains(&words[..n].join(" "))).unwrap_or(0)
    }

    /// Whether the phrase is in the list.
    #[must_use]
    pub fn has(&self, phrase: &str) -> bool {
        self.set.contains(phrase)
    }
}

/// The lists of a language.
#[derive(Debug, Default)]
pub struct Heads {
    parts: FxHashMap<&'static str, Phrases>,
    empty: Phrases,
}

impl Heads {
    /// The list below a heading of the data files (`org`, `law`, `between` …), lower case.
    #[must_use]
    pub fn part(&self, name: &str) -> &Phrases {
        self.parts.get(name).unwrap_or(&self.empty)
    }

    fn read(files: &[&'static str], lang: Lang) -> Self {
        let mut out = Self::default();
        for file in files {
            let mut name = "";
            for line in file.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
                if let Some(heading) = line.strip_prefix('[') {
                    name = heading.trim_end_matches(']');
                    continue;
                }
                let list = out.parts.entry(name).or_default();
                // Lists of single words stand many on a line; phrases (and everything Vietnamese) one a line.
                let phrases = lang == Lang::VI
                    || matches!(name, "rank" | "office" | "address" | "event-fixed" | "extend");
                if phrases {
                    list.add(&phrase_key(line, lang));
                } else {
                    line.split_whitespace().for_each(|w| list.add(&phrase_key(w, lang)));
                }
            }
        }
        out
    }
}

/// A phrase as the lists hold it: in Polish the stems of its words, elsewhere the words in lower case.
#[must_use]
pub fn phrase_key(phrase: &str, lang: Lang) -> String {
    if phrase.ends_with('\'') && phrase.contains(' ') || phrase.len() < 4 && phrase.ends_with('\'') {
        // Elided words (de l') are one token in a text, but only with a word behind them.
        return phrase.to_lowercase();
    }
    let list = words(phrase);
    let keys = list.iter().map(|w| if lang == Lang::PL { word_key(&w.lower, lang) } else { w.lower.clone() });
    keys.collect::<Vec<_>>().join(" ")
}

macro_rules! lists {
    ($name:ident, $lang:expr, $($file:literal),*) => {
        static $name: LazyLock<Heads> =
            LazyLock::new(|| Heads::read(&[$(include_str!(concat!("../lang/", $file))),*], $lang));
    };
}

lists!(VI, Lang::VI, "vi/name_heads.txt", "vi/name_inside.txt", "vi/title_heads.txt");
lists!(EN, Lang::EN, "en/name_heads.txt", "en/title_heads.txt");
lists!(FR, Lang::FR, "fr/name_heads.txt", "fr/title_heads.txt");
lists!(PL, Lang::PL, "pl/name_heads.txt", "pl/title_heads.txt");
static NONE: LazyLock<Heads> = LazyLock::new(Heads::default);

/// Given names of English, French and Polish, lower case.
pub static GIVEN: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    crate::lang::entries(include_str!("../lang/pl/name_given.txt")).map(str::to_lowercase).collect()
});

/// The words of the Polish lists, in their base form.
pub fn polish_words() -> impl Iterator<Item = String> {
    [include_str!("../lang/pl/name_heads.txt"), include_str!("../lang/pl/title_heads.txt")]
        .into_iter()
        .flat_map(crate::lang::entries)
        .map(str::to_lowercase)
}

/// The lists of a language; empty ones for languages without data.
#[must_use]
pub fn of(lang: Lang) -> &'static Heads {
    match lang.primary() {
        Lang::VI => &VI,
        Lang::EN => &EN,
        Lang::FR => &FR,
        Lang::PL => &PL,
        _ => &NONE,
    }
}
