//! Where a Vietnamese name goes on to behind its head: over compounds, connectors and lists, up to verbs and other names.

use super::{LONGEST, person_at, run_len};
use crate::lexicon::Lexicon;
use crate::lexicon::rows::concepts;
use crate::lexicon::tables::tables;
use crate::model::{Kind, Lang};
use crate::terms::detect::{Block, place_at};
use crate::terms::heads::{GIVEN, Heads, Phrases};
use crate::terms::known::Known;
use crate::terms::names::is_syllable;
use crate::text::tokens::TokenKind;
use std::sync::LazyLock;

/// Where a name goes on to from word `at`.
pub(super) fn extend(block: &Block<'_>, heads: &Heads, at: usize, kind: Kind) -> usize {
    let mut end = at;
    let between = if kind == Kind::Law || kind == Kind::Event { "law-between" } else { "between" };
    let mut about = false;
    // Behind a place name little goes on; behind a list of levels nothing does.
    let mut placed = false;
    let mut levels = false;
    let mut j = at;
    while j < block.words.len() && j - at < LONGEST {
        let word = &block.words[j];
        match word.kind {
            TokenKind::Mark => {
                let large = |k: usize| block.word(k).is_some_and(|w| w.capital);
                let dash = matches!(word.lower.as_str(), "-" | "–" | "&")
                    && (large(j + 1) || large(j + 2) && block.joined(j + 2));
                if dash
                    || (word.is(",") && listed(block, heads, j))
                    || (word.is(",") && about && pair(block, j))
                {
                    levels |= word.is(",") && !about;
                    j += 1;
                    continue;
                }
                return end;
            }
            TokenKind::Number => {
                let year = kind == Kind::Law && j > at || kind == Kind::Event;
                if !year || word.lower.contains('/') {
                    return end;
                }
                j += 1;
                end = j;
                continue;
            }
            TokenKind::Word => {}
        }
        let dashed = j > at && matches!(block.words[j - 1].lower.as_str(), "-" | "–");
        if word.capital && !(word.initial && j > at && !dashed) {
            let place = place_at(block, j).filter(|p| p.1 == Kind::Loc);
            if another(block, heads, at, j, kind, place.is_some()) {
                return end;
            }
            // Names that are no words, too: Hợp tác xã Ea Tu.
            let foreign = !is_syllable(&word.folded) || (placed && j > at && block.words[j - 1].capital);
            placed = place.is_some() || word.acronym || foreign;
            // Mỹ thuật is no America.
            let inside = heads.part("inside").len_at(block.lower_from(j));
            let n = place_at(block, j).map_or_else(|| large_compound(block, heads, j), |p| p.0);
            placed &= inside <= n;
            j += n.max(inside);
            end = j;
            continue;
        }
        if word.capital {
            return end;
        }
        let stop = heads.part("stop").len_at(block.lower_from(j));
        let inside = heads.part("inside").len_at(block.lower_from(j));
        let bridge = heads.part(between).len_at(block.lower_from(j));
        if placed
            && !about
            && bridge == 0
            && heads.part("behind-place").len_at(block.lower_from(j)) == 0
            && kind != Kind::Event
        {
            return end;
        }
        if levels && heads.part("level").len_at(block.lower_from(j)) == 0 {
            return end;
        }
        if word.is("các") && heads.part("level").len_at(block.lower_from(j + 1)) == 0 && kind == Kind::Org {
            return end;
        }
        placed = false;
        let noun = nominal(block, j).filter(|&n| n > inside && n > stop && n > bridge);
        if inside > 0 && inside >= stop && bridge < inside {
            j += noun.unwrap_or(inside);
            end = j;
        } else if bridge > 0 {
            if !bridges(block, heads, j, j + bridge, kind) {
                return end;
            }
            about |= matches!(word.lower.as_str(), "về" | "chống");
            j += bridge;
        } else if stop > 0 || verb(block, j) {
            return end;
        } else if let Some(n) = nominal(block, j) {
            j += n;
            end = j;
        } else if kind == Kind::Org && end > at && j == end && unknown_word(block, at, j) {
            // Two syllables that the lexicon does not know are a word of the name.
            j += 2;
            end = j;
        } else if about || kind == Kind::Event {
            about |= kind == Kind::Event;
            j += 1;
            end = j;
        } else {
            return end;
        }
    }
    end
}

/// Whether the capital at word `j` opens another name or a label; `place` tells whether it is a place.
fn another(block: &Block<'_>, heads: &Heads, at: usize, j: usize, kind: Kind, place: bool) -> bool {
    let word = &block.words[j];
    if kind == Kind::Title && (!is_syllable(&word.folded) && !word.acronym || place && j > at) {
        return true;
    }
    // A label of a picture: Ảnh 1.
    let numbered = block.word(j + 1).is_some_and(|w| w.kind == TokenKind::Number);
    let label = numbered && matches!(word.lower.as_str(), "ảnh" | "hình" | "bảng");
    let person = person_at(block, j) && place_at(block, j).is_none();
    let foreigner = GIVEN.contains(&word.lower) && run_len(block, j) > 1;
    let office = heads.part("office").len_at(block.lower_from(j)) > 0;
    j > at && (label || person || foreigner || office)
}

/// Whether a connector goes on with the same name.
fn bridges(block: &Block<'_>, heads: &Heads, at: usize, next: usize, kind: Kind) -> bool {
    let Some(word) = block.word(next) else { return false };
    if word.kind != TokenKind::Word {
        return false;
    }
    if block.words[at].is("và") {
        // Two bodies, two places: two names.
        let two = word.capital
            && (place_at(block, next).is_some() || heads.part("org").len_at(block.lower_from(next)) > 0);
        let firm = heads.part("org").len_at(block.lower_from(next)) > 1;
        return !two && !firm || kind == Kind::Law;
    }
    if block.words[at].is("của") || block.words[at].is("với") || block.words[at].is("trong") {
        return kind == Kind::Law && (word.capital || block.words[at].is("trong"));
    }
    heads.part("stop").len_at(block.lower_from(next)) == 0
}

/// A list of levels of administration: các huyện, thị xã, thành phố.
fn listed(block: &Block<'_>, heads: &Heads, comma: usize) -> bool {
    let level = heads.part("level");
    let before = (1..=2).any(|n| comma >= n && level.has(&block.slice(comma - n, comma).to_lowercase()));
    before && level.len_at(block.lower_from(comma + 1)) > 0
}

/// Two verbs of one thing: phòng ngừa, đấu tranh.
fn pair(block: &Block<'_>, comma: usize) -> bool {
    block.phrase(comma + 1).is_some()
}

/// Syllables of the lexicon's compound at `i` (Công an, Khoa học); 1 when there is none.
fn compound_len(block: &Block<'_>, i: usize) -> usize {
    let words: Vec<&str> = block.lower_from(i).take(4).collect();
    Lexicon::builtin().compound_len(&words, Lang::VI)
}

/// Syllables of the word that begins with a capital: names are written with a capital for the first syllable of each word (Bộ Nội
/// vụ), so a lone syllable takes the small one behind it along.
fn large_compound(block: &Block<'_>, heads: &Heads, i: usize) -> usize {
    let n = compound_len(block, i);
    let next = block.word(i + 1).filter(|w| w.kind == TokenKind::Word && !w.capital && block.joined(i + 1));
    let free = next.is_some_and(|w| {
        is_syllable(&w.folded)
            && ["stop", "between", "law-between", "inside"]
                .iter()
                .all(|p| heads.part(p).len_at(block.lower_from(i + 1)) == 0)
            && compound_len(block, i + 1) == 1
            && !crate::lang::of(Lang::VI).function_words.contains(w.lower.as_str())
    });
    if n == 1 && free && is_syllable(&block.words[i].folded) && !block.words[i].acronym { 2 } else { n }
}

/// Whether a verb of the lexicon that is no noun of the same length begins here.
fn verb(block: &Block<'_>, i: usize) -> bool {
    let n = VERBS.len_at(block.lower_from(i));
    n > 1 && nominal(block, i).is_none_or(|k| k < n)
}

/// Vietnamese verbs of the lexicon.
static VERBS: LazyLock<Phrases> = LazyLock::new(|| {
    let mut out = Phrases::default();
    let rows = concepts("verbs", include_str!("../../lexicon/data/verbs.tsv")).unwrap_or_default();
    let others = tables().iter().flat_map(|t| &t.rows).filter(|r| r.kind == "verb");
    for row in rows.iter().chain(others) {
        row.cells[0].iter().for_each(|e| out.add(&e.text.to_lowercase()));
    }
    out
});

/// Whether two plain syllables stand here that may be a word: no grammar, no word of the lexicon begins with them.
fn unknown_word(block: &Block<'_>, at: usize, i: usize) -> bool {
    let function = &crate::lang::of(Lang::VI).function_words;
    (i..i + 2).all(|k| {
        block.word(k).is_some_and(|w| {
            w.kind == TokenKind::Word
                && !w.capital
                && is_syllable(&w.folded)
                && !function.contains(w.lower.as_str())
        }) && compound_len(block, k) == 1
    }) && block.joined(i + 1)
        // Behind a foreign name the sentence goes on.
        && block.words[at..i].iter().all(|w| !w.capital || is_syllable(&w.folded))
        && VERBS.len_at(block.lower_from(i)) == 0
}

/// A noun or adjective of the lexicon that is no verb: its length in syllables.
fn nominal(block: &Block<'_>, i: usize) -> Option<usize> {
    let known = Known::builtin();
    let words: Vec<&str> = block.lower_from(i).take(4).collect();
    let n = Lexicon::builtin().compound_len(&words, Lang::VI);
    if n < 2 {
        return None;
    }
    // tội phạm mạng: a phrase of the tables goes on behind the compound.
    if let Some((longer, readings)) = block.phrase(i)
        && (n + 1..5).contains(&longer)
        && readings
            .iter()
            .all(|r| matches!(known.concepts[r.concept as usize].row.kind.as_str(), "noun" | "adj"))
    {
        return Some(longer);
    }
    let readings = known.folded(
        &block.words[i..i + n].iter().map(|w| w.folded.as_str()).collect::<Vec<_>>().join(" "),
        Lang::VI,
    );
    let kinds: Vec<&str> =
        readings.iter().map(|r| known.concepts[r.concept as usize].row.kind.as_str()).collect();
    (!kinds.is_empty() && kinds.iter().all(|k| matches!(*k, "noun" | "adj"))).then_some(n)
}
