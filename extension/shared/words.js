// @ts-check
/** What people read: in the language the user chose, or else in the browser's. */
import { filled, unpacked } from './texts.js';

/** The languages there are, by their own names. The folders of `_locales` are called as the browsers want it. */
export const LANGUAGES = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  id: 'Bahasa Indonesia',
  ja: '日本語',
  ko: '한국어',
  pt_BR: 'Português (Brasil)',
  ru: 'Русский',
  tr: 'Türkçe',
  zh_CN: '简体中文',
};

/** What is read of them: not before it is needed, for the background has to start quickly. @type {Map<string, string> | null} */
let words = null;

/** The words of the language that the user chose, packed; none as long as the browser decides. @type {string | null} */
let chosen = null;

/** Done when the chosen language is taken up; nothing once another is chosen. @type {Promise<void> | null} */
let spoken = null;
chrome.storage.onChanged.addListener(({ language }) => {
  if (language) spoken = null;
});

/** Takes up the language that was chosen; before that, and without one, it is the browser's. */
export function speak() {
  spoken ??= learn();
  // What could not be read is read again.
  spoken.catch(() => (spoken = null));
  return spoken;
}

async function learn() {
  const { language } = await chrome.storage.local.get({ language: '' });
  chosen = language in LANGUAGES ? (await (await fetch(chrome.runtime.getURL(`_locales/${language}/messages.json`))).json()).words.message : null;
  words = null;
}

/** Letters that are written from right to left (https://www.unicode.org/reports/tr9/). */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** What stands in a place is quoted, and must not turn round the words about it. */
const isolated = (/** @type {string} */ value) => (RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value);

/** The words of `key`, with `values` in their places. @param {string} key @param {string[]} [values] */
export function message(key, values = []) {
  words ??= unpacked(chosen);
  return filled(words.get(key), values.map(isolated));
}

/** All words of the chosen language, packed, for a script that cannot fetch them. */
export const chosenWords = () => chosen;

/** In which direction the words run. */
export const direction = () => /** @type {any} */ (new Intl.Locale(message('language'))).getTextInfo?.().direction ?? 'ltr';
