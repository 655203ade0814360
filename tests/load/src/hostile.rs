//! Texts that somebody would write to make the inspection slow.

/// One way to write such a text.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// What it is called in every table.
    pub name: &'static str,
    /// What is repeated; each `#` becomes the number of the repetition.
    unit: &'static str,
}

/// All kinds.
pub const KINDS: [Kind; 24] = [
    Kind { name: "brackets", unit: "[" },
    Kind { name: "half-links", unit: "[a](" },
    Kind { name: "emphasis", unit: "*a **b " },
    Kind { name: "quotes", unit: "> " },
    Kind { name: "nested-lists", unit: "- " },
    Kind { name: "backticks", unit: "`a``b" },
    Kind { name: "references", unit: "[a#]: /u#\n" },
    Kind { name: "entities", unit: "&#104;&amp;" },
    Kind { name: "html-unclosed", unit: "<a href=x " },
    Kind { name: "html-links", unit: "<a href=//h#.site>x" },
    Kind { name: "comments", unit: "<!--" },
    Kind { name: "links", unit: "[x#](https://h#.site/p#) " },
    Kind { name: "headings", unit: "# [x#](https://h#.site/)\n" },
    Kind { name: "bare-links", unit: "https://h#.site/p#\n" },
    Kind { name: "redirectors", unit: "https://www.google.com/url?q=" },
    Kind { name: "slugs", unit: "[d](https://h#.site/2A0TbB) " },
    Kind { name: "tables", unit: "|a" },
    Kind { name: "terms", unit: "best slot #, " },
    Kind { name: "passwords", unit: "archive password: #\n" },
    Kind { name: "spelled", unit: "hxxps://h#[.]site " },
    Kind { name: "letters", unit: "𝒟𝑜𝓌𝓃𝓁𝑜𝒶𝒹 " },
    Kind { name: "cyrillic", unit: "Скачать бесплатно " },
    Kind { name: "han", unit: "下载破解版电子书" },
    Kind { name: "mixed", unit: "Dоwnlоad nоw " },
];

impl Kind {
    /// A text of this kind of about `bytes` bytes.
    pub fn text(&self, bytes: usize) -> String {
        let mut text = String::with_capacity(bytes + 64);
        for number in 0.. {
            if text.len() >= bytes {
                break;
            }
            text.push_str(&self.unit.replace('#', &number.to_string()));
        }
        text.truncate(text.floor_char_boundary(bytes));
        text
    }
}
