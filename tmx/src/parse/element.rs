//! The elements of TMX, and what the parser hands over for each tag.

use std::borrow::Cow;

macro_rules! elements {
    ($($variant:ident $name:literal,)*) => {
        /// An element name.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(crate) enum Element { $($variant,)* Other }

        impl Element {
            /// Exact match of the name.
            #[inline]
            pub(crate) fn exact(name: &str) -> Self { match name { $($name => Self::$variant,)* _ => Self::Other } }

            pub(crate) const fn name(self) -> &'static str { match self { $(Self::$variant => $name,)* Self::Other => "?" } }
        }
    };
}

elements! {
    Tu "tu", Tuv "tuv", Seg "seg", Prop "prop", Note "note", Bpt "bpt", Ept "ept", Ph "ph", It "it", Hi "hi", Sub "sub",
    Ut "ut", Tmx "tmx", Header "header", Body "body", Ude "ude", Map "map",
}

impl Element {
    /// The element a name means, in whatever case or namespace it is written.
    pub(crate) fn meant(name: &str) -> Self {
        match Self::exact(name) {
            Self::Other => {
                let local = name.rsplit(':').next().unwrap_or(name);
                Self::exact(&local.to_ascii_lowercase())
            }
            known => known,
        }
    }

    /// An inline code.
    #[inline]
    pub(crate) const fn is_inline(self) -> bool {
        matches!(self, Self::Bpt | Self::Ept | Self::Ph | Self::It | Self::Hi | Self::Sub | Self::Ut)
    }

    /// May hold text.
    #[inline]
    pub(crate) const fn holds_text(self) -> bool {
        self.is_inline() || matches!(self, Self::Seg | Self::Note | Self::Prop)
    }

    /// How far out an element belongs. A start tag closes what is open and not farther out.
    #[inline]
    pub(crate) const fn rank(self) -> u8 {
        match self {
            Self::Tmx => 0,
            Self::Header | Self::Body => 1,
            Self::Tu => 2,
            Self::Tuv => 3,
            Self::Seg => 4,
            _ => 9,
        }
    }
}

/// An attribute of a tag, its value resolved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Attr<'t> {
    pub name: &'t str,
    pub value: Cow<'t, str>,
}

/// A start tag.
#[derive(Debug)]
pub(crate) struct Tag<'t> {
    pub element: Element,
    pub name: &'t str,
    pub attributes: &'t [Attr<'t>],
    /// The element it stands in; `None` for a root.
    pub parent: Option<Element>,
    /// Offset in the window.
    pub at: usize,
}

impl Tag<'_> {
    #[inline]
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|a| a.name == name).map(|a| a.value.as_ref())
    }
}
