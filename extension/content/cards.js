// @ts-check
/**
 * Marks repositories in a list. A mark is three attributes on the card's own
 * link: nothing is inserted, dimmed or moved, and the link stays usable.
 */
import * as element from './element.js';
import * as facts from './facts.js';
import { say } from './words.js';

export const MARK = 'data-hullcheck-card';
const NAMES = [MARK, 'title', 'aria-description'];

/** What was there before. @type {WeakMap<Element, (string | null)[]>} */
const before = new WeakMap();

/** What to mark, by address. @type {Map<string, any>} */
let advised = new Map();

function mark(/** @type {HTMLAnchorElement} */ card) {
  const advice = advised.get(card.href);
  if (!advice) return unmark(card);
  if (!before.has(card)) before.set(card, NAMES.map((name) => card.getAttribute(name)));
  const { quote, why } = advice.because;
  const reason = `${say(`card_${advice.level}`)} ${quote ? `“${quote}” ` : ''}${why}`;
  NAMES.forEach((name, at) => {
    const value = at === 0 ? advice.level : reason;
    if (card.getAttribute(name) !== value) card.setAttribute(name, value);
  });
}

function unmark(/** @type {Element} */ card) {
  const values = before.get(card);
  if (!values) return;
  before.delete(card);
  NAMES.forEach((name, at) => (values[at] === null ? card.removeAttribute(name) : card.setAttribute(name, /** @type {string} */ (values[at]))));
}

/** Marks the cards of the page as `advice` says, and no others. */
export function follow(/** @type {{ href: string }[]} */ advice) {
  advised = new Map(advice.map((card) => [card.href, card]));
  markWithin(document);
}

/** Marks the cards at or below `root`. */
export function markWithin(/** @type {ParentNode & Node} */ root) {
  for (const card of facts.cardsWithin(root)) mark(card);
  // A framework uses elements again: what is no card any more is not marked.
  for (const card of element.all(root, `[${MARK}]`)) if (!advised.has(/** @type {HTMLAnchorElement} */ (card).href)) unmark(card);
}
