// @ts-check
/**
 * What Docker Hub shows around everything: links that open wherever they stand, such as those at its foot. A page is
 * told of them before it shows them, and most need ask only once for that. Which links these are is the core's word.
 */

/** The most of them that are kept. */
const MOST = 50;

/** The longest of them, in characters. */
const LONGEST = 300;

/** The latest last. @type {Set<string>} */
const usual = new Set();

/** Takes up what was known before the background was stopped. */
export async function takeUp() {
  const { usual: kept } = await chrome.storage.session.get('usual');
  if (Array.isArray(kept)) add(kept.filter((href) => typeof href === 'string'));
}

/** @typedef {{ incognito?: boolean } | undefined} Tab */

/** Whether a tab is in a private window that shares its background with others: it learns nothing of theirs, and leaves nothing. */
const isApart = (/** @type {Tab} */ tab) => tab?.incognito && !chrome.extension.inIncognitoContext;

/** Those that pages showed, for the page in `tab`. */
export const known = (/** @type {Tab} */ tab) => (isApart(tab) ? [] : [...usual]);

/** Keeps those that the page in `tab` has `shown`. @param {string[]} shown @param {Tab} tab */
export function keep(shown, tab) {
  if (isApart(tab)) return;
  const fit = shown.filter((href) => href.length <= LONGEST);
  const isNew = fit.some((href) => !usual.has(href));
  add(fit);
  // Where there is no room, this background still knows them.
  if (isNew) chrome.storage.session.set({ usual: [...usual] }).catch(() => {});
}

function add(/** @type {string[]} */ hrefs) {
  for (const href of hrefs) {
    usual.delete(href);
    usual.add(href);
    const [oldest] = usual;
    if (usual.size > MOST) usual.delete(oldest);
  }
}
