//! What the other languages of a job say about a pair: beads that go through a third text.

use super::moves::{MOVES, Move};
use super::score::bits;
use crate::words::sparse::add_up;
use rustc_hash::FxHashMap;

/// One side of a bead: its first sentence, and a mask of which sentences from there on belong to it; mask 0 = none.
pub type Side = (u32, u8);

/// For every side of one text the sides of another it makes a bead with, and how probably.
pub type Beads = FxHashMap<Side, Vec<(Side, f32)>>;

/// Turns beads around.
#[must_use]
pub fn turned(beads: &Beads) -> Beads {
    let mut out = Beads::default();
    for (&side, row) in beads {
        for &(other, p) in row {
            out.entry(other).or_default().push((side, p));
        }
    }
    for row in out.values_mut() {
        row.sort_by_key(|e| e.0);
    }
    out
}

/// The sentences of a side, each as a side of its own.
fn one(side: Side) -> impl Iterator<Item = Side> {
    bits(side.1).map(move |b| (side.0 + b as u32, 1))
}

/// Takes beads apart into links of one sentence with one: each with the sum of the beads that hold both.
fn by_sentence(beads: &Beads) -> Beads {
    let mut out = Beads::default();
    for (&side, row) in beads {
        for sentence in one(side) {
            let links = out.entry(sentence).or_default();
            row.iter().for_each(|&(other, p)| links.extend(one(other).map(|t| (t, p))));
        }
    }
    out.values_mut().for_each(add_up);
    out
}

/// What a third text does to the odds of a pair.
#[derive(Clone, Copy, Debug)]
struct Odds {
    /// What is left of them when the third text points elsewhere.
    left: f32,
    /// What they gain when it points there.
    gain: f32,
    /// Weight of the evidence.
    weight: f32,
}

/// How far a pair listens to third texts. Fitted on the four-language development sets; `benches/together.py` shows what a
/// third text is worth.
#[derive(Clone, Copy, Debug)]
pub struct Trust {
    /// Whole beads against whole beads.
    beads: Odds,
    /// Sentences against sentences: coarser, and right more often where little is known.
    sentences: Option<Odds>,
    /// Weight of the scores whose posteriors go through a third text: as they stand they may be too sure of themselves,
    /// and an error of one pair would be handed on as a certainty.
    pub temper: f32,
}

impl Trust {
    /// For a pair that learns words from its collection.
    pub const TAUGHT: Self =
        Self { beads: Odds { left: 0.4, gain: 3.0, weight: 0.7 }, sentences: None, temper: 0.5 };
    /// For a pair that knows words from the lexicon and from copies only. A sentence that is confirmed earns nothing: the
    /// same words have spoken already.
    pub const UNTAUGHT: Self = Self {
        beads: Odds { left: 0.2, gain: 1.0, weight: 0.4 },
        sentences: Some(Odds { left: 0.1, gain: 0.0, weight: 0.7 }),
        temper: 0.8,
    };
}

/// How steeply trust falls with the worth of a way through a third text. Fitted like [`Trust`]; it is what keeps a weak third
/// language from making a strong pair worse.
const STEEP: f32 = 8.0;

impl Trust {
    /// Trust in a way of which one half gains `legs` a word, where the pair itself gains `direct`.
    #[must_use]
    pub fn through(self, legs: f32, direct: f32) -> Self {
        let worth = (legs.max(0.0) / direct.max(f32::EPSILON)).min(1.0).powf(STEEP);
        let less = |odds: Odds| Odds { weight: odds.weight * worth, ..odds };
        Self { beads: less(self.beads), sentences: self.sentences.map(less), ..self }
    }
}

/// Evidence about a pair through one third text.
#[derive(Debug)]
pub struct Pivot {
    trust: Trust,
    beads: Routes,
    /// Present where [`Trust`] listens to sentences.
    sentences: Option<Routes>,
}

/// Ways through the third text in both directions.
#[derive(Debug)]
struct Routes {
    forward: Through,
    backward: Through,
}

impl Routes {
    fn new(to_third: &Beads, from_third: &Beads) -> Self {
        Self {
            forward: Through::new(to_third, from_third),
            backward: Through::new(&turned(from_third), &turned(to_third)),
        }
    }
}

/// For every side: how probably it goes through the third text at all, and where to.
#[derive(Debug)]
struct Through(FxHashMap<Side, (f32, Vec<(Side, f32)>)>);

impl Through {
    fn new(first: &Beads, second: &Beads) -> Self {
        let mut out = FxHashMap::default();
        for (&side, row) in first {
            let through =
                |&(k, p): &(Side, f32)| second.get(&k).into_iter().flatten().map(move |&(t, q)| (t, p * q));
            let mut to: Vec<(Side, f32)> = row.iter().flat_map(through).collect();
            add_up(&mut to);
            let covered = to.iter().map(|e| e.1).sum::<f32>().min(1.0);
            out.insert(side, (covered, to));
        }
        Self(out)
    }

    /// Log-odds for `side` to belong to `others`.
    fn score(&self, side: Side, others: impl Iterator<Item = Side>, odds: Odds) -> f32 {
        let Some((covered, to)) = self.0.get(&side) else { return 0.0 };
        let found = |other| to.binary_search_by_key(&other, |e| e.0).map_or(0.0, |at| to[at].1);
        let hit = others.map(found).sum::<f32>().min(*covered);
        odds.weight * (1.0 - covered + (1.0 + odds.gain) * hit + odds.left * (covered - hit)).ln()
    }
}

impl Pivot {
    /// Joins the beads source → third and third → target.
    #[must_use]
    pub fn new(to_third: &Beads, from_third: &Beads, trust: Trust) -> Self {
        let sentences =
            trust.sentences.map(|_| Routes::new(&by_sentence(to_third), &by_sentence(from_third)));
        Self { trust, beads: Routes::new(to_third, from_third), sentences }
    }

    /// Log-odds of move `k` of [`MOVES`] that ends in (i, j).
    #[must_use]
    pub fn score(&self, i: usize, j: usize, k: usize) -> f32 {
        let (source, target) = sides(&MOVES[k], i, j);
        let whole = |through: &Through, side: Side, other: Side| {
            if side.1 == 0 { 0.0 } else { through.score(side, std::iter::once(other), self.trust.beads) }
        };
        let mut sum =
            whole(&self.beads.forward, source, target) + whole(&self.beads.backward, target, source);
        if let (Some(routes), Some(odds)) = (&self.sentences, self.trust.sentences) {
            sum += one(source).map(|s| routes.forward.score(s, one(target), odds)).sum::<f32>();
            sum += one(target).map(|t| routes.backward.score(t, one(source), odds)).sum::<f32>();
        }
        sum
    }
}

/// The sides of a bead of a shape that ends in (i, j).
#[must_use]
pub fn sides(shape: &Move, i: usize, j: usize) -> (Side, Side) {
    let side = |end: usize, len: usize, mask: u8| if mask == 0 { (0, 0) } else { ((end - len) as u32, mask) };
    (side(i, shape.source, shape.source_mask), side(j, shape.target, shape.target_mask))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Beads of one sentence each: (source, target, probability).
    fn beads(list: &[(u32, u32, f32)]) -> Beads {
        let mut out = Beads::default();
        list.iter().for_each(|&(s, t, p)| out.entry((s, 1)).or_default().push(((t, 1), p)));
        out
    }

    #[test]
    fn a_third_text_confirms_contradicts_or_keeps_silent() {
        let pivot = |trust| Pivot::new(&beads(&[(0, 0, 1.0)]), &beads(&[(0, 0, 1.0)]), trust);
        let one_to_one = MOVES.iter().position(|m| (m.source, m.target) == (1, 1)).unwrap_or(0);
        let alone = MOVES.iter().position(|m| (m.source, m.target) == (1, 0)).unwrap_or(0);
        for pivot in [Trust::TAUGHT, Trust::UNTAUGHT].map(pivot) {
            assert!(pivot.score(1, 1, one_to_one) >= 0.0, "the sentence it points to");
            assert!(pivot.score(1, 2, one_to_one) < 0.0, "another sentence");
            assert!(pivot.score(1, 0, alone) < 0.0, "no sentence at all");
            assert!(pivot.score(5, 5, one_to_one).abs() < 1e-6, "sentences that the third text lacks");
        }
    }

    #[test]
    fn a_way_that_is_worth_less_than_the_pair_says_less() {
        let one_to_one = MOVES.iter().position(|m| (m.source, m.target) == (1, 1)).unwrap_or(0);
        let says = |legs: f32, direct: f32| {
            let links = beads(&[(0, 0, 1.0)]);
            Pivot::new(&links, &links, Trust::UNTAUGHT.through(legs, direct)).score(1, 2, one_to_one)
        };
        assert!(says(2.0, 1.0) < says(0.9, 1.0) && says(0.9, 1.0) < 0.0, "at most what a better way says");
        assert!(says(-1.0, 1.0).abs() < 1e-6 && says(0.5, 1.0) > -0.1);
    }

    #[test]
    fn links_of_sentences_are_sums_of_beads() {
        let mut list = Beads::default();
        list.insert((0, 0b1), vec![((0, 0b1), 0.25), ((0, 0b11), 0.5)]);
        list.insert((0, 0b11), vec![((1, 0b1), 0.125)]);
        let links = by_sentence(&list);
        assert_eq!(links[&(0, 1)], [((0, 1), 0.75), ((1, 1), 0.625)]);
        assert_eq!(links[&(1, 1)], [((1, 1), 0.125)]);
    }
}
