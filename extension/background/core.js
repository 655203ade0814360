// @ts-check
/** The core in WebAssembly: loaded once for the life of the background. */
import init, { defang, inspect as advise, judge, loadRules, packagedRules, plan, report, stoppedHosts } from 'hullcheck';
import { takeUp as takeUpFeed } from './feed.js';
import { ask, takeUp } from './hub.js';
import * as parts from './parts.js';
import { message, speak } from '../shared/words.js';
import { settings } from './settings.js';
import * as usual from './usual.js';

const packaged = parts.rules.then((response) => response.arrayBuffer());
/** What nothing is known of. */
const NOTHING = { url: 'https://hub.docker.com/r/a/b', answers: [], anchors: [], cards: [], witness: null, usual: [] };
// Chromium compiles what is called when it is called first: what every question begins with, before one has come.
const core = init({ module_or_path: parts.wasm }).then(() => void plan(NOTHING));
// What was known before is read meanwhile. What to ask needs no rules, so Docker Hub is asked while they are read.
const planning = Promise.all([takeUp(core), usual.takeUp()]);
// The packaged rules are the floor: they hold without a feed.
const judging = core.then(async () => loadRules(new Uint8Array(await packaged)));
const ready = Promise.all([planning, judging, takeUpFeed(judging).catch(() => {})]);
// A core or rules that do not load fail every question, which holds every link.
for (const part of [packaged, core, planning, judging, ready]) part.catch(() => {});

/**
 * @typedef {{ url: string, anchors: string[], cards: { href: string, text: string }[], witness: string | null }} Facts
 *   what a page is seen to show
 */

/**
 * @typedef {{ patience?: number, again?: boolean, tab?: chrome.tabs.Tab }} Options how long to wait for Docker Hub, in
 *   milliseconds, if less than the core would; whether to ask once more what was answered already; the tab in which
 *   the advice is followed, if it is
 */

/**
 * What is known of a page: what it shows, and what Docker Hub's API says of it, as far as the core wants to know; and
 * the core's advice.
 * @param {Facts} facts @param {Options} options
 */
async function observe({ url, anchors, cards, witness }, { patience = Infinity, again = false, tab }) {
  const prepared = Promise.all([settings(tab), ready, speak()]);
  prepared.catch(() => {}); // It is waited for below, unless something else fails before.
  await planning;
  const late = Date.now() + patience;
  /** @type {{ question: string, outcome: object }[]} */
  const answers = [];
  // The popup, which follows nothing in a tab, lists what the page itself shows.
  const observation = { url, answers, anchors, cards, witness, usual: tab?.id ? usual.known(tab) : [] };
  const askAll = async (/** @type {{ question: string, url: string }[]} */ asks) => {
    const round = asks.map(async ({ question, url }) => ({ question, outcome: await within(ask(url, again), late - Date.now()) }));
    answers.push(...(await Promise.all(round)));
  };
  // What to ask first takes no rules; what more to ask is judged.
  const first = plan(observation);
  await askAll(first);
  const [wanted] = await prepared;
  for (;;) {
    const told = advise(observation, wanted);
    if (told.advice) return { observation, advice: told.advice };
    await askAll(told.ask);
  }
}

/**
 * The core's advice on a page; its summary, which most never show, is not put into words yet.
 * @param {Facts} facts @param {Options} [options]
 */
export async function inspect(facts, options = {}) {
  const { summary, usual: shown, ...advice } = (await observe(facts, options)).advice;
  usual.keep(shown, options.tab);
  return { ...worded(advice), summary };
}

/** The core's advice on a pasted text or address. @param {string} text */
export async function judged(text) {
  const [wanted] = await Promise.all([settings(), ready, speak()]);
  return worded(judge(text, wanted));
}

/**
 * Puts evidence into words: the core names a sentence and what stands in its
 * places, and its reader's language is the browser's to know.
 * @template T @param {T} advice @returns {T}
 */
export function worded(advice) {
  for (const part of Object.values(advice ?? {})) {
    if (part === null || typeof part !== 'object') continue;
    if (part.why?.key) part.why = message(part.why.key, part.why.values);
    worded(part);
  }
  return advice;
}

/** The core's draft of a report. @param {Facts} facts @param {'lure' | 'mistake'} kind */
export async function draft(facts, kind) {
  const { observation } = await observe(facts, {});
  return report(observation, kind, new Date().toISOString());
}

/** An address written so that nobody opens it by accident. @param {string} address */
export async function defanged(address) {
  await ready;
  return defang(address);
}

/** Done when pages can be judged, and what was known before is taken up. */
export const loaded = () => ready;

/** What rules came with this version. */
export async function rules() {
  await ready;
  return packagedRules();
}

/** The hosts that are stopped wherever they stand. */
export async function hosts() {
  await ready;
  return stoppedHosts(await settings());
}

function within(/** @type {Promise<object>} */ outcome, /** @type {number} */ patience) {
  if (patience === Infinity) return outcome;
  const late = new Promise((resolve) => setTimeout(resolve, patience, { kind: 'timedOut' }));
  return Promise.race([outcome, late]);
}
