/// Names of characters, sorted, and the characters.
pub(crate) struct Entities<'a> {
    /// For each name: a byte of how much it shares with the one before (five bits) and how many bytes
    /// its characters take (three bits), then the rest of it, the last byte with the highest bit set.
    pub names: &'a [u8],
    /// The characters, in the order of their names.
    pub characters: &'static str,
    /// For each letter that a name can begin with, in order: the letter, and where its names and their
    /// characters begin.
    pub starts: &'a [(u8, u16, u16)],
}

impl Entities<'_> {
    /// The characters called `name`.
    pub(crate) fn get(&self, name: &[u8]) -> Option<&'static str> {
        let letter = *name.first()?;
        let &(_, names, characters) = self.starts.iter().find(|start| start.0 == letter)?;
        let mut rest = self.names.get(usize::from(names)..)?;
        let mut at = usize::from(characters);
        // How much of `name` the entry before began with.
        let mut matched = 0;
        loop {
            let (&head, tail) = rest.split_first()?;
            let (shared, length) = (usize::from(head >> 3), usize::from(head & 7));
            let end = tail.iter().position(|byte| byte & 0x80 != 0)? + 1;
            let (own, others) = tail.split_at(end);
            if shared < matched {
                // It has less in common with `name` than the one before, and what follows is sorted.
                return None;
            }
            if shared == matched {
                let wanted = name.get(shared..)?;
                let same =
                    own.iter().zip(wanted).take_while(|(own, wanted)| **own & 0x7f == **wanted).count();
                if same == own.len() && same == wanted.len() {
                    return self.characters.get(at..at + length);
                }
                matched += same;
            }
            at += length;
            rest = others;
        }
    }
}
