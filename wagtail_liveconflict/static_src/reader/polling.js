/**
 * Decides when to ask: never in a hidden tab, never twice at once, at once on
 * return, and ever more rarely while the server does not answer.
 */

import { LAST } from './delta.js';

/** @typedef {import('./delta.js').Answer} Answer */
/** @typedef {import('./delta.js').DeltaSource} DeltaSource */

// Seconds.
const LONGEST_GAP = 60;
const SHORTEST_GAP = 0.2;
const JITTER = 0.15;

export class Polling {
  /**
   * @param {DeltaSource} source
   * @param {number} wait seconds
   * @param {(answer: Answer) => void} onAnswer
   */
  constructor(source, wait, onAnswer) {
    this.source = source;
    this.wait = wait;
    this.onAnswer = onAnswer;
    // Counted up when a question is given up, so that its answer is not used.
    this.turn = 0;
    this.isAsking = false;
    this.timer = 0;
    this.listening = new AbortController();
  }

  start() {
    const { signal } = this.listening;
    const askNow = () => this.askNow();
    document.addEventListener('visibilitychange', askNow, { signal });
    window.addEventListener('online', askNow, { signal });
    window.addEventListener(
      'pageshow',
      // Back from the browser's memory, not loaded.
      ({ persisted }) => persisted && askNow(),
      { signal },
    );
    // A request left open keeps the page out of the back/forward cache.
    window.addEventListener('pagehide', () => this.giveUp(), { signal });
    this.schedule(this.wait);
  }

  stop() {
    this.listening.abort();
    this.giveUp();
  }

  giveUp() {
    clearTimeout(this.timer);
    this.turn += 1;
    this.isAsking = false;
    this.source.abort();
  }

  /** @param {number} gap seconds */
  schedule(gap) {
    const jitter = 1 + JITTER * (2 * Math.random() - 1);
    this.timer = window.setTimeout(
      () => this.askNow(),
      Math.max(gap, SHORTEST_GAP) * jitter * 1000,
    );
  }

  async askNow() {
    clearTimeout(this.timer);
    if (document.hidden || this.isAsking) return;
    this.isAsking = true;
    const { turn } = this;
    const answer = await this.source.ask();
    if (turn !== this.turn) return;
    this.isAsking = false;
    if (LAST.includes(answer.kind)) this.stop();
    else this.schedule(this.getGap(answer));
    this.onAnswer(answer);
  }

  /**
   * @param {Answer} answer
   * @returns {number} seconds
   */
  getGap(answer) {
    if (answer.kind === 'failed') {
      const gap = Math.min(this.wait * 2 ** answer.failures, LONGEST_GAP);
      // The jitter must not bring it before the time the server named.
      return Math.max(gap, answer.retryAfter / (1 - JITTER));
    }
    if ('delta' in answer) this.wait = answer.delta.wait ?? this.wait;
    return this.wait;
  }
}
