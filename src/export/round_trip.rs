//! A glossary of the user through every format and back.

use super::*;
use crate::glossary::{self, Status};

const RICH: &str = "concept\tkind\tlang\tterm\tform\tstatus\tcontext\tsource\tpart_of_speech\tterm_source\tvalid_from\tvalid_to\tterm_note\tdefinition\tconcept_definition\tnote\n\
    k1\tplace\tpl\tWielki Port\tWielki Port\tpreferred\tWielki Port śpi.\ta.txt\tproperNoun\tmap\t2020-01-01\t\tnew name\tDuży port.\tA harbour.\tseen\n\
    k1\tplace\tpl\tWielki Port\tWielkiego Portu\tpreferred\t\t\t\t\t\t\t\t\t\t\n\
    k1\tplace\tpl\tStary Port\tStary Port\tsuperseded\t\t\t\t\t\t2019-12-31\t\t\t\t\n\
    k1\tplace\ten\tGreat Harbour\tGreat Harbour\tpreferred\tThe Great Harbour sleeps.\tb.txt\t\t\t\t\t\t\t\t\n\
    k1\tplace\ten\tBig Port\tBig Port\tforbidden\t\t\t\t\t\t\t\t\t\t\n\
    k2\ttrade\ten\tquay\tquay\tpreferred\t\t\tnoun\t\t\t\t\t\t\t\n\
    k2\ttrade\tpl\tkeja\tkeja\tpreferred\t\t\t\t\t\t\t\t\t\t\n\
    k2\ttrade\tpl\tnabrzeże\tnabrzeże\tvariant\t\t\t\t\t\t\t\t\t\t\n";

fn rich() -> glossary::Glossary {
    let read = glossary::read_bytes("rich.tsv", RICH.as_bytes(), None).unwrap();
    assert_eq!(read.problems, []);
    read
}

/// Everything about a concept that a format should hold, order of terms aside.
fn facts(concept: &glossary::Concept) -> Vec<String> {
    let mut out = vec![format!("subject {}", concept.subject)];
    out.extend(concept.definitions.iter().map(|d| format!("definition {:?} {}", d.lang, d.text)));
    out.extend(concept.notes.iter().map(|n| format!("note {n}")));
    for t in &concept.terms {
        out.push(format!("{} {} {:?} {:?} {:?}", t.lang, t.text, t.status, t.from, t.to));
        out.push(format!("{} {} {:?} {:?} {}", t.lang, t.text, t.contexts, t.forms, t.source));
        out.extend(t.notes.iter().map(|n| format!("{} {n}", t.text)));
    }
    out.sort();
    out
}

#[test]
fn formats_that_hold_everything_give_everything_back() {
    let original = rich();
    let entries = Entries::read(&original);
    for ending in ["tbx", "dct.tbx", "v2.tbx", "multiterm.xml", "tsv", "xlsx"] {
        let name = format!("rich.{ending}");
        let book = format_of(&name).unwrap().make(&entries, None).unwrap();
        assert_eq!(book.left_out, [], "{ending}");
        let back = glossary::read_bytes(&name, &book.bytes, None).unwrap();
        assert_eq!(back.problems, [], "{ending}");
        let all = |g: &glossary::Glossary| g.concepts.iter().map(facts).collect::<Vec<_>>();
        assert_eq!(all(&back), all(&original), "{ending}");
        assert!(ending == "dct.tbx" || back.concepts[0].id == "k1" || ending == "v2.tbx");
    }
}

#[test]
fn formats_that_hold_less_say_so() {
    let original = rich();
    let entries = Entries::read(&original);
    let left = |name: &str| -> Vec<String> {
        let book = format_of(name).unwrap().make(&entries, glossary::pair_in_name(name)).unwrap();
        book.left_out.iter().map(ToString::to_string).collect()
    };
    for name in ["r.csv", "r.en-pl.utf8", "r.en-pl.utx", "r.en-pl.deepl.csv", "r.memoq.csv", "r.ttl"] {
        let left = left(name);
        assert!(left.iter().any(|l| l.contains("periods of validity")), "{name}: {left:?}");
        assert!(left.iter().any(|l| l.contains("1 sources of terms")), "{name}: {left:?}");
    }
    assert!(left("r.en-pl.utf8").iter().any(|l| l.starts_with("1 forbidden terms")));
    let csv = format_of("r.csv").unwrap().make(&entries, None).unwrap();
    let back = glossary::read_bytes("r.csv", &csv.bytes, None).unwrap();
    let status = |text: &str| back.concepts[0].terms.iter().find(|t| t.text == text).map(|t| t.status);
    assert_eq!(status("Big Port"), Some(Status::Forbidden));
    assert_eq!(status("Stary Port"), Some(Status::Superseded));
    assert_eq!(back.concepts[0].definitions.len(), 2);
}

#[test]
fn endings_tell_formats() {
    let name = |file: &str| format_of(file).map(|f| f.name);
    assert_eq!(name("a.V2.tbx"), Some("TBX v2"));
    assert_eq!(name("a.tbx"), Some("TBX v3"));
    assert_eq!(name("a.en-vi.deepl.csv"), Some("DeepL CSV"));
    assert_eq!(name("tbx"), None);
    assert!(format_of("a.utx").unwrap().make(&Entries::read(&rich()), None).is_none());
}
