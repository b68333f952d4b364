/**
 * Keeps what the reader is looking at where it is while the page changes.
 *
 * Browsers anchor scrolling themselves, but not all of them, not at the top of
 * the page, and not when the anchor itself is replaced.
 */

const BLOCKS = 'h1, h2, h3, p, li, blockquote, figcaption, summary, img';

/**
 * @typedef {object} Mark
 * @property {Element} element
 * @property {Element} owner the update it stands in, or the whole page
 * @property {number} top
 */

/** @param {Element} element */
function isInView(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight && bottom > top;
}

/**
 * @param {Element} owner
 * @returns {Mark[]} the blocks in view
 */
function getBlockMarks(owner) {
  return [...owner.querySelectorAll(BLOCKS)]
    .filter(isInView)
    .map((element) => ({
      element,
      owner,
      top: element.getBoundingClientRect().top,
    }));
}

/**
 * @param {Element} root
 * @returns {Mark[]} what should stay where it is, the most wanted first
 */
function takeMarks(root) {
  const updates = [
    ...root.querySelectorAll('[data-liveconflict-updates] [data-update-id]'),
  ].filter(isInView);
  if (!updates.length) return getBlockMarks(root);
  return updates.flatMap((element) => {
    const { top } = element.getBoundingClientRect();
    const mark = { element, owner: element, top };
    const blocks = getBlockMarks(element);
    // Of an update that is scrolled into, the paragraph in view counts.
    return top >= 0 ? [mark, ...blocks] : [...blocks, mark];
  });
}

/**
 * @param {Element} root
 * @param {Mark} mark
 * @returns {Element | undefined} its element, or what has replaced it
 */
function findAgain(root, { element, owner }) {
  if (element.isConnected) return element;
  const fresh = document.getElementById(owner.id) ?? root;
  if (element === owner) return fresh;
  return [...fresh.querySelectorAll(element.tagName)].find(
    (other) => other.textContent === element.textContent,
  );
}

/**
 * @param {HTMLElement} root
 * @param {() => void} change
 */
export function keepPlace(root, change) {
  const scroller = document.documentElement;
  const marks = takeMarks(root);
  // Else the browser would move the page a second time.
  scroller.style.setProperty('overflow-anchor', 'none');
  change();
  for (const mark of marks) {
    const element = findAgain(root, mark);
    if (element) {
      const top = element.getBoundingClientRect().top - mark.top;
      if (top) scroller.scrollBy({ top, behavior: 'instant' });
      break;
    }
  }
  scroller.style.removeProperty('overflow-anchor');
}
