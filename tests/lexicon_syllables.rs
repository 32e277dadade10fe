//! Every Vietnamese cell and sentence of the lexicon is spelt by the grammar of Vietnamese syllables.

use songngu::lexicon::rows::{concepts, sentences};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// Rimes of the written language, tones taken off. Own compilation from school grammar.
const RIMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et \
    ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap \
    oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong op ot ooc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân \
    uâng uât uây uc ue uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa \
    ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu";
const ONSETS: &str = "ngh ng nh gh gi ph qu kh ch th tr b c d đ g h k l m n p r s t v x";
/// Words of other languages that Vietnamese writes as they are, or nearly so.
const LOANS: &str = "album bison burger canoe kayak pony salad short axit baht bar bazơ beta bina birdie bit blockchain blog blogger byte cache caffein \
    camera carbon card cent chatbot chip clip cocain container cookie corona cricket deepfake derby diesel \
    doping electron email euro file flash flycam franc gateway generic gigabyte gigawatt golf gram grosz gym h \
    hacker hamburger hamster hashtag hit hydro hydrogen inch internet jean judo karate kilôbyte kilôwatt km \
    laser limousine lithium logic logistics logo marathon megawatt menu metro micrô mili nitơ opera ounce oxy \
    ozone penalty piano pizza podcast pop proxy pudding rap rapper robot rock rupee rupi sandwich set sofa \
    stress taxi tennis tivi touchdown tour trumpet tuabin tulip tweet urani uranium v vaccine vest video virus \
    visa vitamin vodka web webcam website whisky wifi won yoga zloty";

/// The syllable without its tone, the tone, and which letter bears it; `None` with two tones.
fn parts(syllable: &str) -> Option<(String, Option<char>, usize)> {
    let (mut bare, mut tone, mut at) = (String::new(), None, 0);
    for (i, letter) in syllable.nfc().enumerate() {
        let mut rest = String::new();
        for c in std::iter::once(letter).nfd() {
            if matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}') {
                if tone.replace(c).is_some() {
                    return None;
                }
                at = i;
            } else {
                rest.push(c);
            }
        }
        bare.extend(rest.nfc());
    }
    Some((bare, tone, at))
}

/// The letter of a rime that bears the tone (hòa, thủy; hoàn, tiến).
fn bearer(rime: &[char]) -> usize {
    let vowels: Vec<usize> = (0..rime.len()).filter(|&i| "aăâeêioôơuưy".contains(rime[i])).collect();
    let marked = vowels.iter().rev().find(|&&i| "ăâêôơư".contains(rime[i]));
    match (marked, vowels.as_slice()) {
        (Some(&i), _) | (None, &[i]) => i,
        (None, &[_, middle, _]) => middle,
        (None, &[first, second]) => {
            if second + 1 < rime.len() {
                second
            } else {
                first
            }
        }
        _ => 0,
    }
}

/// What is wrong with a lower-case syllable.
fn fault(syllable: &str) -> Option<&'static str> {
    let Some((bare, tone, at)) = parts(syllable) else { return Some("two tones") };
    let mut found = Some("no syllable");
    for onset in std::iter::once("").chain(ONSETS.split(' ')) {
        let Some(rime) = bare.strip_prefix(onset).filter(|r| RIMES.split_whitespace().any(|x| x == *r))
        else {
            continue;
        };
        let letters: Vec<char> = rime.chars().collect();
        let front = rime.starts_with(['e', 'ê', 'i', 'y']);
        if matches!(onset, "gh" | "ngh" | "k") && !front || matches!(onset, "c" | "ng") && front {
            found = Some("gh, ngh and k stand before e, ê, i and y only, c and ng before the others");
            continue;
        }
        let stopped = rime.ends_with(['c', 'p', 't']) || rime.ends_with("ch");
        if stopped && !matches!(tone, Some('\u{301}' | '\u{323}')) {
            found = Some("c, ch, p and t want sắc or nặng");
        } else if tone.is_some() && at != onset.chars().count() + bearer(&letters) {
            found = Some("the tone stands on another letter: hòa, thủy, quý; hoàn");
        } else {
            return None;
        }
    }
    found
}

/// Lower-case words of a Vietnamese text; what holds a hyphen is a transcription.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| c.is_whitespace() || "|(),.;:?!\"“”…".contains(c));
    parts.filter(|w| !w.is_empty() && w.chars().all(|c| c.is_alphabetic() && c.is_lowercase()))
}

fn faults(name: &str, text: &str) -> Vec<String> {
    let loans: BTreeSet<&str> = LOANS.split_whitespace().collect();
    let bad = words(text).filter(|w| !loans.contains(w));
    bad.filter_map(|w| Some(format!("{name}: {w}: {}", fault(w)?))).collect()
}

fn tables(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon").join(folder);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(&folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    paths.into_iter().map(|p| (p.display().to_string(), fs::read_to_string(&p).expect("UTF-8"))).collect()
}

#[test]
fn the_grammar_knows_right_from_wrong() {
    for good in [
        "hòa", "thủy", "quý", "hoàn", "tiến", "nghiêng", "giếng", "gì", "khuỷu", "xoáy", "ngoằn", "ướt",
        "quốc", "uống",
    ] {
        assert_eq!(fault(good), None, "{good}");
    }
    for bad in ["hoà", "thuỷ", "qúy", "hòan", "tíên", "cac", "càc", "nguòi", "zo", "fa", "ghanh", "dươc"]
    {
        assert!(fault(bad).is_some(), "{bad}");
    }
}

#[test]
fn concepts_are_spelt_right() {
    let mut out = Vec::new();
    for (name, text) in tables("data") {
        for row in concepts(&name, &text).expect("a clean table") {
            let foreign = matches!(row.kind.as_str(), "city" | "country" | "abbr");
            for e in row.cells[0].iter().filter(|_| !foreign) {
                out.extend(faults(&format!("{name}:{}", row.line), &e.text));
            }
        }
    }
    assert!(out.is_empty(), "{}", out.join("\n"));
}

#[test]
fn sentences_are_spelt_right() {
    let mut out = Vec::new();
    for (name, text) in tables("sentences") {
        for [vi, ..] in sentences(&name, &text).expect("a clean table") {
            out.extend(faults(&name, &vi));
        }
    }
    assert!(out.is_empty(), "{}", out.join("\n"));
}
