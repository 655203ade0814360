//! Files of lines, packed or not.

use anyhow::{Context as _, bail};
use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

/// How much is read at once: some hundred lines, so that no thread waits long for another.
const CHUNK: usize = 256 * 1024;

/// The longest line, in bytes: a thousand times what Docker Hub lets a repository say.
const LONGEST: usize = 64 * 1024 * 1024;

/// Lines of one file.
pub struct Input {
    reader: Box<dyn Read + Send>,
    name: String,
    /// What was read of a line that is not whole yet.
    rest: Vec<u8>,
    ended: bool,
}

/// Some whole lines.
#[derive(Debug)]
pub struct Chunk {
    /// The lines.
    pub lines: Vec<u8>,
    /// How many bytes they are.
    pub bytes: u64,
}

/// What a file is called in messages.
pub fn name(file: &Path) -> String {
    if file == Path::new("-") { "standard input".to_owned() } else { file.display().to_string() }
}

impl Input {
    /// Opens `file`, or the standard input for `-`, and unpacks it if it begins as gzip
    /// (<https://www.rfc-editor.org/rfc/rfc1952>) or zstd (<https://www.rfc-editor.org/rfc/rfc8878>) does.
    pub fn open(file: &Path) -> anyhow::Result<Self> {
        let name = name(file);
        let plain: Box<dyn Read + Send> = if file == Path::new("-") {
            Box::new(io::stdin())
        } else {
            Box::new(File::open(file).with_context(|| format!("cannot open {name}"))?)
        };
        let mut plain = BufReader::with_capacity(CHUNK, plain);
        let reader: Box<dyn Read + Send> =
            match plain.fill_buf().with_context(|| format!("cannot read {name}"))? {
                [0x1F, 0x8B, ..] => Box::new(MultiGzDecoder::new(plain)),
                [0x28, 0xB5, 0x2F, 0xFD, ..] => Box::new(Frames { source: Some(plain), frame: None }),
                _ => Box::new(plain),
            };
        Ok(Self { reader, name, rest: Vec::new(), ended: false })
    }

    /// Passes over so many bytes, as they are unpacked.
    pub fn skip(&mut self, bytes: u64) -> anyhow::Result<()> {
        let passed = io::copy(&mut (&mut self.reader).take(bytes), &mut io::sink());
        let passed = passed.with_context(|| format!("cannot read {}", self.name))?;
        anyhow::ensure!(passed == bytes, "{} is shorter than before: scan it without --resume", self.name);
        Ok(())
    }

    /// The next whole lines, as many as there are at once; `None` at the end.
    pub fn next_lines(&mut self) -> anyhow::Result<Option<Chunk>> {
        while !self.ended {
            if self.rest.len() > LONGEST {
                bail!("{} has a line of more than {LONGEST} bytes: it holds no repositories", self.name);
            }
            let begun = self.rest.len();
            self.rest.resize(begun + CHUNK, 0);
            let read = self.reader.read(&mut self.rest[begun..]);
            let read = read.with_context(|| format!("cannot read {}", self.name))?;
            self.rest.truncate(begun + read);
            self.ended = read == 0;
            let whole = memchr::memrchr(b'\n', &self.rest[begun..]).map(|at| begun + at + 1);
            if let Some(whole) = whole {
                let rest = self.rest.split_off(whole);
                return Ok(Some(Chunk::of(std::mem::replace(&mut self.rest, rest))));
            }
        }
        let last = std::mem::take(&mut self.rest);
        Ok((!last.is_empty()).then(|| Chunk::of(last)))
    }
}

impl Chunk {
    fn of(lines: Vec<u8>) -> Self {
        Self { bytes: lines.len() as u64, lines }
    }
}

type Source = BufReader<Box<dyn Read + Send>>;

/// One zstd frame after another, as parallel packers write them.
struct Frames {
    source: Option<Source>,
    frame: Option<Box<StreamingDecoder<Source, ruzstd::decoding::FrameDecoder>>>,
}

impl Read for Frames {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let read = frame.read(out)?;
                if read > 0 {
                    return Ok(read);
                }
            }
            if let Some(frame) = self.frame.take() {
                self.source = Some(frame.into_inner());
            }
            let Some(mut source) = self.source.take() else { return Ok(0) };
            if source.fill_buf()?.is_empty() {
                return Ok(0);
            }
            self.frame = Some(Box::new(StreamingDecoder::new(source).map_err(io::Error::other)?));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Input;
    use std::{fs, io::Write as _};

    fn lines(bytes: &[u8], name: &str) -> Vec<u8> {
        let path = std::env::temp_dir().join(format!("hullcheck-{}-{name}", std::process::id()));
        fs::write(&path, bytes).unwrap();
        let mut input = Input::open(&path).unwrap();
        let mut all = Vec::new();
        while let Some(chunk) = input.next_lines().unwrap() {
            assert!(chunk.lines.ends_with(b"\n") || all.len() + chunk.lines.len() == TEXT.len());
            all.extend(chunk.lines);
        }
        fs::remove_file(path).unwrap();
        all
    }

    const TEXT: &[u8] = b"one\n\nthree\nno end";

    #[test]
    fn packed_lines_are_the_same() {
        assert_eq!(lines(TEXT, "plain"), TEXT);
        let gzip = |part: &[u8]| {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(part).unwrap();
            packer.finish().unwrap()
        };
        assert_eq!(lines(&[gzip(&TEXT[..5]), gzip(&TEXT[5..])].concat(), "gzip"), TEXT);
        let zstd = |part: &[u8]| {
            ruzstd::encoding::compress_to_vec(part, ruzstd::encoding::CompressionLevel::Fastest)
        };
        assert_eq!(lines(&[zstd(&TEXT[..7]), zstd(&TEXT[7..])].concat(), "zstd"), TEXT);
    }
}
