/**
 * The blog's own controls beside the composer: its state is changed, and its headline
 * and summary are edited, without leaving. Without this script they are buttons that
 * post and a link to a page.
 *
 * The dialog is not a modal one of the browser's: that would cover the dialogs and menus
 * of Wagtail's rich text. What is around it is inert instead.
 */

import { parseFragment } from '../reader/trusted_html.js';
import { TOKEN, isJSON } from './answers.js';
import { AskController } from './ask_controller.js';
import { nameTextBoxes } from './naming.js';
import { flushText, getEntries, getWritten } from './wagtail_form.js';

const SURROUNDINGS = '.wrapper, .skiplink';
const MENU = '[data-tippy-root]:not([hidden]) [role="listbox"]';
const COMPOSING = ['Enter', 's'];

export class BlogController extends AskController {
  static targets = ['controls', 'message'];

  static values = { ...AskController.values, discard: String, text: String };

  /** @type {string | null} what was in the form before it was touched */
  untouched = null;

  isWarned = false;

  /**
   * Post the form of a pressed button, and show the controls as they are then.
   *
   * @param {SubmitEvent & {currentTarget: HTMLFormElement}} event
   */
  async act(event) {
    event.preventDefault();
    const { currentTarget: form, submitter } = event;
    if (this.isBusy) return;
    this.isBusy = true;
    this.messageTarget.textContent = '';
    try {
      const response = await this.post(form, submitter);
      if (isJSON(response)) this.showDone(await response.json());
      else await this.sayFailed(response);
    } catch {
      await this.sayFailed();
    } finally {
      this.isBusy = false;
    }
  }

  /** @param {{ message?: string, controls?: string }} answer */
  showDone(answer) {
    if (!answer.controls) {
      this.sayFailed();
      return;
    }
    const { dialog, controlsTarget } = this;
    const hadFocus = dialog !== null || controlsTarget.contains(document.activeElement);
    this.forget();
    controlsTarget.replaceChildren(parseFragment(answer.controls));
    this.messageTarget.textContent = answer.message || '';
    const verb = dialog ? '[data-wlc-verb="head"]' : '[data-wlc-verb]';
    if (hadFocus) controlsTarget.querySelector(verb)?.focus();
    this.element.dispatchEvent(new CustomEvent('wlc-composer:changed', { bubbles: true }));
  }

  /** The link would lead away from what is being written. */
  leave() {
    this.messageTarget.textContent = this.failedValue;
  }

  /** @param {DocumentFragment} fragment */
  showDialog(fragment) {
    const dialog = document.createElement('dialog');
    dialog.className = 'wlc-head';
    dialog.setAttribute('aria-labelledby', 'wlc-head-title');
    dialog.setAttribute('aria-modal', 'true');
    dialog.append(fragment);
    this.dialog = dialog;
    this.untouched = null;
    this.isWarned = false;
    this.listen(dialog);
    document.body.append(dialog);
    this.naming = nameTextBoxes(dialog, this.textValue);
    this.setInert(true);
    dialog.show();
    this.focusFirst();
  }

  /** @param {HTMLDialogElement} dialog */
  listen(dialog) {
    // Wagtail's fields fill themselves in after they have come.
    const touch = () => {
      this.untouched ??= this.getTyped();
    };
    dialog.addEventListener('keydown', touch, { capture: true });
    dialog.addEventListener('pointerdown', touch, { capture: true });
    dialog.addEventListener('beforeinput', touch, { capture: true });
    dialog.addEventListener('input', () => {
      this.isWarned = false;
    });
    dialog.addEventListener('keydown', (event) => this.press(event));
    dialog.addEventListener('click', ({ target }) => {
      if (target instanceof Element && target.closest('[data-wlc-close]')) this.askToClose();
    });
    dialog.addEventListener('submit', (event) => {
      event.preventDefault();
      const form = /** @type {HTMLFormElement} */ (event.target);
      flushText(form);
      // As an action would be called.
      const { submitter } = event;
      this.send(/** @type {any} */ ({ currentTarget: form, submitter, preventDefault() {} }));
    });
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const isShortcut = event.ctrlKey || event.metaKey || (event.altKey && event.shiftKey);
    if (event.key === 'Escape') {
      event.preventDefault();
      // It closes a menu of the rich text first.
      if (document.querySelector(MENU)) return;
      // Wagtail's sidebar would take the focus.
      event.stopPropagation();
      this.askToClose();
    } else if (isShortcut && (COMPOSING.includes(event.key) || event.altKey)) {
      // They are the composer's.
      event.preventDefault();
      event.stopPropagation();
      if (!event.altKey) this.dialog?.querySelector('form')?.requestSubmit();
    }
  }

  /** What has been typed is discarded at the second time only. */
  askToClose() {
    const isDirty = this.untouched !== null && this.untouched !== this.getTyped();
    if (this.isWarned || !isDirty) {
      this.close();
      return;
    }
    this.isWarned = true;
    this.setProblem(this.discardValue);
  }

  getTyped() {
    const form = this.dialog?.querySelector('form');
    return form ? getWritten(getEntries(form)) : '';
  }

  /** @param {string} text */
  setProblem(text) {
    const problem = this.dialog?.querySelector('[role="alert"]');
    if (problem) problem.textContent = text;
    else this.messageTarget.textContent = text;
  }

  /** What is asked again has not been saved. */
  focusFirst() {
    if (this.untouched !== null) this.untouched = '';
    this.isWarned = false;
    super.focusFirst();
  }

  /** @param {Response} [response] */
  async sayFailed(response) {
    this.setProblem(this.failedValue);
    await super.sayFailed(response);
    if (this.dialog) return;
    // Signed in again, the buttons need new tokens as well.
    this.link = this.controlsTarget.querySelector('[data-wlc-verb="head"]');
    const token = (await this.fetchForm())?.querySelector(TOKEN);
    const old = this.controlsTarget.querySelectorAll(TOKEN);
    if (token) old.forEach((/** @type {Element} */ each) => each.replaceWith(token.cloneNode(true)));
  }

  /** @param {boolean} isInert */
  setInert(isInert) {
    document.querySelectorAll(SURROUNDINGS).forEach((each) => {
      each.toggleAttribute('inert', isInert);
    });
  }

  close() {
    if (!this.dialog) return;
    this.forget();
    this.controlsTarget.querySelector('[data-wlc-verb="head"]')?.focus();
  }

  forget() {
    if (this.dialog) this.setInert(false);
    this.naming?.disconnect();
    super.forget();
  }
}
