/**
 * Decides when to ask and when to stream: one of the two at a time, neither in
 * a hidden tab, and ever more rarely while the server does not answer. Asking is
 * the floor: each stream begins after an answer, and when it ends asking goes on.
 */

import { LAST } from './delta.js';
import { SharedStream } from './shared_stream.js';

/** @typedef {import('./delta.js').Answer} Answer */
/** @typedef {import('./delta.js').DeltaSource} DeltaSource */
/** @typedef {import('./shared_stream.js').Note} Note */

// Seconds.
const FIRST_GAP = 2;
const SHORTEST_GAP = 0.2;
const LONGEST_GAP = 30;
// Until a stream is tried again: after some that were lost, and where none gets
// through.
const LONGEST_REST = 300;
const REST_WHEN_BLOCKED = 600;
// A stream that lasted as long was a good one.
const STEADY = 60;
const JITTER = 0.15;

/**
 * Anywhere up to `most`, so that readers who were cut off together do not come
 * back together.
 * @param {number} most seconds
 */
function jitter(most) {
  return Math.max(SHORTEST_GAP, Math.random() * most);
}

/**
 * @param {number} failures in a row, before this one
 * @param {number} longest seconds
 */
function backOff(failures, longest) {
  return jitter(Math.min(2 ** failures, longest));
}

export class Delivery {
  /**
   * @param {DeltaSource} source
   * @param {string} streamUrl "" for none
   * @param {number} wait seconds
   * @param {(answer: Answer) => void} onAnswer
   */
  constructor(source, streamUrl, wait, onAnswer) {
    this.source = source;
    this.hasStream = Boolean(streamUrl);
    this.stream = new SharedStream(
      streamUrl,
      () => source.cursor,
      (note) => this.onNote(note),
    );
    this.wait = wait;
    this.onAnswer = onAnswer;
    // Counted up when a question is given up, so that its answer is not used.
    this.turn = 0;
    this.isAsking = false;
    this.timer = 0;
    this.lostStreams = 0;
    this.restsUntil = 0;
    this.listening = new AbortController();
  }

  start() {
    const { signal } = this.listening;
    document.addEventListener(
      'visibilitychange',
      () => (document.hidden ? this.pause() : this.askNow()),
      { signal },
    );
    window.addEventListener('online', () => this.askInstead(), { signal });
    window.addEventListener(
      'pageshow',
      // Back from the browser's memory, not loaded.
      ({ persisted }) => persisted && this.askNow(),
      { signal },
    );
    // Anything left open keeps the page out of the back/forward cache.
    window.addEventListener('pagehide', () => this.giveUp(), { signal });
    this.askIn(jitter(Math.min(this.wait, FIRST_GAP)));
  }

  stop() {
    this.listening.abort();
    this.giveUp();
  }

  pause() {
    clearTimeout(this.timer);
    this.stream.close();
  }

  giveUp() {
    this.pause();
    this.turn += 1;
    this.isAsking = false;
    this.source.abort();
  }

  /** @param {number} gap seconds */
  askIn(gap) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.askNow(), gap * 1000);
  }

  /** What was streaming may be dead without knowing it. */
  askInstead() {
    this.stream.close();
    this.askNow();
  }

  async askNow() {
    if (document.hidden || this.isAsking || this.stream.isOpen) return;
    clearTimeout(this.timer);
    this.isAsking = true;
    const { turn } = this;
    const answer = await this.source.ask();
    if (turn !== this.turn) return;
    this.isAsking = false;
    this.receive(answer);
  }

  /** @param {Answer} answer asked for, or streamed */
  receive(answer) {
    if ('delta' in answer) this.wait = answer.delta.wait ?? this.wait;
    if (LAST.includes(answer.kind)) this.stop();
    else if (!this.stream.isOpen) this.goOn(answer);
    this.onAnswer(answer);
  }

  /** @param {Answer} answer */
  goOn(answer) {
    if (answer.kind === 'failed') {
      // Not before the time the server named, and not all readers at once.
      const named = answer.retryAfter * (1 + 2 * JITTER * Math.random());
      this.askIn(Math.max(backOff(answer.failures, LONGEST_GAP), named));
    } else if (
      this.hasStream &&
      this.source.offersStream &&
      !document.hidden &&
      performance.now() >= this.restsUntil
    ) {
      this.stream.open();
    } else {
      const spread = 1 + JITTER * (2 * Math.random() - 1);
      this.askIn(Math.max(this.wait, SHORTEST_GAP) * spread);
    }
  }

  /** @param {Note} note */
  onNote(note) {
    if ('end' in note) this.onEnd(note.end, note.wait ?? 0);
    // Another tab is further; a cache may keep this one from getting there at once.
    else if (this.source.lacks(note.from)) this.onEnd('lost', 0);
    else if (note.delta) this.receive(this.source.take(note.delta));
    // A sign of life says that nothing is new.
    else this.receive({ kind: 'same' });
  }

  /**
   * @param {'lost' | 'blocked' | 'bye' | 'gone'} end
   * @param {number} wait seconds
   */
  onEnd(end, wait) {
    if (end === 'gone') {
      this.receive({ kind: 'gone' });
      return;
    }
    const lasted = (performance.now() - this.stream.since) / 1000;
    this.stream.close();
    if (end === 'bye') {
      this.askIn(jitter(wait));
      return;
    }
    if (lasted > STEADY) this.lostStreams = 0;
    const before = this.lostStreams;
    this.lostStreams += 1;
    let pause = before && backOff(before + 2, LONGEST_REST);
    if (end === 'blocked') pause = REST_WHEN_BLOCKED;
    this.restsUntil = performance.now() + pause * 1000;
    // However many streams were lost, asking is never slower than without them.
    this.askIn(backOff(before, Math.min(this.wait, LONGEST_GAP)));
  }
}
