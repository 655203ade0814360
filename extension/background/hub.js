// @ts-check
/** Asks Docker Hub's API, without any cookie of the user, and each thing once. */

/** The most answers kept: a tab's worth of browsing. */
const MOST_KEPT = 200;

/** @type {Map<string, { outcome: Promise<object>, until: number }>} */
const kept = new Map();

/**
 * How a request to `url` ended. An answer is used again for `freshMs`, unless
 * its time is shortened, and a request under way is shared.
 * @param {string} url
 * @param {number} limitMs
 * @param {number} freshMs
 */
export function ask(url, limitMs, freshMs) {
  const known = kept.get(url);
  if (known && Date.now() < known.until) return known.outcome;
  const outcome = request(url, limitMs);
  kept.delete(url);
  kept.set(url, { outcome, until: Date.now() + freshMs });
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
  return outcome;
}

/** Lets the answer from `url` stand no longer than `ms` from now. */
export function shorten(/** @type {string} */ url, /** @type {number} */ ms) {
  const known = kept.get(url);
  if (known) known.until = Math.min(known.until, Date.now() + ms);
}

/** @returns {Promise<any>} an `Outcome` of the core */
async function request(/** @type {string} */ url, /** @type {number} */ limitMs) {
  try {
    const response = await fetch(url, { credentials: 'omit', redirect: 'error', cache: 'no-cache', signal: AbortSignal.timeout(limitMs) });
    const contentType = response.headers.get('content-type') ?? '';
    return { kind: 'response', status: response.status, contentType, body: await response.text() };
  } catch (error) {
    return { kind: error instanceof DOMException && error.name === 'TimeoutError' ? 'timedOut' : 'unreachable' };
  }
}
