// @ts-check
/** Opens what the user clicked: the address itself, or the warning about it. */
import { inspect } from './core.js';
import { put } from './records.js';

/** How long a held click waits for a verdict before it becomes a question, in milliseconds. */
const PATIENCE_MS = 900;

/** From the most lenient on. */
const ACTIONS = ['pass', 'ask', 'block'];

/**
 * @typedef {'here' | 'tab' | 'background' | 'window'} Where
 * @typedef {{ href: string, action: string }} Link what the core advises about a link
 */

/**
 * @param {import('./core.js').Facts & { href: string, where: Where, known: Link | null }} wish what to open from
 *   which page, what it shows, and what it was told about this link
 * @param {chrome.tabs.Tab} tab
 */
export async function open({ href, where, known, ...facts }, tab) {
  const advice = await inspect(facts, { patience: PATIENCE_MS });
  const fresh = advice.links.find((/** @type {Link} */ link) => link.href === href);
  // Docker Hub may be slower now than when the page was judged: what was said
  // about this link then still stands.
  const link = fresh && known && ACTIONS.indexOf(known.action) > ACTIONS.indexOf(fresh.action) ? known : fresh;
  if (link?.action === 'pass') return show(href, where, tab);
  const token = await put('warning', { href, from: facts.url, opened: where === 'here' ? 'here' : 'apart', link: link ?? null });
  // A warning nobody sees warns nobody: a tab for it comes to the front.
  return show(chrome.runtime.getURL(`warning/warning.html#${token}`), where === 'background' ? 'tab' : where, tab);
}

/** @param {string} url @param {Where} where @param {chrome.tabs.Tab} tab */
export async function show(url, where, tab) {
  switch (where) {
    case 'here':
      return chrome.tabs.update(/** @type {number} */ (tab.id), { url });
    case 'window':
      return chrome.windows.create({ url, incognito: tab.incognito });
    default:
      return chrome.tabs.create({ url, openerTabId: tab.id, index: tab.index + 1, active: where === 'tab' });
  }
}
