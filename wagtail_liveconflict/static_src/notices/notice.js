/** The cookie notice: asks or tells, and remembers the answer in this browser. */
import {
  getNotice,
  getProviders,
  keepChoice,
  onProviders,
  parseChoice,
  readRawCookie,
} from './choices.js';
import { Consent } from './consent.js';
import { Panel } from './panel.js';

/** @typedef {import('./choices.js').Choice} Choice */

/** Where Escape has a meaning of its own. */
const TAKES_ESCAPE = 'dialog, input, select, textarea, [contenteditable], [popover]';

class OwnConsent extends Consent {
  /** @param {HTMLElement} notice */
  constructor(notice) {
    super(notice);
    this.mode = notice.dataset.mode;
    /** @type {string | undefined} the cookie when it was last looked at */
    this.raw = undefined;
    this.panel = new Panel(notice);
    this.isPreview = notice.dataset.preview !== undefined;
    this.hasGpc =
      this.mode === 'consent' &&
      /** @type {any} */ (navigator).globalPrivacyControl === true;
    this.panel.show('gpc', this.hasGpc);
  }

  /** Whether the reader was asked for all that there is to ask now. */
  get hasAnswered() {
    const { choice, codes } = this;
    return choice !== null && codes.every((code) => code in choice.purposes);
  }

  start() {
    this.notice.addEventListener('click', (event) => this.onPress(event));
    document.addEventListener('keydown', (event) => this.onKey(event));
    onProviders(() => this.onProviders());
    // The choice may have been made in another tab meanwhile.
    const look = () => this.look();
    document.addEventListener('visibilitychange', look);
    ['focus', 'pageshow'].forEach((name) => window.addEventListener(name, look));
    this.look();
    this.onProviders();
  }

  look() {
    const raw = this.isPreview ? '' : readRawCookie();
    if (raw === this.raw) return;
    this.raw = raw;
    const choice = parseChoice(raw);
    this.apply(choice && choice.revision >= this.revision ? choice : null);
    if (!this.isPreview && (this.hasAnswered || this.hasGpc)) this.panel.close();
    else this.panel.greet();
  }

  onProviders() {
    this.panel.listProviders();
    // A lasting link, where the page has none of its own.
    const isNeeded = this.mode === 'consent' || Object.keys(getProviders()).length;
    this.panel.show('again', isNeeded && !this.links.length);
  }

  /** @param {HTMLElement} link */
  openSettings(link) {
    if (!this.panel.panel.contains(link)) this.panel.cameFrom = link;
    const { id } = this.choice ?? {};
    // Chosen while the site kept a log, which it may have given up.
    const number = this.panel.find('number');
    this.panel.show('proof', id);
    if (id && number) number.textContent = id;
    this.panel.openSettings(this.purposes, this.hasAnswered || this.hasGpc);
  }

  /** @param {KeyboardEvent} event */
  onKey({ defaultPrevented, key, target }) {
    if (key !== 'Escape' || defaultPrevented || !this.panel.isOpen) return;
    const element = /** @type {Element} */ (target);
    if (element.closest(TAKES_ESCAPE) && !this.notice.contains(element)) return;
    if (this.mode === 'notice' && !this.hasAnswered) this.choose([]);
    else this.panel.escape();
  }

  /** @param {Event} event */
  onPress({ target }) {
    const button = target instanceof Element ? target.closest('button') : null;
    if (!button) return;
    const press = button.dataset.liveconflictNotice;
    if (press === 'accept') this.choose(this.codes);
    if (press === 'reject') this.choose([]);
    if (press === 'save') this.choose(this.panel.getChecked());
    if (press === 'settings') this.openSettings(button);
    if (press === 'close') {
      if (this.hasAnswered || this.hasGpc) this.panel.close();
      else this.choose([]);
    }
  }

  /** @param {string[]} allowed */
  choose(allowed) {
    this.panel.close();
    if (this.isPreview) return;
    const purposes = Object.fromEntries(
      this.codes.map((code) => [code, allowed.includes(code)]),
    );
    /** @type {Choice} */
    const choice = { purposes, revision: this.revision, time: new Date().toISOString() };
    const { months, recordUrl } = this.notice.dataset;
    if (recordUrl && 'randomUUID' in crypto) {
      choice.id = crypto.randomUUID();
      OwnConsent.record(recordUrl, choice);
    }
    keepChoice(choice, Number(months));
    this.raw = readRawCookie();
    this.apply(choice);
  }

  /**
   * Without the reader's cookies: the log knows nobody.
   * @param {string} url
   * @param {Choice} choice
   */
  static record(url, { id, purposes, revision }) {
    fetch(url, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'Content-Type': 'application/json' },
      keepalive: true,
      body: JSON.stringify({ id, revision, choices: purposes }),
    }).catch(() => {});
  }
}

const notice = getNotice();
if (notice) new OwnConsent(notice).start();
