//! Text with inline codes of XLIFF to that of TMX.
//!
//! | XLIFF 1.2 | XLIFF 2 | TMX |
//! |---|---|---|
//! | `g` | `pc` | `bpt` … `ept` |
//! | `bx`, `ex`, `bpt`, `ept` | `sc`, `ec` | `bpt`, `ept` |
//! | `x`, `ph` | `ph` | `ph` |
//! | `it` | | `it` |
//! | `sub` | | `sub` |
//! | `mrk` | `mrk`, `sm`, `em` | its text |

use crate::characters::is_xml;
use crate::model::{Attributes, Code, CodeKind, Content};
use std::collections::BTreeMap;

/// A stretch of a text: a segment with its id, or what stands between segments.
#[derive(Clone, Default, Debug)]
pub(super) struct Piece {
    pub segment: Option<String>,
    pub content: Vec<Content>,
}

/// What an open element does when it ends.
enum Open {
    /// Nothing: its text is text.
    Transparent,
    /// Writes the end of a pair.
    Pair(Code),
    /// Gathers its content into a code.
    Code(Code),
    /// Gathers a segment.
    Segment(String),
}

/// Collects one text after the other; codes with the same id in source and target get the same number.
#[derive(Default)]
pub(super) struct Inline {
    numbers: BTreeMap<String, usize>,
    /// Native codes of XLIFF 2 by id.
    data: BTreeMap<String, String>,
    datum: Option<String>,
    open: Vec<Open>,
    /// Contents of the text and of the codes and segments that are open.
    stack: Vec<Vec<Content>>,
    pieces: Vec<Piece>,
}

/// Adds to a content; texts side by side are one.
pub(super) fn push(content: &mut Vec<Content>, piece: Content) {
    match (content.last_mut(), piece) {
        (Some(Content::Text(before)), Content::Text(text)) => before.push_str(&text),
        (_, Content::Text(text)) if text.is_empty() => {}
        (_, piece) => content.push(piece),
    }
}

impl Inline {
    /// Begins a text.
    pub fn begin(&mut self) {
        self.datum = None;
        self.open.clear();
        self.pieces.clear();
        self.stack = vec![Vec::new()];
    }

    /// Begins a native code of XLIFF 2.
    pub fn data(&mut self, id: String) {
        self.data.insert(id.clone(), String::new());
        self.datum = Some(id);
    }

    pub fn text(&mut self, text: &str) {
        if let Some(datum) = self.datum.as_ref().and_then(|id| self.data.get_mut(id)) {
            datum.push_str(text);
        } else {
            self.push(Content::Text(text.chars().filter(|&c| is_xml(c)).collect()));
        }
    }

    fn push(&mut self, piece: Content) {
        if let Some(content) = self.stack.last_mut() {
            push(content, piece);
        }
    }

    fn number(&mut self, id: &str) -> String {
        let next = self.numbers.len() + 1;
        self.numbers.entry(id.to_owned()).or_insert(next).to_string()
    }

    /// A code with number, kind and native content.
    fn code(
        &mut self,
        kind: CodeKind,
        id: &str,
        attributes: [(&str, Option<String>); 2],
        native: &str,
    ) -> Code {
        let number = self.number(id);
        let mut all = Attributes::new();
        match kind {
            CodeKind::Bpt => {
                all.set("i", number.clone());
                all.set("x", number);
            }
            CodeKind::Ept => all.set("i", number),
            CodeKind::Sub => {}
            _ => all.set("x", number),
        }
        for (name, value) in attributes {
            if let Some(value) = value.filter(|_| kind != CodeKind::Ept) {
                all.set(name, value);
            }
        }
        let mut content = Vec::new();
        push(&mut content, Content::Text(native.to_owned()));
        Code { kind, attributes: all, content }
    }

    /// An element begins.
    pub fn open(&mut self, name: &str, get: &dyn Fn(&str) -> Option<String>) {
        let id = get("rid").or_else(|| get("startRef")).or_else(|| get("id")).unwrap_or_default();
        let kind = || [("type", get("ctype").or_else(|| get("type"))), ("", None)];
        let native = |inline: &Self, reference: &str| {
            let of = get(reference).and_then(|r| inline.data.get(&r).cloned());
            of.or_else(|| get("equiv-text")).or_else(|| get("equiv")).unwrap_or_default()
        };
        let open = match name {
            "mrk" if get("mtype").as_deref() == Some("seg") => {
                self.stack.push(Vec::new());
                Open::Segment(get("mid").unwrap_or_default())
            }
            "g" | "pc" => {
                let (begin, end) = (native(self, "dataRefStart"), native(self, "dataRefEnd"));
                let begin = self.code(CodeKind::Bpt, &id, kind(), &begin);
                let end = self.code(CodeKind::Ept, &id, kind(), &end);
                self.push(Content::Code(begin));
                Open::Pair(end)
            }
            "x" | "bx" | "ex" | "sc" | "ec" => {
                let native = native(self, "dataRef");
                let of = match name {
                    "bx" | "sc" => CodeKind::Bpt,
                    "ex" | "ec" => CodeKind::Ept,
                    _ => CodeKind::Ph,
                };
                let code = self.code(of, &id, kind(), &native);
                self.push(Content::Code(code));
                Open::Transparent
            }
            "cp" => {
                let hex = get("hex").and_then(|h| u32::from_str_radix(&h, 16).ok()).and_then(char::from_u32);
                self.text(&hex.map(String::from).unwrap_or_default());
                Open::Transparent
            }
            "bpt" | "ept" | "ph" | "it" | "sub" => {
                let of = match name {
                    "bpt" => CodeKind::Bpt,
                    "ept" => CodeKind::Ept,
                    "it" => CodeKind::It,
                    "sub" => CodeKind::Sub,
                    _ => CodeKind::Ph,
                };
                let pos = get("pos").map(|p| if p == "close" { "end" } else { "begin" }.to_owned());
                let [kind, _] = kind();
                let attributes = [kind, ("pos", pos.filter(|_| of == CodeKind::It))];
                let native = native(self, "dataRef");
                let code = self.code(of, &id, attributes, &native);
                self.stack.push(Vec::new());
                Open::Code(code)
            }
            _ => Open::Transparent,
        };
        self.open.push(open);
    }

    /// The innermost element ends.
    pub fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Pair(end)) => self.push(Content::Code(end)),
            Some(Open::Code(mut code)) => {
                let inner = self.stack.pop().unwrap_or_default();
                if !inner.is_empty() {
                    code.content = inner;
                }
                self.push(Content::Code(code));
            }
            Some(Open::Segment(id)) => {
                let content = self.stack.pop().unwrap_or_default();
                self.before();
                self.pieces.push(Piece { segment: Some(id), content });
            }
            Some(Open::Transparent) | None => {}
        }
    }

    /// What stands before a segment.
    fn before(&mut self) {
        if let Some(content) = self.stack.last_mut().map(std::mem::take).filter(|c| !c.is_empty()) {
            self.pieces.push(Piece { segment: None, content });
        }
    }

    /// Ends the text.
    pub fn finish(&mut self) -> Vec<Piece> {
        while !self.open.is_empty() {
            self.close();
        }
        self.before();
        std::mem::take(&mut self.pieces)
    }
}
