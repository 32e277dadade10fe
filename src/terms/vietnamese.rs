//! Vietnamese names: runs of capitalised syllables, and heads whose names go on over lower-case words.

use super::detect::{Block, Found, place_at, weight};
use super::heads::{Heads, Phrases, of};
use super::known::Known;
use super::names::{is_surname, is_syllable};
use crate::lexicon::Lexicon;
use crate::lexicon::rows::concepts;
use crate::lexicon::tables::tables;
use crate::model::{Kind, Lang};
use crate::text::tokens::TokenKind;
use std::sync::LazyLock;

/// Most words that a name goes on behind its head.
const LONGEST: usize = 24;

/// Proposals for a block.
pub fn find(block: &Block<'_>) -> Vec<Found> {
    let heads = of(Lang::VI);
    let mut out = Vec::new();
    let mut i = 0;
    while i < block.words.len() {
        let found = at(block, heads, i);
        let step = found.iter().map(|f| f.end).max().map_or(1, |end| end - i);
        out.extend(found);
        i += step.max(1);
    }
    out
}

fn at(block: &Block<'_>, heads: &Heads, i: usize) -> Vec<Found> {
    let word = &block.words[i];
    if word.kind != TokenKind::Word {
        return Vec::new();
    }
    // tiếng Ba Lan is a language.
    let run = (0..=i).rev().take_while(|&k| block.words[k].capital && (k == i || block.joined(k + 1)));
    if word.capital && run.last().is_some_and(|first| first > 0 && block.words[first - 1].is("tiếng")) {
        return Vec::new();
    }
    let fixed = heads.part("event-fixed").len_at(block.lower_from(i));
    if fixed > 0 {
        return vec![Found { start: i, end: i + fixed, kind: Kind::Event, weight: weight::NAME }];
    }
    // Đại sứ quán is no Đại sứ.
    let office = heads.part("office").len_at(block.lower_from(i));
    let office = office.max(heads.part("rank").len_at(block.lower_from(i)));
    let body = heads.part("org").len_at(block.lower_from(i));
    if office >= body
        && let Some(found) = title(block, heads, i)
    {
        return vec![found];
    }
    if word.capital
        && let Some(found) = headed(block, heads, i)
    {
        return vec![found];
    }
    if let Some(found) = place(block, heads, i) {
        return vec![found];
    }
    // Weekdays: thứ Ba.
    let weekday = word.is("thứ")
        || word.is("tháng")
        || i > 0 && (block.words[i - 1].is("thứ") || block.words[i - 1].is("tháng"))
        || word.is("chủ") && block.word(i + 1).is_some_and(|w| w.is("nhật"));
    if word.capital && !weekday { person_or_run(block, heads, i) } else { Vec::new() }
}

/// A place by the tables or by a head (sông Hồng, tỉnh Nghệ An).
fn place(block: &Block<'_>, heads: &Heads, i: usize) -> Option<Found> {
    if let Some((n, kind)) = place_at(block, i) {
        // A longer run of capitals is another name (Hà Văn Nam is nobody's Hà).
        let run = run_len(block, i);
        if block.words[i].initial
            && n == 1
            && ["anh", "áo", "ý", "nhật"].contains(&block.words[i].lower.as_str())
        {
            return None;
        }
        if n >= run || !is_surname(&block.words[i].folded) {
            return Some(Found { start: i, end: i + n, kind, weight: weight::NAME });
        }
        return None;
    }
    let n = heads.part("loc").len_at(block.lower_from(i));
    if n == 0 || !block.word(i + n)?.capital || block.words[i + n].initial {
        return None;
    }
    let run = place_at(block, i + n).map_or_else(|| run_len(block, i + n), |p| p.0);
    // Rivers, bays and deltas have their head in the name; levels of administration stay outside unless written large.
    let lower = &block.words[i].lower;
    let levels = [
        "tỉnh",
        "huyện",
        "quận",
        "xã",
        "phường",
        "bang",
        "nước",
        "vùng",
        "khu",
        "thành",
        "thị",
        "làng",
        "thôn",
        "đường",
        "phố",
    ];
    let outside = levels.contains(&lower.as_str()) && !block.words[i].capital;
    let start = if outside { i + n } else { i };
    Some(Found { start, end: i + n + run, kind: Kind::Loc, weight: weight::NAME })
}

/// Capitalised words from `i` on.
fn run_len(block: &Block<'_>, i: usize) -> usize {
    let mut n = 0;
    while block
        .word(i + n)
        .is_some_and(|w| w.capital && w.kind == TokenKind::Word && (n == 0 || block.joined(i + n)))
    {
        n += 1;
    }
    n
}

/// A title, with the body it belongs to.
fn title(block: &Block<'_>, heads: &Heads, i: usize) -> Option<Found> {
    let rank = heads.part("rank").len_at(block.lower_from(i));
    if rank > 0 && block.words[i].capital {
        return Some(Found { start: i, end: i + rank, kind: Kind::Title, weight: weight::NAME });
    }
    let n = heads.part("office").len_at(block.lower_from(i));
    if n == 0 {
        return None;
    }
    let mut end = i + n;
    let lower = !block.words[i].capital;
    // Trưởng Công an các huyện: the body goes on.
    if block.slice(i, end).to_lowercase().ends_with("công an")
        && heads.part("level").len_at(block.lower_from(end)) > 0
    {
        end -= 2;
    }
    if let Some(body) =
        block.word(end).filter(|w| w.capital && !w.initial).and_then(|_| headed(block, heads, end))
        && body.kind == Kind::Org
    {
        return Some(Found { start: i, end: body.end, kind: Kind::Title, weight: weight::WHOLE });
    }
    if lower {
        return None;
    }
    // Trưởng alone is a part of other words.
    let needs_body = ["trưởng", "phó trưởng"].contains(&block.slice(i, end).to_lowercase().as_str());
    let more = heads.part("extend").len_at(block.lower_from(end));
    if more > 0 {
        end = extend(block, heads, end + more, Kind::Title);
    } else if block.word(end).is_some_and(|w| w.capital && (is_syllable(&w.folded) || w.acronym))
        && block.joined(end)
        && place_at(block, end).is_none()
        && !person_at(block, end)
    {
        end = extend(block, heads, end, Kind::Title);
    } else if needs_body {
        return None;
    }
    Some(Found { start: i, end, kind: Kind::Title, weight: weight::NAME })
}

/// A body, legal text or event by its head.
fn headed(block: &Block<'_>, heads: &Heads, i: usize) -> Option<Found> {
    let candidates = [("law", Kind::Law), ("event", Kind::Event), ("org", Kind::Org)];
    let (n, kind, part) = candidates
        .into_iter()
        .map(|(part, kind)| (heads.part(part).len_at(block.lower_from(i)), kind, part))
        .max_by_key(|c| c.0)?;
    if n == 0 {
        return None;
    }
    let mut end = extend(block, heads, i + n, kind);
    if kind == Kind::Org
        && heads.part("place-head").len_at(block.lower_from(i)) > 0
        && block.word(end).is_some_and(|w| w.is("tại") || w.is("ở"))
        && block.word(end + 1).is_some_and(|w| w.capital)
    {
        end += 1 + place_at(block, end + 1).map_or_else(|| run_len(block, end + 1), |p| p.0);
    }
    let head = block.slice(i, i + n).to_lowercase();
    if end == i + n {
        // A head alone is a name for few, or when several words long.
        let alone = heads.part("alone").has(&head) || n > 2 || (kind == Kind::Law && !block.words[i].initial);
        let law_alone = kind == Kind::Law
            && ["nghị định thư", "công ước", "hiệp định", "hiệp ước", "hiến chương", "hiến pháp"]
                .contains(&head.as_str());
        if !(alone && kind == Kind::Org || law_alone) {
            return None;
        }
    } else if part == "event" && block.words[i].initial && !block.words[i + n].capital {
        return None;
    }
    // A day of the calendar is no event, a capital at the beginning of a sentence no head.
    if kind != Kind::Law && end > i + n && block.words[i + n].kind == TokenKind::Number {
        return None;
    }
    if block.words[i].initial
        && end > i + n
        && !block.words[i + n..end].iter().any(|w| w.capital)
        && kind != Kind::Law
        && part != "org"
    {
        return None;
    }
    Some(Found { start: i, end, kind, weight: weight::NAME })
}

/// Where a name goes on to from word `at`.
fn extend(block: &Block<'_>, heads: &Heads, at: usize, kind: Kind) -> usize {
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
            // A label of a picture: Ảnh 1.
            let numbered = block.word(j + 1).is_some_and(|w| w.kind == TokenKind::Number);
            if j > at && numbered && matches!(word.lower.as_str(), "ảnh" | "hình" | "bảng") {
                return end;
            }
            if j > at && person_at(block, j) && place_at(block, j).is_none() {
                return end;
            }
            if super::heads::GIVEN.contains(&word.lower) && j > at && run_len(block, j) > 1 {
                return end;
            }
            let named = place_at(block, j);
            let place = named.filter(|p| p.1 == Kind::Loc);
            let another = kind == Kind::Title
                && (!is_syllable(&word.folded) && !word.acronym || place.is_some() && j > at);
            if another || j > at && heads.part("office").len_at(block.lower_from(j)) > 0 {
                return end;
            }
            // Names that are no words, too: Hợp tác xã Ea Tu.
            let foreign = !is_syllable(&word.folded) || (placed && j > at && block.words[j - 1].capital);
            placed = place.is_some() || word.acronym || foreign;
            // Mỹ thuật is no America.
            let inside = heads.part("inside").len_at(block.lower_from(j));
            let n = named.map_or_else(|| large_compound(block, heads, j), |p| p.0);
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
        } else if kind == Kind::Org
            && end > at
            && j == end
            && block.words[at..j].iter().all(|w| !w.capital || is_syllable(&w.folded))
            && unknown_word(block, j)
        {
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
    let rows = concepts("verbs", include_str!("../lexicon/data/verbs.tsv")).unwrap_or_default();
    let others = tables().iter().flat_map(|t| &t.rows).filter(|r| r.kind == "verb");
    for row in rows.iter().chain(others) {
        row.cells[0].iter().for_each(|e| out.add(&e.text.to_lowercase()));
    }
    out
});

/// Whether two plain syllables stand here that may be a word: no grammar, no word of the lexicon begins with them.
fn unknown_word(block: &Block<'_>, i: usize) -> bool {
    let function = &crate::lang::of(Lang::VI).function_words;
    (i..i + 2).all(|k| {
        block.word(k).is_some_and(|w| {
            w.kind == TokenKind::Word
                && !w.capital
                && is_syllable(&w.folded)
                && !function.contains(w.lower.as_str())
        }) && compound_len(block, k) == 1
    }) && block.joined(i + 1)
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

/// Whether a person's name of two to four syllables stands here: a family name and capitals that end with it.
fn person_at(block: &Block<'_>, i: usize) -> bool {
    let run = run_len(block, i);
    (2..=5).contains(&run)
        && is_surname(&block.words[i].folded)
        && block.words[i..i + run].iter().all(|w| is_syllable(&w.folded))
        && block.word(i + run).is_none_or(|w| w.kind == TokenKind::Mark || run > 2 || !w.capital)
}

/// A person, or a run of capitals of unknown kind.
fn person_or_run(block: &Block<'_>, heads: &Heads, i: usize) -> Vec<Found> {
    let run = run_len(block, i);
    let addressed = addressed(block, heads, i);
    if person_at(block, i) {
        return vec![Found { start: i, end: i + run, kind: Kind::Per, weight: weight::NAME }];
    }
    let first = &block.words[i];
    if first.initial && heads.part("address").len_at(block.lower_from(i)) > 0 {
        return Vec::new();
    }
    // The first word of a sentence is part of a name only if it could not be a word.
    let foreign = !is_syllable(&first.folded);
    let company =
        block.word(i + run).is_some_and(|w| w.is("&")) && block.word(i + run + 1).is_some_and(|w| w.capital);
    if company {
        let end = i + run + 1 + run_len(block, i + run + 1);
        return vec![Found { start: i, end, kind: Kind::Org, weight: weight::NAME }];
    }
    if addressed {
        return vec![Found { start: i, end: i + run, kind: Kind::Per, weight: weight::NAME }];
    }
    if first.initial && !foreign {
        return Vec::new();
    }
    if first.acronym && run == 1 {
        return Vec::new();
    }
    // One syllable written large, or a headline in capitals, says nothing.
    let loud = run > 1 && block.words[i..i + run].iter().all(|w| w.acronym);
    if !foreign && (run == 1 || loud) {
        return Vec::new();
    }
    let kind = if run > 1 { Kind::Per } else { Kind::Org };
    vec![Found { start: i, end: i + run, kind, weight: weight::RUN }]
}

/// Whether a form of address, a rank or an office stands right before word `i`.
fn addressed(block: &Block<'_>, heads: &Heads, i: usize) -> bool {
    (1..=3).any(|n| {
        i >= n && {
            let before = block.slice(i - n, i).to_lowercase();
            ["address", "rank", "office"].iter().any(|p| heads.part(p).has(&before))
        }
    }) || (i >= 2
        && block.words[i - 1].is(".")
        && heads.part("address").has(&format!("{}.", block.words[i - 2].lower)))
}
