/**
 * The desk around Wagtail's composer. Buttons in the stream post by themselves,
 * so that the update being written stays where it is. Without this script they
 * are plain form posts.
 *
 * Wagtail provides Stimulus: `window.StimulusModule`.
 */

const { Controller } = window.StimulusModule;

export class DeskController extends Controller {
  static targets = ['stream', 'message'];

  /**
   * Post the form of a pressed button and show the stream as it is then.
   *
   * @param {SubmitEvent} event
   */
  async act(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.dataset.busy) return;
    form.dataset.busy = 'true';
    try {
      const response = await fetch(form.action, {
        method: 'POST',
        body: new FormData(form),
        headers: { 'Accept': 'application/json', 'X-Liveconflict-Stream': '1' },
      });
      const isJSON = (response.headers.get('Content-Type') || '').includes('json');
      if (!isJSON || response.redirected) {
        // An expired session or a refused right: the plain post says which.
        form.submit();
        return;
      }
      const { html, message } = await response.json();
      this.show(html, form);
      this.messageTarget.textContent = message;
    } catch {
      // No connection: leave everything as it is, and say so.
      this.messageTarget.textContent = this.element.dataset.wlcDeskOffline || '';
    } finally {
      delete form.dataset.busy;
    }
  }

  /**
   * Replace the stream, and keep the focus on the entry it was in.
   *
   * @param {string} html rendered by our own server
   * @param {HTMLFormElement} form
   */
  show(html, form) {
    const entry = form.closest('[data-update-id]');
    const id = entry instanceof HTMLElement ? entry.dataset.updateId : '';
    const hadFocus = this.streamTarget.contains(document.activeElement);
    this.streamTarget.innerHTML = html;
    if (hadFocus && id) {
      const again = this.streamTarget.querySelector(`[data-update-id="${id}"] button`);
      if (again instanceof HTMLElement) again.focus();
    }
  }
}
