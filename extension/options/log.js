// @ts-check
/** What was stopped. */
import { managed } from '../background/policy.js';
import { records } from '../background/settings.js';
import { part, save } from '../shared/page.js';
import { message } from '../shared/words.js';
import { row } from './row.js';

/** @typedef {{ at: number, page: string, shown: string, action: string, rule: string | null, outcome: string }} Entry */

const moment = (/** @type {number} */ ms) => new Date(ms).toLocaleString(message('language'), { dateStyle: 'medium', timeStyle: 'short' });

/** @returns {Promise<Entry[]>} */
const entries = () => records(chrome.storage.local, 'log');

async function list() {
  const rows = (await entries()).reverse().map((entry) => row(entry.shown, `${moment(entry.at)} · ${entry.page} · ${message(`outcome_${entry.outcome}`)}${entry.rule ? ` · ${entry.rule}` : ''}`));
  part('log').replaceChildren(...rows);
  part('no-log').hidden = rows.length > 0;
}

export async function showLog() {
  const { logExportAllowed } = await managed();
  part('export-forbidden').hidden = logExportAllowed !== false;
  part('export-log').hidden = logExportAllowed === false;
  part('export-log').addEventListener('click', async () => save(JSON.stringify(await entries(), null, 2), 'hullcheck-log.json'));
  part('clear-log').addEventListener('click', () => chrome.storage.local.remove('log'));
  chrome.storage.onChanged.addListener((changed) => 'log' in changed && list());
  await list();
}
