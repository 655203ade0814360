// @ts-check
/**
 * The second net, which the user has to turn on: requests from Docker Hub's pages
 * to known hosts are blocked in the network, also behind redirects and where a
 * script opens them. It needs access to all sites, because the browser blocks
 * only where the extension may look.
 */
import { NEEDED } from '../shared/needed.js';
import { hosts, inspect } from './core.js';
import { warn } from './open.js';

const HOME = 'https://hub.docker.com/';
const RULE = 1;

/** How the browsers say that a rule of an extension blocked a request. */
const BLOCKED = ['net::ERR_BLOCKED_BY_CLIENT', 'Error code 2147500036'];

let listening = false;

/** Puts the net up, or takes it down, as the user has allowed. */
export async function apply() {
  if (!(await chrome.permissions.contains(NEEDED))) return;
  if (!listening) chrome.webNavigation.onErrorOccurred.addListener(blocked);
  listening = true;
  const condition = { initiatorDomains: ['hub.docker.com'], requestDomains: await hosts(), resourceTypes: ['main_frame'] };
  await chrome.declarativeNetRequest.updateSessionRules({
    removeRuleIds: [RULE],
    addRules: [{ id: RULE, priority: 1, action: { type: 'block' }, condition }],
  });
}

/** A bare error says nothing: the warning takes its place. */
async function blocked(/** @type {{ frameId: number, tabId: number, url: string, error: string }} */ { frameId, tabId, url, error }) {
  if (frameId !== 0 || !BLOCKED.some((code) => error.includes(code))) return;
  const { links, page, fingerprint } = await inspect({ url: HOME, anchors: [url], cards: [], witness: null });
  const link = links.find((/** @type {{ href: string, action: string }} */ link) => link.href === url && link.action === 'block');
  // Another extension's rule is not ours to explain.
  if (link) await warn({ href: url, from: HOME, page, fingerprint, link, opened: 'here' }, 'here', await chrome.tabs.get(tabId));
}
