//! What can go wrong while reading and writing.

use crate::problem::Problem;
use std::io;

/// An error of this library.
#[derive(thiserror::Error, Debug)]
pub enum Error {
    /// The system could not read or write.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The file is not TMX, or attacks its reader.
    #[error("{0}")]
    Fatal(Problem),
    /// The writer was given what no TMX file can hold.
    #[error("unit {unit}: {fault}")]
    Invalid {
        /// The unit's name.
        unit: String,
        /// What is wrong.
        fault: Fault,
    },
    /// The target exists already.
    #[error("{0} exists already")]
    Exists(String),
    /// A table or text that is to be converted does not have the form it should have.
    #[error("line {line}: {fault}")]
    Input {
        /// The line, from 1.
        line: u64,
        /// What is wrong.
        fault: InputFault,
    },
}

/// Why a unit cannot be written.
#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// No variants.
    #[error("it has no variant")]
    NoVariant,
    /// A language that is no code.
    #[error("{0:?} is not a language code")]
    Language(String),
    /// An attribute that the element does not have.
    #[error("<{element}> has no attribute {name}")]
    Attribute {
        /// The element.
        element: &'static str,
        /// The attribute.
        name: String,
    },
    /// An attribute that must be there.
    #[error("<{element}> lacks the attribute {name}")]
    Missing {
        /// The element.
        element: &'static str,
        /// The attribute.
        name: &'static str,
    },
    /// A value that the schema refuses.
    #[error("{name}={value:?} must be {want}")]
    Value {
        /// The attribute.
        name: String,
        /// Its value.
        value: String,
        /// What is allowed.
        want: &'static str,
    },
    /// A character that XML forbids.
    #[error("the character U+{:04X} may not stand in XML", u32::from(*.0))]
    Character(char),
    /// An inline code in a wrong place.
    #[error("<{child}> may not stand in <{parent}>")]
    Place {
        /// The code.
        child: &'static str,
        /// Where it stands.
        parent: &'static str,
    },
}

/// What is wrong with a line of input to a conversion.
#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum InputFault {
    /// The header is not a row of language codes.
    #[error("the header {0:?} is not a language code")]
    Header(String),
    /// A quoted field never ends.
    #[error("a quoted field is not closed")]
    Quote,
    /// Not the JSON of a unit.
    #[error("not a unit in JSON: {0}")]
    Json(String),
    /// The two files have different numbers of lines.
    #[error("one of the two files has ended, the other has not")]
    Uneven,
    /// Fewer than two languages.
    #[error("at least two languages are needed")]
    Languages,
    /// A file that does not say the language of its translations, and nobody else does.
    #[error("the file does not say which language it is translated into; name source and target")]
    TargetLanguage,
    /// Markup that cannot be read.
    #[error("{0}")]
    Markup(String),
    /// Another format than it should be.
    #[error("this is not {0}")]
    NotThat(&'static str),
    /// Deeper or longer than any document.
    #[error("{0}")]
    TooLarge(&'static str),
}
