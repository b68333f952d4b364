/**
 * The stream beside the composer follows colleagues' work, finds, and does verbs,
 * without touching what is being written. Without this script its links and forms are
 * plain ones.
 *
 * Wagtail provides Stimulus: `window.StimulusModule`.
 */

import { isJSON } from './answers.js';
import { StreamFollowing } from './stream_following.js';
import { StreamList } from './stream_list.js';

const { Controller } = window.StimulusModule;

// Milliseconds.
const PAUSE = 300;
const TIMEOUT = 20000;

/**
 * The letter of a key, also where the layout is a Cyrillic one.
 * @param {KeyboardEvent} event
 */
function getLetter({ key, code }) {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return /^\p{L}$/u.test(key) && /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
}

/** The user may have switched them off. */
function hasShortcuts() {
  return window.wagtailConfig?.KEYBOARD_SHORTCUTS_ENABLED !== false;
}

export class StreamController extends Controller {
  static targets = ['list', 'filters', 'message', 'trouble', 'scripted'];

  static values = {
    url: String,
    query: String,
    version: String,
    newest: String,
    changesUrl: String,
    streamUrl: String,
    cursor: String,
    wait: Number,
    login: String,
    failed: String,
  };

  /** @type {StreamList | undefined} */
  list = undefined;

  /** @type {StreamFollowing | undefined} */
  following = undefined;

  /** @type {number | undefined} */
  timer = undefined;

  isActing = false;

  running = new AbortController();

  /** Whether what the filters have brought is still to be said. */
  isCounting = false;

  connect() {
    this.list = new StreamList(this.listTarget);
    this.scriptedTarget.hidden = false;
    const following = new StreamFollowing(() => this.ask(), {
      changesUrl: this.changesUrlValue,
      streamUrl: this.streamUrlValue,
      cursor: this.cursorValue,
      wait: this.waitValue,
    });
    this.following = following;
    following.start();
  }

  disconnect() {
    this.following?.stop();
    this.running.abort();
    window.clearTimeout(this.timer);
  }

  /** Also when the composer has saved something. */
  async refresh() {
    await this.following?.askNow();
  }

  /** @returns {Promise<import('./stream_following.js').Outcome>} */
  async ask() {
    // A verb's answer brings the stream as well.
    if (this.isActing) return 'fresh';
    this.running.abort();
    const running = new AbortController();
    this.running = running;
    const query = this.queryValue;
    const timer = window.setTimeout(() => running.abort('late'), TIMEOUT);
    /** @type {import('./stream_following.js').Outcome} */
    let outcome = 'fresh';
    try {
      const response = await fetch(this.getAddress(this.urlValue), {
        cache: 'no-store',
        headers: {
          'Accept': 'application/json',
          'If-None-Match': `"${this.versionValue}"`,
          'X-Liveconflict-Stream': '1',
        },
        signal: running.signal,
      });
      if (response.status !== 304) outcome = await this.take(response);
      if (this.isCounting && query === this.queryValue) this.count();
    } catch {
      // Given up for a newer question, whose answer counts.
      if (running !== this.running) return 'fresh';
      outcome = 'offline';
    } finally {
      window.clearTimeout(timer);
    }
    this.tell(outcome);
    return outcome;
  }

  /**
   * @param {Response} response
   * @returns {Promise<import('./stream_following.js').Outcome>}
   */
  async take(response) {
    if (response.ok && isJSON(response)) {
      this.show(await response.json());
      return 'fresh';
    }
    if (response.redirected) {
      // Signed in again, the forms need new tokens.
      this.versionValue = '';
      return new URL(response.url).pathname === this.loginValue ? 'expired' : 'refused';
    }
    return response.status === 403 || response.status === 404 ? 'refused' : 'offline';
  }

  /**
   * @param {any} answer see `render_stream`
   * @param {Element} [pressed]
   */
  show(answer, pressed) {
    const isWhole = this.list?.show(answer.html, pressed);
    // What is in use is brought up to date with a later answer.
    this.versionValue = isWhole ? answer.version : '';
    this.newestValue = answer.newest;
    if (answer.message) this.messageTarget.textContent = answer.message;
    this.following?.hearAgain(answer.cursor);
  }

  /** @param {string} outcome */
  tell(outcome) {
    /** @type {HTMLElement[]} */
    const troubles = this.troubleTargets;
    troubles.forEach((element) => {
      const isIt = element.dataset.trouble === outcome;
      if (element.hidden === isIt) element.hidden = !isIt;
    });
  }

  /**
   * The address with what the stream is asked for.
   * @param {string} url
   */
  getAddress(url) {
    const query = new URLSearchParams(this.queryValue);
    query.set('since', this.newestValue);
    return `${url.split('?')[0]}?${query}`;
  }

  /**
   * Post the form of a pressed button and show the stream as it is then.
   *
   * @param {SubmitEvent} event
   */
  async act(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (this.isActing) return;
    this.isActing = true;
    this.running.abort();
    this.messageTarget.textContent = '';
    try {
      const response = await fetch(this.getAddress(form.action), {
        method: 'POST',
        body: new FormData(form, event.submitter),
        headers: { 'Accept': 'application/json', 'X-Liveconflict-Stream': '1' },
      });
      if (!isJSON(response)) {
        if ((await this.take(response)) === 'expired') this.tell('expired');
        throw new Error(response.statusText);
      }
      this.show(await response.json(), form);
      this.tell('fresh');
    } catch {
      this.messageTarget.textContent = this.failedValue;
    } finally {
      this.isActing = false;
    }
  }

  /** @param {Event} [event] */
  filter(event) {
    event?.preventDefault();
    window.clearTimeout(this.timer);
    const fields = new FormData(this.filtersTarget);
    const chosen = [...fields].filter(([, value]) => value).map(([name, value]) => [name, `${value}`]);
    this.goTo(`${new URLSearchParams(chosen)}`);
  }

  filterSoon() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.filter(), PAUSE);
  }

  /** @param {Event} event */
  clear(event) {
    [...this.filtersTarget.elements].forEach((field) => {
      if ('value' in field && field.name) field.value = '';
    });
    this.filter(event);
    this.filtersTarget.querySelector('input, summary')?.focus();
  }

  /**
   * To newer or older updates.
   *
   * @param {MouseEvent} event
   */
  async turn(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
    event.preventDefault();
    await this.goTo(new URL(link.href).search.slice(1));
    this.list?.entries[0]?.focus();
  }

  /**
   * @param {string} query
   * @returns {Promise<void>}
   */
  async goTo(query) {
    if (query === this.queryValue) return;
    /** @type {string} */
    this.queryValue = query;
    this.versionValue = '';
    // Another part of the stream: nothing in it is news.
    this.newestValue = '';
    this.messageTarget.textContent = '';
    // There after loading the page again.
    const { pathname } = window.location;
    window.history.replaceState(window.history.state, '', query ? `?${query}` : pathname);
    this.isCounting = true;
    await this.refresh();
  }

  /** Say how many there are of what was asked for. */
  count() {
    this.isCounting = false;
    const count = this.listTarget.querySelector('[data-part="head"]');
    this.messageTarget.textContent = (count?.textContent || '').replace(/\s+/g, ' ').trim();
  }

  next() {
    this.list?.walk(1);
  }

  previous() {
    this.list?.walk(-1);
  }

  /**
   * One key in an entry presses the control that has it.
   *
   * @param {KeyboardEvent} event
   */
  press(event) {
    const { target } = event;
    if (!(target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    const entry = target.closest('[data-update-id]');
    if (!entry || !hasShortcuts()) return;
    if (target.matches('input, select, textarea') || target.closest('dialog, [role="dialog"]')) return;
    const letter = getLetter(event);
    const opens = letter === 'e' || (event.key === 'Enter' && target === entry);
    const selector = opens ? '.wlc-entry__name a' : `[data-wlc-key="${CSS.escape(letter)}"]`;
    const control = entry.querySelector(selector);
    if (!(control instanceof HTMLElement)) return;
    event.preventDefault();
    control.click();
  }
}
