// @ts-check
/**
 * Asks Docker Hub's API, without any cookie of the user, and each thing once.
 * How often, and how long an answer may be used again, is the core's word.
 */
import { Guest, limitMs } from '../core/hullcheck.js';

/** The most answers kept: an hour's browsing. */
const MOST_KEPT = 200;

/** The largest answer that outlives the background, in characters: a readme has 25,000. */
const LARGEST_STORED = 100_000;

/**
 * @typedef {{ kind: string, [part: string]: unknown }} Outcome how a request ended, as the core reads it
 * @typedef {{ outcome: Promise<Outcome>, until: number }} Entry
 */

/** @type {Map<string, Entry>} */
const kept = new Map();

/** What is kept in the session's storage, the oldest first. @type {string[]} */
let stored = [];

/** @type {Guest} */
let guest;

/** Takes up what was known before the background was stopped. The core must be loaded. */
export async function takeUp() {
  const { guest: saved } = await chrome.storage.session.get('guest');
  stored = saved?.stored ?? [];
  guest = new Guest(saved?.account, Date.now());
}

/**
 * How a request to `url` ended. A request under way is shared, and an answer
 * used again as long as it is fresh, unless `again` says to ask anew.
 * @param {string} url
 * @param {boolean} again
 */
export async function ask(url, again) {
  if (!kept.has(url) && !again) await recall(url);
  const known = kept.get(url);
  if (known && Date.now() < known.until && !(again && known.until < Infinity)) return known.outcome;
  /** @type {Entry} */
  const entry = { outcome: Promise.resolve({ kind: 'unreachable' }), until: Infinity };
  entry.outcome = request(url, (ms) => (entry.until = Date.now() + ms));
  kept.delete(url);
  kept.set(url, entry);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
  return entry.outcome;
}

async function recall(/** @type {string} */ url) {
  if (!stored.includes(url)) return;
  const found = (await chrome.storage.session.get(url))[url];
  if (found && !kept.has(url)) kept.set(url, { outcome: Promise.resolve(found.outcome), until: found.until });
}

/**
 * @param {string} url
 * @param {(ms: number) => void} stands told how long the answer may be used again
 * @returns {Promise<Outcome>}
 */
async function request(url, stands) {
  const admission = guest.admit(Date.now());
  if (admission.kind === 'held') {
    stands(0);
    return admission;
  }
  if (admission.milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, admission.milliseconds));
  const [outcome, reply] = await fetched(url);
  const ms = guest.hear(reply, Date.now(), Math.random());
  stands(ms);
  await store(url, outcome, Date.now() + ms);
  return outcome;
}

/** @returns {Promise<[Outcome, object]>} how it ended, and what the core hears of it */
async function fetched(/** @type {string} */ url) {
  try {
    const response = await fetch(url, { credentials: 'omit', redirect: 'error', cache: 'no-cache', signal: AbortSignal.timeout(limitMs()) });
    const { status, headers } = response;
    const contentType = headers.get('content-type') ?? '';
    const header = (/** @type {string} */ name) => headers.get(name) ?? undefined;
    const reply = {
      status,
      contentType,
      retryAfter: header('retry-after') ?? header('x-retry-after'),
      remaining: header('x-ratelimit-remaining'),
      reset: header('x-ratelimit-reset'),
    };
    return [{ kind: 'response', status, contentType, body: await response.text() }, reply];
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    return [{ kind: timedOut ? 'timedOut' : 'unreachable' }, {}];
  }
}

/** Lets an answer, and the account of what was asked, outlive the background. */
async function store(/** @type {string} */ url, /** @type {Outcome} */ outcome, /** @type {number} */ until) {
  const fits = JSON.stringify(outcome).length <= LARGEST_STORED;
  stored = [...stored.filter((other) => other !== url), ...(fits ? [url] : [])];
  const old = stored.splice(0, Math.max(0, stored.length - MOST_KEPT));
  try {
    if (old.length > 0) await chrome.storage.session.remove(old);
    await chrome.storage.session.set({ ...(fits && { [url]: { outcome, until } }), guest: { account: guest.saved(), stored } });
  } catch {
    // Full, or gone: this background still knows it.
  }
}
