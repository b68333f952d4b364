/**
 * <liveconflict-blog>: keeps an open page of a live blog up to date.
 *
 * Everything it holds is complete in the HTML the server sent; this only asks
 * for changes, or streams them, and has them put in their place. Its events bubble:
 *
 *   liveconflict:checked     after each answer, asked for or streamed,
 *                            and after none; detail { kind }
 *   liveconflict:update      an update changed in place; detail { id, state }
 *   liveconflict:held        more or fewer updates wait; detail { count }
 *   liveconflict:shown       held updates were inserted; detail { ids }
 *   liveconflict:connection  lost or back; detail { lost }
 *   liveconflict:ended       the blog has ended: nothing is asked any more
 *   liveconflict:reload      the page has to be loaded anew: nothing is asked
 *   liveconflict:gone        the page is no longer public: nothing is asked
 *   liveconflict:halted      the site has switched delivery off: nothing is asked
 */
import { Delivery } from './delivery.js';
import { DeltaSource } from './delta.js';
import { OpenPage } from './open_page.js';

const DEFAULT_WAIT = 5;

export class LiveconflictBlog extends HTMLElement {
  connectedCallback() {
    const { changesUrl = '', cursor, mode, state, streamUrl, wait } = this.dataset;
    const source = new DeltaSource(changesUrl, cursor ?? '0', (url, options) =>
      this.fetch(url, options),
    );
    const page = new OpenPage(this, source, () => this.load('tools'));
    page.start();
    this.page = page;
    // The element itself listens, so that it never does so twice.
    this.addEventListener('click', this);

    if (!changesUrl || mode === 'preview' || state === 'ended') return;
    this.delivery = new Delivery(
      source,
      streamUrl ?? '',
      Number(wait) || DEFAULT_WAIT,
      (answer) => page.receive(answer),
      () => this.load('stream'),
    );
    this.delivery.start();
  }

  disconnectedCallback() {
    this.page?.stop();
    this.delivery?.stop();
  }

  /** @param {MouseEvent} event */
  handleEvent(event) {
    this.page?.onClick(event);
  }

  /**
   * The seam for tests and for sites that need to add something.
   * @param {string} url
   * @param {RequestInit} options
   */
  fetch(url, options) {
    return window.fetch(url, options);
  }

  /**
   * By an address that the server says: hashed, and known only there.
   * @param {'covers' | 'stream' | 'tools'} name of what not every page needs
   * @returns {Promise<any>}
   */
  load(name) {
    return import(this.dataset[`${name}Script`] ?? '');
  }
}
