//! Vietnamese names: runs of capitalised syllables, and heads whose names go on over lower-case words.

mod extend;

use self::extend::extend;
use super::detect::{Block, Found, place_at, weight};
use super::heads::{Heads, of};
use super::names::{is_surname, is_syllable};
use crate::model::{Kind, Lang};
use crate::text::tokens::TokenKind;

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
