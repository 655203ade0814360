// @ts-check
/**
 * Shows what the background stored about a stopped link, and nothing else: the
 * token in the address only names that record, so a forged one shows nothing.
 */
import { localise, message, part, recordOf } from '../shared/page.js';

const SHAPES = {
  ask: 'M8 2.5 14.5 13.5h-13ZM8 6.5v3.5M8 11.8v.2',
  block: 'M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2L1.5 10.8V5.2ZM8 4.5v4.2M8 11v.2',
};

/** The address, if it is one this page may ever open. */
function openable(/** @type {string} */ href) {
  try {
    const url = new URL(href);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
  } catch {
    return null;
  }
}

function items(/** @type {string} */ id, /** @type {(string | Node)[][]} */ rows) {
  if (rows.length === 0) return;
  part(id).hidden = false;
  for (const row of rows) {
    const item = document.createElement('li');
    item.append(...row);
    part(id).querySelector('ol, ul')?.append(item);
  }
}

function quoted(/** @type {string} */ text) {
  const quote = document.createElement('q');
  quote.textContent = text;
  return quote;
}

/** Shows an address with its host in bold. */
function takeApart(/** @type {URL} */ url) {
  const host = document.createElement('b');
  host.textContent = url.host;
  part('address').append(`${url.protocol}//`, host, url.pathname + url.search + url.hash);
}

async function leave(/** @type {any} */ warning) {
  const tab = await chrome.tabs.getCurrent();
  if (warning?.opened === 'apart' && tab?.id) return chrome.tabs.remove(tab.id);
  if (warning?.from) return history.length > 1 ? history.back() : location.replace(warning.from);
  location.replace('https://hub.docker.com/');
}

async function start() {
  localise();
  const warning = await recordOf('warning');
  const action = warning?.link?.action === 'block' ? 'block' : 'ask';
  document.documentElement.dataset.action = action;
  part('shape').setAttribute('d', SHAPES[action]);
  part('back').addEventListener('click', () => leave(warning));
  const url = warning && openable(warning.href);
  if (!warning) {
    part('headline').textContent = message('warningNothing');
    part('details').hidden = true;
  } else {
    const host = warning.link?.host || url?.host || '';
    part('headline').textContent = message(action === 'block' ? 'warningBlock' : 'warningAsk');
    part('host').textContent = host;
    if (url) takeApart(url);
    items('hops', (warning.link?.hops ?? []).map((/** @type {string} */ hop) => [hop]));
    const because = (warning.link?.because ?? []).map((/** @type {any} */ found) => (found.quote ? [quoted(found.quote), ' ', found.why] : [found.why]));
    // The strongest reason; whoever wants the others opens the details.
    items('evidence', because.length ? because.slice(0, 1) : [[message('warningNotInspected')]]);
    items('more', because.slice(1));
    part('from').textContent = message('warningFrom', [new URL(warning.from).pathname]);
    const details = /** @type {HTMLDetailsElement} */ (part('details'));
    details.open = action === 'ask';
    // Only a web address is ever opened from here.
    if (url) part('onwards').setAttribute('href', url.href);
    else details.hidden = true;
  }
  /** @type {HTMLElement} */ (document.querySelector('main')).hidden = false;
  part('back').focus();
}

start();
