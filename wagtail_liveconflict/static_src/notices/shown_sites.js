/**
 * The sites whose posts this reader always wants to see, by the codes of their
 * providers. Kept in this browser alone, at the reader's own wish, until it is revoked
 * in the cookie settings.
 */

const KEY = 'liveconflict.embeds';
const CHANGED = 'liveconflict:embeds';

/** @returns {string[]} */
export function getAlwaysShown() {
  try {
    return (localStorage.getItem(KEY) ?? '').split(' ').filter(Boolean);
  } catch {
    return [];
  }
}

/** @param {string} site */
export function isAlwaysShown(site) {
  return getAlwaysShown().includes(site);
}

/**
 * @param {string} site
 * @param {boolean} isShown
 */
export function setAlwaysShown(site, isShown) {
  const others = getAlwaysShown().filter((other) => other !== site);
  try {
    localStorage.setItem(KEY, (isShown ? [...others, site] : others).join(' '));
  } catch {
    // Asked again the next time.
  }
  document.dispatchEvent(new CustomEvent(CHANGED));
}

/** @param {() => void} listener also for what was chosen in another tab */
export function onChoice(listener) {
  document.addEventListener(CHANGED, listener);
  window.addEventListener('storage', ({ key }) => {
    if (key === KEY) listener();
  });
}
