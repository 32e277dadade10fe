//! The tree of a page: nodes in one vector, built by html5ever.

use super::super::draft::is_crowded;
use super::super::error::Problem;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ParseOpts, QualName, local_name, ns, parse_document};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

/// Index of a node; the document is 0.
pub(super) type Id = usize;

/// Elements nested deeper than this are no page (and would make the parser slow).
const DEEPEST: usize = 1000;
/// The parser gets the page in pieces of this many bytes, so that it can be stopped.
const PIECE: usize = 1 << 14;

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// Document, comment, doctype: nothing to read.
    None,
    Text(String),
    Element {
        name: QualName,
        attributes: Vec<Attribute>,
    },
}

#[derive(Debug)]
pub(super) struct Node {
    pub data: Data,
    pub children: Vec<Id>,
    pub parent: Option<Id>,
    depth: u32,
}

impl Node {
    /// The element's name in lower case; empty for other nodes.
    pub fn name(&self) -> &str {
        match &self.data {
            Data::Element { name, .. } => &name.local,
            _ => "",
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        match &self.data {
            Data::Element { attributes, .. } => {
                attributes.iter().find(|a| &*a.name.local == name).map(|a| &*a.value)
            }
            _ => None,
        }
    }
}

/// Builds the tree of a page.
pub(super) fn parse(page: &str) -> Result<Vec<Node>, Problem> {
    let sink = Sink::default();
    sink.add(Data::None);
    let mut options = ParseOpts::default();
    // What `<noscript>` holds is then text of its own, and left alone.
    options.tree_builder.scripting_enabled = true;
    let mut parser = parse_document(sink, options);
    let mut rest = page;
    while !rest.is_empty() {
        let mut cut = rest.len().min(PIECE);
        while !rest.is_char_boundary(cut) {
            cut -= 1;
        }
        parser.process(StrTendril::from_slice(&rest[..cut]));
        rest = &rest[cut..];
        // Tags and texts; an element of a page is longer than a line of its text.
        if is_crowded(parser.tokenizer.sink.sink.nodes.borrow().len() / 2, page.len() - rest.len()) {
            return Err(Problem::Crowded);
        }
        if parser.tokenizer.sink.sink.deepest.get() as usize > DEEPEST {
            return Err(Problem::TooDeep(DEEPEST));
        }
    }
    Ok(parser.finish())
}

#[derive(Default)]
struct Sink {
    nodes: RefCell<Vec<Node>>,
    deepest: Cell<u32>,
}

impl Sink {
    fn add(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { data, children: Vec::new(), parent: None, depth: 0 });
        nodes.len() - 1
    }

    fn add_element(&self, name: QualName, attributes: Vec<Attribute>) -> Id {
        let template = name.ns == ns!(html) && name.local == local_name!("template");
        let id = self.add(Data::Element { name, attributes });
        if template {
            // The contents of a template hang on no parent: they are not part of the page.
            self.add(Data::None);
        }
        id
    }

    fn attach(&self, parent: Id, child: Id, at: Option<usize>) {
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[parent].depth + 1;
        self.deepest.set(self.deepest.get().max(depth));
        nodes[child].parent = Some(parent);
        nodes[child].depth = depth;
        let at = at.unwrap_or(nodes[parent].children.len());
        nodes[parent].children.insert(at, child);
    }

    /// Puts a child in its place; text goes on the text before it.
    fn put(&self, parent: Id, child: NodeOrText<Id>, at: Option<usize>) {
        match child {
            NodeOrText::AppendNode(id) => {
                self.detach(id);
                self.attach(parent, id, at);
            }
            NodeOrText::AppendText(text) => {
                let before = {
                    let nodes = self.nodes.borrow();
                    let end = at.unwrap_or(nodes[parent].children.len());
                    end.checked_sub(1).map(|i| nodes[parent].children[i])
                };
                if let Some(before) = before
                    && let Data::Text(existing) = &mut self.nodes.borrow_mut()[before].data
                {
                    existing.push_str(&text);
                    return;
                }
                let id = self.add(Data::Text(text.to_string()));
                self.attach(parent, id, at);
            }
        }
    }

    fn detach(&self, id: Id) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[id].parent.take() {
            nodes[parent].children.retain(|c| *c != id);
        }
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Vec<Node>;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Vec<Node> {
        self.nodes.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[*target].data {
            Data::Element { name, .. } => name,
            // The tree builder asks for names of elements only.
            _ => unreachable!("a node without a name"),
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> Id {
        self.add_element(name, attributes)
    }

    fn create_comment(&self, _text: StrTendril) -> Id {
        self.add(Data::None)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Id {
        self.add(Data::None)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.put(*parent, child, None);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let has_parent = self.nodes.borrow()[*element].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn get_template_contents(&self, target: &Id) -> Id {
        target + 1
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, new: NodeOrText<Id>) {
        if let NodeOrText::AppendNode(id) = &new {
            self.detach(*id);
        }
        let place = {
            let nodes = self.nodes.borrow();
            nodes[*sibling]
                .parent
                .and_then(|p| nodes[p].children.iter().rposition(|c| c == sibling).map(|at| (p, at)))
        };
        if let Some((parent, at)) = place {
            self.put(parent, new, Some(at));
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, new: Vec<Attribute>) {
        if let Data::Element { attributes, .. } = &mut self.nodes.borrow_mut()[*target].data {
            for attribute in new {
                if !attributes.iter().any(|a| a.name == attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn allow_declarative_shadow_roots(&self, _parent: &Id) -> bool {
        false
    }

    fn remove_from_parent(&self, target: &Id) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        let children = std::mem::take(&mut self.nodes.borrow_mut()[*node].children);
        for child in children {
            self.nodes.borrow_mut()[child].parent = None;
            self.attach(*new_parent, child, None);
        }
    }
}
