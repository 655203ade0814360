// @ts-check
/** Tells our scripts that what they know of their page may have changed. */

/** Lets the page in a tab ask again. */
export async function tell(/** @type {number} */ tabId) {
  await chrome.tabs.sendMessage(tabId, { type: 'changed' }).catch(() => {});
}

/** Lets all of Docker Hub's pages ask again. */
export async function tellAll() {
  for (const { id } of await chrome.tabs.query({ url: 'https://hub.docker.com/*' })) if (id !== undefined) tell(id);
}
