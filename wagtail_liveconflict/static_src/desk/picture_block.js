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
 * @param {any} list
 * @returns {number} where the first is that has no picture yet; -1 where none is
 */
function findEmpty(list) {
  return list.children.findIndex(
    (/** @type {any} */ child) => !child.block.getState().image?.image?.id,
  );
}

/**
 * @param {any} body
 * @param {any} block of the body
 * @returns {any} the list of pictures where it is a gallery that has room for one more;
 * else null
 */
function getRoomyList(body, block) {
  const isGallery = block?.type === 'gallery' && body.children.includes(block);
  const list = isGallery ? block.block.childBlocks?.pictures : null;
  if (!list) return null;
  const isFull = list.children.length >= (list.blockDef.meta.maxNum ?? Infinity);
  return isFull && findEmpty(list) < 0 ? null : list;
}

/**
 * @param {any} list
 * @param {any} image
 * @returns {any} its new item
 */
function insertIntoList(list, image) {
  // As Wagtail does for its own button.
  // eslint-disable-next-line no-underscore-dangle
  const [, state] = list._getChildDataForInsertion();
  const empty = findEmpty(list);
  const index = empty < 0 ? list.children.length : empty;
  if (empty >= 0) {
    // What was written for it already stays with it.
    const value = { ...list.children[empty].block.getState(), image };
    const item = list.insert(value, index);
    list.deleteBlock(empty + 1);
    return item;
  }
  return list.insert({ ...state, image }, index);
}

/**
 * Into the gallery that the editor was at, else as a block of its own.
 *
 * @param {any} body
 * @param {any} chosen what `PicturesView` said of the picture
 * @param {any} before the block it goes after, or the gallery it goes into; at the end
 * where that is not there
 * @returns {{block: any, element: any}} the block that the next one goes after,
 * or into; and what is new
 */
export function insertPicture(body, chosen, before) {
  const { alt_text: text, ...image } = chosen;
  const picture = { image, decorative: false, alt_text: text };
  const list = getRoomyList(body, before);
  if (list) return { block: before, element: insertIntoList(list, picture).element };
  // As above.
  // eslint-disable-next-line no-underscore-dangle
  const [, state, id] = body._getChildDataForInsertion({ type: 'image' });
  const value = { ...state, image: picture };
  const place = body.children.indexOf(before);
  const index = place < 0 ? body.children.length : place + 1;
  const block = body.insert({ type: 'image', value, id }, index);
  return { block, element: block.element };
}
