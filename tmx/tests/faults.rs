//! Every case of `faults.txt`: verdict, codes with their lines, and what a repair makes of it.
// In a test a panic is the report.
#![allow(clippy::unwrap_used)]

use tmx::{Reader, Severity, Verdict};

const HEAD: &str = "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" \
                    adminlang=\"en\" srclang=\"vi\" datatype=\"plaintext\"/>\n<body>\n";

struct Case<'c> {
    name: &'c str,
    verdict: &'c str,
    codes: Vec<&'c str>,
    units: &'c str,
    text: String,
}

fn cases(text: &str) -> Vec<Case<'_>> {
    text.split("\n=== ")
        .skip(1)
        .map(|case| {
            let (head, body) = case.split_once('\n').unwrap();
            let [name, verdict, codes, units] = head.split(" : ").collect::<Vec<_>>()[..] else {
                panic!("a case needs four fields: {head}")
            };
            let text = body.trim_end().replace("HEAD\n", HEAD).replace("TAIL", "</body></tmx>");
            let codes = codes.split(' ').filter(|c| *c != "-").collect();
            Case { name, verdict, codes, units: units.trim(), text }
        })
        .collect()
}

#[test]
fn every_case() {
    let all = include_str!("faults.txt");
    let cases = cases(all);
    assert!(cases.len() > 25);
    for case in cases {
        let Case { name, verdict, codes, units, text } = case;
        let report = tmx::validate(text.as_bytes()).unwrap();
        assert_eq!(format!("{:?}", report.verdict).to_lowercase(), verdict, "{name}: {:#?}", report.problems);
        let found: Vec<String> = report.problems.iter().map(|p| format!("{}@{}", p.code, p.line)).collect();
        for code in &codes {
            assert!(found.iter().any(|f| f == code), "{name}: {code} not found in {found:?}");
        }
        for (problem, at) in report.problems.iter().zip(&found) {
            let listed = codes.iter().any(|c| c == at);
            assert!(listed || problem.severity < Severity::Error, "{name}: unexpected {problem}");
        }
        let mut out = Vec::new();
        let repaired = tmx::repair(text.as_bytes(), &mut out);
        if report.verdict == Verdict::Fatal {
            assert!(repaired.is_err(), "{name}");
            continue;
        }
        let repaired = repaired.unwrap();
        let again = tmx::validate(out.as_slice()).unwrap();
        assert_eq!(
            again.verdict,
            Verdict::Valid,
            "{name}: {:#?}\n{}",
            again.problems,
            String::from_utf8_lossy(&out)
        );
        assert_eq!(repaired.units_out.to_string(), units, "{name}");
        assert_eq!(repaired.units_in, repaired.units_out + repaired.dropped.len() as u64, "{name}");
        let changed = repaired.changes.iter().any(|c| c.severity >= Severity::Error);
        // A file of an older version is valid, and yet some of it is written differently in 1.4.
        let old = report.counts.contains_key("version-old");
        assert!(old || changed == (report.verdict == Verdict::Repairable), "{name}: {:#?}", repaired.changes);
    }
}

fn texts(file: &str) -> Vec<String> {
    let mut out = Vec::new();
    tmx::repair(file.as_bytes(), &mut out).unwrap();
    Reader::new(out.as_slice())
        .unwrap()
        .flat_map(|u| u.unwrap().variants)
        .map(|v| format!("{}: {}", v.lang, v.segment.text()))
        .collect()
}

#[test]
fn a_repair_keeps_the_texts() {
    let with = |body: &str| texts(&format!("{HEAD}{body}</body></tmx>"));
    assert_eq!(
        with(
            "<tu><tuv xml:lang='vi'><seg>Nguyễn & Con <b>đậm</b> 1 < 2</tuv><tuv xml:lang=\"vietnamese\"><seg>&eacute;&unknown;"
        ),
        ["vi: Nguyễn & Con đậm 1 < 2", "vi: é&unknown;"]
    );
    assert_eq!(
        with(
            "<tu><tuv xml:lang='vi'>không có seg</tuv><tuv xml:lang='English'><seg>&eacute;&unknown;</seg></tuv></tu>"
        ),
        ["vi: không có seg", "en: é&unknown;"]
    );
    assert_eq!(
        with("<tu><tuv><seg>một</seg></tuv><tuv xml:lang='en_us'><seg>a</seg><seg>b</seg></tuv></tu>"),
        ["vi: một", "en-US: a", "en-US: b"]
    );
}

#[test]
fn what_has_no_place_becomes_a_property() {
    let mut out = Vec::new();
    let file = format!(
        "{HEAD}<tu status=\"ok\" creationdate=\"today\"><seen>yes</seen><tuv xml:lang=\"??\" by=\"me\"><seg>a</seg></tuv></tu>\
         </body></tmx>"
    );
    tmx::repair(file.as_bytes(), &mut out).unwrap();
    let unit = Reader::new(out.as_slice()).unwrap().next().unwrap().unwrap();
    assert_eq!(unit.prop("x-status"), Some("ok"));
    assert_eq!(unit.prop("x-creationdate"), Some("today"));
    assert_eq!(unit.prop("x-seen"), Some("yes"));
    let variant = &unit.variants[0];
    assert_eq!(variant.lang, "und");
    let props: Vec<_> = variant.remarks.iter().map(|r| r.parts().1.as_str()).collect();
    assert_eq!(props, ["??", "me"]);
}
