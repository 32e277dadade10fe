//! Translation Memory eXchange (TMX 1.4b): model, reader, writer, validation and repair, streaming.
#![allow(dead_code)]

mod characters;
pub mod date;
pub mod language;
mod log;
pub mod model;
mod parse;
pub mod problem;
mod source;
pub mod validate;

pub use problem::{Code, Problem, Severity, Verdict};
pub use validate::{Report, validate};
