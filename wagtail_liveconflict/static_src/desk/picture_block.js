/**
 * The body of the update that is in the composer, by Wagtail's own script for it.
 */

/**
 * @returns {any} the stream of blocks; null in a form that is locked, and where a site
 * has no pictures in its updates, or other ones than ours
 */
export function getBody() {
  const root = /** @type {any} */ (document.getElementById('body-root'))?.rootBlock;
  const isLocked = document.body.classList.contains('content-locked');
  return !isLocked && root?.blockDef.initialChildStates.image?.image ? root : null;
}

/**
 * @param {any} body
 * @param {any} chosen what `PicturesView` said of the picture
 * @param {any} before the block it goes after; at the end where that is not there
 * @returns {any} the new block
 */
export function insertPicture(body, chosen, before) {
  // As Wagtail does for its own button.
  // eslint-disable-next-line no-underscore-dangle
  const [, state, id] = body._getChildDataForInsertion({ type: 'image' });
  const { alt_text: text, ...image } = chosen;
  const value = { ...state, image: { image, decorative: false, alt_text: text } };
  const place = body.children.indexOf(before);
  const index = place < 0 ? body.children.length : place + 1;
  return body.insert({ type: 'image', value, id }, index);
}
