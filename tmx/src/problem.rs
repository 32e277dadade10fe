//! Problems: what is wrong (or odd) in a file, with a stable code, a place and plain words.
//!
//! A [`Code`] is an identifier that scripts may rely on; the message is for people and may change. Positions are
//! those of the decoded text: lines from 1, columns in Unicode scalar values from 1.

use serde::{Serialize, Serializer};
use std::fmt;

/// How much a problem weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; every program reads the file.
    Info,
    /// Allowed by the standard, and yet some program will stumble over it.
    Warning,
    /// Against XML or TMX; programs refuse the file or lose something. `repair` mends it.
    Error,
    /// Nothing sensible can be made of the file.
    Fatal,
}

/// What a file is worth as a whole.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// No errors (warnings are fine).
    Valid,
    /// There are errors and [`crate::repair()`] can mend them.
    Repairable,
    /// No sensible repair.
    Fatal,
}

macro_rules! codes {
    ($($variant:ident, $name:literal, $severity:ident, $doc:literal;)*) => {
        /// The kinds of problems. The text form (`raw-ampersand`) is stable.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code { $(#[doc = $doc] $variant,)* }

        impl Code {
            /// All codes, in the order of the documentation.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// The stable name.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Code::$variant => $name,)* } }

            /// The usual severity; a few codes are milder in harmless cases.
            #[must_use]
            pub const fn severity(self) -> Severity { match self { $(Code::$variant => Severity::$severity,)* } }

            /// What the code means, in one line.
            #[must_use]
            pub const fn meaning(self) -> &'static str { match self { $(Code::$variant => $doc,)* } }
        }
    };
}

codes! {
    BadBytes, "bad-bytes", Error, "Bytes that are not text in the declared (or default) encoding.";
    EncodingDeclaration, "encoding-declaration", Error, "The XML declaration contradicts the real encoding.";
    Utf16NoBom, "utf16-no-bom", Warning, "UTF-16 without byte order mark.";
    TextBeforeDeclaration, "text-before-declaration", Error, "Something stands before the XML declaration.";
    TextAfterRoot, "text-after-root", Error, "Something other than blanks or comments follows the document.";
    ExtraRoot, "extra-root", Error, "A second document in the same file.";
    Truncated, "truncated", Error, "The file ends inside the document.";
    IllegalChar, "illegal-char", Error, "A character, raw or as a reference, that XML 1.0 forbids.";
    RawAmpersand, "raw-ampersand", Error, "An ampersand that is not written as `&amp;`.";
    RawLessThan, "raw-less-than", Error, "A less-than sign that is not written as `&lt;`.";
    EntityUndeclared, "entity-undeclared", Error, "A named reference that nothing declares.";
    ExternalEntity, "external-entity", Error, "An entity that would read a file or an address; it is never read.";
    EntityExpansion, "entity-expansion", Fatal, "Entities that grow without bound.";
    LimitExceeded, "limit-exceeded", Fatal, "A unit is larger, or nested deeper, than any honest file needs.";
    XmlVersion, "xml-version", Error, "An XML version other than 1.0.";
    XmlSyntax, "xml-syntax", Error, "Any other break of the rules of XML, such as a missing end tag.";
    Namespace, "namespace", Error, "A namespace on TMX elements, which have none.";
    NotTmx, "not-tmx", Fatal, "Not a TMX document.";
    Version, "version", Error, "A TMX version that does not exist.";
    VersionOld, "version-old", Warning, "TMX 1.1 to 1.3; 1.4 is the version that programs expect.";
    HeaderMissing, "header-missing", Error, "There is no header.";
    HeaderAttribute, "header-attribute", Error, "The header lacks a required attribute.";
    ElementCase, "element-case", Error, "An element name in capitals; TMX names are lower case.";
    UnknownElement, "unknown-element", Error, "An element that TMX does not have.";
    UnknownAttribute, "unknown-attribute", Error, "An attribute that TMX does not have there.";
    AttributeMissing, "attribute-missing", Error, "A required attribute is missing.";
    AttributeValue, "attribute-value", Error, "An attribute has a value that TMX does not allow.";
    ElementOrder, "element-order", Error, "An element in a wrong place.";
    StrayText, "stray-text", Error, "Text where only elements may stand.";
    TuEmpty, "tu-empty", Error, "A unit without variants.";
    SegMissing, "seg-missing", Error, "A variant without a segment.";
    LangMissing, "lang-missing", Error, "A variant without a language.";
    LangAttribute, "lang-attribute", Error, "`lang` where `xml:lang` belongs, or the reverse in TMX 1.1.";
    LangCode, "lang-code", Error, "Not a language code (BCP 47).";
    DateFormat, "date-format", Error, "Not a date in the form `YYYYMMDDThhmmssZ`.";
    InlineUnbalanced, "inline-unbalanced", Error, "A bpt or ept without its partner, or the same number twice.";
    InlineMismatch, "inline-mismatch", Warning, "The variants of a unit carry different inline codes.";
    UtDeprecated, "ut-deprecated", Warning, "The element ut is deprecated.";
    EmptySegment, "empty-segment", Warning, "A segment without text.";
    SingleVariant, "single-variant", Warning, "A unit with one variant only.";
    DuplicateLanguage, "duplicate-language", Warning, "Two variants of one language in a unit.";
    DuplicateTuid, "duplicate-tuid", Warning, "Two units with the same tuid.";
    SrclangAbsent, "srclang-absent", Warning, "No variant in the source language.";
    C1Char, "c1-char", Warning, "A C1 control character, usually Windows-1252 read as Latin-1.";
    NotNfc, "not-nfc", Info, "Decomposed letters; searches may miss them.";
    InvisibleChar, "invisible-char", Info, "A zero-width, soft-hyphen or direction character.";
    ReportLimit, "report-limit", Info, "More problems of a code than are listed, or ids than are remembered.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// One problem at one place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Problem {
    /// What kind.
    pub code: Code,
    /// How bad, here.
    pub severity: Severity,
    /// Line, from 1.
    pub line: u64,
    /// Column in Unicode scalar values, from 1.
    pub column: u64,
    /// The unit: its tuid, or `#7` for the seventh unit when it has none; `None` outside units.
    pub tu: Option<String>,
    /// What is wrong and, where it helps, what to do; for people.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.line, self.column, self.code, self.message)?;
        self.tu.as_ref().map_or(Ok(()), |tu| write!(f, " (unit {tu})"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_kebab_case() {
        let mut names: Vec<_> = Code::ALL.iter().map(|c| c.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(
            names
                .iter()
                .all(|n| n.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit()))
        );
    }

    #[test]
    fn a_problem_reads_like_a_compiler_message() {
        let p = Problem {
            code: Code::RawAmpersand,
            severity: Severity::Error,
            line: 8,
            column: 3,
            tu: Some("u4".into()),
            message: "write `&amp;`".into(),
        };
        assert_eq!(p.to_string(), "8:3: raw-ampersand: write `&amp;` (unit u4)");
    }
}
