//! Reads the regular expressions of SRX rules: the syntax of ICU and of Java, as far as rule files use it.
//!
//! What is not understood (back references, named characters, comments) is an error with its reason, so that the rule can be listed.

use super::set::Set;

/// A regular expression.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Node {
    /// Nothing.
    Empty,
    /// One character.
    One(Set),
    /// One after the other.
    Seq(Vec<Node>),
    /// One of several.
    Alt(Vec<Node>),
    /// Again and again.
    Repeat { node: Box<Node>, min: u32, max: u32 },
    /// Looks ahead or behind without going there.
    Look { node: Box<Node>, ahead: bool, wanted: bool },
    /// An edge of a word, or no edge.
    Edge(bool),
    /// `^` and `\A` (false), `$` and `\z` (true); of every line or of the text.
    Limit { end: bool, lines: bool },
}

/// Reads one expression.
pub(super) fn parse(source: &str) -> Result<Node, String> {
    let mut parser = Parser { rest: source, ignore_case: false, dot_all: false, lines: false, depth: 0 };
    let node = parser.alternatives()?;
    match parser.peek() {
        None => Ok(node),
        Some(c) => Err(format!("{c} without its opening")),
    }
}

struct Parser<'s> {
    rest: &'s str,
    ignore_case: bool,
    dot_all: bool,
    lines: bool,
    depth: u32,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn take(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn alternatives(&mut self) -> Result<Node, String> {
        self.depth += 1;
        if self.depth > 100 {
            return Err("too many groups inside each other".to_owned());
        }
        let mut all = vec![self.sequence()?];
        while self.take("|") {
            all.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(if all.len() == 1 { all.remove(0) } else { Node::Alt(all) })
    }

    fn sequence(&mut self) -> Result<Node, String> {
        let mut all = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let node = self.atom()?;
            all.push(self.repeated(node)?);
        }
        Ok(match all.len() {
            0 => Node::Empty,
            1 => all.remove(0),
            _ => Node::Seq(all),
        })
    }

    /// The quantifiers behind an atom. Greedy, reluctant and possessive ones find the same places but for possessive ones inside a
    /// longer expression, which are taken as greedy.
    fn repeated(&mut self, mut node: Node) -> Result<Node, String> {
        loop {
            let (min, max) = match self.peek() {
                Some('*') => (0, u32::MAX),
                Some('+') => (1, u32::MAX),
                Some('?') => (0, 1),
                Some('{') => match self.count()? {
                    Some(bounds) => bounds,
                    None => return Ok(node),
                },
                _ => return Ok(node),
            };
            if self.peek() != Some('}') {
                self.next();
            }
            self.take("}");
            if !self.take("?") {
                self.take("+");
            }
            if min > max || (max != u32::MAX && max > 1000) {
                return Err("a count is out of range".to_owned());
            }
            node = Node::Repeat { node: Box::new(node), min, max };
        }
    }

    /// `{2}`, `{2,}`, `{2,3}`, up to the closing brace; none when the brace is no count.
    fn count(&mut self) -> Result<Option<(u32, u32)>, String> {
        let Some(end) = self.rest.find('}') else { return Err("{ without }".to_owned()) };
        let inside = &self.rest[1..end];
        let number = |s: &str| s.trim().parse::<u32>().map_err(|_| format!("{{{inside}}} is not a count"));
        let bounds = match inside.split_once(',') {
            None => (number(inside)?, number(inside)?),
            Some((min, "")) => (number(min)?, u32::MAX),
            Some((min, max)) => (number(min)?, number(max)?),
        };
        self.rest = &self.rest[end..];
        Ok(Some(bounds))
    }

    fn atom(&mut self) -> Result<Node, String> {
        let Some(c) = self.next() else { return Ok(Node::Empty) };
        match c {
            '(' => self.group(),
            '[' => self.class(),
            '\\' => self.escape(),
            '.' => Ok(Node::One(Set::any(self.dot_all))),
            '^' => Ok(Node::Limit { end: false, lines: self.lines }),
            '$' => Ok(Node::Limit { end: true, lines: self.lines }),
            '*' | '+' | '?' => Err(format!("{c} repeats nothing")),
            c => Ok(self.literal(c)),
        }
    }

    fn literal(&self, c: char) -> Node {
        Node::One(Set::literal(c, self.ignore_case))
    }

    fn group(&mut self) -> Result<Node, String> {
        let flags = (self.ignore_case, self.dot_all, self.lines);
        let mut look = None;
        if self.take("?") {
            if self.take("=") {
                look = Some((true, true));
            } else if self.take("!") {
                look = Some((true, false));
            } else if self.take("<=") {
                look = Some((false, true));
            } else if self.take("<!") {
                look = Some((false, false));
            } else if self.take("<") || self.take("P<") {
                let end = self.rest.find('>').ok_or("a group name without >")?;
                self.rest = &self.rest[end + 1..];
            } else if !self.take(">") && self.flags()? {
                // (?i) holds to the end of the group around it.
                return Ok(Node::Empty);
            }
        }
        let node = self.alternatives()?;
        if !self.take(")") {
            return Err("( without )".to_owned());
        }
        (self.ignore_case, self.dot_all, self.lines) = flags;
        Ok(match look {
            Some((ahead, wanted)) => Node::Look { node: Box::new(node), ahead, wanted },
            None => node,
        })
    }

    /// Reads flags up to `)` (answers true) or `:`.
    fn flags(&mut self) -> Result<bool, String> {
        let mut on = true;
        loop {
            match self.next() {
                Some(')') => return Ok(true),
                Some(':') => return Ok(false),
                Some('-') => on = false,
                Some('i') => self.ignore_case = on,
                Some('s') => self.dot_all = on,
                Some('m') => self.lines = on,
                Some('u' | 'U' | 'w') => {}
                other => return Err(format!("the flag {} is not supported", other.unwrap_or(' '))),
            }
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Result<Node, String> {
        let Some(c) = self.next() else { return Err("a backslash at the end".to_owned()) };
        match c {
            'b' => return Ok(Node::Edge(true)),
            'B' => return Ok(Node::Edge(false)),
            'A' => return Ok(Node::Limit { end: false, lines: false }),
            'z' | 'Z' => return Ok(Node::Limit { end: true, lines: false }),
            'G' | 'k' | 'X' | 'N' => return Err(format!("\\{c} is not supported")),
            '1'..='9' => return Err("back references are not supported".to_owned()),
            'Q' => {
                let end = self.rest.find("\\E").unwrap_or(self.rest.len());
                let quoted: Vec<Node> = self.rest[..end].chars().map(|c| self.literal(c)).collect();
                self.rest = self.rest[end..].strip_prefix("\\E").unwrap_or_default();
                return Ok(Node::Seq(quoted));
            }
            'R' => return Ok(Node::One(Set::parse(r"[\n\r\x0B\x0C\x{85}\x{2028}\x{2029}]", false)?)),
            _ => {}
        }
        let class = self.escaped(c)?;
        Ok(Node::One(Set::parse(&class, self.ignore_case)?))
    }

    /// An escape that stands for one character or a set, in the syntax of the `regex` crates; for use inside classes too.
    fn escaped(&mut self, c: char) -> Result<String, String> {
        Ok(match c {
            'h' => r"[\t \x{A0}\x{1680}\x{180E}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]".to_owned(),
            'H' => r"[^\t \x{A0}\x{1680}\x{180E}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]".to_owned(),
            'v' => r"[\n\r\x0B\x0C\x{85}\x{2028}\x{2029}]".to_owned(),
            'e' => r"\x1B".to_owned(),
            'a' => r"\x07".to_owned(),
            'u' => self.hexadecimal(4)?,
            'x' if self.peek() == Some('{') => {
                let end = self.rest.find('}').ok_or("\\x{ without }")?;
                let code = format!("\\x{}", &self.rest[..=end]);
                self.rest = &self.rest[end + 1..];
                code
            }
            'x' => self.hexadecimal(2)?,
            '0' => return Err("octal escapes are not supported".to_owned()),
            'p' | 'P' => self.property(c)?,
            's' | 'S' | 'd' | 'D' | 'w' | 'W' | 't' | 'n' | 'r' | 'f' => format!("\\{c}"),
            c if c.is_ascii_alphanumeric() => return Err(format!("\\{c} is not supported")),
            c if c.is_ascii() => format!("\\{c}"),
            c => c.to_string(),
        })
    }

    fn hexadecimal(&mut self, digits: usize) -> Result<String, String> {
        let code = self.rest.get(..digits).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        let code = code.ok_or("a character code is too short")?.to_owned();
        self.rest = &self.rest[digits..];
        Ok(format!("\\x{{{code}}}"))
    }

    /// `\p{…}`, with the names of Java.
    fn property(&mut self, p: char) -> Result<String, String> {
        let name = if self.take("{") {
            let end = self.rest.find('}').ok_or("\\p{ without }")?;
            let name = self.rest[..end].to_owned();
            self.rest = &self.rest[end + 1..];
            name
        } else {
            self.next().ok_or("\\p of nothing")?.to_string()
        };
        let no = if p == 'P' { "^" } else { "" };
        let posix = match name.as_str() {
            "Lower" | "Upper" | "Alpha" | "Digit" | "Alnum" | "Punct" | "Space" | "Graph" | "Print"
            | "Blank" | "Cntrl" | "XDigit" => Some(name.to_lowercase()),
            _ => None,
        };
        if let Some(posix) = posix {
            return Ok(format!("[[:{no}{posix}:]]"));
        }
        let name = match name.as_str() {
            "javaLowerCase" => "Lowercase",
            "javaUpperCase" => "Uppercase",
            "javaWhitespace" => "White_Space",
            other => other.strip_prefix("Is").filter(|n| !n.is_empty()).unwrap_or(other),
        };
        let whole = format!("\\{p}{{{name}}}");
        Set::parse(&whole, false).map_err(|_| format!("the property {name} is not known"))?;
        Ok(whole)
    }

    /// A class in brackets, rewritten for the `regex` crates.
    fn class(&mut self) -> Result<Node, String> {
        let mut out = String::from("[");
        let mut depth = 1;
        if self.take("^") {
            out.push('^');
        }
        // A bracket that closes at once is a member.
        if self.take("]") {
            out.push_str("\\]");
        }
        while depth > 0 {
            let Some(c) = self.next() else { return Err("[ without ]".to_owned()) };
            match c {
                '[' => {
                    depth += 1;
                    out.push('[');
                    if self.take("^") {
                        out.push('^');
                    }
                }
                ']' => {
                    depth -= 1;
                    out.push(']');
                }
                '\\' => {
                    let Some(e) = self.next() else { return Err("a backslash at the end".to_owned()) };
                    if e == 'Q' {
                        let end = self.rest.find("\\E").unwrap_or(self.rest.len());
                        for q in self.rest[..end].chars() {
                            out.push_str(&regex_syntax::escape(q.encode_utf8(&mut [0; 4])));
                        }
                        self.rest = self.rest[end..].strip_prefix("\\E").unwrap_or_default();
                    } else {
                        out.push_str(&self.escaped(e)?);
                    }
                }
                // Operators there that are plain characters here.
                '-' if self.peek() == Some('-') => out.push_str("\\-"),
                '~' | '#' => {
                    out.push('\\');
                    out.push(c);
                }
                '&' if self.peek() != Some('&') && !out.ends_with('&') => out.push_str("\\&"),
                c => out.push(c),
            }
        }
        Ok(Node::One(Set::parse(&out, self.ignore_case)?))
    }
}
