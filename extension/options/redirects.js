// @ts-check
/** The second net. */
import { NEEDED } from '../shared/needed.js';
import { part } from '../shared/page.js';

const box = /** @type {HTMLInputElement} */ (part('redirects'));

async function show() {
  box.checked = await chrome.permissions.contains(NEEDED);
}

export async function showRedirects() {
  box.addEventListener('change', async () => {
    if (box.checked) await chrome.permissions.request(NEEDED);
    else await chrome.permissions.remove(NEEDED);
    await show();
  });
  await show();
}
