/**
 * When the stream is asked for again: every few seconds while the tab is visible, more
 * rarely while there is no answer, and at once when readers are told of something.
 */

import { Delivery } from '../reader/delivery.js';
import { DeltaSource } from '../reader/delta.js';
import { Stream } from '../reader/stream.js';

/** @typedef {'fresh' | 'offline' | 'expired' | 'refused'} Outcome */
/** @typedef {{ changesUrl: string, streamUrl: string, cursor: string, wait: number }} Readers */

// Seconds.
const GAP = 3;
const LONGEST_GAP = 60;
// Nobody hurries where the answer is another person's to give.
const GAP_WHILE_LOST = 10;

/** @param {import('../reader/delta.js').Delta} delta */
function isNews(delta) {
  return Boolean(delta.updates?.length || delta.blog);
}

export class StreamFollowing {
  /**
   * @param {() => Promise<Outcome>} ask
   * @param {Readers} readers where they are told; without a changesUrl nowhere
   */
  constructor(ask, readers) {
    this.ask = ask;
    this.readers = readers;
    this.failures = 0;
    this.timer = 0;
    this.listening = new AbortController();
  }

  start() {
    const { signal } = this.listening;
    document.addEventListener('visibilitychange', () => this.askNow(), { signal });
    window.addEventListener('online', () => this.askNow(), { signal });
    window.addEventListener('pageshow', (event) => event.persisted && this.askNow(), { signal });
    window.addEventListener('pagehide', () => clearTimeout(this.timer), { signal });
    this.askIn(GAP);
    this.hear(this.readers.cursor);
  }

  stop() {
    this.listening.abort();
    clearTimeout(this.timer);
    this.delivery?.stop();
  }

  /**
   * Follow what readers are told, from a place in their log.
   * @param {string} cursor
   */
  hear(cursor) {
    const { changesUrl, streamUrl, wait } = this.readers;
    if (!changesUrl) return;
    const source = new DeltaSource(changesUrl, cursor, (url, options) => fetch(url, options));
    this.isDeaf = false;
    /** @param {import('../reader/delta.js').Answer} answer */
    const onAnswer = (answer) => {
      // Away for too long: from where the next answer says.
      if (answer.kind === 'reload') this.isDeaf = true;
      if (answer.kind === 'reload' || ('delta' in answer && isNews(answer.delta))) this.askNow();
    };
    this.delivery = new Delivery(source, streamUrl, wait, onAnswer, async () => ({ Stream }));
    this.delivery.start();
  }

  /** @param {string} cursor which the stream's own answer says */
  hearAgain(cursor) {
    if (this.isDeaf) this.hear(cursor);
  }

  /** @param {number} gap seconds */
  askIn(gap) {
    clearTimeout(this.timer);
    if (!this.listening.signal.aborted) {
      this.timer = window.setTimeout(() => this.askNow(), gap * 1000);
    }
  }

  async askNow() {
    clearTimeout(this.timer);
    // Asked when it is looked at again.
    if (document.hidden) return;
    const outcome = await this.ask();
    this.failures = outcome === 'offline' ? this.failures + 1 : 0;
    const gaps = { fresh: GAP, offline: GAP * 2 ** this.failures };
    const gap = outcome in gaps ? gaps[/** @type {'fresh'} */ (outcome)] : GAP_WHILE_LOST;
    this.askIn(Math.min(gap, LONGEST_GAP) * (0.9 + Math.random() / 5));
  }
}
