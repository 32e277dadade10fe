//! Statistical word translation (shared by `align` and `terms`) and word alignment.
//!
//! Texts become lists of word types ([`vocabulary`]); types translate each other with probabilities that come from the
//! lexicon, from learning on the collection ([`ibm1`]) and from copying ([`copies`]); [`evidence`] joins the three.

pub mod aligner;
pub mod copies;
pub mod evidence;
pub mod hmm;
pub mod ibm1;
pub mod jumps;
pub mod priors;
pub mod seed;
pub mod symmetrize;
pub mod table;
pub mod units;
pub mod vocabulary;
