//! Whatever the bytes: validation and repair end, agree on what is beyond repair, and what is repaired is valid and
//! stays as it is when it is repaired again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tmx::Verdict;

fuzz_target!(|bytes: &[u8]| {
    let report = tmx::validate(bytes).unwrap();
    let mut once = Vec::new();
    match tmx::repair(bytes, &mut once) {
        Err(_) => assert_eq!(report.verdict, Verdict::Fatal),
        Ok(done) => {
            let again = tmx::validate(once.as_slice()).unwrap();
            assert_eq!(again.verdict, Verdict::Valid);
            assert_eq!(again.tus, done.units_out);
            let mut twice = Vec::new();
            tmx::repair(once.as_slice(), &mut twice).unwrap();
            assert_eq!(once, twice);
        }
    }
});
