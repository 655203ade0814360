// @ts-check
/**
 * Wires browser events to the core. It knows the browser's interfaces and
 * decides nothing: what a page means, and what happens to a link, is the
 * core's word.
 */
import { inspect } from './core.js';
import { show } from './icon.js';
import { open } from './open.js';
import { report } from './report.js';

const PAGES = 'https://hub.docker.com/';

/**
 * @typedef {import('./core.js').Facts} Facts
 * @typedef {Facts & { type: 'inspect', again?: boolean }} InspectMessage
 * @typedef {Facts & { type: 'report', kind: 'lure' | 'mistake' }} ReportMessage
 * @typedef {Facts & { type: 'open', href: string, where: import('./open.js').Where, known: import('./open.js').Link | null }} OpenMessage
 */

chrome.runtime.onMessage.addListener((/** @type {InspectMessage | OpenMessage | ReportMessage} */ message, sender, respond) => {
  // Only our own scripts on Docker Hub's pages may ask, and only about such a page.
  if (sender.id !== chrome.runtime.id || !sender.tab?.id || !sender.url?.startsWith(PAGES)) return false;
  if (typeof message?.url !== 'string' || !message.url.startsWith(PAGES)) return false;
  handle(message, sender).then(respond, (error) => respond({ error: String(error) }));
  return true;
});

async function handle(/** @type {InspectMessage | OpenMessage | ReportMessage} */ message, /** @type {chrome.runtime.MessageSender} */ sender) {
  const tab = /** @type {chrome.tabs.Tab & { id: number }} */ (sender.tab);
  switch (message.type) {
    case 'inspect': {
      const advice = await inspect(message, { again: message.again === true });
      // A frame within the page does not speak for it.
      if (sender.frameId === 0) await show(tab.id, advice.mark);
      return advice;
    }
    case 'open':
      await open(message, tab);
      return {};
    case 'report':
      await report(message, tab);
      return {};
    default:
      throw new Error(`unknown message: ${JSON.stringify(message)}`);
  }
}
