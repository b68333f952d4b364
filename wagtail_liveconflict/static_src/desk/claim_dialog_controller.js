/**
 * Opens what a link leads to (a change of status, a refusal) in Wagtail's dialog.
 * Without this script the link is followed: there it is a page.
 */

const { Controller } = window.StimulusModule;

export class ClaimDialogController extends Controller {
  /**
   * @param {MouseEvent} event
   */
  open(event) {
    // In a new tab or window it is a page.
    if (event.ctrlKey || event.metaKey || event.shiftKey || !window.ModalWorkflow) return;
    event.preventDefault();
    const link = /** @type {HTMLAnchorElement} */ (this.element);
    window.ModalWorkflow({
      url: link.href,
      triggerElement: link,
      onload: {
        claim: (/** @type {any} */ modal) => {
          const [body] = modal.body;
          const form = body.querySelector('form[data-wlc-claim-form]');
          modal.ajaxifyForm(form);
          // What is wrong first, else the first thing to choose.
          const first =
            body.querySelector('[aria-invalid="true"]') ||
            form.querySelector('[type="radio"]:checked') ||
            form.querySelector('input:not([type="hidden"]), select, textarea');
          if (!first) return;
          first.focus();
          // The dialog itself takes the focus once it has come in.
          modal.container.one('shown.bs.modal', () => first.focus());
        },
        done: (/** @type {any} */ modal, /** @type {{next: string}} */ answer) => {
          modal.close();
          const here = `${window.location.pathname}${window.location.search}`;
          if (answer.next === here) window.location.reload();
          else window.location.assign(answer.next);
        },
      },
      // An expired session, a refused right, no connection: the page says which.
      onError: () => window.location.assign(link.href),
    });
  }
}
