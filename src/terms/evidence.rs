//! Whether two names or terms in two languages say the same word by word.

use super::heads::of;
use super::known::Known;
use super::token::words;
use crate::lang;
use crate::lexicon::Lexicon;
use crate::model::Lang;
use crate::text::fold::fold;
use crate::text::tokens::TokenKind;

/// A content word of a phrase.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// Lexicon key.
    pub key: String,
    /// Folded.
    pub folded: String,
}

/// The content words of a phrase: connectors, articles and marks left out; Vietnamese compounds joined.
#[must_use]
pub fn content(phrase: &str, language: Lang) -> Vec<Content> {
    let list = words(phrase);
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
            let bases = super::known::word_keys(&list[i + 1].lower, language);
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

/// How well one content word translates another, 0 to 1.
#[must_use]
pub fn word_score(a: &Content, from: Lang, b: &Content, to: Lang, lexicon: &Lexicon) -> f32 {
    if a.folded == b.folded || a.folded.replace(' ', "") == b.folded {
        return 1.0;
    }
    let known = Known::builtin();
    let (ra, rb) = (known.find_word(&a.folded, from), known.find_word(&b.folded, to));
    if ra.iter().any(|x| rb.contains(x)) {
        return 1.0;
    }
    let (Some(s), Some(t)) = (lexicon.id(&a.key, from), lexicon.id(&b.key, to)) else { return cognate(a, b) };
    let row: Vec<(u32, f32)> = lexicon.translations(s, from, to).collect();
    let total: f32 = row.iter().map(|r| r.1).sum();
    let count = row.iter().find(|r| r.0 == t).map_or(0.0, |r| r.1);
    let back: Vec<(u32, f32)> = lexicon.translations(t, to, from).collect();
    let back_total: f32 = back.iter().map(|r| r.1).sum();
    let back_count = back.iter().find(|r| r.0 == s).map_or(0.0, |r| r.1);
    let share = (count / total.max(1.0)).max(back_count / back_total.max(1.0));
    if count.max(back_count) >= 0.4 && share >= 0.04 { (0.6 + share).min(1.0) } else { cognate(a, b) }
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
    if a.is_empty() || b.is_empty() {
        return (0.0, 0.0);
    }
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            let score = word_score(x, from, y, to, lexicon);
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
