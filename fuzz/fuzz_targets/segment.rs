//! Whatever the text: segments stand in order, with white space only between them, in every language.
#![no_main]

use libfuzzer_sys::fuzz_target;
use songngu::model::Lang;
use songngu::segment::{Breaks, segment};

fuzz_target!(|text: &str| {
    let found = songngu::lang::identify(text);
    assert!((0.0..=1.0).contains(&found.confidence));
    for lang in Lang::HOME.into_iter().chain([Lang::UND]) {
        for breaks in [Breaks::Hard, Breaks::Soft] {
            let mut at = 0;
            for span in segment(text, lang, breaks) {
                assert!(text[at..span.range().start].trim().is_empty());
                assert!(!text[span.range()].trim().is_empty());
                at = span.range().end;
            }
            assert!(text[at..].trim().is_empty());
        }
    }
});
