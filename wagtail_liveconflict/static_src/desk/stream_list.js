/**
 * The list of the stream as the server renders it, put in the place of the one that is
 * shown. Entries that look the same stay as they are: with the focus, what is open in
 * them and what has been typed. So does one that is being used, until it is not.
 */

import { parseFragment } from '../reader/trusted_html.js';
import { TOKEN } from './answers.js';

const CONTROLS = 'a[href], button, summary, input, select, textarea';
const IN_USE = 'details[open], dialog[open], [aria-expanded="true"]';

/**
 * What the server has rendered, without what is another one each time.
 * @param {Element} element
 */
function trace(element) {
  const copy = /** @type {Element} */ (element.cloneNode(true));
  copy.querySelectorAll(TOKEN).forEach((token) => token.remove());
  return copy.outerHTML;
}

/**
 * @param {Element} element
 * @returns {HTMLElement[]}
 */
function getControls(element) {
  return [...element.querySelectorAll(CONTROLS)].filter((each) => each instanceof HTMLElement);
}

/**
 * Nothing in it may be lost: something is open, or a field has the focus.
 * @param {Element} element
 */
function isInUse(element) {
  const { activeElement } = document;
  return (
    element.querySelector(IN_USE) !== null ||
    (element.contains(activeElement) &&
      activeElement !== null &&
      activeElement.matches('input, select, textarea'))
  );
}

/**
 * Put another element in the place of one, and the focus where it was.
 * @param {Element} before
 * @param {Element} after
 */
function replace(before, after) {
  const { activeElement } = document;
  const place = getControls(before).findIndex((each) => each === activeElement);
  const hadFocus = before.contains(activeElement);
  const verb = activeElement instanceof HTMLElement && activeElement.dataset.wlcVerb;
  before.replaceWith(after);
  if (!hadFocus || !(after instanceof HTMLElement)) return;
  const controls = getControls(after);
  const same = verb && controls.find((each) => each.dataset.wlcVerb === verb);
  (same || controls[place] || after).focus({ preventScroll: true });
}

/**
 * What scrolls the list: the column of the desk, or on a phone the page.
 * @param {Element} element
 * @returns {Element}
 */
function getScroller(element) {
  for (let each = element.parentElement; each; each = each.parentElement) {
    const { overflowY } = getComputedStyle(each);
    if (/auto|scroll/.test(overflowY) && each.scrollHeight > each.clientHeight) return each;
  }
  return document.scrollingElement || document.documentElement;
}

/**
 * An entry is gone: the focus goes to its neighbour.
 * @param {Element} entry
 */
function leave(entry) {
  const neighbour = entry.nextElementSibling || entry.previousElementSibling;
  const hadFocus = entry.contains(document.activeElement);
  entry.remove();
  if (hadFocus && neighbour instanceof HTMLElement) neighbour.focus({ preventScroll: true });
}

export class StreamList {
  /** @param {Element} element */
  constructor(element) {
    this.element = element;
    // Each as the server rendered it, before scripts had to do with it.
    /** @type {WeakMap<Element, string>} */
    this.traces = new WeakMap();
    [...this.entries, ...this.parts].forEach((each) => this.traces.set(each, trace(each)));
  }

  /** @returns {HTMLElement[]} */
  get entries() {
    return [...this.element.querySelectorAll('[data-update-id]')].filter(
      (each) => each instanceof HTMLElement,
    );
  }

  get parts() {
    return [...this.element.querySelectorAll('[data-part]')];
  }

  /**
   * @param {string} html of our own server
   * @param {Element} [pressed] what was asked for in this entry: it is shown anew
   * @returns {boolean} whether everything is shown as it is now
   */
  show(html, pressed) {
    const fresh = parseFragment(html);
    const keepPlace = this.holdPlace();
    this.parts.forEach((part) => {
      const name = part.getAttribute('data-part');
      const next = fresh.querySelector(`[data-part="${name}"]`);
      if (next) this.put(part, next, true);
    });
    const isWhole = this.showEntries(fresh, pressed);
    keepPlace();
    return isWhole;
  }

  /**
   * @param {DocumentFragment} fresh
   * @param {Element} [pressed]
   */
  showEntries(fresh, pressed) {
    const list = this.element.querySelector('ol');
    if (!list) return false;
    const shown = new Map(this.entries.map((each) => [each.dataset.updateId, each]));
    const next = [...fresh.querySelectorAll('[data-update-id]')];
    const ids = new Set(next.map((each) => each.getAttribute('data-update-id')));
    this.entries.filter((each) => !ids.has(each.dataset.updateId || '')).forEach(leave);
    let isWhole = true;
    /** @type {Element | null} */
    let last = null;
    next.forEach((entry) => {
      const before = shown.get(entry.getAttribute('data-update-id') || '');
      let now = entry;
      if (before) {
        now = this.put(before, entry, before.contains(pressed || null));
        if (this.traces.get(now) !== trace(entry)) isWhole = false;
      } else {
        this.traces.set(entry, trace(entry));
      }
      const place = last ? last.nextElementSibling : list.firstElementChild;
      // An element that is moved would lose the focus.
      if (now !== place) list.insertBefore(now, place);
      last = now;
    });
    return isWhole;
  }

  /**
   * @param {Element} before
   * @param {Element} after
   * @param {boolean} isForced
   * @returns {Element} the one that stands there then
   */
  put(before, after, isForced) {
    const now = trace(after);
    if (this.traces.get(before) === now || (isInUse(before) && !isForced)) {
      // Signed in again, one needs a new one.
      const tokens = after.querySelectorAll(TOKEN);
      before.querySelectorAll(TOKEN).forEach((token, i) => {
        const value = tokens[i]?.getAttribute('value');
        if (value) token.setAttribute('value', value);
      });
      return before;
    }
    this.traces.set(after, now);
    replace(before, after);
    return after;
  }

  /**
   * Remember what is at the top of the view.
   * @returns {() => void} brings it back there
   */
  holdPlace() {
    const scroller = getScroller(this.element);
    const top = scroller === document.scrollingElement ? 0 : scroller.getBoundingClientRect().top;
    const first = this.entries.find((each) => each.getBoundingClientRect().bottom > top);
    const was = first?.getBoundingClientRect().top ?? top;
    return () => {
      // Only who has scrolled into the list: else what is new is to be seen.
      if (!first?.isConnected || was >= top) return;
      scroller.scrollTop += first.getBoundingClientRect().top - was;
    };
  }

  /**
   * The entry before or behind the one with the focus; the first one where none has it.
   * @param {1 | -1} step
   */
  walk(step) {
    const { entries } = this;
    const here = entries.findIndex((each) => each.contains(document.activeElement));
    const entry = entries[here < 0 ? 0 : here + step];
    if (!entry) return;
    entry.focus();
    entry.scrollIntoView({ block: 'nearest' });
  }
}
