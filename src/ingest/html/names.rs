//! What names of elements, classes and ids say: conventions of the web, not of a language.

use super::dom::Node;
use crate::model::Tag;

/// What an element is for, by its name, role, class and id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Zone {
    /// Menus, share buttons, lists of other articles, notices, advertising.
    Furniture,
    /// Never shown.
    Hidden,
    /// Readers' comments, which may be longer than the article.
    Comments,
    Caption,
    Byline,
    /// Date and time of publication.
    Date,
    /// Headline or subheading by class.
    Heading,
}

/// Words of classes and ids, one row a zone.
const WORDS: &[(Zone, &[&str])] = &[
    (
        Zone::Comments,
        &[
            "comments",
            "comment",
            "commentlist",
            "disqus",
            "respond",
            "replies",
            "binhluan",
            "komentarze",
            "commentaires",
        ],
    ),
    (
        Zone::Furniture,
        &[
            "nav",
            "navbar",
            "navigation",
            "menu",
            "submenu",
            "topmenu",
            "mainmenu",
            "breadcrumb",
            "breadcrumbs",
            "crumb",
            "crumbs",
            "share",
            "sharing",
            "sharebar",
            "sharethis",
            "addthis",
            "social",
            "socials",
            "related",
            "relatednews",
            "recommend",
            "recommended",
            "recommendations",
            "recirc",
            "cookie",
            "cookies",
            "consent",
            "gdpr",
            "newsletter",
            "subscribe",
            "subscription",
            "signup",
            "paywall",
            "regwall",
            "ad",
            "ads",
            "adv",
            "advert",
            "adverts",
            "advertisement",
            "advertising",
            "adsense",
            "banner",
            "promo",
            "promoted",
            "sponsor",
            "sponsored",
            "taboola",
            "outbrain",
            "tags",
            "taglist",
            "keywords",
            "pager",
            "pagination",
            "paging",
            "footer",
            "sidebar",
            "widget",
            "widgets",
            "popup",
            "modal",
            "overlay",
            "login",
            "search",
            "searchbox",
            "toolbar",
            "tools",
            "print",
            "popular",
            "mostread",
            "trending",
            "copyright",
            "disclaimer",
            "skip",
            "donate",
            "donation",
            "feedback",
            "rating",
            "votes",
            "counter",
            "counters",
            "views",
            "masthead",
            "topbar",
            "offcanvas",
            "teaser",
            "teasers",
            "readmore",
            "seealso",
            "readalso",
            "morenews",
            "othernews",
            "rss",
            "follow",
            "reactions",
            "likes",
            "lienquan",
            "tinlienquan",
            "docnhieu",
            "quangcao",
        ],
    ),
    (
        Zone::Hidden,
        &["hidden", "visuallyhidden", "sronly", "screenreader", "offscreen", "noprint", "invisible"],
    ),
    (
        Zone::Caption,
        &[
            "caption",
            "figcaption",
            "captions",
            "desc",
            "legend",
            "legende",
            "cutline",
            "imgcaption",
            "imagecaption",
            "photocaption",
            "chuthich",
        ],
    ),
    (
        Zone::Byline,
        &[
            "author",
            "authors",
            "byline",
            "by",
            "credit",
            "credits",
            "signature",
            "sig",
            "writer",
            "reporter",
            "contributor",
            "auteur",
            "autor",
            "tacgia",
            "dateline",
        ],
    ),
    (
        Zone::Date,
        &[
            "date",
            "datetime",
            "timestamp",
            "pubdate",
            "published",
            "updated",
            "postdate",
            "dt",
            "readingtime",
            "readtime",
        ],
    ),
    (Zone::Heading, &["title", "headline", "ttl", "heading", "subtitle", "subheading", "subhead", "tieude"]),
];

/// Words that name a picture: only beside one of these does `desc` or `credit` speak of a picture.
const PICTURE: &[&str] =
    &["pic", "img", "image", "photo", "figure", "picture", "gallery", "media", "thumb", "wp"];

/// The zone an element opens.
pub(super) fn zone(node: &Node) -> Option<Zone> {
    if hidden(node) {
        return Some(Zone::Hidden);
    }
    match node.name() {
        "nav" | "footer" | "button" | "select" | "menu" | "aside" | "dialog" | "option" | "label"
        | "legend" => {
            return Some(Zone::Furniture);
        }
        "figcaption" | "caption" => return Some(Zone::Caption),
        "address" => return Some(Zone::Byline),
        "time" => return Some(Zone::Date),
        "html" | "body" | "head" | "main" | "article" => return None,
        _ => {}
    }
    match node.attribute("role").unwrap_or("") {
        "navigation" | "banner" | "search" | "dialog" | "alertdialog" | "complementary" | "contentinfo"
        | "menu" | "toolbar" => {
            return Some(Zone::Furniture);
        }
        _ => {}
    }
    if node.attribute("rel").is_some_and(|r| r.split_whitespace().any(|w| w == "author")) {
        return Some(Zone::Byline);
    }
    match node.attribute("itemprop").unwrap_or("") {
        "author" | "creator" => return Some(Zone::Byline),
        "datePublished" | "dateModified" => return Some(Zone::Date),
        "caption" => return Some(Zone::Caption),
        "headline" | "articleBody" | "description" => return None,
        _ => {}
    }
    by_words(node)
}

fn by_words(node: &Node) -> Option<Zone> {
    let names = [node.attribute("class").unwrap_or(""), node.attribute("id").unwrap_or("")];
    let words: Vec<String> = names.iter().flat_map(|n| words(n)).collect();
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    let pictured = has(PICTURE);
    for (zone, list) in WORDS {
        if has(list) {
            let only_desc = *zone == Zone::Caption
                && !pictured
                && !has(&[
                    "caption",
                    "figcaption",
                    "captions",
                    "cutline",
                    "imgcaption",
                    "imagecaption",
                    "photocaption",
                ]);
            if only_desc {
                continue;
            }
            return Some(*zone);
        }
    }
    None
}

/// The words of class names and ids: `wpCaption-text` is `wp`, `caption`, `text`; neighbours are also read as one word.
fn words(names: &str) -> Vec<String> {
    let mut out = Vec::new();
    for name in names.split_whitespace().take(40) {
        let mut parts: Vec<String> = vec![String::new()];
        let mut before = ' ';
        for c in name.chars().take(80) {
            if !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && before.is_ascii_lowercase()) {
                parts.push(String::new());
            }
            if c.is_ascii_alphabetic() {
                parts.last_mut().into_iter().for_each(|p| p.push(c.to_ascii_lowercase()));
            }
            before = c;
        }
        parts.retain(|p| !p.is_empty());
        for pair in parts.windows(2) {
            out.push(format!("{}{}", pair[0], pair[1]));
        }
        out.extend(parts);
    }
    out
}

fn hidden(node: &Node) -> bool {
    if node.attribute("hidden").is_some() {
        return true;
    }
    let style: String = node
        .attribute("style")
        .unwrap_or("")
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden") || style.contains("mso-hide:all")
}

/// The tag that goes with a zone, when it names one.
pub(super) fn tag(zone: Zone) -> Option<Tag> {
    match zone {
        Zone::Furniture | Zone::Hidden | Zone::Comments => Some(Tag::Boilerplate),
        Zone::Caption => Some(Tag::Caption),
        Zone::Byline => Some(Tag::Byline),
        Zone::Date | Zone::Heading => None,
    }
}
