/**
 * Paste a link, get a quote, or a card. The address of a post, pasted into a quote's
 * link (or, alone, into its empty text), fills what is still empty: medium, verb,
 * source, and where the site allows asking the platform, words and time. Pasted into a
 * link card it fills site, author, time and teaser.
 *
 * Nothing waits for the answer, and nothing that was typed is replaced. Without an
 * answer the composer is as it was.
 */

import { CardFields, QuoteFields } from './block_fields.js';

const { Controller } = window.StimulusModule;

/** Milliseconds to wait for what an address says, and for what a platform says. */
const PATIENCE = { read: 8000, fetch: 20000 };

const ADDRESS = /^(https?:\/\/|tg:\/\/|[\w-]+(\.[\w-]+)*\.[a-z]{2,}\/)\S+$/i;

export class PastedLinkController extends Controller {
  static values = { url: String, filled: String, failed: String };

  /**
   * The address last asked for, and its request, by block.
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
    const [, prefix, name] = field.name.match(/^(.+)-(link|text|url)$/) || [];
    if (!prefix || !name || (name === 'text' && !isPasted)) return;
    const Fields = name === 'url' ? CardFields : QuoteFields;
    const block = new Fields(this.element, prefix);
    if (!block.isOne) return;
    const address = field.value.trim();
    if (name === 'text' && (block.read('link') || !ADDRESS.test(address))) return;
    this.ask(block, name, address);
  }

  /**
   * @param {import('./block_fields.js').BlockFields} block
   * @param {string} name the field the address stands in
   * @param {string} address
   */
  async ask(block, name, address) {
    const before = this.asked.get(block.prefix);
    if (before && before.address === address && before.name === name) return;
    before?.request.abort();
    const request = new AbortController();
    this.asked.set(block.prefix, { address, name, request });
    block.say('');
    if (!ADDRESS.test(address)) return;
    try {
      const answer = await this.load(address, request, false);
      // Written over, or moved elsewhere, since it was asked for.
      if (block.read(name) !== address) return;
      if (answer.error) {
        block.say(answer.error);
        return;
      }
      if (name === 'text' && (!answer.platform || block.read(block.addressName))) return;
      this.fill(block, name, answer);
      if (!answer.platform) return;
      block.say(this.filledValue);
      if (!answer.may_fetch) return;
      const more = await this.load(address, request, true);
      if (block.read(block.addressName) !== (answer.permalink || address)) return;
      this.fill(block, block.addressName, more);
      if (more.notice) block.say(more.notice);
    } catch {
      // No connection, no patience, or an answer that is none. A newer request
      // speaks for itself.
      if (this.asked.get(block.prefix)?.request !== request) return;
      this.asked.delete(block.prefix);
      block.say(this.failedValue);
    }
  }

  /**
   * @param {string} address
   * @param {AbortController} request
   * @param {boolean} isFetched whether the platform is asked as well
   * @returns {Promise<import('./block_fields.js').Answer>}
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
   * @param {import('./block_fields.js').BlockFields} block
   * @param {string} name the field the address stands in
   * @param {import('./block_fields.js').Answer} answer
   */
  fill(block, name, answer) {
    this.isFilling = true;
    try {
      if (name === 'text') block.write('text', '');
      block.take(answer);
      const asked = this.asked.get(block.prefix);
      const { addressName } = block;
      const address = block.read(addressName);
      if (asked) Object.assign(asked, { address, name: addressName });
    } finally {
      this.isFilling = false;
    }
  }
}
