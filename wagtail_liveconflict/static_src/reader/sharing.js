/** Hands the address of the page, or of an update, on. */

/** @typedef {import('./open_page.js').OpenPage} OpenPage */

// Milliseconds.
const REPLY_STAYS = 5000;
const WAYS = '[data-liveconflict-ways]';

/**
 * The page's own ways to share, beneath an update and with its address; or no more.
 * @param {HTMLElement} ways
 * @param {HTMLAnchorElement} link to the update's own address
 */
function unfold(ways, link) {
  const place = /** @type {HTMLElement} */ (link.parentElement);
  const old = place.querySelector(WAYS);
  link.setAttribute('aria-expanded', String(!old));
  if (old) {
    old.remove();
    return;
  }
  const address = link.href.replace(/#.*/, '');
  const before = ways.dataset.liveconflictWays ?? '';
  const own = /** @type {HTMLElement} */ (ways.cloneNode(true));
  own.removeAttribute('id');
  own.querySelectorAll('a, button').forEach((way) => {
    [...way.attributes].forEach(({ name, value }) => {
      const text = value
        .replace(encodeURIComponent(before), encodeURIComponent(address))
        .replace(before, address);
      if (text !== value) way.setAttribute(name, text);
    });
  });
  place.append(own);
}

/**
 * What is unfolded beneath an update stays so when that is delivered again.
 * @param {Element} before
 * @param {Element} after
 */
export function keepUnfolded(before, after) {
  const place = '.liveconflict-update__share';
  const ways = before.querySelector(`${place} ${WAYS}`);
  const link = before.querySelector(`${place} [aria-expanded]`);
  const fresh = after.querySelector(place);
  if (!link || !fresh) return;
  const expanded = link.getAttribute('aria-expanded') ?? '';
  fresh.querySelector('a')?.setAttribute('aria-expanded', expanded);
  if (ways) fresh.append(ways.cloneNode(true));
}

/**
 * To what the reader has just done: said at once, and seen for a while.
 * @param {import('./announcer.js').Announcer} announcer
 * @param {string} text
 */
function reply(announcer, text) {
  if (announcer.isShowing) return;
  clearTimeout(announcer.timer);
  announcer.write(text, true);
  announcer.lastAt = performance.now();
  announcer.timer = window.setTimeout(() => {
    announcer.write();
    announcer.wait(announcer.waiting);
  }, REPLY_STAYS);
}

/**
 * @param {OpenPage} page
 * @param {HTMLElement} control that may be for this
 * @param {Event} event
 */
export async function share({ announcer, root, texts }, control, event) {
  const { liveconflictCopy, liveconflictShare, liveconflictSystem } = control.dataset;
  /** @type {HTMLElement | null} */
  const ways = root.querySelector(`[id]${WAYS}`);
  if (liveconflictShare !== undefined && ways) {
    event.preventDefault();
    unfold(ways, /** @type {HTMLAnchorElement} */ (control));
    return;
  }
  const heading = control.closest('article')?.querySelector('h2, h3');
  try {
    if (liveconflictCopy) {
      await navigator.clipboard.writeText(liveconflictCopy);
      reply(announcer, texts.get('copied'));
    } else if (liveconflictSystem) {
      const title = heading?.textContent ?? document.title;
      await navigator.share({ title, url: liveconflictSystem });
    }
  } catch {
    // Also when the reader has thought better of it: that needs no words.
    if (liveconflictCopy) reply(announcer, texts.get('not_copied'));
  }
}
