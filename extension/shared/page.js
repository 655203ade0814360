// @ts-check
/** What the scripts of all pages of the extension have in common. */

import { direction, message, speak } from './words.js';

/** The element called `id`. @param {string} id */
export const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** Writes the words into the page. */
export async function localise() {
  await speak();
  document.documentElement.lang = message('language');
  document.documentElement.dir = direction();
  for (const node of document.querySelectorAll('[data-message]')) node.textContent = message(node.getAttribute('data-message') ?? '');
}

/** What the background keeps for this page, named by the token in its address. @returns {Promise<any>} */
export async function recordOf(/** @type {'warning' | 'report'} */ kind) {
  const key = `${kind}:${location.hash.slice(1)}`;
  return (await chrome.storage.session.get(key))[key];
}

/** Copies what `text` returns when `button` is pressed, and says so on it. */
export function copies(/** @type {HTMLElement} */ button, /** @type {() => string} */ text) {
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text());
    button.textContent = message('copied');
  });
}

/** Saves `text` as a file called `name`. */
export function save(/** @type {string} */ text, /** @type {string} */ name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
