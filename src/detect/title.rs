//! What a repository's name and first sentence are about.

use super::profile::most_frequent;
use crate::{
    readme::{Lexemes, lex, lower},
    rules::{self, Lexicon, Topic, word_hash},
};
use std::ops::Range;

/// The words of a title that say what it is about, single ones and pairs of them that say more than each.
#[derive(Debug, Default)]
pub struct Title(Vec<Word>);

/// A word that says something.
#[derive(Debug)]
struct Word {
    topic: Topic,
    text: &'static str,
    count: u16,
}

impl Title {
    /// Reads `parts`.
    pub fn of(parts: &[&str]) -> Self {
        let mut title = Self::default();
        if let Some(lexicon) = rules::lexicon() {
            for text in parts {
                lex::<dyn Lexemes>(
                    text,
                    &mut Reader { title: &mut title, lexicon, text, said: String::new(), last: 0 },
                );
            }
        }
        title
    }

    /// Whether it has a word of `topic`.
    pub fn names(&self, topic: Topic) -> bool {
        self.0.iter().any(|word| word.topic == topic)
    }

    /// Its words of `topic`, the most frequent first.
    pub fn words_of(&self, topic: Topic) -> Vec<&'static str> {
        let words = self.0.iter().filter(|word| word.topic == topic);
        most_frequent(words.map(|word| (word.count, word.text)).collect())
    }
}

/// Reads one part of a title.
struct Reader<'a> {
    title: &'a mut Title,
    lexicon: Lexicon<'static>,
    text: &'a str,
    /// The words so far in lower case, a space before each.
    said: String,
    /// Where the last of them begins.
    last: usize,
}

impl Reader<'_> {
    fn see(&mut self, place: usize) {
        let entry = self.lexicon.at(place);
        let Some((entry, topic)) = entry.and_then(|entry| Some((entry, entry.topic?))) else { return };
        let text = self.lexicon.word(&entry);
        match self.title.0.iter_mut().find(|known| known.text == text) {
            Some(known) => known.count = known.count.saturating_add(1),
            None => self.title.0.push(Word { topic, text, count: 1 }),
        }
    }

    /// Adds the word at `range` to those said: what it is with the one before it.
    fn say(&mut self, range: Range<usize>) -> u64 {
        self.said.push(' ');
        let start = self.said.len();
        self.said.push_str(&lower(&self.text[range]));
        let both = word_hash(&self.said.as_bytes()[self.last..]);
        self.last = start;
        both
    }
}

impl Lexemes for Reader<'_> {
    fn word(&mut self, range: Range<usize>, hash: u64) {
        let both = self.say(range);
        for hash in [hash, both] {
            self.see(self.lexicon.find(hash).place);
        }
    }

    fn pair(&mut self, range: Range<usize>, hash: u64) {
        let lexicon = self.lexicon;
        for place in lexicon.parts(hash, &self.text[range.start..]) {
            self.see(place);
        }
        self.say(range);
    }
}

#[cfg(test)]
mod tests {
    use super::{Title, Topic};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn words_and_pairs_of_them_say_what_it_is_about() {
        for (parts, topic, words) in [
            (["crack-photoshop-crack", "Keygen for all"], Topic::Piracy, &["crack", "keygen"][..]),
            (["casino", "Slot GACOR"], Topic::Gambling, &["casino", "gacor", "slot"]),
            (["now-read", "online"], Topic::Book, &[]),
            (["a", "Read: online"], Topic::Book, &["read online"]),
            (["a", "read 容器 online"], Topic::Book, &[]),
            (["容器 read online", ""], Topic::Book, &["read online"]),
            (["下载破解版", ""], Topic::Piracy, &["破解", "破解版"]),
            (["下载破解码", ""], Topic::Piracy, &["破解"]),
            (["", ""], Topic::Piracy, &[]),
        ] {
            let title = Title::of(&parts);
            assert_eq!(title.words_of(topic), words, "{parts:?}");
            assert_eq!(title.names(topic), !words.is_empty(), "{parts:?}");
        }
    }
}
