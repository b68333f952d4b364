/**
 * Offers what this browser has kept of words that the server never confirmed, and
 * keeps what is being written now. See local_copies.js.
 */

import { LocalCopies } from './local_copies.js';
import {
  getEntries,
  getWritten,
  isDirty,
  noteConfirmed,
  noteUntouched,
  saveDraft,
} from './wagtail_form.js';

const { Controller } = window.StimulusModule;

/** Milliseconds without a key after which a copy is kept. */
const PAUSE = 300;
/** Milliseconds after which Wagtail's autosave has missed something. */
const MISSED = 3000;
/** What an editor does before anything in a form can change. */
const TOUCHES = ['keydown', 'beforeinput', 'pointerdown', 'paste', 'drop'];

export class CopiesController extends Controller {
  static targets = ['list', 'item'];

  static values = { owner: String };

  listening = new AbortController();

  copies = new LocalCopies(this.ownerValue);

  sent = '';

  connect() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    const root = this.element;
    for (const type of TOUCHES) {
      root.addEventListener(type, () => this.touch(), { capture: true, signal });
    }
    for (const type of ['input', 'change', 'keyup', 'w-unsaved:add']) {
      root.addEventListener(type, () => this.keepSoon(), { signal });
    }
    root.addEventListener('w-autosave:save', () => this.noteSent(), { signal });
    root.addEventListener('w-autosave:success', () => this.noteSaved(), { signal });
    root.addEventListener('wlc-composer:send', () => this.keep(), { signal });
    root.addEventListener(
      'wlc-composer:confirmed',
      (/** @type {CustomEvent} */ { detail }) => this.forget(detail.key),
      { signal },
    );
    window.addEventListener('pagehide', () => this.keep(), { signal });
    this.offer();
  }

  disconnect() {
    this.listening.abort();
    window.clearTimeout(this.pause);
    window.clearTimeout(this.missed);
  }

  /** The composer, which is on the same element. */
  get composer() {
    const { application, element } = this;
    return application.getControllerForElementAndIdentifier(element, 'wlc-composer');
  }

  keepSoon() {
    window.clearTimeout(this.pause);
    this.pause = window.setTimeout(() => this.keep(), PAUSE);
  }

  keep() {
    window.clearTimeout(this.pause);
    window.clearTimeout(this.missed);
    const { form, key, words } = this.composer;
    if (!form || !isDirty(form)) return;
    const entries = getEntries(form);
    this.copies.write(key, { action: form.action, words, entries });
    this.missed = window.setTimeout(() => this.save(form), MISSED);
  }

  /** @param {HTMLFormElement} form */
  save(form) {
    const isUnderWay = !!form.dataset.wlcAutosaveAt;
    if (form === this.composer.form && isDirty(form) && !isUnderWay) saveDraft(form);
  }

  touch() {
    const { form } = this.composer;
    if (form) noteUntouched(form);
  }

  /** @param {string} key */
  forget(key) {
    window.clearTimeout(this.pause);
    window.clearTimeout(this.missed);
    this.copies.remove(key);
  }

  get written() {
    const { form } = this.composer;
    return form ? getWritten(getEntries(form)) : '';
  }

  noteSent() {
    this.sent = this.written;
  }

  noteSaved() {
    const { form, key } = this.composer;
    noteConfirmed(form, this.sent);
    if (this.written === this.sent) this.forget(key);
    else this.keepSoon();
  }

  async offer() {
    for (const copy of await this.copies.find()) {
      if (getWritten(copy.entries) === this.written) {
        this.copies.remove(copy.key);
      } else {
        this.list(copy);
      }
    }
    this.count();
  }

  /** @param {import('./local_copies.js').Copy} copy */
  list(copy) {
    const item = this.itemTarget.content.cloneNode(true).firstElementChild;
    item.dataset.key = copy.key;
    item.querySelector('[data-words]').textContent = copy.words || '…';
    const time = item.querySelector('time');
    time.dateTime = copy.at;
    time.textContent = new Date(copy.at).toLocaleString(document.documentElement.lang);
    this.listTarget.append(item);
  }

  count() {
    this.listTarget.parentElement.hidden = !this.listTarget.children.length;
  }

  /** @param {Event & {target: Element}} event */
  async restore({ target }) {
    const item = target.closest('[data-key]');
    const key = item instanceof HTMLElement ? item.dataset.key : '';
    const { composer } = this;
    const copy = (await this.copies.find()).find((one) => one.key === key);
    if (!copy || !(await composer.leaveForm())) return;
    const body = new FormData();
    for (const [name, value] of copy.entries) body.append(name, value);
    body.set('csrfmiddlewaretoken', composer.token);
    body.set('action-restore', '1');
    const answer = await composer.post(copy.action, body);
    if (answer?.page) {
      this.copies.hold(copy.key);
      composer.place(answer.page, copy.action);
    } else if (answer?.json?.url) {
      // It had arrived, and only the answer was lost.
      this.copies.remove(copy.key);
      await composer.load(answer.json.url);
      composer.say(answer.json.is_live ? 'wasPublished' : 'wasSaved');
    } else {
      return;
    }
    item?.remove();
    this.count();
  }

  /** @param {Event & {target: Element}} event */
  drop({ target }) {
    const item = target.closest('[data-key]');
    if (!(item instanceof HTMLElement)) return;
    this.copies.remove(item.dataset.key || '');
    item.remove();
    this.count();
    this.composer.focusHeadline();
  }
}
