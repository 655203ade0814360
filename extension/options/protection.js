// @ts-check
/** How much is stopped. */
import { managed } from '../background/policy.js';
import { part } from '../shared/page.js';

export async function showProtection() {
  const policy = await managed();
  const levels = [.../** @type {NodeListOf<HTMLInputElement>} */ (part('protection').querySelectorAll('input'))].map(({ value }) => value);
  // As the core sees it: what is no level is not set.
  const forced = levels.includes(policy.protection) ? policy.protection : undefined;
  const { protection } = await chrome.storage.local.get({ protection: 'standard' });
  part('protection-forced').hidden = !forced;
  for (const choice of /** @type {NodeListOf<HTMLInputElement>} */ (part('protection').querySelectorAll('input'))) {
    choice.checked = choice.value === (forced ?? protection);
    choice.disabled = Boolean(forced);
    choice.addEventListener('change', () => chrome.storage.local.set({ protection: choice.value }));
  }
}
