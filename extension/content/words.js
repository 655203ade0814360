// @ts-check
/**
 * What this script says, and how it asks. All words are there from the beginning: when
 * the extension is updated under an open page, its interfaces are gone, and
 * that is when something has to be said.
 */
import { filled, unpacked } from '../shared/texts.js';

const browsers = unpacked(null);
let words = browsers;

/** Takes up the words of another language than the browser's, packed, or the browser's again. */
export function speak(/** @type {string | null} */ chosen) {
  words = chosen === null ? browsers : unpacked(chosen);
}

/** The words of `key`, with `value` in their one place. */
export const say = (/** @type {string} */ key, /** @type {string} */ value = '') => filled(words.get(key), [value]);

/** Sends a message to the background; every failure is a rejection. */
export const send = async (/** @type {object} */ message) => chrome.runtime.sendMessage(message);
