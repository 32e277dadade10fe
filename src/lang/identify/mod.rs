//! Which of the four languages a text is in, and whether a Vietnamese text has lost its diacritics.
//!
//! Every word is looked up and spelt out under a model of words and letters for each language ([`model`]): the four at home, Vietnamese without
//! its marks, and neighbours, who stand for "none of the four" together. The model is learnt from our own texts
//! ([`learn`]) by `cargo run --release --example learn_languages`. Capitalised words are mostly names, which belong to
//! no language: they count for less, and none of them alone decides.

pub mod learn;
pub mod model;
mod words;

use crate::model::Lang;
use model::{CLASSES, Model, STEPS};
use std::cell::RefCell;
use std::sync::LazyLock;
use words::{Scorer, words};

/// Whether the letters of a text carry the marks they should.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Diacritics {
    /// As they should be.
    Full,
    /// Vietnamese typed without marks.
    Stripped,
}

/// The answer of [`identify`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Identified {
    /// The language; `und` = none of the four, or too little evidence.
    pub lang: Lang,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// Whether Vietnamese marks are missing.
    pub diacritics: Diacritics,
}

/// The class of Vietnamese without marks, behind the four at home.
const STRIPPED: usize = 4;

/// Longer texts are decided on their beginning (bytes): a language does not change its mind after that.
const ENOUGH: usize = 4000;

/// What a word counts, in hundredths: in small letters, capitalised where sentences begin, capitalised elsewhere.
/// Fitted with [`FAVOUR`] on the development set of language identification (`bench/detect/run.py`).
const WEIGHT: [u16; 3] = [100, 60, 12];

/// What vi, en, fr and pl have ahead of the neighbours before a word is read, in nats. French has the nearest ones.
const FAVOUR: [f32; 4] = [0.6, 0.0, -0.3, 0.3];

static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| Model::from_static(include_bytes!("model.bin")));

thread_local! {
    static SCORER: RefCell<Scorer> = RefCell::new(Scorer::default());
}

/// Whether a text is clearly in another of the four languages than its code says. Short texts, names and numbers are in none.
///
/// ```
/// use songngu::lang::contradicts;
/// let french = "La réunion des ministres commence demain matin à neuf heures.";
/// assert!(contradicts("en-GB", french));
/// assert!(!contradicts("fr", french) && !contradicts("en", "Paris, France"));
/// ```
#[must_use]
pub fn contradicts(code: &str, text: &str) -> bool {
    // A text of fewer words may be a title or a quotation.
    const WORDS: usize = 6;
    const SURE: f32 = 0.9;
    let Ok(said) = Lang::parse(code) else { return false };
    if text.split_whitespace().take(WORDS).count() < WORDS {
        return false;
    }
    let found = identify(text);
    found.lang != Lang::UND && found.lang != said.primary() && found.confidence >= SURE
}

/// Names the language of a text.
///
/// ```
/// use songngu::{lang::{Diacritics, identify}, model::Lang};
/// assert_eq!(identify("Tôi là sinh viên của trường này.").lang, Lang::VI);
/// assert_eq!(identify("Toi la sinh vien cua truong nay").diacritics, Diacritics::Stripped);
/// assert_eq!(identify("Das Wetter ist heute nicht so schlecht.").lang, Lang::UND);
/// ```
#[must_use]
pub fn identify(text: &str) -> Identified {
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let nobody = Identified { lang: Lang::UND, confidence: 0.0, diacritics: Diacritics::Full };
    let Some(model) = MODEL.as_ref() else { return nobody };
    SCORER.with_borrow_mut(|scorer| evidence(model, scorer, &text[..end]).map_or(nobody, decide))
}

/// What the words of a text say together.
struct Evidence {
    /// How far each class is behind, in hundredths of steps.
    behind: [u32; CLASSES],
    words: u32,
}

/// Adds up the words of a text; nothing where there are none, or where most are in another script.
fn evidence(model: &Model, scorer: &mut Scorer, text: &str) -> Option<Evidence> {
    let mut out = Evidence { behind: [0; CLASSES], words: 0 };
    let mut foreign = 0;
    words(text, |word, rank| {
        let Some(row) = scorer.row(model, word) else {
            foreign += 1;
            return;
        };
        out.words += 1;
        let weight = WEIGHT[rank as usize];
        for (sum, &behind) in out.behind.iter_mut().zip(row) {
            *sum += u32::from(weight * u16::from(behind));
        }
    });
    (out.words > foreign).then_some(out)
}

/// The best class; its confidence is its share against the best of the other answers.
fn decide(evidence: Evidence) -> Identified {
    let Some(model) = MODEL.as_ref() else { unreachable!("evidence comes from the model") };
    let score = evidence.behind.map(|behind| -(behind as f32) / f32::from(100 * STEPS));
    let score = &score[..model.classes()];
    let neighbours = score[STRIPPED + 1..].iter().copied().fold(f32::MIN, f32::max);
    let home = [score[0].max(score[STRIPPED]), score[1], score[2], score[3]];
    let mut answers = [neighbours; Lang::HOME.len() + 1];
    for (answer, (score, favour)) in answers.iter_mut().zip(home.iter().zip(FAVOUR)) {
        *answer = score + favour;
    }
    let best = (0..answers.len()).rev().max_by(|&a, &b| answers[a].total_cmp(&answers[b])).unwrap_or(4);
    let heat = HEAT * (evidence.words as f32).sqrt();
    let rivals: f32 = answers.iter().map(|a| ((a - answers[best]) / heat).exp()).sum();
    let stripped = best == 0 && score[STRIPPED] > score[0];
    Identified {
        lang: Lang::HOME.get(best).copied().unwrap_or(Lang::UND),
        confidence: 1.0 / rivals,
        diacritics: if stripped { Diacritics::Stripped } else { Diacritics::Full },
    }
}

/// Letters are not independent witnesses: leads are divided by this times the root of the number of words.
/// Fitted on the development set of language identification (`bench/detect/run.py`): of the answers given with 0.8 to 0.9 nineteen of
/// twenty are right, of those with 0.99 all but one in seven thousand.
const HEAT: f32 = 1.5;

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn names_the_four_and_refuses_others() {
        for (lang, text) in [
            ("vi", "Hội nghị bắt đầu lúc chín giờ sáng."),
            ("vi", "Cuoc hop bat dau luc chin gio sang nay tai Ha Noi"),
            ("en", "The meeting starts at nine in the morning."),
            ("fr", "La réunion commence à neuf heures du matin."),
            ("fr", "L’accord n’est pas encore connu des ministres."),
            ("pl", "Zebranie rozpoczyna się o dziewiątej rano."),
            ("en", "WORK IN PROGRESS: NO ENTRY WITHOUT A HELMET"),
            ("und", "Die Sitzung beginnt um neun Uhr und das ist nicht neu."),
            ("und", "La reunión empieza a las nueve de la mañana con los ministros."),
            ("und", "Schůze začíná v devět hodin a je veřejná."),
            ("und", "Заседание начинается в девять часов."),
            ("und", "12 345 --- 67"),
            ("und", "https://www.example.com/the/news/of/today"),
            ("und", ""),
        ] {
            assert_eq!(identify(text).lang.code(), lang, "{text}");
        }
    }

    #[test]
    fn normal_forms_agree() {
        let text = "Người dân đã được hỗ trợ.";
        let decomposed: String = text.nfd().collect();
        assert_eq!(identify(text), identify(&decomposed));
    }

    #[test]
    fn names_of_other_languages_do_not_decide() {
        assert_eq!(identify("Ông Christopher Willoughby đến thăm trường").lang, Lang::VI);
        assert_eq!(identify("Pan Wilhelm Schneider powiedział, że wróci").lang, Lang::PL);
    }

    #[test]
    fn much_text_makes_sure() {
        let (short, long) =
            (identify("Dans la ville"), identify("Dans la ville, les habitants attendent encore le train."));
        assert!(short.confidence < long.confidence && long.confidence > 0.95, "{short:?} {long:?}");
    }
}
