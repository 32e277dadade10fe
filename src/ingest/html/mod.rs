//! Web pages: the tree in reading order, with what names, links and emphasis say about each block.

mod dom;
mod names;
mod run;

use super::draft::{Draft, Evidence};
use super::encoding;
use super::error::Problem;
use crate::lang::furniture::{self, Kind};
use crate::model::{Lang, Layout, Tag};
use dom::{Data, Id, Node};
use names::Zone;
use run::{Chunk, Run};
use rustc_hash::FxHashSet;

/// A page shows itself by its first tag.
pub(super) fn knows(bytes: &[u8]) -> bool {
    let head: Vec<u8> =
        bytes.iter().take(1024).filter(|b| **b != 0 && **b < 0x80).map(u8::to_ascii_lowercase).collect();
    let head = head.trim_ascii_start();
    let head = head.strip_prefix(b"<?xml").map_or(head, |rest| {
        rest.iter().position(|b| *b == b'>').map_or(rest, |at| rest[at + 1..].trim_ascii_start())
    });
    head.starts_with(b"<!doctype html") || head.starts_with(b"<html") || head.starts_with(b"<head")
}

/// Reads a page.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, Problem> {
    let decoded = encoding::decode(bytes, encoding::declared(bytes))?;
    let mut draft = Draft { marked_up: true, ..Draft::default() };
    draft.notes.extend(decoded.note);
    read_page(&decoded.text, &mut draft)?;
    Ok(draft)
}

/// Adds the blocks of a page (or of a chapter of a book) to a draft.
pub(super) fn read_page(page: &str, draft: &mut Draft) -> Result<(), Problem> {
    let nodes = dom::parse(page)?;
    let facts = Facts::of(&nodes);
    draft.declared = draft.declared.or(facts.lang);
    let mut walk = Walk {
        nodes: &nodes,
        facts: &facts,
        draft,
        stack: vec![State::default()],
        run: Run::default(),
        pictured: false,
    };
    walk.all();
    Ok(())
}

/// What is known of the whole page before its blocks are read.
struct Facts {
    /// Letters of prose (long, unlinked text) below each node.
    prose: Vec<u32>,
    /// The same for the page.
    total: u32,
    /// Letters of any text below each node.
    letters: Vec<u32>,
    /// The parts of `<title>`, in the form in which phrases are compared.
    title: Vec<String>,
    lang: Option<Lang>,
    /// Elements that hold a picture and what little text goes with it.
    frames: FxHashSet<Id>,
    /// There is an `<h1>` with text that is no link: the headline needs no guessing.
    top_heading: bool,
}

impl Facts {
    fn of(nodes: &[Node]) -> Self {
        let mut prose = vec![0u32; nodes.len()];
        let mut letters = vec![0u32; nodes.len()];
        let mut title = String::new();
        let mut order = Vec::new();
        let mut open = vec![(0, false)];
        while let Some((id, linked)) = open.pop() {
            let node = &nodes[id];
            if node.name() == "title" && title.is_empty() {
                title = text_below(nodes, id);
            }
            if node.name() == "head" {
                open.extend(node.children.iter().map(|&c| (c, true)));
            }
            if is_skipped(node.name()) || node.name() == "title" {
                continue;
            }
            order.push(id);
            let linked = linked || node.name() == "a";
            if let Data::Text(text) = &node.data {
                letters[id] = text.trim().chars().count() as u32;
                if !linked && text.trim().len() >= 40 {
                    prose[id] = letters[id];
                }
            }
            open.extend(node.children.iter().map(|&c| (c, linked)));
        }
        for &id in order.iter().rev() {
            if let Some(parent) = nodes[id].parent {
                prose[parent] += prose[id];
                letters[parent] += letters[id];
            }
        }
        let lang = nodes
            .iter()
            .find(|n| n.name() == "html")
            .and_then(|n| n.attribute("lang").or_else(|| n.attribute("xml:lang")))
            .and_then(|l| Lang::parse(l.trim()).ok());
        let top_heading = order.iter().any(|&id| nodes[id].name() == "h1" && unlinked(nodes, id));
        let mut facts = Self {
            total: prose[0],
            prose,
            letters,
            title: title_parts(&title),
            lang,
            frames: FxHashSet::default(),
            top_heading,
        };
        facts.frames = order
            .iter()
            .filter(|&&id| is_picture(&nodes[id]))
            .filter_map(|&id| facts.frame(nodes, id))
            .collect();
        facts
    }

    /// The element that holds a picture and what little text goes with it.
    fn frame(&self, nodes: &[Node], picture: Id) -> Option<Id> {
        let mut at = picture;
        for _ in 0..8 {
            at = nodes[at].parent?;
            if self.letters[at] > 0 {
                let whole = matches!(nodes[at].name(), "body" | "html" | "main" | "article" | "");
                return (self.letters[at] <= 400 && !whole).then_some(at);
            }
        }
        None
    }

    /// A zone holds for an element unless the article itself seems to be inside.
    fn zone(&self, nodes: &[Node], id: Id) -> Option<Zone> {
        let zone = names::zone(&nodes[id])?;
        let (inside, total) = (self.prose[id], self.total);
        let holds = match zone {
            Zone::Furniture => inside * 10 <= total * 4,
            Zone::Hidden => inside * 10 <= total * 8,
            Zone::Comments => inside == 0 || (total - inside) * 10 >= total.min(2000),
            Zone::Caption | Zone::Byline => inside <= 700 && inside * 10 <= total * 7,
            Zone::Date | Zone::Heading => inside <= 300,
        };
        holds.then_some(zone)
    }
}

/// A picture with something to see on it: no icon, no counting pixel.
fn is_picture(node: &Node) -> bool {
    let small = |name| {
        node.attribute(name)
            .and_then(|v| v.trim_end_matches("px").parse::<u32>().ok())
            .is_some_and(|n| n <= 48)
    };
    let names = format!("{} {}", node.attribute("class").unwrap_or(""), node.attribute("src").unwrap_or(""))
        .to_ascii_lowercase();
    let ornament =
        ["emoji", "icon", "avatar", "logo", "spacer", "pixel", "sprite"].iter().any(|w| names.contains(w));
    node.name() == "img" && !small("width") && !small("height") && !ornament
}

/// Elements whose text is not text of the page.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "iframe"
            | "object"
            | "canvas"
            | "audio"
            | "video"
            | "math"
            | "textarea"
            | "head"
            | "datalist"
            | "noframes"
            | "embed"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "body"
            | "p"
            | "div"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "main"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "address"
            | "form"
            | "fieldset"
            | "legend"
            | "pre"
            | "hr"
            | "details"
            | "summary"
            | "dialog"
            | "menu"
            | "center"
            | "hgroup"
            | "search"
            | "option"
            | "select"
            | "button"
            | "label"
            | "optgroup"
            | "dir"
            | "marquee"
            | "picture"
            | "img"
    )
}

/// The text below a node, title and the like.
fn text_below(nodes: &[Node], id: Id) -> String {
    let mut out = String::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if let Data::Text(text) = &nodes[id].data {
            out.push_str(text);
        }
        open.extend(nodes[id].children.iter().rev());
    }
    out
}

/// Whether there are letters below a node outside of links.
fn unlinked(nodes: &[Node], id: Id) -> bool {
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        match &nodes[id].data {
            Data::Text(text) if text.chars().any(char::is_alphabetic) => return true,
            _ if nodes[id].name() == "a" => {}
            _ => open.extend(&nodes[id].children),
        }
    }
    false
}

/// `Headline | The Post` and its kin: headline and site stand between separators.
fn title_parts(title: &str) -> Vec<String> {
    let whole = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut parts = vec![furniture::normal(&whole)];
    for separator in [" | ", " - ", " – ", " — ", " :: ", " » ", " › ", " • ", " · ", " / "] {
        if whole.contains(separator) {
            parts.extend(whole.split(separator).map(furniture::normal));
            // The headline may itself hold the separator.
            if let Some((head, _)) = whole.rsplit_once(separator) {
                parts.push(furniture::normal(head));
            }
        }
    }
    // "© The Post" in a title is no headline, however long it is.
    parts.retain(|p| !p.is_empty() && !furniture::find(p).part.has(Kind::Furniture));
    parts
}

/// What holds inside an element.
// Independent switches, each set by elements of its own.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Copy, Default)]
struct State {
    layout: Layout,
    zone: Option<Zone>,
    /// The element that opened the zone is inline.
    inline_zone: bool,
    heading: Option<u8>,
    link: Option<Id>,
    emphasis: bool,
    block: bool,
    /// Inside a table of data.
    data: bool,
    /// Inside the frame of a picture.
    framed: bool,
}

struct Walk<'w> {
    /// A picture was the last thing before the text that comes.
    pictured: bool,
    nodes: &'w [Node],
    facts: &'w Facts,
    draft: &'w mut Draft,
    stack: Vec<State>,
    run: Run,
}

impl Walk<'_> {
    /// Reads the tree in order, without recursion.
    fn all(&mut self) {
        let mut open = vec![(0, false)];
        while let Some((id, leaving)) = open.pop() {
            if leaving {
                let state = self.stack.pop().unwrap_or_default();
                if state.block {
                    self.flush(state);
                }
                continue;
            }
            let node = &self.nodes[id];
            match &node.data {
                Data::Text(text) => {
                    let state = self.state();
                    self.run.text(
                        text,
                        Chunk::of(state.link, state.emphasis, state.zone.filter(|_| state.inline_zone)),
                    );
                    continue;
                }
                Data::Element { .. } if is_skipped(node.name()) => continue,
                Data::Element { .. } if matches!(node.name(), "br" | "wbr") => {
                    if node.name() == "br" {
                        self.run.line_break();
                    }
                    continue;
                }
                _ => {}
            }
            if is_block(node.name()) {
                let state = self.state();
                self.flush(state);
            }
            let state = self.enter(id);
            self.stack.push(state);
            open.push((id, true));
            open.extend(node.children.iter().rev().map(|&c| (c, false)));
        }
    }

    fn state(&self) -> State {
        self.stack.last().copied().unwrap_or_default()
    }

    /// The state inside an element.
    fn enter(&mut self, id: Id) -> State {
        let node = &self.nodes[id];
        let mut state = self.state();
        state.block = is_block(node.name()) || id == 0;
        if state.block {
            state.inline_zone = false;
        }
        if let Some(zone) = self.facts.zone(self.nodes, id)
            && outranks(zone, state.zone)
        {
            state.zone = Some(zone);
            state.inline_zone = !state.block;
        }
        state.framed |= self.facts.frames.contains(&id);
        self.pictured |= is_picture(node);
        match node.name() {
            "a" => state.link = node.attribute("href").map(|_| id).or(state.link).or(Some(id)),
            "b" | "strong" | "i" | "em" | "big" => state.emphasis = true,
            "font" => {
                state.emphasis |=
                    node.attribute("size").is_some_and(|s| s.starts_with(['4', '5', '6', '7', '+']));
            }
            "li" | "dt" | "dd" => state.layout = Layout::Item,
            // A table that holds the article is its lay-out.
            "table" => state.data = self.facts.prose[id] * 10 <= self.facts.total * 5,
            "td" | "th" => state.layout = if state.data { Layout::Cell } else { Layout::Paragraph },
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                state.heading = Some(name.as_bytes()[1] - b'0');
                state.layout = Layout::Heading;
            }
            "div" | "section" | "article" | "p" if state.layout == Layout::Cell && node.name() != "p" => {
                state.layout = Layout::Paragraph;
            }
            _ => {}
        }
        state
    }

    /// Ends the block: its run of text becomes pieces.
    fn flush(&mut self, state: State) {
        let run = std::mem::take(&mut self.run);
        for line in run.lines() {
            let mut evidence = self.evidence(&line, state);
            evidence.picture = state.framed || (std::mem::take(&mut self.pictured) && line.emphasis);
            let layout =
                if line.broken && state.layout == Layout::Cell { Layout::Paragraph } else { state.layout };
            let layout = if evidence.tag == Some(Tag::Head) { Layout::Heading } else { layout };
            self.draft.push(&line.text, layout, evidence);
        }
    }

    fn evidence(&self, line: &run::Line, state: State) -> Evidence {
        let zone = line.zone.or(state.zone);
        let normal = furniture::normal(&line.text);
        let titled = self.facts.title.contains(&normal);
        // The longest part of a title is the headline, the others name the section and the site.
        let longest = self.facts.title.iter().skip(1).map(String::len).max().unwrap_or(0);
        let headline = titled
            && !self.facts.top_heading
            && (self.facts.title.len() == 1 || normal.len() == longest || normal == self.facts.title[0]);
        let mut evidence = Evidence {
            tag: zone.and_then(names::tag),
            links: line.links,
            emphasis: line.emphasis,
            // A linked `<h1>` is the site's name, unless the title says otherwise.
            headline: headline || (state.heading == Some(1) && line.links < 0.9),
            site: titled && !headline && state.heading.is_none(),
            picture: false,
        };
        if matches!(zone, Some(Zone::Date)) && line.text.split_whitespace().count() <= 15 {
            evidence.tag = Some(Tag::Boilerplate);
        }
        if evidence.tag.is_none()
            && (state.heading.is_some() || zone == Some(Zone::Heading) || headline)
            && line.text.len() <= 400
        {
            evidence.tag = Some(Tag::Head);
        }
        evidence
    }
}

/// Whether a zone inside another changes what the text is.
fn outranks(inner: Zone, outer: Option<Zone>) -> bool {
    match outer {
        None | Some(Zone::Heading) => true,
        Some(Zone::Hidden) => false,
        Some(Zone::Furniture | Zone::Comments) => inner == Zone::Hidden,
        Some(Zone::Caption) => matches!(inner, Zone::Hidden | Zone::Furniture),
        Some(Zone::Byline | Zone::Date) => matches!(inner, Zone::Hidden | Zone::Furniture | Zone::Date),
    }
}
