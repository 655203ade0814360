// @ts-check
/**
 * Wires browser events to the core. It knows the browser's interfaces and
 * decides nothing: what a page means, and what happens to a link, is the
 * core's word.
 */
import { inspect } from './core.js';
import { show } from './icon.js';
import { goOn, open } from './open.js';
import { apply } from './redirects.js';
import { report } from './report.js';

const PAGES = 'https://hub.docker.com/';
const WARNING = chrome.runtime.getURL('warning/warning.html');

/**
 * @typedef {import('./core.js').Facts} Facts
 * @typedef {Facts & { type: 'inspect', again?: boolean }} InspectMessage
 * @typedef {Facts & { type: 'report', kind: 'lure' | 'mistake' }} ReportMessage
 * @typedef {Facts & { type: 'open', href: string, where: import('./open.js').Where, known: import('./open.js').Link | null }} OpenMessage
 * @typedef {{ type: 'goOn', token: string, scope: import('./open.js').Scope }} GoOnMessage
 * @typedef {chrome.tabs.Tab & { id: number }} Tab
 */

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  if (sender.id !== chrome.runtime.id || !sender.tab?.id) return false;
  const tab = /** @type {Tab} */ (sender.tab);
  const handled = handle(message, sender, tab);
  if (!handled) return false;
  handled.then((answer) => respond(answer ?? {}), (error) => respond({ error: String(error) }));
  return true;
});

/**
 * Who may ask what: our scripts on Docker Hub's pages about the page they are
 * on, and the warning page about itself. All else is not answered.
 * @param {InspectMessage | OpenMessage | ReportMessage | GoOnMessage} message
 * @param {chrome.runtime.MessageSender} sender
 * @param {Tab} tab
 * @returns {Promise<unknown> | null}
 */
function handle(message, sender, tab) {
  if (message?.type === 'goOn') return sender.url?.split('#')[0] === WARNING ? goOn(message, tab) : null;
  // A frame within the page has no address worth judging: it belongs to the page.
  const page = sender.frameId === 0 ? sender.url : tab.url;
  if (!page?.startsWith(PAGES) || typeof message?.url !== 'string') return null;
  if (sender.frameId !== 0) message.url = page;
  if (!message.url.startsWith(PAGES)) return null;
  switch (message.type) {
    case 'inspect':
      return judge(message, sender, tab);
    case 'open':
      return open(message, tab);
    case 'report':
      return report(message, tab);
    default:
      return null;
  }
}

async function judge(/** @type {InspectMessage} */ message, /** @type {chrome.runtime.MessageSender} */ sender, /** @type {Tab} */ tab) {
  const advice = await inspect(message, { again: message.again === true });
  // A frame does not speak for the page.
  if (sender.frameId === 0) await show(tab.id, advice.mark);
  return advice;
}

// A net that cannot be put up leaves things as they are without it.
apply().catch(() => {});
chrome.permissions.onAdded.addListener(() => apply().catch(() => {}));
