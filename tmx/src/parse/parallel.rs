//! Several threads for files of many units.
//!
//! Between two units a parser knows nothing but "inside the body", so the text is cut after a `</tu>` and each block
//! is parsed on the bet that it begins there. The bet is checked: a block whose parser does not end between two units
//! as well (a `</tu>` in a comment, a missing end tag) is thrown away, and the file is parsed from its beginning on
//! by one thread. Results are joined in the order of the file and do not depend on the number of threads.

use super::nesting::Nesting;
use super::{Context, Handler, Parser, Scan};
use crate::log::{Log, Place, Places};
use crate::problem::Code;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::{Mutex, mpsc};
use std::thread;

/// Text in a block.
const BLOCK: usize = 1024 * 1024;
/// More threads than this wait for the one that reads.
const MAX_THREADS: usize = 8;

/// A handler that can be handed a block of units.
pub(crate) trait Fork: Handler + Send + Sized {
    /// A handler for a block between two units.
    fn fork(&self) -> Self;
    /// Takes over what the handler of the next block has found.
    fn join(&mut self, part: Self, block: &mut Block<'_>);
}

/// A block whose results are being joined.
pub(crate) struct Block<'b> {
    text: &'b str,
    places: &'b mut Places,
    log: &'b mut Log,
}

impl Block<'_> {
    /// Reports a problem at an offset of the block.
    pub(crate) fn report(&mut self, code: Code, at: usize, tuid: &str, message: impl FnOnce() -> String) {
        let place = self.places.of(self.text, at);
        self.log.enter(0, Some(tuid));
        self.log.report(code, code.severity(), place, message);
        self.log.leave();
    }
}

struct Done<H> {
    text: String,
    part: H,
    log: Log,
    units: u64,
    /// It began and ended between two units.
    whole: bool,
}

/// How the work is divided.
#[derive(Clone, Copy)]
pub(crate) struct Division {
    pub threads: usize,
    pub block: usize,
}

impl Default for Division {
    fn default() -> Self {
        let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MAX_THREADS);
        Self { threads, block: BLOCK }
    }
}

impl<R: Read> Parser<R> {
    /// Reads the whole file with as many threads as pay.
    pub(crate) fn run<H: Fork>(
        &mut self,
        handler: &mut H,
        division: Division,
        progress: &mut dyn FnMut(u64),
    ) -> io::Result<()> {
        if division.threads > 1 {
            while !self.nesting.between_units() {
                if !self.pump_units(handler)? {
                    break;
                }
                progress(self.bytes());
            }
            if !self.done && self.nesting.between_units() {
                self.blocks(handler, division, progress)?;
            }
        }
        while self.pump(handler)? {
            progress(self.bytes());
        }
        self.log.problems.sort_by_key(|p| (p.line, p.column));
        Ok(())
    }

    /// As `pump`, but stops after the last unit that is complete.
    fn pump_units<H: Handler>(&mut self, handler: &mut H) -> io::Result<bool> {
        if !self.source.fill(&mut self.window, &mut self.places, &mut self.log)? {
            return self.pump(handler);
        }
        let end = last_end(&self.window).unwrap_or(self.window.len());
        self.scan(handler, end, false);
        self.done = self.log.fatal();
        Ok(!self.done)
    }

    /// Parses blocks of units until the file ends or a block is not whole.
    fn blocks<H: Fork>(
        &mut self,
        handler: &mut H,
        division: Division,
        progress: &mut dyn FnMut(u64),
    ) -> io::Result<()> {
        let keep = self.log.keep;
        let (jobs, queue) = mpsc::channel::<(u64, String, H)>();
        let (results, done) = mpsc::channel::<(u64, Done<H>)>();
        let queue = Mutex::new(queue);
        thread::scope(|scope| {
            // Dropped when this ends, on whatever way: then the threads end too.
            let jobs = jobs;
            for _ in 0..division.threads {
                let (queue, results) = (&queue, results.clone());
                scope.spawn(move || {
                    loop {
                        let job = queue.lock().map(|q| q.recv());
                        let Ok(Ok((n, text, part))) = job else { return };
                        if results.send((n, parse(text, part, keep))).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(results);
            let mut behind = self.places.clone();
            let (mut sent, mut joined, mut more) = (0, 0, true);
            let mut waiting: BTreeMap<u64, Done<H>> = BTreeMap::new();
            loop {
                while more && sent - joined < 2 * division.threads as u64 {
                    match self.cut(division.block)? {
                        Some(block) => {
                            if jobs.send((sent, block, handler.fork())).is_err() {
                                break;
                            }
                            sent += 1;
                        }
                        None => more = false,
                    }
                }
                if joined == sent {
                    return Ok(());
                }
                let Ok((n, block)) = done.recv() else { return Ok(()) };
                waiting.insert(n, block);
                while let Some(block) = waiting.remove(&joined) {
                    if !block.whole {
                        // Everything from here on goes back and is parsed by one thread.
                        let mut rest = block.text;
                        waiting.extend(
                            (joined + 1 + waiting.len() as u64..sent).filter_map(|_| done.recv().ok()),
                        );
                        for later in waiting.values() {
                            rest.push_str(&later.text);
                        }
                        rest.push_str(&self.window);
                        self.window = rest;
                        self.places = behind;
                        return Ok(());
                    }
                    self.join(handler, block, &mut behind);
                    joined += 1;
                    progress(self.bytes());
                }
            }
        })
    }

    /// The next block of whole units; `None` when there is none of reasonable size.
    fn cut(&mut self, block: usize) -> io::Result<Option<String>> {
        loop {
            if self.window.len() >= block {
                if let Some(end) = last_end(&self.window) {
                    let rest = self.window.split_off(end);
                    let text = std::mem::replace(&mut self.window, rest);
                    self.places.advance(&text, end);
                    return Ok(Some(text));
                }
                if self.window.len() > 8 * block {
                    return Ok(None);
                }
            }
            if !self.source.fill(&mut self.window, &mut self.places, &mut self.log)? {
                return Ok(None);
            }
        }
    }

    fn join<H: Fork>(&mut self, handler: &mut H, block: Done<H>, behind: &mut Places) {
        let start = behind.of(&block.text, 0);
        self.log.append(block.log, start, self.nesting.units);
        handler.join(block.part, &mut Block { text: &block.text, places: behind, log: &mut self.log });
        self.nesting.pass(block.units, block.text.len() as u64);
        behind.advance(&block.text, block.text.len());
    }
}

fn last_end(text: &str) -> Option<usize> {
    memchr::memmem::rfind(text.as_bytes(), b"</tu>").map(|at| at + 5)
}

fn parse<H: Handler>(text: String, mut part: H, keep: u64) -> Done<H> {
    let (mut places, mut log, mut nesting) = (Places::new(), Log::new(keep), Nesting::inside());
    let mut cx = Context { window: &text, places: &mut places, log: &mut log, units: 0, cut: false };
    let consumed = Scan::new(&mut nesting, &mut part, false).window(&mut cx);
    let whole = consumed == text.len() && nesting.between_units() && !log.fatal();
    Done { text, part, units: nesting.units, log, whole }
}

impl Log {
    /// Appends what was found in a block that begins at `start`, after `units` units.
    fn append(&mut self, block: Self, start: Place, units: u64) {
        for (mut problem, ordinal) in block.problems.into_iter().zip(block.ordinals) {
            if self.counts.get(&problem.code).is_some_and(|n| *n >= self.keep) {
                continue;
            }
            if problem.line == 1 {
                problem.column += start.column - 1;
            }
            problem.line += start.line - 1;
            if let Some(ordinal) = ordinal {
                problem.tu = Some(format!("#{}", ordinal + units));
            }
            self.problems.push(problem);
            self.ordinals.push(None);
        }
        for (code, n) in block.counts {
            *self.counts.entry(code).or_default() += n;
        }
        self.worst = self.worst.max(block.worst);
    }
}
