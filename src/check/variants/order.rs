//! Long names whose words stand in another order: the same words from the head on, one after the other and yet not the same.

use crate::check::memo::ReadBlock;
use crate::check::{Input, Report, Text};
use crate::model::{Lang, Span};
use crate::terms::heads::of;
use crate::text::tokens::TokenKind;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Fewer words in another order may be another name.
const LEAST: usize = 6;
/// More words are no name.
const MOST: usize = 24;

/// A head and the words behind it, up to the next mark.
struct Run {
    keys: Vec<String>,
    spans: Vec<Span>,
}

/// Names with one head whose words changed places.
pub(super) fn changed(input: &Input<'_>, text: &Text<'_>, report: &mut Report) {
    let mut by_head: BTreeMap<String, Vec<Run>> = BTreeMap::new();
    for ReadBlock { span: block, lang, words: read } in input.read(text) {
        let lang = *lang;
        let base = block.start as usize;
        for i in 0..read.words.len() {
            let word = &read.words[i];
            let key = if lang.primary() == Lang::PL { &read.keys[i] } else { &word.lower };
            if !word.capital || !["org", "law", "event"].iter().any(|p| of(lang).part(p).has(key)) {
                continue;
            }
            let run: Vec<usize> = (i..read.words.len().min(i + MOST))
                .take_while(|&k| k == i || read.words[k].kind == TokenKind::Word && read.joined(k))
                .collect();
            if run.len() >= LEAST {
                let keys = run.iter().map(|&k| read.words[k].lower.clone()).collect();
                let spans = run.iter().map(|&k| read.words[k].span.shifted(base)).collect();
                by_head.entry(key.clone()).or_default().push(Run { keys, spans });
            }
        }
    }
    for runs in by_head.values() {
        for (i, a) in runs.iter().enumerate() {
            for b in &runs[i + 1..] {
                if let Some(n) = permuted(&a.keys, &b.keys) {
                    let span = |r: &Run| Span { start: r.spans[0].start, end: r.spans[n - 1].end };
                    let (first, second) = (span(a), span(b));
                    let message =
                        format!("the words of “{}” stand in another order here", &text.text()[first.range()]);
                    report.add(text.place(second), message).related.push(text.place(first));
                }
            }
        }
    }
}

/// The least number of words, from [`LEAST`] on, after which both lists hold the same words in a different order, with a long
/// stretch in common.
fn permuted(a: &[String], b: &[String]) -> Option<usize> {
    let mut balance: FxHashMap<&str, i32> = FxHashMap::default();
    let mut open = 0;
    let mut differ = false;
    for n in 0..a.len().min(b.len()) {
        differ |= a[n] != b[n];
        for (word, step) in [(&a[n], 1), (&b[n], -1)] {
            let count = balance.entry(word).or_default();
            open += i32::from((*count + step).abs() > count.abs()) * 2 - 1;
            *count += step;
        }
        if open == 0 && differ && n + 1 >= LEAST {
            return (common_stretch(&a[..=n], &b[..=n]) * 2 > n).then_some(n + 1);
        }
    }
    None
}

/// Words of the longest stretch that stands in both lists.
fn common_stretch(a: &[String], b: &[String]) -> usize {
    let mut best = 0;
    let mut row = vec![0; b.len() + 1];
    for x in a {
        for j in (0..b.len()).rev() {
            row[j + 1] = if *x == b[j] { row[j] + 1 } else { 0 };
            best = best.max(row[j + 1]);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_changed_places() {
        let list = |t: &str| t.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let a = list("sở nông nghiệp và phát triển nông thôn tỉnh hải dương họp");
        let b = list("sở tỉnh nông nghiệp và phát triển nông thôn hải dương mời");
        assert_eq!(permuted(&a, &b), Some(9));
        assert_eq!(permuted(&a, &a), None);
        assert_eq!(permuted(&a, &list("sở y tế tỉnh hải dương họp với sở nông nghiệp")), None);
    }
}
