/**
 * A stream of changes (server-sent events), which the visible tabs of one live
 * blog share: the tab that holds the lock streams and hands on what it hears,
 * the others listen to it.
 *
 * It never connects again by itself: what follows an end is not decided here.
 */

/** @typedef {import('./delta.js').Delta} Delta */

/**
 * `from` is the cursor that a note begins at; one without a delta is a sign of
 * life. "blocked": a stream was opened, and nothing came through. `wait` is in
 * seconds.
 *
 * @typedef {{ from: string, delta?: Delta }
 *   | { end: 'lost' | 'blocked' | 'bye' | 'gone', wait?: number }} Note
 */

// Seconds. The server says something at once, and then every twenty.
const LONGEST_DELAY = 1;
const FIRST_SILENCE = 10;
const LONGEST_SILENCE = 50;

// What a tab asks that has begun to listen: "where are you?"
const HELLO = 'hello';

export class SharedStream {
  /**
   * @param {string} url prefix; the cursor and a slash are put after it
   * @param {() => string} getCursor
   * @param {(note: Note) => void} onNote
   */
  constructor(url, getCursor, onNote) {
    this.url = url;
    this.getCursor = getCursor;
    this.onNote = onNote;
    this.isOpen = false;
    this.isLeading = false;
    // When something was first heard.
    this.since = Infinity;
    this.watchdog = 0;
    this.closing = new AbortController();
  }

  async open() {
    this.close();
    this.isOpen = true;
    this.closing = new AbortController();
    const { signal } = this.closing;
    const name = `liveconflict:${this.url}`;
    this.expect(LONGEST_SILENCE, 'blocked');
    try {
      const channel = new BroadcastChannel(name);
      this.channel = channel;
      channel.onmessage = ({ data }) => this.onPost(data);
      channel.postMessage(HELLO);
      await navigator.locks.request(name, { signal }, () => this.lead(signal));
    } catch {
      if (signal.aborted) return;
      // Missing, or forbidden together with cookies: a stream of its own.
      this.channel?.close();
      this.channel = undefined;
      this.lead(signal);
    }
  }

  close() {
    this.isOpen = false;
    this.isLeading = false;
    this.since = Infinity;
    clearTimeout(this.watchdog);
    this.channel?.close();
    this.closing.abort();
  }

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<void>} holds the lock until the stream is closed
   */
  lead(signal) {
    return new Promise((resolve) => {
      // Not all readers at once; and the tab before may have a last word to say.
      const connect = () => this.connect(signal);
      const timer = setTimeout(connect, Math.random() * LONGEST_DELAY * 1000);
      const leave = () => {
        clearTimeout(timer);
        resolve();
      };
      // The lock may come at the moment in which it is not wanted any more.
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave);
    });
  }

  /** @param {AbortSignal} signal */
  connect(signal) {
    this.isLeading = true;
    this.since = Infinity;
    this.expect(FIRST_SILENCE, 'blocked');
    const events = new EventSource(`${this.url}${this.getCursor()}/`);
    signal.addEventListener('abort', () => events.close());
    /**
     * @param {string} type
     * @param {(data: any) => Note} read
     */
    const on = (type, read) =>
      events.addEventListener(type, ({ data }) => {
        /** @type {Note} */
        let note = { end: 'lost' };
        try {
          note = read(JSON.parse(data));
        } catch {
          // Not ours: an error of the connection, or what a proxy has put in.
        }
        this.tell(note);
      });
    on('message', (delta) => ({ from: this.getCursor(), delta }));
    on('beat', () => ({ from: this.getCursor() }));
    on('bye', ({ wait }) => ({ end: 'bye', wait }));
    on('gone', () => ({ end: 'gone' }));
    on('error', () => ({ end: 'lost' }));
  }

  /** @param {Note | HELLO} data from another tab */
  onPost(data) {
    if (data !== HELLO) {
      if (!this.isLeading) this.hear(data);
    } else if (this.isLeading && this.since < Infinity) {
      this.channel?.postMessage({ from: this.getCursor() });
    }
  }

  /** @param {Note} note */
  tell(note) {
    if (this.isLeading) this.channel?.postMessage(note);
    this.hear(note);
  }

  /** @param {Note} note */
  hear(note) {
    if (!('end' in note)) {
      this.since = Math.min(this.since, performance.now());
      this.expect(LONGEST_SILENCE, 'lost');
    }
    this.onNote(note);
  }

  /**
   * @param {number} seconds
   * @param {'lost' | 'blocked'} end
   */
  expect(seconds, end) {
    clearTimeout(this.watchdog);
    this.watchdog = window.setTimeout(() => this.tell({ end }), seconds * 1000);
  }
}
