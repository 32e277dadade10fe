//! Whatever the bytes: what other formats are converted to is valid TMX, and every unit is accounted for.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tmx::ops::{from, po, xliff};
use tmx::{Error, Verdict};

fuzz_target!(|bytes: &[u8]| {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let (mut out, mut lost) = (Vec::new(), 0);
    let langs = (Some("en"), Some("vi"));
    let mut list = |_: &tmx::repair::Dropped| -> Result<(), Error> {
        lost += 1;
        Ok(())
    };
    let done = match which % 5 {
        0 => xliff::from_xliff(bytes, &mut out, langs, &mut list),
        1 => po::from_po(bytes, &mut out, langs, &mut list),
        2 => from::from(bytes, &mut out, from::Format::Csv, None, &mut list),
        3 => from::from(bytes, &mut out, from::Format::Tsv, None, &mut list),
        _ => from::from(bytes, &mut out, from::Format::Jsonl, None, &mut list),
    };
    let Ok(tally) = done else { return };
    assert_eq!(tally.units_in, tally.units_out + lost);
    let report = tmx::validate(out.as_slice()).unwrap();
    assert_eq!((report.verdict, report.tus), (Verdict::Valid, tally.units_out));
});
