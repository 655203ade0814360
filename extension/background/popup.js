// @ts-check
/** Answers the popup: what is thought of a tab, and what its user wants there. */
import { inspect, judged, worded } from './core.js';
import { report } from './report.js';
import { pause, isPaused } from './settings.js';
import { tell } from './tell.js';

/**
 * @typedef {{ type: 'look', tabId: number } | { type: 'pause', tabId: number, paused: boolean }
 *   | { type: 'reportTab', tabId: number, kind: 'lure' | 'mistake' } | { type: 'judge', text: string }} PopupMessage
 */

/** @param {PopupMessage} message @returns {Promise<unknown> | null} */
export function answer(message) {
  switch (message.type) {
    case 'look':
      return look(message.tabId);
    case 'pause':
      return pause(message.tabId, message.paused).then(() => tell(message.tabId));
    case 'reportTab':
      return reportTab(message.tabId, message.kind);
    case 'judge':
      return judged(message.text);
    default:
      return null;
  }
}

/** What is thought of the page in a tab; nothing if it is none of Docker Hub's. */
async function look(/** @type {number} */ tabId) {
  const facts = await factsOf(tabId);
  if (!facts) return { advice: null };
  // As on the page, but for a pause: who asks wants to know.
  const { incognito } = await chrome.tabs.get(tabId);
  const advice = await inspect(facts, { tab: /** @type {chrome.tabs.Tab} */ ({ incognito }) });
  return { advice: { ...advice, summary: worded(advice.summary) }, paused: await isPaused(tabId) };
}

async function reportTab(/** @type {number} */ tabId, /** @type {'lure' | 'mistake'} */ kind) {
  const facts = await factsOf(tabId);
  if (facts) await report({ ...facts, kind }, await chrome.tabs.get(tabId));
}

/** What our script sees on the page. */
async function factsOf(/** @type {number} */ tabId) {
  try {
    return await chrome.tabs.sendMessage(tabId, { type: 'facts' }, { frameId: 0 });
  } catch {
    return null; // There is none of our scripts.
  }
}
