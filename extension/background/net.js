// @ts-check
/**
 * The second net, which the user has to turn on: requests to known hosts are
 * blocked in the network if they start on Docker Hub's pages, or in a tab that we
 * opened for one of their links, also behind redirects and where a script opens
 * them. It needs access to all sites, because the browser blocks only where the
 * extension may look.
 */
import { NEEDED } from '../shared/needed.js';
import { hosts } from './core.js';

/** The rule for what starts on Docker Hub's pages; those for single tabs have numbers above it. */
const PAGES_RULE = 1;

/** Whether the user has turned it on. */
export function isUp() {
  return chrome.permissions.contains(NEEDED);
}

/** Puts the net up, if the user has turned it on. */
export async function putUp() {
  if (await isUp()) await block(PAGES_RULE, { initiatorDomains: ['hub.docker.com'] });
}

/** Looks at the requests of one tab as well, until it has arrived somewhere. @param {number} tabId */
export function watch(tabId) {
  return block(PAGES_RULE + tabId, { tabIds: [tabId] });
}

/** Leaves a tab alone again. @param {number} tabId */
export function leave(tabId) {
  return chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds: [PAGES_RULE + tabId] });
}

async function block(/** @type {number} */ id, /** @type {object} */ where) {
  const condition = { ...where, requestDomains: await hosts(), resourceTypes: ['main_frame'] };
  await chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds: [id], addRules: [{ id, priority: 1, action: { type: 'block' }, condition }] });
}
