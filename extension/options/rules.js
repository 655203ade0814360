// @ts-check
/** The rules: those that came with this version, and a feed that adds to them. */
import { part } from '../shared/page.js';
import { message } from '../shared/words.js';

const field = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (part(id));

const day = (/** @type {string} */ day) => new Date(`${day}T00:00Z`).toLocaleDateString(message('language'), { dateStyle: 'medium', timeZone: 'UTC' });
const moment = (/** @type {number} */ ms) => new Date(ms).toLocaleString(message('language'), { dateStyle: 'medium', timeStyle: 'short' });
const number = (/** @type {number} */ value) => value.toLocaleString(message('language'));

/** What is held of a feed, when it was asked for, and why the answer changed nothing. */
function says(/** @type {any} */ { source, said, asked, refused }) {
  if (!source) return [message('feedNone')];
  const lines = [said ? message('feedHeld', [number(said.version), said.channel, day(said.issued), number(said.count)]) : message('feedNothingHeld')];
  if (asked) lines.push(message('feedAsked', [moment(asked)]));
  if (refused) lines.push(`${message('feedRefused')} ${message(`feed_${refused}`)}`);
  return lines;
}

function show(/** @type {any} */ { packaged, feed }) {
  part('feed-wrong').textContent = feed.wrong ? message(`feed_${feed.wrong}`) : '';
  if (feed.wrong) return;
  part('packaged').textContent = message('rulesPackaged', [number(packaged.hosts), packaged.newest ? day(packaged.newest) : '']);
  const lines = says(feed).map((line) => {
    const made = document.createElement('p');
    made.textContent = line;
    return made;
  });
  part('feed-says').replaceChildren(...lines);
  part('feed-forced').hidden = !feed.forced;
  for (const [id, value] of [['feed-address', feed.source?.url], ['feed-key', feed.source?.key]]) {
    field(id).value = value ?? '';
    field(id).disabled = feed.forced;
  }
  part('feed-use').hidden = feed.forced;
  part('feed-fetch').hidden = !feed.source;
  part('feed-stop').hidden = !feed.source || feed.forced;
}

async function ask(/** @type {object} */ wish) {
  const answer = await chrome.runtime.sendMessage({ type: 'feed', ...wish });
  if (answer && !answer.error) show(answer);
}

export async function showRules() {
  part('feed').addEventListener('submit', (event) => {
    event.preventDefault();
    ask({ wish: 'use', source: { url: field('feed-address').value.trim(), key: field('feed-key').value.trim() } });
  });
  part('feed-fetch').addEventListener('click', () => ask({ wish: 'fetch' }));
  part('feed-stop').addEventListener('click', () => ask({ wish: 'use', source: null }));
  await ask({ wish: 'look' });
}
