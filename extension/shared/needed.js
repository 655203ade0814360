// @ts-check
/** What the second net needs beyond what every user gave: asked for when it is turned on. */
export const NEEDED = { permissions: ['declarativeNetRequestWithHostAccess', 'webNavigation'], origins: ['*://*/*'] };
