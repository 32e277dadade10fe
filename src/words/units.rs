//! Units: what word alignment links. A unit is a token, or several that only mean something together.
//!
//! Tokens come as given, cut at white space. Vietnamese compounds of the lexicon are one unit, and so are neighbouring
//! syllables of a name that the other side writes as one word (Hà Nội = Hanoi). All tokens of a unit share its links.

use super::vocabulary::{TypeKind, Vocabulary, Word};
use crate::lang::{self, Words};
use crate::lexicon::Lexicon;
use crate::model::Lang;
use crate::text::fold::fold;
use crate::text::normal::nfc;
use crate::text::numbers::numbers;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

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

/// What forms of a word share.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stem {
    /// What it is made of.
    pub kind: TypeKind,
    /// Keys under which the lexicon may know it: of the word, and of the parts of a hyphenated word.
    pub keys: Vec<String>,
    /// Whether it is a grammar word.
    pub grammar: bool,
    /// Whether it leans on the word behind it and has no translation of its own.
    pub leans: bool,
    /// Whether it is a mark that can end a sentence.
    pub end: bool,
    /// Whether it is a mark that makes a pause.
    pub pause: bool,
}

/// One side of a parallel text in units.
#[derive(Debug)]
pub struct Side {
    /// The types of the units: lower-case forms, values, marks.
    pub vocabulary: Vocabulary,
    /// The stem of each type.
    pub stem_of: Vec<u32>,
    /// The stems.
    pub stems: Vec<Stem>,
    units: Vec<Unit>,
    starts: Vec<u32>,
}

impl Side {
    /// The units of a sentence.
    #[must_use]
    pub fn sentence(&self, at: usize) -> &[Unit] {
        &self.units[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// Whether a unit leans on the one behind it.
    #[must_use]
    pub fn leans(&self, unit: Unit) -> bool {
        self.stems[self.stem_of[unit.id as usize] as usize].leans
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
        let mut out = Self {
            vocabulary: Vocabulary::new(lang),
            stem_of: Vec::new(),
            stems: Vec::new(),
            units: Vec::new(),
            starts: vec![0],
        };
        let mut forms = Forms::default();
        let mut stems: FxHashMap<String, u32> = FxHashMap::default();
        for sentence in sentences {
            let ids: Vec<usize> = sentence.iter().map(|t| forms.of(t.as_ref(), lang)).collect();
            let lower: Vec<&str> = ids.iter().map(|&f| forms.list[f].lower.as_str()).collect();
            let mut at = 0;
            while at < ids.len() {
                let n = length(&ids[at..], &lower[at..], &forms, lang, lexicon, other);
                let id = if n == 1 {
                    out.vocabulary.add(&forms.list[ids[at]].word)
                } else {
                    let parts = || ids[at..at + n].iter().map(|&f| &forms.list[f]);
                    let key = parts().map(|f| f.lower.as_str()).collect::<Vec<_>>().join(" ");
                    let folded = parts().map(|f| f.word.folded.as_str()).collect();
                    out.vocabulary.add(&Word { key, folded, kind: TypeKind::Word })
                };
                if id as usize == out.stem_of.len() {
                    let word = &out.vocabulary.types[id as usize];
                    let (key, stem) = stem(&word.key, word.kind, lang, lexicon);
                    let next = out.stems.len() as u32;
                    let stem_id = *stems.entry(key).or_insert(next);
                    if stem_id == next {
                        out.stems.push(stem);
                    }
                    out.stem_of.push(stem_id);
                }
                out.units.push(Unit { id, first: at as u32, end: (at + n) as u32 });
                at += n;
            }
            out.starts.push(out.units.len() as u32);
        }
        out
    }
}

/// Marks that can end a sentence.
const ENDS: [&str; 8] = [".", "!", "?", "…", ";", ":", ",", "-"];
/// Marks that make a pause.
const PAUSES: [&str; 5] = [",", ";", ":", "-", "("];

static LEANING_VI: LazyLock<Words> =
    LazyLock::new(|| lang::entries(include_str!("../lang/vi/leaning.txt")).collect());
static LEANING_FR: LazyLock<Words> =
    LazyLock::new(|| lang::entries(include_str!("../lang/fr/leaning.txt")).collect());
static NONE: LazyLock<Words> = LazyLock::new(Words::default);

/// Words that share the links of the word behind them when they have none.
fn leaning(lang: Lang) -> &'static Words {
    match lang.primary() {
        Lang::VI => &LEANING_VI,
        Lang::FR => &LEANING_FR,
        _ => &NONE,
    }
}

/// The stem of a form, with the key under which its forms meet.
fn stem(form: &str, kind: TypeKind, lang: Lang, lexicon: &Lexicon) -> (String, Stem) {
    let grammar = lang::of(lang).function_words.contains(form);
    let leans = leaning(lang).contains(form);
    let (end, pause) = (ENDS.contains(&form), PAUSES.contains(&form));
    let alone = |keys| (form.to_owned(), Stem { kind, keys, grammar, leans, end, pause });
    match kind {
        TypeKind::Mark => return alone(Vec::new()),
        TypeKind::Number => {
            let mut keys = vec![form.to_owned()];
            keys.extend(form.split('/').filter(|p| *p != form).map(str::to_owned));
            return alone(keys);
        }
        TypeKind::Word => {}
    }
    if form.starts_with('\'') {
        return alone(Vec::new());
    }
    if let Some(elided) = form.strip_suffix('\'') {
        return alone(vec![lexicon.key(&format!("{elided}e"), lang)]);
    }
    let key = lexicon.key(form, lang);
    let mut keys = vec![key.clone()];
    keys.extend(form.split('-').filter(|p| p.len() > 1 && *p != form).map(|p| lexicon.key(p, lang)));
    // The stems of French fold accents: à = a, où = ou. Short words stay what they are.
    let short = lang.primary() == Lang::FR && form.chars().count() <= 3;
    (if short { form.to_owned() } else { key }, Stem { kind, keys, grammar, leans, end, pause })
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
    fn of(&mut self, token: &str, lang: Lang) -> usize {
        if let Some(&at) = self.index.get(token) {
            return at;
        }
        let at = self.list.len();
        self.index.insert(token.to_owned(), at);
        self.list.push(form(token, lang));
        at
    }
}

fn form(token: &str, lang: Lang) -> Form {
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
        Word { key: core.to_owned(), folded: fold(core), kind: TypeKind::Word }
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
