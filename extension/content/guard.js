// @ts-check
/**
 * Stands between a click and a held link. It is there before the page is, and
 * before any verdict is: what is not known to be fine does not open by itself.
 */
import * as element from './element.js';
import * as links from './links.js';

/** @typedef {'here' | 'tab' | 'background' | 'window'} Where where the user wants a link opened */

/**
 * What becomes of what is stopped: `open` opens an address as the background wants it, `decide` tells what would become of it.
 * @typedef {{ open: (href: string, where: Where, link?: Element) => void, decide: (href: string) => Promise<string> }} Behind
 */

/** There before any event is, for it is set by the same script. @type {Behind} */
let behind;

/** Says what becomes of what is stopped. */
export function leadTo(/** @type {Behind} */ given) {
  behind = given;
}

/** Whether scripts of this page may go where they like. */
let inert = false;

/** Lets scripts of this page go where they like, or not, as the core advises. */
export function setInert(/** @type {boolean} */ advised) {
  inert = advised;
}

/** The addresses that may open by themselves on this page. @type {Set<string>} */
export const passing = new Set();

/** Docker's own sites: pages of Docker Hub send their visitors there to sign in and to pay. */
const DOCKERS = /(?:^|\.)docker\.com$/;

/** What an event is about, from the innermost element on; in closed shadow trees too, of which the event itself does not tell. */
function* path(/** @type {Event} */ event) {
  const told = event.composedPath();
  const within = [];
  for (let [at] = told; at && element.is(at); ) {
    const root = element.closedRoot(at);
    const inner = event instanceof MouseEvent ? root?.elementFromPoint(event.clientX, event.clientY) : root?.activeElement;
    if (!inner || inner === at || !root?.contains(inner)) break;
    const inside = [];
    for (let node = /** @type {Node | null} */ (inner); node && node !== root; node = node.parentNode) inside.push(node);
    within.unshift(...inside, root);
    at = inner;
  }
  yield* within;
  yield* told;
}

/** The held link an event is about, with its address. */
function target(/** @type {Event} */ event) {
  for (const node of path(event)) {
    if (!links.isLink(node)) continue;
    const href = links.addressOf(node);
    // What a page marked as we do, or has no address, may stand within a link.
    if (href === null && !element.matches(node, ':any-link')) continue;
    return href === null || passing.has(href) ? null : { link: node, href };
  }
  return null;
}

/** @returns {Where} */
function where(/** @type {MouseEvent | KeyboardEvent} */ event, /** @type {Element} */ link) {
  if (event instanceof MouseEvent && event.button === 1) return 'background';
  if (event.ctrlKey || event.metaKey) return 'background';
  if (event.shiftKey) return 'window';
  return link.getAttribute('target') === '_blank' ? 'tab' : 'here';
}

/** Whether scripts and forms of the page may go to `url` by themselves. */
function mayGo(/** @type {URL} */ url) {
  return inert || url.origin === self.origin || DOCKERS.test(url.hostname) || passing.has(url.href);
}

function stop(/** @type {Event} */ event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function open(/** @type {MouseEvent | KeyboardEvent} */ event) {
  const found = target(event);
  if (!found) return;
  stop(event);
  behind.open(found.href, where(event, found.link), found.link);
}

addEventListener('click', open, { capture: true, passive: false });
// The middle button; the right one opens the menu, where a held link offers nothing.
addEventListener('auxclick', (event) => event.button === 1 && open(event), { capture: true, passive: false });
// A held link has no address, so the browser does not turn Enter into a click.
addEventListener('keydown', (event) => event.key === 'Enter' && open(event), { capture: true, passive: false });
addEventListener('dragstart', (event) => target(event) && stop(event), { capture: true, passive: false });
function addressed(/** @type {string | null} */ action) {
  try {
    return action === null ? null : new URL(action, document.baseURI);
  } catch {
    return null; // No browser can send it.
  }
}

/** A form that is sent elsewhere waits for the verdict. */
function submit(/** @type {SubmitEvent} */ event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const { submitter } = event;
  const action = submitter?.getAttribute('formaction') ?? (element.is(form) ? element.attribute(form, 'action') : null);
  const url = addressed(action);
  if (!url || mayGo(url)) return;
  stop(event);
  behind.decide(url.href).then((/** @type {string} */ decided) => {
    if (decided !== 'pass') return behind.open(url.href, 'here');
    // Sent by the page itself, with all that was written into it.
    passing.add(url.href);
    element.send(form, submitter);
  });
}

addEventListener('submit', submit, { capture: true, passive: false });
// What is sent within a shadow tree is told within it only
// (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#form-submission-algorithm).
for (const begins of ['click', 'keydown']) {
  addEventListener(begins, (event) => {
    for (const node of path(event)) if (node instanceof ShadowRoot) node.addEventListener('submit', /** @type {any} */ (submit), { capture: true, passive: false });
  }, { capture: true });
}

// What scripts of the page, forms they send, refreshes and links nobody sees open in this window.
globalThis.navigation?.addEventListener('navigate', (/** @type {any} */ event) => {
  const url = new URL(event.destination.url);
  if (!event.cancelable || mayGo(url)) return;
  stop(event);
  behind.open(url.href, 'here');
});
