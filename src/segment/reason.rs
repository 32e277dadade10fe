//! Why a place is, or is not, the end of a segment.

/// The rule that decided a candidate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Reason {
    /// A line break that ends a segment.
    LineBreak,
    /// A full stop, and something that may begin a sentence.
    Stop,
    /// `!`, `?`, `…` and runs of marks.
    Mark,
    /// A mark without white space behind it.
    Glued,
    /// A headline runs into the text.
    Headline,
    /// The greeting or the close of a letter, run into its text.
    Formula,
    /// A time stamp, an address or a telephone number, run into what follows.
    Record,
    /// A speaker breaks off behind a dash.
    BrokenOff,
    /// An emoticon, and a capital.
    Emoticon,
    /// A full stop after an ordinary word, though a small letter follows.
    PlainWord,
    /// A strong mark, though a small letter follows, in a text that does without capitals.
    NoCapitals,
    /// An abbreviation that may be final, before a word that begins sentences.
    FinalAbbreviation,
    /// A small letter follows.
    LowerCase,
    /// The speaker or the rest of the sentence follows behind a dash.
    Speaker,
    /// An abbreviation that is never final.
    Abbreviation,
    /// An abbreviation that needs a number, and a number follows.
    BeforeNumber,
    /// An abbreviation that may be final, but nothing says that it is.
    OpenAbbreviation,
    /// Initials of a name.
    Initials,
    /// The number or letter of a list item.
    ListNumber,
    /// The number of a heading (Điều 5.).
    HeadingNumber,
    /// An ordinal number before its noun.
    Ordinal,
    /// A date or number written in groups.
    Digits,
    /// Inside a quotation or bracket that the sentence continues after.
    Enclosed,
    /// A name that carries a mark (Yahoo!).
    MarkedName,
    /// Nothing but marks follows.
    NothingFollows,
    /// An omission mark in brackets.
    Omission,
    /// A rule of an SRX file; the number counts the rules of the file from 1.
    Srx(u32),
    /// A rule of the project's settings; the number counts them from 1.
    Setting(u32),
}

impl Reason {
    /// The reason in words.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::LineBreak => "line break",
            Self::Stop => "full stop",
            Self::Mark => "mark that ends sentences",
            Self::Glued => "mark without a space behind it",
            Self::Headline => "a headline runs into its text",
            Self::Formula => "greeting or close of a letter",
            Self::Record => "lines of addresses or time stamps run together",
            Self::BrokenOff => "the speaker breaks off, and a new sentence begins",
            Self::Emoticon => "emoticon",
            Self::PlainWord => "full stop after a whole word, though a small letter follows",
            Self::NoCapitals => "the text does without capitals",
            Self::FinalAbbreviation => "abbreviation, but a new sentence begins",
            Self::LowerCase => "a small letter follows",
            Self::Speaker => "the sentence goes on behind the dash",
            Self::Abbreviation => "abbreviation that is never final",
            Self::BeforeNumber => "abbreviation before its number",
            Self::OpenAbbreviation => "abbreviation, and the sentence may go on",
            Self::Initials => "initials",
            Self::ListNumber => "number of a list item",
            Self::HeadingNumber => "number of a heading",
            Self::Ordinal => "ordinal number",
            Self::Digits => "number in groups or date",
            Self::Enclosed => "inside a quotation or bracket of a sentence that goes on",
            Self::MarkedName => "the mark belongs to a name",
            Self::NothingFollows => "only marks follow",
            Self::Omission => "omission mark",
            Self::Srx(_) => "rule of the SRX file",
            Self::Setting(_) => "rule of the settings",
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Srx(n) | Self::Setting(n) => write!(f, "{} ({n})", self.text()),
            _ => f.write_str(self.text()),
        }
    }
}
