// @ts-check
'use strict';
/**
 * Reads the page and does what the background advises. It knows where links
 * are and what address the page has; what they mean it is told.
 */
(() => {
  const { hullcheck } = globalThis;
  const { links, passing, banner, say, send } = hullcheck;

  /** What is advised for each address on the page being shown. @type {Map<string, any>} */
  let advised = new Map();
  /** The page the advice is for. */
  let shown = pageOf(location.href);
  /** Whether a question is under way, and whether another must follow. */
  let asking = false;
  let askAgain = false;
  /** Whether the user wants Docker Hub to be asked once more. */
  let retrying = false;
  /** Whether the background does not answer. */
  let alone = false;
  /**
   * Whether the links in the document are this page's. A client changes the
   * address first and the document a moment later; what the last page showed
   * says nothing about this one.
   */
  let rendered = true;
  /** How long a client may take to render before its links are taken as they are, in milliseconds. */
  const RENDER_MS = 1000;

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
    const advice = advised.get(href);
    if (!advice) {
      links.hold(link, href, 'checking', say(alone ? 'linkHeld' : 'linkChecking'));
      // Links of the last page are not asked about; render() asks.
      if (rendered) ask();
    } else if (advice.action === 'pass') {
      links.release(link);
    } else {
      links.hold(link, href, advice.action, say(advice.action === 'block' ? 'linkStopped' : 'linkAsks', advice.host));
    }
  }

  function treatAll() {
    for (const link of links.within(document)) treat(link);
  }

  /** Asks what to do with the page and every link on it; one question at a time. */
  function ask() {
    askAgain = true;
    if (asking) return;
    asking = true;
    queueMicrotask(async () => {
      while (askAgain) {
        askAgain = false;
        const page = shown;
        const anchors = outside();
        const again = retrying;
        retrying = false;
        await follow(send({ type: 'inspect', url: page, anchors: [...anchors], again }), page, anchors);
      }
      asking = false;
    });
  }

  /** The outside addresses on this page. */
  function outside() {
    const anchors = new Set();
    if (!rendered) return anchors;
    for (const link of links.within(document)) {
      const href = links.addressOf(link);
      if (href !== null) anchors.add(href);
    }
    return anchors;
  }

  function retry() {
    retrying = true;
    ask();
  }

  /** Follows an answer, unless the user has moved on to another page. */
  async function follow(/** @type {Promise<any>} */ answer, /** @type {string} */ page, /** @type {Set<string>} */ asked) {
    let advice;
    try {
      advice = await answer;
    } catch {
      advice = null; // The extension was updated or removed under this page.
    }
    if (page !== shown) return;
    if (!advice?.links) {
      fail();
      return;
    }
    alone = false;
    for (const link of advice.links) {
      advised.set(link.href, link);
      if (link.action === 'pass') passing.add(link.href);
      else passing.delete(link.href);
    }
    // What was asked about and not answered is no address a browser opens here.
    for (const href of asked) if (!advised.has(href)) advised.set(href, { href, action: 'ask', host: '' });
    banner.show(advice.banner, retry);
    treatAll();
  }

  /** No answer at all: say so, and keep holding what is held. */
  function fail() {
    alone = true;
    treatAll();
    banner.show(
      { level: 'not-inspected', headline: 'notInspected', detail: { kind: 'failure', value: { kind: 'noBackground' } }, evidence: [], retry: true },
      retry,
    );
  }

  /** Starts over when the page becomes another one without being loaded. */
  function moved() {
    if (pageOf(location.href) === shown) return;
    shown = pageOf(location.href);
    advised = new Map();
    passing.clear();
    rendered = false;
    setTimeout(render, RENDER_MS, shown);
    banner.show(null, retry);
    treatAll();
    ask();
  }

  /** From here on the links are those of `page`, if it is still shown. */
  function render(/** @type {string} */ page) {
    if (rendered || page !== shown) return;
    rendered = true;
    ask();
  }

  hullcheck.open = async (/** @type {string} */ href, /** @type {string} */ where) => {
    // The background judges anew; what this page already knows can only make it stricter.
    const known = advised.get(href) ?? null;
    try {
      const { error } = await send({ type: 'open', url: shown, href, where, anchors: [...outside().add(href)], known });
      if (error) fail();
    } catch {
      fail();
    }
  };

  /** Whether an outside link stands at or below `node`. */
  function shows(/** @type {Element} */ node) {
    for (const link of links.within(node)) if (links.addressOf(link) !== null) return true;
    return false;
  }

  const watcher = new MutationObserver((changes) => {
    moved();
    for (const change of changes) {
      if (change.type === 'attributes' && links.isLink(change.target)) treat(/** @type {Element} */ (change.target));
      for (const node of change.addedNodes) {
        if (!(node instanceof Element) || banner.isOurs(node)) continue;
        render(shown);
        for (const link of links.within(node)) treat(link);
      }
      // A page is judged by the links it shows: with one gone, it may be another.
      for (const node of change.removedNodes) if (node instanceof Element && shows(node)) ask();
    }
    banner.keep();
  });
  watcher.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['href', 'xlink:href', links.MARK] });
  globalThis.navigation?.addEventListener('currententrychange', moved);
  addEventListener('popstate', moved);

  follow(hullcheck.first, shown, new Set());
  treatAll();
})();
