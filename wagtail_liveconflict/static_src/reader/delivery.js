/**
 * Decides when to ask and when to stream: one of the two at a time, neither in
 * a hidden tab, and ever more rarely while the server does not answer. Asking is
 * the floor: each stream begins after an answer, and when it ends asking goes on.
 */

import { LAST } from './delta.js';

/** @typedef {import('./delta.js').Answer} Answer */
/** @typedef {import('./delta.js').DeltaSource} DeltaSource */
/** @typedef {import('./stream.js').Stream} Stream */
/** @typedef {() => Promise<Pick<typeof import('./stream.js'), 'Stream'>>} Load */

// Seconds.
const FIRST_GAP = 2;
const SHORTEST_GAP = 0.2;
const LONGEST_GAP = 30;
const JITTER = 0.15;

export class Delivery {
  /**
   * @param {DeltaSource} source
   * @param {string} streamUrl "" for none
   * @param {number} wait seconds
   * @param {(answer: Answer) => void} onAnswer
   * @param {Load} load what only pages need that are offered a stream
   */
  constructor(source, streamUrl, wait, onAnswer, load) {
    this.source = source;
    this.streamUrl = streamUrl;
    this.wait = wait;
    this.onAnswer = onAnswer;
    this.load = load;
    /** @type {Stream | undefined} */
    this.stream = undefined;
    /** @type {Promise<void> | undefined} */
    this.loading = undefined;
    // Counted up when a question is given up, so that its answer is not used.
    this.turn = 0;
    this.isAsking = false;
    this.timer = 0;
    this.listening = new AbortController();
  }

  start() {
    const { signal } = this.listening;
    /**
     * @param {EventTarget} target
     * @param {string} type
     * @param {(event: any) => void} act
     */
    const on = (target, type, act) =>
      target.addEventListener(type, act, { signal });
    on(document, 'visibilitychange', () =>
      document.hidden ? this.pause() : this.askNow(),
    );
    // What was streaming may be dead without knowing it.
    on(window, 'online', () => {
      this.stream?.close();
      this.askNow();
    });
    // Back from the browser's memory, not loaded.
    on(window, 'pageshow', ({ persisted }) => persisted && this.askNow());
    // Anything left open keeps the page out of the back/forward cache.
    on(window, 'pagehide', () => this.giveUp());
    this.askWithin(Math.min(this.wait, FIRST_GAP));
  }

  stop() {
    this.listening.abort();
    this.giveUp();
  }

  pause() {
    clearTimeout(this.timer);
    this.stream?.close();
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
    const wait = Math.max(SHORTEST_GAP, gap) * 1000;
    this.timer = window.setTimeout(() => this.askNow(), wait);
  }

  /**
   * At any time in it, so that readers who were cut off together do not come back
   * together.
   * @param {number} most seconds
   */
  askWithin(most) {
    this.askIn(Math.random() * most);
  }

  /**
   * @param {number} failures in a row, before this one
   * @param {number} longest seconds
   */
  backOff(failures, longest) {
    return Math.random() * Math.min(2 ** failures, longest);
  }

  async askNow() {
    if (document.hidden || this.isAsking || this.stream?.isOpen) return;
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
    else if (!this.stream?.isOpen) this.goOn(answer);
    this.onAnswer(answer);
  }

  /** @param {Answer} answer */
  goOn(answer) {
    const spread = JITTER * (2 * Math.random() - 1);
    if (answer.kind === 'failed') {
      // Not before the time the server named, and not all readers at once.
      const named = answer.retryAfter * (1 + JITTER + spread);
      this.askIn(Math.max(this.backOff(answer.failures, LONGEST_GAP), named));
      return;
    }
    const isOffered =
      this.streamUrl && this.source.offersStream && !document.hidden;
    if (isOffered && this.stream?.begin()) return;
    this.askIn(this.wait * (1 + spread));
    // Asking goes on until it has come, and where it does not.
    if (isOffered) this.loading ??= this.loadStream(this.turn).catch(() => {});
  }

  /** @param {number} turn */
  async loadStream(turn) {
    const { Stream } = await this.load();
    this.stream = new Stream(this);
    if (turn !== this.turn || this.isAsking || document.hidden) return;
    clearTimeout(this.timer);
    this.stream.begin();
  }
}
