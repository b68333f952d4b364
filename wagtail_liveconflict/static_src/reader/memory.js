/** What this browser remembers of its reader: nothing where that is forbidden. */

const PREFIX = 'liveconflict.';

/** @param {string} name */
export function recall(name) {
  try {
    return localStorage.getItem(PREFIX + name) ?? '';
  } catch {
    return '';
  }
}

/**
 * @param {string} name
 * @param {string | number} value
 */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, `${value}`);
  } catch {
    // Then it holds until the page is left.
  }
}
