// @ts-check
/**
 * What any element can be asked, whoever made it and whatever it holds.
 *
 * In Chromium the fields of a form stand, by their names, before its own methods and properties
 * (https://html.spec.whatwg.org/multipage/forms.html#dom-form-nameditem), for scripts of extensions
 * too: one called `querySelectorAll` would break whoever calls that of the form. And in Firefox an
 * element that was made in a frame and taken over into the page is no `instanceof` our `Element`.
 * So what may be any element is asked through the prototypes, and what it is, by its type.
 */

const { dom } = /** @type {any} */ (chrome);
const call = Function.prototype.call;
const getter = (/** @type {object} */ prototype, /** @type {string} */ name) => Object.getOwnPropertyDescriptor(prototype, name)?.get;

/** @type {(of: Element, selector: string) => NodeListOf<Element>} */
const below = call.bind(Element.prototype.querySelectorAll);

/** @type {(of: Node) => number} */
const type = call.bind(/** @type {any} */ (getter(Node.prototype, 'nodeType')));

/** @returns {node is Element} */
export function is(/** @type {EventTarget} */ node) {
  try {
    return type(/** @type {Node} */ (node)) === Node.ELEMENT_NODE;
  } catch {
    return false; // A window is no node.
  }
}

/** All that `selector` matches below `root`. */
export const all = (/** @type {ParentNode & Node} */ root, /** @type {string} */ selector) => (is(root) ? below(root, selector) : root.querySelectorAll(selector));

/** @type {(of: Element, selector: string) => boolean} */
export const matches = call.bind(Element.prototype.matches);

/** @type {(of: Element, selector: string) => Element | null} */
export const closest = call.bind(Element.prototype.closest);

/** @type {(of: Node, node: Node) => boolean} */
export const contains = call.bind(Node.prototype.contains);

/** @type {(of: Element, name: string) => string | null} */
export const attribute = call.bind(Element.prototype.getAttribute);

/** The closed shadow tree of an element, which browsers show to extensions alone. @returns {ShadowRoot | null} */
export function closedRoot(/** @type {any} */ of) {
  try {
    // A property in Firefox, an interface in Chromium.
    const root = of.openOrClosedShadowRoot ?? dom?.openOrClosedShadowRoot(of);
    return root?.mode === 'closed' ? root : null;
  } catch {
    return null; // Only elements of HTML have any.
  }
}

/** @type {(of: Element, options: ScrollIntoViewOptions) => void} */
export const scrollTo = call.bind(Element.prototype.scrollIntoView);

/** @type {(of: Element) => string} */
export const name = call.bind(/** @type {any} */ (getter(Element.prototype, 'localName')));

/** @type {(of: Node) => string | null} */
export const text = call.bind(/** @type {any} */ (getter(Node.prototype, 'textContent')));

/** @type {(of: HTMLFormElement, submitter: HTMLElement | null) => void} */
export const send = call.bind(HTMLFormElement.prototype.requestSubmit);
