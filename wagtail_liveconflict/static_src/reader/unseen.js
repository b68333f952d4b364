/** What is new since the reader's last visit: of that only this browser knows. */
import { recall, remember } from './memory.js';
import { whisper } from './times.js';
import { getOrdinal } from './update_list.js';

/** @typedef {import('./open_page.js').OpenPage} OpenPage */

export class Unseen {
  /** @param {OpenPage} page */
  constructor({ list, root, texts }) {
    this.list = list;
    this.texts = texts;
    this.key = `seen.${root.dataset.pageId}`;
    // Ordinals of the newest update ever seen, and of that at an earlier visit. At
    // the first one nothing is marked: all of it is new.
    this.newest = Number(recall(this.key));
    this.before = this.newest || Infinity;
  }

  /** @returns {HTMLElement[]} the updates seen for the first time, the oldest first */
  getAll() {
    return this.list
      .getByAge()
      .filter((update) => getOrdinal(update) > this.before);
  }

  /** Mark them, and note what is seen now. */
  mark() {
    this.getAll().forEach((update) => {
      const mark = update.querySelector('liveconflict-new');
      if (mark) whisper(mark, this.texts.get('new'));
    });
    const newest = this.list.getByAge().pop();
    if (!newest || getOrdinal(newest) <= this.newest) return;
    this.newest = getOrdinal(newest);
    remember(this.key, this.newest);
  }

  /**
   * Lead to where the reader has left off.
   * @param {HTMLElement} place
   */
  link(place) {
    const [first, ...others] = this.getAll();
    if (first) {
      const link = document.createElement('a');
      place.replaceChildren(link);
      link.textContent = this.texts.plural('unseen', others.length + 1);
      link.href = `#${first.id}`;
      link.dataset.liveconflictLink = first.dataset.updateId ?? '';
    }
    return this;
  }
}
