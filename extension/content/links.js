// @ts-check
/**
 * Holds links: takes their address away and gives it back.
 *
 * A link that keeps its address can be opened from the context menu, by
 * dragging or by a page script, and no event tells of it. So a link that is
 * held has no address at all: only this script knows it.
 */
import * as element from './element.js';

const XLINK = 'http://www.w3.org/1999/xlink';
export const MARK = 'data-hullcheck';
/** Links with an address, whatever elements the browser takes for that (Firefox: any of MathML), and held ones. No form is one, whatever it is marked as. */
const LINK = `:any-link, [${MARK}]:not(form)`;
const LABEL = 'data-hullcheck-label';

/**
 * @typedef {'checking' | 'ask' | 'block'} Hold why a link is held
 * @typedef {{ href: string, written: string, namespace: string | null, before: Map<string, string | null> }} Held
 *   its address as the browser reads it, as the page wrote it, and the attributes it had
 */

/** @type {WeakMap<Element, Held>} */
const held = new WeakMap();

/**
 * The address of a link that leads off this site, as the browser reads it. A page may give another attribute of
 * this name, in a namespace of its own; browsers follow the one without.
 */
function outsideAddress(/** @type {Element} */ link) {
  const written = link.getAttributeNS(null, 'href') ?? link.getAttributeNS(XLINK, 'href');
  if (written === null) return null;
  try {
    const url = new URL(written, document.baseURI);
    return url.origin === self.origin ? null : url.href;
  } catch {
    return null; // No browser can open it.
  }
}

/** Takes the address of `link` away, or changes the reason it is held for. */
export function hold(/** @type {Element} */ link, /** @type {string} */ href, /** @type {Hold} */ reason, /** @type {string} */ label) {
  let record = held.get(link);
  const written = link.getAttributeNS(null, 'href');
  if (!record || record.href !== href) {
    const before = new Map(['role', 'tabindex', 'aria-label'].map((name) => [name, record ? (record.before.get(name) ?? null) : link.getAttribute(name)]));
    record = {
      href,
      written: written ?? link.getAttributeNS(XLINK, 'href') ?? href,
      namespace: written === null && link.hasAttributeNS(XLINK, 'href') ? XLINK : null,
      before,
    };
    held.set(link, record);
  }
  link.removeAttributeNS(null, 'href');
  link.removeAttributeNS(XLINK, 'href');
  set(link, MARK, reason);
  set(link, LABEL, label);
  set(link, 'role', 'link');
  set(link, 'tabindex', '0');
  set(link, 'aria-label', `${label}. ${record.before.get('aria-label') ?? link.textContent?.trim() ?? ''}`);
}

/** Gives a held link its address back. */
export function release(/** @type {Element} */ link) {
  const record = held.get(link);
  if (!record) return;
  held.delete(link);
  link.removeAttribute(MARK);
  link.removeAttribute(LABEL);
  for (const [name, value] of record.before) {
    if (value === null) link.removeAttribute(name);
    else link.setAttribute(name, value);
  }
  // What the page wrote in the meantime stands.
  if (link.hasAttributeNS(null, 'href') || link.hasAttributeNS(XLINK, 'href')) return;
  if (record.namespace) link.setAttributeNS(record.namespace, 'xlink:href', record.written);
  else link.setAttributeNS(null, 'href', record.written);
}

/** Sets an attribute only if that changes it: every change wakes the page's observers and ours. */
function set(/** @type {Element} */ link, /** @type {string} */ name, /** @type {string} */ value) {
  if (link.getAttribute(name) !== value) link.setAttribute(name, value);
}

/** All links at or below `root` that have an address or are held. */
export function* within(/** @type {ParentNode & Node} */ root) {
  if (element.is(root) && element.matches(root, LINK)) yield root;
  yield* element.all(root, LINK);
}

/** Whether `node` is a link, or was made to look like none by us. */
export function isLink(/** @type {Node} */ node) {
  return element.is(node) && element.matches(node, `a, area, ${LINK}`);
}

/** The address a click on `link` would open, held or not; `null` if it stays on this site. */
export function addressOf(/** @type {Element} */ link) {
  // What the page wrote after we took the address away counts first.
  return outsideAddress(link) ?? (link.hasAttributeNS(null, 'href') ? null : held.get(link)?.href) ?? null;
}
