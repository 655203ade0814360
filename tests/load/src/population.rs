//! A population of repositories as JFrog counted it on 2024-04-30
//! (<https://jfrog.com/blog/attacks-on-docker-with-millions-of-malicious-repositories-spread-malware-and-phishing-scams/>):
//! 15 million, of which 4.6 million held no image, 2.81 million of these planted by three campaigns.

use crate::{random::Random, texts};
use std::io::{self, Write};

/// Of each hundred repositories: the share of each kind, by the report's numbers of millions
/// (1.453 Downloader, 1.069 eBook, 0.288 Website, 1.8 others without an image, of 15).
const SHARES: [(Kind, usize); 5] =
    [(Kind::Downloader, 10), (Kind::Ebook, 7), (Kind::Website, 2), (Kind::Empty, 12), (Kind::Published, 69)];

#[derive(Clone, Copy)]
enum Kind {
    Downloader,
    Ebook,
    Website,
    /// No image and no text worth the name.
    Empty,
    /// An image; one in four has an overview.
    Published,
}

/// How many different overviews there are of each kind.
const TEXTS: usize = 256;

/// Writes `count` repositories, one JSON object a line, shaped as Docker Hub's records.
pub fn write(out: &mut impl Write, count: usize) -> io::Result<()> {
    let mut random = Random::new(17);
    let honest: Vec<String> =
        (0..TEXTS).map(|_| texts::honest_of(300 + random.below(9000), random.number())).collect();
    let prose: Vec<String> = (0..TEXTS).map(|_| texts::lure(700 + random.below(2500))).collect();
    for number in 0..count {
        let account = number / 100;
        let (status, readme) = match kind(random.below(100)) {
            Kind::Downloader => (0, downloader(&mut random, &prose)),
            Kind::Ebook => (0, ebook(number)),
            Kind::Website => (0, website(&mut random, number)),
            Kind::Empty => (0, String::new()),
            Kind::Published if random.below(4) == 0 => (1, random.one(&refs(&honest)).to_owned()),
            Kind::Published => (1, String::new()),
        };
        let line = serde_json::json!({
            "user": format!("account{account}"), "name": format!("image-{number}"),
            "namespace": format!("account{account}"), "repository_type": "image", "status": status,
            "description": if status == 1 { "An image." } else { "" }, "is_private": false, "star_count": 0,
            "pull_count": random.below(2000), "last_updated": "2024-03-01T10:00:00.000000Z",
            "date_registered": "2023-03-01T10:00:00.000000Z", "full_description": readme,
        });
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn refs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn kind(mut of_hundred: usize) -> Kind {
    for (kind, share) in SHARES {
        if of_hundred < share {
            return kind;
        }
        of_hundred -= share;
    }
    Kind::Published
}

fn slug(random: &mut Random) -> String {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let rest: String = (0..4).map(|_| char::from(letters[random.below(letters.len())])).collect();
    format!("2A{rest}")
}

fn downloader(random: &mut Random, prose: &[String]) -> String {
    let host = random.one(&["tinurll.com", "urlca.com", "new-host-of-today.com", "urlgoal.com"]);
    let slug = slug(random);
    let text = random.one(&refs(prose));
    format!("**Download ✵ [https://{host}/{slug}](https://{host}/{slug})**\n\n{text}")
}

fn ebook(number: usize) -> String {
    format!(
        "# The Book of {number} PDF\n\n[Read online](http://filesooq.org/1/book-{number}.html)\n\nDownload or read \
         The Book of {number} epub pdf mobi free. Chapters, author, pages: all of the novel.\n"
    )
}

fn website(random: &mut Random, number: usize) -> String {
    let age = 20 + random.below(60);
    format!(
        "{age} year old Film Editor Luigi Number {number} from Saint-Paul has hobbies such as model trains, reviews \
         and yoga. Gets a lot of inspiration from life by going to places such as Old Town. [my web page](https://\
         site{number}.example.site/)\n"
    )
}
