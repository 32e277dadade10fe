//! Names and terms: mentions, variants, concepts across languages.

pub mod known;
pub mod link;
pub mod names;
pub mod polish;
