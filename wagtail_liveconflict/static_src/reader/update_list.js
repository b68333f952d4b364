/** The updates in the document, in the order of their ordinals, under their days. */

import { remove } from './replacing.js';

/** @param {HTMLElement} update */
export function getOrdinal(update) {
  return Number(update.dataset.ordinal);
}

export class UpdateList {
  /**
   * @param {HTMLElement} container
   * @param {boolean} [isOldestFirst]
   */
  constructor(container, isOldestFirst = false) {
    this.container = container;
    this.sign = isOldestFirst ? 1 : -1;
  }

  /** @returns {HTMLElement[]} */
  getAll() {
    return Array.from(this.container.querySelectorAll('[data-update-id]'));
  }

  /** @returns {HTMLElement[]} the oldest first, whatever their order */
  getByAge() {
    return this.getAll().sort((one, other) => getOrdinal(one) - getOrdinal(other));
  }

  /** @param {number | string} id */
  find(id) {
    return this.getAll().find(({ dataset }) => dataset.updateId === String(id));
  }

  /** @returns {number} ordinal of the oldest update shown; 0 when there is none */
  getOldest() {
    const [oldest = 0] = this.getByAge().map(getOrdinal);
    return oldest;
  }

  /** @param {HTMLElement} update */
  insert(update) {
    const comesAfter = (/** @type {HTMLElement} */ other) =>
      (getOrdinal(other) - getOrdinal(update)) * this.sign > 0;
    const all = this.getAll();
    const next = all.find(comesAfter);
    const last = all.pop();
    if (next) next.before(update);
    else if (last) last.after(update);
    else this.container.prepend(update);
  }

  /** @param {HTMLElement} update */
  remove(update) {
    const all = this.getAll();
    const index = all.indexOf(update);
    return remove(update, all[index + 1] ?? all[index - 1]);
  }

  /** @param {number} limit the oldest beyond it go; 0 for none */
  cut(limit) {
    if (limit) this.getByAge().slice(0, -limit).forEach((update) => this.remove(update));
  }

  /** Put a heading before the first update of each day, and none elsewhere. */
  putDays() {
    /** @type {Map<string | undefined, HTMLElement>} */
    const headings = new Map();
    /** @type {NodeListOf<HTMLElement>} */
    const found = this.container.querySelectorAll('h2[data-day]');
    found.forEach((heading) => headings.set(heading.dataset.day, heading));
    let today = '';
    this.getAll().forEach((update) => {
      const { day, dayLabel = '' } = update.dataset;
      if (!day || day === today) return;
      today = day;
      const heading = headings.get(day) ?? this.makeDay(day, dayLabel);
      headings.delete(day);
      if (update.previousElementSibling !== heading) update.before(heading);
    });
    headings.forEach((heading) => heading.remove());
  }

  /**
   * @param {string} day ISO 8601
   * @param {string} label
   */
  makeDay(day, label) {
    const heading = document.createElement('h2');
    const time = document.createElement('time');
    heading.className = 'liveconflict-day';
    heading.dataset.day = day;
    time.dateTime = day;
    time.textContent = label;
    heading.append(time);
    return heading;
  }
}
