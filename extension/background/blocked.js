// @ts-check
/** What the second net caught: a bare error says nothing, so the warning takes its place. */
import { inspect } from './core.js';
import { isUp, leave } from './net.js';
import { warn } from './open.js';

const HOME = 'https://hub.docker.com/';

/** How the browsers say that a rule of an extension blocked a request. */
const BLOCKED = ['net::ERR_BLOCKED_BY_CLIENT', 'Error code 2147500036'];

/** @typedef {{ frameId: number, tabId: number, url: string, error: string }} Failed */

/** Hears of every request of a tab that failed. @param {Failed} failed */
export async function failed({ frameId, tabId, url, error }) {
  if (frameId !== 0 || !BLOCKED.some((code) => error.includes(code)) || !(await isUp())) return;
  const advice = await inspect({ url: HOME, anchors: [url], cards: [], witness: null });
  const link = advice.links.find((/** @type {{ href: string, action: string }} */ link) => link.href === url && link.action === 'block');
  // Another extension's rule is not ours to explain.
  if (link) await warn({ href: url, from: HOME, advice, link, opened: 'blocked' }, 'here', await chrome.tabs.get(tabId));
}

/** Hears of every page that arrived. @param {{ frameId: number, tabId: number, url: string }} arrived */
export async function arrived({ frameId, tabId, url }) {
  // The page that was left may still arrive after its link was followed.
  if (frameId === 0 && url.startsWith('http') && !url.startsWith(HOME)) await leave(tabId);
}
