/**
 * What is being written, kept in this browser until the server has confirmed it: a
 * crash, an expired session or a cut line costs nobody a word.
 *
 * @typedef {object} Copy
 * @property {string} key
 * @property {string} at when it was written, as the browser's clock has it
 * @property {string} action where its form is posted to
 * @property {string} words the first of them, to know it by
 * @property {[string, string][]} entries
 */

/** Days after which nobody asks for a copy any more. */
const KEPT_FOR = 7;

export class LocalCopies {
  /** @param {string} owner whose, and of which live blog */
  constructor(owner) {
    this.prefix = `wagtail-liveconflict:${owner}:`;
    /** @type {Map<string, () => void>} */
    this.held = new Map();
  }

  /**
   * @param {string} key
   * @param {Omit<Copy, 'key' | 'at'>} copy
   */
  write(key, copy) {
    this.hold(key);
    const value = JSON.stringify({ ...copy, at: new Date().toISOString() });
    try {
      window.localStorage.setItem(this.prefix + key, value);
    } catch {
      // No room, or no storage: the server's drafts remain.
    }
  }

  /** @param {string} key */
  remove(key) {
    try {
      window.localStorage.removeItem(this.prefix + key);
    } catch {
      // Nothing is kept where there is no storage.
    }
    this.held.get(key)?.();
    this.held.delete(key);
  }

  /**
   * Copies that no open page is still writing, newest first.
   *
   * @returns {Promise<Copy[]>}
   */
  async find() {
    const held = await this.getHeld();
    /** @type {Copy[]} */
    const copies = [];
    try {
      const names = Object.keys(window.localStorage).filter(
        (name) => name.startsWith(this.prefix) && !held.has(name),
      );
      for (const name of names) {
        const key = name.slice(this.prefix.length);
        const copy = JSON.parse(window.localStorage.getItem(name) || 'null');
        const age = Date.now() - Date.parse(copy?.at || '');
        if (age > KEPT_FOR * 86_400_000) this.remove(key);
        else if (copy && !this.held.has(key)) copies.push({ ...copy, key });
      }
    } catch {
      return [];
    }
    return copies.sort((one, other) => other.at.localeCompare(one.at));
  }

  /**
   * Tell other pages of this browser that this one is still writing it. The browser
   * lets go of a lock when its page is closed, however that happens.
   *
   * @param {string} key
   */
  hold(key) {
    if (this.held.has(key)) return;
    this.held.set(key, () => {});
    navigator.locks?.request(
      this.prefix + key,
      { ifAvailable: true },
      (lock) =>
        lock &&
        new Promise((resolve) => {
          this.held.set(key, () => resolve(undefined));
        }),
    );
  }

  /** @returns {Promise<Set<string>>} names of copies that open pages are writing */
  async getHeld() {
    const locks = await navigator.locks?.query();
    return new Set((locks?.held || []).map((lock) => lock.name || ''));
  }
}
