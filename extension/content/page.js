// @ts-check
/**
 * Reads the page and does what the background advises. It knows where links
 * are and what address the page has; what they mean it is told.
 */
// In this order they run: the question first, then the guard and what it needs.
import { first } from './wake.js';
import { leadTo, passing, setInert } from './guard.js';
import * as element from './element.js';
import * as links from './links.js';
import * as changes from './changes.js';
import { say, send, speak } from './words.js';
import * as facts from './facts.js';
import * as cards from './cards.js';
import * as banner from './banner.js';

/** What is advised for each address on the page being shown. @type {Map<string, any>} */
let advised = new Map();
/** The page the advice is for. */
let shown = pageOf(location.href);
/** Which questions are under way: those of this page have its number. Whether another must follow. */
let pageNumber = 0;
let asking = pageNumber;
let askAgain = false;
/**
 * The addresses the last question is about: nobody need ask about them again. The very first is asked before the page
 * shows any, and its answer may be about each. @type {Set<string> | null}
 */
let awaited = null;
/** What the page said of tags when it was asked about last. @type {string | null} */
let witnessed = null;
/** The advice whose banner is shown with the next frame. @type {any} */
let due = null;
/** Whether the user wants Docker Hub to be asked once more. */
let retrying = false;
/** When the page will be asked about once more without the user. @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
/** Whether the background does not answer. */
let alone = false;
/** How long after that it is asked once more, in milliseconds. */
const FAILED_MS = 2000;
/**
 * Whether the document is this page's. A client changes the address first and
 * the document a moment later; what the last page showed says nothing about
 * this one.
 */
let rendered = true;
/** How long a client may take to render before its document is taken as it is, in milliseconds. */
const RENDER_MS = 1000;
/** How long links of the last page may stay in the document before they count as this one's, in milliseconds. */
const LINGER_MS = 5000;
/** Links of the last page that did not simply open there, with what was advised. @type {WeakMap<Element, any>} */
let stale = new WeakMap();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let lingering;
/** How long the background may take to open a link, or a question about it, in milliseconds. */
const OPEN_MS = 3000;
/** A frame within the page holds its own links; what there is to say, the page says. */
const inFrame = window !== window.top;

/** The address of a page without what only scrolls it. */
function pageOf(/** @type {string} */ href) {
  return href.split('#', 1)[0];
}

/** Holds, releases or labels `link` as advised. */
function treat(/** @type {Element} */ link) {
  const href = links.addressOf(link);
  if (href === null) {
    if (link.hasAttribute(links.MARK)) links.release(link);
    return;
  }
  const advice = isStale(link) ? stale.get(link) : advised.get(href);
  if (!advice) {
    links.hold(link, href, 'checking', say(alone ? 'linkHeld' : 'linkChecking'));
    // Links of the last page are not asked about; render() asks.
    if (rendered && awaited?.has(href) === false) ask();
  } else if (advice.action === 'pass') {
    stale.delete(link);
    links.release(link);
  } else {
    links.hold(link, href, advice.action, say(advice.action === 'block' ? 'linkStopped' : 'linkAsks', advice.host));
  }
}

/** Whether `link` still shows what it showed on the last page. */
function isStale(/** @type {Element} */ link) {
  return stale.get(link)?.href === links.addressOf(link);
}

function treatAll() {
  for (const link of links.within(document)) treat(link);
}

/** What is known of the page now. */
function seen() {
  return { url: shown, ...(rendered ? facts.read(isStale) : { anchors: [], cards: [], witness: null }) };
}

/** Asks what to do with the page and all it shows; one question a page at a time. */
function ask() {
  askAgain = true;
  if (asking === pageNumber) return;
  const about = pageNumber;
  asking = about;
  queueMicrotask(() => askOn(about));
}

/** Asks about the page with the number `about` for as long as it is shown and there is something to ask. */
async function askOn(/** @type {number} */ about) {
  while (askAgain && about === pageNumber) {
    askAgain = false;
    const page = seen();
    const again = retrying;
    retrying = false;
    awaited = new Set(page.anchors);
    witnessed = page.witness;
    await follow(send({ type: 'inspect', ...page, again }), page);
  }
  if (asking === about) asking = -1;
}

function retry() {
  retrying = true;
  ask();
}

/** Opens a draft for Docker, or for us. */
function report(/** @type {'lure' | 'mistake'} */ kind) {
  send({ type: 'report', ...seen(), kind }).then(({ error }) => error && fail(), fail);
}

const act = { retry, report: () => report('lure'), dispute: () => report('mistake') };

/** Follows an answer, unless the user has moved on to another page. */
async function follow(/** @type {Promise<any>} */ answer, /** @type {{ url: string, anchors: string[] }} */ asked) {
  let advice;
  try {
    advice = await answer;
  } catch {
    advice = null; // The extension was updated or removed under this page.
  }
  if (asked.url !== shown) return;
  awaited ??= new Set();
  clearTimeout(waiting);
  if (!advice?.links) {
    fail();
    // What was asked about is not asked about again at once. A script whose extension is gone has no id any more.
    if (chrome.runtime?.id) waiting = setTimeout(ask, FAILED_MS);
    return;
  }
  alone = false;
  speak(advice.words ?? null);
  for (const link of advice.links) {
    advised.set(link.href, link);
    // What the user let through is opened by the background, so that the second net lets it pass as well.
    if (link.action === 'pass' && !link.letThrough) passing.add(link.href);
    else passing.delete(link.href);
  }
  // What was asked about and not answered is no address a browser opens here.
  for (const href of asked.anchors) if (!advised.has(href)) advised.set(href, { href, action: 'ask', host: '', hops: [] });
  setInert(advice.inert);
  treatAll();
  cards.follow(advice.cards);
  paint(advice);
  if (advice.askAgainIn !== null) waiting = setTimeout(ask, advice.askAgainIn * 1000);
}

/** Shows the banner with the next frame: what else was answered about links comes first. */
function paint(/** @type {any} */ advice) {
  if (inFrame) return;
  if (!due) requestAnimationFrame(draw);
  due = advice;
}

function draw() {
  if (due) banner.show(due.banner, [...advised.values()].filter((link) => link.action !== 'pass'), act);
  due = null;
}

/** No answer at all: say so, and keep holding what is held. */
function fail() {
  alone = true;
  due = null;
  treatAll();
  if (inFrame) return;
  const failure = { kind: 'failure', value: { kind: 'noBackground' } };
  const says = { level: 'not-inspected', headline: 'notInspected', detail: failure, campaign: null, evidence: [], genuine: null, beforeDeploying: [], retry: true, reportable: false, outsideAsks: true };
  banner.show(says, [], act);
}

/** Starts over when the page becomes another one without being loaded. */
function moved() {
  if (pageOf(location.href) === shown) return;
  for (const link of links.within(document)) {
    const advice = advised.get(links.addressOf(link) ?? '');
    if (advice && advice.action !== 'pass') stale.set(link, advice);
  }
  clearTimeout(lingering);
  lingering = setTimeout(forget, LINGER_MS);
  shown = pageOf(location.href);
  pageNumber += 1;
  awaited = new Set();
  due = null;
  advised = new Map();
  passing.clear();
  setInert(false);
  clearTimeout(waiting);
  rendered = false;
  setTimeout(render, RENDER_MS, shown);
  banner.show(null, [], act);
  cards.follow([]);
  treatAll();
  ask();
}

/** What is still there long after the last page was left belongs to this one. */
function forget() {
  stale = new WeakMap();
  treatAll();
}

/** From here on the document is that of `page`, if it is still shown. */
function render(/** @type {string} */ page) {
  if (rendered || page !== shown) return;
  rendered = true;
  ask();
}

/** What the background thinks of going to `href` from here. */
async function decide(/** @type {string} */ href) {
  const page = seen();
  try {
    const advice = await send({ type: 'inspect', ...page, anchors: [...new Set(page.anchors).add(href)] });
    return advice.links.find((/** @type {any} */ link) => link.href === href)?.action ?? 'ask';
  } catch {
    return 'ask';
  }
}

/** Opens `href`, which `link` shows if it is one, as the background wants it. */
async function open(/** @type {string} */ href, /** @type {string} */ where, /** @type {Element | null} */ link = null) {
  // The background judges anew; what this page already knows can only make it stricter.
  const known = (link && isStale(link) ? stale.get(link) : advised.get(href)) ?? null;
  const page = seen();
  const late = new Promise((_, reject) => setTimeout(reject, OPEN_MS));
  try {
    const opened = send({ type: 'open', ...page, anchors: [...new Set(page.anchors).add(href)], href, where, known });
    const answer = await Promise.race([opened, late]);
    if (!answer || answer.error) fail();
  } catch {
    fail();
  }
}

leadTo({ open, decide });

/** The attributes that matter. An observer's own filter knows none with a namespace, such as `xlink:href`. */
const TOLD = new Set(['href', links.MARK, cards.MARK]);

const watcher = new MutationObserver((records) => {
  moved();
  const { arrived, left, changed } = changes.sum(records, TOLD);
  for (const [target, names] of changed) {
    if (links.isLink(target)) treat(target);
    else if (element.name(target) === 'base') treatAll();
    if (names.has('href') || names.has(cards.MARK)) cards.markWithin(target);
  }
  for (const node of arrived) {
    // Nothing of the page's is in it, unless the page put it there.
    if (banner.isOurs(node) && element.all(node, '*').length === 0) continue;
    render(shown);
    // Relative addresses lead elsewhere from now on.
    if (element.name(node) === 'base' || element.all(node, 'base').length > 0) treatAll();
    else for (const link of links.within(node)) treat(link);
    cards.markWithin(node);
    if (rendered && facts.showsMore(node)) ask();
  }
  // A page is judged by what it shows: with a link gone that it was judged by, it may be another.
  const about = awaited ?? new Set();
  if (left.some((node) => facts.showsLink(node, about) || (rendered && facts.showsMore(node)))) ask();
  banner.keep();
});
watcher.observe(document, { subtree: true, childList: true, attributes: true });
globalThis.navigation?.addEventListener('currententrychange', moved);
addEventListener('popstate', moved);
// The popup wants to know what there is to see; what to do with it was changed there, or by an administrator.
chrome.runtime.onMessage.addListener((message, sender, respond) => {
  if (sender.id !== chrome.runtime.id) return;
  if (message?.type === 'facts' && !inFrame) respond(seen());
  if (message?.type === 'changed') {
    // What was let through before, and is shown again later, is asked about again.
    advised = new Map();
    passing.clear();
    ask();
  }
});
// Who comes back from a warning may have let something through.
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && ask());
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  // An answer that came while nobody saw the page may be lost: whoever waits for it waits no more.
  pageNumber += 1;
  ask();
});
// A parser that pauses adds a text after the element it stands in, and nothing tells of texts.
addEventListener('DOMContentLoaded', () => rendered && facts.witness() !== witnessed && ask());

follow(first, { url: shown, anchors: [] }).finally(() => askOn(0));
treatAll();
