/** Hands the address of an update on: through the system, or the clipboard. */

/** @typedef {import('./open_page.js').OpenPage} OpenPage */

/**
 * @param {OpenPage} page
 * @param {HTMLElement} control that may have the address
 */
export async function share({ announcer, texts }, control) {
  const { liveconflictCopy, liveconflictShare } = control.dataset;
  const heading = control.closest('article')?.querySelector('h2, h3');
  try {
    if (liveconflictCopy) {
      await navigator.clipboard.writeText(liveconflictCopy);
      announcer.reply(texts.get('copied'));
    } else if (liveconflictShare) {
      const title = heading?.textContent ?? '';
      await navigator.share({ title, url: liveconflictShare });
    }
  } catch {
    // Also when the reader has thought better of it: that needs no words.
    if (liveconflictCopy) announcer.reply(texts.get('not_copied'));
  }
}
