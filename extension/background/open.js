// @ts-check
/** Opens what the user clicked: the address itself, or the warning about it. */
import { inspect } from './core.js';

/** How long a held click waits for a verdict before it becomes a question, in milliseconds. */
const PATIENCE_MS = 900;

/** The most warnings kept for being reloaded or gone back to. */
const MOST_WARNINGS = 50;

/** From the most lenient on. */
const ACTIONS = ['pass', 'ask', 'block'];

/**
 * @typedef {'here' | 'tab' | 'background' | 'window'} Where
 * @typedef {{ href: string, action: string }} Link what the core advises about a link
 */

/**
 * @param {{ url: string, href: string, where: Where, anchors: string[], known: Link | null }} wish what to open from
 *   which page, the outside addresses on it, and what the page was told about this one
 * @param {chrome.tabs.Tab} tab
 */
export async function open({ url, href, where, anchors, known }, tab) {
  const advice = await inspect(url, anchors, { patience: PATIENCE_MS });
  const fresh = advice.links.find((/** @type {Link} */ link) => link.href === href);
  // Docker Hub may be slower now than when the page was judged: what was said
  // about this link then still stands.
  const link = fresh && known && ACTIONS.indexOf(known.action) > ACTIONS.indexOf(fresh.action) ? known : fresh;
  if (link?.action === 'pass') return show(href, where, tab);
  const token = crypto.randomUUID();
  const warning = { href, from: url, opened: where === 'here' ? 'here' : 'apart', link: link ?? null, at: Date.now() };
  await makeRoom();
  await chrome.storage.session.set({ [`warning:${token}`]: warning });
  // A warning nobody sees warns nobody: a tab for it comes to the front.
  return show(chrome.runtime.getURL(`warning/warning.html#${token}`), where === 'background' ? 'tab' : where, tab);
}

/** Drops the oldest warnings. */
async function makeRoom() {
  const stored = Object.entries(await chrome.storage.session.get(null)).filter(([key]) => key.startsWith('warning:'));
  const old = stored.sort(([, one], [, other]) => other.at - one.at).slice(MOST_WARNINGS - 1);
  await chrome.storage.session.remove(old.map(([key]) => key));
}

/** @param {string} url @param {Where} where @param {chrome.tabs.Tab} tab */
async function show(url, where, tab) {
  switch (where) {
    case 'here':
      return chrome.tabs.update(/** @type {number} */ (tab.id), { url });
    case 'window':
      return chrome.windows.create({ url, incognito: tab.incognito });
    default:
      return chrome.tabs.create({ url, openerTabId: tab.id, index: tab.index + 1, active: where === 'tab' });
  }
}
