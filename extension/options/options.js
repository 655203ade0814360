// @ts-check
/** The settings, section by section. */
import { onChange } from '../background/policy.js';
import { localise } from '../shared/page.js';
import { showAbout } from './about.js';
import { showExceptions } from './exceptions.js';
import { showLanguage } from './language.js';
import { showLog } from './log.js';
import { showProtection } from './protection.js';
import { showRedirects } from './redirects.js';
import { showRules } from './rules.js';

await localise();
// What one section cannot show is no reason to hide the others.
await Promise.allSettled([showProtection(), showExceptions(), showLog(), showRedirects(), showRules(), showLanguage(), showAbout()]);
/** @type {HTMLElement} */ (document.querySelector('main')).hidden = false;
// What may be chosen here is an administrator's to say.
onChange(() => location.reload());
