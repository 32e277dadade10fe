//! Units: what word alignment links. A unit is a token, or several that only mean something together.
//!
//! Tokens come as given, cut at white space. Vietnamese compounds of the lexicon are one unit, and so are neighbouring
//! syllables of a name that the other side writes as one word (Hà Nội = Hanoi). All tokens of a unit share its links.

use super::vocabulary::{TypeKind, Vocabulary, Word};
use crate::lexicon::Lexicon;
use crate::model::Lang;
use crate::text::fold::fold;
use crate::text::normal::nfc;
use crate::text::numbers::numbers;
use rustc_hash::{FxHashMap, FxHashSet};

/// A unit of a sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unit {
    /// Word type.
    pub id: u32,
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub end: u32,
}

/// One side of a parallel text in units.
#[derive(Debug)]
pub struct Side {
    /// The types of the units.
    pub vocabulary: Vocabulary,
    units: Vec<Unit>,
    starts: Vec<u32>,
}

impl Side {
    /// The units of a sentence.
    #[must_use]
    pub fn sentence(&self, at: usize) -> &[Unit] {
        &self.units[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// How many sentences there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is no sentence.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Cuts sentences (lists of tokens) into units. `other` holds the folded tokens of the other side ([`spellings`]).
    #[must_use]
    pub fn new<T: AsRef<str>>(
        sentences: &[Vec<T>],
        lang: Lang,
        lexicon: &Lexicon,
        other: &FxHashSet<String>,
    ) -> Self {
        let mut out = Self { vocabulary: Vocabulary::new(lang), units: Vec::new(), starts: vec![0] };
        let mut forms = Forms::default();
        for sentence in sentences {
            let ids: Vec<usize> = sentence.iter().map(|t| forms.of(t.as_ref(), lang, lexicon)).collect();
            let lower: Vec<&str> = ids.iter().map(|&f| forms.list[f].lower.as_str()).collect();
            let mut at = 0;
            while at < ids.len() {
                let here = &forms.list[ids[at]];
                let n = length(&ids[at..], &lower[at..], &forms, lang, lexicon, other);
                let id = if n == 1 {
                    out.vocabulary.add(&here.word)
                } else {
                    let parts = || ids[at..at + n].iter().map(|&f| &forms.list[f]);
                    let key = parts().map(|f| f.lower.as_str()).collect::<Vec<_>>().join(" ");
                    let folded = parts().map(|f| f.word.folded.as_str()).collect();
                    out.vocabulary.add(&Word { key, folded, kind: TypeKind::Word })
                };
                out.units.push(Unit { id, first: at as u32, end: (at + n) as u32 });
                at += n;
            }
            out.starts.push(out.units.len() as u32);
        }
        out
    }
}

/// The folded forms of all tokens of a side with at least four letters.
#[must_use]
pub fn spellings<T: AsRef<str>>(sentences: &[Vec<T>]) -> FxHashSet<String> {
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut out = FxHashSet::default();
    for token in sentences.iter().flatten().map(AsRef::as_ref) {
        if token.len() >= 4 && token.starts_with(char::is_uppercase) && seen.insert(token) {
            out.insert(fold(token));
        }
    }
    out
}

/// How many tokens from here make one unit.
fn length(
    ids: &[usize],
    lower: &[&str],
    forms: &Forms,
    lang: Lang,
    lexicon: &Lexicon,
    other: &FxHashSet<String>,
) -> usize {
    if lang.primary() != Lang::VI {
        return 1;
    }
    let capitals = ids.iter().take(3).take_while(|&&f| forms.list[f].capital).count();
    for n in (2..=capitals).rev() {
        let joined: String = ids[..n].iter().map(|&f| forms.list[f].word.folded.as_str()).collect();
        if other.contains(&joined) {
            return n;
        }
    }
    lexicon.compound_len(lower, lang)
}

/// What is known of each distinct token, looked at once.
#[derive(Default)]
struct Forms {
    index: FxHashMap<String, usize>,
    list: Vec<Form>,
}

struct Form {
    lower: String,
    capital: bool,
    word: Word,
}

impl Forms {
    fn of(&mut self, token: &str, lang: Lang, lexicon: &Lexicon) -> usize {
        if let Some(&at) = self.index.get(token) {
            return at;
        }
        let at = self.list.len();
        self.index.insert(token.to_owned(), at);
        self.list.push(form(token, lang, lexicon));
        at
    }
}

fn form(token: &str, lang: Lang, lexicon: &Lexicon) -> Form {
    let text = nfc(token);
    let lower = text.to_lowercase().replace(['’', 'ʼ'], "'");
    let capital = text.starts_with(char::is_uppercase);
    let word = if text.starts_with(|c: char| c.is_ascii_digit()) {
        // `6/11`, `2025–26`: all values, so that only equal sets are equal.
        let values: Vec<String> = numbers(&text, lang).into_iter().map(|n| n.value).collect();
        let key = if text.chars().any(char::is_alphabetic) { lower.clone() } else { values.join("/") };
        Word { folded: key.clone(), key, kind: TypeKind::Number }
    } else if text.contains(char::is_alphanumeric) {
        let core = lower.trim_start_matches('-');
        Word { key: lexicon.key(core, lang), folded: fold(core), kind: TypeKind::Word }
    } else {
        let key = mark(&text).to_owned();
        Word { folded: key.clone(), key, kind: TypeKind::Mark }
    };
    Form { lower, capital, word }
}

/// Marks by what they do: all quotation marks are one, all dashes are one.
fn mark(text: &str) -> &str {
    match text {
        "\"" | "“" | "”" | "«" | "»" | "„" | "‟" | "''" | "``" => "\"",
        "-" | "–" | "—" | "―" | "--" => "-",
        "…" | "..." => "…",
        "'" | "‘" | "’" | "‚" | "‹" | "›" => "'",
        other => other,
    }
}
