//! Numbers written out, and Roman numerals. The words come from the lexicon's numerals; English ones value the others.

use super::lexer::Kind;
use super::{Meaning, Quantity, Read, Reader, Value, Weight};
use crate::check::typography;
use crate::lexicon::rows::{Row, column, concepts};
use crate::model::Lang;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Number phrases of one language.
#[derive(Default)]
struct Numerals {
    cardinals: FxHashMap<String, Value>,
    ordinals: FxHashMap<String, Value>,
}

/// Most words of a phrase.
const LONGEST: usize = 4;

static NUMERALS: LazyLock<[Numerals; 4]> = LazyLock::new(|| {
    let mut out: [Numerals; 4] = Default::default();
    // A test of the lexicon reads the table; without it there are the words of the typography only.
    let rows = concepts("numerals", include_str!("../../lexicon/data/numerals.tsv")).unwrap_or_default();
    let english = |list: &[(Value, &'static str)]| -> FxHashMap<&str, Value> {
        list.iter().map(|(v, w)| (*w, *v)).collect()
    };
    let data = typography::of(Lang::EN);
    let (cardinal, ordinal) = (english(&data.numbers), english(&data.ordinals));
    for row in &rows {
        let (words, ordinals) = match row.kind.as_str() {
            "num" => (&cardinal, false),
            "adj" => (&ordinal, true),
            _ => continue,
        };
        let Some(value) = value(row, words) else { continue };
        for (at, cell) in row.cells.iter().enumerate() {
            let map = if ordinals { &mut out[at].ordinals } else { &mut out[at].cardinals };
            for text in cell.iter().flat_map(|e| std::iter::once(&e.text).chain(&e.forms)) {
                map.entry(phrase(text)).or_insert(value);
            }
        }
    }
    for lang in Lang::HOME {
        if let Some(at) = column(lang) {
            let data = typography::of(lang);
            out[at].cardinals.extend(data.numbers.iter().map(|(v, w)| (phrase(w), *v)));
            out[at].ordinals.extend(data.ordinals.iter().map(|(v, w)| (phrase(w), *v)));
        }
    }
    out
});

fn phrase(text: &str) -> String {
    text.to_lowercase().replace('-', " ")
}

/// The value of a row by its English words: `twenty-one`, `two hundred`; exact numbers only.
fn value(row: &Row, words: &FxHashMap<&str, Value>) -> Option<Value> {
    let scale = &typography::of(Lang::EN).scale;
    row.cells[1].iter().find_map(|e| {
        let mut sum: Option<Value> = None;
        let text = phrase(&e.text);
        for word in text.split(' ') {
            let before = sum;
            sum = match (words.get(word), scale.get(word)) {
                (Some(v), _) => Some(before.map_or(Some(*v), |b| b.plus(*v))?),
                (None, Some(s)) => Some(before.map_or(Some(*s), |b| b.times(*s))?),
                (None, None) if word == "a" => before,
                _ => return None,
            };
        }
        sum
    })
}

impl Reader<'_> {
    /// A number or ordinal as words.
    pub(super) fn spelled(&self, i: usize) -> Read {
        let word = self.word(i)?;
        // "năm 2024" is the year, not five.
        if self.data.year_word.contains(word)
            && matches!(self.toks.get(i + 1).map(|t| &t.kind), Some(Kind::Number { .. }))
        {
            return None;
        }
        let read = self.cardinal(i);
        let ordinal = self.lookup(i, true);
        let (value, next, ordinal) = match (read, ordinal) {
            (Some((_, n)), Some((v, next))) if next > n => (v, next, true),
            (Some((v, next)), _) => (v, next, false),
            (None, Some((v, next))) => (v, next, true),
            (None, None) => return self.compound(i),
        };
        let vague = next == i + 1 && self.data.scale.contains_key(word);
        let weight = if ordinal || vague || value.is_below(13) || value == Value::HALF {
            Weight::None
        } else {
            Weight::Some
        };
        let quantity = Quantity {
            span: self.span(i, next),
            meanings: vec![Meaning::Number(value)],
            unit: self.unit_behind(next),
            scaled: false,
            imperial: self.imperial(i, next),
            weight,
        };
        Some((quantity, next))
    }

    /// A word that a number opens: `czterdziestojednoletni`; good for a match only.
    fn compound(&self, i: usize) -> Read {
        let word = self.word(i).filter(|_| !self.data.prefixes.is_empty())?;
        let longest = |rest: &str, fits: &dyn Fn(&str) -> bool| {
            let all = self.data.prefixes.iter().filter(|p| rest.starts_with(p.1) && fits(&rest[p.1.len()..]));
            all.max_by_key(|p| p.1.len()).copied()
        };
        let tail = |rest: &str| self.data.tails.iter().any(|t| rest.starts_with(t));
        let unit = |rest: &str| longest(rest, &tail);
        let (value, prefix) = longest(word, &|rest| tail(rest) || unit(rest).is_some())?;
        let rest = &word[prefix.len()..];
        let value = if tail(rest) { value } else { value.plus(unit(rest)?.0)? };
        let quantity = Quantity {
            span: self.span(i, i + 1),
            meanings: vec![Meaning::Number(value)],
            unit: None,
            scaled: false,
            imperial: false,
            weight: Weight::None,
        };
        Some((quantity, i + 1))
    }

    /// The cardinal that begins at `i`, and the token behind it.
    pub(super) fn cardinal(&self, i: usize) -> Option<(Value, usize)> {
        let mut total = Value::whole(0);
        let mut current: Option<u64> = None;
        let mut end = i;
        let mut at = i;
        loop {
            let joined = end > i && self.word(at).is_some_and(|w| self.data.joiner.contains(w));
            let from = at + usize::from(joined);
            if let Some((factor, next)) = self.big(from).filter(|_| !joined) {
                let Some(factor) = factor.to_whole() else { break };
                let (before, rest) =
                    if factor == 100 { (current.unwrap_or(1) % 1000, 0) } else { (current.unwrap_or(1), 0) };
                let Some(product) = before.checked_mul(factor).map(|p| p + rest) else { break };
                if factor == 100 {
                    if current.is_some_and(|c| c >= 100) {
                        break;
                    }
                    current = Some(product);
                } else {
                    total = total.plus(Value::whole(product))?;
                    current = None;
                }
                (end, at) = (next, next);
                continue;
            }
            // Hai mươi năm is twenty years; twenty-five is hai mươi lăm.
            if self.lang == Lang::VI
                && end > i
                && self.word(from) == Some("năm")
                && matches!(self.word(from - 1), Some("mươi" | "chục" | "trăm" | "nghìn" | "ngàn"))
                && !matches!(self.word(from + 1), Some("mươi" | "trăm"))
            {
                break;
            }
            let Some((value, next)) = self.lookup(from, false) else { break };
            let Some(n) = value.to_whole() else {
                return (end == i).then_some((value, next));
            };
            let fits = match current {
                None => n < 1000 || end == i,
                Some(c) if n >= 100 => c == 0,
                Some(c) if c % 100 == 0 && c > 0 => true,
                Some(c) => {
                    (c % 10 == 0 && n < 10 && c % 100 >= 20)
                        || (matches!(c % 100, 60 | 80) && n < 20 && self.lang == Lang::FR)
                }
            };
            // "five and six" are two numbers: a joiner stands behind tens, hundreds and more only.
            let whole = total.to_whole().unwrap_or(0);
            if !fits || n == 0 && end > i || (joined && current.is_none_or(|c| c < 20) && whole == 0) {
                break;
            }
            if n >= 1000 {
                total = total.plus(Value::whole(n))?;
            } else {
                current = Some(current.unwrap_or(0) + n);
            }
            (end, at) = (next, next);
            if self.mark(at) == Some('-') && self.glued(at) && self.glued(at + 1) {
                at += 1;
            }
        }
        (end > i).then_some(())?;
        Some((total.plus(Value::whole(current.unwrap_or(0)))?, end))
    }

    /// A scale word that is written out (no abbreviation).
    fn big(&self, i: usize) -> Option<(Value, usize)> {
        let word = self.word(i).filter(|w| w.chars().count() > 2)?;
        self.data.scale.get(word).map(|v| (*v, i + 1))
    }

    /// The longest listed phrase at `i`.
    fn lookup(&self, i: usize, ordinal: bool) -> Option<(Value, usize)> {
        let numerals = &NUMERALS[column(self.lang)?];
        let map = if ordinal { &numerals.ordinals } else { &numerals.cardinals };
        let mut text = String::new();
        let mut best = None;
        let mut at = i;
        for n in 0..LONGEST {
            if n > 0 && matches!(self.mark(at), Some('-' | '‑')) && self.glued(at) && self.glued(at + 1) {
                at += 1;
            }
            let Some(word) = self.word(at) else { break };
            if n > 0 {
                text.push(' ');
            }
            text.push_str(word);
            at += 1;
            if let Some(&value) = map.get(&text) {
                best = Some((value, at));
            }
        }
        best
    }

    /// A Roman numeral of two letters or more, in capitals; `XXIe` too.
    pub(super) fn roman(&self, i: usize) -> Read {
        self.word(i)?;
        let text = self.toks[i].text;
        let digits = text.trim_end_matches(|c: char| c.is_lowercase());
        let ending = &text[digits.len()..];
        if digits.len() < 2 || !(ending.is_empty() || self.data.ordinal.contains(ending)) {
            return None;
        }
        let mut total = 0u64;
        let mut last = 0;
        for c in digits.chars().rev() {
            let n = match c {
                'I' => 1,
                'V' => 5,
                'X' => 10,
                'L' => 50,
                _ => return None,
            };
            if n < last {
                total = total.checked_sub(n)?;
            } else {
                total += n;
                last = n;
            }
        }
        let meanings = vec![Meaning::Number(Value::whole(total))];
        Some((
            Quantity {
                span: self.span(i, i + 1),
                meanings,
                unit: None,
                scaled: false,
                imperial: false,
                weight: Weight::None,
            },
            i + 1,
        ))
    }
}
