//! Whether two names or terms in two languages say the same word by word.

use super::heads::of;
use super::known::{self, ConceptId};
use super::token::words;
use crate::lang;
use crate::lexicon::Lexicon;
use crate::model::Lang;
use crate::text::fold::fold;
use crate::text::normal::nfc;
use crate::text::tokens::TokenKind;

/// A content word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Content {
    /// Lexicon key.
    pub key: String,
    /// Folded.
    pub folded: String,
}

/// The content words of a phrase: connectors, articles and marks left out; Vietnamese compounds joined.
#[must_use]
pub fn content(phrase: &str, language: Lang) -> Vec<Content> {
    // The keys of the lexicon are composed.
    let phrase = nfc(phrase);
    let list = words(&phrase);
    let between = of(language).part("between");
    let function = &lang::of(language).function_words;
    let mut out: Vec<Content> = Vec::new();
    let mut i = 0;
    while i < list.len() {
        let word = &list[i];
        if word.kind == TokenKind::Mark {
            i += 1;
            continue;
        }
        if language.primary() == Lang::VI {
            let lower: Vec<&str> = list[i..].iter().take(4).map(|w| w.lower.as_str()).collect();
            let n = Lexicon::builtin().compound_len(&lower, language);
            if n > 1 {
                out.push(Content {
                    key: lower[..n].join(" "),
                    folded: list[i..i + n].iter().map(|w| w.folded.as_str()).collect::<Vec<_>>().join(" "),
                });
                i += n;
                continue;
            }
            let skip = matches!(
                word.lower.as_str(),
                "các"
                    | "những"
                    | "của"
                    | "về"
                    | "và"
                    | "tại"
                    | "giữa"
                    | "cho"
                    | "phụ"
                    | "trách"
                    | "do"
                    | "với"
            );
            if !skip {
                out.push(Content { key: word.lower.clone(), folded: word.folded.clone() });
            }
            i += 1;
            continue;
        }
        // zastępca ministra = wiceminister
        if language.primary() == Lang::PL && word.lower.starts_with("zastępc") && list.get(i + 1).is_some() {
            let bases = known::word_keys(&list[i + 1].lower, language);
            let title = |base: &String| format!("wice{base}");
            let listed = |t: &String| of(language).part("office").has(t);
            let lower = bases.iter().map(title).find(listed).unwrap_or_else(|| title(&bases[0]));
            out.push(Content { key: Lexicon::builtin().key(&lower, language), folded: fold(&lower) });
            i += 2;
            continue;
        }
        let elided = word.lower.ends_with('\'');
        let skip = elided
            || between.has(&super::heads::phrase_key(&word.lower, language.primary()))
            || (function.contains(word.lower.as_str()) && !word.capital);
        if !skip {
            for part in word.lower.split(['-', '–']).filter(|p| !p.is_empty()) {
                out.push(Content { key: Lexicon::builtin().key(part, language), folded: fold(part) });
            }
        }
        i += 1;
    }
    out
}

/// A content word with what the tables and the lexicon know of it.
#[derive(Clone, Debug)]
pub struct Looked<'c> {
    word: &'c Content,
    glued: String,
    concepts: Vec<ConceptId>,
    id: Option<u32>,
    row: Vec<(u32, f32)>,
    total: f32,
}

impl<'c> Looked<'c> {
    /// Looks a word up for comparisons with words of another language.
    #[must_use]
    pub fn new(word: &'c Content, lang: Lang, other: Lang, lexicon: &Lexicon) -> Self {
        let id = lexicon.id(&word.key, lang);
        let row: Vec<(u32, f32)> =
            id.map(|id| lexicon.translations(id, lang, other).collect()).unwrap_or_default();
        Self {
            word,
            glued: word.folded.replace(' ', ""),
            concepts: known::Known::builtin().find_word(&word.folded, lang),
            id,
            total: row.iter().map(|r| r.1).sum(),
            row,
        }
    }

    /// Looks words up.
    #[must_use]
    pub fn all(words: &'c [Content], lang: Lang, other: Lang, lexicon: &Lexicon) -> Vec<Self> {
        words.iter().map(|w| Self::new(w, lang, other, lexicon)).collect()
    }

    /// Whether it may stand for a word of the other language: a translation, or a beginning in common.
    #[must_use]
    pub fn may_be(&self, other: &Looked<'_>) -> bool {
        let (a, b) = (&self.word.folded, &other.word.folded);
        let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
        self.score(other) > 0.0
            || common >= 4
            || common >= 3 && common == a.chars().count().min(b.chars().count())
    }

    /// How well it is translated by a word of the other language, 0 to 1.
    fn score(&self, other: &Looked<'_>) -> f32 {
        let (a, b) = (self.word, other.word);
        if a.folded == b.folded || self.glued == b.folded {
            return 1.0;
        }
        if self.concepts.iter().any(|x| other.concepts.contains(x)) {
            return 1.0;
        }
        let (Some(s), Some(t)) = (self.id, other.id) else { return cognate(a, b) };
        let count = self.row.iter().find(|r| r.0 == t).map_or(0.0, |r| r.1);
        let back = other.row.iter().find(|r| r.0 == s).map_or(0.0, |r| r.1);
        let share = (count / self.total.max(1.0)).max(back / other.total.max(1.0));
        if count.max(back) >= 0.4 && share >= 0.04 { (0.6 + share).min(1.0) } else { cognate(a, b) }
    }
}

/// Words of the same origin: a long common beginning.
fn cognate(a: &Content, b: &Content) -> f32 {
    let common = a.folded.chars().zip(b.folded.chars()).take_while(|(x, y)| x == y).count();
    let longest = a.folded.chars().count().max(b.folded.chars().count());
    if common >= 4 && common * 10 >= longest * 6 { 0.7 } else { 0.0 }
}

/// Shares of the content words of both sides that have a counterpart on the other, each word used once.
#[must_use]
pub fn coverage(a: &[Content], from: Lang, b: &[Content], to: Lang, lexicon: &Lexicon) -> (f32, f32) {
    let (a, b) = (Looked::all(a, from, to, lexicon), Looked::all(b, to, from, lexicon));
    covered(&a, &b.iter().collect::<Vec<_>>())
}

/// The same of words that were looked up.
#[must_use]
pub fn covered(a: &[Looked<'_>], b: &[&Looked<'_>]) -> (f32, f32) {
    if a.is_empty() || b.is_empty() {
        return (0.0, 0.0);
    }
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            let score = x.score(y);
            if score > 0.0 {
                pairs.push((score, i, j));
            }
        }
    }
    pairs.sort_by(|p, q| q.0.total_cmp(&p.0).then((p.1, p.2).cmp(&(q.1, q.2))));
    let (mut used_a, mut used_b) = (vec![0.0_f32; a.len()], vec![0.0_f32; b.len()]);
    for (score, i, j) in pairs {
        if used_a[i] == 0.0 && used_b[j] == 0.0 {
            used_a[i] = score;
            used_b[j] = score;
        }
    }
    (used_a.iter().sum::<f32>() / a.len() as f32, used_b.iter().sum::<f32>() / b.len() as f32)
}
