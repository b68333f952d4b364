/** The updates in the document, newest first by their ordinals. */

/** @param {HTMLElement} update */
function getOrdinal(update) {
  return Number(update.dataset.ordinal);
}

export class UpdateList {
  /** @param {HTMLElement} container */
  constructor(container) {
    this.container = container;
  }

  /** @returns {HTMLElement[]} */
  getAll() {
    return Array.from(this.container.querySelectorAll('[data-update-id]'));
  }

  /** @param {number | string} id */
  find(id) {
    return this.getAll().find(({ dataset }) => dataset.updateId === String(id));
  }

  /** @returns {number} ordinal of the oldest update shown; 0 when there is none */
  getOldest() {
    return this.getAll().map(getOrdinal).pop() ?? 0;
  }

  /** @param {HTMLElement} update */
  insert(update) {
    const comesAfter = (/** @type {HTMLElement} */ other) =>
      getOrdinal(other) < getOrdinal(update);
    const next = this.getAll().find(comesAfter);
    if (next) next.before(update);
    else this.container.prepend(update);
  }
}
