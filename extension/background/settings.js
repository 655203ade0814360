// @ts-check
/**
 * What the user and an administrator want. In a private window nothing is
 * written where it would outlive it.
 */

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

/** What an administrator set, if anything. @returns {Promise<Record<string, any>>} */
export async function managed() {
  try {
    return await chrome.storage.managed.get(null);
  } catch {
    return {}; // Nobody manages this browser.
  }
}

/** Whether the user wants to be left alone on a tab. */
export async function isPaused(/** @type {number | undefined} */ tabId) {
  const { paused } = await chrome.storage.session.get({ paused: [] });
  return paused.includes(tabId);
}

/** Leaves a tab alone, or no more, until the browser ends. @param {number} tabId @param {boolean} wanted */
export async function pause(tabId, wanted) {
  const { paused } = await chrome.storage.session.get({ paused: [] });
  const others = paused.filter((/** @type {number} */ other) => other !== tabId);
  await chrome.storage.session.set({ paused: wanted ? [...others, tabId] : others });
  written = null;
}

/** What is written down, as long as nobody writes anything else. @type {Promise<[any, any, any]> | null} */
let written = null;
chrome.storage.onChanged.addListener(() => (written = null));

function read() {
  written ??= Promise.all([
    chrome.storage.local.get({ exceptions: [], protection: 'standard' }),
    chrome.storage.session.get({ exceptions: [], paused: [] }),
    managed(),
  ]);
  // What could not be read is read again.
  written.catch(() => (written = null));
  return written;
}

/** The core's `Settings` in a tab. @param {chrome.tabs.Tab} [tab] */
export async function settings(tab) {
  const [kept, session, policy] = await read();
  const exceptions = isPrivate(tab) ? [kept.exceptions, session.exceptions] : [kept.exceptions];
  return {
    exceptions: exceptions.flatMap((list) => (Array.isArray(list) ? list : [])),
    protection: kept.protection,
    policy,
    paused: session.paused.includes(tab?.id),
    now: Date.now(),
  };
}

/** @type {Promise<void>} */
let last = Promise.resolve();

/**
 * Keeps an exception, in place of any for the same; one after the other, so that none is lost.
 * @param {{ page: string, href: string | null, fingerprint: string, shown: string }} exception
 * @param {chrome.tabs.Tab} tab where it was given
 */
export function except(exception, tab) {
  last = last.catch(() => {}).then(() => add(exception, area(isPrivate(tab))));
  return last;
}

async function add(/** @type {{ page: string, href: string | null }} */ exception, /** @type {chrome.storage.StorageArea} */ area) {
  const { exceptions } = await area.get({ exceptions: [] });
  const others = exceptions.filter((/** @type {any} */ other) => other.page !== exception.page || other.href !== exception.href);
  await area.set({ exceptions: [...others, { ...exception, given: Date.now() }].slice(-MOST_EXCEPTIONS) });
  written = null;
}
