// @ts-check
/** Answers the settings about the rules, packaged and by feed. */
import { rules } from './core.js';
import { answer } from './feed.js';
import { putUp } from './net.js';

/** @param {import('./feed.js').FeedMessage} message @returns {Promise<unknown> | null} */
export function settle(message) {
  return message.type === 'feed' ? answered(message) : null;
}

async function answered(/** @type {import('./feed.js').FeedMessage} */ message) {
  const packaged = await rules();
  const feed = await answer(message);
  // The second net knows the same hosts.
  await putUp().catch(() => {});
  return { packaged, feed };
}
