//! Which of the four languages a text is in, and whether a Vietnamese text has lost its diacritics.
//!
//! Evidence is counted by word: grammar words, letters that decide, legal Vietnamese syllables. A word that several
//! languages share counts for each of them less. Neighbouring languages have a class of their own (`und`).

use super::{entries, of, part};
use crate::model::Lang;
use crate::text::fold::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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

/// Columns of the evidence: the four at home, Vietnamese without marks, anything else.
const STRIPPED: usize = 4;
const OTHER: usize = 5;
const CLASSES: usize = 6;

/// Longer texts are decided on their beginning (bytes): a language does not change its mind after that.
const ENOUGH: usize = 4000;

/// A text whose best class has less evidence per word than this is nobody's.
const LEAST: f32 = 0.18;

static FUNCTION_WORDS: LazyLock<FxHashMap<String, [f32; CLASSES]>> = LazyLock::new(|| {
    let mut map: FxHashMap<String, [f32; CLASSES]> = FxHashMap::default();
    for (i, lang) in Lang::HOME.into_iter().enumerate() {
        for word in &of(lang).function_words {
            map.entry(word.to_lowercase()).or_default()[i] = 1.0;
        }
    }
    for word in &of(Lang::VI).function_words {
        map.entry(fold(word)).or_default()[STRIPPED] = 0.6;
    }
    for word in entries(include_str!("other/function_words.txt")) {
        map.entry(word.to_owned()).or_default()[OTHER] = 1.0;
    }
    for row in map.values_mut() {
        let sharers = row.iter().filter(|&&w| w > 0.0).count().max(1) as f32;
        row.iter_mut().for_each(|w| *w /= sharers);
    }
    map
});

/// Legal Vietnamese syllables without tones, and without any marks.
struct Syllables {
    toneless: FxHashSet<String>,
    stripped: FxHashSet<String>,
}

static SYLLABLES: LazyLock<Syllables> = LazyLock::new(|| {
    const DATA: &str = include_str!("vi/syllables.txt");
    let mut toneless = FxHashSet::default();
    for rime in part(DATA, "rime") {
        toneless.insert(rime.to_owned());
        for onset in part(DATA, "onset") {
            toneless.insert(format!("{onset}{rime}"));
        }
    }
    let stripped = toneless.iter().map(|s| fold(s)).collect();
    Syllables { toneless, stripped }
});

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
    let text: String = text[..end].nfc().flat_map(char::to_lowercase).collect();
    let mut score = [0f32; CLASSES];
    let mut words = 0u32;
    for word in text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’') {
        for piece in elided(word) {
            if !piece.is_empty() {
                words += 1;
                weigh(&piece, &mut score);
            }
        }
    }
    decide(score, words)
}

/// `l'accord` as `l'` and `accord`; the typographic apostrophe as the typewriter's.
fn elided(word: &str) -> impl Iterator<Item = String> {
    let word = word.replace('’', "'");
    let word = word.trim_matches('\'');
    let cut = word.find('\'').filter(|&at| at <= 2 || word[..at].ends_with("qu")).map_or(0, |at| at + 1);
    [word[..cut].to_owned(), word[cut..].to_owned()].into_iter()
}

/// Adds what one word says to the evidence.
fn weigh(word: &str, score: &mut [f32; CLASSES]) {
    if let Some(row) = FUNCTION_WORDS.get(word) {
        for (s, w) in score.iter_mut().zip(row) {
            *s += w;
        }
    }
    if word.is_ascii() {
        if SYLLABLES.stripped.contains(word) {
            score[0] += 0.2;
            score[STRIPPED] += 0.45;
        } else {
            score[0] -= 0.25;
            score[STRIPPED] -= 0.55;
            // Hardly any Polish word longer than three letters goes without one of these.
            if word.bytes().any(|b| b == b'q' || b == b'v' || b == b'x') {
                score[3] -= 0.2;
            }
            for pair in ["cz", "sz", "rz", "dz", "ych", "owa", "nie", "ego"] {
                if word.contains(pair) {
                    score[3] += 0.2;
                }
            }
        }
        return;
    }
    let mut letters = [0f32; CLASSES];
    for c in word.chars() {
        match c {
            'ơ' | 'ư' | 'ă' | 'đ' | '\u{1EA0}'..='\u{1EF9}' => letters[0] = 1.0,
            'ł' | 'ż' | 'ś' | 'ź' | 'ń' | 'ą' | 'ę' | 'ć' => letters[3] = 1.0,
            'ç' | 'œ' | 'è' | 'ê' | 'û' | 'ù' | 'à' | 'â' | 'î' | 'ô' | 'ë' | 'ï' => {
                letters[2] = 0.6
            }
            'é' => letters[2] = 0.4,
            'ß' | 'ä' | 'ö' | 'ü' | 'å' | 'ø' | 'ř' | 'ů' | 'ț' | 'ș' | 'ñ' | 'č' | 'š' | 'ž' | 'ě' => {
                letters[OTHER] = 1.0
            }
            'ã' | 'õ' | 'á' | 'í' | 'ú' | 'ý' | 'ì' | 'ò' => letters[OTHER] = 0.4,
            c if c.is_alphabetic() && u32::from(c) > 0x24F => letters[OTHER] = 1.0,
            _ => {}
        }
    }
    if SYLLABLES.toneless.contains(&toneless(word)) {
        letters[0] = letters[0].max(0.8);
        letters[OTHER] = 0.0;
        letters[2] *= 0.5;
    } else {
        letters[0] -= 0.5;
        letters[STRIPPED] -= 0.5;
    }
    for (s, w) in score.iter_mut().zip(letters) {
        *s += w;
    }
}

/// The word without its Vietnamese tones; other marks stay.
fn toneless(word: &str) -> String {
    word.nfd()
        .filter(|&c| {
            !is_combining_mark(c) || !matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
        })
        .nfc()
        .collect()
}

/// The best class, unless it is the reject class or has too little to show.
fn decide(score: [f32; CLASSES], words: u32) -> Identified {
    let mut order: Vec<usize> = (0..CLASSES).collect();
    order.sort_by(|&a, &b| score[b].total_cmp(&score[a]).then(a.cmp(&b)));
    let (first, second) = (order[0], order[1]);
    let per_word = score[first] / words.max(1) as f32;
    let margin = (score[first] - score[second].max(0.0)) / score[first].max(0.1);
    // Half evidence, half lead; full only with a dozen words.
    let confidence =
        (per_word.min(0.5) + margin.clamp(0.0, 1.0) * 0.5) * (words as f32 / 12.0).min(1.0).sqrt();
    let diacritics = if first == STRIPPED { Diacritics::Stripped } else { Diacritics::Full };
    let lang = match first {
        _ if words == 0 || per_word < LEAST => Lang::UND,
        OTHER => Lang::UND,
        STRIPPED if per_word < 0.3 => Lang::UND,
        STRIPPED => Lang::VI,
        i => Lang::HOME[i],
    };
    Identified {
        lang,
        confidence: confidence.clamp(0.0, 1.0),
        diacritics: if lang == Lang::VI { diacritics } else { Diacritics::Full },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_four_and_refuses_others() {
        for (lang, text) in [
            ("vi", "Hội nghị bắt đầu lúc chín giờ sáng."),
            ("vi", "Cuoc hop bat dau luc chin gio sang nay tai Ha Noi"),
            ("en", "The meeting starts at nine in the morning."),
            ("fr", "La réunion commence à neuf heures du matin."),
            ("fr", "L’accord n’est pas encore connu des ministres."),
            ("pl", "Zebranie rozpoczyna się o dziewiątej rano."),
            ("und", "Die Sitzung beginnt um neun Uhr und das ist nicht neu."),
            ("und", "La reunión empieza a las nueve de la mañana con los ministros."),
            ("und", "Schůze začíná v devět hodin a je veřejná."),
            ("und", "Заседание начинается в девять часов."),
            ("und", "12 345 --- 67"),
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
}
