// @ts-check
/** Shows the draft of a report, to be read, changed and sent by its user. */
import { copies, localise, part, recordOf, save } from '../shared/page.js';
import { message } from '../shared/words.js';

/** Where Docker takes reports (docker/hub-feedback, SECURITY.md). */
const DOCKERS_ADDRESS = 'security@docker.com';
const DOCKERS_TRACKER = 'https://github.com/docker/hub-feedback/issues/new';

/** The longest text that fits into an address, once encoded: servers refuse more than some 8,000 bytes. */
const LONGEST = 5000;

const subject = /** @type {HTMLInputElement} */ (part('subject'));
const body = /** @type {HTMLTextAreaElement} */ (part('body'));

/** As much of `text` as fits, encoded. */
function encoded(/** @type {string} */ text) {
  const whole = encodeURIComponent(text.toWellFormed());
  if (whole.length <= LONGEST) return whole;
  let fits = '';
  for (const letter of text.toWellFormed()) {
    const more = encodeURIComponent(letter);
    if (fits.length + more.length > LONGEST) break;
    fits += more;
  }
  return fits + encodeURIComponent(`\n${message('reportCut')}`);
}

/** Lets the links carry what is written now. */
function carry(/** @type {string} */ kind) {
  const text = { subject: subject.value, title: subject.value, body: body.value };
  const query = (/** @type {('subject' | 'title' | 'body')[]} */ ...names) => names.map((name) => `${name}=${encoded(text[name])}`).join('&');
  part('mail').setAttribute('href', `mailto:${kind === 'lure' ? DOCKERS_ADDRESS : ''}?${query('subject', 'body')}`);
  part('issue').setAttribute('href', `${DOCKERS_TRACKER}?${query('title', 'body')}`);
}

async function start() {
  await localise();
  const report = (await recordOf('report'))?.report;
  if (!report) {
    part('headline').textContent = message('warningNothing');
    part('draft').hidden = true;
  } else {
    const lure = report.kind === 'lure';
    part('headline').textContent = message(lure ? 'reportLure' : 'reportMistake');
    part('explanation').textContent = message(lure ? 'reportLureWhy' : 'reportMistakeWhy');
    part('mail').textContent = message(lure ? 'reportMail' : 'reportMailAny');
    part('issue').hidden = !lure;
    part('stix').hidden = !lure;
    subject.value = report.subject;
    body.value = report.body;
    for (const field of [subject, body]) field.addEventListener('input', () => carry(report.kind));
    carry(report.kind);
    copies(part('copy'), () => `${subject.value}\n\n${body.value}`);
    part('json').addEventListener('click', () => save(report.json, 'hullcheck-report.json'));
    part('stix').addEventListener('click', () => save(report.stix, 'hullcheck-report.stix.json'));
  }
  /** @type {HTMLElement} */ (document.querySelector('main')).hidden = false;
}

start();
