// @ts-check
/** Drafts a report and opens it for the user. Nothing is sent by us. */
import { draft } from './core.js';
import { show } from './open.js';
import { put } from './records.js';
import { isPrivate } from './settings.js';

/**
 * @param {import('./core.js').Facts & { kind: 'lure' | 'mistake' }} wish the page, and whether it is a lure or was called one by mistake
 * @param {chrome.tabs.Tab} tab
 */
export async function report({ kind, ...facts }, tab) {
  const drafted = await draft(facts, kind);
  if (!drafted) throw new Error('there is nobody to report on this page');
  const token = await put('report', { report: drafted, private: isPrivate(tab) });
  await show(chrome.runtime.getURL(`report/report.html#${token}`), 'tab', tab);
}
