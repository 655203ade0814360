// @ts-check
/** What was stopped, for the user's own eyes: on this machine, bounded, and not at all in private windows. */

import { isPrivate, records } from './settings.js';
import { turns } from './turns.js';

/** The most entries kept; the oldest go first. */
const MOST = 500;

/** So that no entry is lost. */
const inTurn = turns();

/**
 * Notes that a link was stopped, or opened all the same.
 * @param {{ page: string, shown: string, action: string, rule: string | null, outcome: 'stopped' | 'once' | 'link' | 'page' }} entry
 * @param {chrome.tabs.Tab} tab where it stood
 */
export function note(entry, tab) {
  if (isPrivate(tab)) return;
  inTurn(() => append({ ...entry, at: Date.now() })).catch(() => {});
}

async function append(/** @type {object} */ entry) {
  const log = await records(chrome.storage.local, 'log');
  await chrome.storage.local.set({ log: [...log, entry].slice(-MOST) });
}
