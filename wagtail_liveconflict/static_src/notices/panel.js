/** The notice as readers see it: shown, hidden, and in nobody's way. */
import { forgetProvider, getProviders } from './choices.js';

const OPENED = 'liveconflict-notice-open';
const SIZE = '--liveconflict-notice-size';

/** @typedef {Record<string, boolean>} Purposes */

export class Panel {
  /** @param {HTMLElement} notice */
  constructor(notice) {
    this.notice = notice;
    this.panel = this.find('panel');
    this.layer = this.find('layer');
    /** Whether the reader has come from the first layer to the settings. */
    this.isFromFirst = false;
    /** @type {HTMLElement | null} */
    this.cameFrom = null;
    this.show('actions', true);
    // Then the page is laid out: to ask for a size at another time does that once more.
    new ResizeObserver(() => this.reserve()).observe(this.panel);
    document.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof HTMLElement) || notice.contains(target)) return;
      this.cameFrom = target;
      this.uncover(target);
    });
    notice.classList.add('liveconflict-notice--ready');
  }

  /**
   * A part of the notice, where it has such a one.
   * @param {string} name
   * @returns {any} an element
   */
  find(name) {
    return this.notice.querySelector(`[data-liveconflict-notice="${name}"]`);
  }

  /**
   * @param {string} name
   * @param {unknown} isShown
   */
  show(name, isShown) {
    const part = this.find(name);
    if (part) part.hidden = !isShown;
  }

  get isOpen() {
    return this.notice.classList.contains('liveconflict-notice--open');
  }

  /** @param {boolean} isOpen */
  toggle(isOpen) {
    this.notice.classList.toggle('liveconflict-notice--open', isOpen);
    document.documentElement.classList.toggle(OPENED, isOpen);
  }

  /** Room at the end of the page, and for what gets the focus. */
  reserve() {
    const size = this.isOpen ? this.panel.offsetHeight : 0;
    document.documentElement.style.setProperty(SIZE, `${size}px`);
    const { activeElement, body } = document;
    if (activeElement === body || this.notice.contains(activeElement)) return;
    if (activeElement instanceof HTMLElement) this.uncover(activeElement);
  }

  /**
   * The browser scrolls to what gets the focus, but not to what it takes to be in view.
   * @param {HTMLElement} element
   */
  uncover(element) {
    if (!this.isOpen) return;
    const { top } = this.panel.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    if (box.bottom > top && box.top > 0) element.scrollIntoView({ block: 'nearest' });
  }

  /** As it greets its reader; without taking the focus. */
  greet() {
    this.setLayer(false);
    this.toggle(true);
  }

  /**
   * At the reader's wish.
   * @param {Purposes} purposes what is allowed at present
   * @param {boolean} isChosen whether by a choice, to which one can go back
   */
  openSettings(purposes, isChosen) {
    this.isFromFirst = this.isOpen && !isChosen;
    /** @type {NodeListOf<HTMLInputElement>} */
    const boxes = this.layer.querySelectorAll('input');
    boxes.forEach((box) => {
      box.checked = purposes[box.value] ?? false;
    });
    this.listProviders();
    this.setLayer(true);
    this.toggle(true);
    this.panel.focus({ preventScroll: true });
  }

  /** @param {boolean} isShown */
  setLayer(isShown) {
    this.show('layer', isShown);
    this.show('settings', !isShown);
    this.show('save', isShown);
    // Where there is a question, there must be an answer to go back to.
    const asks = this.notice.dataset.mode === 'consent';
    this.show('close', !asks || (isShown && !this.isFromFirst));
  }

  /** Back to what the reader was at. */
  close() {
    const had = this.notice.contains(document.activeElement);
    this.toggle(false);
    if (had && this.cameFrom?.isConnected) this.cameFrom.focus({ preventScroll: true });
  }

  /** A step back: from the settings to the question, else away. */
  escape() {
    if (this.layer.hidden || !this.isFromFirst) {
      this.close();
      return;
    }
    this.setLayer(false);
    this.panel.focus({ preventScroll: true });
  }

  /** @returns {string[]} */
  getChecked() {
    return [...this.layer.querySelectorAll('input')]
      .filter((box) => box.checked)
      .map((box) => box.value);
  }

  /** Those that the reader always shows, each with a way to take it back. */
  listProviders() {
    const providers = Object.entries(getProviders());
    const rows = providers.map(([code, { name }]) => {
      const row = this.find('provider').content.cloneNode(true);
      const [label, button] = row.firstElementChild.children;
      label.textContent = name;
      label.id = `liveconflict-provider-${code}`;
      button.setAttribute('aria-describedby', label.id);
      button.addEventListener('click', () => {
        forgetProvider(code);
        this.panel.focus({ preventScroll: true });
      });
      return row;
    });
    this.find('list').replaceChildren(...rows);
    this.show('providers', rows.length);
  }
}
