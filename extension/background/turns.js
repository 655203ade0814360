// @ts-check
/**
 * One thing after the other: what is read, changed and written again must not be changed meanwhile.
 * @returns {<T>(act: () => T | Promise<T>) => Promise<T>} does what it is given after all that it was given before,
 *   however that ended
 */
export function turns() {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  return (act) => {
    const done = last.catch(() => {}).then(act);
    last = done;
    return done;
  };
}
