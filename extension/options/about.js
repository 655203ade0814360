// @ts-check
/** What this is made of, so that anybody can make it again and compare. */
import { part } from '../shared/page.js';
import { message } from '../shared/words.js';

const own = async (/** @type {string} */ file) => fetch(chrome.runtime.getURL(file));

export async function showAbout() {
  const { commit } = await (await own('build.json')).json();
  part('version').textContent = message('aboutVersion', [chrome.runtime.getManifest().version, commit]);
  const hash = await crypto.subtle.digest('SHA-256', await (await own('core/hullcheck_bg.wasm')).arrayBuffer());
  part('hash').textContent = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
