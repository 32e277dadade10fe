//! What TMX allows where: the content models and attribute lists of the DTDs, and the values that attributes take.

use crate::parse::Element::{
    self, Body, Bpt, Ept, Header, Hi, It, Map, Note, Ph, Prop, Seg, Sub, Tmx, Tu, Tuv, Ude, Ut,
};

/// The versions that differ for a validator.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(crate) enum Version {
    /// 1.1: `lang`, no `hi`, `sub` may stand in `seg`.
    V11,
    /// 1.2: either `lang` or `xml:lang`.
    V12,
    /// 1.3.
    V13,
    /// 1.4.
    #[default]
    V14,
}

impl Version {
    /// The version that an attribute names; 1.4 when it names none of the old ones.
    pub(crate) fn of(attribute: Option<&str>) -> Self {
        match attribute {
            Some("1.0" | "1.1") => Self::V11,
            Some("1.2") => Self::V12,
            Some("1.3") => Self::V13,
            _ => Self::V14,
        }
    }
}

/// May `child` stand in `parent`? Order is looked at elsewhere.
pub(crate) const fn allowed(parent: Element, child: Element, version: Version) -> bool {
    match parent {
        Tmx => matches!(child, Header | Body),
        Header => matches!(child, Note | Prop | Ude),
        Body => matches!(child, Tu),
        Tu => matches!(child, Note | Prop | Tuv),
        Tuv => matches!(child, Note | Prop | Seg),
        Ude => matches!(child, Map),
        Seg if matches!(version, Version::V11) => matches!(child, Bpt | Ept | Ph | It | Ut | Sub),
        Seg | Hi | Sub => matches!(child, Bpt | Ept | Ph | It | Hi | Ut),
        Bpt | Ept | It | Ph | Ut => matches!(child, Sub),
        Element::Other => true,
        Note | Prop | Map => false,
    }
}

/// The attributes of an element.
pub(crate) const fn attributes(element: Element) -> &'static [&'static str] {
    match element {
        Tmx => &["version"],
        Header => &[
            "creationtool",
            "creationtoolversion",
            "segtype",
            "o-tmf",
            "adminlang",
            "srclang",
            "datatype",
            "o-encoding",
            "creationdate",
            "creationid",
            "changedate",
            "changeid",
        ],
        Tu => &[
            "tuid",
            "creationdate",
            "creationid",
            "changedate",
            "changeid",
            "usagecount",
            "lastusagedate",
            "srclang",
            "segtype",
            "datatype",
            "o-encoding",
            "creationtool",
            "creationtoolversion",
            "o-tmf",
        ],
        Tuv => &[
            "xml:lang",
            "lang",
            "creationdate",
            "creationid",
            "changedate",
            "changeid",
            "usagecount",
            "lastusagedate",
            "datatype",
            "o-encoding",
            "creationtool",
            "creationtoolversion",
            "o-tmf",
        ],
        Note => &["xml:lang", "lang", "o-encoding"],
        Prop => &["type", "xml:lang", "lang", "o-encoding"],
        Ude => &["name", "base"],
        Map => &["unicode", "code", "ent", "subst"],
        Bpt => &["i", "x", "type"],
        Ept => &["i"],
        It => &["pos", "x", "type"],
        Ph => &["x", "assoc", "type"],
        Hi => &["x", "type"],
        Sub => &["datatype", "type"],
        Ut => &["x"],
        Body | Seg | Element::Other => &[],
    }
}

/// The attributes that must be there; languages are looked at elsewhere.
pub(crate) const fn required(element: Element) -> &'static [&'static str] {
    match element {
        Tmx => &["version"],
        Header => {
            &["creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"]
        }
        Prop => &["type"],
        Ude => &["name"],
        Map => &["unicode"],
        Bpt | Ept => &["i"],
        It => &["pos"],
        _ => &[],
    }
}

/// What is wrong with the value of an attribute that takes certain values only; `Err` is against the schema, `Ok`
/// with a message against the specification alone.
pub(crate) fn value(name: &str, value: &str) -> Result<Option<&'static str>, &'static str> {
    match name {
        "segtype" if !matches!(value, "block" | "paragraph" | "sentence" | "phrase") => {
            Err("block, paragraph, sentence or phrase")
        }
        "pos" if !matches!(value, "begin" | "end") => Err("begin or end"),
        "assoc" if !matches!(value, "p" | "f" | "b") => Ok(Some("p, f or b")),
        "usagecount" if value.is_empty() || !value.bytes().all(|b| b.is_ascii_digit()) => {
            Ok(Some("a number"))
        }
        _ => Ok(None),
    }
}

/// Holds a date.
pub(crate) fn is_date(name: &str) -> bool {
    matches!(name, "creationdate" | "changedate" | "lastusagedate")
}
