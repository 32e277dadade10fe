//! The attacks that a memory from elsewhere may hold, at the size that they have there: each ends in a report, soon, and
//! without reading more of the file than is needed.
// In a test a panic is the report.
#![allow(clippy::unwrap_used)]

use std::io::{self, Read};
use std::time::{Duration, Instant};
use tmx::{Code, Report, Verdict, validate};

const HEADER: &str = "<header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"vi\" \
                      datatype=\"plaintext\"/>";
/// A gigabyte.
const GIGABYTE: u64 = 1 << 30;

/// A beginning, then one piece again and again; counts what is asked of it.
struct Generated {
    start: Vec<u8>,
    piece: Vec<u8>,
    at: u64,
    end: u64,
}

impl Generated {
    fn new(start: &str, piece: &str, end: u64) -> Self {
        Self { start: start.as_bytes().to_vec(), piece: piece.as_bytes().to_vec(), at: 0, end }
    }
}

impl Read for Generated {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = out.len().min((self.end - self.at) as usize);
        let (start, piece) = (self.start.len() as u64, self.piece.len() as u64);
        for byte in &mut out[..n] {
            *byte = if self.at < start {
                self.start[self.at as usize]
            } else {
                self.piece[((self.at - start) % piece) as usize]
            };
            self.at += 1;
        }
        Ok(n)
    }
}

/// The memory of this process at its largest, in megabytes; `None` where the system does not tell.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kb| kb / 1024)
}

/// Validates; unoptimised and on a machine that is busy it may take ten times the second that is promised.
fn soon(read: impl Read) -> Report {
    let begin = Instant::now();
    let report = validate(read).unwrap();
    assert!(begin.elapsed() < Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 10 }));
    report
}

fn has(report: &Report, code: Code) -> bool {
    report.problems.iter().any(|p| p.code == code)
}

fn body(declarations: &str, segment: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n{declarations}<tmx version=\"1.4\">{HEADER}<body><tu><tuv xml:lang=\"vi\"><seg>{segment}"
    )
}

const END: &str = "</seg></tuv><tuv xml:lang=\"en\"><seg>b</seg></tuv></tu></body></tmx>";

#[test]
fn a_segment_of_a_gigabyte() {
    let mut file = Generated::new(&body("", ""), "Sông Hồng chảy qua Hà Nội. ", GIGABYTE);
    let report = soon(&mut file);
    assert_eq!(report.verdict, Verdict::Fatal);
    assert!(has(&report, Code::LimitExceeded));
    assert!(file.at < GIGABYTE / 4, "the rest is not read: {} bytes were", file.at);
    let mut out = Vec::new();
    assert!(tmx::repair(Generated::new(&body("", ""), "x", GIGABYTE), &mut out).is_err());
    assert!(peak().is_none_or(|megabytes| megabytes < 400), "{:?} MB", peak());
}

#[test]
fn elements_inside_each_other_without_end() {
    for piece in ["<hi>", "<sub>", "<ph><sub>", "<unknown>"] {
        let mut file = Generated::new(&body("", ""), piece, GIGABYTE);
        let report = soon(&mut file);
        assert_eq!(report.verdict, Verdict::Fatal, "{piece}");
        assert!(file.at < GIGABYTE / 64, "{piece}: {} bytes were read", file.at);
    }
}

#[test]
fn entities_that_grow_without_bound() {
    let mut declarations = String::from("<!DOCTYPE tmx [<!ENTITY lol0 \"lol\">");
    for n in 1..10 {
        let inner = format!("&lol{};", n - 1).repeat(10);
        declarations.push_str(&format!("<!ENTITY lol{n} \"{inner}\">"));
    }
    declarations.push_str("]>");
    let report = soon(format!("{}{END}", body(&declarations, "&lol9;")).as_bytes());
    assert_eq!((report.verdict, has(&report, Code::EntityExpansion)), (Verdict::Fatal, true));
    // Without nesting, by number.
    let long = format!("<!DOCTYPE tmx [<!ENTITY a \"{}\">]>", "a".repeat(50_000));
    let report = soon(format!("{}{END}", body(&long, &"&a;".repeat(50_000))).as_bytes());
    assert_eq!((report.verdict, has(&report, Code::EntityExpansion)), (Verdict::Fatal, true));
}

#[test]
fn files_elsewhere_are_never_read() {
    let folder = std::env::temp_dir().join(format!("songngu-tmx-hostile-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let secret = folder.join("secret.txt");
    std::fs::write(&secret, "the secret itself").unwrap();
    let path = secret.display();
    for declarations in [
        format!("<!DOCTYPE tmx [<!ENTITY x SYSTEM \"file://{path}\">]>"),
        format!("<!DOCTYPE tmx [<!ENTITY x PUBLIC \"p\" \"{path}\">]>"),
        format!("<!DOCTYPE tmx [<!ENTITY % p SYSTEM \"{path}\"> %p; <!ENTITY x \"%p;\">]>"),
        format!("<!DOCTYPE tmx SYSTEM \"{path}\" [<!ENTITY x SYSTEM \"{path}\">]>"),
    ] {
        let file = format!("{}{END}", body(&declarations, "a &x; b"));
        let report = soon(file.as_bytes());
        assert!(report.verdict != Verdict::Valid, "{declarations}");
        let mut out = Vec::new();
        if tmx::repair(file.as_bytes(), &mut out).is_ok() {
            assert!(!String::from_utf8_lossy(&out).contains("the secret itself"));
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn null_bytes() {
    let report = soon(format!("{}{END}", body("", "a\0b")).as_bytes());
    assert!(has(&report, Code::IllegalChar));
    assert_eq!(report.verdict, Verdict::Repairable);
    let mut file = Generated::new("", "\0", GIGABYTE);
    let report = soon(&mut file);
    assert_eq!(report.verdict, Verdict::Fatal);
    assert!(file.at < GIGABYTE / 4, "{} bytes were read", file.at);
    let mut file = Generated::new(&body("", ""), "\0", GIGABYTE);
    assert_eq!(soon(&mut file).verdict, Verdict::Fatal);
}

#[test]
fn utf_16_cut_anywhere() {
    let text = format!("{}𝄞{END}", body("", "Hà Nội")).replace("<?xml version=\"1.0\"?>\n", "");
    let wide: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(soon(wide.as_slice()).verdict, Verdict::Valid);
    for end in 0..wide.len() {
        let report = validate(&wide[..end]).unwrap();
        assert!(report.verdict != Verdict::Valid, "cut at {end}");
        let mut out = Vec::new();
        match tmx::repair(&wide[..end], &mut out) {
            Ok(_) => assert_eq!(validate(out.as_slice()).unwrap().verdict, Verdict::Valid, "cut at {end}"),
            Err(_) => assert_eq!(report.verdict, Verdict::Fatal, "cut at {end}"),
        }
    }
}
