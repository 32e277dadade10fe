//! Whatever the bytes: units that the writer takes are read back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tmx::model::{Header, Unit};
use tmx::{Reader, Writer};

fn bare(unit: Unit) -> Unit {
    Unit { line: 0, ordinal: 0, ..unit }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(reader) = Reader::new(bytes) else { return };
    let mut writer = Writer::new(Vec::new(), &Header::new("*all*")).unwrap();
    let mut written = Vec::new();
    for unit in reader {
        let Ok(unit) = unit else { return };
        if writer.write(&unit).is_ok() {
            written.push(bare(unit));
        }
    }
    let file = writer.finish().unwrap();
    let back: Vec<Unit> = Reader::new(file.as_slice()).unwrap().map(|u| bare(u.unwrap())).collect();
    assert_eq!(back, written);
});
