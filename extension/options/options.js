// @ts-check
/** The settings: what was let through, what was stopped, and the second net. */
import { area } from '../background/settings.js';
import { NEEDED } from '../shared/needed.js';
import { localise, message, part, save } from '../shared/page.js';

/** As the core lets an exception lapse. */
const HOLDS_MS = 30 * 24 * 60 * 60 * 1000;

/** @typedef {{ page: string, href: string | null, shown: string, given: number }} Exception */
/** @typedef {{ at: number, page: string, shown: string, action: string, rule: string | null, outcome: string }} Entry */

const day = (/** @type {number} */ ms) => new Date(ms).toLocaleDateString(message('language'), { dateStyle: 'medium' });
const moment = (/** @type {number} */ ms) => new Date(ms).toLocaleString(message('language'), { dateStyle: 'medium', timeStyle: 'short' });

function row(/** @type {string} */ title, /** @type {string} */ detail) {
  const item = document.createElement('li');
  const small = document.createElement('small');
  small.textContent = detail;
  item.append(title, small);
  return item;
}

/** @returns {Promise<Exception[]>} those that still hold */
async function exceptions() {
  const { exceptions } = await area.get({ exceptions: [] });
  return exceptions.filter((/** @type {Exception} */ one) => one.given + HOLDS_MS > Date.now());
}

async function revoke(/** @type {(one: Exception) => boolean} */ which) {
  await area.set({ exceptions: (await exceptions()).filter((one) => !which(one)) });
}

async function showExceptions() {
  const sought = /** @type {HTMLInputElement} */ (part('search')).value.trim().toLowerCase();
  const found = (await exceptions()).filter((one) => `${one.page} ${one.shown}`.toLowerCase().includes(sought));
  const rows = found.reverse().map((one) => {
    const what = one.href === null ? message('exceptionPage', [one.page]) : message('exceptionLink', [one.shown, one.page]);
    const item = row(what, message('exceptionUntil', [day(one.given + HOLDS_MS)]));
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = message('revoke');
    button.setAttribute('aria-label', `${message('revoke')}: ${what}`);
    button.addEventListener('click', () => revoke((other) => other.page === one.page && other.href === one.href));
    item.append(button);
    return item;
  });
  part('exceptions').replaceChildren(...rows);
  part('no-exceptions').hidden = rows.length > 0;
}

async function showLog() {
  /** @type {{ log: Entry[] }} */
  const { log } = await chrome.storage.local.get({ log: [] });
  const rows = [...log].reverse().map((entry) => row(entry.shown, `${moment(entry.at)} · ${entry.page} · ${message(`outcome_${entry.outcome}`)}${entry.rule ? ` · ${entry.rule}` : ''}`));
  part('log').replaceChildren(...rows);
  part('no-log').hidden = rows.length > 0;
}

async function showRedirects() {
  /** @type {HTMLInputElement} */ (part('redirects')).checked = await chrome.permissions.contains(NEEDED);
}

async function switchRedirects(/** @type {Event} */ event) {
  const box = /** @type {HTMLInputElement} */ (event.target);
  if (box.checked) await chrome.permissions.request(NEEDED);
  else await chrome.permissions.remove(NEEDED);
  await showRedirects();
}

async function showPolicy() {
  const policy = await chrome.storage.managed.get(null).catch(() => ({}));
  part('exceptions-forbidden').hidden = policy.exceptionsAllowed !== false && policy.goingOnAllowed !== false;
}

localise();
part('search').addEventListener('input', showExceptions);
part('revoke-all').addEventListener('click', () => revoke(() => true));
part('export-exceptions').addEventListener('click', async () => save(JSON.stringify(await exceptions(), null, 2), 'hullcheck-exceptions.json'));
part('clear-log').addEventListener('click', () => chrome.storage.local.remove('log'));
part('export-log').addEventListener('click', async () => save(JSON.stringify((await chrome.storage.local.get({ log: [] })).log, null, 2), 'hullcheck-log.json'));
part('redirects').addEventListener('change', switchRedirects);
chrome.storage.onChanged.addListener((changed) => {
  if ('exceptions' in changed) showExceptions();
  if ('log' in changed) showLog();
});
showExceptions();
showLog();
showRedirects();
showPolicy();
