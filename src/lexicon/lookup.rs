//! What the lexicon knows of a word or phrase: rows of its tables, and translations learnt from rows and sentences.

use super::Lexicon;
use super::rows::{Equivalent, Row};
use super::tables::{Table, all};
use crate::model::Lang;
use crate::text::fold::fold;
use crate::text::normal::clean;
use crate::text::tokens::{TokenKind, tokens};
use rustc_hash::FxHashMap;

/// How a word was found in a row, the surest way first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum By {
    /// It is the base form.
    Base,
    /// It is an irregular form that the row lists.
    Form,
    /// It is an inflected form: its stem is that of the base form.
    Stem,
    /// It is the base form without its marks: `cong uoc`.
    Unmarked,
    /// It is a word or several of a longer phrase.
    Part,
}

/// A row that a word was found in.
#[derive(Clone, Debug)]
pub struct Hit<'a> {
    /// The table.
    pub table: &'a str,
    /// The row.
    pub row: &'a Row,
    /// Language in which the word was found.
    pub lang: Lang,
    /// The equivalent that it is a form of.
    pub base: &'a Equivalent,
    /// How it was found.
    pub by: By,
}

/// Words that a word translates as.
#[derive(Clone, Debug)]
pub struct Learnt {
    /// Language of the word.
    pub from: Lang,
    /// Language of the translations.
    pub to: Lang,
    /// Translations with their shares, the likeliest first.
    pub words: Vec<(String, f32)>,
}

/// Most translations that are shown for a word.
const SHOWN: usize = 6;

/// A word or phrase as it is compared.
struct Wanted {
    lower: String,
    folded: String,
    /// Keys of its words in a language.
    keys: Vec<String>,
}

impl Wanted {
    fn new(text: &str, lang: Lang, lexicon: &Lexicon) -> Self {
        let lower = clean(text).to_lowercase();
        Self { folded: fold(&lower), keys: keys(&lower, lang, lexicon), lower }
    }

    fn found(&self, base: &Equivalent, lang: Lang, lexicon: &Lexicon) -> Option<By> {
        let lower = base.text.to_lowercase();
        if lower == self.lower {
            return Some(By::Base);
        }
        if base.forms.iter().any(|f| f.to_lowercase() == self.lower) {
            return Some(By::Form);
        }
        if fold(&lower) == self.folded {
            return Some(By::Unmarked);
        }
        let keys = keys(&lower, lang, lexicon);
        if self.keys == keys {
            // Vietnamese words have no inflected forms, only other capitals and marks.
            return Some(By::Stem).filter(|_| lang.primary() != Lang::VI);
        }
        let inside = !self.keys.is_empty() && keys.windows(self.keys.len()).any(|w| w == self.keys);
        inside.then_some(By::Part)
    }
}

fn keys(lower: &str, lang: Lang, lexicon: &Lexicon) -> Vec<String> {
    let words = tokens(lower).into_iter().filter(|t| t.kind != TokenKind::Mark);
    words.map(|t| lexicon.key(t.text(lower), lang)).collect()
}

/// The rows of the built-in tables in which a word or phrase occurs, the surest and shortest first.
///
/// An inflected or unmarked form only counts when no row has the word as it is.
///
/// ```
/// use songngu::{lexicon::{Lexicon, lookup}, model::Lang};
/// let hits = lookup::rows("Konwencji", Some(Lang::PL), Lexicon::builtin());
/// assert_eq!(hits[0].base.text, "konwencja");
/// assert_eq!(hits[0].by, lookup::By::Stem);
/// ```
#[must_use]
pub fn rows(text: &str, from: Option<Lang>, lexicon: &Lexicon) -> Vec<Hit<'static>> {
    let mut out: Vec<Hit<'static>> = Vec::new();
    for (column, lang) in Lang::HOME.into_iter().enumerate() {
        if from.is_none_or(|l| l.primary() == lang) {
            out.extend(in_tables(all(), text, lang, column, lexicon));
        }
    }
    let sure = out.iter().any(|h| h.by <= By::Form);
    out.retain(|h| !sure || !matches!(h.by, By::Stem | By::Unmarked));
    // One row once, in the way that is surest.
    out.sort_by_key(|h| (h.by, letters(h.base), place(h)));
    let mut seen: Vec<(&str, usize)> = Vec::new();
    out.retain(|h| {
        let place = (h.table, h.row.line);
        let new = !seen.contains(&place);
        seen.push(place);
        new
    });
    out
}

fn letters(base: &Equivalent) -> usize {
    base.text.chars().count()
}

fn place(hit: &Hit<'_>) -> usize {
    hit.row.line
}

fn in_tables<'a>(
    tables: &'a [Table],
    text: &str,
    lang: Lang,
    column: usize,
    lexicon: &Lexicon,
) -> Vec<Hit<'a>> {
    let wanted = Wanted::new(text, lang, lexicon);
    let mut out: Vec<Hit<'a>> = Vec::new();
    for table in tables {
        for row in &table.rows {
            let best = row.cells[column]
                .iter()
                .filter_map(|base| wanted.found(base, lang, lexicon).map(|by| (by, base)))
                .min_by_key(|(by, base)| (*by, letters(base)));
            if let Some((by, base)) = best {
                out.push(Hit { table: table.name, row, lang, base, by });
            }
        }
    }
    out
}

/// What a single word (or Vietnamese compound) translates as by the model, in the languages where it is known.
#[must_use]
pub fn learnt(text: &str, from: Option<Lang>, lexicon: &Lexicon) -> Vec<Learnt> {
    let lower = clean(text).to_lowercase();
    let mut out = Vec::new();
    let mut names: Option<[FxHashMap<String, &'static str>; 4]> = None;
    for lang in Lang::HOME.into_iter().filter(|l| from.is_none_or(|f| f.primary() == *l)) {
        let key = lexicon.key(&lower, lang);
        let Some(id) = lexicon.id(&key, lang) else { continue };
        for (column, to) in Lang::HOME.into_iter().enumerate().filter(|(_, to)| *to != lang) {
            let row = lexicon.believed(id, lang, to);
            let names = names.get_or_insert_with(|| base_forms(lexicon));
            let word = |id: u32| {
                let key = lexicon.key_of(id, to);
                names[column].get(key).map_or_else(|| key.to_owned(), |&n| n.to_owned())
            };
            let words: Vec<(String, f32)> =
                row.into_iter().take(SHOWN).map(|(t, share)| (word(t), share)).collect();
            if !words.is_empty() {
                out.push(Learnt { from: lang, to, words });
            }
        }
    }
    out
}

/// The first single word of the tables that has a key, by language.
fn base_forms(lexicon: &Lexicon) -> [FxHashMap<String, &'static str>; 4] {
    let mut out: [FxHashMap<String, &'static str>; 4] = Default::default();
    for row in all().iter().flat_map(|t| &t.rows) {
        for (l, cell) in row.cells.iter().enumerate() {
            for base in cell.iter().filter(|b| l == 0 || !b.text.contains(' ')) {
                let lower = base.text.to_lowercase();
                let key = lexicon.key(&lower, Lang::HOME[l]);
                out[l].entry(key).or_insert(base.text.as_str());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str, from: Lang) -> Option<(String, By)> {
        let hits = rows(text, Some(from), Lexicon::builtin());
        hits.first().map(|h| (h.row.cells[1][0].text.clone(), h.by))
    }

    #[test]
    fn forms_lead_to_their_rows() {
        assert_eq!(first("Konwencji", Lang::PL), Some(("convention".to_owned(), By::Stem)));
        assert_eq!(first("yeux", Lang::FR), Some(("eye".to_owned(), By::Form)));
        assert_eq!(first("cong uoc", Lang::VI).map(|f| f.1), Some(By::Unmarked));
        assert_eq!(first("qwxyz", Lang::EN), None);
    }

    #[test]
    fn a_word_as_it_is_goes_before_its_stem() {
        let hits = rows("meeting", Some(Lang::EN), Lexicon::builtin());
        assert!(hits.iter().any(|h| h.by == By::Base));
        assert!(hits.iter().all(|h| h.by != By::Stem));
    }

    #[test]
    fn the_model_tells_base_forms() {
        let found = learnt("konwencji", Some(Lang::PL), Lexicon::builtin());
        let english = found.iter().find(|l| l.to == Lang::EN).map(|l| l.words[0].0.clone());
        assert_eq!(english.as_deref(), Some("convention"));
    }
}
