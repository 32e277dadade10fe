//! The order of the stages: the only module that knows it. Progress and the threads live here too.
//!
//! files ─ingest→ documents ─segment→ sentences ─pair→ groups ─align→ beads ─terms→ concepts ─export→ files

mod articles;
mod checking;
mod embeddings;
mod glossary;
pub mod ignored;
mod inside;
pub mod jobs;
mod lines;
pub mod output;
mod own_words;
mod pairing;
mod progress;
mod remarks;
mod terms;

pub use articles::{Input, JobSummary, PairSummary, Request, Summary, align_articles};
pub use checking::{CheckRequest, Checked, check_files};
pub use embeddings::{BadVectors, embeddings};
pub use lines::{LinesRequest, LinesSummary, align_lines};
pub use own_words::{BadWords, WordSources, Words};
pub use pairing::{PairTable, pair_folder};
pub use terms::{Texts, Written, write_glossary};

/// A file that could not be used, and why; the others go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The file.
    pub file: String,
    /// Why, and what to do.
    pub why: String,
}

/// Why the pipeline stopped.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The jobs cannot be read.
    #[error(transparent)]
    Jobs(#[from] jobs::JobsError),
    /// The results cannot be written.
    #[error(transparent)]
    Output(#[from] output::OutputError),
    /// There is nothing to do.
    #[error("{0}")]
    Nothing(String),
}
