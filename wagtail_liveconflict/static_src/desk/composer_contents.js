/**
 * What the composer holds: an empty form, a composition, an update of the stream. One
 * gives way to another without leaving the page, and nothing is lost of either.
 */

import { ask, getForm, needsToBeLoaded, place } from './composer_page.js';
import { isDirty, makeBody, saveDraft } from './wagtail_form.js';

const { Controller } = window.StimulusModule;

/** Milliseconds after which an empty composer that waits is asked for anew. */
const FRESH_FOR = 10 * 60_000;

export class ComposerContents extends Controller {
  static targets = ['status', 'signIn', 'underway'];

  static values = { desk: String, texts: Object };

  /** @type {{url: string, words: string} | null} a composition that waits */
  underway = null;

  /** @type {{page: Document, at: number} | null} an empty composer that waits */
  empty = null;

  isBusy = false;

  get form() {
    return getForm(this.element);
  }

  /** Which composition or update the form is of. */
  get key() {
    const { form } = this;
    const composition = form?.querySelector('[name="composition"]');
    return composition instanceof HTMLInputElement
      ? composition.value
      : new URL(form?.action || '', window.location.href).pathname;
  }

  get words() {
    const headline = this.element.querySelector('#id_headline');
    const typed = headline instanceof HTMLInputElement ? headline.value.trim() : '';
    const text = this.element.querySelector('.public-DraftEditor-content');
    return (typed || text?.textContent?.trim() || '').slice(0, 120);
  }

  /**
   * Open an update of the stream, or an empty composer, in the place of what is there.
   *
   * @param {Event & {currentTarget: HTMLAnchorElement}} event
   */
  async open(event) {
    const { ctrlKey, metaKey, shiftKey } = /** @type {any} */ (event);
    // In a tab of its own, as the editor wants it.
    if (ctrlKey || metaKey || shiftKey) return;
    const { href } = event.currentTarget;
    event.preventDefault();
    // The list it was chosen from.
    event.currentTarget.closest('.wlc-templates')?.removeAttribute('open');
    await this.openAddress(href);
  }

  /** @param {string} href of an update, or of an empty composer */
  async openAddress(href) {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      if (!(await this.leaveForm(href))) return;
      await this.load(href);
      this.focusHeadline();
    } finally {
      this.isBusy = false;
    }
  }

  /**
   * See that nothing is lost of what is in the form, and remember a composition.
   *
   * @param {string} [next] the address that is gone to
   * @returns {Promise<boolean>} whether the form may be left
   */
  async leaveForm(next = '') {
    const { form } = this;
    if (!form) return true;
    const { words } = this;
    if (isDirty(form)) {
      this.tell('send');
      const how = await saveDraft(form);
      if (how !== 'success' && !(await this.postDraft(form))) {
        this.say('notLeft');
        return false;
      }
      this.tell('confirmed', { key: this.key });
      this.tell('changed');
    }
    const isComposition = !!form.querySelector('[name="composition"], [name="is-draft"]');
    const url = new URL(form.action, window.location.href);
    if (isComposition && url.pathname !== this.deskValue) {
      this.underway = { url: url.pathname, words };
    }
    if (this.underway && next.endsWith(this.underway.url)) this.underway = null;
    this.showUnderway();
    return true;
  }

  /**
   * Where autosave is switched off, or came to nothing.
   *
   * @param {HTMLFormElement} form
   */
  async postDraft(form) {
    const answer = await this.post(form.action, makeBody(form));
    if (answer?.page) this.place(answer.page, form.action, true);
    if (!answer?.json?.success) return false;
    form.action = answer.json.url;
    return true;
  }

  async goBack() {
    const { underway } = this;
    if (!underway || !(await this.leaveForm(underway.url))) return;
    this.underway = null;
    this.showUnderway();
    await this.load(underway.url);
    this.focusHeadline();
  }

  showUnderway() {
    this.underwayTarget.hidden = !this.underway;
    const words = this.underwayTarget.querySelector('[data-words]');
    if (words) words.textContent = this.underway?.words || '';
  }

  /** @param {string} url */
  async load(url) {
    let answer;
    try {
      answer = await ask(url);
    } catch {
      this.say('noAnswer');
      return;
    }
    if (!answer.page || needsToBeLoaded(answer.page)) window.location.assign(url);
    else this.place(answer.page, url);
  }

  /** Have an empty composer ready, so that nobody waits for one after publishing. */
  prepare() {
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(async () => {
      try {
        const { page } = await ask(this.deskValue);
        if (page && !needsToBeLoaded(page)) this.empty = { page, at: Date.now() };
      } catch {
        // It is asked for once it is needed.
      }
    }, 1000);
  }

  async placeEmpty() {
    const { empty } = this;
    this.empty = null;
    if (empty && Date.now() - empty.at < FRESH_FOR) {
      this.place(empty.page, this.deskValue);
    } else {
      await this.load(this.deskValue);
    }
    this.prepare();
    this.focusHeadline();
  }

  /**
   * @param {Document} page
   * @param {string} url
   * @param {boolean} [isRefused] whether something in it is to be looked at first
   */
  place(page, url, isRefused = false) {
    place(page, url);
    // Wagtail's scripts render the body somewhat later.
    if (isRefused) window.setTimeout(() => this.focusProblem(), 100);
  }

  focusProblem() {
    const problem = this.element.querySelector(
      '.wlc-desk__composer [role="alert"], .wlc-desk__composer [aria-invalid="true"]',
    );
    if (!(problem instanceof HTMLElement)) return;
    if (problem.tabIndex < 0) problem.tabIndex = -1;
    problem.focus();
    problem.scrollIntoView({ block: 'center' });
  }

  focusHeadline() {
    const headline = this.element.querySelector('#id_headline');
    if (headline instanceof HTMLElement) headline.focus();
  }

  /**
   * Add a block at the end of the update.
   *
   * @param {Event & {params: {block: string}}} event
   */
  insert({ params: { block } }) {
    const root = /** @type {any} */ (document.getElementById('body-root'))?.rootBlock;
    if (!root?.blockDef.childBlockDefsByName[block]) return;
    const value = root.blockDef.initialChildStates[block];
    const position = root.children.length;
    root.insert({ type: block, value, id: null }, position, { focus: true });
  }

  /**
   * @param {string} name of a text, or "" for one that the server has written
   * @param {string} [text]
   */
  say(name, text = '') {
    this.statusTarget.textContent = name ? this.textsValue[name] : text;
    this.signInTarget.hidden = name !== 'signedOut';
  }

  /**
   * @param {string} name
   * @param {object} [detail]
   */
  tell(name, detail = {}) {
    this.dispatch(name, { prefix: 'wlc-composer', detail });
  }

  /**
   * Post a form; once more if only its token had aged, because its editor has signed
   * in again elsewhere. What was typed stays where it is in any case.
   *
   * @param {string} url
   * @param {FormData} body
   */
  async post(url, body) {
    try {
      let answer = await ask(url, { method: 'POST', body });
      if (answer.kind === 'refused') {
        if (!(await this.renewToken())) {
          this.say('signedOut');
          return null;
        }
        body.set('csrfmiddlewaretoken', this.token);
        answer = await ask(url, { method: 'POST', body });
        if (answer.kind === 'refused') this.say('refused');
      } else if (answer.kind === 'json' && answer.json.error_message) {
        this.say('', answer.json.error_message);
      }
      return answer.kind === 'refused' ? null : answer;
    } catch {
      this.say('noAnswer');
      return null;
    }
  }

  /** @returns {Promise<boolean>} whether somebody is signed in who may write here */
  async renewToken() {
    const answer = await ask(this.deskValue);
    const token = answer.page?.querySelector('[name="csrfmiddlewaretoken"]');
    if (!(token instanceof HTMLInputElement)) return false;
    for (const input of document.getElementsByName('csrfmiddlewaretoken')) {
      if (input instanceof HTMLInputElement) input.value = token.value;
    }
    if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token.value;
    return true;
  }

  get token() {
    const input = this.form?.querySelector('[name="csrfmiddlewaretoken"]');
    return input instanceof HTMLInputElement ? input.value : '';
  }
}
