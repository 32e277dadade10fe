//! Translation Memory eXchange (TMX 1.4b): model, reader, writer, validation and repair, streaming.

pub mod beside;
mod build;
mod characters;
pub mod date;
mod error;
pub mod language;
mod log;
mod mend;
pub mod model;
pub mod ops;
mod parse;
pub mod problem;
pub mod reader;
pub mod repair;
mod source;
mod source_units;
pub mod validate;
pub mod writer;

pub use error::{Error, Fault, InputFault};
pub use problem::{Code, Problem, Severity, Verdict};
pub use reader::Reader;
pub use repair::{RepairReport, repair};
pub use validate::{Report, validate};
pub use writer::Writer;
