// @ts-check
/** The core in WebAssembly: loaded once for the life of the background. */
import init, { inspect as judge, plan } from '../core/hullcheck.js';
import { ask } from './hub.js';

const ready = init({ module_or_path: chrome.runtime.getURL('core/hullcheck_bg.wasm') });
// A module that does not start fails every question, which holds every link.
ready.catch(() => {});

/**
 * Asks Docker Hub what the core wants to know about a page, and returns the core's advice.
 * @param {string} url the page
 * @param {string[]} anchors the outside addresses on it
 * @param {number} [patience] how long to wait for Docker Hub, in milliseconds, if less than the core would
 */
export async function inspect(url, anchors, patience = Infinity) {
  await ready;
  const { asks, limitMs, freshMs } = plan(url);
  const answers = await Promise.all(
    asks.map(async (/** @type {{ question: string, url: string }} */ { question, url }) => ({
      question,
      outcome: await within(ask(url, limitMs, freshMs), patience),
    })),
  );
  return judge({ url, answers, anchors });
}

function within(/** @type {Promise<object>} */ outcome, /** @type {number} */ patience) {
  if (patience === Infinity) return outcome;
  const late = new Promise((resolve) => setTimeout(resolve, patience, { kind: 'timedOut' }));
  return Promise.race([outcome, late]);
}
