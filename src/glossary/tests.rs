//! One small glossary in every format that is read.

use super::*;

fn read_text(file: &str, text: &str) -> Glossary {
    read_bytes(file, text.as_bytes(), None).expect("a glossary")
}

fn shown(concept: &Concept) -> Vec<String> {
    concept
        .terms
        .iter()
        .map(|t| {
            let forms = if t.forms.is_empty() { String::new() } else { format!(" ({})", t.forms.join(", ")) };
            format!("{} {}{forms} {:?}", t.lang, t.text, t.status)
        })
        .collect()
}

#[test]
fn tables_with_a_row_a_concept() {
    let text = "id;English;Polish variants;vi;vi status;definition;valid_to;Colour\n\
        r1;harbour;nabrzeże | ?bulwar;bến cảng;superseded;Where ships lie.;2024-06-30;blue\n\
        r2;;;;;;;\n\
        r3;quay;;bến;odd;;30.6.2024;\n";
    let read = read_text("t.csv", text);
    let ids: Vec<&str> = read.concepts.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, ["r1", "r3"]);
    let first = &read.concepts[0];
    assert_eq!(
        shown(first),
        ["en harbour Preferred", "pl nabrzeże Admitted", "pl bulwar Doubtful", "vi bến cảng Superseded"]
    );
    assert_eq!((first.id.as_str(), first.line), ("r1", 2));
    assert_eq!(first.definitions[0].text, "Where ships lie.");
    assert_eq!(first.terms[0].to.map(|d| d.to_string()).as_deref(), Some("2024-06-30"));
    let problems: Vec<(u32, &str)> = read.problems.iter().map(|p| (p.line, p.what.as_str())).collect();
    assert!(problems[0].1.starts_with("the column `Colour`"), "{problems:?}");
    assert_eq!(problems[1], (3, "there is no term here"));
    assert!(problems.iter().any(|(l, w)| *l == 4 && w.starts_with("`30.6.2024` is no date")), "{problems:?}");
    assert!(problems.iter().any(|(l, w)| *l == 4 && w.starts_with("the status `odd`")), "{problems:?}");
}

#[test]
fn tables_with_a_form_a_row() {
    let text = "concept\tkind\tlang\tterm\tform\tstatus\tcontext\tsource\n\
        c1\tplace\tpl\tport\tport\tpreferred\tPort śpi.\ta.txt\n\
        c1\tplace\tpl\tport\tportu\tpreferred\t\t\n\
        c1\tplace\ten\tharbour\tharbour\tvariant\t\t\n";
    let read = read_text("t.tsv", text);
    assert_eq!(shown(&read.concepts[0]), ["pl port (portu) Preferred", "en harbour Admitted"]);
    assert_eq!(read.concepts[0].kind, Some(Kind::Loc));
    assert_eq!(read.concepts[0].terms[0].contexts[0].source, "a.txt");
}

#[test]
fn tables_without_a_header_take_their_languages_from_the_name_or_the_caller() {
    let text = "# Glossary in tab-separated format -*- coding: utf-8 -*-\nit\tet\tplace\nitu\tet\tplace; form of it\n";
    assert!(matches!(
        read_bytes("terms.utf8", b"port\tport\nquay\tkeja\n", None),
        Err(BadGlossary::NoLanguages { .. })
    ));
    let read = read_text("terms.en-pl.utf8", text);
    assert_eq!(shown(&read.concepts[0]), ["en it (itu) Preferred", "pl et Preferred"]);
    let read = read_bytes("terms.utf8", text.as_bytes(), Some((Lang::FR, Lang::PL))).expect("a glossary");
    assert_eq!(shown(&read.concepts[0])[0], "fr it (itu) Preferred");
    let read = read_text("d.csv", "lighthouse,ngọn hải đăng,en,vi\nlighthouse,phare,en,fr\n");
    assert_eq!(shown(&read.concepts[1]), ["en lighthouse Preferred", "fr phare Preferred"]);
}

#[test]
fn utx_forbids_only_what_stands_in_no_better_row() {
    let text = "#UTX 1.20; en/vi; 2026-01-31T09:00:00Z\r\n#src\ttgt\tsrc:pos\tterm status\tconcept ID\tcomment\r\n\
        quay\tbến\tnoun\tapproved\t1\t\r\nquays\tbến\tnoun\tnon-standard\t1\tform of quay\r\nkey\tbến\tnoun\tforbidden\t1\t\r\n";
    let read = read_text("t.utx", text);
    assert_eq!(
        shown(&read.concepts[0]),
        ["en quay (quays) Preferred", "vi bến Preferred", "en key Forbidden"]
    );
    assert_eq!(read.concepts[0].terms[0].speech, "noun");
}

const BODY: &str = "<ENTRY id=\"c7\"><descrip type=\"subjectField\">shipping</descrip>\
    <LANG xml:lang=\"en\"><descripGrp><descrip type=\"definition\">Where ships lie.</descrip><admin type=\"source\">own</admin></descripGrp>\
    <TERM><term>quay</term><termNote type=\"partOfSpeech\">noun</termNote>\
    <termNote type=\"administrativeStatus\">preferredTerm-admn-sts</termNote>\
    <descripGrp><descrip type=\"context\">The quay &amp; the sea.</descrip><admin type=\"source\">a.txt</admin></descripGrp></TERM>\
    <TERM><term>key</term><termNote type=\"administrativeStatus\">deprecatedTerm-admn-sts</termNote><note>valid: 1990-01-01/1999-12-31</note></TERM>\
    </LANG><LANG xml:lang=\"pl\"><TERM><term>nabrzeże</term></TERM><TERM><term>keja</term></TERM></LANG>\
    <LANG xml:lang=\"???\"><TERM><term>lost</term></TERM></LANG></ENTRY>";

fn check_tbx(text: &str) {
    let read = read_text("t.tbx", text);
    let concept = &read.concepts[0];
    assert_eq!(
        shown(concept),
        ["en quay Preferred", "en key Forbidden", "pl nabrzeże Preferred", "pl keja Admitted"],
        "{text}"
    );
    assert_eq!((concept.id.as_str(), concept.subject.as_str()), ("c7", "shipping"));
    let definition =
        Definition { lang: Some(Lang::EN), text: "Where ships lie.".into(), source: "own".into() };
    assert_eq!(concept.definitions, [definition]);
    assert_eq!(
        concept.terms[0].contexts,
        [Context { text: "The quay & the sea.".into(), source: "a.txt".into() }]
    );
    assert_eq!(concept.terms[1].to, Day::parse("1999-12-31"));
    assert_eq!(read.problems.len(), 1, "{:?}", read.problems);
    assert!(read.problems[0].what.starts_with("`???` is no language code"));
}

#[test]
fn tbx_of_all_versions_and_styles() {
    let named = |entry: &str, lang: &str, term: &str| {
        BODY.replace("ENTRY", entry).replace("LANG", lang).replace("TERM", term)
    };
    let v3 = named("conceptEntry", "langSec", "termSec");
    let head = "<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>";
    check_tbx(&format!(
        "<?xml version=\"1.0\"?>\n<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\">{head}<text><body>{v3}</body></text></tbx>"
    ));
    let v2 = named("termEntry", "langSet", "tig");
    check_tbx(&format!("<martif type=\"TBX-Basic\" xml:lang=\"en\"><text><body>{v2}</body></text></martif>"));
    let grouped = named("termEntry", "langSet", "ntig")
        .replace("<term>", "<termGrp><term>")
        .replace("</term>", "</term></termGrp>");
    check_tbx(&format!("<martif type=\"TBX\" xml:lang=\"en\"><text><body>{grouped}</body></text></martif>"));
    let mut dct = v3;
    for (name, prefix) in [
        ("descrip type=\"subjectField\"", "min:subjectField"),
        ("descrip type=\"definition\"", "basic:definition"),
        ("descrip type=\"context\"", "basic:context"),
        ("admin type=\"source\"", "basic:source"),
        ("termNote type=\"partOfSpeech\"", "min:partOfSpeech"),
        ("termNote type=\"administrativeStatus\"", "min:administrativeStatus"),
    ] {
        while let Some(at) = dct.find(&format!("<{name}>")) {
            let close = format!("</{}>", name.split(' ').next().unwrap_or_default());
            let end = at + dct[at..].find(&close).expect("an end tag");
            dct.replace_range(end..end + close.len(), &format!("</{prefix}>"));
            dct.replace_range(at..at + name.len() + 2, &format!("<{prefix}>"));
        }
    }
    check_tbx(&format!(
        "<tbx type=\"TBX-Basic\" style=\"dct\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\" xmlns:min=\"http://www.tbxinfo.net/ns/min\" xmlns:basic=\"http://www.tbxinfo.net/ns/basic\">{head}<text><body>{dct}</body></text></tbx>"
    ));
}

#[test]
fn multiterm() {
    let text = "<mtf><conceptGrp><concept>4</concept><descripGrp><descrip type=\"Subject\">shipping</descrip></descripGrp>\
        <languageGrp><language type=\"Vietnamese\" lang=\"VI\"/><termGrp><term>bến</term><descripGrp><descrip type=\"Status\">preferred</descrip></descripGrp></termGrp></languageGrp>\
        <languageGrp><language type=\"English\"/><termGrp><term>key</term><descripGrp><descrip type=\"Status\">deprecated</descrip></descripGrp></termGrp></languageGrp></conceptGrp></mtf>";
    let read = read_text("t.xml", text);
    assert_eq!(shown(&read.concepts[0]), ["vi bến Preferred", "en key Forbidden"]);
    assert_eq!((read.concepts[0].id.as_str(), read.concepts[0].subject.as_str()), ("4", "shipping"));
}

#[test]
fn memoq() {
    let text = "\u{feff}Entry_ID;Entry_Subject;Entry_Note;Vietnamese_Def;Vietnamese;Term_Info;Term_Example;English_Def;English;Term_Info;Term_Example;English;Term_Info;Term_Example\r\n\
        1;shipping;;;bến;CasePermissive;Bến vắng.;Where ships lie.;quay;CasePermissive;;key;CasePermissive|Forbidden;\r\n";
    let read = read_text("m.csv", text);
    assert_eq!(shown(&read.concepts[0]), ["vi bến Preferred", "en quay Preferred", "en key Forbidden"]);
    assert_eq!(read.concepts[0].terms[0].contexts[0].text, "Bến vắng.");
    assert_eq!(read.concepts[0].definitions[0].lang, Some(Lang::EN));
}

#[test]
fn other_encodings() {
    let text = "vi\tpl\nbến cảng\tnabrzeże\n";
    let wide: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let read = read_bytes("t.txt", &wide, None).expect("a glossary");
    assert_eq!(shown(&read.concepts[0]), ["vi bến cảng Preferred", "pl nabrzeże Preferred"]);
}

#[test]
fn faults_of_files_are_named_with_their_line() {
    let error = |text: &str| read_bytes("f", text.as_bytes(), None).expect_err("no glossary").to_string();
    assert_eq!(
        error("<html><p>x</p></html>"),
        "f: <html> is no glossary; TBX (<tbx>, <martif>) and MultiTerm (<mtf>) are read"
    );
    assert!(
        error("<martif>\n<text>\n").starts_with("f:3: the file ends too soon"),
        "{}",
        error("<martif>\n<text>\n")
    );
    assert!(
        error("<martif>\n<text>\n</body>").starts_with("f:3: "),
        "{}",
        error("<martif>\n<text>\n</body>")
    );
    assert!(error("some words and nothing else\n").contains("does not say its languages"));
    assert!(matches!(
        read_bytes("f", &[0, 1, 2, 0, 0, 250, 7, 1, 1, 3], None),
        Err(BadGlossary::Binary { .. })
    ));
}

#[test]
fn hunalign_dictionaries() {
    let text = "Rzeka Czerwona @ Red River\nmiasto @ city\n\n";
    let read = read_bytes("words.en-pl.dic", text.as_bytes(), None).expect("a dictionary");
    assert_eq!((read.format, read.concepts.len(), read.problems.len()), ("hunalign", 2, 0));
    let names: Vec<_> = read.concepts[0].terms.iter().map(|t| (t.lang, t.text.as_str())).collect();
    assert_eq!(names, [(Lang::EN, "Red River"), (Lang::PL, "Rzeka Czerwona")]);
    let lost = read_bytes("null.dic", text.as_bytes(), None);
    assert!(matches!(lost, Err(BadGlossary::NoLanguages { .. })), "{lost:?}");
}

#[test]
fn a_term_that_stands_twice_keeps_what_both_say() {
    let one = |text: &str| {
        format!(
            "<termSec><term>port</term><descripGrp><descrip type=\"context\">{text}</descrip></descripGrp></termSec>"
        )
    };
    let text = format!(
        "<tbx><text><body><conceptEntry id=\"a\"><langSec xml:lang=\"en\">{}{}</langSec></conceptEntry></body></text></tbx>",
        one("The port sleeps."),
        one("A port wakes.")
    );
    let read = read_text("t.tbx", &text);
    let contexts: Vec<&str> = read.concepts[0].terms[0].contexts.iter().map(|c| c.text.as_str()).collect();
    assert_eq!((read.concepts[0].terms.len(), contexts), (1, vec!["The port sleeps.", "A port wakes."]));
}
