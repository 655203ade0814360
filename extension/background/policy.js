// @ts-check
/**
 * What an administrator set. Chromium says so some three seconds after it was started, where nobody set
 * anything as well (measured; up to eight: https://github.com/ghostery/ghostery-extension/issues/3367). Until then
 * what was set the last time holds.
 */

/** What the browser says. @type {Promise<Record<string, any>> | null} */
let said = null;
chrome.storage.onChanged.addListener((_, area) => {
  if (area === 'managed') said = hear();
});

/** What an administrator set, if anything: as the browser says it, or said it the last time. @returns {Promise<Record<string, any>>} */
export async function managed() {
  said ??= hear();
  const { policy } = await chrome.storage.local.get('policy');
  // Who never heard anything waits.
  return policy && policy.constructor === Object ? Promise.race([said, policy]) : said;
}

async function hear() {
  // Firefox fails where nobody manages it.
  const now = await chrome.storage.managed.get(null).catch(() => ({}));
  try {
    const { policy } = await chrome.storage.local.get('policy');
    if (JSON.stringify(policy) !== JSON.stringify(now)) await chrome.storage.local.set({ policy: now });
  } catch {
    // It holds all the same, and is written down another time.
  }
  return now;
}

/** Calls `listener` whenever something is set that somebody was told otherwise about. @param {() => void} listener */
export function onChange(listener) {
  chrome.storage.local.onChanged.addListener(({ policy }) => {
    if (policy?.oldValue) listener();
  });
}
