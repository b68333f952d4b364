/**
 * <liveconflict-passing data-until="2026-11-24T15:30:00+00:00">: hides itself when its
 * time is over.
 *
 * The server sends the same bytes to all pages, whenever they ask, so it cannot leave
 * out what has grown old since the last change; a page that is loaded then has none.
 */

// Milliseconds. Browsers take a longer wait for none.
const LONGEST_WAIT = 2 ** 31 - 1;

export class LiveconflictPassing extends HTMLElement {
  connectedCallback() {
    this.check();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  check() {
    // A time that cannot be read is never over.
    const left = Date.parse(this.dataset.until ?? '') - Date.now();
    this.hidden = left <= 0;
    if (left > 0) {
      this.timer = setTimeout(
        () => this.check(),
        Math.min(left, LONGEST_WAIT),
      );
    }
  }
}
