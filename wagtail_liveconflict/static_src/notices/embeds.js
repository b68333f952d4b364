/**
 * <liveconflict-embed>: a card for a post elsewhere, which is loaded in its platform's
 * frame once the reader has asked for it, and not before.
 *
 * What is put below the card stands in a shadow of the element, where it makes no
 * difference between what the server sends and what is on the page; a style sheet
 * reaches it by `::part()`. What the site allows, and the words, are in the page's
 * <template id="liveconflict-embeds">. Without it a card stays a link.
 */
import {
  CONSENT,
  getNotice,
  isProviderAllowed,
  onProviders,
  rememberProvider,
} from './choices.js';

/**
 * @typedef {object} Provider
 * @property {string} label
 * @property {string[]} origins
 * @property {string} sandbox
 * @property {string} allow
 * @property {string} referrerPolicy
 * @property {number} height CSS pixels
 * @property {string} ratio of a video, such as "16 / 9", or ""
 */

// CSS pixels: what a frame may ask for.
const LEAST = 80;
const MOST = 3000;

/** Modes of the cookie notice in which its settings list what is remembered. */
const HAS_SETTINGS = ['notice', 'consent'];

/** Frames that were asked for on this page: an update that is edited keeps its own. */
const opened = new Set();

/** @type {Set<LiveconflictEmbed>} */
const embeds = new Set();

/** @returns {HTMLTemplateElement | null} */
function getTemplate() {
  return document.querySelector('template#liveconflict-embeds');
}

/**
 * What a frame tells of its height, each platform in its own way.
 * @param {any} data
 * @returns {number} NaN for anything else
 */
function readHeight(data) {
  try {
    const told = typeof data === 'string' ? JSON.parse(data) : data;
    const [x] = told['twttr.embed']?.params ?? [];
    return Number(told.height ?? told.details?.height ?? x?.height);
  } catch {
    return NaN;
  }
}

export class LiveconflictEmbed extends HTMLElement {
  connectedCallback() {
    embeds.add(this);
    if (!this.shadowRoot) this.offer();
  }

  disconnectedCallback() {
    embeds.delete(this);
  }

  /** Ask, where the site allows this post to be opened. */
  offer() {
    const { frame = '', provider: code = '' } = this.dataset;
    const template = getTemplate();
    /** @type {Provider | undefined} */
    const provider = JSON.parse(template?.dataset.providers ?? '{}')[code];
    if (!template || !provider) return;
    const { origin } = new URL(frame, document.baseURI);
    if (!provider.origins.includes(origin)) return;
    this.provider = provider;
    this.origin = origin;
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.append(template.content.cloneNode(true));
    shadow.querySelectorAll('p, button, label, a').forEach((element) => {
      element.childNodes.forEach((node) => {
        if (node.nodeType !== Node.TEXT_NODE) return;
        node.textContent = (node.textContent ?? '').replace('{site}', provider.label);
      });
    });
    const link = shadow.querySelector('a');
    if (link) link.href = this.querySelector('a')?.href ?? '';
    this.find('elsewhere').hidden = true;
    const show = this.find('show');
    show.addEventListener('click', () => this.press());
    // Of ten buttons that say the same, which post each is for.
    show.setAttribute('aria-label', `${show.textContent}: ${this.dataset.title}`);
    // What could not be taken back is not offered: that is done in the cookie settings.
    const { mode = '' } = getNotice()?.dataset ?? {};
    if (!HAS_SETTINGS.includes(mode)) this.find('always').remove();
    if (opened.has(frame) || isProviderAllowed(code)) this.show();
  }

  /**
   * @param {string} part
   * @returns {HTMLElement}
   */
  find(part) {
    return /** @type {HTMLElement} */ (this.shadowRoot?.querySelector(`[part~=${part}]`));
  }

  press() {
    const { frame = '', provider = '' } = this.dataset;
    const isAlways = this.shadowRoot?.querySelector('input')?.checked;
    // What is always shown is taken back with that, also here.
    if (!isAlways) opened.add(frame);
    this.show()?.focus();
    if (isAlways) rememberProvider(provider, this.provider?.label ?? provider);
  }

  /** @returns {HTMLIFrameElement | undefined} */
  show() {
    const { provider } = this;
    if (!provider || this.frame) return this.frame;
    const frame = document.createElement('iframe');
    const { allow, height, ratio, referrerPolicy, sandbox } = provider;
    frame.title = this.dataset.title ?? provider.label;
    frame.setAttribute('sandbox', sandbox);
    frame.setAttribute('part', 'frame');
    frame.setAttribute('referrerpolicy', referrerPolicy);
    frame.setAttribute('loading', 'lazy');
    if (allow) frame.allow = allow;
    if (ratio) frame.style.aspectRatio = ratio;
    else frame.style.height = `${height}px`;
    frame.src = this.dataset.frame ?? '';
    // Mastodon tells its height only to those who ask.
    frame.addEventListener('load', () =>
      frame.contentWindow?.postMessage({ type: 'setHeight', id: 1 }, this.origin ?? '/'),
    );
    this.frame = frame;
    this.ask = this.find('ask');
    this.ask.replaceWith(frame);
    this.find('elsewhere').hidden = false;
    this.find('card').setAttribute('part', 'card replaced');
    return frame;
  }

  /** As before it was shown: the reader does not want it any more. */
  close() {
    const { ask, frame } = this;
    if (!ask || !frame) return;
    frame.replaceWith(ask);
    this.frame = undefined;
    this.find('elsewhere').hidden = true;
    this.find('card').setAttribute('part', 'card');
  }

  /** Whether it is allowed may have changed; a press of its own button stays. */
  look() {
    const { frame = '', provider = '' } = this.dataset;
    if (isProviderAllowed(provider)) this.show();
    else if (!opened.has(frame)) this.close();
  }

  /** @param {MessageEvent} event */
  hear({ data, origin, source }) {
    const { frame, provider } = this;
    if (!frame || provider?.ratio || origin !== this.origin) return;
    if (source !== frame.contentWindow) return;
    const height = readHeight(data);
    if (!height) return;
    const before = frame.getBoundingClientRect();
    frame.style.height = `${Math.ceil(Math.min(MOST, Math.max(LEAST, height)))}px`;
    const grown = frame.getBoundingClientRect().bottom - before.bottom;
    // What the reader is at stays where it is.
    if (before.bottom < 0 && grown) window.scrollBy({ top: grown, behavior: 'instant' });
  }
}

// A page may load the script twice: with several posts, or through the theme.
if (!customElements.get('liveconflict-embed')) {
  window.addEventListener('message', (event) =>
    embeds.forEach((embed) => embed.hear(event)),
  );
  // Chosen in another place of the page, in the cookie settings, or in another tab.
  const look = () => embeds.forEach((embed) => embed.look());
  onProviders(look);
  document.addEventListener(CONSENT, look);
  customElements.define('liveconflict-embed', LiveconflictEmbed);
}
