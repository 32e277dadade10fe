//! Word alignment: which words of two sentences translate each other, learnt from nothing but the text and the lexicon.
//!
//! IBM model 1 with a preference for the diagonal, then hidden Markov models in both directions that are trained to
//! agree (Liang, Taskar and Klein 2006): a link counts as much as both directions believe in it.

use super::hmm::Chain;
use super::jumps::{Diagonal, JumpCounts, Jumps};
use super::priors::{Priors, priors};
use super::settings::{Settings, THRESHOLD};
use super::symmetrize::{Link, Symmetrize, choose, lean, links, turned};
use super::table::Table;
use super::units::{Side, Unit, spellings};
use crate::lexicon::Lexicon;
use crate::model::Lang;
use rayon::prelude::*;

/// Belief of both directions in the links of one sentence pair, between units.
#[derive(Clone, Debug, Default)]
pub struct Beliefs {
    /// Source unit × target unit: that the target unit comes from the source unit.
    pub forward: Vec<f32>,
    /// Source unit × target unit: that the source unit comes from the target unit.
    pub backward: Vec<f32>,
}

impl Beliefs {
    /// What both directions believe of a cell, on average.
    #[must_use]
    pub fn mean(&self, cell: usize) -> f32 {
        0.5 * (self.forward[cell] + self.backward[cell])
    }
}

/// A learnt aligner with the text it was learnt from.
#[derive(Debug)]
pub struct Aligner {
    /// Source side.
    pub source: Side,
    /// Target side.
    pub target: Side,
    table: Table,
    settings: Settings,
    prior: Priors,
    forward: Vec<f32>,
    backward: Vec<f32>,
    null_target: Vec<f32>,
    null_source: Vec<f32>,
    jumps_forward: Jumps,
    jumps_backward: Jumps,
}

/// Links words of sentence pairs, given as lists of tokens, with the settings that suit most texts: for each pair the
/// links that both directions together believe in at least half, with their probabilities.
///
/// ```
/// use songngu::{lexicon::Lexicon, model::Lang, words::aligner::align};
/// let source = [vec!["Two", "cities", "signed", "."]];
/// let target = [vec!["Hai", "thành", "phố", "đã", "ký", "."]];
/// let links = align(&source, &target, (Lang::EN, Lang::VI), Lexicon::builtin());
/// let shown: Vec<String> = links[0].iter().map(ToString::to_string).collect();
/// assert_eq!(shown, ["0-0", "1-1", "1-2", "2-4", "3-5"]);
/// ```
#[must_use]
pub fn align<T: AsRef<str>>(
    source: &[Vec<T>],
    target: &[Vec<T>],
    langs: (Lang, Lang),
    lexicon: &Lexicon,
) -> Vec<Vec<Link>> {
    Aligner::learn(source, target, langs, lexicon, Settings::default()).links(Symmetrize::Beliefs, THRESHOLD)
}

/// Sentences of more units do without jumps, whose cost grows with the cube of the length.
const LONGEST: usize = 400;
/// Sentence pairs of one piece of work; fixed, so that sums do not depend on the number of threads.
const CHUNK: usize = 128;
/// Pieces whose results are held at a time.
const WAVE: usize = 64;
/// Expected links below this are not counted.
const PRUNE: f32 = 1e-3;

/// What a piece of work has counted.
#[derive(Default)]
struct Counted {
    cells: Vec<(u32, f32)>,
    null_target: Vec<(u32, f32)>,
    null_source: Vec<(u32, f32)>,
    jumps_forward: JumpCounts,
    jumps_backward: JumpCounts,
}

/// Buffers of one piece of work.
#[derive(Default)]
struct Desk {
    forward: Chain,
    backward: Chain,
}

impl Aligner {
    /// Learns from sentence pairs, given as lists of tokens.
    #[must_use]
    pub fn learn<T: AsRef<str>>(
        source: &[Vec<T>],
        target: &[Vec<T>],
        langs: (Lang, Lang),
        lexicon: &Lexicon,
        settings: Settings,
    ) -> Self {
        let (known_source, known_target) = (spellings(source), spellings(target));
        let source = Side::new(source, langs.0, lexicon, &known_target);
        let target = Side::new(target, langs.1, lexicon, &known_source);
        let table = Table::new(&source, &target);
        let prior = priors(&source, &target, &table, lexicon, settings.strength);
        let mut out = Self {
            forward: Vec::new(),
            backward: Vec::new(),
            null_target: Vec::new(),
            null_source: Vec::new(),
            jumps_forward: Jumps::prior(),
            jumps_backward: Jumps::prior(),
            source,
            target,
            table,
            settings,
            prior,
        };
        let none = vec![0.0; out.table.targets.len()];
        out.maximise(
            &none,
            &vec![0.0; out.target.vocabulary.types.len()],
            &vec![0.0; out.source.vocabulary.types.len()],
            true,
        );
        for round in 0..settings.first_rounds + settings.rounds {
            out.round(round >= settings.first_rounds);
        }
        out
    }

    fn round(&mut self, hmm: bool) {
        let mut counts = vec![0.0; self.table.targets.len()];
        let mut null_target = vec![0.0; self.target.vocabulary.types.len()];
        let mut null_source = vec![0.0; self.source.vocabulary.types.len()];
        let (mut forward, mut backward) = (JumpCounts::default(), JumpCounts::default());
        let chunks: Vec<usize> = (0..self.source.len()).step_by(CHUNK).collect();
        for wave in chunks.chunks(WAVE) {
            let done: Vec<Counted> = wave.par_iter().map(|&from| self.expect(from, hmm)).collect();
            for part in done {
                part.cells.iter().for_each(|&(c, n)| counts[c as usize] += n);
                part.null_target.iter().for_each(|&(t, n)| null_target[t as usize] += n);
                part.null_source.iter().for_each(|&(s, n)| null_source[s as usize] += n);
                forward.merge(&part.jumps_forward);
                backward.merge(&part.jumps_backward);
            }
        }
        self.maximise(&counts, &null_target, &null_source, false);
        if hmm {
            self.jumps_forward = Jumps::learnt(&forward, self.settings.jumps);
            self.jumps_backward = Jumps::learnt(&backward, self.settings.jumps);
        }
    }

    /// Expected counts of a piece of the text.
    fn expect(&self, from: usize, hmm: bool) -> Counted {
        let mut out = Counted::default();
        let mut desk = Desk::default();
        for at in from..self.source.len().min(from + CHUNK) {
            let (source, target) = (self.source.sentence(at), self.target.sentence(at));
            if source.is_empty() || target.is_empty() {
                continue;
            }
            self.believe(at, hmm, &mut desk);
            let (n, m) = (source.len(), target.len());
            let cells = self.table.cells(at);
            let mut agreed = std::mem::take(&mut desk.backward.emit);
            agreed.clear();
            agreed.resize(n * m, 0.0);
            for i in 0..n {
                for j in 0..m {
                    let (f, b) = (desk.forward.posterior[j * n + i], desk.backward.posterior[i * m + j]);
                    let q =
                        if self.settings.agree >= 1.0 { f * b } else { (f * b).powf(self.settings.agree) };
                    if q > PRUNE {
                        out.cells.push((cells[i * m + j], q));
                        agreed[i * m + j] = q;
                    }
                }
            }
            for (unit, &n) in target.iter().zip(&desk.forward.posterior_null) {
                out.null_target.push((unit.id, n));
            }
            for (unit, &n) in source.iter().zip(&desk.backward.posterior_null) {
                out.null_source.push((unit.id, n));
            }
            if hmm {
                jumps(&agreed, n, m, &mut out);
            }
            desk.backward.emit = agreed;
        }
        out
    }

    /// Posteriors of both directions for a pair.
    fn believe(&self, at: usize, hmm: bool, desk: &mut Desk) {
        let (source, target) = (self.source.sentence(at), self.target.sentence(at));
        let (n, m) = (source.len(), target.len());
        let cells = self.table.cells(at);
        let near = Diagonal::new(if hmm { self.settings.diagonal_hmm } else { self.settings.diagonal }, n, m);
        let (forward, backward) = (&mut desk.forward, &mut desk.backward);
        forward.emit.clear();
        forward.emit.resize(n * m, 0.0);
        backward.emit.clear();
        backward.emit.resize(n * m, 0.0);
        let some = 1.0 - self.settings.null;
        for i in 0..n {
            for j in 0..m {
                let cell = cells[i * m + j] as usize;
                let close = some * near.at(i, j);
                forward.emit[j * n + i] = self.forward[cell] * close;
                backward.emit[i * m + j] = self.backward[cell] * close;
            }
        }
        let nulls = |units: &[Unit], null: &[f32], into: &mut Vec<f32>| {
            into.clear();
            into.extend(units.iter().map(|u| self.settings.null * null[u.id as usize]));
        };
        nulls(target, &self.null_target, &mut forward.null);
        nulls(source, &self.null_source, &mut backward.null);
        if hmm && n.max(m) <= LONGEST {
            forward.run(m, n, &self.jumps_forward.transitions(n));
            backward.run(n, m, &self.jumps_backward.transitions(m));
        } else {
            forward.independent(m, n);
            backward.independent(n, m);
        }
    }

    /// Counts to probabilities: those of stems first, which are then the prior of those of forms.
    fn maximise(&mut self, counts: &[f32], null_target: &[f32], null_source: &[f32], first: bool) {
        let (source, target, table) = (&self.source, &self.target, &self.table);
        let mut stems = self.prior.worth.clone();
        for (&at, n) in table.stems.iter().zip(counts) {
            stems[at as usize] += n;
        }
        let mut sums = (vec![0.0; source.stems.len()], vec![0.0; target.stems.len()]);
        for (&(s, t), n) in table.stem_pairs.iter().zip(&stems) {
            sums.0[s as usize] += n;
            sums.1[t as usize] += n;
        }
        // The first estimate is all prior: variational Bayes would take most of it away.
        let value = |n: f32| if first { n } else { exp_digamma(n) };
        sums.0.iter_mut().chain(&mut sums.1).for_each(|n| *n = 1.0 / value(*n));
        for n in &mut stems {
            *n = value(*n);
        }

        let shares = (shares(source), shares(target));
        let mut forms = (vec![0.0; shares.0.len()], vec![0.0; shares.1.len()]);
        for ((&s, &t), n) in table.sources.iter().zip(&table.targets).zip(counts) {
            forms.0[s as usize] += n;
            forms.1[t as usize] += n;
        }
        let back = self.settings.backoff;
        self.forward.clear();
        self.backward.clear();
        for (entry, (&s, &t)) in table.sources.iter().zip(&table.targets).enumerate() {
            let (s, t) = (s as usize, t as usize);
            let n = stems[table.stems[entry] as usize];
            let forward = n * sums.0[source.stem_of[s] as usize] * shares.1[t];
            let backward = n * sums.1[target.stem_of[t] as usize] * shares.0[s];
            let own = counts[entry];
            self.forward.push(((own + back * forward) / (forms.0[s] + back)).max(1e-9));
            self.backward.push(((own + back * backward) / (forms.1[t] + back)).max(1e-9));
        }
        self.null_target = nothing(target, null_target, self.settings.null_prior);
        self.null_source = nothing(source, null_source, self.settings.null_prior);
    }

    /// The links of every sentence pair, in order. `threshold` is the least mean belief under [`Symmetrize::Beliefs`].
    #[must_use]
    pub fn links(&self, how: Symmetrize, threshold: f32) -> Vec<Vec<Link>> {
        (0..self.source.len()).into_par_iter().map(|at| self.links_of(at, how, threshold)).collect()
    }

    /// The links of one sentence pair, sorted.
    #[must_use]
    pub fn links_of(&self, at: usize, how: Symmetrize, threshold: f32) -> Vec<Link> {
        let (source, target) = (self.source.sentence(at), self.target.sentence(at));
        let (n, m) = (source.len(), target.len());
        if n == 0 || m == 0 {
            return Vec::new();
        }
        let beliefs = self.beliefs(at);
        let mut chosen = choose(n, m, &beliefs, how, threshold);
        if how == Symmetrize::Beliefs {
            self.fix(at, &mut chosen);
            lean(&mut chosen, m, |j| self.target.leans(target[j]));
            let mut other = turned(&chosen, n, m);
            lean(&mut other, n, |i| self.source.leans(source[i]));
            chosen = turned(&other, m, n);
        }
        links(source, target, &beliefs, &chosen)
    }

    /// Links names and numbers that stand once on either side and have no link yet, however far apart they are.
    fn fix(&self, at: usize, chosen: &mut [bool]) {
        let cells = self.table.cells(at);
        let m = self.target.sentence(at).len();
        let same = |cell: usize| self.prior.same[self.table.stems[cells[cell] as usize] as usize];
        for cell in (0..cells.len()).filter(|&c| same(c)) {
            let row = cell / m * m..(cell / m + 1) * m;
            let column = || (cell % m..cells.len()).step_by(m);
            let free = !row.clone().chain(column()).any(|c| chosen[c]);
            if free && row.chain(column()).all(|c| c == cell || !same(c)) {
                chosen[cell] = true;
            }
        }
    }

    /// The beliefs about a sentence pair.
    #[must_use]
    pub fn beliefs(&self, at: usize) -> Beliefs {
        let (n, m) = (self.source.sentence(at).len(), self.target.sentence(at).len());
        if n == 0 || m == 0 {
            return Beliefs::default();
        }
        let mut desk = Desk::default();
        self.believe(at, self.settings.rounds > 0, &mut desk);
        let turned = (0..n).flat_map(|i| (0..m).map(move |j| (i, j)));
        Beliefs {
            forward: turned.map(|(i, j)| desk.forward.posterior[j * n + i]).collect(),
            backward: desk.backward.posterior,
        }
    }
}

/// The share of each form among the occurrences of its stem.
fn shares(side: &Side) -> Vec<f32> {
    let mut all = vec![0.0; side.stems.len()];
    let forms = || side.vocabulary.types.iter().zip(&side.stem_of);
    forms().for_each(|(form, &stem)| all[stem as usize] += form.count as f32);
    forms().map(|(form, &stem)| form.count as f32 / all[stem as usize]).collect()
}

/// What comes from nothing: counts and the share of each type, function words first.
fn nothing(side: &Side, counts: &[f32], strength: f32) -> Vec<f32> {
    let total: f32 = counts.iter().sum::<f32>();
    let types = counts.len() as f32;
    let weight = strength * types;
    let ids = 0..side.vocabulary.types.len() as u32;
    ids.map(|id| (counts[id as usize] + weight * side.vocabulary.unigram(id)) / (total + weight)).collect()
}

/// Counts the jumps between agreed links of neighbouring units, in both directions.
fn jumps(agreed: &[f32], n: usize, m: usize, out: &mut Counted) {
    const SURE: f32 = 0.1;
    let mut before: Vec<(usize, f32)> = vec![(0, 1.0)];
    for j in 0..m {
        let here: Vec<(usize, f32)> =
            (0..n).map(|i| (i + 1, agreed[i * m + j])).filter(|e| e.1 > SURE).collect();
        count(&mut before, here, &mut out.jumps_forward);
    }
    before = vec![(0, 1.0)];
    for row in agreed.chunks_exact(m) {
        let here: Vec<(usize, f32)> =
            row.iter().enumerate().map(|(j, &q)| (j + 1, q)).filter(|e| e.1 > SURE).collect();
        count(&mut before, here, &mut out.jumps_backward);
    }
}

fn count(before: &mut Vec<(usize, f32)>, here: Vec<(usize, f32)>, counts: &mut JumpCounts) {
    if here.is_empty() {
        return;
    }
    for &(from, p) in before.iter() {
        for &(to, q) in &here {
            counts.add(from, to, p * q);
        }
    }
    *before = here;
}

/// exp(ψ(x)), the weight that variational Bayes gives a count (Beal 2003): x − 0.5 for large x, next to nothing for small.
fn exp_digamma(x: f32) -> f32 {
    let mut shift = 0.0;
    let mut y = x;
    while y < 4.0 {
        shift += 1.0 / y;
        y += 1.0;
    }
    if shift > 60.0 {
        return 0.0;
    }
    let inverse = 1.0 / (y * y);
    let digamma = y.ln() - 0.5 / y - inverse * (1.0 / 12.0 - inverse / 120.0) - shift;
    digamma.exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Vec<&str>> {
        text.lines().map(|l| l.split_whitespace().collect()).collect()
    }

    fn shown(source: &str, target: &str, to: Lang, lexicon: &Lexicon) -> Vec<String> {
        let (source, target) = (tokens(source), tokens(target));
        let aligner = Aligner::learn(&source, &target, (Lang::EN, to), lexicon, Settings::default());
        let links = aligner.links(Symmetrize::Beliefs, 0.5);
        links.iter().map(|l| l.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn words_that_go_together_are_learnt_from_the_text_alone() {
        let source = "big tree\nbig stone\nold tree\nold stone\nstone\n";
        let target = "xa bu\nxa ko\nmi bu\nmi ko\nko\n";
        let links = shown(source, target, Lang::UND, &Lexicon::empty());
        assert_eq!(links, ["0-0 1-1", "0-0 1-1", "0-0 1-1", "0-0 1-1", "0-0"]);
    }

    #[test]
    fn numbers_names_and_marks_need_no_text() {
        let links = shown(
            "In 1,250 days Krasicki left .\n",
            "Krasicki odszedł po 1250 dniach .\n",
            Lang::PL,
            Lexicon::builtin(),
        );
        for link in ["1-3", "3-0", "5-5"] {
            assert!(links[0].split(' ').any(|l| l == link), "{link} in {links:?}");
        }
    }

    #[test]
    fn syllables_of_one_word_share_its_link() {
        let links =
            shown("Hanoi welcomed the city\n", "Hà Nội chào đón thành phố\n", Lang::VI, Lexicon::builtin());
        for link in ["0-0", "0-1", "3-4", "3-5"] {
            assert!(links[0].split(' ').any(|l| l == link), "{link} in {links:?}");
        }
    }

    #[test]
    fn a_line_of_thousands_of_words_is_no_trouble() {
        let line: Vec<String> = (0..1500).map(|i| format!("w{i}")).collect();
        let (source, target) = ([line.clone()], [line]);
        let links = align(&source, &target, (Lang::EN, Lang::FR), &Lexicon::empty());
        assert!(links[0].iter().filter(|l| l.source == l.target).count() > 1000);
    }

    /// A small generator of texts: lengths 0 to 9, words of a small stock.
    fn texts(seed: u32, lines: usize) -> Vec<Vec<String>> {
        let stock = [
            "Ba", "Lan", "thành", "phố", "a", "'s", "2025", "3,5", "…", "«", "Łódź", "l'", "-", "e\u{301}",
            "😀",
        ];
        let mut state = seed;
        let mut next = |n: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as usize % n
        };
        (0..lines)
            .map(|_| {
                let n = next(10);
                (0..n).map(|_| stock[next(stock.len())].to_owned()).collect()
            })
            .collect()
    }

    #[test]
    fn links_stay_inside_the_sentences_at_any_number_of_threads() {
        for (seed, langs) in
            [(1, (Lang::EN, Lang::VI)), (2, (Lang::VI, Lang::FR)), (3, (Lang::PL, Lang::UND))]
        {
            let (source, target) = (texts(seed, 300), texts(seed + 100, 300));
            let work = || {
                let aligner =
                    Aligner::learn(&source, &target, langs, Lexicon::builtin(), Settings::default());
                [Symmetrize::Beliefs, Symmetrize::Union, Symmetrize::Grow].map(|how| aligner.links(how, 0.3))
            };
            let pool = |n| rayon::ThreadPoolBuilder::new().num_threads(n).build().expect("threads");
            let one = pool(1).install(work);
            assert_eq!(one, pool(3).install(work));
            for lists in &one {
                assert_eq!(lists.len(), source.len());
                for ((list, s), t) in lists.iter().zip(&source).zip(&target) {
                    assert!(list.windows(2).all(|w| (w[0].source, w[0].target) < (w[1].source, w[1].target)));
                    for link in list {
                        assert!((link.source as usize) < s.len() && (link.target as usize) < t.len());
                        assert!((0.0..=1.001).contains(&link.probability));
                    }
                }
            }
        }
    }
}
