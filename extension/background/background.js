// @ts-check
/**
 * Wires browser events to the core. It knows the browser's interfaces and
 * decides nothing: what a page means, and what happens to a link, is the
 * core's word.
 */
import './parts.js'; // First of all.
import { arrived, failed } from './blocked.js';
import { inspect, loaded } from './core.js';
import { refresh } from './feed.js';
import { show } from './icon.js';
import { putUp } from './net.js';
import { goOn, open } from './open.js';
import { onChange } from './policy.js';
import { settle } from './rules.js';
import { answer } from './popup.js';
import { forgetPrivate } from './private.js';
import { report } from './report.js';
import { tellAll } from './tell.js';
import { chosenWords } from '../shared/words.js';

const PAGES = 'https://hub.docker.com/';
const WARNING = chrome.runtime.getURL('warning/warning.html');
const OPTIONS = chrome.runtime.getURL('options/options.html');
const POPUP = chrome.runtime.getURL('popup/popup.html');

/**
 * @typedef {import('./core.js').Facts} Facts
 * @typedef {Facts & { type: 'inspect', again?: boolean }} InspectMessage
 * @typedef {Facts & { type: 'report', kind: 'lure' | 'mistake' }} ReportMessage
 * @typedef {Facts & { type: 'open', href: string, where: import('./open.js').Where, known: import('./open.js').Link | null }} OpenMessage
 * @typedef {{ type: 'goOn', token: string, scope: import('./open.js').Scope }} GoOnMessage
 * @typedef {chrome.tabs.Tab & { id: number }} Tab
 */

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  if (sender.id !== chrome.runtime.id) return false;
  const handled = handle(message, sender);
  if (!handled) return false;
  handled.then((answer) => respond(answer ?? {}), (error) => respond({ error: String(error) }));
  return true;
});

/**
 * Who may ask what: our scripts on Docker Hub's pages about the page they are
 * on, the warning page about itself, the popup about a tab, the settings about the
 * rules. All else is not answered.
 * @param {InspectMessage | OpenMessage | ReportMessage | GoOnMessage} message
 * @param {chrome.runtime.MessageSender} sender
 * @returns {Promise<unknown> | null}
 */
function handle(message, sender) {
  const from = sender.url?.split(/[?#]/)[0];
  if (from === POPUP) return answer(/** @type {any} */ (message));
  if (from === OPTIONS) return settle(/** @type {any} */ (message));
  if (!sender.tab?.id) return null;
  const tab = /** @type {Tab} */ (sender.tab);
  if (message?.type === 'goOn') return from === WARNING ? goOn(message, tab) : null;
  if (typeof message?.url !== 'string') return null;
  // A frame made by the page has no address of its own: it belongs to the page.
  if (!sender.url?.startsWith(PAGES)) message.url = tab.url ?? '';
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
  /** @type {{ mark: string | null }} */
  let advice = { mark: 'not-inspected' };
  try {
    const { summary, ...told } = await inspect(message, { again: message.again === true, tab });
    advice = told;
    return { ...told, words: chosenWords() };
  } finally {
    // A frame does not speak for the page, nor does a page that nobody sees yet.
    if (sender.frameId === 0 && sender.documentLifecycle !== 'prerender') show(tab.id, message.url, advice.mark);
  }
}

// What users choose is no affair of scripts in pages, where the browser can tell them apart.
chrome.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });

// Where one background serves private windows too, the last of them takes what was private along.
if (chrome.runtime.getManifest().incognito !== 'split') {
  chrome.windows?.onRemoved.addListener(async () => {
    const left = await chrome.windows.getAll();
    if (!left.some((window) => window.incognito)) await forgetPrivate();
  });
}

/** How long whatever nobody asked for waits after the start, in milliseconds: who woke us is answered first. */
const QUIET_MS = 500;
const quiet = new Promise((resolve) => setTimeout(resolve, QUIET_MS));

// A net that cannot be put up leaves things as they are without it.
const up = () => putUp().catch(() => {});
function listen() {
  chrome.webNavigation?.onErrorOccurred.addListener(failed);
  chrome.webNavigation?.onCompleted.addListener(arrived);
}
listen();
// Once without a feed, and once more with what it brings; it needs the core.
const fed = () => loaded().then(() => refresh()).then(up, () => {});
quiet.then(up).then(fed);
// An administrator may set another feed as well, which takes its time.
onChange(() => {
  tellAll();
  fed().then(tellAll);
});
chrome.permissions.onAdded.addListener(() => {
  listen();
  up();
});
