//! Whatever the bytes: every reader ends with a document whose blocks lie in its text in order, or with an error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use songngu::{ingest, segment};

fuzz_target!(|input: (u8, &[u8])| {
    let names: Vec<&str> = ingest::extensions().collect();
    let name = format!("a.{}", names[input.0 as usize % names.len()]);
    if let Ok(document) = ingest::read_bytes(&name, input.1) {
        for pair in document.blocks.windows(2) {
            assert!(pair[0].span.end <= pair[1].span.start);
        }
        for block in &document.blocks {
            assert!(document.text.get(block.span.range()).is_some());
        }
        let _ = segment::Cutting::default().article(document);
    }
});
