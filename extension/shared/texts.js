// @ts-check
/**
 * The words of a language as the build packs them: all in one message, a line each, and their names
 * once, with the language that stands in for what another lacks. A message of its own for each would be
 * half names.
 */

/** What is packed, or else the words of the browser's language, by name. @param {string | null} packed @returns {Map<string, string>} */
export function unpacked(packed) {
  const lines = (packed ?? chrome.i18n.getMessage('words')).split('\n');
  const names = chrome.i18n.getMessage('names').split('\n');
  return new Map(names.map((name, at) => [name, lines[at] ?? '']));
}

/** `text` with `values` in their places: `{1}` and so on. @param {string | undefined} text @param {string[]} values */
export function filled(text, values) {
  return (text ?? '').replace(/\{(\d)\}/g, (_, place) => values[place - 1] ?? '');
}
