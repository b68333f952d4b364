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
 * @property {DOMRect} box
 */

/**
 * @param {Element} owner
 * @param {string} selector
 * @returns {Mark[]} those in view; what follows the screen is not measured
 */
function getMarks(owner, selector) {
  const marks = [];
  for (const element of owner.querySelectorAll(selector)) {
    const box = element.getBoundingClientRect();
    const isBelow = box.top >= window.innerHeight;
    if (isBelow && marks.length) break;
    if (!isBelow && box.height && box.bottom > 0) marks.push({ element, owner, box });
  }
  return marks;
}

/**
 * @param {Element} root
 * @returns {Mark[]} what should stay where it is, the most wanted first
 */
function takeMarks(root) {
  const updates = getMarks(root, '[data-liveconflict-updates] [data-update-id]');
  if (!updates.length) return getMarks(root, BLOCKS);
  return updates.flatMap(({ element, box }) => {
    const mark = { element, owner: element, box };
    const blocks = getMarks(element, BLOCKS);
    // Of an update that is scrolled into, the paragraph in view counts.
    return box.top < 0 ? [...blocks, mark] : [mark, ...blocks];
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
  const { style } = scroller;
  const marks = takeMarks(root);
  // Else the browser would move the page a second time.
  style.overflowAnchor = 'none';
  change();
  for (const mark of marks) {
    const element = findAgain(root, mark);
    if (element) {
      const top = element.getBoundingClientRect().top - mark.box.top;
      if (top) scroller.scrollBy({ top, behavior: 'instant' });
      break;
    }
  }
  style.overflowAnchor = '';
}
