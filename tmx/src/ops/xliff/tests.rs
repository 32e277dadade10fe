//! Small files of both versions.

use super::*;

fn convert(
    text: &str,
    langs: (Option<&str>, Option<&str>),
) -> (Result<Tally, Error>, Vec<Unit>, Vec<String>) {
    let (mut out, mut lost) = (Vec::new(), Vec::new());
    let tally = from_xliff(text.as_bytes(), &mut out, langs, |d| {
        lost.push(format!("{} {} {}", d.tu, d.line, d.reason));
        Ok(())
    });
    let units = if tally.is_ok() {
        let report = crate::validate(out.as_slice()).expect("bytes in memory");
        assert_eq!(report.verdict, crate::Verdict::Valid, "{:?}", report.problems);
        crate::Reader::new(out.as_slice()).expect("TMX").map(|u| u.expect("a unit")).collect()
    } else {
        Vec::new()
    };
    (tally, units, lost)
}

#[test]
fn version_1_2() {
    let text = r#"<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="shop.html" source-language="en-us" target-language="vi_VN" datatype="html"><header><note>no</note></header><body>
<group><trans-unit id="a"><source>Press <g id="1" ctype="bold">Start</g><x id="2"/> &amp; wait</source>
<target state="final">Nhấn <g id="1" ctype="bold">Bắt đầu</g><x id="2"/> &amp; chờ</target><note>a button</note>
<alt-trans><source>Press</source><target>Bấm</target></alt-trans></trans-unit></group>
<trans-unit id="b"><source>One. Two.</source>
<seg-source><g id="9"><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2">Two.</mrk></g></seg-source>
<target><g id="9"><mrk mtype="seg" mid="1">Một.</mrk> <mrk mtype="seg" mid="2">Hai.</mrk></g></target></trans-unit>
<trans-unit id="c"><source>Later</source><target/></trans-unit>
</body></file></xliff>"#;
    let (tally, units, lost) = convert(text, (None, None));
    let tally = tally.expect("read");
    assert_eq!((tally.units_in, tally.units_out, tally.dropped), (4, 3, 1));
    assert_eq!(lost, ["c 10 untranslated"]);
    assert_eq!(units[0].variant("en-US").map(|v| v.segment.text()).as_deref(), Some("Press Start & wait"));
    assert_eq!(units[0].prop("x-state"), Some("final"));
    assert_eq!(units[0].remarks[0], Remark::note("a button"));
    let codes = |v: &Variant| v.segment.content.iter().filter(|c| matches!(c, Content::Code(_))).count();
    assert!(units[0].variants.iter().all(|v| codes(v) == 3));
    let names: Vec<String> = units.iter().map(Unit::name).collect();
    assert_eq!(names, ["a", "b/1", "b/2"]);
    assert_eq!(units[2].variant("vi").map(|v| v.segment.text()).as_deref(), Some("Hai."));
}

#[test]
fn version_2() {
    let text = r#"<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="pl"><file id="f1">
<unit id="u1"><notes><note>seen</note></notes><originalData><data id="d1">&lt;b></data><data id="d2">&lt;/b></data></originalData>
<segment id="s1" state="final"><source>A <pc id="1" dataRefStart="d1" dataRefEnd="d2">bold</pc> word<cp hex="0007"/>.</source>
<target><pc id="1" dataRefStart="d1" dataRefEnd="d2">Grube</pc> słowo.</target></segment>
<ignorable><source> </source></ignorable>
<segment id="s2"><source>Second <mrk id="m1" type="term">term</mrk>.</source><target>Drugi termin.</target></segment></unit>
</file></xliff>"#;
    let (tally, units, _) = convert(text, (None, None));
    assert_eq!(tally.expect("read").units_out, 2);
    assert_eq!(units[0].name(), "u1/s1");
    assert_eq!(units[0].variants[0].segment.full_text(), "A <b>bold</b> word.");
    assert_eq!(units[1].variants[0].segment.text(), "Second term.");
    assert_eq!(units[1].variants[1].lang, "pl");
}

#[test]
fn what_cannot_be_read_says_why() {
    let one = "<xliff version='1.2'><file source-language='en'><body><trans-unit id='1'><source>a</source><target>b</target></trans-unit></body></file></xliff>";
    let deep = format!("<xliff>{}", "<group>".repeat(300));
    let nobody = (None, None);
    for (text, langs, wanted) in [
        ("<tmx/>", nobody, "not an XLIFF file"),
        ("", nobody, "not an XLIFF file"),
        (one, nobody, "translated into"),
        (&one[..one.find("</body>").unwrap_or_default()], (None, Some("vi")), "ends inside"),
        (&deep, nobody, "nested"),
    ] {
        let (tally, ..) = convert(text, langs);
        let error = tally.expect_err(wanted).to_string();
        assert!(error.contains(wanted), "{error}");
    }
    assert_eq!(convert(one, (None, Some("vi"))).0.expect("read").units_out, 1);
}

#[test]
fn other_encodings() {
    let text = "<?xml version='1.0' encoding='UTF-16'?><xliff version='2.0' srcLang='en' trgLang='vi'><file id='f'><unit id='1'><segment>\
        <source>tea</source><target>trà</target></segment></unit></file></xliff>";
    let wide: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut out = Vec::new();
    from_xliff(wide.as_slice(), &mut out, (None, None), |_| Ok(())).expect("read");
    assert!(String::from_utf8_lossy(&out).contains("trà"));
}
