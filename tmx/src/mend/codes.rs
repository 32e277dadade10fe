//! Inline codes made valid: each where it may stand, in pairs, with the attributes it needs.

use super::{Tell, Wishes, attributes};
use crate::model::{Attributes, Code as InlineCode, CodeKind, Content, Segment};
use crate::parse::Element;
use crate::problem::Code;
use crate::writer::element;

/// Mends the codes of a segment.
pub(super) fn mend(segment: &mut Segment, tell: &mut Tell<'_>) {
    place(&mut segment.content, Element::Seg, tell);
    pair(&mut segment.content, tell);
}

/// Puts codes where they may stand and takes away attributes they may not have.
fn place(content: &mut [Content], parent: Element, tell: &mut Tell<'_>) {
    let of_text = matches!(parent, Element::Seg | Element::Hi | Element::Sub);
    for piece in content {
        let Content::Code(code) = piece else { continue };
        if of_text && code.kind == CodeKind::Sub {
            tell(Code::ElementOrder, "a sub outside a code becomes hi".into());
            code.kind = CodeKind::Hi;
            code.attributes.remove("datatype");
        } else if !of_text && code.kind != CodeKind::Sub {
            tell(Code::ElementOrder, format!("the {} inside a code is put into a sub", code.kind));
            let inner = std::mem::replace(
                code,
                InlineCode { kind: CodeKind::Sub, attributes: Attributes::new(), content: Vec::new() },
            );
            code.content.push(Content::Code(inner));
        }
        attributes(element(code.kind), &mut code.attributes, Wishes::default(), tell);
        if code.kind == CodeKind::It && code.attributes.get("pos").is_none() {
            tell(Code::AttributeMissing, "an it without pos becomes ph".into());
            code.kind = CodeKind::Ph;
        }
        place(&mut code.content, element(code.kind), tell);
    }
}

/// What happens to a bpt or ept.
enum Fate {
    Keep,
    Number(String),
    Lonely,
}

/// A bpt while its ept is looked for.
struct Begin {
    at: usize,
    i: Option<String>,
    closed: bool,
}

/// Pairs the codes of one flow of text; every `sub` is a flow of its own.
fn pair(content: &mut [Content], tell: &mut Tell<'_>) {
    let mut ends = Vec::new();
    flow(content, &mut |code| {
        ends.push((code.kind, code.attributes.get("i").filter(|i| !i.is_empty()).map(str::to_owned)));
    });
    let fates = decide(&ends);
    if fates.iter().any(|f| !matches!(f, Fate::Keep)) {
        let mut fates = fates.into_iter();
        flow(content, &mut |code| match fates.next() {
            Some(Fate::Number(i)) => {
                tell(Code::InlineUnbalanced, format!("a {} gets the number {i}", code.kind));
                code.attributes.set("i", i);
            }
            Some(Fate::Lonely) => {
                let pos = if code.kind == CodeKind::Bpt { "begin" } else { "end" };
                tell(
                    Code::InlineUnbalanced,
                    format!("a {} without partner becomes it pos=\"{pos}\"", code.kind),
                );
                code.kind = CodeKind::It;
                code.attributes.remove("i");
                code.attributes.set("pos", pos);
            }
            _ => {}
        });
    }
    subs(content, tell);
}

/// Calls `visit` for each bpt and ept of the flow.
fn flow(content: &mut [Content], visit: &mut dyn FnMut(&mut InlineCode)) {
    for piece in content {
        let Content::Code(code) = piece else { continue };
        match code.kind {
            CodeKind::Bpt | CodeKind::Ept => visit(code),
            CodeKind::Hi => flow(&mut code.content, visit),
            _ => {}
        }
    }
}

/// Pairs the flows inside codes.
fn subs(content: &mut [Content], tell: &mut Tell<'_>) {
    for piece in content {
        let Content::Code(code) = piece else { continue };
        if code.kind == CodeKind::Sub {
            pair(&mut code.content, tell);
        } else {
            subs(&mut code.content, tell);
        }
    }
}

fn decide(ends: &[(CodeKind, Option<String>)]) -> Vec<Fate> {
    let mut fates: Vec<Fate> = ends.iter().map(|_| Fate::Keep).collect();
    let mut begins: Vec<Begin> = Vec::new();
    let mut used: Vec<String> = ends.iter().filter_map(|(_, i)| i.clone()).collect();
    let mut fresh = || {
        let free = (1..=used.len() + 1).map(|n| n.to_string()).find(|i| !used.contains(i));
        let i = free.unwrap_or_default();
        used.push(i.clone());
        i
    };
    for (at, (kind, i)) in ends.iter().enumerate() {
        if *kind == CodeKind::Bpt {
            if i.is_some() && begins.iter().any(|b| b.i == *i) {
                fates[at] = Fate::Number(fresh());
            }
            begins.push(Begin { at, i: i.clone(), closed: false });
            continue;
        }
        let partner = match i {
            Some(_) => begins.iter().rposition(|b| !b.closed && b.i == *i),
            None => begins.iter().rposition(|b| !b.closed),
        };
        let partner = partner.or_else(|| begins.iter().rposition(|b| !b.closed && b.i.is_none()));
        let Some(partner) = partner else {
            fates[at] = Fate::Lonely;
            continue;
        };
        let begin = &mut begins[partner];
        begin.closed = true;
        match (&fates[begin.at], &begin.i, i) {
            (Fate::Number(number), ..) | (_, Some(number), None) => fates[at] = Fate::Number(number.clone()),
            (_, None, _) => {
                let number = fresh();
                fates[begin.at] = Fate::Number(number.clone());
                fates[at] = Fate::Number(number);
            }
            _ => {}
        }
    }
    for begin in begins.iter().filter(|b| !b.closed) {
        fates[begin.at] = Fate::Lonely;
    }
    fates
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(kind: CodeKind, i: &str) -> Content {
        let attributes = if i.is_empty() { Attributes::new() } else { [("i", i)].into_iter().collect() };
        Content::Code(InlineCode { kind, attributes, content: Vec::new() })
    }

    fn mended(codes: &[(CodeKind, &str)]) -> String {
        let mut segment = Segment { content: codes.iter().map(|(k, i)| code(*k, i)).collect() };
        mend(&mut segment, &mut |_, _| {});
        let shown = segment.content.iter().map(|c| match c {
            Content::Code(c) => {
                let value = c.attributes.get("i").or_else(|| c.attributes.get("pos")).unwrap_or_default();
                format!("{}{value}", c.kind)
            }
            Content::Text(t) => t.clone(),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn pairs() {
        use CodeKind::{Bpt, Ept};
        assert_eq!(mended(&[(Bpt, "1"), (Bpt, "2"), (Ept, "1"), (Ept, "2")]), "bpt1 bpt2 ept1 ept2");
        assert_eq!(mended(&[(Ept, "1"), (Bpt, "2")]), "itend itbegin");
        assert_eq!(mended(&[(Bpt, "1"), (Ept, "1"), (Bpt, "1"), (Ept, "1")]), "bpt1 ept1 bpt2 ept2");
        assert_eq!(mended(&[(Bpt, ""), (Ept, "3")]), "bpt1 ept1");
        assert_eq!(mended(&[(Bpt, "1"), (Ept, "")]), "bpt1 ept1");
        assert_eq!(mended(&[(Bpt, "1"), (Bpt, "1"), (Ept, "1")]), "itbegin bpt2 ept2");
    }
}
