//! Whatever the text: an SRX file and a glossary are read or refused, and rules that were read cut without losing text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use songngu::model::Lang;
use songngu::segment::{Breaks, Segmenter, srx::Srx};

fuzz_target!(|text: &str| {
    for name in ["a.csv", "a.tbx", "a.utf8"] {
        let _ = songngu::glossary::read_bytes(name, text.as_bytes(), Some((Lang::EN, Lang::VI)));
    }
    if let Ok(rules) = Srx::parse(text).and_then(|srx| srx.rules(Lang::EN)) {
        let sample = "Dr. A. Smith came at 5 p.m. on Monday... He left.\nThe end";
        let spans = Segmenter::new(Lang::EN, Breaks::Hard).with_srx(&rules).segment(sample);
        assert!(spans.windows(2).all(|pair| pair[0].range().end <= pair[1].range().start));
    }
});
