// @ts-check
/** Opens what the user clicked: the address itself, or the warning about it. */
import { inspect } from './core.js';

/** How long a held click waits for a verdict before it becomes a question, in milliseconds. */
const PATIENCE_MS = 900;

/** @typedef {'here' | 'tab' | 'background' | 'window'} Where */

/**
 * @param {{ url: string, href: string, where: Where }} wish
 * @param {chrome.tabs.Tab} tab
 */
export async function open({ url, href, where }, tab) {
  const advice = await inspect(url, [href], { patience: PATIENCE_MS });
  const link = advice.links.find((/** @type {{ href: string }} */ link) => link.href === href);
  if (link?.action === 'pass') return show(href, where, tab);
  const token = crypto.randomUUID();
  const warning = { href, from: url, opened: where === 'here' ? 'here' : 'apart', link: link ?? null };
  await chrome.storage.session.set({ [`warning:${token}`]: warning });
  // A warning nobody sees warns nobody: a tab for it comes to the front.
  return show(chrome.runtime.getURL(`warning/warning.html#${token}`), where === 'background' ? 'tab' : where, tab);
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
