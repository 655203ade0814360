//! What the core reads, and what the browser itself makes of the same.

use hullcheck::{readme::Readme, url::Url};
use hullcheck_browser::{Session, content};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// How many addresses and how many pieces of HTML are tried.
const ADDRESSES: usize = 5000;
const PIECES: usize = 1000;

const BASE: &str = "https://hub.docker.com/";

/// Numbers that look random and are the same in every run (SplitMix64,
/// <https://prng.di.unimi.it/splitmix64.c>).
struct Random(u64);

impl Random {
    fn one<'a>(&mut self, items: &[&'a str]) -> &'a str {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        items[usize::try_from((mixed ^ (mixed >> 31)) % items.len() as u64).unwrap_or_default()]
    }

    /// So many of `items`, one after another.
    fn some(&mut self, items: &[&str], number: usize) -> String {
        (0..number).map(|_| self.one(items)).collect()
    }
}

/// What addresses are made of that somebody would write to be misread.
const ADDRESS_PARTS: [&str; 44] = [
    "https:",
    "http:",
    "HTTPS:",
    "ftp:",
    "javascript:",
    "data:",
    "//",
    "/",
    "\\",
    "\\\\",
    "@",
    ":",
    "?",
    "#",
    ".",
    "..",
    "%2e",
    "%2F",
    "%40",
    "%5C",
    "%00",
    "docker.com",
    "tinurll.com",
    "evil.site",
    "hub.docker.com",
    "127.1",
    "0x7f.1",
    "[::1]",
    "xn--dcker-jye.com",
    "bücher.example",
    "ｔｉｎｕｒｌｌ．com",
    "dоcker.com",
    "\u{AD}",
    "\u{200D}",
    "\t",
    "\n",
    " ",
    "a",
    "B",
    "8443",
    "%",
    "|",
    "^",
    "'",
];

/// What HTML is made of that somebody would write to be misread.
const HTML_PARTS: [&str; 36] = [
    "<a href=",
    "<a\thref =",
    "<A HREF='",
    "<a x=1 href=\"",
    "<a/href=",
    "<area href=",
    "</a>",
    "<b>",
    "</b>",
    "<!-- ",
    "-->",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<p>",
    "\"",
    "'",
    ">",
    " ",
    "\t",
    "/",
    "https://a.site/x",
    "//b.site",
    "&#104;ttps://c.site",
    "https&colon;//d.site",
    "&amp;",
    "&",
    "<",
    "=",
    "text",
    "href=https://e.site",
    "href=//f.site ",
    "<img alt=\"",
    "<svg><a xlink:href=",
    "</p",
];

/// `address` with the two marks escaped that browsers and the url crate escape differently. They
/// change no host, and in the extension the browser is asked. Nor does what only scrolls a page.
fn even(address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    address.replace('|', "%7C").replace('^', "%5E")
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_lead_where_the_browser_says() -> anyhow::Result<()> {
    let mut random = Random(1);
    let addresses: Vec<String> = (0..ADDRESSES).map(|at| random.some(&ADDRESS_PARTS, 1 + at % 7)).collect();
    let session = Session::start(content()?).await?;
    session.open("/").await?;
    let script = "const [addresses, base] = arguments; \
                  return addresses.map((address) => { try { \
                    const { href, hostname, port, pathname, search, hash } = new URL(address, base); \
                    return { href, hostname, port, pathname, search, hash }; } catch { return null; } })";
    let read = session.browser.execute(script, vec![json!(addresses), json!(BASE)]).await?.json().clone();
    let mut wrong = Vec::new();
    for (address, read) in addresses.iter().zip(read.as_array().into_iter().flatten()) {
        let ours = Url::parse(address, BASE);
        let part = |name: &str| read[name].as_str().unwrap_or_default();
        let web = |scheme: &str| matches!(scheme, "http" | "https" | "ftp");
        let same = match &ours {
            // Chromium takes spaces and the like for part of a host of other letters; nobody can have it.
            None => read.is_null() || part("hostname").contains('%'),
            // Where there is no host, it is the scheme that decides.
            Some(ours) if !web(ours.scheme()) => part("href").starts_with(&format!("{}:", ours.scheme())),
            Some(ours) => {
                even(ours.href()) == even(part("href"))
                    && ours.host() == part("hostname").trim_end_matches('.')
                    && ours.port().map_or_else(String::new, |port| port.to_string()) == part("port")
                    && even(ours.path()) == even(part("pathname"))
                    && ours.query() == part("search").strip_prefix('?').unwrap_or_default()
            }
        };
        if !same {
            wrong.push(format!(
                "{address:?}: {:?}, the browser {read}",
                ours.map(|url| url.href().to_owned())
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {ADDRESSES}:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_link_of_the_browsers_is_missed_in_html() -> anyhow::Result<()> {
    let mut random = Random(2);
    let pieces: Vec<String> = (0..PIECES).map(|at| random.some(&HTML_PARTS, 3 + at % 12)).collect();
    let session = Session::start(content()?).await?;
    session.open("/").await?;
    let script = "const [pieces] = arguments; return pieces.map((piece) => { \
                  const page = new DOMParser().parseFromString(`<div>${piece}`, 'text/html'); \
                  return [...page.querySelectorAll('a, area')].map((link) => link.getAttribute('href') ?? \
                    link.getAttribute('xlink:href')).filter((href) => href !== null); })";
    let found = session.browser.execute(script, vec![json!(pieces)]).await?.json().clone();
    let absolute = |href: &str| Url::parse(href, BASE).map(|url| url.href().to_owned());
    let mut wrong = Vec::new();
    let mut links = 0;
    for (piece, found) in pieces.iter().zip(found.as_array().into_iter().flatten()) {
        let expected: BTreeSet<String> =
            found.as_array().into_iter().flatten().filter_map(Value::as_str).filter_map(absolute).collect();
        links += expected.len();
        // A block that begins so is HTML to its end.
        let readme = Readme::read(&format!("<div>{piece}"));
        let ours: BTreeSet<String> = readme.links.iter().filter_map(|link| absolute(&link.href)).collect();
        if !expected.is_subset(&ours) {
            wrong.push(format!("{piece:?}: {ours:?}, the browser {expected:?}"));
        }
    }
    assert!(links > PIECES / 4, "{links} links are not many");
    assert!(wrong.is_empty(), "{} of {PIECES}:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}
