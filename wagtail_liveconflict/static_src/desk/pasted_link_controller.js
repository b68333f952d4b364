/**
 * Paste a link, get a quote. The address of a post, pasted into a quote's link (or,
 * alone, into its empty text), fills what is still empty: medium, verb, source, and
 * where the site allows asking the platform, words and time.
 *
 * Nothing waits for the answer, and nothing that was typed is replaced. Without an
 * answer the composer is as it was.
 */

const { Controller } = window.StimulusModule;

/** Milliseconds to wait for what an address says, and for what a platform says. */
const PATIENCE = { read: 8000, fetch: 20000 };

const ADDRESS = /^(https?:\/\/|tg:\/\/|[\w-]+(\.[\w-]+)*\.[a-z]{2,}\/)\S+$/i;

/**
 * @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field
 *
 * @typedef {object} Answer what `PastedLinkView` knows; `""` where it does not
 * @property {string} [error]
 * @property {string} [permalink]
 * @property {string} [platform]
 * @property {string} [medium]
 * @property {string} [verb]
 * @property {{id: number, title: string, edit_url: string | null} | null} [source]
 * @property {string} [name]
 * @property {string} [text]
 * @property {string} [said_at]
 * @property {string} [said_precision]
 * @property {string} [language]
 * @property {boolean} [may_fetch]
 * @property {string} [notice]
 */

/**
 * The fields of one quote, by the beginning of their names: `body-0-value`.
 */
class QuoteFields {
  /**
   * @param {Element} root
   * @param {string} prefix
   */
  constructor(root, prefix) {
    this.root = root;
    this.prefix = prefix;
  }

  /**
   * @param {string} name
   * @returns {Field | null}
   */
  get(name) {
    return this.root.querySelector(`[name="${CSS.escape(`${this.prefix}-${name}`)}"]`);
  }

  /**
   * @param {string} name
   * @returns {string}
   */
  read(name) {
    return (this.get(name)?.value || '').trim();
  }

  /**
   * Set a field and tell Wagtail (autosave, preview, growing text fields).
   *
   * @param {string} name
   * @param {string | undefined} value
   */
  write(name, value) {
    const field = this.get(name);
    if (!field || value === undefined || field.value === value) return;
    if (field instanceof HTMLSelectElement) {
      const isThere = [...field.options].some((option) => option.value === value);
      if (!isThere) return;
    }
    field.value = value;
    for (const type of ['input', 'change']) {
      field.dispatchEvent(new Event(type, { bubbles: true }));
    }
  }

  /**
   * Set a field unless it holds something already, or more than `untouched`.
   *
   * @param {string} name
   * @param {string | undefined} value
   * @param {string} untouched what the field holds when nobody has chosen
   */
  fill(name, value, untouched = '') {
    if (value && this.read(name) === untouched) this.write(name, value);
  }

  /** @param {Answer['source']} source */
  fillSource(source) {
    const input = this.get('source');
    // Whoever has typed a name means that one.
    if (!source || !input || input.value || this.read('name')) return;
    // Wagtail's chooser leaves its widget on its element.
    const chooser = document.getElementById(`${input.id}-chooser`);
    const { widget } = /** @type {any} */ (chooser || {});
    widget?.setState({ ...source, string: source.title });
  }

  /** @param {string} text */
  say(text) {
    const link = this.get('link');
    if (!link) return;
    const id = `${this.prefix}-link-status`;
    let message = document.getElementById(id);
    if (!message) {
      message = document.createElement('p');
      message.id = id;
      message.className = 'wlc-desk__message';
      message.setAttribute('role', 'status');
      link.after(message);
      const described = link.getAttribute('aria-describedby');
      link.setAttribute('aria-describedby', described ? `${described} ${id}` : id);
    }
    message.textContent = text;
  }
}

export class PastedLinkController extends Controller {
  static values = { url: String, filled: String, failed: String };

  /**
   * The address last asked for, and its request, by quote.
   *
   * @type {Map<string, {address: string, name: string, request: AbortController}>}
   */
  asked = new Map();

  isFilling = false;

  connect() {
    this.onInput = this.onInput.bind(this);
    this.onChange = this.onChange.bind(this);
    this.element.addEventListener('input', this.onInput);
    this.element.addEventListener('change', this.onChange);
  }

  disconnect() {
    this.element.removeEventListener('input', this.onInput);
    this.element.removeEventListener('change', this.onChange);
    for (const { request } of this.asked.values()) request.abort();
  }

  /**
   * Pasted or dropped: read at once.
   *
   * @param {Event} event
   */
  onInput(event) {
    const type = event instanceof InputEvent ? event.inputType : '';
    if (type === 'insertFromPaste' || type === 'insertFromDrop') this.look(event, true);
  }

  /**
   * Typed: read when the field is left.
   *
   * @param {Event} event
   */
  onChange(event) {
    this.look(event, false);
  }

  /**
   * @param {Event} event
   * @param {boolean} isPasted
   */
  look(event, isPasted) {
    const field = event.target;
    if (
      this.isFilling ||
      !(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
    )
      return;
    const [, prefix, name] = field.name.match(/^(.+)-(link|text)$/) || [];
    if (!prefix || !name || (name === 'text' && !isPasted)) return;
    const quote = new QuoteFields(this.element, prefix);
    // Other blocks have a link or a text as well.
    if (!quote.get('medium') || !quote.get('source')) return;
    const address = field.value.trim();
    if (name === 'text' && (quote.read('link') || !ADDRESS.test(address))) return;
    this.ask(quote, name, address);
  }

  /**
   * @param {QuoteFields} quote
   * @param {string} name the field the address stands in
   * @param {string} address
   */
  async ask(quote, name, address) {
    const before = this.asked.get(quote.prefix);
    if (before && before.address === address && before.name === name) return;
    before?.request.abort();
    const request = new AbortController();
    this.asked.set(quote.prefix, { address, name, request });
    quote.say('');
    if (!ADDRESS.test(address)) return;
    try {
      const answer = await this.load(address, request, false);
      // Written over, or moved elsewhere, since it was asked for.
      if (quote.read(name) !== address) return;
      if (answer.error) {
        quote.say(answer.error);
        return;
      }
      if (name === 'text' && (!answer.platform || quote.read('link'))) return;
      this.fill(quote, name, answer);
      if (!answer.platform) return;
      quote.say(this.filledValue);
      if (!answer.may_fetch) return;
      const more = await this.load(address, request, true);
      if (quote.read('link') !== (answer.permalink || address)) return;
      this.fill(quote, 'link', more);
      if (more.notice) quote.say(more.notice);
    } catch {
      // No connection, no patience, or an answer that is none. A newer request
      // speaks for itself.
      if (this.asked.get(quote.prefix)?.request !== request) return;
      this.asked.delete(quote.prefix);
      quote.say(this.failedValue);
    }
  }

  /**
   * @param {string} address
   * @param {AbortController} request
   * @param {boolean} isFetched whether the platform is asked as well
   * @returns {Promise<Answer>}
   */
  async load(address, request, isFetched) {
    const query = new URLSearchParams({ url: address });
    if (isFetched) query.set('fetch', '1');
    const patience = isFetched ? PATIENCE.fetch : PATIENCE.read;
    const timer = window.setTimeout(() => request.abort(), patience);
    try {
      const response = await fetch(`${this.urlValue}?${query}`, {
        headers: { 'Accept': 'application/json', 'X-Requested-With': 'XMLHttpRequest' },
        signal: request.signal,
      });
      if (!response.ok && response.status !== 400) throw new Error('refused');
      return await response.json();
    } finally {
      window.clearTimeout(timer);
    }
  }

  /**
   * @param {QuoteFields} quote
   * @param {string} name the field the address stands in
   * @param {Answer} answer
   */
  fill(quote, name, answer) {
    this.isFilling = true;
    try {
      if (name === 'text') quote.write('text', '');
      quote.write('link', answer.permalink);
      const asked = this.asked.get(quote.prefix);
      if (asked) Object.assign(asked, { address: quote.read('link'), name: 'link' });
      quote.fill('medium', answer.medium);
      quote.fill('verb', answer.verb, 'said');
      quote.fillSource(answer.source);
      if (!quote.read('source')) quote.fill('name', answer.name);
      quote.fill('text', answer.text);
      quote.fill('language', answer.language);
      if (answer.said_at && !quote.read('said_at')) {
        quote.write('said_at', answer.said_at);
        quote.fill('said_precision', answer.said_precision, 'minute');
      }
    } finally {
      this.isFilling = false;
    }
  }
}
