/**
 * The mouse, and fingers, on the picture of the tool that blurs: they draw a new box, move
 * one, or pull one at a corner.
 */

import { getOpposite, move, span } from './blur_areas.js';

/** CSS pixels that a mouse or a finger has to travel before it has drawn anything. */
const SHORTEST_STROKE = 5;

/**
 * @typedef {import('./blur_areas.js').Area} Area
 * @typedef {import('./blur_areas.js').Point} Point
 *
 * @typedef {object} Stroke what a mouse or a finger is doing
 * @property {number} pointer
 * @property {Point} from
 * @property {Point} fixed the corner that stays, or where a move began
 * @property {HTMLElement | null} row null while nothing has been drawn
 * @property {Area | null} moved the area as it was before it is moved
 * @property {Area[]} before all of them
 */

export class Pen {
  /** @type {Stroke | null} */
  stroke = null;

  /** @type {HTMLElement | null} */
  stage = null;

  listening = new AbortController();

  /** @param {any} tool the controller */
  constructor(tool) {
    this.tool = tool;
  }

  /** @param {HTMLElement} stage where it draws */
  take(stage) {
    this.stage = stage;
    this.listening = new AbortController();
    const { signal } = this.listening;
    /** @type {[string, (event: any) => void][]} */
    const listeners = [
      ['pointerdown', (event) => this.start(event)],
      ['pointermove', (event) => this.follow(event)],
      ['pointerup', (event) => this.end(event)],
      ['pointercancel', () => this.giveUp()],
    ];
    for (const [type, listener] of listeners) {
      stage.addEventListener(type, listener, { signal });
    }
  }

  lay() {
    this.listening.abort();
  }

  /**
   * @param {PointerEvent} event
   * @returns {Point} in pixels of the picture
   */
  locate({ clientX, clientY }) {
    const { left, top, width, height } = this.tool.pictureTarget.getBoundingClientRect();
    return {
      x: ((clientX - left) / width) * this.tool.widthValue,
      y: ((clientY - top) / height) * this.tool.heightValue,
    };
  }

  /** @param {PointerEvent & {target: HTMLElement}} event */
  start(event) {
    // A second finger makes the picture larger.
    if (!event.isPrimary) this.giveUp();
    if (!event.isPrimary || event.button) return;
    event.preventDefault();
    const from = { x: event.clientX, y: event.clientY };
    const row = this.tool.findRow(event.target);
    const before = this.tool.readAll();
    const { corner } = event.target.dataset;
    const area = row && this.tool.read(row);
    const fixed = area && corner ? getOpposite(area, corner) : this.locate(event);
    const moved = corner ? null : area;
    this.stroke = { pointer: event.pointerId, from, fixed, row, moved, before };
    if (row) this.tool.boxes.get(row)?.focus({ preventScroll: true });
    this.stage?.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  follow(event) {
    const { stroke } = this;
    if (!stroke || event.pointerId !== stroke.pointer) return;
    const point = this.locate(event);
    const { fixed, from, moved } = stroke;
    if (moved && stroke.row) {
      const area = move(moved, point.x - fixed.x, point.y - fixed.y, this.tool.size);
      this.tool.write(stroke.row, area);
      return;
    }
    const area = span(fixed, point, this.tool.size);
    if (stroke.row) {
      this.tool.write(stroke.row, area);
      return;
    }
    const way = Math.hypot(event.clientX - from.x, event.clientY - from.y);
    if (way >= SHORTEST_STROKE && !this.tool.isFull) stroke.row = this.tool.addRow(area);
  }

  /** @param {PointerEvent} event */
  end({ pointerId }) {
    const { stroke } = this;
    if (!stroke || pointerId !== stroke.pointer) return;
    const { before, row } = stroke;
    if (row && Math.min(this.tool.read(row).width, this.tool.read(row).height) < this.tool.smallestValue) {
      this.giveUp();
      return;
    }
    this.stroke = null;
    if (!row || JSON.stringify(before) === JSON.stringify(this.tool.readAll())) return;
    this.tool.remember(before);
    if (this.tool.rowTargets.length > before.length) this.tool.finish(row);
  }

  giveUp() {
    const { stroke } = this;
    this.stroke = null;
    if (!stroke?.row) return;
    const index = this.tool.rowTargets.indexOf(stroke.row);
    const area = stroke.before[index];
    if (area) this.tool.write(stroke.row, area);
    else this.tool.dropRow(stroke.row);
  }
}
