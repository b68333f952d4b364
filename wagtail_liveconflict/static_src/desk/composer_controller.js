/**
 * The composer, without leaving the page: it publishes, takes up updates from the
 * stream, and keeps what is being written until the server has confirmed it. Without
 * this script all of it is plain form posts and links.
 */

import { ComposerContents } from './composer_contents.js';
import { nameTextBoxes } from './naming.js';
import {
  askNothing,
  endProgress,
  makeBody,
  resumeAutosave,
  saveDraft,
  settleAutosave,
} from './wagtail_form.js';

/**
 * Whether this saves, publishes or submits the form. What else Wagtail has for it, as
 * the steps of a workflow, goes its own way.
 *
 * @param {HTMLElement} button
 */
function isOurs(button) {
  const name = button.getAttribute('name') || '';
  const isOther = button.hasAttribute('data-workflow-action-name');
  return ['', 'action-publish', 'action-submit'].includes(name) && !isOther;
}

export class ComposerController extends ComposerContents {
  listening = new AbortController();

  connect() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    const root = this.element;
    // Before Wagtail's own listeners, and before a text field makes a line of a key.
    const first = { capture: true, signal };
    /** @param {any} event */
    const onClick = ({ target }) => {
      const button = target.closest('[data-edit-form] button');
      if (button && isOurs(button)) askNothing();
    };
    /** @param {any} event */
    const onSubmit = (event) => this.onSubmit(event);
    /** @param {any} event */
    const onKey = (event) => this.onKey(event);
    /** @param {any} event */
    const onAutosave = (event) => this.onAutosave(event);
    root.addEventListener('click', onClick, first);
    root.addEventListener('submit', onSubmit, first);
    root.addEventListener('keydown', onKey, first);
    for (const type of ['save', 'success', 'error']) {
      root.addEventListener(`w-autosave:${type}`, onAutosave, { signal });
    }
    this.naming = nameTextBoxes(root, this.textsValue.text);
    this.prepare();
  }

  disconnect() {
    this.naming?.disconnect();
    this.listening.abort();
    window.clearTimeout(this.waiting);
  }

  /** @param {Event} event */
  onAutosave(event) {
    const { form } = this;
    if (!form || event.target !== form) return;
    if (event.type === 'w-autosave:save') form.dataset.wlcAutosaveAt = `${Date.now()}`;
    else delete form.dataset.wlcAutosaveAt;
    if (event.type === 'w-autosave:success') this.tell('changed');
  }

  // Publishing and saving

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const isPublish = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (!isPublish || event.shiftKey || event.altKey) return;
    if (!window.wagtailConfig?.KEYBOARD_SHORTCUTS_ENABLED) return;
    if (!(event.target instanceof Node) || !this.form?.contains(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    const { form } = this;
    const button =
      form.querySelector('[name="action-publish"]') ||
      form.querySelector('[name="action-submit"]');
    if (button instanceof HTMLButtonElement) button.click();
  }

  /** @param {SubmitEvent} event */
  onSubmit(event) {
    const { form } = this;
    const button = event.submitter;
    if (event.target !== form || !form || (button && !isOurs(button))) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.isBusy) return;
    this.send(form, button);
  }

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} button
   */
  async send(form, button) {
    this.tell('send');
    this.isBusy = true;
    this.say('');
    try {
      const isDraft = !button?.getAttribute('name');
      if (isDraft && (await this.sendDraft(form))) return;
      await settleAutosave(form);
      const body = makeBody(form);
      // Not by the form data: Wagtail has disabled the button by now.
      const name = button?.getAttribute('name');
      if (name) body.set(name, name);
      const { key } = this;
      const answer = await this.post(form.action, body);
      if (answer?.page) {
        this.place(answer.page, form.action, true);
      } else if (answer?.json?.success) {
        this.tell('confirmed', { key });
        await this.confirm({ url: form.action, ...answer.json });
      } else {
        resumeAutosave(form);
      }
    } finally {
      this.isBusy = false;
      endProgress(button);
    }
  }

  /**
   * By Wagtail's autosave, where that is on and finds nothing wrong.
   *
   * @param {HTMLFormElement} form
   * @returns {Promise<boolean>} whether that was all
   */
  async sendDraft(form) {
    const how = await saveDraft(form);
    if (how === 'success') this.say('saved');
    if (how === 'late') this.say('noAnswer');
    return how === 'success' || how === 'late';
  }

  /**
   * Everything is saved: make room for the next update.
   *
   * @param {{message: string, is_composed: boolean, url: string}} done
   */
  async confirm(done) {
    const { underway } = this;
    this.underway = null;
    this.showUnderway();
    if (!done.is_composed) await this.load(done.url);
    else if (underway) await this.load(underway.url);
    else await this.placeEmpty();
    this.focusHeadline();
    this.say('', done.message);
    this.tell('changed');
  }
}
