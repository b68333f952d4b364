/**
 * While the sentence of a new claim is typed: which open claims are near it. Choosing
 * one closes the dialog with it, so that there are no two claims for one thing.
 */

const { Controller } = window.StimulusModule;

/** Milliseconds without a key before the server is asked. */
const PAUSE = 350;

export class NearClaimsController extends Controller {
  static targets = ['list'];

  static values = { url: String };

  /** @type {number | undefined} */
  timer = undefined;

  /** @type {AbortController | null} */
  request = null;

  asked = '';

  shown = '';

  disconnect() {
    window.clearTimeout(this.timer);
    this.request?.abort();
  }

  /**
   * @param {InputEvent} event
   */
  look(event) {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(field.value.trim()), PAUSE);
  }

  /**
   * @param {string} typed
   */
  async ask(typed) {
    if (typed === this.asked) return;
    this.asked = typed;
    this.request?.abort();
    const request = new AbortController();
    this.request = request;
    try {
      const query = new URLSearchParams([['q', typed]]);
      const response = await fetch(`${this.urlValue}?${query}`, {
        headers: { 'X-Requested-With': 'XMLHttpRequest' },
        signal: request.signal,
      });
      const html = response.ok && !response.redirected ? (await response.text()).trim() : '';
      // Said again only where it is something else: screen readers read it out.
      if (html !== this.shown) this.listTarget.innerHTML = html;
      this.shown = html;
    } catch {
      // Written on, or no connection: a claim can be created all the same.
    }
  }

  /**
   * Wagtail's script knows which links choose only when the dialog opens: this one
   * is chosen through a link that was there.
   *
   * @param {MouseEvent} event
   */
  choose(event) {
    const link = event.target instanceof Element && event.target.closest('a');
    const dialog = this.element.closest('.modal-body');
    const choice = dialog && dialog.querySelector('[data-wlc-near-choice]');
    if (!link || !(choice instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    choice.href = link.href;
    choice.click();
  }
}
