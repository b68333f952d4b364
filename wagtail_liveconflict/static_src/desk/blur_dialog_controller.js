/**
 * Beside each picture that is chosen in the composer: a button that opens the tool which
 * blurs, in a dialog over the desk. The block gets the new picture when the editor says
 * so, and keeps all that was typed.
 */

import { parseFragment } from '../reader/trusted_html.js';
import { getForm } from './composer_page.js';
import { isDirty, saveDraft } from './wagtail_form.js';

const { Controller } = window.StimulusModule;

const IN_DIALOG = 'X-Liveconflict-Dialog';
const ATTEMPTS = 3;

/**
 * What is stored must not count on the old picture when that is asked about. An autosave
 * that was under way has saved the words before, and ends first.
 */
async function saveAll() {
  const form = getForm(document);
  for (let attempt = 0; form && attempt < ATTEMPTS; attempt += 1) {
    // One after the other.
    // eslint-disable-next-line no-await-in-loop
    if ((await saveDraft(form)) !== 'success' || !isDirty(form)) return;
  }
}

export class BlurDialogController extends Controller {
  static targets = ['problem', 'tool'];

  static values = { button: String, failed: String, gone: String, keep: String, url: String };

  /** @type {HTMLDialogElement | null} */
  dialog = null;

  /** @type {any} the element of Wagtail's chooser; its widget is left on it */
  chooser = null;

  /** @type {HTMLElement | null} */
  button = null;

  isBusy = false;

  observer = new MutationObserver(() => this.offer());

  connect() {
    // Where one may add no pictures.
    if (!this.urlValue) return;
    this.observer.observe(this.element, { childList: true, subtree: true });
    this.offer();
  }

  disconnect() {
    this.observer.disconnect();
    this.close();
  }

  /** Put a button beside each picture that has none. */
  offer() {
    if (document.body.classList.contains('content-locked')) return;
    for (const chooser of this.element.querySelectorAll('form .image-chooser')) {
      const isThere = chooser.querySelector('.wlc-blur-button');
      const chosen = chooser.querySelector('.chosen');
      if (!isThere && chosen) chosen.after(this.makeButton(chosen));
    }
  }

  /** @param {Element} chosen */
  makeButton(chosen) {
    const button = document.createElement('button');
    button.type = 'button';
    button.classList.add('button', 'button-small', 'button-secondary', 'wlc-blur-button');
    button.textContent = this.buttonValue;
    button.dataset.action = 'wlc-blur-dialog#open';
    const title = chosen.querySelector('[data-chooser-title]');
    if (title?.id) button.setAttribute('aria-describedby', title.id);
    return button;
  }

  /** @param {Event & {currentTarget: HTMLElement}} event */
  async open({ currentTarget }) {
    if (this.isBusy || this.dialog) return;
    this.button = currentTarget;
    this.chooser = currentTarget.closest('.chooser');
    const id = this.chooser?.widget?.getState()?.id;
    if (!id) return;
    await this.ask(this.urlValue.replace('/0/', `/${id}/`));
  }

  /**
   * Show what the server answers; in the dialog that is open, or in a new one.
   *
   * @param {string} url
   * @param {RequestInit} [init]
   */
  async ask(url, init = {}) {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      const response = await fetch(url, {
        ...init,
        headers: { [IN_DIALOG]: '1', 'X-Requested-With': 'XMLHttpRequest' },
      });
      if (!response.headers.has(IN_DIALOG)) throw new Error(String(response.status));
      this.show(parseFragment(await response.text()));
    } catch {
      this.fail(this.failedValue);
    } finally {
      this.isBusy = false;
    }
  }

  /** @param {DocumentFragment} fragment */
  show(fragment) {
    if (!this.dialog) {
      const dialog = document.createElement('dialog');
      dialog.classList.add('wlc-ask', 'wlc-blur-dialog');
      dialog.setAttribute('aria-labelledby', 'wlc-ask-title');
      dialog.addEventListener('cancel', (event) => this.refuseToLose(event));
      dialog.addEventListener('close', () => this.forget());
      // Beside the form of the update, for it holds a form of its own.
      this.element.append(dialog);
      this.dialog = dialog;
      dialog.showModal();
    }
    this.dialog.replaceChildren(fragment);
    this.dialog.scrollTop = 0;
    /** @type {HTMLElement | null} */ (this.dialog.querySelector('#wlc-ask-title'))?.focus();
  }

  /** @param {string} problem */
  fail(problem) {
    const place = document.createElement('p');
    place.className = 'wlc-blur__problem';
    place.textContent = problem;
    const alert = this.dialog?.querySelector('[role="alert"]');
    if (alert) {
      alert.replaceChildren(place);
      alert.scrollIntoView({ block: 'nearest' });
      return;
    }
    place.setAttribute('role', 'alert');
    this.chooser?.querySelector('.wlc-blur__problem')?.remove();
    this.chooser?.append(place);
  }

  /**
   * Escape is pressed by mistake.
   *
   * @param {Event} event
   */
  refuseToLose(event) {
    if (!this.hasToolTarget) return;
    const { application, toolTarget } = this;
    const tool = application.getControllerForElementAndIdentifier(toolTarget, 'wlc-blur');
    if (!tool?.isTouched) return;
    event.preventDefault();
    tool.statusTarget.textContent = this.keepValue;
  }

  close() {
    this.dialog?.close();
    this.forget();
  }

  forget() {
    const { dialog, button } = this;
    this.dialog = null;
    dialog?.remove();
    if (dialog && button?.isConnected) button.focus({ preventScroll: true });
  }

  /** @param {SubmitEvent & {currentTarget: HTMLFormElement}} event */
  async send(event) {
    event.preventDefault();
    const form = event.currentTarget;
    await this.ask(form.action, { method: 'POST', body: new FormData(form) });
  }

  /**
   * Put the new picture into the block, then ask what is to become of the other one.
   *
   * @param {Event & {currentTarget: HTMLElement}} event
   */
  async use({ currentTarget }) {
    const { chosen, next } = currentTarget.dataset;
    if (this.isBusy || !chosen || !next) return;
    const { chooser } = this;
    if (!chooser?.isConnected) {
      this.fail(this.goneValue);
      return;
    }
    const { widget } = chooser;
    widget.setState(JSON.parse(chosen));
    widget.input?.dispatchEvent(new Event('change', { bubbles: true }));
    await saveAll();
    await this.ask(next);
  }
}
