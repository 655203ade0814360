// @ts-check
'use strict';
/**
 * Paints the banner: a closed shadow root in the top layer, out of reach of the
 * page's styles, put back if the page takes it out. It paints what it is told.
 */
(() => {
  const { hullcheck } = globalThis;
  const { say } = hullcheck;

  const SHAPES = {
    notice: 'M3 8h10',
    suspicious: 'M8 2.5 14.5 13.5h-13ZM8 6.5v3.5M8 11.8v.2',
    danger: 'M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2L1.5 10.8V5.2ZM8 4.5v4.2M8 11v.2',
    'not-inspected': 'M2.5 8a5.5 5.5 0 1 1 11 0a5.5 5.5 0 1 1-11 0M8 4.8v3.6M8 10.8v.2',
  };

  const STYLE = `
    .bar {
      color-scheme: light dark;
      --ink: light-dark(#1d2733, #e8edf2);
      --paper: light-dark(#f4f6f8, #1e252c);
      --edge: light-dark(#66788a, #8fa1b3);
      box-sizing: border-box; display: grid; grid-template-columns: auto 1fr auto; gap: 2px 12px;
      padding: 10px 14px; color: var(--ink); background: var(--paper);
      border: 1px solid var(--edge); border-inline-start-width: 6px; border-radius: 6px;
      box-shadow: 0 4px 16px rgb(0 0 0 / .18); font: 14px/1.45 system-ui, sans-serif;
      animation: appear 120ms ease-out;
    }
    .bar[data-level="notice"] { padding-block: 6px; box-shadow: none; }
    .bar[data-level="suspicious"] { --paper: light-dark(#fff6e0, #2c2413); --edge: light-dark(#9a5b00, #e5a53d); }
    .bar[data-level="danger"] { --paper: light-dark(#fdeeee, #2f1617); --edge: light-dark(#b3141d, #ff7b7f); }
    .bar[data-level="not-inspected"] { border-style: dashed; border-inline-start-style: solid; }
    svg { width: 20px; height: 20px; margin-top: 1px; fill: none; stroke: var(--edge); stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; }
    .words { min-width: 0; overflow-wrap: anywhere; }
    .headline { font-weight: 650; margin: 0; font-size: 15px; }
    .bar[data-level="notice"] .headline { display: inline; font-size: 14px; font-weight: 600; }
    .detail { margin: 0; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
    .bar[data-level="notice"] .detail { display: inline; margin-inline-start: .5em; }
    .bar[data-level="notice"] .detail { display: inline; }
    q { font-weight: 600; quotes: "“" "”"; }
    .actions { display: flex; gap: 8px; align-items: start; flex-wrap: wrap; }
    button { font: inherit; color: inherit; background: transparent; border: 1px solid var(--edge); border-radius: 4px; padding: 2px 10px; cursor: pointer; }
    button:hover { background: color-mix(in srgb, var(--edge) 18%, transparent); }
    button:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
    .close { border-color: transparent; padding: 2px 7px; }
    ul { grid-column: 2 / -1; margin: 8px 0 2px; padding: 0 0 0 1.1em; max-height: 40vh; overflow: auto; }
    li { margin: 0 0 6px; overflow-wrap: anywhere; }
    [hidden] { display: none !important; }
    @keyframes appear { from { opacity: 0; } }
    @media (prefers-reduced-motion: reduce) { .bar { animation: none; } }
    @media (max-width: 560px) {
      .bar { grid-template-columns: auto 1fr; padding: 8px 10px; }
      .actions, ul { grid-column: 1 / -1; }
    }
    @media (forced-colors: active) { svg { stroke: CanvasText; } }
  `;

  const HOST_STYLE =
    'all:initial!important;position:fixed!important;inset:auto!important;margin:0!important;padding:0!important;border:0!important;' +
    'background:transparent!important;overflow:visible!important;display:block!important;visibility:visible!important;opacity:1!important;';

  /** @type {HTMLElement | null} */
  let host = null;
  /** @type {ShadowRoot} */
  let root;
  /** @type {object | null} */
  let shown = null;
  /** What the user closed: it stays closed until something else is to be said. */
  let dismissed = '';

  function build() {
    host = document.createElement('div');
    root = host.attachShadow({ mode: 'closed' });
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    root.adoptedStyleSheets = [style];
    host.popover = 'manual';
    new MutationObserver(keep).observe(host, { attributes: true });
    // Leaving the top layer changes no attribute.
    host.addEventListener('toggle', keep);
    addEventListener('scroll', place, { passive: true });
    addEventListener('resize', place, { passive: true });
  }

  /** Keeps the banner in the page, in the top layer and in its style. */
  function keep() {
    if (!host || !shown || !document.documentElement) return;
    if (!host.isConnected) document.documentElement.append(host);
    if (host.popover !== 'manual') host.popover = 'manual';
    if (!host.matches(':popover-open')) host.showPopover();
    place();
  }

  /** Below the site's header, as wide as the content; nothing on the page moves. */
  function place() {
    if (!host || !shown) return;
    const header = document.querySelector('header')?.getBoundingClientRect().bottom ?? 0;
    const top = Math.round(Math.min(Math.max(header, 0) + 8, innerHeight / 3));
    // Without the scroll bar, which the viewport's units count in.
    const room = document.documentElement.clientWidth;
    const width = Math.min(1200, room - 16);
    const left = Math.round((room - width) / 2);
    const style = `${HOST_STYLE}top:${top}px!important;left:${left}px!important;width:${width}px!important;`;
    if (host.getAttribute('style') !== style) host.setAttribute('style', style);
  }

  function element(/** @type {string} */ name, /** @type {Record<string, string>} */ attributes = {}, /** @type {(Node | string)[]} */ ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function icon(/** @type {string} */ level) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 16 16');
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', SHAPES[level]);
    svg.append(path);
    return svg;
  }

  /** Evidence: what is there, quoted, and why that matters. */
  function sentence(/** @type {{ quote: string, why: string }} */ evidence) {
    return evidence.quote ? [element('q', {}, evidence.quote), ' ', evidence.why] : [evidence.why];
  }

  function detail(/** @type {any} */ banner) {
    const { kind, value } = banner.detail;
    if (kind === 'evidence') return sentence(value);
    if (kind === 'failure') return [say(`failure_${value.kind}`, String(value.status ?? '')), ' ', say('outsideAsks')];
    return [say(`detail_${kind}`)];
  }

  function button(/** @type {string} */ text, /** @type {() => void} */ act, /** @type {Record<string, string>} */ attributes = {}) {
    const made = element('button', { type: 'button', ...attributes }, text);
    made.addEventListener('click', (event) => event.isTrusted && act());
    return made;
  }

  /**
   * Shows `banner`, as the core advises, or nothing.
   * @param {any} banner
   * @param {() => void} retry
   */
  function show(banner, retry) {
    if (!banner) {
      dismissed = '';
      return hide();
    }
    if (JSON.stringify(banner) === JSON.stringify(shown) || JSON.stringify(banner) === dismissed) return;
    shown = banner;
    if (!host) build();
    const list = element('ul', { hidden: '' }, ...banner.evidence.map((/** @type {any} */ found) => element('li', {}, ...sentence(found))));
    const line = element('p', { class: 'detail' }, ...detail(banner));
    const actions = element('div', { class: 'actions' });
    if (banner.retry) actions.append(button(say('tryAgain'), retry));
    if (banner.level !== 'notice' && banner.evidence.length > 0) {
      const toggle = button(
        say('whatWeSaw'),
        () => {
          list.hidden = !list.hidden;
          // The list says it again, and more.
          line.hidden = !list.hidden;
          toggle.setAttribute('aria-expanded', String(!list.hidden));
        },
        { 'aria-expanded': 'false' },
      );
      actions.append(toggle);
    }
    actions.append(button('×', dismiss, { class: 'close', 'aria-label': say('close') }));
    const words = element('div', { class: 'words' }, element('p', { class: 'headline' }, say(`headline_${banner.headline}`)), line);
    const role = banner.level === 'danger' || banner.level === 'suspicious' ? 'alert' : 'status';
    root.replaceChildren(element('section', { class: 'bar', 'data-level': banner.level, role, 'aria-label': 'Hullcheck' }, icon(banner.level), words, actions, list));
    keep();
  }

  function dismiss() {
    dismissed = JSON.stringify(shown);
    hide();
  }

  function hide() {
    shown = null;
    host?.remove();
  }

  hullcheck.banner = { show, keep, isOurs: (/** @type {Node} */ node) => node === host };
})();
