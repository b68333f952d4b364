/**
 * Areas of a picture: numbers, without anything that is seen. All in pixels of the
 * upright picture.
 *
 * @typedef {object} Area
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 *
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ width: number, height: number }} Size
 */

// As in pictures/blurring.py: what is shown is what will be.
const CELLS = 4;
const SMALLEST_CELL = 8;

export const FIELDS = /** @type {const} */ (['x', 'y', 'width', 'height']);

/**
 * @param {number} value
 * @param {number} least
 * @param {number} most
 */
function clamp(value, least, most) {
  return Math.max(least, Math.min(most, value));
}

/**
 * The area between two corners, as far as it is in the picture.
 *
 * @param {Point} one
 * @param {Point} other
 * @param {Size} size
 * @returns {Area}
 */
export function span(one, other, size) {
  /** @param {Point} point */
  const keepIn = ({ x, y }) => ({
    x: clamp(Math.round(x), 0, size.width),
    y: clamp(Math.round(y), 0, size.height),
  });
  const [from, to] = [keepIn(one), keepIn(other)];
  return {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(to.x - from.x),
    height: Math.abs(to.y - from.y),
  };
}

/**
 * @param {Area} area
 * @param {number} byX
 * @param {number} byY
 * @param {Size} size
 * @returns {Area} of the same size, and all in the picture
 */
export function move(area, byX, byY, size) {
  return {
    ...area,
    x: clamp(Math.round(area.x + byX), 0, Math.max(0, size.width - area.width)),
    y: clamp(Math.round(area.y + byY), 0, Math.max(0, size.height - area.height)),
  };
}

/**
 * @param {Area} area
 * @param {number} byX
 * @param {number} byY
 * @param {Size} size
 * @param {number} smallest
 * @returns {Area}
 */
export function resize(area, byX, byY, size, smallest) {
  return {
    ...area,
    width: clamp(area.width + byX, smallest, Math.max(smallest, size.width - area.x)),
    height: clamp(area.height + byY, smallest, Math.max(smallest, size.height - area.y)),
  };
}

/**
 * @param {Area} area
 * @param {string} corner "nw", "ne", "sw" or "se"
 * @returns {Point} the corner across, which stays
 */
export function getOpposite(area, corner) {
  return {
    x: corner.endsWith('w') ? area.x + area.width : area.x,
    y: corner.startsWith('n') ? area.y + area.height : area.y,
  };
}

/**
 * How many averages are left of an area, in each direction.
 *
 * @param {Area} area
 */
function countCells({ width, height }) {
  const longer = Math.max(width, height);
  const cells = clamp(Math.floor(longer / SMALLEST_CELL), 1, CELLS);
  /** @param {number} side */
  const count = (side) => Math.max(1, Math.round((side * cells) / longer));
  return { columns: count(width), rows: count(height) };
}

/**
 * Show in a canvas what will be in the area's place, about.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLImageElement} picture
 * @param {Area} area
 * @param {Size} size of the picture
 */
export function preview(canvas, picture, area, size) {
  const { naturalWidth, naturalHeight } = picture;
  if (!picture.complete || !naturalWidth || !area.width || !area.height) return;
  const { columns, rows } = countCells(area);
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext('2d');
  if (!context) return;
  const byX = naturalWidth / size.width;
  const byY = naturalHeight / size.height;
  context.imageSmoothingQuality = 'high';
  context.drawImage(
    picture,
    area.x * byX,
    area.y * byY,
    Math.max(1, area.width * byX),
    Math.max(1, area.height * byY),
    0,
    0,
    columns,
    rows,
  );
}
