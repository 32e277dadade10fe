//! Files that are made to hurt their reader end in a report, soon. They are small here; the work per byte is what a
//! larger one would cost too, and a quadratic reader would not finish these in minutes.
// In a test a panic is the report.
#![allow(clippy::unwrap_used)]

use std::io::{self, Read};
use std::time::{Duration, Instant};
use tmx::{Code, Verdict, validate};

const HEAD: &str = "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" \
                    adminlang=\"en\" srclang=\"vi\" datatype=\"plaintext\"/><body><tu><tuv xml:lang=\"vi\"><seg>";

/// A beginning, then one piece over and over, `bytes` in all.
struct Endless {
    rest: Vec<u8>,
    piece: Vec<u8>,
    bytes: u64,
}

impl Endless {
    fn new(start: &str, piece: &str, bytes: u64) -> Self {
        let piece = piece.repeat(8192 / piece.len() + 1).into_bytes();
        Self { rest: start.as_bytes().to_vec(), piece, bytes }
    }
}

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            self.rest.clone_from(&self.piece);
        }
        let n = self.rest.len().min(out.len()).min(self.bytes as usize);
        out[..n].copy_from_slice(&self.rest[..n]);
        self.rest.drain(..n);
        self.bytes -= n as u64;
        Ok(n)
    }
}

fn codes(read: impl Read) -> (Verdict, Vec<Code>, u64) {
    let start = Instant::now();
    let report = validate(read).unwrap();
    assert!(start.elapsed() < Duration::from_secs(60));
    let bytes = report.problems.len() as u64;
    (report.verdict, report.problems.iter().map(|p| p.code).collect(), bytes)
}

#[test]
fn a_segment_without_end() {
    let (verdict, codes, _) = codes(Endless::new(HEAD, "0123456789", u64::MAX));
    assert_eq!((verdict, codes.contains(&Code::LimitExceeded)), (Verdict::Fatal, true));
}

#[test]
fn nesting_without_end() {
    for piece in ["<hi>", "<x>"] {
        let (verdict, codes, _) = codes(Endless::new(HEAD, piece, u64::MAX));
        assert_eq!((verdict, codes.contains(&Code::LimitExceeded)), (Verdict::Fatal, true), "{piece}");
    }
}

#[test]
fn variants_and_codes_without_end() {
    for piece in ["</seg></tuv><tuv xml:lang=\"vi\"><seg>", "<ph/>"] {
        let (verdict, ..) = codes(Endless::new(HEAD, piece, u64::MAX));
        assert_eq!(verdict, Verdict::Fatal, "{piece}");
    }
}

#[test]
fn nothing_but_faults() {
    for piece in
        ["<", "<a", "&", "<!-- ", "<![CDATA[", "<?", "<seg a=\">", "</seg>", "<tu>", "\0", "<a \"", "<a '"]
    {
        let (_, codes, listed) = codes(Endless::new(HEAD, piece, 300_000));
        assert!(!codes.is_empty() && listed < 20_000, "{piece}");
    }
}

#[test]
fn no_tmx_at_all() {
    for piece in ["\0", "x", "lorem ipsum ", "\u{1F600}"] {
        let (verdict, codes, _) = codes(Endless::new("", piece, u64::MAX));
        assert_eq!((verdict, codes.last()), (Verdict::Fatal, Some(&Code::NotTmx)), "{piece}");
    }
}

#[test]
fn entities() {
    let many = (0..10_000).fold(String::new(), |all, n| all + &format!("<!ENTITY e{n} \"x\">"));
    let long = format!("<!ENTITY e \"{}\">", "x".repeat(60_000));
    let itself = "<!ENTITY e \"&e;\">".to_owned();
    for declarations in [many, long, itself] {
        let start = format!("<!DOCTYPE tmx [{declarations}]>{HEAD}");
        let (verdict, codes, _) = codes(Endless::new(&start, "&e;", 10_000_000));
        assert_eq!((verdict, codes.contains(&Code::EntityExpansion)), (Verdict::Fatal, true));
    }
}
