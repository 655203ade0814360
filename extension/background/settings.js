// @ts-check
/**
 * What the user and an administrator want. In a private window nothing is
 * written where it would outlive it.
 */

/** The most exceptions kept; the oldest go first. */
const MOST_EXCEPTIONS = 500;

/** Where this window may write. */
export const area = chrome.extension.inIncognitoContext ? chrome.storage.session : chrome.storage.local;

/** What an administrator set, if anything. @returns {Promise<Record<string, unknown>>} */
async function managed() {
  try {
    return await chrome.storage.managed.get(null);
  } catch {
    return {}; // Nobody manages this browser.
  }
}

/** The core's `Settings`, and whether going on is forbidden. */
export async function settings() {
  const [kept, session, policy] = await Promise.all([
    chrome.storage.local.get({ exceptions: [] }),
    chrome.extension.inIncognitoContext ? chrome.storage.session.get({ exceptions: [] }) : { exceptions: [] },
    managed(),
  ]);
  return {
    exceptions: [...kept.exceptions, ...session.exceptions],
    exceptionsForbidden: policy.exceptionsAllowed === false || policy.goingOnAllowed === false,
    goingOnForbidden: policy.goingOnAllowed === false,
    now: Date.now(),
  };
}

/** @type {Promise<void>} */
let last = Promise.resolve();

/**
 * Keeps an exception, in place of any for the same; one after the other, so that none is lost.
 * @param {{ page: string, href: string | null, fingerprint: string, shown: string }} exception
 */
export function except(exception) {
  last = last.catch(() => {}).then(() => add(exception));
  return last;
}

async function add(/** @type {{ page: string, href: string | null }} */ exception) {
  const { exceptions } = await area.get({ exceptions: [] });
  const others = exceptions.filter((/** @type {any} */ other) => other.page !== exception.page || other.href !== exception.href);
  await area.set({ exceptions: [...others, { ...exception, given: Date.now() }].slice(-MOST_EXCEPTIONS) });
}
