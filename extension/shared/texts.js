// @ts-check
/**
 * The words of a language as the build packs them: all in one message, a line each, and their names
 * once, with the language that stands in for what another lacks. A message of its own for each would be
 * half names.
 */

const NAMES = chrome.i18n.getMessage('names').split('\n');

/** The words of the browser's language, packed. */
export const BROWSERS = chrome.i18n.getMessage('words');

/** What is packed, by name. @param {string} words @returns {Map<string, string>} */
export function unpacked(words) {
  const lines = words.split('\n');
  return new Map(NAMES.map((name, at) => [name, lines[at] ?? '']));
}

/** `text` with `values` in their places: `{1}` and so on. @param {string | undefined} text @param {string[]} values */
export function filled(text, values) {
  return (text ?? '').replace(/\{(\d)\}/g, (_, place) => values[place - 1] ?? '');
}
