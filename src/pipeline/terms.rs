//! `terms`: articles and memories in, names and terms out.

use super::output::OutputFolder;
use super::{PipelineError, glossary};
use crate::export;
use crate::model::{Article, Block, Document, Lang, Layout, Sentence, Span, Tag};
use crate::terms::Group;
use crate::terms::select::Selection;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// What names and terms are searched in.
#[derive(Debug, Default)]
pub struct Texts {
    /// Articles, and for every memory an article per language, a unit a sentence.
    pub articles: Vec<Article>,
    /// The names of the units, for the articles that are a language of a memory: one for each block.
    pub units: Vec<Vec<String>>,
    /// The units as sentences that say the same; none without memories.
    pub groups: Vec<Group>,
}

impl Texts {
    /// Adds an article.
    pub fn article(&mut self, article: Article) {
        self.articles.push(article);
        self.units.push(Vec::new());
    }

    /// Adds a memory: its languages as articles, its units as groups.
    ///
    /// # Errors
    /// What cannot be read as TMX at all.
    pub fn memory(&mut self, path: &Path) -> Result<(), tmx::Error> {
        let file = path.display().to_string();
        let reader = tmx::Reader::new(BufReader::new(File::open(path)?))?;
        let first = self.articles.len();
        for unit in reader {
            let unit = unit?;
            let mut group = Group::new();
            for variant in &unit.variants {
                let Ok(lang) = Lang::parse(&variant.lang) else { continue };
                let text = variant.segment.text();
                let text = text.trim();
                if text.is_empty() {
                    continue;
                }
                let at = self.articles[first..].iter().position(|a| a.document.lang == lang.primary());
                let at = first + at.unwrap_or(self.articles.len() - first);
                if at == self.articles.len() {
                    self.articles.push(empty(&file, lang.primary()));
                    self.units.push(Vec::new());
                }
                group.push((at as u32, push(&mut self.articles[at], text)));
                self.units[at].push(unit.name());
            }
            if group.len() > 1 {
                self.groups.push(group);
            }
        }
        Ok(())
    }
}

fn empty(file: &str, lang: Lang) -> Article {
    let document =
        Document { file: file.to_owned(), lang, text: String::new(), blocks: Vec::new(), notes: Vec::new() };
    Article { document, sentences: Vec::new() }
}

/// Adds a segment as a block of one sentence.
fn push(article: &mut Article, text: &str) -> u32 {
    let document = &mut article.document;
    let start = document.text.len();
    document.text.push_str(text);
    let span = Span::new(start, document.text.len());
    document.text.push('\n');
    let block = document.blocks.len() as u32;
    document.blocks.push(Block { span, tag: Tag::Body, layout: Layout::default(), lang: document.lang });
    article.sentences.push(Sentence { span, block });
    block
}

/// What was written: entries, the doubtful among them, and what formats could not hold.
pub type Written = (usize, usize, Vec<(String, String)>);

/// Writes a glossary into a folder in all usual formats.
///
/// # Errors
/// [`PipelineError::Output`].
pub fn write_glossary(
    articles: &[Article],
    selection: &Selection,
    folder: &Path,
    force: bool,
) -> Result<Written, PipelineError> {
    let folder = OutputFolder::create(folder, force)?;
    let mut left_out = Vec::new();
    let glossary =
        export::Glossary { articles, mentions: &selection.mentions, concepts: &selection.concepts };
    let (entries, doubtful) = glossary::write(&glossary, &folder, &mut left_out)?;
    Ok((entries, doubtful, left_out))
}
