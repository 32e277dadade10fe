//! Beads between two languages, then all languages together.
//!
//! A bead's score is a log-odds against independence: prior of its shape, fit of lengths, words explained in both
//! directions, the meaning of sentences where [`embeddings`] are given, what the other languages say, page furniture and
//! broken sentences on one side only ([`score`]). A dynamic programme over a [`band`] gives the probability of every bead
//! ([`lattice`]); the collection teaches word translations between passes ([`collection`]).

pub mod anchors;
pub mod band;
mod broken;
pub mod cells;
pub mod collection;
pub mod confidence;
pub mod embeddings;
pub mod explain;
pub mod kinship;
pub mod lattice;
pub mod length;
mod links;
pub mod moves;
pub mod pivot;
pub mod plan;
pub mod rows;
pub mod score;
pub mod shapes;
pub mod texts;

pub use collection::{Job, JobAlignment, Options, PASSES, Text, align};
pub use embeddings::{BadEmbeddings, Embeddings};
pub use explain::Explanation;
pub use rows::rows;
