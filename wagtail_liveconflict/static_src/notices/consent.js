/**
 * What is allowed on this page: said to other scripts, and done. The events are told of
 * in docs/how-to/cookies-and-consent.md.
 */
import { CONSENT } from './choices.js';
import { hasRevoked, runAllowed } from './waiting_scripts.js';

/** @typedef {import('./choices.js').Choice} Choice */

const LINK = '[data-liveconflict-cookie-settings]';

export class Consent {
  /** @param {HTMLElement} notice */
  constructor(notice) {
    const { purposes = '', revision } = notice.dataset;
    this.notice = notice;
    this.codes = purposes.split(' ').filter(Boolean);
    this.revision = Number(revision);
    /** @type {Choice | null} */
    this.choice = null;
    document.addEventListener('liveconflict:consent-get', () => this.tell());
    document.addEventListener('click', (event) => this.onClick(event));
    this.links = [...document.querySelectorAll(LINK)].filter(
      (link) => !notice.contains(link),
    );
    this.links.forEach((link) => link.removeAttribute('hidden'));
  }

  get purposes() {
    return Object.fromEntries(
      this.codes.map((code) => [code, this.choice?.purposes?.[code] === true]),
    );
  }

  tell() {
    const { revision, time } = this.choice ?? { revision: this.revision, time: '' };
    const detail = { purposes: this.purposes, revision, time };
    document.dispatchEvent(new CustomEvent(CONSENT, { detail }));
  }

  /** @param {Choice | null} choice */
  apply(choice) {
    this.choice = choice;
    const { purposes } = this;
    if (hasRevoked(purposes)) {
      // What runs cannot be stopped; on the new page it does not begin.
      window.location.reload();
      return;
    }
    this.notice.dataset.allowed = this.codes.filter((code) => purposes[code]).join(' ');
    this.tell();
    runAllowed(purposes);
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    if (!(event.target instanceof Element) || !event.target.closest(LINK)) return;
    event.preventDefault();
    this.openSettings(/** @type {HTMLElement} */ (event.target.closest(LINK)));
  }

  /** @param {HTMLElement} _link */
  openSettings(_link) {}
}
