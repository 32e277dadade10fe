//! The seed lexicon: concepts in four languages, and its lookup.
