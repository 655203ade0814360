// @ts-check
/**
 * What this script says, and how it asks. All words are fetched at once: when
 * the extension is updated under an open page, its interfaces are gone, and
 * that is when something has to be said.
 */

const VALUE = '{value}';
const KEYS = [
  'language',
  'headline_noImage', 'headline_secondLook', 'headline_lure', 'headline_malware', 'headline_cardScam', 'headline_ownersNoImage',
  'headline_disagreement', 'headline_lookAlike', 'headline_farm', 'headline_profileNotInspected', 'headline_listNotInspected',
  'headline_notInspected', 'detail_neverPushed', 'detail_tagsDeleted', 'detail_ownersNeverPushed', 'detail_disagreement', 'detail_genuine',
  'officialImage', 'failure_notFound', 'failure_rateLimited', 'failure_refused', 'failure_notJson', 'failure_unexpected', 'failure_timedOut',
  'failure_unreachable', 'failure_held', 'failure_notAsked', 'failure_noBackground', 'outsideAsks', 'tryAgain', 'whatWeSaw', 'more', 'close', 'collapse',
  'expand', 'chip_suspicious', 'chip_danger', 'chip_not_inspected', 'showOnPage', 'notShown', 'whereLinksLead', 'link_ask', 'link_block',
  'throughHops', 'whatToDo', 'beforeDeploying', 'copy', 'copied', 'report', 'dispute', 'genuineWarning', 'letThrough', 'campaign_downloader', 'campaign_ebook',
  'campaign_website', 'campaign_other', 'card_suspicious', 'card_danger', 'linkChecking', 'linkHeld', 'linkStopped', 'linkAsks',
];
const browsers = new Map(KEYS.map((key) => [key, chrome.i18n.getMessage(key, [VALUE])]));
let words = browsers;

/** Takes up the words of another language than the browser's, or the browser's again. */
export function speak(/** @type {Record<string, { message: string }> | null} */ chosen) {
  words = chosen ? new Map(KEYS.map((key) => [key, (chosen[key]?.message ?? '').replace('$1', VALUE)])) : browsers;
}

/** The words of `key`, with `value` in their one place. */
export const say = (/** @type {string} */ key, /** @type {string} */ value = '') => (words.get(key) ?? '').replace(VALUE, () => value);

/** Sends a message to the background; every failure is a rejection. */
export const send = async (/** @type {object} */ message) => chrome.runtime.sendMessage(message);
