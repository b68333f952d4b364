/**
 * Puts new markup in the place of old, without taking from the reader what they
 * hold: the focus, and what they have unfolded.
 */

const FOCUSABLE = 'a[href], button, summary, input, [tabindex]';

/** @param {Element | null | undefined} update */
export function focusHeading(update) {
  /** @type {HTMLElement | null | undefined} */
  const heading = update?.querySelector('h2, h3');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/**
 * @param {Element} before
 * @param {Element} after
 * @param {Element} element inside `before`
 * @returns {Element | undefined} what reads the same in `after`
 */
function findTwin(before, after, element) {
  const isTwin = (/** @type {Element} */ { tagName, textContent }) =>
    tagName === element.tagName && textContent === element.textContent;
  // The same one among its likes, since "Link" may stand there twice.
  const index = [...before.querySelectorAll(FOCUSABLE)]
    .filter(isTwin)
    .indexOf(element);
  return [...after.querySelectorAll(FOCUSABLE)].filter(isTwin)[index];
}

/**
 * @param {Element} before
 * @param {Element} after
 * @param {Element} focused inside `before`
 */
function restoreFocus(before, after, focused) {
  const twin = findTwin(before, after, focused);
  if (twin instanceof HTMLElement) twin.focus({ preventScroll: true });
  else focusHeading(after);
}

/**
 * @param {Element} before
 * @param {Element} after
 * @returns {boolean} false when both are the same and nothing was done
 */
export function replace(before, after) {
  if (before.isEqualNode(after)) return false;
  before.querySelectorAll('details[open] > summary').forEach((summary) => {
    const details = findTwin(before, after, summary)?.parentElement;
    if (details instanceof HTMLDetailsElement) details.open = true;
  });
  const focused = document.activeElement;
  const hadFocus = before.contains(focused);
  before.replaceWith(after);
  if (focused && hadFocus) restoreFocus(before, after, focused);
  return true;
}

/**
 * @param {Element} update
 * @param {Element | undefined} neighbour that gets the focus, where it was in there
 * @returns {boolean}
 */
export function remove(update, neighbour) {
  const hadFocus = update.contains(document.activeElement);
  update.remove();
  if (hadFocus) focusHeading(neighbour);
  return true;
}
