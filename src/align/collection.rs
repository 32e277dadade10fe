//! A collection of jobs, aligned in passes: each pass teaches the next one words and lengths.

use super::broken;
use super::confidence;
use super::embeddings::{Embeddings, Meaning, Runs};
use super::explain::{Explanation, Witness};
use super::kinship::{kinship, share_of_gain};
use super::lattice::Lattice;
use super::length::LengthModel;
use super::pivot::{Beads, Pivot, Trust, turned};
use super::plan::{Chunk, plan};
use super::score::{Direction, Scorer, Segment, Weights};
use super::shapes::ShapeCounts;
use crate::lexicon::Lexicon;
use crate::model::{Alignment, Bead, Lang};
use crate::words::copies::{Copies, copies};
use crate::words::evidence::{Evidence, Mix};
use crate::words::ibm1::{Counts, Pair, learn};
use crate::words::vocabulary::Vocabulary;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// One text of a job.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// Its language.
    pub lang: Lang,
    /// Its segments in order.
    pub segments: Vec<&'a str>,
}

/// The texts of one article in two or more languages.
#[derive(Clone, Debug)]
pub struct Job<'a> {
    /// Its texts.
    pub texts: Vec<Text<'a>>,
}

/// The alignments of every pair of texts of a job.
#[derive(Clone, Debug, Default)]
pub struct JobAlignment {
    /// (index of the source text, index of the target text, beads), in order.
    pub pairs: Vec<(usize, usize, Alignment)>,
    /// For every pair what aligning it gains, see [`share_of_gain`].
    pub gains: Vec<f32>,
    /// For every pair how surely the texts are translations of each other, see [`kinship`].
    pub kinships: Vec<f32>,
    /// For every pair the evidence of its beads, in their order; empty unless asked for.
    pub explained: Vec<Vec<Explanation>>,
}

/// How to align.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Word knowledge.
    pub lexicon: &'a Lexicon,
    /// Vectors of the texts' sentences; may be empty.
    pub embeddings: &'a Embeddings,
    /// Most passes of learning; [`PASSES`] unless you have a reason.
    pub passes: usize,
    /// Called once for every job and pass.
    pub progress: &'a (dyn Fn() + Sync),
    /// Whether to keep the evidence of every bead.
    pub explain: bool,
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options").field("passes", &self.passes).finish_non_exhaustive()
    }
}

/// Passes of a collection: later ones change nothing on the development sets.
pub const PASSES: usize = 3;

/// Segments in a block that may not vouch for itself.
const BLOCK: usize = 40;
/// Fewer sure beads of a pair teach nothing.
const ENOUGH: usize = 100;
/// More beads of a pair than these teach nothing new: as many, evenly spread, are learnt from.
const MOST: usize = 10_000;
/// Expected-count rounds of IBM 1 after each pass.
const ROUNDS: usize = 4;
/// Beads at least this probable are learnt from.
const SURE: f32 = 0.5;
/// Weight of an empty-sided bead when the path is chosen.
const NULL_WEIGHT: f32 = 0.8;

/// Aligns every pair of texts of every job; the jobs are one collection and learn from each other.
#[must_use]
pub fn align(jobs: &[Job<'_>], options: Options<'_>) -> Vec<JobAlignment> {
    let encoded = Encoded::new(jobs, options.lexicon, options.embeddings);
    let mut models: Vec<PairModel> = encoded.pairs(options.lexicon);
    let passes = options.passes.max(1);
    let mut results: Vec<Vec<PairResult>> = Vec::new();
    for pass in 0..passes {
        let scorers: BTreeMap<(Lang, Lang), Scorer> =
            models.par_iter_mut().map(|m| (m.langs, m.scorer(&encoded, pass, passes))).collect();
        let before = std::mem::take(&mut results);
        results = encoded
            .jobs
            .par_iter()
            .enumerate()
            .map(|(n, job)| {
                let result = align_job(job, &encoded, &scorers, before.get(n), options.explain);
                (options.progress)();
                result
            })
            .collect();
        if pass + 1 < passes {
            models.iter_mut().for_each(|m| m.shapes = encoded.shapes(m.langs, &results));
            let learnt: usize = models
                .par_iter_mut()
                .map(|m| {
                    let scorer = &scorers[&m.langs];
                    usize::from(m.learn(&encoded, &results, scorer))
                })
                .sum();
            if learnt == 0 {
                break;
            }
        }
    }
    let segments = encoded.segments_by_language();
    results
        .into_iter()
        .zip(&encoded.jobs)
        .map(|(pairs, job)| job.alignment(pairs, &segments, options.explain))
        .collect()
}

/// A job as word types.
struct EncodedJob {
    texts: Vec<EncodedText>,
}

impl EncodedJob {
    /// The results of the pairs as they are given to others. `segments` of every language of the collection.
    fn alignment(
        &self,
        pairs: Vec<PairResult>,
        segments: &BTreeMap<Lang, usize>,
        explain: bool,
    ) -> JobAlignment {
        let mut out = JobAlignment::default();
        for pair in pairs {
            let (a, b) = (&self.texts[pair.a], &self.texts[pair.b]);
            let gain = share_of_gain(pair.gain, segments[&a.lang].min(segments[&b.lang]));
            let alignment = pair.alignment.rescored(confidence::score);
            let lengths = [a, b].map(|text| text.segments.iter().map(|s| s.chars).collect::<Vec<f32>>());
            out.kinships.push(kinship(gain, alignment.beads(), (&lengths[0], &lengths[1])));
            out.gains.push(gain);
            if explain {
                out.explained.push(pair.explained);
            }
            out.pairs.push((pair.a, pair.b, alignment));
        }
        out
    }
}

struct EncodedText {
    lang: Lang,
    segments: Vec<Segment>,
    runs: Runs,
}

struct Encoded<'a> {
    embeddings: &'a Embeddings,
    jobs: Vec<EncodedJob>,
    vocabularies: BTreeMap<Lang, Vocabulary>,
}

impl<'a> Encoded<'a> {
    fn new(jobs: &[Job<'_>], lexicon: &Lexicon, embeddings: &'a Embeddings) -> Self {
        let mut vocabularies = BTreeMap::new();
        let mut out = Vec::with_capacity(jobs.len());
        let mut block = 0;
        for job in jobs {
            let longest = job.texts.iter().map(|t| t.segments.len()).max().unwrap_or(0);
            let blocks = longest.div_ceil(BLOCK).max(1);
            let texts = job.texts.iter().map(|text| {
                let lang = text.lang.primary();
                let vocabulary = vocabularies.entry(lang).or_insert_with(|| Vocabulary::new(lang));
                let count = text.segments.len();
                let goes_on = broken::goes_on(&text.segments);
                let segments = text.segments.iter().enumerate().map(|(i, s)| Segment {
                    words: vocabulary.encode(s, lexicon),
                    chars: s.chars().filter(|c| !c.is_whitespace()).count() as f32,
                    block: (block + i * blocks / count) as u32,
                    furniture: lexicon.is_furniture(s),
                    goes_on: goes_on[i],
                });
                let runs =
                    if embeddings.is_empty() { Runs::default() } else { embeddings.of_text(&text.segments) };
                EncodedText { lang, segments: segments.collect(), runs }
            });
            out.push(EncodedJob { texts: texts.collect() });
            block += blocks;
        }
        Self { embeddings, jobs: out, vocabularies }
    }

    /// How many segments of every language there are.
    fn segments_by_language(&self) -> BTreeMap<Lang, usize> {
        let mut out = BTreeMap::new();
        for text in self.jobs.iter().flat_map(|job| &job.texts) {
            *out.entry(text.lang).or_default() += text.segments.len();
        }
        out
    }

    /// The shapes of all beads of two languages.
    fn shapes(&self, langs: (Lang, Lang), results: &[Vec<PairResult>]) -> ShapeCounts {
        let mut sum = ShapeCounts::default();
        for (n, a, b) in self.members(langs) {
            results[n].iter().filter(|r| (r.a, r.b) == (a, b)).for_each(|r| sum.add(&r.shapes));
        }
        sum
    }

    /// A model for every pair of languages that meets in a job.
    fn pairs(&self, lexicon: &Lexicon) -> Vec<PairModel> {
        let mut langs: Vec<(Lang, Lang)> = Vec::new();
        for job in &self.jobs {
            for (a, b) in pairs_of(job.texts.len()) {
                langs.push((job.texts[a].lang, job.texts[b].lang));
            }
        }
        langs.sort_unstable();
        langs.dedup();
        langs.into_par_iter().map(|langs| PairModel::new(langs, self, lexicon)).collect()
    }

    /// The texts of every job that speak the two languages in this order.
    fn members(&self, langs: (Lang, Lang)) -> impl Iterator<Item = (usize, usize, usize)> {
        self.jobs.iter().enumerate().flat_map(move |(n, job)| {
            pairs_of(job.texts.len())
                .filter(move |&(a, b)| (job.texts[a].lang, job.texts[b].lang) == langs)
                .map(move |(a, b)| (n, a, b))
        })
    }
}

/// All (a, b) with a < b < n, in order.
fn pairs_of(n: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..n).flat_map(move |a| (a + 1..n).map(move |b| (a, b)))
}

/// Counts n(s, t) of the lexicon, a row for every source type.
type SeedRows = Vec<Vec<(u32, f32)>>;

/// What is known about one pair of languages between passes.
struct PairModel {
    langs: (Lang, Lang),
    copies: (Copies, Copies),
    seed: (SeedRows, SeedRows),
    counts: (Counts, Counts),
    length: LengthModel,
    shapes: ShapeCounts,
    /// Whether there are segments enough to learn from.
    may_learn: bool,
}

impl PairModel {
    fn new(langs: (Lang, Lang), encoded: &Encoded<'_>, lexicon: &Lexicon) -> Self {
        let (s, t) = (&encoded.vocabularies[&langs.0], &encoded.vocabularies[&langs.1]);
        let chars = |side: fn((usize, usize, usize)) -> (usize, usize)| -> f32 {
            encoded
                .members(langs)
                .map(side)
                .flat_map(|(n, k)| &encoded.jobs[n].texts[k].segments)
                .map(|s| s.chars)
                .sum()
        };
        let shorter = |(n, a, b): (usize, usize, usize)| {
            let texts = &encoded.jobs[n].texts;
            texts[a].segments.len().min(texts[b].segments.len())
        };
        Self {
            langs,
            copies: (copies(s, t), copies(t, s)),
            seed: (s.lexicon_counts(t, lexicon), t.lexicon_counts(s, lexicon)),
            counts: (Counts::default(), Counts::default()),
            length: LengthModel::from_totals(chars(|(n, a, _)| (n, a)), chars(|(n, _, b)| (n, b))),
            shapes: ShapeCounts::default(),
            may_learn: encoded.members(langs).map(shorter).sum::<usize>() >= ENOUGH,
        }
    }

    fn scorer(&mut self, encoded: &Encoded<'_>, pass: usize, passes: usize) -> Scorer {
        let (s, t) = (&encoded.vocabularies[&self.langs.0], &encoded.vocabularies[&self.langs.1]);
        let taught = !self.counts.0.rows.is_empty();
        // What is learnt is trusted more from pass to pass.
        let doubt = if taught { 1.0 - pass as f32 / passes.max(2) as f32 } else { 1.0 };
        let mix = Mix { unseen: 1.0 + 2.0 * doubt, leave_out: 0.8, lexicon: 1.0 };
        // Beads that are to teach must not be surer than they are already.
        let third = if self.may_learn { Trust::TAUGHT } else { Trust::UNTAUGHT };
        let evidence = |s, t, copies, seed: &[_], counts| Evidence::new(s, t, copies, seed, counts, mix);
        let forward = evidence(s, t, &self.copies.0, &self.seed.0, &self.counts.0);
        let backward = evidence(t, s, &self.copies.1, &self.seed.1, &self.counts.1);
        Scorer {
            forward: Direction { evidence: forward, learnt: std::mem::take(&mut self.counts.0) },
            backward: Direction { evidence: backward, learnt: std::mem::take(&mut self.counts.1) },
            length: self.length,
            priors: self.shapes.priors(Weights::FITTED.empty),
            weights: Weights::FITTED,
            third,
        }
    }

    /// Learns from the sure beads of a pass; false when there are too few.
    fn learn(&mut self, encoded: &Encoded<'_>, results: &[Vec<PairResult>], scorer: &Scorer) -> bool {
        let mut sure: Vec<(Vec<u32>, Vec<u32>, f32, u32)> = Vec::new();
        let mut ratios = Vec::new();
        for (n, a, b) in encoded.members(self.langs) {
            let texts = &encoded.jobs[n].texts;
            let Some(result) = results[n].iter().find(|r| (r.a, r.b) == (a, b)) else { continue };
            for bead in result.alignment.beads() {
                if bead.source.is_empty() || bead.target.is_empty() || bead.score < SURE {
                    continue;
                }
                let words = |side: &EncodedText, list: &[u32]| -> (Vec<u32>, f32) {
                    let segments = list.iter().map(|&i| &side.segments[i as usize]);
                    (
                        segments.clone().flat_map(|s| s.words.iter().copied()).collect(),
                        segments.map(|s| s.chars).sum(),
                    )
                };
                let (s, s_chars) = words(&texts[a], &bead.source);
                let (t, t_chars) = words(&texts[b], &bead.target);
                ratios.push(LengthModel::log_ratio(s_chars, t_chars));
                sure.push((s, t, bead.score, texts[a].segments[bead.source[0] as usize].block));
            }
        }
        self.length = self.length.refit(ratios);
        if sure.len() > MOST {
            let step = sure.len() as f64 / MOST as f64;
            sure = (0..MOST).map(|k| std::mem::take(&mut sure[(k as f64 * step) as usize])).collect();
        }
        if sure.len() < ENOUGH {
            return false;
        }
        let pairs = |turn: bool| -> Vec<Pair<'_>> {
            sure.iter()
                .map(|(s, t, weight, block)| {
                    let (source, target) = if turn { (t, s) } else { (s, t) };
                    Pair { source, target, weight: *weight, block: *block }
                })
                .collect()
        };
        let train = |turn: bool, direction: &Direction, types: usize| {
            let prior = |s: u32, t: u32| {
                let row = direction.evidence.row(s);
                1.0 + row.binary_search_by_key(&t, |e| e.0).map_or(0.0, |at| row[at].1.min(8.0))
            };
            learn(&pairs(turn), types, ROUNDS, prior)
        };
        let types = |lang| encoded.vocabularies[lang].types.len();
        self.counts = (
            train(false, &scorer.forward, types(&self.langs.0)),
            train(true, &scorer.backward, types(&self.langs.1)),
        );
        true
    }
}

/// The alignment of one pair of texts of a job.
struct PairResult {
    a: usize,
    b: usize,
    alignment: Alignment,
    gain: f32,
    shapes: ShapeCounts,
    explained: Vec<Explanation>,
}

/// Two texts of a job, cut into chunks.
struct PairTask<'a> {
    a: usize,
    b: usize,
    source: &'a [Segment],
    target: &'a [Segment],
    /// Sizes of both vocabularies.
    types: (usize, usize),
    scorer: &'a Scorer,
    meaning: Option<Meaning<'a>>,
    chunks: Vec<Chunk>,
}

impl PairTask<'_> {
    /// The lattice of a chunk; `pivots` are what other texts say, asked in the numbers of the whole text.
    fn lattice(&self, chunk: &Chunk, pivots: &[Pivot]) -> Lattice {
        let (source, target) = (&self.source[chunk.source.clone()], &self.target[chunk.target.clone()]);
        let mut lattice = Lattice::new(self.scorer, source, target, chunk.band.clone(), self.types);
        if let Some(meaning) = &self.meaning {
            lattice.adjust(|i, j, k| meaning.score(chunk.source.start + i, chunk.target.start + j, k));
        }
        for pivot in pivots {
            lattice.adjust(|i, j, k| pivot.score(chunk.source.start + i, chunk.target.start + j, k));
        }
        lattice
    }

    /// All probable beads of all chunks, in the numbers of the whole text, and the gain of aligning a word.
    fn probable(&self) -> (Beads, f32) {
        let parts = self.chunks.par_iter().map(|c| {
            let mut lattice = self.lattice(c, &[]);
            let gain = lattice.gain();
            lattice.temper(self.scorer.third.temper);
            (lattice.posteriors().beads((c.source.start, c.target.start)), gain)
        });
        // Collected before they are added up: floats added in another order make another sum.
        let parts: Vec<(Beads, f32)> = parts.collect();
        let gain = parts.iter().map(|p| p.1).sum::<f32>() / self.words();
        (parts.into_iter().flat_map(|p| p.0).collect(), gain)
    }

    /// Words of the shorter text.
    fn words(&self) -> f32 {
        let words = |side: &[Segment]| side.iter().map(|s| s.words.len()).sum::<usize>();
        words(self.source).min(words(self.target)).max(1) as f32
    }

    /// Beads of all chunks, in the numbers of the whole text, and the gain of aligning a word.
    fn beads(&self, pivots: &[Pivot]) -> PairResult {
        let parts: Vec<(Vec<Bead>, f32, ShapeCounts)> = self
            .chunks
            .par_iter()
            .map(|c| {
                let posteriors = self.lattice(c, pivots).posteriors();
                let mut beads = posteriors.decode(NULL_WEIGHT);
                for bead in &mut beads {
                    bead.source.iter_mut().for_each(|i| *i += c.source.start as u32);
                    bead.target.iter_mut().for_each(|j| *j += c.target.start as u32);
                }
                (beads, posteriors.gain, posteriors.shapes())
            })
            .collect();
        let (n, m) = (self.source.len(), self.target.len());
        let gain = parts.iter().map(|p| p.1).sum::<f32>() / self.words();
        let mut shapes = ShapeCounts::default();
        parts.iter().for_each(|p| shapes.add(&p.2));
        let beads = parts.into_iter().flat_map(|p| p.0).collect();
        let alignment = Alignment::new(in_order(beads), n, m).unwrap_or_else(|_| Alignment::empty(n, m));
        PairResult { a: self.a, b: self.b, alignment, gain, shapes, explained: Vec::new() }
    }
}

/// Aligns all pairs of a job; with three texts or more, once more with what the other pairs say.
fn align_job(
    job: &EncodedJob,
    encoded: &Encoded<'_>,
    scorers: &BTreeMap<(Lang, Lang), Scorer>,
    before: Option<&Vec<PairResult>>,
    explain: bool,
) -> Vec<PairResult> {
    let texts = &job.texts;
    let tasks: Vec<PairTask<'_>> = pairs_of(texts.len())
        .enumerate()
        .map(|(at, (a, b))| {
            let (source, target) = (texts[a].segments.as_slice(), texts[b].segments.as_slice());
            let scorer = &scorers[&(texts[a].lang, texts[b].lang)];
            let types = [a, b].map(|k| encoded.vocabularies[&texts[k].lang].types.len()).into();
            let path = before.map(|results| sure_path(&results[at].alignment));
            let chunks = plan(scorer, source, target, types, path.as_deref());
            let meaning = Meaning::new(encoded.embeddings, &texts[a].runs, &texts[b].runs);
            PairTask { a, b, source, target, types, scorer, meaning, chunks }
        })
        .collect();
    let mut links: BTreeMap<(usize, usize), (Beads, f32)> = BTreeMap::new();
    if texts.len() > 2 {
        let found: Vec<(Beads, f32)> = tasks.par_iter().map(PairTask::probable).collect();
        for (task, (forward, gain)) in tasks.iter().zip(found) {
            links.insert((task.b, task.a), (turned(&forward), gain));
            links.insert((task.a, task.b), (forward, gain));
        }
    }
    let pivot = |task: &PairTask<'_>, third: usize| {
        let (to, from) = (&links[&(task.a, third)], &links[&(third, task.b)]);
        let trust = task.scorer.third.through(to.1.min(from.1), links[&(task.a, task.b)].1);
        Pivot::new(&to.0, &from.0, trust)
    };
    tasks
        .par_iter()
        .map(|task| {
            let thirds = (0..texts.len()).filter(|&c| c != task.a && c != task.b);
            let pivots: Vec<Pivot> = thirds.map(|c| pivot(task, c)).collect();
            let mut result = task.beads(&pivots);
            if explain {
                let vocabularies = [task.a, task.b].map(|k| &encoded.vocabularies[&texts[k].lang]);
                let witness = Witness {
                    scorer: task.scorer,
                    segments: (task.source, task.target),
                    types: task.types,
                    meaning: task.meaning.as_ref(),
                    pivots: &pivots,
                };
                let name = |of_source: bool, t: u32| {
                    vocabularies[usize::from(!of_source)].types[t as usize].folded.to_string()
                };
                let beads = result.alignment.beads().iter();
                result.explained = beads.map(|bead| witness.explain(bead, name)).collect();
            }
            result
        })
        .collect()
}

/// First sentences of the sure beads of an alignment.
fn sure_path(alignment: &Alignment) -> Vec<(u32, u32)> {
    let sure = alignment.beads().iter().filter(|b| b.score > 0.8);
    sure.filter_map(|b| Some((*b.source.first()?, *b.target.first()?))).collect()
}

/// Beads by their first sentence, so that a gap's own beads stand behind the bead they interrupt.
fn in_order(mut beads: Vec<Bead>) -> Vec<Bead> {
    beads.sort_by_key(|b| (b.source.first().copied(), b.target.first().copied()));
    let (paired, alone): (Vec<Bead>, Vec<Bead>) =
        beads.into_iter().partition(|b| !b.source.is_empty() && !b.target.is_empty());
    paired.into_iter().chain(alone).collect()
}
