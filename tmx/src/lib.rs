//! Translation Memory eXchange (TMX 1.4b): model, reader, writer, validation, repair and operations, streaming.
//!
//! TMX files come from many tools and seldom keep to the standard; one illegal character makes a CAT tool drop a
//! whole memory without a word. This crate reads what others refuse, says exactly what is wrong, and writes only what
//! all of them load. Memory does not depend on the size of the file.
//!
//! | to | use |
//! |---|---|
//! | read units, whatever the file is like | [`Reader`] |
//! | write a valid file | [`Writer`], with [`beside::Beside`] for one that appears whole or not at all |
//! | know what is wrong, with code, line and column | [`validate()`] |
//! | make a file valid and know what was changed | [`repair()`] |
//! | count, clean, merge, split, compare, extract, convert | [`ops`] |
//!
//! ```
//! use tmx::{Reader, Writer};
//!
//! // Keep the units that somebody has changed, as they are.
//! # let file = r#"<tmx version="1.4"><header srclang="vi" segtype="sentence" creationtool="x" creationtoolversion="1"
//! #   o-tmf="x" adminlang="en" datatype="plaintext"/><body><tu changeid="anna"><tuv xml:lang="vi"><seg>Sông Hồng</seg></tuv>
//! #   <tuv xml:lang="pl"><seg>Rzeka Czerwona</seg></tuv></tu></body></tmx>"#.as_bytes();
//! let reader = Reader::new(file)?;
//! let mut writer = Writer::new(Vec::new(), reader.header())?;
//! for unit in reader {
//!     let unit = unit?;
//!     if unit.attributes.get("changeid").is_some() {
//!         writer.write(&unit)?;
//!     }
//! }
//! assert_eq!(writer.units(), 1);
//! # Ok::<(), tmx::Error>(())
//! ```
//!
//! # How it works
//!
//! Bytes become text in any encoding (`source`), quick-xml cuts the text into tokens and is helped over what is no
//! XML (`parse`), missing end tags are supplied and superfluous ones dropped (`parse::nesting`), so that everything
//! behind sees well-nested events and the same problems: the validator with its rules, the reader with its model.
//! Repair is reading, mending each unit (`mend`) and writing.
//!
//! # Safety against hostile files
//!
//! Nothing outside the file is ever read. Entities may grow by a megabyte in all; a unit may have 64 MB, 200 levels
//! and 10 000 variants, a segment 10 000 codes, a tag or comment 16 MB. What is beyond ends with
//! [`Code::LimitExceeded`] or [`Code::EntityExpansion`].

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
