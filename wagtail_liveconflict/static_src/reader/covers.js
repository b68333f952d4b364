/**
 * <liveconflict-cover>: sensitive media, of which nothing is on the page but the reason
 * and a link to a page of its own. Here the link opens it in its place; where this does
 * not come, or what it asks for, it stays a link.
 */

const MEDIA = '[data-liveconflict-media]';

/** What was asked for on this page: addresses, which an update that is edited keeps, each
 * with the version, which another picture or reason in the same place does not have. */
const opened = new Set();

/**
 * The media on the page at an address. It is read as a document of its own, in which
 * nothing is loaded, and without making markup out of text.
 * @param {string} url
 * @returns {Promise<HTMLElement | null | undefined>}
 */
function load(url) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    request.responseType = 'document';
    request.onload = () => {
      /** @type {HTMLElement | null | undefined} */
      const found = request.responseXML?.querySelector(MEDIA);
      resolve(found);
    };
    request.onerror = () => resolve(null);
    request.send();
  });
}

export class LiveconflictCover extends HTMLElement {
  connectedCallback() {
    /** @type {HTMLAnchorElement | null} In front of a template no link, but a span. */
    const link = this.querySelector('.liveconflict-cover__link');
    if (!link || !(link.href || this.querySelector('template'))) return;
    this.link = link;
    const words = link.querySelector('.liveconflict-cover__show');
    if (words instanceof HTMLElement) words.hidden = false;
    if (!link.href) link.tabIndex = 0;
    this.key = `${link.href} ${this.dataset.version}`;
    // It leads nowhere any more; a button is pressed with the space bar as well.
    link.setAttribute('role', 'button');
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      if (this.isPlain) return;
      event.preventDefault();
      this.show();
    };
    link.onkeydown = (event) => {
      const isEnter = event.key === 'Enter' && !link.href;
      if (event.key !== ' ' && !isEnter) return;
      event.preventDefault();
      link.click();
    };
    if (link.href && opened.has(this.key)) this.put();
  }

  async show() {
    const { link } = this;
    if (!link || this.hasAttribute('aria-busy')) return;
    const media = await this.put();
    if (media) media.focus({ preventScroll: true });
    else {
      // Its own page says what became of it.
      this.isPlain = true;
      link.click();
    }
  }

  /** @returns {Promise<HTMLElement | null | undefined>} */
  async put() {
    const { link } = this;
    if (!link) return null;
    this.setAttribute('aria-busy', 'true');
    const kept = this.querySelector('template')?.content.querySelector(MEDIA);
    const found = link.href
      ? await load(link.href)
      : /** @type {HTMLElement | null | undefined} */ (kept?.cloneNode(true));
    this.removeAttribute('aria-busy');
    if (!found || this.media) return this.media ?? found;
    const media = document.adoptNode(found);
    const hide = media.querySelector(':scope > button');
    if (hide instanceof HTMLElement) {
      hide.hidden = false;
      hide.onclick = () => this.cover();
    }
    media.tabIndex = -1;
    media.onkeydown = (event) => {
      if (event.key === 'Escape') this.cover();
    };
    opened.add(this.key);
    this.media = media;
    link.hidden = true;
    this.append(media);
    return media;
  }

  cover() {
    const { link, media } = this;
    if (!link || !media) return;
    opened.delete(this.key);
    this.media = null;
    media.remove();
    link.hidden = false;
    link.focus({ preventScroll: true });
  }
}

// A page may load the script twice: with several covers, or through the theme.
if (!customElements.get('liveconflict-cover')) {
  customElements.define('liveconflict-cover', LiveconflictCover);
}
