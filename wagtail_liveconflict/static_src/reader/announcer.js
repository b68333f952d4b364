/**
 * The one status region of the page. A message is either only spoken, or also
 * stands on the page until it is cleared. There is never more than one in
 * twenty seconds; the latest wins.
 */

const GAP = 20000;
const SPOKEN_ONLY = 'liveconflict-visually-hidden';

export class Announcer {
  /** @param {HTMLElement} region */
  constructor(region) {
    this.region = region;
    this.isShowing = false;
    // Not the wall clock, which readers may have wrong or change.
    this.lastAt = -Infinity;
    this.timer = 0;
    region.classList.add(SPOKEN_ONLY);
  }

  /** @param {string} text only spoken; "" takes an earlier one back */
  say(text) {
    if (!this.isShowing) this.wait(text, false);
  }

  /** @param {string} text spoken, and shown until cleared */
  show(text) {
    // From now on, even where it has to wait for its turn.
    this.isShowing = true;
    this.wait(text, true);
  }

  clear() {
    this.isShowing = false;
    this.wait('', false);
  }

  /**
   * @param {string} text
   * @param {boolean} isShown
   */
  wait(text, isShown) {
    clearTimeout(this.timer);
    const put = () => this.put(text, isShown);
    const rest = this.lastAt + GAP - performance.now();
    if (text && rest > 0) this.timer = window.setTimeout(put, rest);
    else put();
  }

  /**
   * @param {string} text
   * @param {boolean} isShown
   */
  put(text, isShown) {
    this.region.classList.toggle(SPOKEN_ONLY, !isShown);
    if (this.region.textContent === text) return;
    this.region.textContent = text;
    if (text) this.lastAt = performance.now();
  }
}
