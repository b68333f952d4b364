/**
 * The one status region of the page. A message is either only spoken, or also
 * stands on the page until it is cleared. It speaks at most once in twenty
 * seconds: of messages the latest wins, and news waits to be said with it.
 */

const GAP = 20000;
const SPOKEN_ONLY = 'liveconflict-visually-hidden';

export class Announcer {
  /** @param {HTMLElement} region */
  constructor(region) {
    this.region = region;
    this.isShowing = false;
    this.isPaused = false;
    // Not the wall clock, which readers may have wrong or change.
    this.lastAt = -Infinity;
    this.timer = 0;
    this.waiting = '';
    /** @type {Map<string, string>} */
    this.news = new Map();
    region.classList.add(SPOKEN_ONLY);
  }

  /** @param {string} text only spoken; "" takes an earlier one back */
  say(text) {
    if (this.isShowing) return;
    if (!text) this.write();
    this.wait(text);
  }

  /**
   * What must not be lost to a later message, only spoken; of the same thing the
   * latest wins.
   * @param {[string, string][]} news things, and what is to be said of them
   */
  tell(news) {
    news.forEach(([thing, text]) => this.news.set(thing, text));
    if (news.length && !this.isShowing) this.wait(this.waiting);
  }

  /** @param {string} text spoken, and shown until cleared */
  show(text) {
    // From now on, even where it has to wait for its turn.
    this.isShowing = true;
    this.wait(text, true);
  }

  /** @param {boolean} isPaused then nothing is said; it is when that is over */
  setPaused(isPaused) {
    this.isPaused = isPaused;
    const isAnything = this.waiting || this.news.size;
    if (isPaused) clearTimeout(this.timer);
    else if (isAnything) this.wait(this.waiting, this.isShowing);
  }

  clear() {
    this.isShowing = false;
    this.write();
    this.wait();
  }

  /**
   * @param {string} [text]
   * @param {boolean} [isShown]
   */
  wait(text = '', isShown = false) {
    clearTimeout(this.timer);
    this.waiting = text;
    if (this.isPaused) return;
    const put = () => this.put(isShown);
    const rest = this.lastAt + GAP - performance.now();
    const isNews = this.news.size && !isShown;
    if ((text || isNews) && rest > 0) {
      this.timer = window.setTimeout(put, rest);
    } else put();
  }

  /** @param {boolean} isShown */
  put(isShown) {
    const news = isShown ? [] : [...this.news.values()];
    if (!isShown) this.news.clear();
    const text = [...news, this.waiting].filter(Boolean).join(' ');
    this.waiting = '';
    if (this.write(text, isShown) && text) this.lastAt = performance.now();
  }

  /**
   * @param {string} [text]
   * @param {boolean} [isShown]
   * @returns {boolean} whether it is another text than before
   */
  write(text = '', isShown = false) {
    this.region.classList.toggle(SPOKEN_ONLY, !isShown);
    if (this.region.textContent === text) return false;
    this.region.textContent = text;
    return true;
  }
}
