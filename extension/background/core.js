// @ts-check
/** The core in WebAssembly: loaded once for the life of the background. */
import init, { inspect as judge, plan } from '../core/hullcheck.js';
import { ask, shorten } from './hub.js';

const ready = init({ module_or_path: chrome.runtime.getURL('core/hullcheck_bg.wasm') });
// A module that does not start fails every question, which holds every link.
ready.catch(() => {});

/**
 * Asks Docker Hub what the core wants to know about a page, and returns the core's advice.
 * @param {string} url the page
 * @param {string[]} anchors the outside addresses on it
 * @param {{ patience?: number, again?: boolean }} [options] how long to wait for Docker Hub, in milliseconds, if
 *   less than the core would; whether to ask once more what was answered badly
 */
export async function inspect(url, anchors, { patience = Infinity, again = false } = {}) {
  await ready;
  const { asks, limitMs, freshMs, backOffMs } = plan(url);
  if (again) for (const { url } of asks) shorten(url, 0);
  const answers = await Promise.all(
    asks.map(async (/** @type {{ question: string, url: string }} */ { question, url }) => ({
      question,
      outcome: await within(ask(url, limitMs, freshMs), patience),
    })),
  );
  const advice = judge({ url, answers, anchors });
  // A useless answer is not worth keeping; one that is only not there yet may be good.
  if (advice.useless && patience === Infinity) for (const { url } of asks) shorten(url, backOffMs);
  return advice;
}

function within(/** @type {Promise<object>} */ outcome, /** @type {number} */ patience) {
  if (patience === Infinity) return outcome;
  const late = new Promise((resolve) => setTimeout(resolve, patience, { kind: 'timedOut' }));
  return Promise.race([outcome, late]);
}
