// @ts-check
/**
 * Asks Docker Hub's API, without any cookie of the user, and each thing once.
 * How often, and how long an answer may be used again, is the core's word.
 */
import { Guest, limitMs } from 'hullcheck';
import { turns } from './turns.js';

/** The most answers kept: an hour's browsing. */
const MOST_KEPT = 200;

/** The most that answers may take of the session's storage, in characters: half of what there is for everything. */
const MOST_STORED = 4_000_000;

/** No answer stands longer, in milliseconds, whatever the clock says: twice what the core lets it. */
const LONGEST_MS = 240_000;

/**
 * @typedef {{ kind: string, [part: string]: unknown }} Outcome how a request ended, as the core reads it
 * @typedef {{ outcome: Promise<Outcome>, until: number }} Entry
 */

/** @type {Map<string, Entry>} */
const kept = new Map();

/** What is kept in the session's storage, the oldest first, with its length. @type {{ url: string, length: number }[]} */
let stored = [];

/** What is not written down yet. @type {Map<string, { outcome: Outcome, until: number }>} */
const unwritten = new Map();

/** How long that may wait, in milliseconds: whoever asked is answered first, and what comes together is written together. */
const WRITE_MS = 20;

/** What is written late must not undo what was written or forgotten meanwhile. */
const inTurn = turns();

/** @type {Guest} */
let guest;

/** Takes up what was known before the background was stopped. @param {Promise<void>} core fulfilled once it is loaded */
export async function takeUp(core) {
  const [{ guest: saved }] = await Promise.all([chrome.storage.session.get('guest'), core]);
  stored = Array.isArray(saved?.stored) ? saved.stored.filter((/** @type {any} */ one) => typeof one?.url === 'string') : [];
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
  if (known && isFresh(known) && !(again && known.until < Infinity)) return known.outcome;
  /** @type {Entry} */
  const entry = { outcome: Promise.resolve({ kind: 'unreachable' }), until: Infinity };
  entry.outcome = request(url, (ms) => (entry.until = Date.now() + ms));
  entry.outcome.catch(() => kept.delete(url));
  kept.delete(url);
  kept.set(url, entry);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
  return entry.outcome;
}

/** Forgets every answer. */
export function forget() {
  return inTurn(async () => {
    kept.clear();
    unwritten.clear();
    stored = [];
    const answers = Object.keys(await chrome.storage.session.get(null)).filter((key) => key.startsWith('https:'));
    await chrome.storage.session.remove(answers);
    await chrome.storage.session.set({ guest: { account: guest.saved(), stored } });
  });
}

function isFresh(/** @type {Entry} */ { until }) {
  const left = until - Date.now();
  return left > 0 && (left < LONGEST_MS || until === Infinity);
}

async function recall(/** @type {string} */ url) {
  if (!stored.some((one) => one.url === url)) return;
  const found = (await chrome.storage.session.get(url))[url];
  if (typeof found?.outcome?.kind === 'string' && !kept.has(url)) kept.set(url, { outcome: Promise.resolve(found.outcome), until: found.until });
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
  if (guest.isPaused(Date.now())) {
    stands(0);
    return { kind: 'held', seconds: 1 };
  }
  const [outcome, reply] = await fetched(url);
  const ms = guest.hear(reply, Date.now(), Math.random());
  stands(ms);
  store(url, outcome, Date.now() + ms);
  return outcome;
}

/** @returns {Promise<[Outcome, object]>} how it ended, and what the core hears of it */
async function fetched(/** @type {string} */ url) {
  try {
    // Answers are kept here, as long as the core lets them: what a browser's cache kept would stay on the disk.
    const response = await fetch(url, { credentials: 'omit', redirect: 'error', cache: 'no-store', signal: AbortSignal.timeout(limitMs()) });
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
function store(/** @type {string} */ url, /** @type {Outcome} */ outcome, /** @type {number} */ until) {
  if (unwritten.size === 0) setTimeout(inTurn, WRITE_MS, write);
  unwritten.set(url, { outcome, until });
}

async function write() {
  for (const [url, { outcome }] of unwritten) {
    const { length } = JSON.stringify(outcome);
    // One as large would only drive all others out.
    if (length > MOST_STORED) unwritten.delete(url);
    else stored = [...stored.filter((other) => other.url !== url), { url, length }];
  }
  const old = [];
  for (let sum = stored.reduce((sum, one) => sum + one.length, 0); sum > MOST_STORED || stored.length > MOST_KEPT; ) {
    const [oldest] = stored.splice(0, 1);
    sum -= oldest.length;
    old.push(oldest.url);
    unwritten.delete(oldest.url);
  }
  const answers = Object.fromEntries(unwritten);
  unwritten.clear();
  try {
    if (old.length > 0) await chrome.storage.session.remove(old);
    // By itself: it is kept where the answers find no room.
    await chrome.storage.session.set({ guest: { account: guest.saved(), stored } });
    await chrome.storage.session.set(answers);
  } catch {
    // Full, or gone: this background still knows it.
  }
}
