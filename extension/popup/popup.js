// @ts-check
/** Says what Hullcheck sees on a tab, also where it says nothing on the page, and judges what is pasted. */
import { localise, part } from '../shared/page.js';
import { message } from '../shared/words.js';

const SHAPES = {
  'nothing-found': 'M3 8.5 6.5 12 13 4.5',
  notice: 'M3 8h10',
  'not-inspected': 'M2.5 8a5.5 5.5 0 1 1 11 0a5.5 5.5 0 1 1-11 0M8 4.8v3.6M8 10.8v.2',
  suspicious: 'M8 2.5 14.5 13.5h-13ZM8 6.5v3.5M8 11.8v.2',
  danger: 'M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2L1.5 10.8V5.2ZM8 4.5v4.2M8 11v.2',
};

/** How long the popup waits for what there is to say, in milliseconds. */
const PATIENCE_MS = 3000;

/** How much evidence is shown before the reader asks for all of it: actions come below. */
const MOST_SHOWN = 2;

/** The tab that is looked at: the one in front, or the one that the address names where the popup is a tab itself. */
async function lookedAt() {
  const named = Number(new URLSearchParams(location.search).get('tab'));
  const [tab] = named ? [{ id: named }] : await chrome.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? -1;
}

const ask = (/** @type {object} */ wish) => chrome.runtime.sendMessage(wish);

function items(/** @type {Element | null} */ list, /** @type {(string | Node)[][]} */ rows) {
  const made = rows.map((row) => {
    const item = document.createElement('li');
    item.append(...row);
    return item;
  });
  list?.replaceChildren(...made);
}

function quoted(/** @type {string} */ text) {
  const quote = document.createElement('q');
  quote.dir = 'auto';
  quote.textContent = text;
  return quote;
}

const sentence = (/** @type {{ quote: string, why: string }} */ { quote, why }) => (quote ? [quoted(quote), ' ', why] : [why]);

const number = (/** @type {number} */ value) => value.toLocaleString(message('language'));

const headline = (/** @type {any} */ { banner, summary }) => message(banner ? `headline_${banner.headline}` : `popup_${summary.level.replaceAll('-', '_')}`);

/** What was looked at, in sentences: silence is worth something only to who knows that. */
function facts(/** @type {any} */ summary) {
  const { presence, tags, pulls, badge, links, cards, failure } = summary;
  const rows = [];
  if (failure) rows.push(message(`failure_${failure.kind}`, [String(failure.value ?? '')]));
  if (badge) rows.push(message(`badge_${badge}`));
  if (presence) rows.push(message(`presence_${presence.replaceAll('-', '_')}`, [number(tags ?? 0)]));
  if (pulls !== null) rows.push(message('popupPulls', [number(pulls)]));
  rows.push(message('popupLinks', [number(links)]));
  if (cards > 0) rows.push(message('popupCards', [number(cards)]));
  return rows.map((row) => [row]);
}

function showTab(/** @type {number} */ tabId, /** @type {{ advice: any, paused: boolean }} */ { advice, paused }) {
  part('pause').hidden = !advice?.mayGoOn;
  if (!advice) {
    part('headline').textContent = message('popupElsewhere');
    part('shape').setAttribute('d', SHAPES.notice);
    return;
  }
  const { summary, links, banner } = advice;
  part('tab').dataset.level = summary.level;
  part('shape').setAttribute('d', SHAPES[summary.level]);
  part('headline').textContent = headline(advice);
  items(part('facts'), facts(summary));
  part('seen').hidden = summary.evidence.length === 0;
  const seen = summary.evidence.map(sentence);
  items(part('seen').querySelector('ul'), seen.slice(0, MOST_SHOWN));
  part('rest').hidden = seen.length <= MOST_SHOWN;
  items(part('rest').querySelector('ul'), seen.slice(MOST_SHOWN));
  part('links').hidden = links.length === 0;
  items(part('links').querySelector('ul'), links.map((/** @type {any} */ link) => [`${link.host} `, message(`link_${link.action}`)]));
  part('report').hidden = part('dispute').hidden = !banner?.reportable;
  part('pause').textContent = message(paused ? 'popupResume' : 'popupPause');
  part('pause').onclick = async () => {
    await ask({ type: 'pause', tabId, paused: !paused });
    await look(tabId);
  };
  part('report').onclick = () => ask({ type: 'reportTab', tabId, kind: 'lure' });
  part('dispute').onclick = () => ask({ type: 'reportTab', tabId, kind: 'mistake' });
}

async function look(/** @type {number} */ tabId) {
  const answer = await ask({ type: 'look', tabId }).catch((error) => ({ error }));
  showTab(tabId, answer?.error ? { advice: null, paused: false } : answer);
  if (answer?.error) part('headline').textContent = message('failure_noBackground');
}

async function judge(/** @type {Event} */ event) {
  event.preventDefault();
  const text = /** @type {HTMLTextAreaElement} */ (part('pasted')).value;
  // What was said of another text must not stand beside this one.
  part('judged').replaceChildren();
  if (text.trim() === '') return;
  const advice = await ask({ type: 'judge', text }).catch((error) => ({ error }));
  if (advice.error) return part('judged').append(message('failure_noBackground'));
  const verdict = document.createElement('p');
  verdict.append(headline({ banner: null, summary: advice.summary }));
  const list = document.createElement('ul');
  items(list, [...advice.summary.evidence.map(sentence), ...advice.links.map((/** @type {any} */ link) => [`${link.host} `, message(`link_${link.action}`)])]);
  part('judged').replaceChildren(verdict, list);
}

async function start() {
  await localise();
  const tabId = await lookedAt();
  part('options').onclick = () => chrome.runtime.openOptionsPage();
  part('judge').addEventListener('submit', judge);
  // A tab that does not answer is no reason to show nothing.
  await Promise.race([look(tabId), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  /** @type {HTMLElement} */ (document.querySelector('main')).hidden = false;
}

start();
