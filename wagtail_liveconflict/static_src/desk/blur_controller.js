/**
 * Marks areas on a picture with the mouse, a finger or the keyboard. What is posted are
 * the numbers in the rows beneath, which are there without this script as well; each
 * row has its box on the picture.
 */

import { FIELDS, move, preview, resize } from './blur_areas.js';
import { Pen } from './blur_pen.js';

const { Controller } = window.StimulusModule;

/** @type {Record<string, [number, number]>} */
const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** @type {Record<string, boolean>} */
const REMOVES = { Backspace: true, Delete: true };
const CORNERS = ['nw', 'ne', 'sw', 'se'];

/** @typedef {import('./blur_areas.js').Area} Area */

export class BlurController extends Controller {
  static targets = [
    'add',
    'numbers',
    'picture',
    'row',
    'rows',
    'scripted',
    'stage',
    'status',
    'template',
    'undo',
  ];

  static values = {
    added: String,
    area: String,
    full: String,
    height: Number,
    most: Number,
    removed: String,
    smallest: Number,
    undone: String,
    width: Number,
  };

  /** @type {WeakMap<Element, HTMLElement>} the boxes, by their rows */
  boxes = new WeakMap();

  /** @type {Area[][]} what there was before each step */
  past = [];

  pen = new Pen(this);

  connect() {
    this.element.classList.add('wlc-blur--scripted');
    for (const part of this.scriptedTargets) part.hidden = false;
    // Those that are there for whoever has no script.
    for (const row of this.rowTargets) if (!this.isFilledIn(row)) row.remove();
    this.numbersTarget.open = !!this.numbersTarget.querySelector('[aria-invalid]');
    this.pen.take(this.stageTarget);
    this.draw();
  }

  disconnect() {
    this.pen.lay();
    for (const box of this.stageTarget.querySelectorAll('.wlc-blur__box')) box.remove();
  }

  /** Whether there is anything that could be lost. */
  get isTouched() {
    return this.rowTargets.length > 0;
  }

  get size() {
    return { width: this.widthValue, height: this.heightValue };
  }

  /**
   * @param {Element} row
   * @param {string} name
   */
  getInput(row, name) {
    return /** @type {HTMLInputElement} */ (row.querySelector(`[name="${name}"]`));
  }

  /** @param {Element} row */
  isFilledIn(row) {
    return FIELDS.some((name) => this.getInput(row, name).value);
  }

  /**
   * @param {Element} row
   * @returns {Area}
   */
  read(row) {
    const area = { x: 0, y: 0, width: 0, height: 0 };
    for (const name of FIELDS) area[name] = Math.max(0, Number(this.getInput(row, name).value) || 0);
    return area;
  }

  /**
   * @param {HTMLElement} row
   * @param {Area} area
   */
  write(row, area) {
    for (const name of FIELDS) this.getInput(row, name).value = String(area[name]);
    this.show(row);
  }

  /** @returns {Area[]} */
  readAll() {
    return this.rowTargets.map((/** @type {Element} */ row) => this.read(row));
  }

  // What is seen

  draw() {
    for (const row of this.rowTargets) this.show(row);
  }

  /** @param {HTMLElement} row */
  show(row) {
    const area = this.read(row);
    const box = this.boxes.get(row) || this.makeBox(row);
    const { style } = box;
    const { width, height } = this.size;
    style.left = `${(area.x / width) * 100}%`;
    style.top = `${(area.y / height) * 100}%`;
    style.width = `${(area.width / width) * 100}%`;
    style.height = `${(area.height / height) * 100}%`;
    const number = String(this.rowTargets.indexOf(row) + 1);
    for (const place of row.querySelectorAll('[data-number]')) place.textContent = number;
    box.setAttribute('aria-label', this.say(this.areaValue, { number, ...area }));
    const canvas = box.querySelector('canvas');
    if (canvas) preview(canvas, this.pictureTarget, area, this.size);
  }

  /**
   * @param {string} text
   * @param {Record<string, any>} values
   */
  say(text, values) {
    return text.replace(/\{(\w+)\}/g, (_match, name) => values[name]);
  }

  /** @param {HTMLElement} row */
  makeBox(row) {
    const box = document.createElement('button');
    box.type = 'button';
    box.className = 'wlc-blur__box';
    box.setAttribute('aria-describedby', 'wlc-blur-help');
    box.append(document.createElement('canvas'));
    for (const corner of CORNERS) {
      const handle = document.createElement('span');
      handle.classList.add('wlc-blur__corner', `wlc-blur__corner--${corner}`);
      handle.dataset.corner = corner;
      box.append(handle);
    }
    this.stageTarget.append(box);
    this.boxes.set(row, box);
    return box;
  }

  /**
   * @param {EventTarget | null} node
   * @returns {HTMLElement | null} the row of the box that it is in
   */
  findRow(node) {
    const box = node instanceof Element && node.closest('.wlc-blur__box');
    return this.rowTargets.find((/** @type {Element} */ row) => this.boxes.get(row) === box) || null;
  }

  // Steps, and back

  /** @param {Area[]} [before] */
  remember(before = this.readAll()) {
    this.past.push(before);
    this.undoTarget.disabled = false;
  }

  /**
   * @param {Area} area
   * @returns {HTMLElement}
   */
  addRow(area) {
    const copy = /** @type {DocumentFragment} */ (this.templateTarget.content.cloneNode(true));
    const row = /** @type {HTMLElement} */ (copy.firstElementChild);
    for (const part of row.querySelectorAll('[hidden]')) part.removeAttribute('hidden');
    this.rowsTarget.append(row);
    this.write(row, area);
    return row;
  }

  /** @param {HTMLElement} row */
  dropRow(row) {
    this.boxes.get(row)?.remove();
    row.remove();
    this.draw();
  }

  get isFull() {
    const isFull = this.rowTargets.length >= this.mostValue;
    if (isFull) this.statusTarget.textContent = this.fullValue;
    return isFull;
  }

  add() {
    if (this.isFull) return;
    this.remember();
    const { width, height } = this.size;
    const side = Math.max(this.smallestValue, Math.round(Math.min(width, height) / 4));
    // Not upon the last one.
    const aside = (this.rowTargets.length % 5) * Math.round(side / 4);
    const middle = { x: (width - side) / 2 + aside, y: (height - side) / 2 + aside };
    const area = move({ x: 0, y: 0, width: side, height: side }, middle.x, middle.y, this.size);
    this.finish(this.addRow(area));
  }

  /** @param {HTMLElement} row */
  finish(row) {
    const number = this.rowTargets.indexOf(row) + 1;
    this.statusTarget.textContent = this.say(this.addedValue, { number });
    this.boxes.get(row)?.focus({ preventScroll: true });
  }

  /** @param {Event & {currentTarget: Element}} event */
  remove({ currentTarget }) {
    this.take(/** @type {HTMLElement} */ (currentTarget.closest('.wlc-blur__row')));
  }

  /** @param {HTMLElement} row */
  take(row) {
    this.remember();
    this.dropRow(row);
    this.statusTarget.textContent = this.removedValue;
    this.addTarget.focus({ preventScroll: true });
  }

  undo() {
    const areas = this.past.pop();
    if (!areas) return;
    for (const row of [...this.rowTargets]) this.dropRow(row);
    for (const area of areas) this.addRow(area);
    this.undoTarget.disabled = !this.past.length;
    this.statusTarget.textContent = this.undoneValue;
    if (this.undoTarget.disabled) this.addTarget.focus({ preventScroll: true });
  }

  /** @param {Event & {currentTarget: Element}} event */
  enlarge({ currentTarget }) {
    const isLarge = this.element.classList.toggle('wlc-blur--large');
    currentTarget.setAttribute('aria-pressed', String(isLarge));
  }

  /** @param {Event & {currentTarget: Element}} event */
  type({ currentTarget }) {
    const row = currentTarget.closest('.wlc-blur__row');
    if (row instanceof HTMLElement) this.show(row);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const { ctrlKey, key, metaKey, repeat, shiftKey, target } = event;
    const isTyping = target instanceof HTMLInputElement;
    if ((ctrlKey || metaKey) && key === 'z' && !isTyping) {
      event.preventDefault();
      this.undo();
      return;
    }
    const row = this.findRow(target);
    if (!row || ctrlKey || metaKey) return;
    if (REMOVES[key]) {
      event.preventDefault();
      this.take(row);
      return;
    }
    const way = ARROWS[key];
    if (way) {
      event.preventDefault();
      if (!repeat) this.remember();
      const step = Math.max(1, Math.round(Math.max(this.widthValue, this.heightValue) / 100));
      const [byX, byY] = [way[0] * step, way[1] * step];
      const area = this.read(row);
      const next = shiftKey
        ? resize(area, byX, byY, this.size, this.smallestValue)
        : move(area, byX, byY, this.size);
      this.write(row, next);
    }
  }
}
