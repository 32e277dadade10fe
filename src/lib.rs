//! songngu finds which articles and sentences in Vietnamese, English, French and Polish are translations of one another,
//! links names and terms across the languages, and writes translation memories and glossaries.
//!
//! The map of the house, floor by floor; an import goes down, never up (`tests/architecture.rs` holds it):
//!
//! `model`, `text`, `settings` ← `lang`, `lexicon` ← `ingest`, `sheet`, `glossary`, `bitext`, `segment`, `words` ← `pair`, `align`, `terms` ← `check`, `export`
//! ← `pipeline` ← `cli`.

pub mod align;
pub mod bitext;
pub mod check;
pub mod cli;
pub mod export;
pub mod glossary;
pub mod ingest;
pub mod lang;
pub mod lexicon;
pub mod model;
pub mod pair;
pub mod pipeline;
pub mod segment;
pub mod settings;
pub mod sheet;
pub mod terms;
pub mod text;
pub mod words;
