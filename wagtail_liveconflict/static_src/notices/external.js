/** A tool of the site's own asks and keeps; we are told, and tell others. */
import { getNotice } from './choices.js';
import { Consent } from './consent.js';

class ExternalConsent extends Consent {
  start() {
    document.addEventListener('liveconflict:consent-set', (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      const time = new Date().toISOString();
      this.apply({ revision: this.revision, time, ...detail });
    });
    this.apply(null);
    this.ask(false);
  }

  /** @param {boolean} open whether the reader wants to see the tool */
  ask(open) {
    const detail = { open };
    document.dispatchEvent(new CustomEvent('liveconflict:consent-ask', { detail }));
  }

  openSettings() {
    this.ask(true);
  }
}

const notice = getNotice();
if (notice) new ExternalConsent(notice).start();
