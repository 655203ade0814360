//! Many lines judged at once, written in their order, with never more than a
//! few chunks in memory.

use super::{
    Block,
    input::{Chunk, Input},
};
use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        mpsc::{self, Receiver, SyncSender},
    },
    thread,
};

/// What is known of a chunk whose lines were judged.
pub struct Read {
    /// How many bytes it was.
    pub bytes: u64,
}

/// Reads `input` to its end, judges its chunks on so many `threads`, and hands each to `take` in order.
pub fn run(
    input: &mut Input,
    threads: usize,
    judge: &(impl Fn(&[u8]) -> Block + Sync),
    mut take: impl FnMut(Read, Block) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    // One chunk waits for each thread. What was judged out of its order waits as well, and
    // whoever is far ahead waits for its turn to hand over.
    let (chunks, waiting) = mpsc::sync_channel::<(u64, Chunk)>(threads);
    let (judged, blocks) = mpsc::sync_channel::<(u64, Read, Block)>(threads);
    let waiting = Mutex::new(waiting);
    thread::scope(|scope| {
        let reader = scope.spawn(move || read(input, &chunks));
        for _ in 0..threads {
            let (waiting, judged) = (&waiting, judged.clone());
            scope.spawn(move || work(waiting, &judged, judge));
        }
        drop(judged);
        let taken = in_order(&blocks, &mut take);
        // Nobody takes any more: who still judges finds no one to hand over to, and ends.
        drop(blocks);
        let read = reader.join().unwrap_or_else(|_| Err(anyhow::anyhow!("the reader ended by itself")));
        taken.and(read)
    })
}

fn read(input: &mut Input, chunks: &SyncSender<(u64, Chunk)>) -> anyhow::Result<()> {
    for number in 0.. {
        let Some(chunk) = input.next_lines()? else { break };
        if chunks.send((number, chunk)).is_err() {
            break;
        }
    }
    Ok(())
}

fn work(
    waiting: &Mutex<Receiver<(u64, Chunk)>>,
    judged: &SyncSender<(u64, Read, Block)>,
    judge: &impl Fn(&[u8]) -> Block,
) {
    loop {
        let next = waiting.lock().map(|waiting| waiting.recv());
        let Ok(Ok((number, chunk))) = next else { return };
        let block = judge(&chunk.lines);
        if judged.send((number, Read { bytes: chunk.bytes }, block)).is_err() {
            return;
        }
    }
}

fn in_order(
    blocks: &Receiver<(u64, Read, Block)>,
    take: &mut impl FnMut(Read, Block) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, read, block) in blocks {
        early.insert(number, (read, block));
        while let Some((read, block)) = early.remove(&next) {
            take(read, block)?;
            next += 1;
        }
    }
    Ok(())
}
