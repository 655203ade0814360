// @ts-check
/** Opens what the user clicked: the address itself, or the warning about it. */
import { defanged, inspect } from './core.js';
import { note } from './log.js';
import { isUp, leave, watch } from './net.js';
import { put } from './records.js';
import { managed } from './policy.js';
import { except, isPrivate } from './settings.js';

/** How long a held click waits for a verdict before it becomes a question, in milliseconds. */
const PATIENCE_MS = 900;

/** From the most lenient on. */
const ACTIONS = ['pass', 'ask', 'block'];

/** What a web page may open by itself; we open no more for it. */
const OPENABLE = ['https:', 'http:', 'mailto:', 'tel:'];

/**
 * @typedef {'here' | 'tab' | 'background' | 'window'} Where
 * @typedef {{ href: string, action: string, letThrough: boolean, mayGoOn: boolean, because: { rule: string }[] }} Link what the core advises about a link
 * @typedef {'once' | 'link' | 'page'} Scope what a user lets through: this once, this link, all links of the page
 */

/**
 * @param {import('./core.js').Facts & { href: string, where: Where, known: Link | null }} wish what to open from
 *   which page, what it shows, and what it was told about this link
 * @param {chrome.tabs.Tab} tab
 */
export async function open({ href, where, known, ...facts }, tab) {
  const advice = await inspect(facts, { patience: PATIENCE_MS, tab });
  const fresh = advice.links.find((/** @type {Link} */ link) => link.href === href) ?? null;
  const action = strictest(fresh, known?.action);
  if (action === 'pass' && OPENABLE.includes(new URL(href).protocol)) return follow(href, where, tab);
  const link = fresh && { ...fresh, action: action === 'block' ? 'block' : 'ask' };
  await warn({ href, from: facts.url, advice, link, opened: where === 'here' ? 'here' : 'apart' }, where, tab);
}

/**
 * Docker Hub may be slower now than when the page was judged: what the page was
 * told about a link then still stands, unless the user let it through since.
 * @param {Link | null} fresh @param {string | undefined} known
 */
function strictest(fresh, known) {
  if (!fresh) return 'ask';
  if (fresh.letThrough) return 'pass';
  return ACTIONS[Math.max(ACTIONS.indexOf(fresh.action), ACTIONS.indexOf(known ?? 'pass'))];
}

/**
 * Shows the warning about a link.
 * @param {{ href: string, from: string, advice: any, link: Link | null, opened: 'here' | 'apart' | 'blocked' }} stopped
 * @param {Where} where @param {chrome.tabs.Tab} tab
 */
export async function warn({ advice, ...stopped }, where, tab) {
  const { page, fingerprint, mayGoOn, mayExcept } = advice;
  const shown = await defanged(stopped.href);
  const { contactLine } = await managed();
  const warning = {
    ...stopped,
    page,
    fingerprint,
    shown,
    mayGoOn: stopped.link?.mayGoOn ?? mayGoOn,
    private: isPrivate(tab),
    notInspected: advice.summary.level === 'not-inspected' || !stopped.link,
    mayExcept: mayExcept && page !== null,
    contact: typeof contactLine === 'string' ? contactLine : '',
  };
  const token = await put('warning', warning);
  note({ page: warning.page ?? new URL(warning.from).pathname, shown, action: warning.link?.action ?? 'ask', rule: warning.link?.because[0]?.rule ?? null, outcome: 'stopped' }, tab);
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
  const { href, from, page, fingerprint, shown, link, mayGoOn, mayExcept } = warning;
  if (!mayGoOn || (!mayExcept && scope !== 'once')) throw new Error('an administrator forbids it, or there is nothing to bind an exception to');
  if (scope !== 'once') await except({ page, href: scope === 'link' ? href : null, fingerprint, shown }, tab);
  note({ page: page ?? new URL(from).pathname, shown, action: link?.action ?? 'ask', rule: link?.because[0]?.rule ?? null, outcome: scope }, tab);
  // What is known to be bad and opened all the same needs no second net, nor one that is left from before.
  if (await isUp()) await leave(/** @type {number} */ (tab.id));
  await (link?.action === 'block' ? show(href, 'here', tab) : follow(href, 'here', tab));
}

/** Opens `url` under the second net, if that is up: it may lead elsewhere. */
async function follow(/** @type {string} */ url, /** @type {Where} */ where, /** @type {chrome.tabs.Tab} */ tab) {
  if (!(await isUp())) return show(url, where, tab);
  // A tab has to be there before its requests can be looked at.
  const opened = where === 'here' ? tab : await show('about:blank', where, tab);
  const id = opened?.tabs?.[0].id ?? opened?.id;
  await watch(id);
  return chrome.tabs.update(id, { url });
}

/**
 * @param {string} url @param {Where} where @param {chrome.tabs.Tab} tab
 * @returns {Promise<any>} the tab, or the window
 */
export async function show(url, where, tab) {
  switch (where) {
    case 'here':
      return chrome.tabs.update(/** @type {number} */ (tab.id), { url });
    case 'window':
      return chrome.windows.create({ url, incognito: tab.incognito });
    default:
      return chrome.tabs.create({ url, openerTabId: tab.id, windowId: tab.windowId, index: tab.index + 1, active: where === 'tab' });
  }
}
