// @ts-check
/** What was let through. */
import { managed } from '../background/policy.js';
import { area, records } from '../background/settings.js';
import { part, save } from '../shared/page.js';
import { message } from '../shared/words.js';
import { row } from './row.js';

/** As the core lets an exception lapse. */
const HOLDS_MS = 30 * 24 * 60 * 60 * 1000;

/** @typedef {{ page: string, href: string | null, shown: string, given: number }} Exception */

const day = (/** @type {number} */ ms) => new Date(ms).toLocaleDateString(message('language'), { dateStyle: 'medium' });

/** @returns {Promise<Exception[]>} those that still hold */
async function exceptions() {
  // One of a time to come, when the clock was wrong, does not hold.
  const age = (/** @type {Exception} */ one) => Date.now() - one.given;
  return (await records(area(), 'exceptions')).filter((one) => age(one) >= 0 && age(one) < HOLDS_MS);
}

async function revoke(/** @type {(one: Exception) => boolean} */ which) {
  await area().set({ exceptions: (await exceptions()).filter((one) => !which(one)) });
}

async function list() {
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

export async function showExceptions() {
  const { exceptionsAllowed, goingOnAllowed } = await managed();
  part('exceptions-forbidden').hidden = exceptionsAllowed !== false && goingOnAllowed !== false;
  part('search').addEventListener('input', list);
  part('revoke-all').addEventListener('click', () => revoke(() => true));
  part('export-exceptions').addEventListener('click', async () => save(JSON.stringify(await exceptions(), null, 2), 'hullcheck-exceptions.json'));
  chrome.storage.onChanged.addListener((changed) => 'exceptions' in changed && list());
  await list();
}
