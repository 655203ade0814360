// @ts-check
/**
 * The toolbar's icon: a hull with a line at the water, and the verdict as a shape
 * at its side. A banner drawn in Markdown cannot change it.
 */
import { message } from '../shared/words.js';

/** As in icons/icon.svg, in units of a 32 by 32 square. */
const HULL = 'M3 5h26c-.6 9-4.2 17.5-13 23C7.2 22.5 3.6 14 3 5Z';
const MAST = 'M16 1v4';
const WATER = 'M5 15.5h6.5l3.5 4 5.5-8 2.5 4h4';

/** The shapes differ, not the colours alone. */
const SHAPES = {
  'nothing-found': null,
  notice: { path: 'M19 26h11', colour: '#5b6b7b', filled: false },
  'not-inspected': { path: 'M16.5 26h2.5M23 26h2.5M29.5 26h1', colour: '#5b6b7b', filled: false },
  suspicious: { path: 'M23.5 16 31 30H16Z', colour: '#c77700', filled: true },
  danger: { path: 'M20.8 16h5.6l4.2 4.2v5.6l-4.2 4.2h-5.6l-4.2-4.2v-5.6Z', colour: '#c5121d', filled: true },
};

const SIZES = [16, 32];

/** @type {Map<string, Record<number, ImageData>>} */
const drawn = new Map();

/** What icons are to say, by tab and page. @type {Map<string, string | null>} */
const due = new Map();

/** How long that may wait, in milliseconds: a page asks several times while it loads, and is answered first. */
const WAIT_MS = 30;

/**
 * Lets the icon say what is thought of `url`, unless its tab shows another page by then.
 * @param {number} tabId
 * @param {string} url
 * @param {string | null} mark the core's level, or nothing
 */
export function show(tabId, url, mark) {
  const [page] = url.split('#', 1);
  const key = `${tabId} ${page}`;
  if (!due.has(key)) setTimeout(draw, WAIT_MS, tabId, page);
  due.set(key, mark);
}

async function draw(/** @type {number} */ tabId, /** @type {string} */ page) {
  const key = `${tabId} ${page}`;
  const mark = due.get(key) ?? null;
  due.delete(key);
  const now = await chrome.tabs.get(tabId).catch(() => null);
  if (now?.url?.split('#', 1)[0] !== page) return;
  const title = message(`icon_${(mark ?? 'inert').replaceAll('-', '_')}`);
  try {
    await chrome.action.setTitle({ tabId, title });
    await chrome.action.setIcon({ tabId, imageData: pictures(mark ?? 'nothing-found') });
  } catch {
    // The tab was closed meanwhile.
  }
}

function pictures(/** @type {string} */ mark) {
  const known = drawn.get(mark);
  if (known) return known;
  const made = Object.fromEntries(SIZES.map((size) => [size, picture(size, SHAPES[mark])]));
  drawn.set(mark, made);
  return made;
}

function picture(/** @type {number} */ size, /** @type {{ path: string, colour: string, filled: boolean } | null} */ shape) {
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(size, size).getContext('2d'));
  context.scale(size / 32, size / 32);
  context.lineJoin = context.lineCap = 'round';
  stroke(context, HULL, '#1f5f8b', 0.5, true);
  stroke(context, MAST, '#1f5f8b', 1.6, false);
  stroke(context, WATER, '#ffffff', 2.6, false);
  if (shape) {
    // A rim of nothing keeps the shape apart from the hull.
    context.globalCompositeOperation = 'destination-out';
    stroke(context, shape.path, '#000', shape.filled ? 5 : 8, shape.filled);
    context.globalCompositeOperation = 'source-over';
    stroke(context, shape.path, shape.colour, shape.filled ? 1.5 : 4, shape.filled);
  }
  return context.getImageData(0, 0, size, size);
}

/** @param {OffscreenCanvasRenderingContext2D} context */
function stroke(context, /** @type {string} */ path, /** @type {string} */ colour, /** @type {number} */ width, /** @type {boolean} */ filled) {
  const line = new Path2D(path);
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = width;
  if (filled) context.fill(line);
  context.stroke(line);
}
