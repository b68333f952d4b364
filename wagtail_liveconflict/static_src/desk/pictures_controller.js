/**
 * Pictures that are pasted into the composer, dropped on the desk or chosen with a
 * button: each is put into the image library and then into the update. One that fails
 * stands in a list of its own, and keeps nothing else from being added.
 */

import { getBody, insertPicture } from './picture_block.js';
import { makeLine, showProblem, showProgress } from './picture_line.js';
import { getPastedFiles, sendPicture } from './picture_upload.js';

const { Controller } = window.StimulusModule;

/**
 * @typedef {object} Batch pictures that have come together
 * @property {any} after the block they go after, or the gallery they go into; none: to
 * the end
 * @property {string} key of the composition or update they are for
 * @property {boolean} hasFocused whether one of them has been asked about
 *
 * @typedef {object} Picture
 * @property {File} file
 * @property {Batch} batch
 * @property {HTMLElement} item its line in the list
 * @property {any} [chosen] what the server said of it
 */

export class PicturesController extends Controller {
  static targets = ['panel', 'input', 'button', 'status', 'list', 'item'];

  listening = new AbortController();

  /** @type {WeakMap<Element, Picture>} by their lines */
  pictures = new WeakMap();

  queue = Promise.resolve();

  /** How many are on their way, one after the other. */
  waiting = 0;

  /** @type {Node | null} what had the focus in the composer last */
  lastFocus = null;

  /** Whether something of this very page is being dragged. */
  isOwnDrag = false;

  /** Whether the editor has gone on since pictures came. */
  isTouched = false;

  connect() {
    if (!this.hasPanelTarget) return;
    this.panelTarget.hidden = false;
    this.listening = new AbortController();
    const { signal } = this.listening;
    // Before the text fields, which take what they get for text.
    const first = { capture: true, signal };
    const { element } = this;
    /** @type {[string, (event: any) => void][]} */
    const listeners = [
      ['paste', (event) => this.onPaste(event)],
      ['dragenter', (event) => this.onDrag(event)],
      ['dragover', (event) => this.onDrag(event)],
      ['dragleave', (event) => this.onDragLeave(event)],
      ['drop', (event) => this.onDrop(event)],
      ['focusin', (event) => this.onFocus(event)],
      ['keydown', (event) => this.noteTouch(event)],
      ['pointerdown', (event) => this.noteTouch(event)],
    ];
    for (const [type, listener] of listeners) element.addEventListener(type, listener, first);
    document.addEventListener('dragstart', () => this.noteOwnDrag(true), { signal });
    window.addEventListener('beforeunload', (event) => this.onLeave(event), { signal });
    document.addEventListener('dragend', () => this.noteOwnDrag(false), { signal });
  }

  disconnect() {
    this.listening.abort();
  }

  get composer() {
    const { application, element } = this;
    return application.getControllerForElementAndIdentifier(element, 'wlc-composer');
  }

  // How pictures come

  /** @param {ClipboardEvent & {target: Element}} event */
  onPaste(event) {
    if (!event.target.closest('.wlc-desk__composer')) return;
    const files = getPastedFiles(event.clipboardData);
    if (!files.length) return;
    event.preventDefault();
    event.stopPropagation();
    this.take(files, event.target);
  }

  /** @param {DragEvent} event */
  onDrag(event) {
    if (this.isOwnDrag || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = 'copy';
    this.element.classList.add('wlc-desk--dropping');
  }

  /** @param {DragEvent} event */
  onDragLeave({ relatedTarget }) {
    if (relatedTarget instanceof Node && this.element.contains(relatedTarget)) return;
    this.element.classList.remove('wlc-desk--dropping');
  }

  /** @param {DragEvent} event */
  onDrop(event) {
    this.element.classList.remove('wlc-desk--dropping');
    const files = [...(event.dataTransfer?.files || [])];
    if (this.isOwnDrag || !files.length) return;
    event.preventDefault();
    event.stopPropagation();
    const block = this.findBlock(event.target);
    this.take(files, block ? event.target : this.lastFocus);
  }

  /** @param {boolean} isOwn */
  noteOwnDrag(isOwn) {
    this.isOwnDrag = isOwn;
  }

  /** @param {BeforeUnloadEvent} event */
  onLeave(event) {
    if (this.waiting) event.preventDefault();
  }

  /** @param {any} event */
  noteTouch({ repeat }) {
    // The keys that pasted may still be held.
    if (!repeat) this.isTouched = true;
  }

  /** @param {FocusEvent & {target: Element}} event */
  onFocus({ target }) {
    if (target.closest('.wlc-desk__composer')) this.lastFocus = target;
  }

  ask() {
    this.inputTarget.click();
  }

  choose() {
    const files = [...this.inputTarget.files];
    // Or choosing the same again would change nothing.
    this.inputTarget.value = '';
    this.take(files, this.lastFocus);
  }

  /**
   * @param {EventTarget | null} node
   * @returns {any} the block of the update that it is in
   */
  findBlock(node) {
    return getBody()?.children.find(
      (/** @type {any} */ child) => node instanceof Node && child.element.contains(node),
    );
  }

  /**
   * @param {EventTarget | null} place
   * @returns {Batch}
   */
  makeBatch(place) {
    return { after: this.findBlock(place), key: this.composer.key, hasFocused: false };
  }

  /**
   * @param {File[]} files
   * @param {EventTarget | null} place
   */
  take(files, place) {
    this.isTouched = false;
    if (!getBody()) {
      this.statusTarget.textContent = this.panelTarget.dataset.noPlace;
      return;
    }
    const batch = this.makeBatch(place);
    for (const file of files) {
      const item = makeLine(this.itemTarget, file);
      this.listTarget.append(item);
      this.pictures.set(item, { file, batch, item });
      // Of unknown type: the server looks into it.
      if (file.type && !file.type.startsWith('image/')) {
        showProblem(item, this.panelTarget.dataset.noPicture);
      } else {
        this.send(item);
      }
    }
  }

  // What becomes of them

  /** @param {HTMLElement} item */
  send(item) {
    showProblem(item, '');
    showProgress(item, 0);
    this.waiting += 1;
    const fail = () => showProblem(item, this.panelTarget.dataset.noAnswer || '', 'retry');
    this.queue = this.queue.then(() => this.sendNext(item).catch(fail)).then(() => {
      this.waiting -= 1;
    });
  }

  /** @param {HTMLElement} item */
  async sendNext(item) {
    const picture = this.pictures.get(item);
    if (!picture || !item.isConnected) return;
    const problem = await this.upload(picture);
    // Left out meanwhile: it is in the library, and nowhere else.
    if (!item.isConnected) return;
    if (problem) showProblem(item, problem, 'retry');
    else this.insert(picture);
  }

  /**
   * @param {Picture} picture
   * @returns {Promise<string>} what went wrong, else ""
   */
  async upload(picture) {
    const { file, item } = picture;
    const { url, noAnswer, signedOut, tooLarge } = this.panelTarget.dataset;
    const onProgress = (/** @type {number} */ share) => showProgress(item, share);
    const send = () =>
      sendPicture(url, file, this.composer.token, onProgress, this.listening.signal);
    let answer = await send();
    if (answer.status === 403 && !answer.json) {
      // Signed out; or signed in again elsewhere, and only the token has aged.
      const isSignedIn = await this.composer.renewToken().catch(() => false);
      if (!isSignedIn) return signedOut;
      answer = await send();
    }
    if (answer.json?.errors) return answer.json.errors.join(' ');
    if (answer.status === 413) return tooLarge;
    if (!answer.json?.id) return noAnswer;
    picture.chosen = answer.json;
    return '';
  }

  /**
   * Put an uploaded picture into the update it was meant for.
   *
   * @param {Picture} picture
   */
  insert({ file, batch, item, chosen }) {
    const body = getBody();
    const { waits, added } = this.panelTarget.dataset;
    if (!body || this.composer.key !== batch.key) {
      showProblem(item, waits, 'place');
      return;
    }
    const { block, element } = insertPicture(body, chosen, batch.after);
    batch.after = block;
    item.remove();
    element.dispatchEvent(new Event('change', { bubbles: true }));
    this.statusTarget.textContent = `${added} ${file.name}`;
    if (!batch.hasFocused && !this.isTouched) {
      element.querySelector('[name$="-alt_text"]')?.focus();
    }
    batch.hasFocused = true;
  }

  /**
   * The picture of a pressed button. The focus moves on, for the button will go.
   *
   * @param {Event & {currentTarget: Element}} event
   * @returns {Picture}
   */
  press({ currentTarget }) {
    this.buttonTarget.focus();
    this.isTouched = false;
    return /** @type {any} */ (this.pictures.get(/** @type {any} */ (currentTarget.closest('li'))));
  }

  /** @param {Event & {currentTarget: Element}} event */
  retry(event) {
    const picture = this.press(event);
    picture.batch.hasFocused = false;
    this.send(picture.item);
  }

  /**
   * Into the update that is in the composer now.
   *
   * @param {Event & {currentTarget: Element}} event
   */
  place(event) {
    const picture = this.press(event);
    picture.batch = this.makeBatch(this.lastFocus);
    this.insert(picture);
  }

  /** @param {Event & {currentTarget: Element}} event */
  leave(event) {
    this.press(event).item.remove();
  }
}
