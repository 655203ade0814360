// @ts-check
/**
 * Shows what the background stored about a stopped link, and nothing else: the
 * token in the address only names that record, so a forged one shows nothing.
 */
import { copies, localise, part, recordOf } from '../shared/page.js';
import { message } from '../shared/words.js';

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

function element(/** @type {string} */ name, /** @type {string} */ text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function quoted(/** @type {string} */ text) {
  const quote = element('q', text);
  quote.dir = 'auto';
  return quote;
}

/** An address with its host in bold. */
function takenApart(/** @type {string} */ href) {
  const url = openable(href);
  if (!url) return [href];
  return [`${url.protocol}//`, element('b', url.host), url.pathname + url.search + url.hash];
}

/** Every address on the way, the clicked one first. */
function way(/** @type {any} */ { href, link }) {
  for (const hop of [href, ...(link?.hops ?? [])]) {
    const item = document.createElement('li');
    item.append(...takenApart(hop));
    part('way').append(item);
  }
}

/** Evidence: what is there, why that matters, and the rule that says so. */
function reason(/** @type {{ quote: string, why: string, rule: string }} */ { quote, why, rule }) {
  return [...(quote ? [quoted(quote), ' '] : []), why, ' ', element('small', rule)];
}

async function leave(/** @type {any} */ warning) {
  const tab = await chrome.tabs.getCurrent();
  if (warning?.opened === 'apart' && tab?.id) return chrome.tabs.remove(tab.id);
  // One step back is the address that was blocked.
  if (warning?.opened === 'blocked') return location.replace(warning.from);
  if (warning?.from) return history.length > 1 ? history.back() : location.replace(warning.from);
  location.replace('https://hub.docker.com/');
}

/** The ways on, as far as there are any. */
function onwards(/** @type {any} */ warning) {
  const web = openable(warning.href) !== null;
  part('onwards').hidden = !web || !warning.mayGoOn;
  part('forbidden').hidden = !web || (warning.mayGoOn && (warning.mayExcept || warning.page === null));
  for (const id of ['link', 'page', 'lapse']) part(id).hidden = !warning.mayExcept;
  part('page').textContent = message('warningAlwaysPage', [warning.page ?? '']);
  for (const scope of ['once', 'link', 'page']) {
    part(scope).addEventListener('click', async (event) => {
      if (!event.isTrusted) return;
      const answer = await chrome.runtime.sendMessage({ type: 'goOn', token: location.hash.slice(1), scope });
      if (answer?.error) part(scope).textContent = message('warningRefused');
    });
  }
}

async function start() {
  await localise();
  const warning = await recordOf('warning');
  const action = warning?.link?.action === 'block' ? 'block' : 'ask';
  document.documentElement.dataset.action = action;
  part('shape').setAttribute('d', SHAPES[action]);
  part('back').addEventListener('click', () => leave(warning));
  if (!warning) {
    part('headline').textContent = message('warningNothing');
    part('details').hidden = true;
  } else {
    const { link } = warning;
    part('headline').textContent = message(action === 'block' ? 'warningBlock' : 'warningAsk');
    part('host').textContent = link?.host || openable(warning.href)?.host || '';
    if (link?.shortened) {
      part('unknown').hidden = false;
      part('unknown').textContent = message('warningShortened', [link.host]);
    }
    way(warning);
    const because = (link?.because ?? []).map(reason);
    // The strongest reason; whoever wants the others opens the details.
    items('evidence', because.length || !warning.notInspected ? because.slice(0, 1) : [[message('warningNotInspected')]]);
    items('more', because.slice(1));
    part('from').textContent = message('warningFrom', [new URL(warning.from).pathname]);
    /** @type {HTMLDetailsElement} */ (part('details')).open = action === 'ask';
    copies(part('copy'), () => warning.shown);
    part('contact').hidden = !warning.contact;
    part('contact-line').textContent = warning.contact;
    onwards(warning);
  }
  /** @type {HTMLElement} */ (document.querySelector('main')).hidden = false;
  part('back').focus();
}

start();
