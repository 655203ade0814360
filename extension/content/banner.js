// @ts-check
/**
 * Keeps the banner before the reader's eyes: a closed shadow root in the top
 * layer, out of reach of the page's styles, put back if the page takes it out
 * or covers it. Nothing on the page moves for it.
 */
import * as find from './find.js';
import * as panel from './panel.js';

const STYLE = `
  .bar, .chip {
    color-scheme: inherit;
    --ink: light-dark(#1d2733, #e8edf2);
    --paper: light-dark(#f4f6f8, #1e252c);
    --edge: light-dark(#66788a, #8fa1b3);
    box-sizing: border-box; color: var(--ink); background: var(--paper);
    border: 1px solid var(--edge); border-inline-start-width: 6px; border-radius: 6px;
    box-shadow: 0 4px 16px rgb(0 0 0 / .18); font: 14px/1.45 system-ui, sans-serif;
    animation: appear 120ms ease-out;
  }
  .bar { display: grid; grid-template-columns: auto 1fr auto; gap: 2px 12px; padding: 10px 14px; max-height: 70vh; overflow: auto; }
  [data-level="notice"] { padding-block: 6px; box-shadow: none; }
  [data-level="suspicious"] { --paper: light-dark(#fff6e0, #2c2413); --edge: light-dark(#9a5b00, #e5a53d); }
  [data-level="danger"] { --paper: light-dark(#fdeeee, #2f1617); --edge: light-dark(#b3141d, #ff7b7f); }
  [data-level="not-inspected"] { border-style: dashed; border-inline-start-style: solid; }
  svg { width: 20px; height: 20px; margin-top: 1px; fill: none; stroke: var(--edge); stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; }
  .words { min-width: 0; overflow-wrap: anywhere; }
  .headline { font-weight: 650; margin: 0; font-size: 15px; }
  .detail { margin: 0; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
  [data-level="notice"] :is(.headline, .detail) { display: inline; font-size: 14px; }
  [data-level="notice"] .detail { margin-inline-start: .5em; }
  h2 { margin: 10px 0 2px; font-size: 14px; font-weight: 650; }
  .more p { margin: 8px 0 0; }
  q { font-weight: 600; }
  a { color: inherit; font-weight: 600; }
  .actions { display: flex; gap: 8px; align-items: start; flex-wrap: wrap; }
  button { font: inherit; color: inherit; background: transparent; border: 1px solid var(--edge); border-radius: 4px; padding: 2px 10px; cursor: pointer; }
  button:hover { background: color-mix(in srgb, var(--edge) 18%, transparent); }
  :focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
  .close { border-color: transparent; padding: 2px 7px; }
  .more { grid-column: 2 / -1; overflow-wrap: anywhere; }
  ul { margin: 4px 0 2px; padding: 0 0 0 1.1em; }
  li { margin: 0 0 6px; }
  li button { padding: 0 7px; font-size: 12px; }
  .commands { list-style: none; padding: 0; }
  .commands li { display: flex; gap: 4px 10px; align-items: baseline; flex-wrap: wrap; }
  .tool { min-width: 7em; }
  code { font: 13px/1.5 ui-monospace, monospace; user-select: all; background: color-mix(in srgb, var(--edge) 14%, transparent); padding: 0 6px; border-radius: 3px; }
  .chip { display: flex; gap: 6px; align-items: center; margin-inline-start: auto; padding: 2px 10px; background: var(--paper); }
  .chip:hover { background: var(--paper); text-decoration: underline; }
  .chip svg { width: 16px; height: 16px; margin: 0; }
  [hidden] { display: none !important; }
  @keyframes appear { from { opacity: 0; } }
  @media (prefers-reduced-motion: reduce) { .bar, .chip { animation: none; } }
  @media (max-width: 640px) {
    .bar { grid-template-columns: auto 1fr; padding: 8px 10px; }
    .actions, .more { grid-column: 1 / -1; }
  }
  @media (forced-colors: active) { svg { stroke: CanvasText; } }
`;

/**
 * Where the banner is. What is important within a shadow tree is stronger than
 * what is important outside (https://drafts.csswg.org/css-cascade-5/#cascade-context),
 * so no style of the page reaches it.
 */
const HOST_STYLE =
  'all: initial !important; position: fixed !important; inset: auto !important; margin: 0 !important; padding: 0 !important; border: 0 !important; ' +
  'background: transparent !important; overflow: visible !important; display: block !important; visibility: visible !important; opacity: 1 !important;';

/** The style that says so. */
const placed = new CSSStyleSheet();
let placement = '';

/** @type {HTMLElement | null} */
let host = null;
/** @type {ShadowRoot} */
let root;
/** How often it may be put back before a rest, and how long that is, in milliseconds. */
const MOST_AT_ONCE = 20;
const REST_MS = 1000;
/** @type {ReturnType<typeof setTimeout>[]} */
const puttingBack = [];

/** What is said now. @type {{ banner: any, links: any[], act: any } | null} */
let shown = null;
/** Whether the reader made it small. */
let small = false;
/** What was announced last on this page. */
let announced = '';
/** What the reader closed or made small: it stays so until something else is to be said. */
let dismissed = '';

function build() {
  host = document.createElement('div');
  root = host.attachShadow({ mode: 'closed' });
  const style = new CSSStyleSheet();
  style.replaceSync(STYLE);
  root.adoptedStyleSheets = [style, placed];
  host.popover = 'manual';
  new MutationObserver(keep).observe(host, { attributes: true });
  // Leaving the top layer changes no attribute.
  host.addEventListener('toggle', keep);
  // What comes into the top layer later lies above what was there before.
  addEventListener('toggle', (event) => event.target !== host && /** @type {ToggleEvent} */ (event).newState === 'open' && raise(), true);
  addEventListener('fullscreenchange', raise, true);
  addEventListener('scroll', place, { passive: true });
  addEventListener('resize', place, { passive: true });
}

/** Keeps the banner in the page, in the top layer and in its style. */
export function keep() {
  if (!host || !shown || !document.documentElement) return;
  if (!host.isConnected) {
    // A page that takes it out at once, every time, would keep both of us busy for ever.
    if (puttingBack.length >= MOST_AT_ONCE) return;
    puttingBack.push(setTimeout(rested, REST_MS));
    document.documentElement.append(host);
  }
  if (host.popover !== 'manual') host.popover = 'manual';
  if (!host.matches(':popover-open')) host.showPopover();
  place();
}

function rested() {
  puttingBack.shift();
  keep();
}

function raise() {
  if (!host?.isConnected || !shown) return;
  if (host.matches(':popover-open')) host.hidePopover();
  keep();
}

/** Light or dark as the page is, whatever the system prefers: the site has a switch of its own. */
function schemeOfPage() {
  for (const element of [document.body, document.documentElement]) {
    const [red, green, blue, alpha = 1] = (element && getComputedStyle(element).backgroundColor.match(/[\d.]+/g)?.map(Number)) ?? [0, 0, 0, 0];
    // Relative luminance, without the correction that only matters for close colours.
    if (alpha > 0.5) return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128 ? 'dark' : 'light';
  }
  return 'light dark';
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
  const scheme = `color-scheme: ${schemeOfPage()} !important;`;
  // Made small it covers nothing but itself.
  const events = small ? 'pointer-events: none !important;' : '';
  const place = `:host { ${HOST_STYLE} ${scheme} ${events} top: ${top}px !important; left: ${left}px !important; width: ${width}px !important; }`;
  if (placement === place) return;
  placement = place;
  placed.replaceSync(place);
}

/**
 * Shows `banner`, as the core advises, or nothing.
 * @param {any} banner
 * @param {any[]} links the core's advice on the links that do not simply open
 * @param {Record<string, () => void>} act what its buttons do, but for those that make it small
 */
export function show(banner, links, act) {
  if (!banner) {
    dismissed = '';
    announced = '';
    return hide();
  }
  const says = JSON.stringify(banner);
  if (shown && JSON.stringify([shown.banner, shown.links]) === JSON.stringify([banner, links])) return;
  if (dismissed === says && banner.level === 'notice') return;
  small = dismissed === says;
  shown = { banner, links, act };
  if (!host) build();
  paint();
}

function paint() {
  if (!shown) return;
  const { banner, links, act } = shown;
  const chip = () => {
    const made = panel.chip(banner, expand);
    made.style.pointerEvents = 'auto';
    return made;
  };
  const verdict = JSON.stringify([banner.headline, banner.detail]);
  root.replaceChildren(small ? chip() : panel.build(banner, links, { ...act, collapse }, announced === verdict));
  announced = verdict;
  keep();
}

function collapse() {
  find.clear();
  dismissed = JSON.stringify(shown?.banner);
  if (shown?.banner.level === 'notice') return hide();
  small = true;
  paint();
  /** @type {HTMLElement | null} */ (root.querySelector('.chip'))?.focus();
}

function expand() {
  small = false;
  dismissed = '';
  paint();
  /** @type {HTMLElement | null} */ (root.querySelector('.close'))?.focus();
}

function hide() {
  shown = null;
  small = false;
  find.clear();
  host?.remove();
}

/** Whether `node` is the banner. */
export function isOurs(/** @type {Node} */ node) {
  return node === host;
}
