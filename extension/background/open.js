// @ts-check
/** Opens what the user clicked: the address itself, or the warning about it. */
import { defanged, inspect } from './core.js';
import { note } from './log.js';
import { put } from './records.js';
import { except, settings } from './settings.js';

/** How long a held click waits for a verdict before it becomes a question, in milliseconds. */
const PATIENCE_MS = 900;

/** From the most lenient on. */
const ACTIONS = ['pass', 'ask', 'block'];

/**
 * @typedef {'here' | 'tab' | 'background' | 'window'} Where
 * @typedef {{ href: string, action: string, letThrough: boolean, because: { rule: string }[] }} Link what the core advises about a link
 * @typedef {'once' | 'link' | 'page'} Scope what a user lets through: this once, this link, all links of the page
 */

/**
 * @param {import('./core.js').Facts & { href: string, where: Where, known: Link | null }} wish what to open from
 *   which page, what it shows, and what it was told about this link
 * @param {chrome.tabs.Tab} tab
 */
export async function open({ href, where, known, ...facts }, tab) {
  const { links, page, fingerprint } = await inspect(facts, { patience: PATIENCE_MS });
  const fresh = links.find((/** @type {Link} */ link) => link.href === href);
  const link = fresh && known && isStricter(known, fresh) ? known : fresh;
  if (link?.action === 'pass') return show(href, where, tab);
  await warn({ href, from: facts.url, page, fingerprint, link: link ?? null, opened: where === 'here' ? 'here' : 'apart' }, where, tab);
}

/**
 * Docker Hub may be slower now than when the page was judged: what was said
 * about a link then still stands, unless the user let it through since.
 * @param {Link} known @param {Link} fresh
 */
function isStricter(known, fresh) {
  return !fresh.letThrough && ACTIONS.indexOf(known.action) > ACTIONS.indexOf(fresh.action);
}

/**
 * Shows the warning about a link.
 * @param {{ href: string, from: string, page: string, fingerprint: string, link: Link | null, opened: 'here' | 'apart' }} warning
 * @param {Where} where @param {chrome.tabs.Tab} tab
 */
export async function warn(warning, where, tab) {
  const { goingOnForbidden, exceptionsForbidden } = await settings();
  const shown = await defanged(warning.href);
  const token = await put('warning', { ...warning, shown, goingOnForbidden, exceptionsForbidden });
  note({ page: warning.page, shown, action: warning.link?.action ?? 'ask', rule: warning.link?.because[0]?.rule ?? null, outcome: 'stopped' });
  // A warning nobody sees warns nobody: a tab for it comes to the front.
  await show(chrome.runtime.getURL(`warning/warning.html#${token}`), where === 'background' ? 'tab' : where, tab);
}

/**
 * Goes on to what the warning named by `token` is about. Only what we stored
 * ourselves is opened, and only if it is a web address.
 * @param {{ token: string, scope: Scope }} wish
 * @param {chrome.tabs.Tab} tab
 */
export async function goOn({ token, scope }, tab) {
  const key = `warning:${token}`;
  const warning = (await chrome.storage.session.get(key))[key];
  if (!warning || !['http:', 'https:'].includes(new URL(warning.href).protocol)) throw new Error('no such warning');
  const { goingOnForbidden, exceptionsForbidden } = await settings();
  if (goingOnForbidden || (exceptionsForbidden && scope !== 'once')) throw new Error('an administrator forbids it');
  const { href, page, fingerprint, shown, link } = warning;
  if (scope !== 'once') await except({ page, href: scope === 'link' ? href : null, fingerprint, shown });
  note({ page, shown, action: link?.action ?? 'ask', rule: link?.because[0]?.rule ?? null, outcome: scope });
  await show(href, 'here', tab);
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
