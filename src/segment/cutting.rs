//! How a project wants its texts cut: our rules with its abbreviations and rules, or the rules of an SRX file.

use super::srx::{Refused, Ruleset, Srx, SrxError};
use super::{Breaks, Segmenter};
use crate::lang::{Abbreviations, Kinds};
use crate::model::{Article, Block, Document, Lang, Sentence};
use crate::settings::{self, Scope};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Why texts cannot be cut as the settings want.
#[derive(Debug, thiserror::Error)]
pub enum CuttingError {
    /// The SRX file cannot be read.
    #[error("{file} cannot be read")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// The SRX file cannot be used.
    #[error("{file}")]
    Srx {
        /// The file.
        file: String,
        /// Why.
        source: SrxError,
    },
    /// No rules of this tool are known.
    #[error("no rules of the tool `{0}` are known; only those of omegat are")]
    Tool(String),
    /// Two sets of rules were asked for.
    #[error("rules can be taken from an SRX file or from a tool, not from both")]
    Both,
    /// A rule of the settings cannot be run.
    #[error("rule {} of [segment] in the settings cannot be run: {}", .0.number, .0.reason)]
    Rule(Refused),
}

/// How texts are cut. The default is our own rules alone.
#[derive(Debug, Default)]
pub struct Cutting {
    /// The user's abbreviations: for all languages, and for some those and their own.
    any: Option<Abbreviations>,
    by_lang: BTreeMap<Lang, Abbreviations>,
    /// The user's rules over ours: for all languages, and for some those and their own, in the order of the settings.
    rules: Option<Ruleset>,
    rules_by_lang: BTreeMap<Lang, Ruleset>,
    srx: Option<SrxRules>,
}

/// The rules of an SRX file: for the languages at home ready to run, for others made ready when they are first asked for.
#[derive(Debug)]
struct SrxRules {
    srx: Srx,
    home: Vec<(Lang, Option<Ruleset>)>,
    others: Mutex<BTreeMap<Lang, Arc<Ruleset>>>,
}

impl Cutting {
    /// Reads what the settings name.
    ///
    /// # Errors
    /// [`CuttingError`]: an SRX file or a rule that cannot be used.
    pub fn new(wanted: &settings::Segment) -> Result<Self, CuttingError> {
        let mut out = Self { srx: SrxRules::read(wanted)?, ..Self::default() };
        out.read_abbreviations(wanted);
        out.read_rules(&wanted.rules).map_err(CuttingError::Rule)?;
        Ok(out)
    }

    fn read_abbreviations(&mut self, wanted: &settings::Segment) {
        let lists = [(&wanted.abbreviations, Kinds::HARD), (&wanted.final_abbreviations, Kinds::SOFT)];
        let entries: Vec<(Scope, &str, Kinds)> = lists
            .iter()
            .flat_map(|(list, kind)| {
                list.iter()
                    .flat_map(move |(scope, words)| words.iter().map(move |w| (*scope, w.trim(), *kind)))
            })
            .collect();
        let of = |lang: Option<Lang>| {
            let mut out = Abbreviations::default();
            for (scope, word, kind) in &entries {
                if lang.map_or(*scope == Scope::Any, |l| scope.holds(l)) {
                    out.add(word, *kind);
                }
            }
            out
        };
        if !entries.is_empty() {
            self.any = Some(of(None));
        }
        let scopes = entries.iter().map(|e| e.0);
        self.by_lang = scopes.filter_map(primary).map(|lang| (lang, of(Some(lang)))).collect();
    }

    fn read_rules(&mut self, rules: &[settings::Rule]) -> Result<(), Refused> {
        let numbered = || (1u32..).zip(rules);
        if rules.is_empty() {
            return Ok(());
        }
        for lang in rules.iter().filter_map(|r| primary(r.lang)) {
            let own = Ruleset::of_settings(numbered().filter(|r| r.1.lang.holds(lang)))?;
            self.rules_by_lang.insert(lang, own);
        }
        self.rules = Some(Ruleset::of_settings(numbered().filter(|r| r.1.lang == Scope::Any))?);
        Ok(())
    }

    /// Rules of the SRX file that cannot be run, by their number in the file.
    #[must_use]
    pub fn refused(&self) -> Vec<&Refused> {
        let sets = self.srx.iter().flat_map(|s| &s.home).filter_map(|h| h.1.as_ref());
        let mut out: Vec<&Refused> = sets.flat_map(|set| &set.refused).collect();
        out.sort_by_key(|r| r.number);
        out.dedup();
        out
    }

    /// Lets a segmenter for a language work.
    ///
    /// # Errors
    /// [`SrxError`] when the SRX file has no rules for the language.
    pub fn with<T>(
        &self,
        lang: Lang,
        breaks: Breaks,
        work: impl FnOnce(Segmenter) -> T,
    ) -> Result<T, SrxError> {
        let mut segmenter = Segmenter::new(lang, breaks);
        if let Some(extra) = self.by_lang.get(&lang.primary()).or(self.any.as_ref()) {
            segmenter = segmenter.with_abbreviations(extra);
        }
        if let Some(own) = self.rules_by_lang.get(&lang.primary()).or(self.rules.as_ref()) {
            segmenter = segmenter.with_rules(own);
        }
        let Some(rules) = &self.srx else { return Ok(work(segmenter)) };
        if let Some((_, Some(set))) = rules.home.iter().find(|h| h.0 == lang) {
            return Ok(work(segmenter.with_srx(set)));
        }
        let set = rules.other(lang)?;
        Ok(work(segmenter.with_srx(&set)))
    }

    /// Cuts the kept blocks of a document into sentences; line breaks inside a block are spaces.
    ///
    /// # Errors
    /// [`SrxError`] when the SRX file has no rules for the language of the document.
    pub fn article(&self, document: Document) -> Result<Article, SrxError> {
        self.blocks(document, |block| block.tag.is_kept())
    }

    /// Cuts the blocks that are wanted. A block in a language without rules is cut as the document is.
    ///
    /// # Errors
    /// [`SrxError`] when the SRX file has no rules for the language of the document.
    pub fn blocks(&self, document: Document, wanted: impl Fn(&Block) -> bool) -> Result<Article, SrxError> {
        let mut sentences = Vec::new();
        for (i, block) in document.blocks.iter().enumerate().filter(|(_, b)| wanted(b)) {
            let cut = |lang| self.with(lang, Breaks::Soft, |s| s.segment(document.block_text(block)));
            for span in cut(block.lang).or_else(|_| cut(document.lang))? {
                sentences.push(Sentence { span: span.shifted(block.span.start as usize), block: i as u32 });
            }
        }
        Ok(Article { document, sentences })
    }
}

fn primary(scope: Scope) -> Option<Lang> {
    match scope {
        Scope::Any => None,
        Scope::Lang(lang) => Some(lang.primary()),
    }
}

impl SrxRules {
    fn read(wanted: &settings::Segment) -> Result<Option<Self>, CuttingError> {
        let srx = match (&wanted.srx, &wanted.cut_like) {
            (None, None) => return Ok(None),
            (Some(_), Some(_)) => return Err(CuttingError::Both),
            (Some(file), None) => read_srx(file)?,
            (None, Some(tool)) => Srx::of_tool(tool).ok_or_else(|| CuttingError::Tool(tool.clone()))?,
        };
        let home = Lang::HOME.into_iter().map(|lang| (lang, srx.rules(lang).ok())).collect();
        Ok(Some(Self { srx, home, others: Mutex::default() }))
    }

    fn other(&self, lang: Lang) -> Result<Arc<Ruleset>, SrxError> {
        // A thread that panicked while it held the lock has left nothing half done.
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(set) = others.get(&lang) {
            return Ok(Arc::clone(set));
        }
        let set = Arc::new(self.srx.rules(lang)?);
        others.insert(lang, Arc::clone(&set));
        Ok(set)
    }
}

fn read_srx(path: &Path) -> Result<Srx, CuttingError> {
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|source| CuttingError::Unreadable { file: file.clone(), source })?;
    Srx::parse(&text).map_err(|source| CuttingError::Srx { file, source })
}
