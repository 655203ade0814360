// @ts-check
/**
 * What the banner shows, as elements. It is made of texts only; none of them
 * ever becomes markup.
 */
import * as find from './find.js';
import { say } from './words.js';

const SHAPES = {
  notice: 'M3 8h10',
  suspicious: 'M8 2.5 14.5 13.5h-13ZM8 6.5v3.5M8 11.8v.2',
  danger: 'M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2L1.5 10.8V5.2ZM8 4.5v4.2M8 11v.2',
  'not-inspected': 'M2.5 8a5.5 5.5 0 1 1 11 0a5.5 5.5 0 1 1-11 0M8 4.8v3.6M8 10.8v.2',
};

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

/** A button that only a person can press. */
function button(/** @type {string} */ text, /** @type {() => void} */ act, /** @type {Record<string, string>} */ attributes = {}) {
  const made = element('button', { type: 'button', ...attributes }, text);
  made.addEventListener('click', (event) => event.isTrusted && act());
  return made;
}

/** Evidence: what is there, quoted, and why that matters. */
function sentence(/** @type {{ quote: string, why: string }} */ evidence) {
  return evidence.quote ? [element('q', { dir: 'auto' }, evidence.quote), ' ', evidence.why] : [evidence.why];
}

function detail(/** @type {any} */ { kind, value }, /** @type {boolean} */ outsideAsks) {
  switch (kind) {
    case 'evidence':
      return sentence(value);
    case 'failure':
      return [say(`failure_${value.kind}`, String(value.value ?? '')), ...(outsideAsks ? [' ', say('outsideAsks')] : [])];
    case 'genuine':
      return [say('detail_genuine'), ' ', genuineLink(value)];
    default:
      return [say(`detail_${kind}`)];
  }
}

function genuineLink(/** @type {{ name: string, href: string }} */ { name, href }) {
  return element('a', { href }, say('officialImage', name));
}

/** Shows evidence on the page, or says that the page does not show it; `found` makes room for it. */
function finder(/** @type {any} */ evidence, /** @type {() => void} */ found) {
  const made = button(say('showOnPage'), () => {
    if (find.show(evidence)) found();
    else made.replaceWith(element('small', {}, say('notShown')));
  });
  return made;
}

function evidenceList(/** @type {any[]} */ evidence, /** @type {() => void} */ found) {
  const items = evidence.map((one) => {
    const onPage = one.href !== null || one.text !== '';
    return element('li', {}, ...sentence(one), ...(onPage ? [' ', finder(one, found)] : []));
  });
  return element('ul', {}, ...items);
}

/** Where the links that do not simply open lead. */
function linkList(/** @type {any[]} */ links) {
  const items = links.map(({ host, hops, action }) => {
    const way = hops.length > 0 ? [' ', element('small', {}, say('throughHops', String(hops.length)))] : [];
    return element('li', {}, element('b', {}, host), ' ', say(`link_${action}`), ...way);
  });
  return element('ul', {}, ...items);
}

/** A line for the shell, with a button that copies it. */
function command(/** @type {{ tool: string, line: string }} */ { tool, line }) {
  const code = element('code', { tabindex: '0' }, line);
  const copy = button(say('copy'), async () => {
    try {
      await navigator.clipboard.writeText(line);
      copy.textContent = say('copied');
    } catch {
      // The page may forbid it: then the line is marked, ready to be copied by hand.
      getSelection()?.selectAllChildren(code);
    }
  }, { 'aria-label': `${say('copy')}: ${line}` });
  return element('li', {}, element('span', { class: 'tool' }, tool), code, copy);
}

function part(/** @type {string} */ title, /** @type {(Node | string)[]} */ ...content) {
  return [element('h2', {}, say(title)), ...content];
}

function advice(/** @type {any} */ { genuine, beforeDeploying, detail }) {
  const parts = [];
  if (genuine && detail.kind !== 'genuine') parts.push(...part('whatToDo', element('p', {}, say('detail_genuine'), ' ', genuineLink(genuine))));
  if (beforeDeploying.length > 0) parts.push(...part('beforeDeploying', element('ul', { class: 'commands' }, ...beforeDeploying.map(command))));
  return parts;
}

/**
 * The banner's content.
 * @param {any} banner what the core advises to say
 * @param {any[]} links its advice on the links that do not simply open
 * @param {Record<'retry' | 'collapse' | 'expand' | 'report' | 'dispute', () => void>} act what its buttons do
 * @param {boolean} announced whether it was said before
 */
export function build(banner, links, act, announced) {
  const { level } = banner;
  const quiet = level === 'notice';
  const headline = element('p', { class: 'headline' }, say(`headline_${banner.headline}`));
  const line = element('p', { class: 'detail' }, ...detail(banner.detail, banner.outsideAsks));
  // Announced once, when it appears; what opens below it is not.
  const role = level === 'danger' || level === 'suspicious' ? 'alert' : 'status';
  const words = element('div', { class: 'words', ...(announced ? {} : { role }) }, headline, line);

  const more = element('div', { class: 'more', hidden: '' });
  if (banner.letThrough) more.append(element('p', {}, say('letThrough')));
  if (banner.campaign) more.append(element('p', { class: 'campaign' }, say(`campaign_${banner.campaign}`)));
  if (banner.evidence.length > 0) more.append(...part('whatWeSaw', evidenceList(banner.evidence, () => open(false))));
  if (links.length > 0) more.append(...part('whereLinksLead', linkList(links)));
  more.append(...advice(banner));
  if (banner.reportable) more.append(element('p', {}, button(say('dispute'), act.dispute)), element('p', {}, element('small', {}, say('genuineWarning'))));

  const toggle = button(say(banner.evidence.length > 0 ? 'whatWeSaw' : 'more'), () => open(more.hidden), { 'aria-expanded': 'false' });
  function open(/** @type {boolean} */ wanted) {
    more.hidden = !wanted;
    // The list says it again, and more.
    line.hidden = wanted && banner.detail.kind === 'evidence';
    toggle.setAttribute('aria-expanded', String(wanted));
  }

  const actions = element('div', { class: 'actions' });
  if (banner.retry) actions.append(button(say('tryAgain'), act.retry));
  if (more.childElementCount > 0) {
    actions.append(toggle);
  }
  if (banner.reportable) actions.append(button(say('report'), act.report));
  // A quiet line can be put away; a warning can only be made small.
  actions.append(button(quiet ? '×' : '–', act.collapse, { class: 'close', 'aria-label': say(quiet ? 'close' : 'collapse') }));

  return element('section', { class: 'bar', 'data-level': level, 'aria-label': 'Hullcheck', lang: say('language') }, icon(level), words, actions, more);
}

/** What is left of it once it is made small. */
export function chip(/** @type {any} */ banner, /** @type {() => void} */ expand) {
  const made = button('', expand, { class: 'chip', lang: say('language'), 'data-level': banner.level, 'aria-label': `Hullcheck: ${say(`headline_${banner.headline}`)} ${say('expand')}` });
  made.append(icon(banner.level), say(`chip_${banner.level.replaceAll('-', '_')}`));
  return made;
}
