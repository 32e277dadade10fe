//! Sentences that linguists can edit (`cases/<language>.txt`), and promises that hold for any text.

use super::cases::{FILES, case, lines};
use super::{Breaks, segment};
use crate::model::Lang;

#[test]
fn cases_are_cut_as_written() {
    let mut wrong = Vec::new();
    for (code, file) in FILES {
        let lang = Lang::parse(code).expect("a code");
        for line in lines(file) {
            let (text, wanted) = case(line);
            let got: Vec<_> =
                segment(&text, lang, Breaks::Hard).iter().map(|s| text[s.range()].to_owned()).collect();
            if got != wanted {
                wrong.push(format!("{code}: {line}\n    got {}", got.join(" | ").replace('\n', "¶")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// Numbers that only depend on the seed (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

/// A text of words, marks and oddities thrown together.
fn random_text(dice: &mut Dice) -> String {
    const PIECES: [&str; 66] = [
        "a",
        "The",
        "He",
        "Dr",
        "etc",
        "r",
        "Mr",
        "ông",
        "Điều",
        "J",
        "II",
        "art",
        "42",
        "3",
        "2024",
        "m.in",
        "v.v",
        "U.S",
        ".",
        "!",
        "?",
        "…",
        "...",
        ",",
        ":",
        ";",
        "\"",
        "“",
        "”",
        "„",
        "«",
        "»",
        "‘",
        "’",
        "'",
        "(",
        ")",
        "[",
        "]",
        "[3]",
        "¹",
        "-",
        "—",
        "•",
        " ",
        " ",
        " ",
        " ",
        "\n",
        "\r\n",
        "\u{a0}",
        "\u{202f}",
        "\u{2028}",
        "\t",
        "。",
        "中",
        "\u{301}",
        "\u{323}",
        "🙂",
        ":-)",
        "/",
        "www.x.org",
        "\u{feff}",
        "\u{85}",
        "đã",
        "Le",
    ];
    (0..dice.roll(40)).map(|_| PIECES[dice.roll(PIECES.len())]).collect()
}

#[test]
fn any_text_is_kept_whole_and_in_order() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for round in 0..20_000 {
        let text = random_text(&mut dice);
        let lang = if round % 5 == 4 { Lang::UND } else { Lang::HOME[round % 5] };
        for breaks in [Breaks::Hard, Breaks::Soft] {
            let spans = segment(&text, lang, breaks);
            let mut last = 0;
            for span in &spans {
                let (start, end) = (span.start as usize, span.end as usize);
                assert!(last <= start && start < end, "order in {text:?}");
                assert!(text[last..start].trim().is_empty(), "lost text in {text:?}");
                assert_eq!(text[span.range()].trim(), &text[span.range()], "not trimmed in {text:?}");
                last = end;
            }
            assert!(text[last..].trim().is_empty(), "lost the end of {text:?}");
            assert_eq!(spans, segment(&text, lang, breaks));
        }
    }
}

#[test]
fn srx_rules_keep_any_text_whole() {
    // Breaks before and inside white space too.
    let srx = super::srx::Srx::parse(
        "<srx><header cascade=\"yes\"/><languagerule languagerulename=\"a\"><rule break=\"yes\"><beforebreak>[.a ]</beforebreak>\
         <afterbreak>\\s*</afterbreak></rule></languagerule><languagemap languagepattern=\".*\" languagerulename=\"a\"/></srx>",
    )
    .expect("well-formed");
    let rules = srx.rules(Lang::EN).expect("rules");
    let mut dice = Dice(7);
    for _ in 0..5_000 {
        let text = random_text(&mut dice);
        let mut last = 0;
        for span in super::Segmenter::new(Lang::EN, Breaks::Hard).with_srx(&rules).segment(&text) {
            let (start, end) = (span.start as usize, span.end as usize);
            assert!(last <= start && start < end && text[last..start].trim().is_empty(), "{text:?}");
            assert_eq!(text[span.range()].trim(), &text[span.range()]);
            last = end;
        }
        assert!(text[last..].trim().is_empty(), "{text:?}");
    }
}

#[test]
fn hard_breaks_end_segments_and_soft_ones_do_not() {
    let text = "one\ntwo. Three\n\nfour";
    let cut = |breaks| segment(text, Lang::EN, breaks).len();
    assert_eq!((cut(Breaks::Hard), cut(Breaks::Soft)), (4, 2));
}
