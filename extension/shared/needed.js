// @ts-check
/** What the second net needs and only its user grants: all that the manifest calls optional. */

const { optional_permissions: permissions, optional_host_permissions: origins } = chrome.runtime.getManifest();

export const NEEDED = /** @type {chrome.permissions.Permissions} */ ({ permissions, origins });
