/**
 * The verbs of one entry of the stream that have to be told something ask it in a
 * dialog on the desk, and the link of an update is copied. Without this script they are
 * links to pages, and buttons.
 */

import { parseFragment } from '../reader/trusted_html.js';
import { TOKEN, isJSON } from './answers.js';

const { Controller } = window.StimulusModule;

const IN_DIALOG = 'X-Liveconflict-Dialog';
const OPENS = 'X-Liveconflict-Opens';

/**
 * @param {string} identifier of a controller that the desk has one of
 * @returns {any}
 */
function getController(identifier) {
  const element = document.querySelector(`[data-controller~="${identifier}"]`);
  return element && window.wagtail.app.getControllerForElementAndIdentifier(element, identifier);
}

export class AskController extends Controller {
  static targets = ['problem'];

  static values = { copied: String, copy: String, failed: String };

  /** @type {HTMLDialogElement | null} */
  dialog = null;

  /** @type {HTMLAnchorElement | null} the verb that is asked about */
  link = null;

  isBusy = false;

  disconnect() {
    this.close();
  }

  /**
   * Ask in a dialog what the page of a link asks.
   *
   * @param {MouseEvent & {currentTarget: HTMLAnchorElement}} event
   */
  async open(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (this.isBusy || this.dialog) return;
    this.isBusy = true;
    this.link = event.currentTarget;
    try {
      const fragment = await this.fetchForm();
      // An expired session, a right that is lost: the page says which.
      if (fragment) this.showDialog(fragment);
      else this.leave();
    } finally {
      this.isBusy = false;
    }
  }

  leave() {
    if (this.link) window.location.assign(this.link.href);
  }

  /** @returns {Promise<DocumentFragment | null>} */
  async fetchForm() {
    if (!this.link) return null;
    try {
      const response = await fetch(this.link.href, { headers: { [IN_DIALOG]: '1' } });
      if (!response.headers.has(IN_DIALOG)) return null;
      return parseFragment(await response.text());
    } catch {
      return null;
    }
  }

  /** @param {DocumentFragment} fragment */
  showDialog(fragment) {
    const dialog = document.createElement('dialog');
    dialog.className = 'wlc-ask';
    dialog.setAttribute('aria-labelledby', 'wlc-ask-title');
    dialog.append(fragment);
    // Within the entry, which stays as it is while something in it is open.
    this.element.append(dialog);
    this.dialog = dialog;
    dialog.addEventListener('close', () => this.forget());
    dialog.showModal();
    this.focusFirst();
  }

  /** What is wrong first, else what is to be told. */
  focusFirst() {
    const first =
      this.dialog?.querySelector('[aria-invalid="true"]') ||
      this.dialog?.querySelector('textarea, select, input:not([type="hidden"])');
    if (first instanceof HTMLElement) first.focus();
  }

  close() {
    this.dialog?.close();
    this.forget();
  }

  forget() {
    const { dialog } = this;
    this.dialog = null;
    dialog?.remove();
  }

  /**
   * Post the form of the dialog. What was typed stays in it until the verb is done.
   *
   * @param {SubmitEvent & {currentTarget: HTMLFormElement}} event
   */
  async send(event) {
    event.preventDefault();
    const { currentTarget: form, submitter } = event;
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      const response = await this.post(form, submitter);
      if (response.headers.has(IN_DIALOG)) {
        this.dialog?.replaceChildren(parseFragment(await response.text()));
        this.focusFirst();
      } else if (response.ok && isJSON(response)) {
        this.showDone(await response.json());
      } else {
        await this.sayFailed(response);
      }
    } catch {
      await this.sayFailed();
    } finally {
      this.isBusy = false;
    }
  }

  /** @param {any} answer */
  showDone(answer) {
    const { link } = this;
    // The focus is in the entry then, and stays there when that is shown anew.
    this.close();
    getController('wlc-stream').show(answer, link);
  }

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} submitter
   */
  post(form, submitter) {
    return fetch(getController('wlc-stream').getAddress(form.action), {
      method: 'POST',
      body: new FormData(form, submitter),
      headers: { 'Accept': 'application/json, text/html', [IN_DIALOG]: '1', 'X-Liveconflict-Stream': '1' },
    });
  }

  /**
   * Also that the session has expired, with a link to sign in; the form then needs
   * the new session's token.
   *
   * @param {Response} [response]
   */
  async sayFailed(response) {
    if (this.hasProblemTarget) this.problemTarget.textContent = this.failedValue;
    const stream = getController('wlc-stream');
    if (response && (await stream.take(response)) === 'expired') stream.tell('expired');
    const token = (await this.fetchForm())?.querySelector(TOKEN);
    const old = this.dialog?.querySelector(TOKEN);
    if (token && old) old.replaceWith(token);
  }

  /**
   * Copy the update, and open the copy in the composer.
   *
   * @param {SubmitEvent & {currentTarget: HTMLFormElement}} event
   */
  async copy(event) {
    event.preventDefault();
    const { currentTarget: form, submitter } = event;
    if (this.isBusy) return;
    this.isBusy = true;
    const stream = getController('wlc-stream');
    try {
      const response = await this.post(form, submitter);
      if (!isJSON(response)) throw new Error(response.statusText);
      const details = form.closest('details');
      if (details) details.open = false;
      stream.show(await response.json(), form);
      const href = response.headers.get(OPENS);
      if (href) await getController('wlc-composer').openAddress(href);
    } catch {
      stream.messageTarget.textContent = this.failedValue;
    } finally {
      this.isBusy = false;
    }
  }

  /** @param {MouseEvent & {currentTarget: HTMLAnchorElement}} event */
  async copyLink(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const link = event.currentTarget;
    const { messageTarget } = getController('wlc-stream');
    messageTarget.textContent = '';
    try {
      await navigator.clipboard.writeText(link.href);
      messageTarget.textContent = this.copiedValue;
    } catch {
      // Not allowed, or not over a secure connection: to be copied by hand.
      this.offerLink(link);
      messageTarget.textContent = this.copyValue;
    }
  }

  /** @param {HTMLAnchorElement} link */
  offerLink(link) {
    const input = document.createElement('input');
    input.className = 'wlc-entry__link';
    input.readOnly = true;
    input.value = link.href;
    input.setAttribute('aria-label', link.textContent || '');
    input.addEventListener('blur', () => input.remove());
    link.after(input);
    input.focus();
    input.select();
  }
}
