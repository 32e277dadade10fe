//! XLIFF 1.2 and 2.x: the elements differ in name only as far as text and translation go.
//!
//! Alternative translations, notes and skeletons are left aside. A unit of version 2 has a segment or several, each with a
//! translation of its own.

use super::{BadBitext, Bitext};
use crate::ingest::xml::{self, Fault, Handler, Open};
use crate::model::Lang;
use std::sync::Arc;

/// Reads a file of any version, a [`Bitext`] for every pair of languages in it.
pub(super) fn read(file: &str, text: &str) -> Result<Vec<Bitext>, BadBitext> {
    let mut reader = Reader { file: file.to_owned(), ..Reader::default() };
    let broken = |at: usize, what: String| BadBitext::Broken {
        line: memchr::memchr_iter(b'\n', &text.as_bytes()[..at.min(text.len())]).count() + 1,
        what,
    };
    match xml::events(text, &mut reader) {
        Ok(0) if reader.root => Ok(reader.out),
        Ok(0) => Err(broken(0, "is no XLIFF: the root element is not <xliff>".to_owned())),
        Ok(_) => Err(broken(text.len(), "the file ends too soon; was it copied whole?".to_owned())),
        Err(Fault::Syntax { at, reason }) => Err(broken(at, reason)),
        Err(Fault::TooDeep) => Err(broken(0, "elements are nested more than 1000 deep".to_owned())),
    }
}

#[derive(Default)]
struct Reader {
    file: String,
    out: Vec<Bitext>,
    root: bool,
    source: Option<Lang>,
    target: Option<Lang>,
    /// The unit and how many segments of it were read.
    unit: String,
    segments: usize,
    row: Option<Row>,
    /// Which side is being read.
    side: Option<bool>,
    /// Elements below one whose text is not the unit's own.
    aside: usize,
}

/// A unit that is being read.
#[derive(Default)]
struct Row {
    source: Draft,
    target: Draft,
}

/// One side of it.
#[derive(Default)]
struct Draft {
    text: String,
    codes: Vec<String>,
}

/// Elements that hold other texts than the unit's own.
fn is_aside(name: &str) -> bool {
    matches!(
        name,
        "alt-trans"
            | "seg-source"
            | "note"
            | "notes"
            | "skeleton"
            | "header"
            | "bin-unit"
            | "matches"
            | "glossary"
            | "originalData"
    )
}

/// Inline codes.
fn is_code(name: &str) -> bool {
    matches!(name, "g" | "x" | "bx" | "ex" | "bpt" | "ept" | "ph" | "it" | "pc" | "sc" | "ec" | "cp")
}

/// Codes whose content is native code and no text.
fn is_native(name: &str) -> bool {
    matches!(name, "bpt" | "ept" | "it" | "ph" | "sub")
}

impl Handler for Reader {
    fn open(&mut self, name: &str, element: &Open<'_>) {
        if self.aside > 0 || is_aside(name) || (self.side.is_some() && is_native(name)) {
            if self.aside == 0
                && let Some(side) = self.current().filter(|_| is_code(name))
            {
                side.codes.push(code(name, element));
            }
            self.aside += 1;
            return;
        }
        let lang = |key: &str| element.get(key).and_then(|c| Lang::parse(&c).ok());
        match name {
            "xliff" => {
                self.root = true;
                (self.source, self.target) = (lang("srcLang"), lang("trgLang"));
            }
            "file" => {
                self.source = lang("source-language").or(self.source);
                self.target = lang("target-language").or(self.target);
            }
            "unit" | "trans-unit" => {
                self.unit = element.get("id").unwrap_or_default();
                self.segments = 0;
                self.row = (name == "trans-unit").then(Row::default);
            }
            "segment" => self.row = Some(Row::default()),
            "source" => self.side = Some(false),
            "target" => {
                self.target = self.target.or_else(|| lang("lang"));
                self.side = Some(true);
            }
            _ if is_code(name) => {
                if let Some(side) = self.current() {
                    side.codes.push(code(name, element));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.aside > 0 {
            self.aside -= 1;
            return;
        }
        match name {
            "source" | "target" => self.side = None,
            "segment" | "trans-unit" => self.finish(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.aside == 0
            && let Some(side) = self.current()
        {
            side.text.push_str(text);
        }
    }
}

impl Reader {
    /// The side that is being read.
    fn current(&mut self) -> Option<&mut Draft> {
        let target = self.side?;
        self.row.as_mut().map(|u| if target { &mut u.target } else { &mut u.source })
    }

    /// Keeps the unit that was read.
    fn finish(&mut self) {
        let Some(row) = self.row.take() else { return };
        self.segments += 1;
        if row.source.text.trim().is_empty() && row.target.text.trim().is_empty() {
            return;
        }
        let name = match (self.unit.is_empty(), self.segments) {
            (true, _) => format!("#{}", self.out.iter().map(Bitext::len).sum::<usize>() + 1),
            (false, 1) => self.unit.clone(),
            (false, n) => format!("{}.{n}", self.unit),
        };
        let (source, target) = (self.source.unwrap_or(Lang::UND), self.target.unwrap_or(Lang::UND));
        let known = self.out.iter().position(|b| b.source == source && b.target == target);
        let at = known.unwrap_or_else(|| {
            self.out.push(Bitext::new(&self.file, source, target));
            self.out.len() - 1
        });
        let bitext = &mut self.out[at];
        let sources = Arc::make_mut(&mut bitext.sources);
        sources.names.push(&name);
        sources.segments.push(&row.source.text, &row.source.codes);
        bitext.rows.push(bitext.rows.len() as u32);
        bitext.targets.push(&row.target.text, &row.target.codes);
    }
}

/// A code by its element and number.
fn code(name: &str, element: &Open<'_>) -> String {
    let number = ["id", "startRef", "rid"].iter().find_map(|a| element.get(a)).unwrap_or_default();
    format!("<{name} {number}>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_1_2_with_codes_alternatives_and_no_translation() {
        let text = r#"<xliff version="1.2"><file source-language="en" target-language="vi" original="x"><body>
            <trans-unit id="a"><source>Stop <bpt id="1">&lt;b&gt;</bpt>now<ept id="1">&lt;/b&gt;</ept>!</source>
            <seg-source><mrk mid="0" mtype="seg">Stop now!</mrk></seg-source>
            <target>Dừng lại!</target><alt-trans><source>Stop!</source><target>Thôi!</target></alt-trans></trans-unit>
            <trans-unit id="b"><source>Fish &amp; rice</source></trans-unit></body></file></xliff>"#;
        let read = read("x.xlf", text).expect("read");
        assert_eq!((read[0].source, read[0].target), (Lang::EN, Lang::VI));
        let unit = read[0].unit(0);
        assert_eq!((unit.source.text, unit.target.text), ("Stop now!", "Dừng lại!"));
        assert_eq!(unit.source.codes().collect::<Vec<_>>(), ["<bpt 1>", "<ept 1>"]);
        assert_eq!(read[0].unit(1).source.text, "Fish & rice");
        assert_eq!(read[0].unit(1).target.text, "");
    }

    #[test]
    fn version_2_with_two_segments() {
        let text = r#"<xliff version="2.0" srcLang="fr" trgLang="pl"><file id="f"><unit id="u"><notes><note>Ciel</note></notes>
            <segment><source>Un. </source><target>Jeden. </target></segment>
            <segment><source>D<pc id="1">eu</pc>x.</source><target>D<pc id="1">w</pc>a.</target></segment></unit></file></xliff>"#;
        let read = read("x.xlf", text).expect("read");
        let names: Vec<&str> = (0..read[0].len()).map(|n| read[0].unit(n).name).collect();
        assert_eq!(names, ["u", "u.2"]);
        let target = read[0].unit(1).target;
        assert_eq!((target.text, target.codes().collect::<Vec<_>>()), ("Dwa.", vec!["<pc 1>"]));
    }

    #[test]
    fn faults_have_a_line() {
        assert!(matches!(read("x.xlf", "<xliff>\n<file>"), Err(BadBitext::Broken { line: 2, .. })));
        assert!(read("x.xlf", "<tmx/>").is_err());
    }
}
