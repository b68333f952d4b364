/** The fields of one block in a form, and what the address of a post says of them. */

/** Characters, as the card's teaser has them. */
const LONGEST_TEASER = 500;

/**
 * @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field
 *
 * @typedef {object} Answer what `PastedLinkView` knows; `""` where it does not
 * @property {string} [error]
 * @property {string} [permalink]
 * @property {string} [platform]
 * @property {string} [site] its name
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
 * The fields of one block, by the beginning of their names: `body-0-value`.
 */
export class BlockFields {
  /** The field that the address of a post belongs to. */
  addressName = 'link';


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
    const link = this.get(this.addressName);
    if (!link) return;
    const id = `${this.prefix}-${this.addressName}-status`;
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

  /** Whether the block takes what an address says. */
  get isOne() {
    return Boolean(this.get(this.addressName));
  }

  /** @param {Answer} answer */
  take(answer) {
    this.write(this.addressName, answer.permalink);
  }
}

/** A quote from a source. */
export class QuoteFields extends BlockFields {
  get isOne() {
    // Other blocks have a link or a text as well.
    return Boolean(this.get('medium') && this.get('source'));
  }

  /** @param {Answer} answer */
  take(answer) {
    super.take(answer);
    this.fill('medium', answer.medium);
    this.fill('verb', answer.verb, 'said');
    this.fillSource(answer.source);
    if (!this.read('source')) this.fill('name', answer.name);
    this.fill('text', answer.text);
    this.fill('language', answer.language);
    if (answer.said_at && !this.read('said_at')) {
      this.write('said_at', answer.said_at);
      this.fill('said_precision', answer.said_precision, 'minute');
    }
  }
}

/** A link card. */
export class CardFields extends BlockFields {
  addressName = 'url';

  get isOne() {
    return Boolean(this.get('provider') && this.get('posted_at'));
  }

  /** @param {Answer} answer */
  take(answer) {
    super.take(answer);
    const { name = '', source, text = '' } = answer;
    this.fill('provider', answer.site);
    this.fill('author', source?.title || name);
    // Cut short it would say something else.
    if (text.length <= LONGEST_TEASER) this.fill('text', text);
    // The card knows no other precision.
    if (answer.said_precision === 'minute') this.fill('posted_at', answer.said_at);
  }
}
