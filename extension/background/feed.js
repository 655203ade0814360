// @ts-check
/**
 * The feed of rules, if the user or an administrator wants one: fetched now and
 * then, and held. Whether it is taken is the core's word.
 */
import { addFeed, dropFeed, isKey, largestFeed, takeFeed } from 'hullcheck';
import { managed } from './policy.js';
import { turns } from './turns.js';

/** How often it is asked for, in milliseconds. */
const EVERY_MS = 6 * 60 * 60 * 1000;

/** How soon again where it could not be fetched, in milliseconds. */
const AGAIN_MS = 10 * 60 * 1000;

/** How long it may take to come, in milliseconds. */
const LIMIT_MS = 30_000;

/**
 * @typedef {{ url: string, key: string }} Source where a feed is, and whose signature counts
 * @typedef {{ source: Source, held: object | null, asked: number | null, refused: string | null }} Kept
 *   what was taken from a source, when it was asked last, and why the last answer changed nothing
 */

/** Where the feed is; nothing if nobody wants one. @returns {Promise<{ source: Source | null, forced: boolean }>} */
export async function source() {
  const { feed: forced } = await managed();
  if (typeof forced?.url === 'string' && typeof forced?.key === 'string') return { source: { url: forced.url, key: forced.key }, forced: true };
  const { feed } = await chrome.storage.local.get({ feed: null });
  return { source: feed, forced: false };
}

/** What is kept of the feed at `source`; nothing of another. @param {Source | null} source @returns {Promise<Kept | null>} */
async function kept(source) {
  if (!source) return null;
  const { feedKept } = await chrome.storage.local.get({ feedKept: null });
  const same = feedKept?.source?.url === source.url && feedKept?.source?.key === source.key;
  return same ? feedKept : { source, held: null, asked: null, refused: null };
}

/**
 * Lets what is held add to the rules, and says what it is.
 * @param {Promise<void>} [core] fulfilled once it is loaded, if it may not be yet
 * @returns {Promise<{ source: Source | null, forced: boolean, said: object | null, asked: number | null, refused: string | null }>}
 */
export async function takeUp(core) {
  const wanted = await source();
  const known = await kept(wanted.source);
  await core;
  let said = null;
  let refused = known?.refused ?? null;
  try {
    if (known?.held) said = addFeed(known.held);
    else dropFeed();
  } catch {
    refused = 'malformed'; // What was kept was damaged meanwhile; it is fetched anew.
  }
  return { ...wanted, said, asked: known?.asked ?? null, refused };
}

/** An answer that comes late must not undo what was chosen or taken meanwhile. */
const inTurn = turns();

/** Asks for the feed, if it is due, and says what is held then. */
export function refresh({ now = false } = {}) {
  return inTurn(async () => {
    const { source: wanted } = await source();
    const known = await kept(wanted);
    const wait = known?.refused === 'unreachable' ? AGAIN_MS : EVERY_MS;
    const due = known && (now || Math.abs(Date.now() - (known.asked ?? 0)) > wait);
    if (!due || chrome.extension.inIncognitoContext) return takeUp();
    const asked = Date.now();
    // First of all: who is stopped while asking must not ask again at once.
    await chrome.storage.local.set({ feedKept: { ...known, asked } });
    const [held, refused] = await ask(known);
    await chrome.storage.local.set({ feedKept: { ...known, held, refused, asked } });
    return takeUp();
  });
}

/** What is held after asking, and why nothing was taken, if nothing was. @param {Kept} known @returns {Promise<[object | null, string | null]>} */
async function ask({ source, held }) {
  if (!isKey(source.key)) return [held, 'key'];
  const text = await fetched(source.url);
  if (text === null) return [held, 'unreachable'];
  const taken = takeFeed(text, held, source.key, new Date().toISOString());
  return taken.held ? [taken.held, null] : [held, taken.refused];
}

/** The text at `url`, no longer than one character more than a feed may be; nothing if it does not come. */
async function fetched(/** @type {string} */ url) {
  try {
    const response = await fetch(url, { credentials: 'omit', redirect: 'error', cache: 'no-cache', signal: AbortSignal.timeout(LIMIT_MS) });
    if (!response.ok || !response.body) return null;
    let text = '';
    for await (const part of /** @type {any} */ (response.body.pipeThrough(new TextDecoderStream()))) {
      text += part;
      if (text.length > largestFeed()) break;
    }
    return text;
  } catch {
    return null;
  }
}

/** @typedef {{ type: 'feed', wish: 'look' | 'fetch' } | { type: 'feed', wish: 'use', source: Source | null }} FeedMessage */

/** Answers the settings page. @param {FeedMessage} message */
export async function answer(message) {
  if (message.wish === 'look') return takeUp();
  if (message.wish === 'fetch') return refresh({ now: true });
  const { source } = message;
  if (source && !isKey(source.key)) return { wrong: 'key' };
  if (source && !source.url.startsWith('https://')) return { wrong: 'address' };
  await inTurn(async () => {
    await chrome.storage.local.set({ feed: source });
    if (!source) await chrome.storage.local.remove('feedKept');
  });
  return refresh({ now: true });
}
