/**
 * How long ago, as far as the server's clock is known; and what is over.
 *
 * What is said beside a time stands in a shadow of its element, where it makes no
 * difference between what the server sends and what is on the page.
 */

// Milliseconds.
export const MINUTE = 60000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * @param {Element} element
 * @param {string} text
 */
export function whisper(element, text) {
  const shadow = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
  if (shadow.textContent !== text) shadow.textContent = text;
}

/**
 * @param {Element} root
 * @param {number} now milliseconds, NaN while nobody knows
 * @param {string} language
 */
export function tellAges(root, now, language) {
  // To make one takes a phone about as long as all that it is used for.
  const style = 'short';
  const always = new Intl.RelativeTimeFormat(language, { style });
  const auto = new Intl.RelativeTimeFormat(language, { style, numeric: 'auto' });
  root.querySelectorAll('liveconflict-ago').forEach((element) => {
    const time = element.parentElement?.querySelector('time');
    const age = Math.max(0, now - Date.parse(time?.dateTime ?? ''));
    if (Number.isNaN(age)) return;
    const format = age < MINUTE ? auto : always;
    const since = (/** @type {number} */ length) => -Math.floor(age / length);
    let words = format.format(since(DAY), 'day');
    if (age < HOUR) words = format.format(since(MINUTE), 'minute');
    else if (age < DAY) words = format.format(since(HOUR), 'hour');
    whisper(element, words);
  });
}

/**
 * Hide each <liveconflict-passing data-until="2026-11-24T15:30:00+00:00"> that is over.
 *
 * The server sends the same bytes to all pages, whenever they ask, so it cannot leave
 * out what has grown old since the last change; a page that is loaded then has none.
 * @param {Element} root
 */
export function hidePast(root) {
  /** @type {NodeListOf<HTMLElement>} */
  const passing = root.querySelectorAll('liveconflict-passing');
  passing.forEach((element) => {
    // A time that cannot be read is never over.
    element.hidden = Date.parse(element.dataset.until ?? '') <= Date.now();
  });
}

/**
 * @param {string} [zone] IANA name; this browser may not know it
 * @returns {boolean} whether the reader's clock shows something else there
 */
export function isElsewhere(zone) {
  const now = new Date();
  try {
    return now.toLocaleString('en', { timeZone: zone }) !== now.toLocaleString('en');
  } catch {
    return true;
  }
}
