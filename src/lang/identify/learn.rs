//! Learns the model of words and letters from texts.

use super::model::{BLANK, CLASSES, DIRECT, MAGIC, ORDER, SHORT, STEPS, UNSEEN, slot, tail, word_key};
use super::words::words;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Runs of the longest kind are left out where they say nearly (nats) what the shorter one says.
const PRUNE: f64 = 0.4;
/// Words are left out where they say hardly more (nats) than their letters.
const PRUNE_WORDS: f64 = 0.2;
/// Letters that nobody has seen share this at the bottom.
const LETTERS: f64 = 200.0;

/// Counts of one class: how often a run of letters occurs, by its packed codes.
type Counts = FxHashMap<u64, u32>;

/// The words of one class, in codes, and how often each occurs.
type Words = BTreeMap<Vec<u8>, u32>;

/// What is known of a context.
#[derive(Clone, Copy, Default)]
struct Context {
    total: u32,
    kinds: u32,
}

impl Context {
    /// The weight of shorter contexts behind this one.
    fn rest(self) -> f64 {
        f64::from(self.kinds) / f64::from(self.total + self.kinds).max(1.0)
    }
}

/// The file of a model of these classes (two-letter name, text), the five at home first.
///
/// # Panics
/// With more classes, letters or runs than the file can hold.
#[must_use]
pub fn model(classes: &[(String, String)]) -> Vec<u8> {
    assert!(classes.len() <= CLASSES, "too many classes");
    let mut letters = BTreeSet::new();
    for (_, text) in classes {
        words(text, |word, _| letters.extend(word.iter().copied().filter(|&c| u32::from(c) < DIRECT)));
    }
    let codes: BTreeMap<char, u8> = letters
        .iter()
        .enumerate()
        .map(|(i, &c)| (c, u8::try_from(i + 2).expect("at most 254 letters")))
        .collect();
    let spoken: Vec<Words> = classes.iter().map(|(_, text)| vocabulary(text, &codes)).collect();
    let learnt: Vec<Learnt> = spoken.iter().map(|words| parts(&counts(words))).collect();
    let runs: BTreeSet<u64> = learnt.iter().flat_map(|class| class.keys().copied()).collect();
    let mut table: BTreeMap<u64, Vec<u8>> = runs.into_iter().map(|run| (run, entry(run, &learnt))).collect();
    for (word, entry) in known(&spoken, &learnt) {
        assert!(table.insert(word_key(&word), entry).is_none(), "two keys are equal");
    }
    let mut out = MAGIC.to_vec();
    out.extend((classes.len() as u32).to_le_bytes());
    classes.iter().for_each(|(name, _)| out.extend(name.as_bytes()));
    out.extend(spoken.iter().map(|words| steps(novelty(words))));
    out.extend((letters.len() as u32).to_le_bytes());
    letters.iter().for_each(|&c| out.extend(u32::from(c).to_le_bytes()));
    write(&table, &mut out);
    out
}

/// The words of a text, in the codes of their letters, and how often each occurs.
fn vocabulary(text: &str, codes: &BTreeMap<char, u8>) -> Words {
    let mut out = Words::new();
    words(text, |word, _| {
        let coded = word.iter().filter_map(|c| codes.get(c).copied()).collect();
        *out.entry(coded).or_default() += 1;
    });
    out
}

/// The share of words that have not been met (Witten–Bell).
fn novelty(words: &Words) -> f64 {
    let all: u32 = words.values().sum();
    words.len() as f64 / (f64::from(all) + words.len() as f64).max(1.0)
}

/// The words that a class knows better than their letters tell: class and cost.
fn known(spoken: &[Words], learnt: &[Learnt]) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut out: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
    for (i, (words, class)) in spoken.iter().zip(learnt).enumerate() {
        let all = f64::from(words.values().sum::<u32>()) + words.len() as f64;
        for (word, &times) in words {
            let spelt = novelty(words) * (-f64::from(spelling(word, class)) / f64::from(STEPS)).exp();
            let p = f64::from(times) / all + spelt;
            if (p / spelt).ln() > PRUNE_WORDS {
                let parts = out.entry(word.clone()).or_insert_with(|| vec![0]);
                parts[0] += 1;
                parts.extend([i as u8, steps(p)]);
            }
        }
    }
    out
}

/// What the letters of a word cost in a class.
fn spelling(word: &[u8], class: &Learnt) -> u32 {
    let mut history = u64::from(BLANK);
    let mut sum = 0;
    for (at, &code) in word.iter().chain(&[BLANK]).enumerate() {
        history = tail(history << 8 | u64::from(code), ORDER);
        sum += u32::from(cost(tail(history, ORDER.min(at + 2)), class));
    }
    sum
}

/// The runs of letters of the words: a frequent word teaches little more about letters than a rare one.
fn counts(words: &Words) -> Counts {
    let mut out = Counts::default();
    for (word, &times) in words {
        let times = f64::from(times).sqrt().ceil() as u32;
        let mut history = u64::from(BLANK);
        for (at, &code) in word.iter().chain(&[BLANK]).enumerate() {
            history = tail(history << 8 | u64::from(code), ORDER);
            for length in 1..=ORDER.min(at + 2) {
                *out.entry(tail(history, length)).or_default() += times;
            }
        }
    }
    out
}

/// What is stored of a run: for all classes if it is short, else for those that have it.
fn entry(run: u64, learnt: &[Learnt]) -> Vec<u8> {
    if length(run) <= SHORT {
        let costs = learnt.iter().map(|class| u8::try_from(cost(run, class)).unwrap_or(u8::MAX));
        return costs.chain(learnt.iter().map(|class| class.get(&run).map_or(0, |part| part[1]))).collect();
    }
    let parts = learnt
        .iter()
        .enumerate()
        .filter_map(|(i, class)| class.get(&run).map(|part| [i as u8, part[0], part[1]]));
    let parts: Vec<u8> = parts.flatten().collect();
    [(parts.len() / 3) as u8].into_iter().chain(parts).collect()
}

/// What the last letter of a run costs in a class that may not have it.
fn cost(run: u64, class: &Learnt) -> u16 {
    if let Some(part) = class.get(&run) {
        return u16::from(part[0]);
    }
    match length(run) {
        1 => UNSEEN,
        n => {
            class.get(&(run >> 8)).map_or(0, |context| u16::from(context[1])) + cost(tail(run, n - 1), class)
        }
    }
}

/// For each run what its last letter costs and what a shorter context costs behind it, in steps.
type Learnt = BTreeMap<u64, [u8; 2]>;

/// Smooths the counts of a class.
fn parts(counts: &Counts) -> Learnt {
    let mut contexts: FxHashMap<u64, Context> = FxHashMap::default();
    for (&run, &count) in counts {
        let context = contexts.entry(run >> 8).or_default();
        context.total += count;
        context.kinds += 1;
    }
    let context = |run: u64| contexts.get(&run).copied().unwrap_or_default();
    let mut probability: BTreeMap<u64, f64> = BTreeMap::new();
    let mut out = BTreeMap::new();
    let mut runs: Vec<u64> = counts.keys().copied().collect();
    runs.sort_unstable_by_key(|&run| (length(run), run));
    for run in runs {
        let before = context(run >> 8);
        let shorter = match length(run) {
            1 => 1.0 / LETTERS,
            n => probability[&tail(run, n - 1)],
        };
        let seen = f64::from(counts[&run]);
        let p = (seen + f64::from(before.kinds) * shorter) / f64::from(before.total + before.kinds);
        probability.insert(run, p);
        let silent = !contexts.contains_key(&run);
        let backed = shorter * before.rest();
        if !(silent && length(run) == ORDER && (p / backed).ln().abs() < PRUNE) {
            let rest = if silent { 1.0 } else { context(run).rest() };
            out.insert(run, [steps(p), steps(rest)]);
        }
    }
    // A word begins behind a blank that nothing predicts.
    out.entry(u64::from(BLANK)).or_insert([0, 0]);
    out
}

fn length(run: u64) -> usize {
    (71 - run.leading_zeros() as usize) / 8
}

fn steps(p: f64) -> u8 {
    (-p.ln() * f64::from(STEPS)).round().clamp(0.0, 255.0) as u8
}

/// The table with open addressing, then the entries.
fn write(table: &BTreeMap<u64, Vec<u8>>, out: &mut Vec<u8>) {
    let size = table.len() * 4 / 3 + 1;
    let mut slots = vec![0u64; size];
    // Equal entries are stored once.
    let mut places: BTreeMap<&[u8], u64> = BTreeMap::new();
    let mut entries: Vec<u8> = Vec::new();
    for (&run, entry) in table {
        let place = *places.entry(entry).or_insert_with(|| {
            entries.extend(entry);
            (entries.len() - entry.len()) as u64
        });
        assert!(place < 1 << 24, "too many entries");
        let mut at = slot(run, size);
        while slots[at] != 0 {
            at = (at + 1) % size;
        }
        slots[at] = run << 24 | place;
    }
    out.extend((size as u32).to_le_bytes());
    slots.iter().for_each(|slot| out.extend(slot.to_le_bytes()));
    out.extend(entries);
}

#[cfg(test)]
mod tests {
    use super::super::model::Model;
    use super::*;

    #[test]
    fn a_learnt_model_spells_what_it_has_seen_best() {
        let texts =
            ["mot hai ba", "one two three", "un deux trois", "jeden dwa trzy", "a b", "eins zwei drei"];
        let classes: Vec<(String, String)> =
            texts.iter().enumerate().map(|(i, t)| (format!("x{i}"), (*t).to_owned())).collect();
        let model = Model::from_static(model(&classes).leak()).expect("a model");
        for (class, text) in texts.iter().enumerate() {
            for word in text.split(' ').filter(|w| w.len() > 2) {
                let codes: Vec<u8> = word.chars().map(|c| model.code(c).expect("a known letter")).collect();
                let row = model.spell(&codes);
                assert!((0..6).all(|other| other == class || row[other] > row[class]), "{word}");
            }
        }
    }
}
