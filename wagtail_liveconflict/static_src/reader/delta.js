/** One question to the server: what has changed after the cursor held? */

/**
 * @typedef {object} ChangedUpdate
 * @property {number} id
 * @property {number} ordinal counted from the oldest update of the blog
 * @property {'live' | 'withdrawn' | 'removed'} state
 * @property {string} [html] absent when removed
 */

/**
 * @typedef {object} Delta
 * @property {string} cursor
 * @property {number} [wait] seconds
 * @property {ChangedUpdate[]} [updates]
 * @property {{ state: string, label?: string, parts?: Record<string, string> }} [blog]
 * @property {boolean} [stop] the blog has ended
 * @property {boolean} [reload] the cursor is too old or foreign
 * @property {boolean} [halt] the site has switched delivery off
 */

/**
 * `failures` are counted in a row; `retryAfter` is in seconds, 0 when the server
 * named none.
 *
 * @typedef {{ kind: 'changes' | 'ended', delta: Delta }
 *   | { kind: 'same' | 'reload' | 'gone' | 'halted' }
 *   | { kind: 'failed', failures: number, retryAfter: number }} Answer
 */

/** @typedef {(url: string, options: RequestInit) => Promise<Response>} Fetch */

/** Kinds of answers after which there is nothing more to ask. */
export const LAST = ['ended', 'reload', 'gone', 'halted'];

// Milliseconds. An answer that never comes must not stop the questions for good.
const TIMEOUT = 20000;

/**
 * A cursor is "<epoch>-<number>". Only numbers of one epoch compare.
 * @param {string} cursor
 * @param {string} held
 */
function isOlder(cursor, held) {
  const [epoch, number = 0] = cursor.split('-');
  const [heldEpoch, heldNumber = 0] = held.split('-');
  return epoch === heldEpoch && Number(number) < Number(heldNumber);
}

export class DeltaSource {
  /**
   * @param {string} url prefix; the cursor and a slash are put after it
   * @param {string} cursor
   * @param {Fetch} fetch
   */
  constructor(url, cursor, fetch) {
    this.url = url;
    this.cursor = cursor;
    this.fetch = fetch;
    this.etag = '';
    this.offersStream = false;
    this.failures = 0;
    // Milliseconds by which the server's clock is ahead of the reader's.
    this.ahead = NaN;
    this.running = new AbortController();
  }

  /** @returns {number} milliseconds, by the server's clock; NaN before it is known */
  getNow() {
    return Date.now() + this.ahead;
  }

  abort() {
    this.running.abort();
  }

  /** @returns {Promise<Answer>} */
  async ask() {
    this.running = new AbortController();
    const timer = setTimeout(() => this.abort(), TIMEOUT);
    try {
      const response = await this.fetch(`${this.url}${this.cursor}/`, {
        // Everyone gets the same answer; cookies only keep proxies from sharing it.
        credentials: 'omit',
        headers: this.etag ? { 'If-None-Match': this.etag } : {},
        signal: this.running.signal,
      });
      return await this.read(response);
    } catch {
      return this.fail(0);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * @param {number} retryAfter
   * @returns {Answer}
   */
  fail(retryAfter) {
    this.failures += 1;
    return { kind: 'failed', failures: this.failures, retryAfter };
  }

  /**
   * @param {Response} response
   * @returns {Promise<Answer>}
   */
  async read(response) {
    const { headers, ok, status } = response;
    if (!ok && ![304, 400, 404].includes(status)) {
      // As a date it would depend on the reader's clock being right.
      return this.fail(Number(headers.get('Retry-After')) || 0);
    }
    // An answer out of a cache is as old as that says.
    const age = Number(headers.get('Age')) * 1000;
    const now = Date.parse(headers.get('Date') ?? '') + age;
    if (now) this.ahead = now - Date.now();
    this.offersStream = headers.get('Liveconflict-Stream') === '1';
    /** @type {Delta | null} */
    const delta = ok ? await response.json() : null;
    this.failures = 0;
    if (status === 404) return { kind: 'gone' };
    if (status === 400) return { kind: 'reload' };
    if (!delta) return { kind: 'same' };
    const isSame = delta.cursor === this.cursor;
    const answer = this.take(delta);
    this.etag = (isSame && headers.get('ETag')) || '';
    return answer;
  }

  /**
   * @param {Delta} delta asked for, or streamed
   * @returns {Answer}
   */
  take(delta) {
    const { cursor, halt, reload, stop } = delta;
    if (halt) return { kind: 'halted' };
    if (reload) return { kind: 'reload' };
    // A proxy may still hand out an older answer; it would undo newer changes.
    if (isOlder(cursor, this.cursor)) return { kind: 'same' };
    if (cursor !== this.cursor) this.etag = '';
    this.cursor = cursor;
    return { kind: stop ? 'ended' : 'changes', delta };
  }

  /**
   * @param {string} from where changes begin that another tab has heard of
   * @returns {boolean} whether some before them are missing here
   */
  lacks(from) {
    return this.cursor !== from && !isOlder(from, this.cursor);
  }
}
