// @ts-check
/**
 * Wires browser events to the core. It knows the browser's interfaces and
 * decides nothing: what a page means, and what happens to a link, is the
 * core's word.
 */
import { inspect } from './core.js';
import { open } from './open.js';

const PAGES = 'https://hub.docker.com/';

/**
 * @typedef {{ type: 'inspect', url: string, anchors: string[], again?: boolean }} InspectMessage
 * @typedef {{ type: 'open', url: string, href: string, where: import('./open.js').Where, anchors: string[],
 *   known: import('./open.js').Link | null }} OpenMessage
 */

chrome.runtime.onMessage.addListener((/** @type {InspectMessage | OpenMessage} */ message, sender, respond) => {
  // Only our own scripts on Docker Hub's pages may ask, and only about such a page.
  if (sender.id !== chrome.runtime.id || !sender.tab?.id || !sender.url?.startsWith(PAGES)) return false;
  if (typeof message?.url !== 'string' || !message.url.startsWith(PAGES)) return false;
  handle(message, sender.tab).then(respond, (error) => respond({ error: String(error) }));
  return true;
});

async function handle(/** @type {InspectMessage | OpenMessage} */ message, /** @type {chrome.tabs.Tab} */ tab) {
  switch (message.type) {
    case 'inspect':
      return inspect(message.url, message.anchors, { again: message.again === true });
    case 'open':
      await open(message, tab);
      return {};
    default:
      throw new Error(`unknown message: ${JSON.stringify(message)}`);
  }
}
