// @ts-check
/**
 * What Docker Hub shows around everything: links that open wherever they stand, such as those at its foot. A page is
 * told of them before it shows them, and most need ask only once for that. Which links these are is the core's word.
 */

/** The most of them that are kept. */
const MOST = 50;

/** The latest last. @type {Set<string>} */
const usual = new Set();

/** Takes up what was known before the background was stopped. */
export async function takeUp() {
  const { usual: kept } = await chrome.storage.session.get('usual');
  if (Array.isArray(kept)) add(kept.filter((href) => typeof href === 'string'));
}

/** Those that pages showed. */
export function known() {
  return [...usual];
}

/** Keeps those that a page has `shown`. @param {string[]} shown */
export function keep(shown) {
  const isNew = shown.some((href) => !usual.has(href));
  add(shown);
  // Where there is no room, this background still knows them.
  if (isNew) chrome.storage.session.set({ usual: known() }).catch(() => {});
}

/** Forgets them all. */
export async function forget() {
  usual.clear();
  await chrome.storage.session.remove('usual');
}

function add(/** @type {string[]} */ hrefs) {
  for (const href of hrefs) {
    usual.delete(href);
    usual.add(href);
    if (usual.size > MOST) usual.delete(known()[0]);
  }
}
