// @ts-check
/**
 * Reads what the page shows: the outside addresses on it, the repositories it
 * lists, and what it says of a repository's tags. What that means it is not asked.
 */
import * as element from './element.js';
import * as links from './links.js';

/** A repository's own page, as cards and lists link to it. */
const REPOSITORY = /^\/(?:r\/[^/]+|_)\/[^/]+\/?$/;
const CARD = 'a[href^="/r/"], a[href^="/_/"]';

/** The most of a card's text that is read, in characters: a name, a short description and some numbers. */
const LONGEST_CARD = 400;

/** What Docker Hub writes where there are no tags (captured 2025 and 2026). */
const NO_TAGS = [
  'No tags have been pushed to this repository yet.',
  "This repository doesn't have any tagged images.",
  'Currently, this repository is awaiting its first push.',
];
/** How it marks a tag in its list of tags (2026). */
const TAG = '[data-testid="repotagsTagListItem"]';

/** The cards at or below `root`. A tab of the repository that the page is about is none. */
export function* cardsWithin(/** @type {ParentNode & Node} */ root) {
  const page = `${location.pathname}/`;
  const isOwn = (/** @type {HTMLAnchorElement} */ link) => page.startsWith(`${link.pathname.replace(/\/$/, '')}/`);
  const isCard = (/** @type {HTMLAnchorElement} */ link) => REPOSITORY.test(link.pathname) && !isOwn(link);
  if (element.is(root) && element.matches(root, CARD) && isCard(/** @type {HTMLAnchorElement} */ (root))) yield /** @type {HTMLAnchorElement} */ (root);
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (element.all(root, CARD))) if (isCard(link)) yield link;
}

/** Whether `root` says something about tags. */
function saysOfTags(/** @type {ParentNode & Node} */ root) {
  if (element.is(root) && element.matches(root, TAG)) return true;
  return element.all(root, TAG).length > 0 || saysNoTags(root);
}

/** Whether a text that says there are no tags stands anywhere in `root`. */
function saysNoTags(/** @type {Node} */ root) {
  const text = element.text(root) ?? '';
  return NO_TAGS.some((start) => text.includes(start));
}

/** What the page says of its repository's tags, as the core's `Witness`. */
export function witness() {
  if (document.querySelector(TAG)) return 'tag';
  // Most pages say nothing of the kind; of those that do, each text is looked at.
  if (!document.body || !saysNoTags(document.body)) return null;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.nodeValue?.trim() ?? '';
    if (NO_TAGS.some((start) => text.startsWith(start))) return 'noTags';
  }
  return null;
}

/** Everything the page shows now, but for the links that `isStale` says are another page's. */
export function read(/** @type {(link: Element) => boolean} */ isStale) {
  const anchors = new Set();
  for (const link of links.within(document)) {
    const href = links.addressOf(link);
    if (href !== null && !isStale(link)) anchors.add(href);
  }
  const cards = new Map();
  for (const link of cardsWithin(document)) {
    const text = (link.textContent ?? '').slice(0, LONGEST_CARD);
    // Of several links to one repository, the one that says most is the card.
    if (text.length >= (cards.get(link.href)?.length ?? 0)) cards.set(link.href, text);
  }
  return { anchors: [...anchors], cards: [...cards].map(([href, text]) => ({ href, text })), witness: witness() };
}

/** Whether a link to one of `hrefs` stands at or below `root`. @param {ParentNode & Node} root @param {Set<string>} hrefs */
export function showsLink(root, hrefs) {
  for (const link of links.within(root)) if (hrefs.has(links.addressOf(link) ?? '')) return true;
  return false;
}

/** Whether `root` shows something other than links that a page is judged by. */
export function showsMore(/** @type {ParentNode & Node} */ root) {
  return !cardsWithin(root).next().done || saysOfTags(root);
}
