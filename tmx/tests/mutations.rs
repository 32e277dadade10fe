//! Good files damaged at random, thousands of them, the same on every run: nothing panics or hangs, and reader, validator and
//! repair agree with each other.
//!
//! `TMX_MUTATIONS=200000 cargo test --release -p songngu-tmx --test mutations` tries more; `TMX_SEED=7` tries others.
// In a test a panic is the report.
#![allow(clippy::unwrap_used)]

use tmx::model::Unit;
use tmx::{Reader, Severity, Verdict};

/// Every feature once: codes, notes, properties, entities, comments, both ways to say a language.
const SEEDS: &[&str] = &[
    r##"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd" [<!ENTITY hn "Hà Nội">]>
<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="vi" datatype="plaintext" creationdate="20260301T101500Z">
<note xml:lang="vi">ghi chú</note><prop type="x-a">1</prop><ude name="u" base="latin1"><map unicode="#xE9" code="#x82"/></ude></header><body>
<tu tuid="a" changedate="20260301T101500Z"><note>n</note><prop type="x-p">p</prop><tuv xml:lang="vi" creationid="x"><seg>&hn; <bpt i="1" x="1">&lt;b&gt;</bpt>đẹp<ept i="1">&lt;/b&gt;</ept> &#7871;</seg></tuv>
<tuv xml:lang="en-GB"><prop type="q">z</prop><seg>Ha Noi is <bpt i="1" x="1">&lt;b&gt;</bpt>fine<ept i="1">&lt;/b&gt;</ept></seg></tuv></tu>
<!-- a comment with </tu> in it --><tu tuid="b" srclang="fr"><tuv xml:lang="fr"><seg><![CDATA[a < b]]><ph x="2"><sub>note</sub></ph><it pos="begin" x="3"/><hi type="bold">gras</hi></seg></tuv><tuv xml:lang="pl"><seg>łódź<ut/></seg></tuv></tu>
</body></tmx>
"##,
    "<tmx version='1.1'><header creationtool='t' creationtoolversion='1' segtype='phrase' o-tmf='t' adminlang='en' srclang='EN' datatype='html'/><body>\
     <tu><tuv lang='EN'><seg>one</seg></tuv><tuv lang='PL'><seg>jeden</seg></tuv></tu></body></tmx>",
];

/// What damage puts in.
const PIECES: &[&str] = &[
    "<",
    ">",
    "&",
    "\"",
    "'",
    "/",
    "=",
    "]]>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?x",
    "?>",
    "&#0;",
    "&#xD800;",
    "&hn;",
    "&nbsp;",
    "&",
    "\0",
    "\u{FFFE}",
    "\u{300}",
    "\u{FEFF}",
    "</tu>",
    "<tu>",
    "</seg>",
    "<seg>",
    "</tuv>",
    "<tuv xml:lang=\"\">",
    "<bpt i=\"1\">",
    "</bpt>",
    "<ept/>",
    "<tmx>",
    "</body>",
    "<header/>",
    "<!DOCTYPE tmx [",
    "xml:lang=\"vi_VN\"",
    "xmlns=\"x\"",
    "\r\n",
    "\t",
];

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize) % n.max(1)
    }

    fn damage(&mut self, file: &mut Vec<u8>) {
        let at = self.below(file.len() + 1);
        let end = (at + self.below(60)).min(file.len());
        match self.below(8) {
            0 if at < file.len() => file[at] ^= 1 << self.below(8),
            1 if at < file.len() => file[at] = self.below(256) as u8,
            2 => drop(file.drain(at..end)),
            3 => {
                let copy = file[at..end].to_vec();
                let to = self.below(file.len() + 1);
                drop(file.splice(to..to, copy));
            }
            4 => file.truncate(at),
            // Every element name is written in another case now and then.
            5 => file[at..end].make_ascii_uppercase(),
            _ => {
                let piece = PIECES[self.below(PIECES.len())].as_bytes();
                drop(file.splice(at..at, piece.iter().copied()));
            }
        }
    }

    fn file(&mut self) -> Vec<u8> {
        let text = SEEDS[self.below(SEEDS.len())];
        let wide = self.below(6);
        let mut file: Vec<u8> = match wide {
            0 => std::iter::once(0xFEFF)
                .chain(text.replace("UTF-8", "UTF-16").encode_utf16())
                .flat_map(u16::to_le_bytes)
                .collect(),
            1 => text.replace("UTF-8", "UTF-16").encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => text.as_bytes().to_vec(),
        };
        for _ in 0..=self.below(8) {
            self.damage(&mut file);
        }
        file
    }
}

fn units(bytes: &[u8]) -> Vec<Unit> {
    Reader::new(bytes).unwrap().map(Result::unwrap).map(|u| Unit { line: 0, ordinal: 0, ..u }).collect()
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

#[test]
fn damaged_files() {
    let (mut fatal, mut valid) = (0, 0);
    let (seed, count) = (number("TMX_SEED", 1), number("TMX_MUTATIONS", 5000));
    for case in 0..count {
        let file = Random((seed << 32 | case) * 2 + 1).file();
        let shown = || format!("TMX_SEED={seed}, case {case}:\n{}", String::from_utf8_lossy(&file));
        let report = tmx::validate(file.as_slice()).unwrap();
        // The verdict is that of the gravest problem.
        let grave = report.problems.iter().map(|p| p.severity).max();
        assert_eq!(report.verdict == Verdict::Fatal, grave == Some(Severity::Fatal), "{}", shown());
        assert_eq!(report.verdict == Verdict::Valid, grave < Some(Severity::Error), "{}", shown());
        let lines = 1 + file.iter().filter(|b| matches!(b, b'\n' | b'\r')).count() as u64;
        assert!(report.problems.iter().all(|p| p.line <= lines && p.column >= 1), "{}", shown());
        let mut once = Vec::new();
        let Ok(done) = tmx::repair(file.as_slice(), &mut once) else {
            assert_eq!(report.verdict, Verdict::Fatal, "{}", shown());
            fatal += 1;
            continue;
        };
        assert!(report.verdict != Verdict::Fatal, "{}", shown());
        // A variant outside any unit becomes one.
        assert!(done.units_in >= report.tus, "{}", shown());
        assert_eq!(done.units_in, done.units_out + done.dropped.len() as u64, "{}", shown());
        let again = tmx::validate(once.as_slice()).unwrap();
        assert_eq!(
            (again.verdict, again.tus),
            (Verdict::Valid, done.units_out),
            "{:?} {}",
            again.problems,
            shown()
        );
        // What was mended stays as it is, and what was valid keeps its units.
        let mut twice = Vec::new();
        tmx::repair(once.as_slice(), &mut twice).unwrap();
        assert_eq!(once, twice, "{}", shown());
        if report.verdict == Verdict::Valid {
            valid += 1;
            assert_eq!(done.dropped, [], "{}", shown());
            // A file of version 1.1 is written as 1.4.
            if !report.counts.contains_key("version-old") {
                assert_eq!(units(&once), units(&file), "{}", shown());
            }
        }
    }
    assert!(fatal * 4 < count && valid > 0, "{fatal} of {count} were given up, {valid} are valid");
}

#[test]
fn damage_to_other_formats_never_panics() {
    const OTHERS: &[&str] = &[
        "<xliff version='1.2'><file source-language='en' target-language='vi'><body><trans-unit id='1'><source>a <g id='1'>b</g><x id='2'/></source>\
         <seg-source><mrk mtype='seg' mid='1'>a</mrk></seg-source><target><mrk mtype='seg' mid='1'>c &amp; d</mrk></target></trans-unit></body></file></xliff>",
        "<xliff version='2.0' srcLang='en' trgLang='vi'><file id='f'><unit id='u'><originalData><data id='d'>x</data></originalData><segment><source>a \
         <pc id='1' dataRefStart='d'>b</pc><sc id='3'/><ec startRef='3'/><cp hex='1F'/></source><target>c</target></segment></unit></file></xliff>",
        "#, fuzzy\nmsgid \"\"\nmsgstr \"Language: pl\\n\"\n\nmsgctxt \"c\"\nmsgid \"a\\n\"\nmsgid_plural \"b\"\nmsgstr[0] \"x\"\nmsgstr[1] \"y\"\n#~ msgid \"z\"\n",
        "vi,en\n\"a \"\"b\"\", c\",d\n,\n",
        "{\"variants\":[{\"lang\":\"vi\",\"seg\":[\"a\",{\"code\":\"ph\",\"content\":\"x\"}]},{\"lang\":\"en\",\"seg\":\"b\"}]}\n",
    ];
    let (seed, count) = (number("TMX_SEED", 1), number("TMX_MUTATIONS", 5000));
    for case in 0..count {
        let mut random = Random((seed << 32 | case) * 2 + 1);
        let which = random.below(OTHERS.len());
        let mut file = OTHERS[which].as_bytes().to_vec();
        for _ in 0..random.below(6) {
            random.damage(&mut file);
        }
        let (mut out, mut lost) = (Vec::new(), 0);
        let langs = (Some("en"), Some("vi"));
        let mut list = |_: &tmx::repair::Dropped| {
            lost += 1;
            Ok(())
        };
        let done = match which {
            0 | 1 => tmx::ops::xliff::from_xliff(file.as_slice(), &mut out, langs, &mut list),
            2 => tmx::ops::po::from_po(file.as_slice(), &mut out, langs, &mut list),
            3 => {
                tmx::ops::from::from(file.as_slice(), &mut out, tmx::ops::from::Format::Csv, None, &mut list)
            }
            _ => tmx::ops::from::from(
                file.as_slice(),
                &mut out,
                tmx::ops::from::Format::Jsonl,
                None,
                &mut list,
            ),
        };
        let Ok(tally) = done else { continue };
        let shown = || format!("TMX_SEED={seed}, case {case}:\n{}", String::from_utf8_lossy(&file));
        assert_eq!((tally.units_in, tally.dropped), (tally.units_out + lost, lost), "{}", shown());
        if !out.is_empty() {
            let report = tmx::validate(out.as_slice()).unwrap();
            assert_eq!(
                (report.verdict, report.tus),
                (Verdict::Valid, tally.units_out),
                "{:?} {}",
                report.problems,
                shown()
            );
        }
    }
}
