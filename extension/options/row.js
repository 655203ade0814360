// @ts-check
/** What the lists of the settings have in common. */

/** A line of a list. @param {string} title @param {string} detail */
export function row(title, detail) {
  const item = document.createElement('li');
  const small = document.createElement('small');
  small.textContent = detail;
  item.append(title, small);
  return item;
}
