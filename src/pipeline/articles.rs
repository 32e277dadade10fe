//! `align`: article files in, memory, glossary and report out.

use super::glossary::{self, write_export};
use super::inside;
use super::jobs::{self, JobFiles};
use super::output::OutputFolder;
use super::{Failure, PipelineError, progress, remarks};
use crate::align::{self, Embeddings, Explanation, Job, JobAlignment, Options, PASSES, Text};
use crate::export;
use crate::lexicon::Lexicon;
use crate::model::{Alignment, Article, Lang, Row};
use crate::segment::Cutting;
use crate::text::normal::clean;
use crate::{ingest, terms};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What to align.
#[derive(Clone, Debug)]
pub enum Input {
    /// Files named by hand: one article, unless a language occurs twice.
    Files(Vec<PathBuf>),
    /// A folder: articles by name stem, the rest grouped by content.
    Folder(PathBuf),
    /// A table of jobs.
    Table(PathBuf),
}

/// A call of `align`.
#[derive(Debug)]
pub struct Request {
    /// What to align.
    pub input: Input,
    /// Where results go.
    pub output: PathBuf,
    /// Replace files of a folder that is not empty.
    pub force: bool,
    /// Word knowledge.
    pub lexicon: Cow<'static, Lexicon>,
    /// Vectors of sentences; may be empty.
    pub embeddings: Embeddings,
    /// Least sureness of a concept of the glossary, 0 to 1.
    pub least: f32,
    /// How to cut the texts.
    pub cutting: Cutting,
    /// Write the evidence of every bead too.
    pub explain: bool,
}

/// What was done, for people.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// The jobs in order.
    pub jobs: Vec<JobSummary>,
    /// Concepts in the glossary, how many of them are doubtful, and how many were left out as noise or too unsure.
    pub concepts: (usize, usize, usize),
    /// What formats could not hold: file and notes.
    pub left_out: Vec<(String, String)>,
    /// What makes the alignment of a text doubtful: (file, remark).
    pub notes: Vec<(String, String)>,
    /// Files that could not be used.
    pub failures: Vec<Failure>,
}

/// What was done with one article.
#[derive(Clone, Debug)]
pub struct JobSummary {
    /// Its name.
    pub id: String,
    /// Sentences of every text.
    pub sentences: Vec<(Lang, usize)>,
    /// Rows of two languages or more: sure and doubtful ones.
    pub rows: (usize, usize),
    /// Every pair of languages.
    pub pairs: Vec<PairSummary>,
}

/// What was found between two texts.
#[derive(Clone, Debug)]
pub struct PairSummary {
    /// The languages.
    pub langs: (Lang, Lang),
    /// Whether the texts are translations of each other.
    pub translations: bool,
    /// Source sentences that a CAT tool will match at 100 %: those that are a unit by themselves.
    pub exact: usize,
}

/// What texts must reach to be taken for translations, if the lexicon knows their languages and if not.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    known: f32,
    unknown: f32,
    /// What is compared, for every pair of a job.
    measure: fn(&JobAlignment) -> &[f32],
}

impl Bounds {
    /// For every pair of texts of a job whether they reach the bound.
    pub fn hold<'a>(
        self,
        result: &'a JobAlignment,
        lexicon: &'a Lexicon,
        lang: impl Fn(usize) -> Lang + 'a,
    ) -> impl Iterator<Item = bool> + 'a {
        result.pairs.iter().zip((self.measure)(result)).map(move |((a, b, _), value)| {
            let known = lexicon.is_general() && lang(*a).is_home() && lang(*b).is_home();
            *value >= if known { self.known } else { self.unknown }
        })
    }
}

/// Kinship of translations ([`align::kinship`]). On the development news, every article compared on its own with its
/// translation and with three others, 11 of 1,044 translations are refused (8 of them cut and shuffled as at level hard) and
/// 9 of 3,132 strangers taken; no article of one event that is no translation is.
const TRANSLATIONS: Bounds = Bounds { known: 0.32, unknown: 0.2, measure: |result| &result.kinships };
/// Less is asked of files of lines, which are aligned as the user says and only remarked on.
pub(super) const LINES: Bounds = Bounds { known: 0.2, unknown: 0.12, measure: |result| &result.kinships };
/// What a sentence and the article it stands in must gain, where each bead must be probable besides ([`inside`]).
const INSIDE: Bounds = Bounds { known: 0.16, unknown: 0.1, measure: |result| &result.gains };

/// One article with its alignment.
pub(super) struct Aligned {
    pub id: String,
    pub articles: Vec<Article>,
    pub pairs: Vec<(usize, usize, Alignment)>,
    pub related: Vec<bool>,
    pub rows: Vec<Row>,
    /// For every pair the evidence of its beads, if asked for.
    pub explained: Vec<Vec<Explanation>>,
}

/// Runs the main job.
///
/// # Errors
/// [`PipelineError`]: nothing to do, unreadable jobs, results that cannot be written. Files that cannot be used are
/// listed in the summary; the others go on.
pub fn align_articles(request: &Request) -> Result<Summary, PipelineError> {
    let lexicon = request.lexicon.as_ref();
    let mut summary = Summary::default();
    let mut jobs = collect(request, lexicon, &mut summary.failures)?;
    if !matches!(request.input, Input::Table(_)) {
        jobs.iter_mut().for_each(|(_, articles)| in_home_order(articles));
    }
    if jobs.is_empty() {
        return Err(nothing(&summary.failures));
    }
    for article in jobs.iter().flat_map(|job| &job.1) {
        if let Some(remark) = remarks::monotonous((0..article.sentences.len()).map(|i| article.sentence(i))) {
            summary.notes.push((article.document.file.clone(), remark));
        }
    }
    let folder = OutputFolder::create(&request.output, request.force)?;
    let guests = inside::take(&mut jobs);
    let mut aligned = align_all(jobs, lexicon, &request.embeddings, TRANSLATIONS, request.explain);
    let whole = aligned.len();
    let inner = align_all(inside::jobs(&guests, &aligned), lexicon, &request.embeddings, INSIDE, false);
    aligned.extend(inner.into_iter().map(inside::only_counterparts));
    let (mut articles, groups) = flatten(&aligned[..whole]);
    // The articles that guests stood in are there already.
    articles.extend(guests.into_iter().map(|guest| guest.text));
    let terms = terms::analyse(&articles, Some(&groups), lexicon);
    for job in &aligned {
        write_job(job, &folder, &mut summary.left_out)?;
        summary.jobs.push(summarise(job));
    }
    let selection = terms::select::select(&terms, &articles, request.least);
    let glossary = export::Glossary {
        articles: &articles,
        mentions: &selection.mentions,
        concepts: &selection.concepts,
    };
    let (entries, doubtful) = glossary::write(&glossary, &folder, &mut summary.left_out)?;
    summary.concepts = (entries, doubtful, selection.left_out);
    let views: Vec<export::Job<'_>> = aligned.iter().map(Aligned::view).collect();
    let notes = notes(&summary);
    folder.write("report.html", export::report::html(&views, &glossary, &notes).as_bytes())?;
    Ok(summary)
}

/// What a reader of the report must know beside the rows: files not used, texts that are no translations.
fn notes(summary: &Summary) -> Vec<String> {
    let failures = summary.failures.iter().map(|f| format!("Not used: {}: {}", f.file, f.why));
    let strangers = summary.jobs.iter().flat_map(|job| {
        let apart = job.pairs.iter().filter(|p| !p.translations);
        apart.map(|p| {
            format!("{}: {} and {} are not translations of one another", job.id, p.langs.0, p.langs.1)
        })
    });
    let doubtful = summary.notes.iter().map(|(file, remark)| format!("{file}: {remark}"));
    failures.chain(strangers).chain(doubtful).collect()
}

fn nothing(failures: &[Failure]) -> PipelineError {
    let why = failures.iter().map(|f| format!("\n  {}: {}", f.file, f.why)).collect::<String>();
    PipelineError::Nothing(format!("no article could be read; nothing was written{why}"))
}

/// Reads the articles of the input and groups them into jobs.
fn collect(
    request: &Request,
    lexicon: &Lexicon,
    failures: &mut Vec<Failure>,
) -> Result<Vec<(String, Vec<Article>)>, PipelineError> {
    let (named, loose, one) = match &request.input {
        Input::Table(path) => (jobs::read_table(path)?, Vec::new(), false),
        Input::Folder(path) => {
            let (named, loose) = jobs::by_stem(&jobs::article_files(path)?);
            (named, loose, false)
        }
        Input::Files(files) => (Vec::new(), files.clone(), true),
    };
    let name = jobs::common_name(&loose);
    let mut out: Vec<(String, Vec<Article>)> = Vec::new();
    for (job, articles) in named.iter().zip(read_jobs(&named, &request.cutting, failures)) {
        if !articles.is_empty() {
            out.push((job.id.clone(), articles));
        }
    }
    let loose = JobFiles { id: String::new(), files: loose.into_iter().map(|f| (None, f)).collect() };
    let articles = read_jobs(&[loose], &request.cutting, failures).remove(0);
    let langs: BTreeSet<Lang> = articles.iter().map(|a| a.document.lang).collect();
    if one && langs.len() == articles.len() && !articles.is_empty() {
        out.push((name, articles));
        return Ok(out);
    }
    let groups = super::pairing::group(&articles, lexicon);
    let mut articles: Vec<Option<Article>> = articles.into_iter().map(Some).collect();
    let mut taken: BTreeSet<String> = out.iter().map(|j| j.0.clone()).collect();
    for group in groups {
        let group: Vec<Article> = group.documents.iter().filter_map(|&d| articles[d].take()).collect();
        let files: Vec<PathBuf> = group.iter().map(|a| PathBuf::from(&a.document.file)).collect();
        let mut id = jobs::common_name(&files);
        if id == "articles" {
            id = jobs::common_name(&files[..1]);
        }
        let base = id.clone();
        let mut n = 1;
        while !taken.insert(id.clone()) {
            n += 1;
            id = format!("{base}-{n}");
        }
        out.push((id, group));
    }
    Ok(out)
}

/// Reads and segments the files of jobs, in parallel and in order; failures are listed.
fn read_jobs(jobs: &[JobFiles], cutting: &Cutting, failures: &mut Vec<Failure>) -> Vec<Vec<Article>> {
    let bar = progress::bar("reading", jobs.iter().map(|j| j.files.len()).sum());
    let read: Vec<Vec<Result<Article, Failure>>> = jobs
        .par_iter()
        .map(|job| {
            let one = |(lang, path): &(Option<Lang>, PathBuf)| {
                bar.inc(1);
                let failure = |why| Failure { file: path.display().to_string(), why };
                let mut document = ingest::read(path).map_err(|e| failure(e.problem.to_string()))?;
                if let Some(lang) = lang {
                    document.lang = *lang;
                }
                cutting.article(document).map_err(|e| failure(e.to_string()))
            };
            job.files.par_iter().map(one).collect()
        })
        .collect();
    bar.finish_and_clear();
    read.into_iter()
        .map(|job| {
            let mut articles = Vec::new();
            for result in job {
                match result {
                    Ok(article) => articles.push(article),
                    Err(failure) => failures.push(failure),
                }
            }
            articles
        })
        .collect()
}

/// The four languages first, in their order, so that files named by hand and tables give the same memory.
fn in_home_order(articles: &mut [Article]) {
    let place = |lang: Lang| Lang::HOME.iter().position(|&h| h == lang.primary()).unwrap_or(Lang::HOME.len());
    articles.sort_by_key(|a| (place(a.document.lang), a.document.lang));
}

fn align_all(
    jobs: Vec<(String, Vec<Article>)>,
    lexicon: &Lexicon,
    embeddings: &Embeddings,
    bounds: Bounds,
    explain: bool,
) -> Vec<Aligned> {
    let inputs: Vec<Job<'_>> = jobs
        .iter()
        .map(|(_, articles)| Job {
            texts: articles
                .iter()
                .map(|a| Text {
                    lang: a.document.lang,
                    segments: (0..a.sentences.len()).map(|i| a.sentence(i)).collect(),
                })
                .collect(),
        })
        .collect();
    let bar = progress::bar("aligning", jobs.len() * PASSES);
    let options = Options { lexicon, embeddings, passes: PASSES, progress: &|| bar.inc(1), explain };
    let results = align::align(&inputs, options);
    bar.finish_and_clear();
    drop(inputs);
    jobs.into_iter()
        .zip(results)
        .map(|((id, articles), mut result)| {
            let related: Vec<bool> = bounds.hold(&result, lexicon, |a| articles[a].document.lang).collect();
            for ((a, b, beads), related) in result.pairs.iter_mut().zip(&related) {
                if !related {
                    *beads = Alignment::empty(articles[*a].sentences.len(), articles[*b].sentences.len());
                }
            }
            for (why, _) in result.explained.iter_mut().zip(&related).filter(|(_, related)| !**related) {
                why.clear();
            }
            let sizes: Vec<usize> = articles.iter().map(|a| a.sentences.len()).collect();
            let rows = align::rows(&result, &sizes);
            Aligned { id, articles, pairs: result.pairs, related, rows, explained: result.explained }
        })
        .collect()
}

/// All articles of all jobs, and the rows as groups of linked sentences over them.
fn flatten(jobs: &[Aligned]) -> (Vec<Article>, Vec<terms::Group>) {
    let mut articles = Vec::new();
    let mut groups = Vec::new();
    for job in jobs {
        let base = articles.len() as u32;
        articles.extend(job.articles.iter().cloned());
        for row in job.rows.iter().filter(|r| r.cells.iter().filter(|c| !c.is_empty()).count() > 1) {
            let sentences = row
                .cells
                .iter()
                .enumerate()
                .flat_map(|(k, cell)| cell.iter().map(move |&i| (base + k as u32, i)));
            groups.push(sentences.collect());
        }
    }
    (articles, groups)
}

impl Aligned {
    fn view(&self) -> export::Job<'_> {
        export::Job { id: &self.id, articles: &self.articles, pairs: &self.pairs, rows: &self.rows }
    }
}

fn write_job(
    job: &Aligned,
    folder: &OutputFolder,
    left_out: &mut Vec<(String, String)>,
) -> Result<(), PipelineError> {
    let (view, id) = (job.view(), &job.id);
    let langs: Vec<Lang> = job.articles.iter().map(|a| a.document.lang).collect();
    if job.related.iter().any(|&r| r) {
        write_export(folder, format!("{id}.tmx"), &export::tmx::multi(&view), left_out)?;
    }
    for ((a, b, _), _) in job.pairs.iter().zip(&job.related).filter(|(_, related)| **related) {
        let name = format!("{id}.{}-{}.tmx", langs[*a], langs[*b]);
        write_export(folder, name, &export::tmx::pair(&view, *a, *b), left_out)?;
    }
    let pairs = job.pairs.iter().map(|(a, b, beads)| (langs[*a], langs[*b], beads));
    folder.write(&format!("{id}.beads.tsv"), export::beads::table(pairs).as_bytes())?;
    if !job.explained.is_empty() {
        let pairs = job.pairs.iter().zip(&job.explained);
        let pairs = pairs.map(|((a, b, beads), why)| (langs[*a], langs[*b], beads, why.as_slice()));
        folder.write(&format!("{id}.explain.tsv"), export::beads::explained(pairs).as_bytes())?;
    }
    folder.write(&format!("{id}.rows.jsonl"), export::rows::jsonl(&view).as_bytes())?;
    Ok(())
}

fn summarise(job: &Aligned) -> JobSummary {
    let linked = job.rows.iter().filter(|r| r.cells.iter().filter(|c| !c.is_empty()).count() > 1);
    let sure = linked.clone().filter(|r| r.score >= export::SURE).count();
    JobSummary {
        id: job.id.clone(),
        sentences: job.articles.iter().map(|a| (a.document.lang, a.sentences.len())).collect(),
        rows: (sure, linked.count() - sure),
        pairs: job
            .pairs
            .iter()
            .zip(&job.related)
            .map(|((a, b, alignment), &translations)| {
                let single: BTreeSet<String> = alignment
                    .beads()
                    .iter()
                    .filter(|bead| bead.source.len() == 1 && !bead.target.is_empty())
                    .map(|bead| clean(job.articles[*a].sentence(bead.source[0] as usize)))
                    .collect();
                let article = &job.articles[*a];
                let exact = (0..article.sentences.len())
                    .filter(|&i| single.contains(&clean(article.sentence(i))))
                    .count();
                PairSummary {
                    langs: (article.document.lang, job.articles[*b].document.lang),
                    translations,
                    exact,
                }
            })
            .collect(),
    }
}
