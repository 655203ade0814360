// @ts-check
/**
 * What the user and an administrator want. In a private window nothing is
 * written where it would outlive it.
 */
import { managed } from './policy.js';
import { turns } from './turns.js';

/** The most exceptions kept; the oldest go first. */
const MOST_EXCEPTIONS = 500;

/**
 * Whether a tab is in a private window. Where the browser runs the extension
 * once more for private windows, all that runs there is private.
 * @param {{ incognito?: boolean } | undefined} [tab]
 */
export const isPrivate = (tab) => tab?.incognito || chrome.extension.inIncognitoContext;

/** Where may be written what must, or need not, end with the browser. */
export const area = (ends = isPrivate()) => (ends ? chrome.storage.session : chrome.storage.local);

/**
 * The records kept under `key`; what is damaged is none.
 * @param {chrome.storage.StorageArea} area @param {'exceptions' | 'log'} key @returns {Promise<any[]>}
 */
export async function records(area, key) {
  const { [key]: found } = await area.get(key);
  return Array.isArray(found) ? found.filter((one) => one !== null && typeof one === 'object') : [];
}

/** The tabs on which the user wants to be left alone. @returns {Promise<number[]>} */
async function pausedTabs() {
  const { paused } = await chrome.storage.session.get('paused');
  return Array.isArray(paused) ? paused : [];
}

/** Whether the user wants to be left alone on a tab. */
export const isPaused = async (/** @type {number} */ tabId) => (await pausedTabs()).includes(tabId);

/** Leaves a tab alone, or no more, until the browser ends. @param {number} tabId @param {boolean} wanted */
export async function pause(tabId, wanted) {
  const others = (await pausedTabs()).filter((other) => other !== tabId);
  await chrome.storage.session.set({ paused: wanted ? [...others, tabId] : others });
  written = null;
}

/** What is written down, as long as nobody writes anything else. @type {Promise<[any, any[], any[], number[], any]> | null} */
let written = null;
chrome.storage.onChanged.addListener(() => (written = null));

function read() {
  written ??= Promise.all([
    chrome.storage.local.get({ protection: 'standard' }),
    records(chrome.storage.local, 'exceptions'),
    records(chrome.storage.session, 'exceptions'),
    pausedTabs(),
    managed(),
  ]);
  // What could not be read is read again.
  written.catch(() => (written = null));
  return written;
}

/** The core's `Settings` in a tab. @param {chrome.tabs.Tab} [tab] */
export async function settings(tab) {
  const [{ protection }, lasting, ofSession, paused, policy] = await read();
  return {
    exceptions: isPrivate(tab) ? [...lasting, ...ofSession] : lasting,
    protection,
    policy,
    paused: paused.includes(tab?.id ?? -1),
    now: Date.now(),
  };
}

/** So that no exception is lost. */
const inTurn = turns();

/**
 * Keeps an exception, in place of any for the same.
 * @param {{ page: string, href: string | null, fingerprint: string, shown: string }} exception
 * @param {chrome.tabs.Tab} tab where it was given
 */
export function except(exception, tab) {
  return inTurn(() => add(exception, area(isPrivate(tab))));
}

async function add(/** @type {{ page: string, href: string | null }} */ exception, /** @type {chrome.storage.StorageArea} */ area) {
  const others = (await records(area, 'exceptions')).filter((other) => other.page !== exception.page || other.href !== exception.href);
  await area.set({ exceptions: [...others, { ...exception, given: Date.now() }].slice(-MOST_EXCEPTIONS) });
  written = null;
}
