// @ts-check
/** The language of everything Hullcheck says. */
import { part } from '../shared/page.js';
import { LANGUAGES, message } from '../shared/words.js';

export async function showLanguage() {
  const { language } = await chrome.storage.local.get({ language: '' });
  const options = [['', message('languageBrowser')], ...Object.entries(LANGUAGES)].map(([value, name]) => new Option(name, value, false, value === language));
  for (const option of options) if (option.value) option.lang = option.value.replace('_', '-');
  const list = /** @type {HTMLSelectElement} */ (part('language'));
  list.replaceChildren(...options);
  list.addEventListener('change', async () => {
    await chrome.storage.local.set({ language: list.value });
    location.reload();
  });
}
