// @ts-check
/**
 * What pages of ours show, kept for as long as the browser runs. A page is given
 * a token that names its record and holds nothing itself, so a forged one shows
 * nothing.
 */

/** The most records of a kind kept for being reloaded or gone back to. */
const MOST = 50;

/**
 * Keeps `record` and returns its token.
 * @param {'warning' | 'report'} kind
 * @param {object} record
 */
export async function put(kind, record) {
  const all = Object.entries(await chrome.storage.session.get(null)).filter(([key]) => key.startsWith(`${kind}:`));
  const old = all.sort(([, one], [, other]) => (other?.at ?? 0) - (one?.at ?? 0)).slice(MOST - 1);
  if (old.length > 0) await chrome.storage.session.remove(old.map(([key]) => key));
  const token = crypto.randomUUID();
  const made = { [`${kind}:${token}`]: { ...record, at: Date.now() } };
  try {
    await chrome.storage.session.set(made);
  } catch {
    // A warning matters more than answers that can be asked for again.
    const answers = Object.keys(await chrome.storage.session.get(null)).filter((key) => key.startsWith('https:'));
    await chrome.storage.session.remove(answers);
    await chrome.storage.session.set(made);
  }
  return token;
}
