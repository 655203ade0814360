// @ts-check
/**
 * What a list of changes to the page comes to. A parser adds each element by itself, and one
 * link is changed by several attributes: each is looked at once.
 */
import * as element from './element.js';

/**
 * @typedef {{ arrived: Element[], left: Element[], changed: Map<Element, Set<string>> }} Sum
 *   the elements that came and that went, without those that came within the one before them, and the attributes of
 *   interest that changed, by their elements
 */

/**
 * Sums up `changes`; of attributes, those with a name in `told`.
 * @param {MutationRecord[]} changes @param {Set<string>} told @returns {Sum}
 */
export function sum(changes, told) {
  /** @type {Element[]} */
  const arrived = [];
  /** @type {Element[]} */
  const left = [];
  /** @type {Map<Element, Set<string>>} */
  const changed = new Map();
  for (const change of changes) {
    if (change.type === 'attributes') {
      const name = /** @type {string} */ (change.attributeName);
      if (!told.has(name)) continue;
      const target = /** @type {Element} */ (change.target);
      const names = changed.get(target);
      if (names) names.add(name);
      else changed.set(target, new Set([name]));
      continue;
    }
    // Nodes are not even looked at where all that came came within the one before: a parser adds a thousand.
    const before = arrived.at(-1);
    if (!(before && element.contains(before, change.target))) {
      for (const node of change.addedNodes) {
        const last = arrived.at(-1);
        if (!(last && element.contains(last, node)) && element.is(node)) arrived.push(node);
      }
    }
    for (const node of change.removedNodes) if (element.is(node)) left.push(node);
  }
  return { arrived, left, changed };
}
