/**
 * Marks claims whose status has changed while the page is open, and says so once
 * for each claim, however many cards show it.
 */

/** @typedef {import('./texts.js').Texts} Texts */

const CARD = '[data-claim-id]';
const MARK = 'liveconflict-claim__changed';

/**
 * @param {Element} card
 * @param {string} part
 */
function getWords(card, part) {
  const element = card.querySelector(`.liveconflict-claim__${part}`);
  return (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

export class ClaimWatch {
  /** @param {Texts} texts */
  constructor(texts) {
    this.texts = texts;
    /**
     * What was said last, by claim: its other cards may come with a later answer.
     * @type {Map<string, string>}
     */
    this.told = new Map();
    /** @type {Map<string, string>} */
    this.news = new Map();
  }

  /**
   * Mark in `after` what was marked in `before` or has another status there.
   * @param {Element} before
   * @param {Element} after not on the page yet
   */
  compare(before, after) {
    /** @type {Map<string, HTMLElement>} */
    const known = new Map();
    /** @type {NodeListOf<HTMLElement>} */
    const shown = before.querySelectorAll(CARD);
    shown.forEach((card) => known.set(card.dataset.claimId ?? '', card));
    /** @type {NodeListOf<HTMLElement>} */
    const fresh = after.querySelectorAll(CARD);
    fresh.forEach((card) => {
      const { claimId: id = '', claimStatus: status = '' } = card.dataset;
      const old = known.get(id);
      if (!old) return;
      const isChanged = old.dataset.claimStatus !== status;
      if (isChanged || old.querySelector(`.${MARK}`)) this.mark(card);
      if (isChanged && this.told.get(id) !== status) {
        this.told.set(id, status);
        const words = [getWords(card, 'word'), getWords(card, 'statement')];
        this.news.set(id, words.filter(Boolean).join(': '));
      }
    });
  }

  /** @param {Element} card */
  mark(card) {
    card.classList.add('liveconflict-claim--changed');
    const mark = document.createElement('span');
    mark.className = MARK;
    mark.textContent = this.texts.get('claim_changed');
    card.querySelector('.liveconflict-claim__status')?.append(' ', mark);
  }

  /** @returns {[string, string][]} claims, and what is to be said of them */
  takeNews() {
    const lead = this.texts.get('claim_changed');
    const news = [...this.news];
    this.news.clear();
    return news.map(([id, words]) => [`claim ${id}`, `${lead}. ${words}`]);
  }
}
