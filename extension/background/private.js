// @ts-check
/** What private windows leave in the memory of a background that serves all windows. */
import { loaded } from './core.js';
import { forget } from './hub.js';

/** Forgets exceptions and warnings of private windows, and all answers: which of them were private nobody knows. */
export async function forgetPrivate() {
  await loaded();
  const all = await chrome.storage.session.get(null);
  const records = Object.keys(all).filter((key) => all[key]?.private === true);
  await chrome.storage.session.remove(['exceptions', ...records]);
  await forget();
}
