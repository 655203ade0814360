// @ts-check
/**
 * Finds quoted evidence on the page, scrolls to it and highlights it, without
 * changing the page: the highlight is painted over its text.
 */
import * as element from './element.js';
import * as links from './links.js';

const NAME = 'hullcheck';

/** What a reader does not see. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/;

/**
 * The letters of the page as the core reads texts, each with where it stands.
 * @returns {{ letter: string, node: Text, start: number, end: number }[]}
 */
function letters() {
  const read = [];
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const node = /** @type {Text} */ (nodes.currentNode);
    if (node.parentElement && element.closest(node.parentElement, 'script, style, noscript')) continue;
    let at = 0;
    // Texts of two elements are two words.
    for (const written of `${node.data} `) {
      const [start, end] = [at, Math.min(at + written.length, node.length)];
      at += written.length;
      if (INVISIBLE.test(written)) continue;
      for (const letter of written.normalize('NFKC')) {
        const plain = /\s/.test(letter) ? ' ' : letter;
        if (plain !== ' ' || read.at(-1)?.letter !== ' ') read.push({ letter: plain, node, start: Math.min(start, node.length), end });
      }
    }
  }
  return read;
}

/** Where `wanted` stands; of a quote that was cut in the middle, its beginning. */
function textRange(/** @type {string} */ wanted) {
  const sought = [...wanted.split('…')[0].trim().replace(/\s+/g, ' ')];
  if (sought.length === 0) return null;
  const read = letters();
  const begins = (/** @type {number} */ at) => sought.every((letter, offset) => read[at + offset]?.letter === letter);
  const at = read.findIndex((_, at) => begins(at));
  if (at < 0) return null;
  const range = document.createRange();
  range.setStart(read[at].node, read[at].start);
  const last = read[at + sought.length - 1];
  range.setEnd(last.node, last.end);
  return range;
}

function linkRange(/** @type {string} */ href) {
  for (const link of links.within(document)) {
    if (links.addressOf(link) !== href) continue;
    const range = document.createRange();
    range.selectNodeContents(link);
    return range;
  }
  return null;
}

/**
 * Shows evidence on the page: the link at `href`, or else `text`.
 * @returns {boolean} whether the page shows it
 */
export function show(/** @type {{ href: string | null, text: string }} */ { href, text }) {
  const range = (href === null ? null : linkRange(href)) ?? textRange(text);
  if (!range) return false;
  CSS.highlights?.set(NAME, new Highlight(range));
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const { parentElement } = range.startContainer;
  if (parentElement) element.scrollTo(parentElement, { block: 'center', behavior: still ? 'auto' : 'smooth' });
  return true;
}

/** Takes the highlight away. */
export function clear() {
  CSS.highlights?.delete(NAME);
}
