//! Statistical word translation (shared by `align` and `terms`) and word alignment.
//!
//! Texts become lists of word types ([`vocabulary`]); types translate each other with probabilities that come from the
//! lexicon (with the user's [`own`] words), from learning on the collection ([`ibm1`]) and from copying ([`copies`]);
//! [`evidence`] joins the three in [`sparse`] rows.
//!
//! Word alignment ([`aligner`]) cuts sentences into [`units`], looks up once which types meet ([`table`]), starts from what
//! is known of them ([`priors`]) and learns hidden Markov models in both directions ([`hmm`], [`jumps`]); [`symmetrize`]
//! makes links of what both believe. [`settings`] holds the fitted numbers.

pub mod aligner;
pub mod copies;
pub mod evidence;
pub mod hmm;
pub mod ibm1;
pub mod jumps;
pub mod own;
pub mod priors;
pub mod seed;
pub mod settings;
pub mod sparse;
pub mod symmetrize;
pub mod table;
pub mod units;
pub mod vocabulary;
